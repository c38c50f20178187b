package org.tamga.mobility.arrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;

/** Published numbers of visitors and the rules they are recorded by. */
@Singleton
public class VisitorArrivalsRecords extends Records<VisitorArrivals> {

    /** More than anybody publishes of one pair and year. */
    private static final int MOST = 5000;

    VisitorArrivalsRecords(Ledger ledger) {
        super(ledger, "visitor-arrivals", VisitorArrivals.class);
    }

    @Override
    protected void check(Draft<VisitorArrivals> draft, Findings findings) {
        var arrivals = draft.content();
        findings.refuseIf(arrivals.origin().equals(arrivals.destination()), "/destination", "is the origin itself");
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("published", "revised", "retracted");
    }

    @Override
    protected String eventName(Change<VisitorArrivals> change) {
        return switch (change.reason()) {
            case NEW -> "published";
            case UPDATE, CORRECTION -> "revised";
            case RETRACTION -> super.eventName(change);
        };
    }

    @Override
    protected Stream<String> countries(VisitorArrivals arrivals) {
        return Stream.of(arrivals.origin().code(), arrivals.destination().code());
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("year", (year, at, all) -> inYear(year));
    }

    /** The year and its months; what is published of other spans is found by its period. */
    private static Condition inYear(String year) {
        if (!year.matches("\\d{4}")) {
            throw new IllegalArgumentException("is a year of four digits");
        }
        var periods = new ArrayList<>(List.of(year));
        IntStream.rangeClosed(1, 12).forEach(month -> periods.add("%s-%02d".formatted(year, month)));
        return Condition.of("v.period = any (?)", periods);
    }

    /** What is published of a year and its months. */
    List<Period<VisitorArrivals>> ofYear(Country origin, Country destination, String year, At at) {
        return matching(Condition.nested("v.origin = ? and v.destination = ? and %s", origin.code(), destination.code(),
                inYear(year)), at, MOST);
    }
}
