package org.tamga.record.imports;

/**
 * Where something stands in a file.
 *
 * @param line counted from 1, or null in a file that has none worth counting
 * @param pointer RFC 6901 pointer into the document or the line's record, or the name of a column; or null
 */
public record Place(Long line, String pointer) {

    /** A line as a whole. */
    public static Place line(long line) {
        return new Place(line, null);
    }

    /** A part of a document. */
    public static Place pointer(String pointer) {
        return new Place(null, pointer);
    }

    /** Something in here; an empty pointer is here. */
    public Place at(String inner) {
        return inner.isEmpty() ? this : new Place(line, pointer == null ? inner : pointer + inner);
    }

    /** In English, for details of problems: "line 2", or the pointer. */
    @Override
    public String toString() {
        return line == null ? pointer : "line " + line;
    }
}
