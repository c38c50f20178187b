package org.tamga.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the servers that the build was made with. */
public record Versions(String postgres, String kafka) {

    /**
     * Reads the versions that the build wrote beside this class.
     *
     * @throws UncheckedIOException if they cannot be read
     */
    public static Versions ofThisBuild() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Versions(properties.getProperty("postgres"), properties.getProperty("kafka"));
    }
}
