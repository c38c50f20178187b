package org.tamga.trade.flow;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.record.Records;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** Answers of UN Comtrade's API: an object with the rows in {@code data}, or an array of them. */
@Singleton
class ComtradeJson implements ImportFormat {

    private final FlowRecords flows;
    private final ObjectMapper mapper;
    private final ObjectReader reader;

    ComtradeJson(FlowRecords flows, ObjectMapper mapper) {
        this.flows = flows;
        this.mapper = mapper;
        // What comes after a record is the next one.
        this.reader = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Override
    public String name() {
        return "comtrade-json";
    }

    @Override
    public Records<?> records() {
        return flows;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/json");
    }

    @Override
    public String title() {
        return Comtrade.TITLE;
    }

    @Override
    public String publisher() {
        return Comtrade.PUBLISHER;
    }

    @Override
    public boolean isOneDocument() {
        return true;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        try (var parser = mapper.createParser(content).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            var first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                rows(parser, "", file, rows);
                return;
            }
            var found = false;
            while (first == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
                var isData = parser.currentName().equals("data");
                if (parser.nextToken() == JsonToken.START_ARRAY && isData) {
                    found = true;
                    rows(parser, "/data", file, rows);
                } else {
                    parser.skipChildren();
                }
            }
            if (!found) {
                throw Problem.brokenRule("/data", "is missing: the file is no answer of UN Comtrade");
            }
        }
    }

    private void rows(JsonParser parser, String pointer, ImportedFile file, Rows rows) throws IOException {
        JsonToken token;
        for (int i = 0; (token = parser.nextToken()) != JsonToken.END_ARRAY; i++) {
            if (token == null) {
                throw Problem.brokenRule(pointer, "The file ends in the middle of its rows.");
            }
            JsonNode row = reader.readTree(parser);
            Comtrade.take(column -> row.path(column).isNull() ? "" : row.path(column).asText(""),
                    Place.pointer(pointer + "/" + i), flows, file, rows);
        }
    }
}
