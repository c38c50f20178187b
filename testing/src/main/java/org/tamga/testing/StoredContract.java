package org.tamga.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A file of contracts/, held against what the code says now. */
public final class StoredContract {

    static final Path FOLDER = Path.of("..", "contracts");
    /**
     * With {@code -Dcontracts.write} the stored contracts are written anew instead of compared, if they only grow; before anybody
     * reads them, {@code -Dcontracts.write=breaking} writes any.
     */
    static final boolean WRITES = System.getProperty("contracts.write") != null;

    /** So many places of a difference are named. */
    private static final int MOST = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredContract() {
    }

    /**
     * Asserts that the running application's OpenAPI document is the stored one.
     *
     * @param name of the file, such as {@code trade}
     */
    public static void keepsApi(String name) throws IOException {
        var document = ApiDocument.ofTheRunningService().tree();
        // Where tokens come from is the environment's to say.
        document.at("/components/securitySchemes").forEach(scheme -> ((ObjectNode) scheme).remove("openIdConnectUrl"));
        keeps(FOLDER.resolve("openapi").resolve(name + ".json"), document, ApiCompatibility::broken);
    }

    /** @param broken what is wrong for those who rely on the first of two contracts, where there is the second */
    static void keeps(Path file, JsonNode present, BiFunction<JsonNode, JsonNode, List<String>> broken) throws IOException {
        if (WRITES) {
            if (Files.exists(file) && !"breaking".equals(System.getProperty("contracts.write"))) {
                assertEquals(List.of(), broken.apply(JSON.readTree(file.toFile()), present),
                        () -> file + " would break those who rely on it");
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(present) + "\n");
        }
        assertTrue(Files.exists(file), () -> file + " is missing; write it with -Dcontracts.write");
        var stored = JSON.readTree(file.toFile());
        assertEquals(List.of(), differences("", stored, present).limit(MOST).toList(),
                () -> "in these places " + file + " is not what the code says now, which would break "
                        + broken.apply(stored, present)
                        + "; if it only grew, write it with -Dcontracts.write");
    }

    /** The places of all that is in one alone, or not the same in both, as JSON pointers. */
    private static Stream<String> differences(String place, JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return Stream.empty();
        }
        if (!one.isObject() || !other.isObject()) {
            return Stream.of(place);
        }
        var names = new TreeSet<String>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .flatMap(name -> differences(place + "/" + name.replace("~", "~0").replace("/", "~1"), one.path(name),
                        other.path(name)));
    }
}
