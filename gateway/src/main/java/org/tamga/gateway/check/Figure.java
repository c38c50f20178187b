package org.tamga.gateway.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.tamga.gateway.brief.Brief;
import org.tamga.gateway.brief.Phrases;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A figure that the record has.
 *
 * @param source where it stands
 * @param subject what it is of; null where only its unit tells
 * @param topic equal for all figures of the same, of which a later one is a newer one; null where it stands alone
 * @param quantity as recorded, with what its number is to the true one
 * @param date of which it is (EDTF), or null
 * @param countries whose it is
 * @param stems of its words, in each language; empty where it is found by subject and countries
 * @param only what it is of alone, such as cargo or a purpose, so that a text has to name it; null where it is of all
 * @param isPlan true of what is permitted, announced or planned, and not done yet
 * @param isComplete false of what may leave something out, a reading or a part, so that another number is no other figure
 * @param said it in words
 * @param by who said, published or recorded it; null where nobody is named
 */
record Figure(Source source, Subject subject, String topic, Brief.Quantity quantity, String date, Set<String> countries,
        List<Set<String>> stems, String only, boolean isPlan, boolean isComplete, Function<Phrases, String> said,
        Function<Phrases, String> by) {

    Figure {
        isPlan |= "planned".equals(source.confidence());
    }

    Figure(Source source, Subject subject, String topic, Brief.Quantity quantity, String date, Set<String> countries,
            List<Set<String>> stems, Function<Phrases, String> said, Function<Phrases, String> by) {
        this(source, subject, topic, quantity, date, countries, stems, null, false, true, said, by);
    }

    /** The same, of nothing but that; null for all. */
    Figure ofOnly(String some) {
        return new Figure(source, subject, topic, quantity, date, countries, stems, some, isPlan, isComplete, said, by);
    }

    /** The same, if so, as something that is yet to come. */
    Figure asPlan(boolean isOne) {
        return new Figure(source, subject, topic, quantity, date, countries, stems, only, isOne, isComplete, said, by);
    }

    /** The same, if not complete, as a part that may leave something out. */
    Figure asComplete(boolean isWhole) {
        return new Figure(source, subject, topic, quantity, date, countries, stems, only, isPlan, isWhole, said, by);
    }

    /** What all figures have for a topic that are of a measure with these dimensions. */
    static String topic(String measure, Map<String, String> dimensions) {
        return measure + new TreeMap<>(dimensions);
    }

    BigDecimal value() {
        return quantity.value();
    }

    String unit() {
        return quantity.unit();
    }

    /**
     * Where something stands: one of the first three is there.
     *
     * @param page its address on this site
     * @param confidence how sure the record is; null of a measure, which counts what is sure alone
     */
    record Source(String claimId, String measure, String recordId, String page, String confidence) {

        private static final Set<String> UNSURE = Set.of("planned", "disputed");

        static Source claim(JsonNode claim) {
            var id = claim.path("id").asText();
            return new Source(id, null, null, "/records/events/claims/" + id, confidence(claim));
        }

        /** @param collection such as {@code trade/published-figures} */
        static Source record(String collection, JsonNode record) {
            var id = record.path("id").asText();
            return new Source(null, null, id, "/records/" + collection + "/" + id, confidence(record));
        }

        private static String confidence(JsonNode record) {
            return record.path("confidence").asText(null);
        }

        boolean isDisputed() {
            return "disputed".equals(confidence);
        }

        /** True of what is neither planned nor disputed. */
        boolean isSure() {
            return confidence == null || !UNSURE.contains(confidence);
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
                ? value().compareTo(stated.value()) >= 0 && value().compareTo(stated.upTo()) <= 0
                : value().compareTo(stated.value()) == 0
                        || stated.isRounded() && isRounded(value(), stated.value(), stated.power(), stated.mode())
                        || quantity.relation().equals("about") && isRounded(stated.value(), value(),
                                -value().stripTrailingZeros().scale(), RoundingMode.HALF_UP);
    }

    /**
     * Whether a text says the same; null where it cannot be told: where the record's number is disputed, where the two are counted
     * otherwise, where one is done and the other yet to come, and where the record's is a part or a bound that leaves room for the
     * text's.
     *
     * @param countedIn the text's unit
     * @param isOfPlans true if the text speaks of what is permitted or to come
     */
    Boolean agrees(Stated stated, String countedIn, boolean isOfPlans) {
        if (source.isDisputed() || !Words.isOneUnit(countedIn, unit()) || isPlan && !isOfPlans) {
            return null;
        }
        if (is(stated)) {
            return Boolean.TRUE;
        }
        var isDoneOfPlans = isOfPlans && !isPlan && Words.isOfFlights(unit());
        return isComplete && !Words.isOfNoPeriod(unit()) && !isDoneOfPlans && excludes(stated) ? Boolean.FALSE : null;
    }

    /** True if a number that is not this one cannot be the true one. */
    private boolean excludes(Stated stated) {
        return switch (quantity.relation()) {
            case "more-than", "at-least" -> stated.mode() != RoundingMode.DOWN
                    && Objects.requireNonNullElse(stated.upTo(), stated.value()).compareTo(value()) < 0;
            case "at-most" -> stated.mode() != RoundingMode.UP && stated.value().compareTo(value()) > 0;
            default -> true;
        };
    }

    private static boolean isRounded(BigDecimal exact, BigDecimal rounded, int power, RoundingMode mode) {
        return exact.movePointLeft(power).setScale(0, mode).movePointRight(power).compareTo(rounded) == 0;
    }

    /** True if it is a later figure of the same, a whole one, and sure. */
    boolean isNewerThan(Figure other) {
        return isComplete && source.isSure() && topic != null && topic.equals(other.topic)
                && Objects.equals(unit(), other.unit())
                && !other.day().isEmpty() && day().compareTo(other.day()) > 0
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
