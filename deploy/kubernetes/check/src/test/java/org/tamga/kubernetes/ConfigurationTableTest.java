package org.tamga.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

class ConfigurationTableTest {

    private static final Path ROOT = Path.of("..", "..", "..").toAbsolutePath().normalize();
    private static final Path TABLE = ROOT.resolve("docs/configuration.md");

    @Test
    void the_table_says_what_the_code_says() throws IOException {
        var table = ConfigurationTable.of(ROOT);
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(TABLE, table);
        }
        assertEquals(table, Files.readString(TABLE), "write it with -Dconfiguration.write");
    }

    /** By another way than the table is made: every word in the code that looks like one of our settings. */
    @Test
    void all_that_the_code_listens_to_is_in_the_table_with_its_meaning() throws IOException {
        var lines = Files.readAllLines(TABLE);
        for (var variable : new Configuration(ROOT).settings()) {
            var line = lines.stream().filter(one -> one.startsWith("| `" + variable + "` |")).findFirst();
            assertTrue(line.isPresent(), () -> variable + " is not in docs/configuration.md");
        }
        var meaningless = lines.stream().filter(line -> line.startsWith("| `TAMGA_") && line.endsWith("|  |")).toList();
        assertEquals(List.of(), meaningless);
    }

    @Test
    void all_that_any_manifest_sets_is_in_the_table() throws IOException {
        var table = Files.readString(TABLE);
        var set = new TreeSet<String>();
        for (var overlay : Check.overlays(ROOT)) {
            var manifests = Manifests.rendered(overlay);
            manifests.of("Deployment").flatMap(deployment -> deployment.allContainers().stream()).forEach(container -> {
                container.path("env").forEach(variable -> set.add(variable.path("name").asText()));
                Manifest.list(container.path("envFrom")).stream()
                        .flatMap(from -> manifests.named("ConfigMap", from.at("/configMapRef/name").asText()).stream())
                        .forEach(map -> set.addAll(map.strings("/data").keySet()));
            });
        }
        assertTrue(set.containsAll(List.of("QUARKUS_DATASOURCE_PASSWORD", "KAFKA_BOOTSTRAP_SERVERS")), set::toString);
        set.removeIf(variable -> table.contains("\n| `" + variable + "` |"));
        assertEquals(Set.of(), set);
    }
}
