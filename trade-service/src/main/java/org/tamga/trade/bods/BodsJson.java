package org.tamga.trade.bods;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.record.Records;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Lines;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Rows;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.Identified;
import org.tamga.trade.interest.InterestRecords;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * Statements of the Beneficial Ownership Data Standard 0.4, as a JSON array or one a line. Entities become companies,
 * relationships become interests in them; a person is only known as a holder.
 * <p>
 * The day of a statement is when it was known; the days of an interest are when it holds; a share is known to be what is stated
 * as of the day of the statement, not since the interest began.
 */
@Singleton
class BodsJson implements ImportFormat {

    /** Statements that are looked at together, so that their identifiers are looked up together. */
    private static final int TOGETHER = 500;

    private final CompanyRecords companies;
    private final InterestRecords interests;
    private final Identified identified;
    private final ObjectMapper mapper;
    private final ObjectReader reader;

    BodsJson(CompanyRecords companies, InterestRecords interests, Identified identified, ObjectMapper mapper) {
        this.companies = companies;
        this.interests = interests;
        this.identified = identified;
        this.mapper = mapper;
        // What comes after a record is the next one.
        this.reader = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Override
    public String name() {
        return "bods-json";
    }

    @Override
    public Records<?> records() {
        return companies;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/json", "application/x-ndjson", "application/jsonl");
    }

    @Override
    public String title() {
        return "Beneficial ownership statement";
    }

    @Override
    public String publisher() {
        return "Not named";
    }

    @Override
    public boolean isOneDocument() {
        return true;
    }

    /** A statement and where it stands. */
    record Placed(Place place, JsonNode statement) {}

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var in = new BufferedInputStream(content, 1 << 16);
        var statements = new Statements(companies, interests, identified, file, rows);
        var gathered = new ArrayList<Placed>();
        if (firstCharacter(in) == '[') {
            array(in, gathered, statements);
        } else {
            Lines.read(in, rows, (number, line) -> {
                try {
                    take(new Placed(Place.line(number), mapper.readTree(line)), gathered, statements);
                } catch (JsonProcessingException e) {
                    rows.reject(Place.line(number), "malformed", "is not a JSON object");
                }
            });
        }
        statements.take(gathered);
    }

    private void array(InputStream in, List<Placed> gathered, Statements statements) throws IOException {
        try (var parser = mapper.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            parser.nextToken();
            JsonToken token;
            for (int i = 0; (token = parser.nextToken()) != JsonToken.END_ARRAY; i++) {
                if (token == null) {
                    throw Problem.brokenRule("", "The file ends in the middle of its array.");
                }
                take(new Placed(Place.pointer("/" + i), reader.readTree(parser)), gathered, statements);
            }
        }
    }

    private static void take(Placed placed, List<Placed> gathered, Statements statements) {
        gathered.add(placed);
        if (gathered.size() == TOGETHER) {
            statements.take(gathered);
            gathered.clear();
        }
    }

    private static int firstCharacter(BufferedInputStream in) throws IOException {
        in.mark(1 << 12);
        int next;
        do {
            next = in.read();
        } while (Character.isWhitespace(next) || next == 0xEF || next == 0xBB || next == 0xBF);
        in.reset();
        return next;
    }
}
