package org.tamga.local.load;

import java.util.List;
import java.util.Map;

/**
 * What became of the records.
 *
 * @param counts how many records had each outcome; all outcomes are there
 * @param remarks the records that somebody should look at, in the order of their files
 */
public record LoadReport(Map<Outcome, Integer> counts, List<Remark> remarks) {

    /** What became of one record. */
    public enum Outcome {
        CREATED("created"),
        CHANGED("changed"),
        UNCHANGED("unchanged"),
        /** It holds something else than the file, and somebody else recorded that last. */
        DIFFERS("differs, left alone"),
        REFUSED("refused");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A record that was left alone or refused.
     *
     * @param file where it stands
     * @param path its address without the host
     * @param text why, and, line by line, what is wrong with it
     */
    public record Remark(String file, String path, Outcome outcome, String text) {}

    public boolean hasRefusals() {
        return counts.get(Outcome.REFUSED) > 0;
    }

    /** Such as {@code 3 created, 1 refused}; outcomes that did not occur are left out. */
    public String summary() {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey())
                .reduce((one, other) -> one + ", " + other)
                .orElse("no records");
    }

    /** The remarks, in lines for a person. */
    public List<String> lines() {
        return remarks.stream()
                .map(remark -> remark.outcome() + ": " + remark.file() + " " + remark.path() + ": "
                        + remark.text().replace("\n", "\n    "))
                .toList();
    }
}
