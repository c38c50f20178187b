package org.tamga.local.postgres;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The passwords of the roles of one server, made when first asked for and kept in a file that only its owner may read. */
final class Passwords {

    private final Path file;

    Passwords(Path file) {
        this.file = file;
    }

    synchronized String of(String role) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            // The first start: nothing is kept yet.
        }
        String known = properties.getProperty(role);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        properties.setProperty(role, HexFormat.of().formatHex(random));
        Path fresh = Files.createTempFile(file.getParent(), "passwords", null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            properties.store(writer, null);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return properties.getProperty(role);
    }
}
