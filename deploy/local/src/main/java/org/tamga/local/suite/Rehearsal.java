package org.tamga.local.suite;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.tamga.local.process.Lifetime;
import org.tamga.local.process.Server;
import org.tamga.local.process.ServerNotStarted;
import org.tamga.local.process.Signals;

/**
 * One more process of an application beside a running suite, which starts, answers some reads and ends in good order, at the lowest
 * priority: what its JVM has seen then makes the starts to come quick.
 *
 * @param reads addresses
 * @param log what it says goes there
 */
record Rehearsal(String name, int port, List<String> reads, StartCache cache, List<String> marks,
        Map<String, String> environment, Path log) {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** The JVM writes the cache when it ends, and takes its time for it where others have work. */
    private static final Duration WRITING = Duration.ofMinutes(10);
    private static final int ROUNDS = 40;
    /** What an application makes some seconds after its start is to be in the cache, too. */
    private static final Duration SETTLING = Duration.ofSeconds(8);
    private static final int ATTEMPTS = 200;

    /**
     * Does nothing if there is a cache, or this JVM makes none.
     *
     * @return whether it left one
     * @throws InterruptedException if it was told to stop; the process has ended
     */
    boolean run() throws IOException, InterruptedException {
        if (!cache.isWanted()) {
            return false;
        }
        cache.discard();
        Server server = Server.start(new Server.Program(name + "'s rehearsal", command(), environment, cache.jar().getParent(),
                log, "TERM", "KILL"), Lifetime.OWN);
        Process process = server.process();
        try {
            server.await(() -> Health.ready(port), PATIENCE);
            for (int round = 0; round < ROUNDS && !Thread.currentThread().isInterrupted(); round++) {
                reads.forEach(this::read);
            }
            TimeUnit.SECONDS.sleep(SETTLING.toSeconds());
            Signals.send("TERM", process.toHandle());
            return process.waitFor(WRITING.toSeconds(), TimeUnit.SECONDS) && cache.keep();
        } catch (ServerNotStarted e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return false;
        } finally {
            end(process);
            cache.discard();
        }
    }

    /** In good order, but nothing is written any more. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        Signals.send("TERM", process.toHandle());
        try {
            for (int attempt = 0; attempt < ATTEMPTS && !isWriting(process); attempt++) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the application has ended: what writes is a child that its JVM has only then. */
    private static boolean isWriting(Process process) {
        return !process.isAlive() || process.descendants().findAny().isPresent();
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(ApplicationServer.java(marks));
        command.addAll(cache.recording());
        command.addAll(List.of("-jar", cache.jar().getFileName().toString()));
        return command;
    }

    /** What is answered does not matter here, nor whether anything is. */
    private void read(String address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + address).toURL()
                    .openConnection();
            connection.setConnectTimeout(5000);
            connection.setReadTimeout(20000);
            if (connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST) {
                connection.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            // So this read left nothing; the next may.
        }
    }
}
