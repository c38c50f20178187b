package org.tamga.local.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much of the machine's memory a process holds. */
public final class ResidentMemory {

    private ResidentMemory() {
    }

    /**
     * What a process holds, in bytes.
     *
     * @return empty if there is no such process
     */
    public static OptionalLong alone(long pid) {
        OptionalLong resident = of(pid, "VmRSS:");
        return resident.isPresent() ? resident : fromPs(pid);
    }

    /** What it has held at the most since it began, in bytes; empty where there is no /proc. */
    public static OptionalLong most(long pid) {
        return of(pid, "VmHWM:");
    }

    /** The same as {@link #alone}, with what each of its children holds for itself: PostgreSQL's sessions share its buffers, which count once. */
    public static OptionalLong withChildren(long pid) {
        OptionalLong own = alone(pid);
        if (own.isEmpty()) {
            return own;
        }
        long children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(child -> of(child.pid(), "RssAnon:").orElse(0))
                .sum();
        return OptionalLong.of(own.getAsLong() + children);
    }

    private static OptionalLong of(long pid, String field) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/status")).lines()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Where there is no /proc, as on macOS. */
    private static OptionalLong fromPs(long pid) {
        if (pid == 0 || Files.exists(Path.of("/proc/self/status"))) {
            return OptionalLong.empty();
        }
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return kibibytes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(kibibytes) * 1024);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
