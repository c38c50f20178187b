package org.tamga.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who goes first where cores are short: a server that starts goes before those that serve and have given way to it, so that what
 * died is back soon however busy the others are. An order that Linux keeps; elsewhere all stay equal.
 */
public final class Precedence {

    /** A third of the share of one that has not given way. */
    private static final int NICENESS = 5;
    /** {@code nice} among the fields of {@code /proc/…/stat} that follow the name in brackets; see proc(5). */
    private static final int NICE = 16;
    /** A thread that was begun while the others were asked is asked the next time. */
    private static final int ROUNDS = 3;

    private Precedence() {
    }

    /** Has a process, with all threads that it has and will have, go behind; for good, since not everybody may take that back. */
    public static void giveWay(ProcessHandle process) {
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                renice(before(threads));
            }
        } catch (IOException e) {
            // It has ended, or this is no Linux, or one without renice: it stays as it is.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> before(Path threads) throws IOException {
        List<String> before = new ArrayList<>();
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                if (niceness(thread) < NICENESS) {
                    before.add(thread.getFileName().toString());
                }
            }
        }
        return before;
    }

    private static int niceness(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
        } catch (IOException e) {
            // A thread that has ended has nothing before anybody.
            return NICENESS;
        }
    }

    private static void renice(List<String> threads) throws IOException, InterruptedException {
        if (threads.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("renice", "-n", Integer.toString(NICENESS), "-p"));
        command.addAll(threads);
        // That one of them has ended is no matter.
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }
}
