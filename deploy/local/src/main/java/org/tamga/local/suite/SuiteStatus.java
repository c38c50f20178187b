package org.tamga.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a supervisor says of itself, in a file that other commands read.
 *
 * @param supervisor its process id
 * @param port the gateway's
 * @param starterMissing whether the starter record was to be loaded, and not all of it could be
 */
public record SuiteStatus(long supervisor, int port, Phase phase, boolean starterMissing, List<ServerStatus> servers) {

    /** Where a suite stands. */
    public enum Phase {
        STARTING,
        /** All are ready, and the starter record is being loaded. */
        LOADING,
        /** All was done that {@code up} is to do. Single servers may be on their way up again. */
        UP,
        STOPPING
    }

    /**
     * One server.
     *
     * @param pid 0 if there is no process now
     * @param restarts how often it was started again since the suite started
     * @param since RFC 3339; when it came into its state
     */
    public record ServerStatus(String name, int port, long pid, ServerState state, int restarts, String since) {}

    /** Where a server stands. */
    public enum ServerState {
        STARTING,
        READY,
        /** It died, and is started again in a moment. */
        DIED,
        STOPPED
    }

    /** Empty if no supervisor runs, also where one that was killed has left a file: its process ids may be others' by now. */
    public static Optional<SuiteStatus> read(DataFolder folder) {
        try {
            return Optional.of(new ObjectMapper().readValue(Files.readString(file(folder)), SuiteStatus.class))
                    .filter(status -> new SuiteProcesses(folder).isSupervisor(status.supervisor()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CannotStart("The status of " + folder.path() + " cannot be read: " + e.getMessage());
        }
    }

    void write(DataFolder folder) throws IOException {
        Path fresh = folder.run().resolve("status.new");
        Files.writeString(fresh, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this));
        Files.move(fresh, file(folder), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Of a suite that has ended. */
    public static void remove(DataFolder folder) throws IOException {
        Files.deleteIfExists(file(folder));
    }

    private static Path file(DataFolder folder) {
        return folder.run().resolve("status.json");
    }
}
