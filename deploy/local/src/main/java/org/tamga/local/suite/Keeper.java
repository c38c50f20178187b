package org.tamga.local.suite;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;

import org.tamga.local.process.LocalServer;
import org.tamga.local.process.Server;
import org.tamga.local.process.ServerNotStarted;
import org.tamga.local.suite.SuiteStatus.ServerState;
import org.tamga.local.suite.SuiteStatus.ServerStatus;

/** Keeps one server running: starts it, and starts it again, after a while, when it dies. */
final class Keeper {

    private final LocalServer server;
    private final Announcements announcements;
    private final Backoff backoff = new Backoff();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile ServerState state = ServerState.STARTING;
    private volatile Instant since = Instant.now();
    private volatile int restarts;

    Keeper(LocalServer server, Announcements announcements) {
        this.server = server;
        this.announcements = announcements;
        this.thread = new Thread(this::keep, "keeper of " + server.name());
    }

    /** Whom a keeper tells what happens. */
    interface Announcements {

        /** A server came into another state. */
        void changed();

        /** A line for the log. */
        void say(String line);
    }

    /** Begins; {@link #ready()} says when the server serves for the first time. */
    void start() {
        thread.start();
    }

    /** Done when the server is ready for the first time; fails if it does not come up. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    ServerStatus status() {
        Server now = server.server();
        long pid = now != null && now.isAlive() ? now.process().pid() : 0;
        return new ServerStatus(server.name(), server.port(), pid, state, restarts,
                since.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Ends the server in good order and does not start it again. */
    void stop() {
        stopping = true;
        server.stop();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The keeper may have started it once more at the very moment at which it was told to stop.
        server.stop();
        ready.completeExceptionally(new ServerNotStarted(server.name() + " was stopped before it was ready."));
        become(ServerState.STOPPED);
    }

    private void keep() {
        while (!stopping) {
            Duration ran = runOnce();
            if (stopping || ready.isCompletedExceptionally()) {
                return;
            }
            Duration pause = backoff.after(ran);
            announcements.say(server.name() + " is started again in " + pause.toMillis() + " ms.");
            if (!sleep(pause)) {
                return;
            }
            restarts++;
        }
    }

    /** @return how long it was ready */
    private Duration runOnce() {
        become(ServerState.STARTING);
        Instant began = null;
        try {
            server.start();
            began = Instant.now();
            become(ServerState.READY);
            ready.complete(null);
            int exitCode = server.server().process().waitFor();
            if (!stopping) {
                announcements.say(server.name() + " ended with exit code " + exitCode + ".");
            }
        } catch (ServerNotStarted e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        become(ServerState.DIED);
        return began == null ? Duration.ZERO : Duration.between(began, Instant.now());
    }

    private void failed(ServerNotStarted failure) {
        if (stopping) {
            return;
        }
        Server process = server.server();
        boolean killed = process != null && !process.isAlive() && process.process().exitValue() > 128;
        server.stop();
        // Whatever is wrong with a first start will be wrong with the second; but one that was killed may come up.
        if (killed || !ready.completeExceptionally(failure)) {
            announcements.say(failure.getMessage());
        }
    }

    private void become(ServerState next) {
        state = next;
        since = Instant.now();
        announcements.changed();
    }

    private boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
