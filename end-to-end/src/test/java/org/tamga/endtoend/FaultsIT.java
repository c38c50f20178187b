package org.tamga.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tamga.faults.Fault;
import org.tamga.faults.Trial;
import org.tamga.local.suite.Ports;

/** The commonest of the faults of {@code ./tamga faults}, held to what the clients were told, not to time. */
@ExtendWith(OneSuite.class)
// The last: no other test has to find its way among what the clients leave.
@Order(Integer.MAX_VALUE)
class FaultsIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void nothing_is_lost_and_nothing_comes_twice_when_a_service_is_killed(Suite suite) throws Exception {
        // It stops what it has started alone, which here is nothing.
        try (var running = new org.tamga.faults.Suite(CHECKOUT, suite.data(), new Ports(suite.gateway().getPort()))) {
            var round = Trial.of(running, Fault.SERVICE_KILLED, Duration.ZERO, 894);
            assertTrue(round.accepted() > 0, round.toString());
            assertEquals(List.of(), round.violations(), round.toString());
        }
    }
}
