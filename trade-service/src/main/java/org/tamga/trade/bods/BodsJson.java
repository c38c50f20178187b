package org.tamga.trade.bods;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

import jakarta.inject.Singleton;

import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.imports.Batch;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.JsonDocument;
import org.tamga.record.imports.Lines;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Rows;
import org.tamga.trade.company.Beside;
import org.tamga.trade.company.Company;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.Identified;
import org.tamga.trade.interest.InterestRecords;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Statements of the Beneficial Ownership Data Standard 0.4, as a JSON array or one a line. Entities become companies,
 * relationships become interests in them; a person is only known as a holder.
 * <p>
 * The day of a statement is when it was known; the days of an interest are when it holds; a share is known to be what is stated
 * as of the day of the first statement that says so, not since the interest began.
 */
@Singleton
class BodsJson extends JsonDocument<Company> {

    /** Statements that are looked at together, so that their identifiers are looked up together. */
    private static final int TOGETHER = 500;
    /** Blanks that may stand before the first statement. */
    private static final int BEFORE = 1 << 12;

    private final CompanyRecords companies;
    private final InterestRecords interests;
    private final Identified identified;
    private final Beside beside;
    private final Database database;
    private final ObjectMapper mapper;

    BodsJson(CompanyRecords companies, InterestRecords interests, Identified identified, Beside beside, Ledger ledger,
            ObjectMapper mapper) {
        super("bods-json", companies, "Beneficial ownership statement", "Not named", "application/x-ndjson",
                "application/jsonl");
        this.companies = companies;
        this.interests = interests;
        this.identified = identified;
        this.beside = beside;
        this.database = ledger.database();
        this.mapper = mapper;
    }

    /** A statement and where it stands. */
    record Placed(Place place, JsonNode statement) {}

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var in = new BufferedInputStream(content, 1 << 16);
        var statements = new Statements(companies, interests, identified, beside, database, file, rows);
        var batch = new Batch<Placed>(TOGETHER, rows.areWanted() ? statements::take : passed -> {
        });
        if (firstCharacter(in) == '[') {
            array(in, batch);
        } else {
            Lines.read(in, rows, (number, line) -> {
                if (line.length() > LARGEST) {
                    rows.reject(Place.line(number), "line-too-long", "is a statement of more than " + LARGEST + " characters");
                    return;
                }
                try {
                    batch.add(new Placed(Place.line(number), mapper.readTree(line)), line.length());
                } catch (JsonProcessingException e) {
                    rows.reject(Place.line(number), "malformed", "is not a JSON object");
                }
            });
        }
        batch.end();
    }

    private static void array(InputStream in, Batch<Placed> batch) throws IOException {
        try (var parser = parser(in)) {
            parser.nextToken();
            elements(parser, "", (place, statement, bytes) -> batch.add(new Placed(place, statement), bytes));
        }
    }

    private static int firstCharacter(BufferedInputStream in) throws IOException {
        in.mark(BEFORE);
        int next;
        var read = 0;
        do {
            next = in.read();
        } while (++read < BEFORE && (Character.isWhitespace(next) || next == 0xEF || next == 0xBB || next == 0xBF));
        in.reset();
        return next;
    }
}
