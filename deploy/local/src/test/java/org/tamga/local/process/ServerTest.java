package org.tamga.local.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {

    @TempDir
    Path folder;

    @Test
    void shows_the_end_of_the_log_of_a_server_that_ended_before_it_was_ready() {
        Server server = start("echo one line of log; exit 3", Lifetime.OWN);
        ServerNotStarted failure = assertThrows(ServerNotStarted.class,
                () -> server.await(() -> false, Duration.ofSeconds(20)));
        assertTrue(failure.getMessage().startsWith("sample ended with exit code 3:\none line of log\n"), failure.getMessage());
    }

    @Test
    void notices_that_a_server_ended_which_lives_no_longer_than_this_jvm() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Server server = Server.start(new Server.Program("sample", List.of("sh", "-c", "echo one line of log; exit 3"), Map.of(),
                data, data.resolve("server.log"), "TERM", "KILL"), Lifetime.THIS_JVM);
        ServerNotStarted failure = assertThrows(ServerNotStarted.class,
                () -> server.await(() -> false, Duration.ofSeconds(20)));
        assertTrue(failure.getMessage().startsWith("sample ended with exit code 3:\none line of log\n"), failure.getMessage());
        server.stop(Duration.ofSeconds(10));
        await().until(() -> !Files.exists(data));
    }

    @Test
    void says_so_when_a_server_is_not_ready_in_time() {
        Server server = start("sleep 60", Lifetime.OWN);
        ServerNotStarted failure = assertThrows(ServerNotStarted.class,
                () -> server.await(() -> false, Duration.ofMillis(200)));
        assertTrue(failure.getMessage().startsWith("sample was not ready after 0 s:"), failure.getMessage());
        server.stop(Duration.ofSeconds(10));
        assertFalse(server.isAlive());
    }

    @Test
    void kills_a_server_that_does_not_stop_when_asked() {
        Server server = start("trap '' TERM; touch trapped; while :; do sleep 0.05; done", Lifetime.OWN);
        server.await(() -> Files.exists(folder.resolve("trapped")), Duration.ofSeconds(20));
        server.stop(Duration.ofMillis(100));
        assertFalse(server.isAlive());
        assertEquals(128 + 9, server.process().exitValue());
    }

    @Test
    void puts_a_long_log_aside() throws IOException {
        Path log = folder.resolve("server.log");
        Files.write(log, new byte[20 * 1024 * 1024 + 1]);
        start("echo fresh", Lifetime.OWN);
        await().until(() -> Files.readString(log).equals("fresh\n"));
        assertTrue(Files.exists(folder.resolve("server.log.1")));
    }

    @Test
    void ends_and_leaves_nothing_when_the_jvm_that_started_it_is_killed() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m", "-cp",
                System.getProperty("java.class.path"), Starter.class.getName(), data.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader reader = jvm.inputReader();
        long server = Long.parseLong(reader.readLine());
        assertTrue(ProcessHandle.of(server).isPresent());
        jvm.destroyForcibly();
        await().until(() -> ProcessHandle.of(server).isEmpty() && !Files.exists(data));
    }

    /** The JVM to be killed: prints the id of the server that it started. */
    static final class Starter {

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            Path pid = folder.resolve("pid");
            Server server = Server
                    .start(new Server.Program("sample", List.of("sh", "-c", "echo $$ >" + pid + "; exec sleep 600"),
                            Map.of(), folder, folder.resolve("server.log"), "TERM", "KILL"), Lifetime.THIS_JVM);
            server.await(() -> Files.exists(pid) && pid.toFile().length() > 1, Duration.ofSeconds(20));
            System.out.println(Files.readString(pid).strip());
            server.process().waitFor();
        }
    }

    private Server start(String script, Lifetime lifetime) {
        return Server
                .start(new Server.Program("sample", List.of("sh", "-c", "cd \"$0\"; " + script, folder.toString()), Map.of(),
                        folder, folder.resolve("server.log"), "TERM", "KILL"), lifetime);
    }
}
