package org.tamga.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.tamga.local.process.ServerNotStarted;

/** What a server that was killed may leave behind, and the next one would stumble over. */
final class FormerServer {

    private static final int ATTEMPTS = 250;
    private static final int PAUSE_MILLIS = 20;

    private FormerServer() {
    }

    /**
     * Makes way for a start. The caller knows that no other server is meant to run on the folder.
     *
     * @param data PostgreSQL's data folder
     * @param program PostgreSQL's server program
     */
    static void clear(Path data, Path program) throws IOException {
        endOrphans(program.toRealPath());
        Path lock = data.resolve("postmaster.pid");
        if (Files.exists(lock) && namesAnotherProgram(lock)) {
            Files.delete(lock);
        }
    }

    /** True if that is why a server did not start: the memory of the one before is still in use. */
    static boolean isStillThere(ServerNotStarted failure) {
        return failure.getMessage().contains("pre-existing shared memory block");
    }

    /**
     * A session in the middle of a long query notices only at its end that its server died, and holds the shared memory until
     * then. Sessions are told from servers, and from what an initdb runs, by having a title in the place of their options.
     */
    private static void endOrphans(Path program) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<ProcessHandle> orphans = ProcessHandle.allProcesses()
                    .filter(process -> runs(process, program))
                    .filter(process -> process.parent().filter(parent -> runs(parent, program)).isEmpty())
                    .filter(process -> !hasOptions(process))
                    .toList();
            if (orphans.isEmpty()) {
                return;
            }
            orphans.forEach(ProcessHandle::destroyForcibly);
            pause();
        }
        throw new ServerNotStarted("Sessions of a PostgreSQL server that was killed do not end.");
    }

    /**
     * PostgreSQL refuses to start while the process named in its lock file lives, which after a {@code kill -9} and a reboot can be
     * any process that got the same id. Only that case is settled here; a dead process, or one of PostgreSQL, it judges itself.
     */
    private static boolean namesAnotherProgram(Path lock) throws IOException {
        return Files.readString(lock).lines().findFirst()
                .map(String::strip)
                .filter(pid -> pid.matches("\\d{1,18}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .flatMap(process -> process.info().command())
                .filter(command -> !command.endsWith("/postgres"))
                .isPresent();
    }

    private static boolean hasOptions(ProcessHandle process) {
        return Arrays.stream(process.info().arguments().orElse(new String[0])).anyMatch(argument -> argument.startsWith("-"));
    }

    private static boolean runs(ProcessHandle process, Path program) {
        Optional<String> command = process.info().command();
        return command.isPresent() && command.get().equals(program.toString());
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerNotStarted("The start of PostgreSQL was interrupted.", e);
        }
    }
}
