package org.tamga.gateway.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.tamga.gateway.brief.Phrases;

/**
 * A figure that the record has.
 *
 * @param source where it stands
 * @param subject what it is of; null where only its unit tells
 * @param topic equal for all figures of the same, of which a later one is a newer one; null where it stands alone
 * @param value as recorded
 * @param unit as recorded
 * @param date of which it is (EDTF), or null
 * @param countries whose it is
 * @param stems of its words, in each language; empty where it is found by subject and countries
 * @param isComplete false of a reading that may leave something out, so that another number is no other figure
 * @param said it in words
 * @param by who said, published or recorded it; null where nobody is named
 */
record Figure(Source source, Subject subject, String topic, BigDecimal value, String unit, String date, Set<String> countries,
        List<Set<String>> stems, boolean isComplete, Function<Phrases, String> said, Function<Phrases, String> by) {

    Figure(Source source, Subject subject, String topic, BigDecimal value, String unit, String date, Set<String> countries,
            List<Set<String>> stems, Function<Phrases, String> said, Function<Phrases, String> by) {
        this(source, subject, topic, value, unit, date, countries, stems, true, said, by);
    }

    /**
     * Where something stands: one of the first three is there.
     *
     * @param page its address on this site
     */
    record Source(String claimId, String measure, String recordId, String page) {

        static Source claim(String id) {
            return new Source(id, null, null, "/records/events/claims/" + id);
        }

        /** @param collection such as {@code trade/published-figures} */
        static Source record(String collection, String id) {
            return new Source(null, null, id, "/records/" + collection + "/" + id);
        }

        String id() {
            return claimId != null ? claimId : measure != null ? page : recordId;
        }
    }

    /** The first day by which it sorts. */
    static final Comparator<Figure> BY_DATE = Comparator.comparing(Figure::day);
    private static final Pattern START = Pattern.compile(".*/(?=\\d)");

    /** Its date as text that sorts; what is known only as "no later than" by its last day. */
    String day() {
        return date == null ? "" : START.matcher(date.replace("../", "")).replaceFirst("");
    }

    /** True if the record says the same as a text that gives so many digits, or both ends of a range. */
    boolean is(Stated stated) {
        return stated.upTo() != null
                ? value.compareTo(stated.value()) >= 0 && value.compareTo(stated.upTo()) <= 0
                : value.compareTo(stated.value()) == 0 || stated.isRounded() && isRounded(stated);
    }

    /** Whether a text says the same; null where it cannot be told. */
    Boolean agrees(Stated stated) {
        return is(stated) ? Boolean.TRUE : isComplete ? Boolean.FALSE : null;
    }

    private boolean isRounded(Stated stated) {
        return value.movePointLeft(stated.power()).setScale(0, stated.mode()).movePointRight(stated.power())
                .compareTo(stated.value()) == 0;
    }

    /** True if it is a later figure of the same. */
    boolean isNewerThan(Figure other) {
        return topic != null && topic.equals(other.topic) && !other.day().isEmpty() && day().compareTo(other.day()) > 0
                && (subject == null || !subject.isFlow() || date.length() == other.date.length());
    }

    /**
     * A figure as a text states it.
     *
     * @param value of all its parts and scales
     * @param upTo the other end of a range; else null
     * @param power of ten of its last digit that counts
     * @param isRounded true where what it leaves out may be there
     * @param mode how it would be rounded: down of "more than", up of "fewer than", else to the nearest
     */
    record Stated(BigDecimal value, BigDecimal upTo, int power, boolean isRounded, RoundingMode mode) {}
}
