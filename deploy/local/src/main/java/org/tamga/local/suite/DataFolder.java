package org.tamga.local.suite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.local.token.SigningKeys;

/**
 * The folder that holds all that a suite keeps: databases, topics, keys, logs.
 *
 * @param path absolute, without symbolic links: it marks the suite's processes in their command lines
 */
public record DataFolder(Path path) {

    /**
     * Opens a folder, made if absent.
     *
     * @throws CannotStart if it cannot be made or written
     */
    public static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
            DataFolder folder = new DataFolder(path.toRealPath());
            Files.createDirectories(folder.logs());
            Files.createDirectories(folder.run());
            Files.delete(Files.createTempFile(folder.run(), "writable", null));
            return folder;
        } catch (IOException e) {
            throw new CannotStart("The data folder " + path + " cannot be used: " + e);
        }
    }

    /**
     * A folder that must have been used before.
     *
     * @throws CannotStart if it is not there
     */
    public static DataFolder existing(Path path) {
        if (!Files.isDirectory(path.resolve("run"))) {
            throw new CannotStart("Nothing was started on the data folder " + path + " yet; ./tamga up does.");
        }
        return open(path);
    }

    public SigningKeys keys() {
        return new SigningKeys(path.resolve("keys"));
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /** The supervisor's own log. */
    public Path supervisorLog() {
        return logs().resolve("tamga.log");
    }

    /** The log of a server, by the name that it has in messages. */
    public Path log(String server) {
        return switch (server) {
            case "postgresql" -> postgres().resolve("server.log");
            case "kafka" -> kafka().resolve("server.log");
            case "tamga" -> supervisorLog();
            default -> logs().resolve(server + ".log");
        };
    }

    /** All that have written a log, the supervisor ({@code tamga}) first. */
    public List<String> logged() {
        Ports most = new Ports(Ports.DEFAULT, Ports.MOST_REPLICAS);
        Stream<String> applications = Stream.of(Application.values()).flatMap(application -> Stream.concat(
                Stream.of(application.id()),
                IntStream.range(0, most.replicas()).mapToObj(replica -> application.server(most, replica))));
        return Stream.concat(Stream.of("tamga", "postgresql", "kafka"), applications)
                .filter(server -> Files.exists(log(server)))
                .toList();
    }

    Path run() {
        return path.resolve("run");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    /** Where the files that an application takes in wait; each process has its own, for it looks after what lies in it. */
    Path imports(String server) {
        return path.resolve("imports").resolve(server);
    }

    /** Exists once the starter record was loaded to its end. */
    Path starterLoaded() {
        return path.resolve("starter-record-loaded");
    }

    /**
     * Takes the folder for this process, until it ends or closes the lock.
     *
     * @return empty if another process has it
     * @throws CannotStart if the folder cannot be written
     */
    public Optional<Lock> lock() {
        try {
            FileChannel channel = FileChannel.open(run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Lock(channel));
        } catch (IOException e) {
            throw new CannotStart("The data folder " + path + " cannot be used: " + e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** That this process has the folder. The system lets go of it even after a {@code kill -9}. */
    public record Lock(FileChannel channel) implements AutoCloseable {

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new CannotStart("The lock of the data folder cannot be given back: " + e);
            }
        }
    }
}
