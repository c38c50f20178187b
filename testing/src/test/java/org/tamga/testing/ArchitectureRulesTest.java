package org.tamga.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

class ArchitectureRulesTest {

    @TestFactory
    Stream<DynamicTest> accepts_sound_code() {
        String base = "org.tamga.testing.sample.sound";
        JavaClasses classes = new ClassFileImporter().importPackages(base);
        return ArchitectureRules.rules(base).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
    }

    @TestFactory
    Stream<DynamicTest> finds_each_breach() {
        String base = "org.tamga.testing.sample.unsound";
        JavaClasses classes = new ClassFileImporter().importPackages(base);
        return ArchitectureRules.rules(base).entrySet().stream().map(rule -> DynamicTest.dynamicTest(rule.getKey(),
                () -> assertThrows(AssertionError.class, () -> rule.getValue().check(classes))));
    }

    @Test
    void refuses_a_package_without_classes() {
        assertThrows(IllegalArgumentException.class, () -> ArchitectureRules.of("org.tamga.nothing"));
    }
}
