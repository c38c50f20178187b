package org.tamga.education.quota;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.tamga.commons.value.Country;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;
import org.tamga.record.Period;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The places of a scholarship in one year for the students of one origin.
 *
 * @param origin null is all origins together, as the source does not divide them
 * @param places what the quotas come to; null where that is not published, or where they cannot honestly be put together
 * @param reached places that were filled, or null as for places
 * @param change places less those of the last year before that has some, or null where there is none
 * @param quotas the numbers that this is put together of
 * @param notCounted those that are not, because they are only planned or disputed
 * @param sources of the numbers that this is put together of
 */
public record YearlyPlaces(int year, Country origin, Long places, Long reached, Long change, List<Quota> quotas,
        List<NotCounted> notCounted, List<Citation> sources) {

    /** A number that is only planned, or disputed. */
    public record NotCounted(@JsonUnwrapped Quota quota, Confidence confidence, List<Citation> sources) {

        static NotCounted of(Period<Quota> period) {
            return new NotCounted(period.content(), period.confidence(), period.sources());
        }
    }

    /** Sorted by origin, then year; all origins together come first. */
    static List<YearlyPlaces> of(List<Period<Quota>> periods) {
        record Cell(String origin, int year) {}
        var cells = new TreeMap<Cell, List<Period<Quota>>>(Comparator
                .comparing(Cell::origin, Comparator.nullsFirst(Comparator.naturalOrder())).thenComparing(Cell::year));
        for (var period : periods) {
            var quota = period.content();
            cells.computeIfAbsent(new Cell(quota.origin() == null ? null : quota.origin().code(), quota.year()),
                    key -> new ArrayList<>()).add(period);
        }
        var years = new ArrayList<YearlyPlaces>();
        Map<String, Long> before = new HashMap<>();
        cells.forEach((cell, parts) -> {
            var sure = parts.stream().filter(period -> period.confidence().isSure()).toList();
            var quotas = sure.stream().map(Period::content).toList();
            var places = boxed(Places.of(quotas));
            var former = places == null ? before.get(cell.origin()) : before.put(cell.origin(), places);
            years.add(new YearlyPlaces(cell.year(), parts.get(0).content().origin(), places,
                    boxed(Places.of(quotas, Quota::reached)),
                    places == null || former == null ? null : Long.valueOf(places - former), quotas,
                    parts.stream().filter(period -> !sure.contains(period)).map(NotCounted::of).toList(),
                    sure.stream().flatMap(period -> period.sources().stream()).distinct().toList()));
        });
        return years;
    }

    private static Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
