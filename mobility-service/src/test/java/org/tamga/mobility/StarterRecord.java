package org.tamga.mobility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.tamga.local.load.LoadReport;
import org.tamga.local.load.Loader;
import org.tamga.local.load.RecordFolder;
import org.tamga.local.load.UnreadableRecords;
import org.tamga.testing.Tokens;

import io.restassured.RestAssured;

/** This service's part of the starter record, loaded as {@code ./tamga up} loads it. */
final class StarterRecord {

    private static final Path FOLDER = Path.of("..", "deploy", "data");

    private StarterRecord() {
    }

    static LoadReport load() {
        try {
            var files = RecordFolder.read(FOLDER).stream().filter(file -> file.collection().startsWith("/api/mobility/"))
                    .toList();
            return new Loader(path -> URI.create("http://127.0.0.1:" + RestAssured.port + path),
                    Tokens.as("loader", "mobility-editor"), "loader", Duration.ofSeconds(60)).load(files, line -> {
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableRecords e) {
            throw new AssertionError(e);
        }
    }
}
