package org.tamga.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** All objects of an overlay, as Kustomize renders them. */
public record Manifests(List<Manifest> all) {

    /**
     * Renders an overlay.
     *
     * @param folder the overlay's
     * @throws IOException with Kustomize's own words where it cannot be built, or where there is no {@code kubectl}
     */
    public static Manifests rendered(Path folder) throws IOException {
        try {
            var process = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectError(ProcessBuilder.Redirect.PIPE).start();
            var errors = new StringBuilder();
            var reader = new Thread(() -> {
                try {
                    errors.append(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    errors.append(e.getMessage());
                }
            });
            reader.start();
            var output = process.getInputStream().readAllBytes();
            reader.join();
            if (process.waitFor() != 0) {
                throw new IOException("kubectl kustomize " + folder + ": " + errors.toString().strip());
            }
            return parsed(new String(output, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Reads YAML documents. */
    public static Manifests parsed(String yaml) throws IOException {
        var mapper = new YAMLMapper();
        var all = new ArrayList<Manifest>();
        try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNext()) {
                var tree = documents.next();
                if (tree.isObject()) {
                    all.add(new Manifest(tree));
                }
            }
        }
        return new Manifests(List.copyOf(all));
    }

    /** The objects of these kinds. */
    public Stream<Manifest> of(String... kinds) {
        var wanted = List.of(kinds);
        return all.stream().filter(manifest -> wanted.contains(manifest.kind()));
    }

    public Optional<Manifest> named(String kind, String name) {
        return of(kind).filter(manifest -> manifest.name().equals(name)).findFirst();
    }
}
