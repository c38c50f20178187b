package org.tamga.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * What is made once in a JVM, although Quarkus loads the test classes several times, each with statics of its own: the first to ask
 * leaves what the others need to know in a system property.
 */
final class OncePerJvm {

    private OncePerJvm() {
    }

    /** The property's value, made by whoever asks first. */
    static String property(String name, Supplier<String> make) {
        // The one object that all class loaders share.
        synchronized (System.getProperties()) {
            String value = System.getProperty(name);
            if (value == null) {
                value = make.get();
                System.setProperty(name, value);
            }
            return value;
        }
    }

    /** A new folder that other users may enter, as PostgreSQL must where it runs as another one. */
    static Path temporaryFolder(String name) {
        try {
            Path folder = Files.createTempDirectory("tamga-" + name + "-");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
