package org.tamga.record.imports;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;

/**
 * The rows of a table (RFC 4180). One that ends within quotes was cut there, or has a quote too many: it is refused with a
 * {@code CsvParseException}, and what is left of it is not taken for a cell.
 */
public final class CsvRows {

    /** A row that is put after the last: a quote that was left open ends in it, where none may end. */
    private static final String END = "\n\".\"";

    private CsvRows() {
    }

    /** @param how it is written */
    public static <T> Iterable<T> of(CsvReaderBuilder how, CsvCallbackHandler<T> handler, Reader text) {
        var rows = how.build(handler, new Ended(text)).iterator();
        return () -> new Iterator<>() {

            /** Of a file without a row, what was put after it is the heading. */
            private T next = rows.hasNext() ? rows.next() : null;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public T next() {
                var row = next;
                next = rows.next();
                return row;
            }
        };
    }

    /** A text with that row after it. */
    private static final class Ended extends FilterReader {

        private int given;

        Ended(Reader text) {
            super(text);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            var count = super.read(buffer, offset, length);
            if (count >= 0 || given == END.length()) {
                return count;
            }
            var begin = given;
            given += Math.min(length, END.length() - begin);
            END.getChars(begin, given, buffer, offset);
            return given - begin;
        }
    }
}
