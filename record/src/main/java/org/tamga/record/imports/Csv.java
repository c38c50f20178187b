package org.tamga.record.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.TreeSet;

import org.tamga.commons.problem.Problem;
import org.tamga.record.RecordResource;
import org.tamga.record.Records;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;

/** What every collection takes: a table with a heading, in the columns of its export as CSV; those that it needs are enough. */
final class Csv<C extends Record> extends FileFormat<C> {

    private final Records<C> records;

    Csv(Records<C> records) {
        super("csv", records, null, null, RecordResource.CSV);
        this.records = records;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var lines = CsvRows.of(
                CsvReader.builder().maxBufferSize(Lines.LONGEST).allowExtraFields(true).allowMissingFields(true),
                NamedCsvRecordHandler.of(row -> row.maxFieldSize(Lines.LONGEST).maxRecordSize(Lines.LONGEST)),
                Lines.text(content));
        var isKnown = false;
        for (var line : lines) {
            if (!isKnown) {
                requireColumns(line);
                isKnown = true;
            }
            var place = Place.line(line.getStartingLineNumber());
            if (line.getFieldCount() != line.getHeader().size()) {
                rows.reject(place, "wrong-number-of-cells", "has " + line.getFieldCount() + " cells; the heading has "
                        + line.getHeader().size());
                continue;
            }
            if (!rows.areWanted()) {
                continue;
            }
            try {
                rows.state(Ndjson.row(place, records.object(line.getFieldsAsMap()), file, records));
            } catch (Problem refusal) {
                rows.reject(place, refusal);
            }
        }
    }

    private void requireColumns(NamedCsvRecord line) {
        var unknown = new TreeSet<>(line.getHeader());
        unknown.removeAll(records.members());
        if (!unknown.isEmpty()) {
            throw Problem.brokenRule("", "The table has columns that are not of these records: " + String.join(", ", unknown)
                    + "; there are " + String.join(", ", records.members()) + ".");
        }
    }
}
