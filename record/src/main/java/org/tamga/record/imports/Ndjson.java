package org.tamga.record.imports;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Years;
import org.tamga.record.RecordResource;
import org.tamga.record.Records;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What every collection takes: a record a line, as a read or an export gives it. */
final class Ndjson<C extends Record> extends FileFormat<C> {

    /** Values in a line, for each of which there is an object in memory: far more than a record has. */
    private static final int MOST_VALUES = 200_000;

    private final Records<C> records;

    Ndjson(Records<C> records) {
        super("ndjson", records, null, null, RecordResource.NDJSON, "application/jsonl", "application/json");
        this.records = records;
    }

    @Override
    public boolean isOneDocument() {
        return false;
    }

    @Override
    public boolean givesTheSameEachTime() {
        return true;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        Lines.read(content, rows, (number, line) -> {
            var place = Place.line(number);
            if (line.length() > MOST_VALUES && line.chars().filter(character -> character == ',').count() > MOST_VALUES) {
                rows.reject(place, "too-many-values", "has more than " + MOST_VALUES + " values");
                return;
            }
            try {
                rows.state(row(place, records.object(line), file, records));
            } catch (Problem refusal) {
                rows.reject(place, refusal);
            }
        });
    }

    /** The row that a record's JSON states; throws a 422 {@link Problem} that names what is wrong with it. */
    static <C extends Record> Row<C> row(Place place, ObjectNode record, ImportedFile file, Records<C> records) {
        if (record.hasNonNull("supersededAt")) {
            throw Problem.brokenRule("/supersededAt", "was replaced by then; only what stands can be imported");
        }
        if (!record.hasNonNull("sources") && file.citation() != null) {
            record.set("sources", records.tree(file.sources()));
        }
        return new Row<>(place, records, uuid(record, "id"), records.isNested() ? parentId(record, file) : null,
                records.write(record), knownFrom(record));
    }

    private static UUID parentId(ObjectNode record, ImportedFile file) {
        var own = uuid(record, "parentId");
        if (own == null && file.parentId() == null) {
            throw Problem.brokenRule("/parentId", "is needed, as the address names none: the record that this is part of");
        }
        if (own != null && file.parentId() != null && !own.equals(file.parentId())) {
            throw Problem.brokenRule("/parentId", "is not the parentId in the address; leave it out or make it the same");
        }
        return own == null ? file.parentId() : own;
    }

    private static UUID uuid(ObjectNode record, String member) {
        var value = record.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            var id = UUID.fromString(value.asText());
            if (id.toString().equalsIgnoreCase(value.asText())) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for a short form.
        }
        throw Problem.brokenRule("/" + member, "must be a UUID");
    }

    /** Only where it is a statement of its own: an ordinary record that was read has it from {@code recordedAt}. */
    private static Instant knownFrom(ObjectNode record) {
        var text = record.path("knownFrom").asText("");
        if (text.isEmpty() || text.equals(record.path("recordedAt").asText())) {
            return null;
        }
        try {
            // What is known from then is found again by it: no finer than PostgreSQL keeps it.
            return Years.check(OffsetDateTime.parse(text)).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw Problem.brokenRule("/knownFrom", "must be an instant with its offset such as 2025-12-17T09:30:00Z");
        }
    }
}
