package org.tamga.local.load;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of imported records.
 *
 * @param accepted how many were recorded
 * @param unchanged how many were recorded just so before
 * @param rejected how many broke a rule
 * @param problems the first of what was wrong, a line each
 */
public record ImportReport(long accepted, long unchanged, long rejected, List<String> problems) {

    /** Such as {@code 3 accepted, 1 rejected}. */
    public String summary() {
        String counts = Stream.of(count(accepted, "accepted"), count(unchanged, "unchanged"), count(rejected, "rejected"))
                .filter(count -> !count.isEmpty()).collect(Collectors.joining(", "));
        return counts.isEmpty() ? "no records" : counts;
    }

    private static String count(long number, String what) {
        return number == 0 ? "" : "%,d %s".formatted(number, what);
    }
}
