package org.tamga.record.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;

class CsvRowsTest {

    @Test
    void rows_are_those_of_the_file_however_it_ends() {
        for (var end : List.of("", "\n", "\r\n", "\n\n")) {
            assertEquals(List.of(List.of("a", "b"), List.of("1", "x\n\"y\"")), rows("a,b\n1,\"x\n\"\"y\"\"\"" + end));
            assertEquals(List.of(List.of("5\" pipe", "")), rows("5\" pipe," + end));
        }
        assertEquals(List.of(), rows(""));
        assertEquals(List.of(List.of(".")), rows("."));
    }

    @Test
    void a_file_that_ends_within_quotes_is_refused() {
        for (var cut : List.of("a,b\n1,\"x", "a,b\n1,\"x\n", "a,b\n1,\"", "a,b\n1,\"x\"\"", "a,b\n\"1,2\n3,4\n5,6\n")) {
            assertThrows(CsvParseException.class, () -> rows(cut), cut);
        }
    }

    @Test
    void a_heading_alone_has_no_rows() {
        for (var heading : List.of("", "a,b", "a,b\n")) {
            assertEquals(false, CsvRows.of(CsvReader.builder(), NamedCsvRecordHandler.of(), new StringReader(heading))
                    .iterator().hasNext());
        }
    }

    private static List<List<String>> rows(String text) {
        var rows = new ArrayList<List<String>>();
        CsvRows.of(CsvReader.builder().allowMissingFields(true).allowExtraFields(true), CsvRecordHandler.of(),
                new StringReader(text)).forEach(row -> rows.add(row.getFields()));
        return rows;
    }
}
