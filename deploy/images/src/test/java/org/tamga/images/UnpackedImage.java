package org.tamga.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An image as a container's file system, read as the OCI image specification has it.
 *
 * @param config of the image
 * @param entries of all its layers, in order
 */
record UnpackedImage(JsonNode config, List<TarArchiveEntry> entries, Path root) {

    /** @param folder gets the layout in {@code layout}, the file system in {@code root} */
    static UnpackedImage of(Path tar, Path folder) throws IOException {
        var layout = folder.resolve("layout");
        unpack(Files.newInputStream(tar), layout);
        var json = new ObjectMapper();
        var index = json.readTree(layout.resolve("index.json").toFile());
        var manifest = json.readTree(blob(layout, index.at("/manifests/0/digest").asText()).toFile());
        var entries = new ArrayList<TarArchiveEntry>();
        var root = folder.resolve("root");
        for (var layer : manifest.get("layers")) {
            entries.addAll(unpack(new GZIPInputStream(Files.newInputStream(blob(layout, layer.get("digest").asText()))), root));
        }
        return new UnpackedImage(json.readTree(blob(layout, manifest.at("/config/digest").asText()).toFile()), entries, root);
    }

    private static Path blob(Path layout, String digest) {
        return layout.resolve("blobs").resolve(digest.replace(':', '/'));
    }

    private static List<TarArchiveEntry> unpack(InputStream tar, Path folder) throws IOException {
        var entries = new ArrayList<TarArchiveEntry>();
        try (var in = new TarArchiveInputStream(new BufferedInputStream(tar))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry);
                var file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                    file.toFile().setExecutable((entry.getMode() & 0111) != 0, false);
                }
                Files.setLastModifiedTime(file, entry.getLastModifiedTime());
            }
        }
        return entries;
    }
}
