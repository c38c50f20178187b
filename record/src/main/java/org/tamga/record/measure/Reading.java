package org.tamga.record.measure;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A measure's value.
 *
 * @param value null where nothing is recorded: never 0 for what is not known
 * @param completeness how much of what there is the record has; null leaves it to what is stated in coverages
 * @param breakdown what makes the value
 * @param evidence the address of the records behind it
 * @param isCount true if it counts records: none of them, in a record that is complete, are a zero. What is published as a number
 *        is none where nobody published one, or where two contradict each other, however complete the record is
 * @param isUnsettled true of a count of which nobody knows yet that it is all: what is disputed would count as well
 */
public record Reading(BigDecimal value, Completeness completeness, List<Part> breakdown, String evidence, boolean isCount,
        boolean isUnsettled) {

    /** A number that is published, or put together of such. */
    public Reading(BigDecimal value, Completeness completeness, List<Part> breakdown, String evidence) {
        this(value, completeness, breakdown, evidence, false, false);
    }

    /**
     * One line of a breakdown.
     *
     * @param label what it counts, such as {@code entityType: branch}
     * @param value how many
     */
    public record Part(String label, BigDecimal value) {}

    /**
     * So many records of a count that are alike.
     *
     * @param counts false of what is only named beside the count
     * @param isDisputed true of what would count if it were not disputed
     */
    public record Line(String label, long records, boolean counts, boolean isDisputed) {

        /** A row of these four columns. */
        public static Line of(ResultSet row) throws SQLException {
            return new Line(row.getString("label"), row.getLong("records"), row.getBoolean("counts"),
                    row.getBoolean("is_disputed"));
        }
    }

    /** A count of the records of these lines, each a part of its breakdown. */
    public static Reading count(List<Line> lines, String evidence) {
        return count(lines.stream().filter(Line::counts).mapToLong(Line::records).sum(),
                lines.stream().map(line -> new Part(line.label(), BigDecimal.valueOf(line.records()))).toList(), evidence,
                lines.stream().anyMatch(Line::isDisputed));
    }

    /**
     * A count of rows: null where there are none, because an empty register does not say "zero".
     *
     * @param isUnsettled true where others would count if they were not disputed
     */
    public static Reading count(long rows, List<Part> breakdown, String evidence, boolean isUnsettled) {
        return new Reading(rows == 0 ? null : BigDecimal.valueOf(rows), null, breakdown, evidence, true, isUnsettled);
    }
}
