package org.tamga.record.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.commons.problem.Problem;

import io.quarkus.runtime.configuration.MemorySize;

/**
 * Where this process keeps files until they are taken in, and how much of them. What counts is what lies there: files that wait, those
 * that are still on their way in, and what an earlier process left.
 */
@Singleton
class ImportFolder {

    private final Path path;
    private final long most;

    ImportFolder(@ConfigProperty(name = "tamga.imports.folder") Path path,
            @ConfigProperty(name = "tamga.imports.most-waiting") MemorySize most) {
        this.path = path;
        this.most = most.asLongValue();
    }

    Path path() {
        return path;
    }

    /**
     * Throws a 503 {@link Problem} where so many bytes would be too much beside those that are there.
     *
     * @throws IOException if the folder cannot be looked at
     */
    void requireRoom(long bytes) throws IOException {
        var held = held();
        if (held + bytes > most) {
            throw Problem.unavailable((held >> 20) + " MiB of imports are waiting; try again when some are done.", 60);
        }
    }

    private long held() throws IOException {
        Files.createDirectories(path);
        var held = 0L;
        try (var files = Files.newDirectoryStream(path)) {
            for (var file : files) {
                held += size(file);
            }
        }
        return held;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            // Taken in meanwhile.
            return 0;
        }
    }
}
