package org.tamga.education;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.tamga.testing.EveryRoom;

@EducationTest
@Order(Integer.MAX_VALUE)
class EveryRoomTest {

    @TestFactory
    Stream<DynamicTest> keeps_the_common_rules() {
        return EveryRoom.of("education");
    }
}
