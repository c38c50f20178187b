package org.tamga.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.LocalServer;
import org.tamga.local.process.Server;
import org.tamga.local.suite.SuiteStatus.ServerState;

class KeeperTest {

    @TempDir
    Path folder;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private Keeper keeper;

    @AfterEach
    void stop() {
        keeper.stop();
    }

    @Test
    void starts_a_server_again_that_was_killed() throws Exception {
        ShellServer server = new ShellServer("echo started >>starts; exec sleep 600");
        keep(server).get(20, TimeUnit.SECONDS);
        Process first = server.server().process();
        first.destroyForcibly();
        await().until(() -> keeper.status().state() == ServerState.READY && server.server().process() != first);
        assertEquals(1, keeper.status().restarts());
        assertEquals(List.of("sample ended with exit code 137.", "sample is started again in 500 ms."), said);
    }

    @Test
    void starts_nothing_again_that_was_stopped() throws Exception {
        ShellServer server = new ShellServer("echo started >>starts; exec sleep 600");
        keep(server).get(20, TimeUnit.SECONDS);
        keeper.stop();
        assertFalse(server.server().isAlive());
        assertEquals(ServerState.STOPPED, keeper.status().state());
        assertEquals(0, keeper.status().pid());
        assertEquals(List.of(), said);
    }

    @Test
    void does_not_repeat_a_first_start_that_failed() {
        ShellServer server = new ShellServer("echo no such setting; exit 1");
        CompletionException failure = assertThrows(CompletionException.class, () -> keep(server).join());
        assertTrue(failure.getCause().getMessage().startsWith("sample ended with exit code 1:\nno such setting"));
    }

    @Test
    void repeats_a_first_start_that_was_killed() throws Exception {
        ShellServer server = new ShellServer(
                "test -e killed || { touch killed; kill -9 $$; }; echo started >>starts; exec sleep 600");
        keep(server).get(20, TimeUnit.SECONDS);
        assertEquals(1, keeper.status().restarts());
    }

    @Test
    void stops_a_server_that_is_still_starting() {
        ShellServer server = new ShellServer("exec sleep 600");
        keep(server);
        await().until(() -> server.server() != null);
        keeper.stop();
        assertFalse(server.server().isAlive());
        assertTrue(keeper.ready().isCompletedExceptionally());
    }

    private CompletableFuture<Void> keep(ShellServer server) {
        keeper = new Keeper(server, new Keeper.Announcements() {

            @Override
            public void changed() {
                // The tests look at the status themselves.
            }

            @Override
            public void say(String line) {
                said.add(line);
            }
        });
        keeper.start();
        return keeper.ready();
    }

    /** Serves as soon as its script has written {@code starts} since it began. */
    private final class ShellServer implements LocalServer {

        private final String script;
        private volatile Server server;

        private ShellServer(String script) {
            this.script = script;
        }

        @Override
        public String name() {
            return "sample";
        }

        @Override
        public String title() {
            return name();
        }

        @Override
        public int port() {
            return 9;
        }

        @Override
        public void start() {
            Path starts = folder.resolve("starts");
            starts.toFile().delete();
            List<String> command = List.of("sh", "-c", "cd \"$0\"; " + script, folder.toString());
            server = Server.start(new Server.Program("sample", command, Map.of(), folder, folder.resolve("server.log"), "TERM",
                    "KILL"), Lifetime.OWN);
            server.await(() -> Files.exists(starts), Duration.ofSeconds(20));
        }

        @Override
        public Server server() {
            return server;
        }

        @Override
        public void stop() {
            if (server != null) {
                server.stop(Duration.ofSeconds(10));
            }
        }
    }
}
