package org.tamga.trade.flow;

import java.io.IOException;
import java.io.InputStream;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.JsonDocument;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Answers of UN Comtrade's API: an object with the rows in {@code data}, or an array of them. */
@Singleton
class ComtradeJson extends JsonDocument<Flow> {

    private final FlowRecords flows;

    ComtradeJson(FlowRecords flows) {
        super("comtrade-json", flows, Comtrade.TITLE, Comtrade.PUBLISHER);
        this.flows = flows;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var comtrade = new Comtrade(flows, file, rows);
        try (var parser = parser(content)) {
            var first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                rows(parser, "", comtrade);
                return;
            }
            var found = false;
            while (first == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
                var isData = parser.currentName().equals("data");
                if (parser.nextToken() == JsonToken.START_ARRAY && isData) {
                    found = true;
                    rows(parser, "/data", comtrade);
                } else {
                    parser.skipChildren();
                }
            }
            if (!found) {
                throw Problem.brokenRule("/data", "is missing: the file is no answer of UN Comtrade");
            }
        }
    }

    private void rows(JsonParser parser, String pointer, Comtrade comtrade) throws IOException {
        elements(parser, pointer, (place, row, bytes) -> comtrade.take(
                column -> row.path(column).isNull() ? "" : row.path(column).asText(""), place));
    }
}
