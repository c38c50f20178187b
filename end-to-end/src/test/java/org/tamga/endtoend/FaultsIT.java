package org.tamga.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.faults.Fault;
import org.tamga.faults.Trial;
import org.tamga.local.suite.Ports;
import org.tamga.local.suite.Rehearsals;

/** The commonest of the faults of {@code ./tamga faults}, held to what the clients were told, not to time. */
class FaultsIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path parent;

    @Test
    void nothing_is_lost_and_nothing_comes_twice_when_a_service_is_killed() throws Exception {
        // PostgreSQL may run as another user.
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var suite = new org.tamga.faults.Suite(CHECKOUT, parent.resolve("data"), new Ports(Suite.freePorts(1)))) {
            suite.up(Rehearsals.When.NEVER);
            var round = Trial.of(suite, Fault.SERVICE_KILLED, Duration.ZERO, 894);
            assertTrue(round.accepted() > 0, round.toString());
            assertEquals(List.of(), round.violations(), round.toString());
        }
    }
}
