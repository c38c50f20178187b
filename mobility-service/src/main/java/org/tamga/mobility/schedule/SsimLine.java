package org.tamga.mobility.schedule;

/**
 * A record of a schedules data set: 200 characters in fixed columns (IATA Standard Schedules Information Manual, chapter 7).
 *
 * @param number of the line in the file, from 1
 * @param text as it stands in the file
 */
record SsimLine(long number, String text) {

    static final int LENGTH = 200;

    char type() {
        return text.charAt(0);
    }

    /** True for a line of the zeros that fill the blocks of a tape, and for an empty one. */
    boolean isFiller() {
        return text.isEmpty() || text.length() == LENGTH && text.chars().allMatch(c -> c == '0');
    }

    /** The columns as the manual counts them, from 1, both included; without blanks at the ends. */
    String columns(int first, int last) {
        return raw(first, last).strip();
    }

    /** As {@link #columns}; null where they are blank. */
    String columnsOrNull(int first, int last) {
        var columns = columns(first, last);
        return columns.isEmpty() ? null : columns;
    }

    String raw(int first, int last) {
        return text.substring(first - 1, last);
    }

    char at(int column) {
        return text.charAt(column - 1);
    }
}
