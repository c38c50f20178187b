package org.tamga.mobility;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.tamga.testing.EveryRoom;

@MobilityTest
@Order(Integer.MAX_VALUE)
class EveryRoomTest {

    @TestFactory
    Stream<DynamicTest> keeps_the_common_rules() {
        // So that there are events whose data can be held against the contracts.
        StarterRecord.load();
        return EveryRoom.of("mobility");
    }
}
