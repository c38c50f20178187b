package org.tamga.local.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A folder of records to load: files {@code NN-name.json} in the order of their names, and {@code citations.json} with the citations
 * that they name. Folders below are left alone.
 */
public final class RecordFolder {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // 12.50 is sent as 12.50.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Path folder;
    private final List<String> faults = new ArrayList<>();

    private RecordFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads all files of a folder.
     *
     * @throws UnreadableRecords if any file is at fault; it names all faults
     * @throws IOException if the folder cannot be read
     */
    public static List<RecordFile> read(Path folder) throws IOException, UnreadableRecords {
        return new RecordFolder(folder).read();
    }

    private List<RecordFile> read() throws IOException, UnreadableRecords {
        ObjectNode citations = citations();
        List<RecordFile> files = new ArrayList<>();
        for (Path path : paths()) {
            JsonNode content = parse(path);
            if (content != null) {
                files.add(file(name(path), content, citations));
            }
        }
        if (files.isEmpty() && faults.isEmpty()) {
            faults.add(folder + ": no file named like 01-companies.json");
        }
        if (!faults.isEmpty()) {
            throw new UnreadableRecords(faults);
        }
        return files;
    }

    private List<Path> paths() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.getFileName().toString().matches("\\d+-.*\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private ObjectNode citations() throws IOException {
        Path path = folder.resolve("citations.json");
        if (!Files.exists(path)) {
            return JSON.createObjectNode();
        }
        JsonNode content = parse(path);
        if (content instanceof ObjectNode citations) {
            return citations;
        }
        if (content != null) {
            faults.add(name(path) + ": not an object of named citations");
        }
        return JSON.createObjectNode();
    }

    private JsonNode parse(Path path) throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(path));
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            faults.add(name(path) + where + ": " + e.getOriginalMessage());
            return null;
        }
    }

    private RecordFile file(String name, JsonNode content, ObjectNode citations) {
        String collection = content.path("collection").asText();
        if (!collection.matches("/api(/[A-Za-z0-9._-]+)+")) {
            faults.add(name + " /collection: not the path of a collection, such as /api/trade/companies");
        }
        List<RecordFile.Entry> records = new ArrayList<>();
        JsonNode given = content.path("records");
        if (!given.isArray()) {
            faults.add(name + " /records: not a list");
        }
        for (int i = 0; i < given.size(); i++) {
            records.add(entry(name + " /records/" + i, given.get(i), citations));
        }
        return new RecordFile(name, collection, records);
    }

    private RecordFile.Entry entry(String where, JsonNode content, ObjectNode citations) {
        String id = content.path("id").asText();
        if (!isUuid(id)) {
            faults.add(where + "/id: not a UUID");
        }
        List<ObjectNode> periods = new ArrayList<>();
        JsonNode given = content.path("periods");
        if (given.isEmpty()) {
            faults.add(where + "/periods: not a list of at least one period");
        }
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) instanceof ObjectNode period) {
                periods.add(withCitations(where + "/periods/" + i, period, citations));
            } else {
                faults.add(where + "/periods/" + i + ": not an object");
            }
        }
        return new RecordFile.Entry(id, periods);
    }

    private ObjectNode withCitations(String where, ObjectNode period, ObjectNode citations) {
        if (!(period.get("sources") instanceof ArrayNode sources)) {
            faults.add(where + "/sources: not a list of citations");
            return period;
        }
        for (int i = 0; i < sources.size(); i++) {
            JsonNode source = sources.get(i);
            String named = source.isTextual() ? source.asText() : source.path("citation").asText(null);
            if (named == null) {
                continue;
            }
            if (citations.get(named) instanceof ObjectNode citation) {
                ObjectNode whole = citation.deepCopy();
                if (source instanceof ObjectNode more) {
                    ObjectNode fields = more.deepCopy();
                    fields.remove("citation");
                    whole.setAll(fields);
                }
                sources.set(i, whole);
            } else {
                faults.add(where + "/sources/" + i + ": citations.json has no citation named " + named);
            }
        }
        return period;
    }

    private static boolean isUuid(String id) {
        try {
            return UUID.fromString(id).toString().equalsIgnoreCase(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String name(Path path) {
        return folder.relativize(path).toString();
    }
}
