package org.tamga.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import com.fasterxml.jackson.databind.ObjectMapper;

/** An image to build on, pinned by its id: another one under the same name is not built on. */
final class Base {

    private static final String PIN = "@sha256:";
    private static final String MANIFEST = "manifest.json";
    /** Longer are layers. */
    private static final long LONGEST_DOCUMENT = 1 << 20;

    private Base() {
    }

    /**
     * The file of an image.
     *
     * @param pinned the file as {@code docker save} writes it, and the image's id: {@code debian.tar@sha256:…}
     * @throws CannotMake where it has no id, with the one that it has, or another one
     */
    static Path file(String pinned) throws IOException {
        int at = pinned.lastIndexOf(PIN);
        var file = Path.of(at < 0 ? pinned : pinned.substring(0, at));
        if (!Files.isRegularFile(file)) {
            throw new CannotMake("There is no image " + file + ".");
        }
        var id = id(file);
        if (at < 0) {
            throw new CannotMake("Say which image it has to be: --base " + file + "@" + id + " is the one in the file now.");
        }
        if (!pinned.substring(at + 1).equals(id)) {
            throw new CannotMake("The image in " + file + " is " + id + ", not " + pinned.substring(at + 1) + ".");
        }
        return file;
    }

    /** What it is known by is the digest of its configuration, which names the digests of its layers. */
    private static String id(Path file) throws IOException {
        Map<String, byte[]> documents = new HashMap<>();
        try (var tar = new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getSize() < LONGEST_DOCUMENT) {
                    documents.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
        var manifest = documents.get(MANIFEST);
        var configuration = manifest == null
                ? null
                : documents.get(new ObjectMapper().readTree(manifest).at("/0/Config").asText());
        if (configuration == null) {
            throw new CannotMake("There is no image in " + file + " as `docker save` writes it.");
        }
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(configuration));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
