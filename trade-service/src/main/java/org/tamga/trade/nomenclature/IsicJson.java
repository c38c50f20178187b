package org.tamga.trade.nomenclature;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.JsonDocument;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.trade.nomenclature.IsicCode.Level;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * ISIC Rev. 4 as a tree: {@code sections} of {@code divisions} of {@code groups} of {@code classes}, each with its code under its
 * own kind's name and a {@code description}. The language is that of the parameter {@code language}, English where it is not given.
 */
@Singleton
class IsicJson extends JsonDocument<IsicCode> {

    private final IsicRecords codes;

    IsicJson(IsicRecords codes) {
        super("isic4-json", codes, "International Standard Industrial Classification of All Economic Activities, Rev. 4",
                "United Nations Statistics Division");
        this.codes = codes;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("language");
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        try (var parser = parser(content)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !"sections".equals(parser.nextFieldName())
                    || parser.nextToken() != JsonToken.START_ARRAY) {
                throw Problem.brokenRule("/sections", "is missing: the file is no tree of ISIC");
            }
            elements(parser, "/sections", (place, section, bytes) -> take(section, Level.SECTION, null, place, file, rows));
        }
    }

    private void take(JsonNode node, Level level, String parent, Place place, ImportedFile file, Rows rows) {
        var code = node.path(Json.name(level)).asText("").toUpperCase(Locale.ROOT);
        try {
            var record = JsonNodeFactory.instance.objectNode().put("code", code).put("level", Json.name(level))
                    .put("parent", parent);
            record.putObject("title").put(file.parameters().getOrDefault("language", "en"),
                    node.path("description").asText(""));
            rows.state(new Row<>(place, codes, null, codes.write(ImportedFile.cite(record, file.sources()))));
        } catch (Problem refusal) {
            rows.reject(place, refusal);
        }
        if (level != Level.CLASS) {
            var below = Level.values()[level.ordinal() + 1];
            var name = List.of("sections", "divisions", "groups", "classes").get(below.ordinal());
            for (int i = 0; i < node.path(name).size(); i++) {
                take(node.path(name).get(i), below, code, place.at("/" + name + "/" + i), file, rows);
            }
        }
    }
}
