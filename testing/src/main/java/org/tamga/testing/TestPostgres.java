package org.tamga.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.tamga.local.postgres.Durability;
import org.tamga.local.postgres.LocalPostgres;
import org.tamga.local.postgres.PostgresBinaries;
import org.tamga.local.postgres.PostgresDatabase;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;

/**
 * The tests' PostgreSQL: one server per JVM, started when first asked for, quick and forgetful, gone when the JVM ends.
 */
public final class TestPostgres {

    private static final String FOLDER = "tamga.testing.postgres.folder";
    private static final String PORT = "tamga.testing.postgres.port";

    private TestPostgres() {
    }

    /**
     * A new, empty database with an owner of its own.
     *
     * @param name the beginning of its name: lower-case letters, digits and underscores
     */
    public static synchronized PostgresDatabase database(String name) {
        return server().database(name + "_" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** The server's superuser, for looks into the server itself. */
    public static PostgresDatabase superuser() {
        return server().superuser();
    }

    private static LocalPostgres server() {
        String folder = OncePerJvm.property(FOLDER, () -> {
            Path fresh = OncePerJvm.temporaryFolder("postgres");
            int port = FreePorts.any();
            server(fresh, port).start();
            System.setProperty(PORT, Integer.toString(port));
            return fresh.toString();
        });
        return server(Path.of(folder), Integer.getInteger(PORT));
    }

    private static LocalPostgres server(Path folder, int port) {
        return new LocalPostgres(folder, port, binaries(), Durability.THROWAWAY, Lifetime.THIS_JVM);
    }

    /** The programs are unpacked once for all JVMs of this user. */
    private static PostgresBinaries binaries() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"), "tamga-" + System.getProperty("user.name"));
        try {
            Files.createDirectories(parent);
            // Everybody may make such a folder: what somebody else put there is not run.
            if (!Files.getOwner(parent).getName().equals(System.getProperty("user.name"))) {
                throw new IllegalStateException(parent + " belongs to another user.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PostgresBinaries.unpackedIn(parent);
    }
}
