package org.tamga.record.imports;

import java.util.List;

/**
 * What came of a file.
 *
 * @param accepted rows that were recorded
 * @param unchanged rows that say what is recorded already
 * @param rejected rows that were not recorded
 * @param warnings how many odd things were found
 * @param problems why rows were rejected, then what was odd; the first {@value #MOST_NAMED} of each
 */
public record ImportReport(long accepted, long unchanged, long rejected, long warnings, List<RowProblem> problems) {

    /** Enough to see what is wrong; a file of a million bad rows has no report of a million lines. */
    static final int MOST_NAMED = 1000;

    /** How bad it is. */
    public enum Severity {
        /** The row was not recorded. */
        ERROR,
        /** It was. */
        WARNING
    }

    /**
     * What is wrong with a row, or odd about it.
     *
     * @param line of the file, or null
     * @param pointer into the row's record or the document, or null
     * @param code stable name of the rule, in kebab
     * @param detail in English
     */
    public record RowProblem(Long line, String pointer, String code, String detail, Severity severity) {}
}
