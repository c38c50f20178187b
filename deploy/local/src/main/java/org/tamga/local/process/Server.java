package org.tamga.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A started process whose output goes to a log file.
 * <p>
 * A process that shall live no longer than this JVM is started under a small shell that reads from a pipe: the operating system
 * closes the pipe when this JVM ends, even by {@code kill -9}, and the shell then kills the process and deletes its folder.
 */
public final class Server {

    private static final long LONG_LOG = 20L * 1024 * 1024;

    /**
     * Ends when the server does, with its exit code; the subshell outlives both and clears up when the pipe is closed. It kills the
     * server only if that has not ended before, for its id may by then be another's. Of one that has ended by itself, of which this JVM is
     * told by a pipe that closes too, the log can still be read for a moment.
     */
    private static final String GUARD = """
                                        signal=$1; folder=$2; shift 2
                                        exec 3<&0
                                        "$@" </dev/null 3<&- & server=$!
                                        (
                                          read -r forever <&3
                                          if [ -e "$folder/.ended" ]; then sleep 2; else kill -s "$signal" $server; fi
                                          until [ -e "$folder/.ended" ] || ! kill -0 $$; do sleep 0.05; done
                                          rm -rf "$folder"
                                        ) 2>/dev/null &
                                        exec 3<&-
                                        wait $server; code=$?
                                        : >"$folder/.ended"
                                        exit $code
                                        """;

    private final Program program;
    private final Process process;
    private final Lifetime lifetime;

    private Server(Program program, Process process, Lifetime lifetime) {
        this.program = program;
        this.process = process;
        this.lifetime = lifetime;
    }

    /**
     * What to start.
     *
     * @param name for messages
     * @param environment added to that of this JVM
     * @param folder where it runs; deleted at the end if it lives as long as this JVM
     * @param log appended to; its parent folder exists; a long one is put aside, as {@code ….1}, before the start
     * @param stopSignal what asks it for an orderly end, such as {@code TERM}
     * @param killSignal what ends it at once when its data are thrown away anyway
     */
    public record Program(String name, List<String> command, Map<String, String> environment, Path folder, Path log,
            String stopSignal, String killSignal) {}

    /**
     * Starts a process.
     *
     * @throws ServerNotStarted if there is no such program
     */
    public static Server start(Program program, Lifetime lifetime) {
        List<String> whole = new ArrayList<>();
        if (lifetime == Lifetime.THIS_JVM) {
            whole.addAll(List.of("sh", "-c", GUARD, "guard", program.killSignal(), program.folder().toString()));
        }
        whole.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(program.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
        if (lifetime == Lifetime.OWN) {
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        }
        builder.environment().putAll(program.environment());
        try {
            putAsideIfLong(program.log());
            return new Server(program, builder.start(), lifetime);
        } catch (IOException e) {
            throw new ServerNotStarted(program.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static void putAsideIfLong(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LONG_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What runs; under {@link Lifetime#THIS_JVM} it is the shell that keeps the server. */
    public Process process() {
        return process;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until the server is ready.
     *
     * @throws ServerNotStarted if it ends before it is ready, or is not ready in time
     */
    public void await(Readiness ready, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!ready.now()) {
            if (!process.isAlive()) {
                throw ServerNotStarted.withLog(program.name() + " ended with exit code " + process.exitValue() + ":",
                        program.log());
            }
            if (System.nanoTime() > end) {
                throw ServerNotStarted.withLog(program.name() + " was not ready after " + patience.toSeconds() + " s:",
                        program.log());
            }
            pause();
        }
    }

    /** Asks the server to stop, waits, and kills it if it takes longer than it may. */
    public void stop(Duration patience) {
        try {
            if (lifetime == Lifetime.THIS_JVM) {
                process.getOutputStream().close();
            } else if (process.isAlive()) {
                Signals.send(program.stopSignal(), process.toHandle());
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new ServerNotStarted(program.name() + " cannot be told to stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerNotStarted("Waiting for " + program.name() + " was interrupted.", e);
        }
    }

    /** Whether a server is ready to serve. */
    public interface Readiness {

        boolean now();
    }
}
