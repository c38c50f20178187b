package org.tamga.events.measure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.tamga.record.Citation;
import org.tamga.record.Interval;

/**
 * A measure's values over all days, as its service announced them: our copy of one announcement.
 *
 * @param code the measure
 * @param definitionVersion by which definition
 * @param dimensions of what
 * @param unit in what
 * @param recordedAt when it was announced
 * @param completeness how much of what there is the record has today: complete, partial or unknown
 * @param series the value by days; days in no step have none
 * @param breakdown what makes today's value
 * @param evidence the address of the records behind today's value
 * @param restsOn what is cited for them, at most 20
 * @param restsOnTotal how many different citations there are
 */
public record MeasureReading(String code, int definitionVersion, Map<String, String> dimensions, String unit,
        Instant recordedAt, String completeness, List<Step> series, List<Part> breakdown, String evidence,
        List<Citation> restsOn, long restsOnTotal) {

    private static final Pattern DAY = Pattern.compile("\\bvalidAt=[0-9-]+");
    private static final Pattern WEEK = Pattern.compile("\\bweek=[0-9W-]+");

    public MeasureReading {
        dimensions = new TreeMap<>(dimensions);
    }

    /** A stretch of days with one value, or null. */
    public record Step(LocalDate validFrom, LocalDate validTo, BigDecimal value, String completeness, List<Part> breakdown) {}

    /** One line of a breakdown. */
    public record Part(String label, BigDecimal value) {}

    /** What it says of a day, if anything. */
    public Optional<Step> on(LocalDate day) {
        return series.stream().filter(step -> new Interval(step.validFrom(), step.validTo()).contains(day)).findFirst();
    }

    /**
     * What makes the value of a day; empty where that is not known. It is told for each step of a series of few, and of others for the
     * value that stood when it was announced.
     */
    public List<Part> breakdownOn(LocalDate day) {
        var step = on(day);
        var told = recordedAt.atZone(ZoneOffset.UTC).toLocalDate();
        var isToldOf = !day.isBefore(told) && step.equals(on(told));
        return step.map(Step::breakdown).filter(parts -> !parts.isEmpty()).orElse(isToldOf ? breakdown : List.of());
    }

    /** The address of the records behind the value of a day. */
    public String evidenceOn(LocalDate day) {
        return evidence == null
                ? null
                : WEEK.matcher(DAY.matcher(evidence).replaceAll("validAt=" + day)).replaceAll("week=%d-W%02d"
                        .formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
    }
}
