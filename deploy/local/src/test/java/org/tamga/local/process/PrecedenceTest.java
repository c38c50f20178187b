package org.tamga.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class PrecedenceTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    /** A program of several threads, which says so. */
    private static final String PROGRAM = "public class Busy { public static void main(String[] a) throws Exception {"
            + " new Thread(() -> { while (true) { Thread.onSpinWait(); } }).start(); System.out.println(1); Thread.sleep(600_000); } }";

    @Test
    void all_threads_of_what_has_given_way_go_behind(
            @TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Busy.java"), PROGRAM);
        Process process = new ProcessBuilder(JAVA.toString(), source.toString()).start();
        try {
            process.getInputStream().read();
            List<Integer> before = niceness(process);
            assertTrue(before.size() > 3, before.toString());

            Precedence.giveWay(process.toHandle());

            List<Integer> after = niceness(process);
            assertTrue(after.size() > 3 && after.stream().allMatch(niceness -> niceness >= 5), after.toString());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void what_is_behind_already_stays_where_it_is() throws Exception {
        Process process = new ProcessBuilder("nice", "-n", "15", "sleep", "600").start();
        try {
            // Until then it is `nice` itself, which may not have done it yet.
            while (niceness(process).get(0) < 15) {
                Thread.sleep(10);
            }
            List<Integer> before = niceness(process);

            Precedence.giveWay(process.toHandle());

            assertEquals(before, niceness(process));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void one_that_has_ended_is_left_alone() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        Precedence.giveWay(process.toHandle());
    }

    private static List<Integer> niceness(Process process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.map(PrecedenceTest::stat)
                    .map(stat -> Integer.parseInt(stat.replaceFirst("^.*\\) ", "").split(" ")[16]))
                    .toList();
        }
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat")).strip();
        } catch (IOException e) {
            return "0 (ended) Z 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 99 0";
        }
    }
}
