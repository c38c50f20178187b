package org.tamga.local.suite;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;

/** How much memory this machine, or the container that we are in, has left for a suite. */
final class FreeMemory {

    /** PostgreSQL, Kafka and five applications at rest, with a little air. */
    private static final long ONE_OF_EACH = 1536L * 1024 * 1024;
    private static final long FIVE_MORE = 1100L * 1024 * 1024;

    private FreeMemory() {
    }

    /** What a suite needs with so many replicas of each application. */
    static long needed(int replicas) {
        return ONE_OF_EACH + (replicas - 1) * FIVE_MORE;
    }

    /** @throws CannotStart if it is less than a suite needs */
    static void require(long needed) {
        long free = bytes();
        if (free < needed) {
            throw new CannotStart("Tamga needs " + mebibytes(needed) + " MiB of free memory; this machine has "
                    + mebibytes(free) + " MiB left.");
        }
    }

    static boolean has(long needed) {
        return bytes() >= needed;
    }

    private static long bytes() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        // The limit of a container counts here, but not what it uses of it: its caches are not told from what is in need.
        return Math.min(system.getTotalMemorySize(), available(system));
    }

    private static long available(OperatingSystemMXBean system) {
        try {
            return Files.readString(Path.of("/proc/meminfo")).lines()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(system.getTotalMemorySize());
        } catch (IOException e) {
            // Not Linux: macOS counts its caches as used, so that only the whole memory says something.
            return system.getTotalMemorySize();
        }
    }

    private static long mebibytes(long bytes) {
        return bytes / (1024 * 1024);
    }
}
