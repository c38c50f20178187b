package org.tamga.events;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tamga.testing.ArchitectureRules;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> keeps_the_rules() {
        return ArchitectureRules.of("org.tamga.events");
    }
}
