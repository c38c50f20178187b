package org.tamga.trade.nomenclature;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.record.Records;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.trade.nomenclature.IsicCode.Level;
import org.tamga.trade.table.Cited;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * ISIC Rev. 4 as a tree: {@code sections} of {@code divisions} of {@code groups} of {@code classes}, each with its code under its
 * own kind's name and a {@code description}. The language is that of the parameter {@code language}, English where it is not given.
 */
@Singleton
class IsicJson implements ImportFormat {

    private final IsicRecords codes;
    private final ObjectMapper mapper;
    private final ObjectReader reader;

    IsicJson(IsicRecords codes, ObjectMapper mapper) {
        this.codes = codes;
        this.mapper = mapper;
        // What comes after a record is the next one.
        this.reader = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Override
    public String name() {
        return "isic4-json";
    }

    @Override
    public Records<?> records() {
        return codes;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/json");
    }

    @Override
    public String title() {
        return "International Standard Industrial Classification of All Economic Activities, Rev. 4";
    }

    @Override
    public String publisher() {
        return "United Nations Statistics Division";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("language");
    }

    @Override
    public boolean isOneDocument() {
        return true;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        try (var parser = mapper.createParser(content).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !"sections".equals(parser.nextFieldName())
                    || parser.nextToken() != JsonToken.START_ARRAY) {
                throw Problem.brokenRule("/sections", "is missing: the file is no tree of ISIC");
            }
            JsonToken token;
            for (int i = 0; (token = parser.nextToken()) != JsonToken.END_ARRAY; i++) {
                if (token == null) {
                    throw Problem.brokenRule("/sections", "The file ends in the middle of its sections.");
                }
                take(reader.readTree(parser), Level.SECTION, null, Place.pointer("/sections/" + i), file, rows);
            }
        }
    }

    private void take(JsonNode node, Level level, String parent, Place place, ImportedFile file, Rows rows) {
        var code = node.path(Json.name(level)).asText("").toUpperCase(Locale.ROOT);
        try {
            var record = JsonNodeFactory.instance.objectNode().put("code", code).put("level", Json.name(level))
                    .put("parent", parent);
            record.putObject("title").put(file.parameters().getOrDefault("language", "en"),
                    node.path("description").asText(""));
            Cited.by(record, file.sources());
            rows.state(new Row<>(place, codes, null, codes.write(record)));
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
