package org.tamga.mobility.arrival;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.arrival.VisitorArrivals.ArrivalMeasure;
import org.tamga.mobility.arrival.VisitorArrivals.Status;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Period;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;

/** How many came from one country to another in a year. */
@Singleton
class YearlyArrivals implements Measure {

    private static final List<ArrivalMeasure> MEASURES = List.of(ArrivalMeasure.VISITORS, ArrivalMeasure.OVERNIGHT,
            ArrivalMeasure.UNSPECIFIED);
    private static final List<VisitorArrivals.Basis> BASES = List.of(VisitorArrivals.Basis.RESIDENCE,
            VisitorArrivals.Basis.CITIZENSHIP, VisitorArrivals.Basis.UNKNOWN);
    private static final Comparator<Period<VisitorArrivals>> BEST_FIRST = Comparator
            .<Period<VisitorArrivals>>comparingInt(period -> MEASURES.indexOf(period.content().measure()))
            .thenComparingInt(period -> BASES.indexOf(period.content().basis()))
            .thenComparingInt(period -> Confidence.SURE.indexOf(period.confidence()))
            .thenComparingInt(period -> finality(period.content().status()))
            .thenComparing(Period::recordedAt, Comparator.reverseOrder()).thenComparing(period -> period.id().toString());

    private final VisitorArrivalsRecords arrivals;

    YearlyArrivals(VisitorArrivalsRecords arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public String code() {
        return "mobility.visitor-arrivals";
    }

    @Override
    public LanguageMap name() {
        return new LanguageMap(Map.of("en", "Visitor arrivals in a year", "ru", "Прибытия посетителей за год", "kk",
                "Жыл ішінде келген сапаршылар", "ko", "연간 방문객 수"));
    }

    @Override
    public String unit() {
        return "persons";
    }

    @Override
    public List<Dimension> dimensions() {
        return List.of(Dimension.country("origin"), Dimension.country("destination"), Dimension.year("year"));
    }

    @Override
    public LanguageMap definition() {
        return LanguageMap.of("en",
                "Arrivals from the origin in the destination in a calendar year, for whatever purpose, as one"
                        + " source publishes them for the whole year. Where several numbers are published, visitors go before overnight"
                        + " visitors and these before what is not specified; residence before citizenship before what is not known;"
                        + " then confirmed before reported, revised before final before provisional. Numbers of different measures,"
                        + " bases, purposes or months are never added up; the breakdown lists each. Same-day visitors alone and"
                        + " disputed numbers are never the value.");
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(new Ground<>(arrivals, (transaction, period) -> {
            var published = period.content();
            var text = published.period().text();
            // Of a period that begins at no time that is known to the year there is no reading.
            return text.matches("\\d{4}.*")
                    ? Stream.of(
                            Map.of("origin", published.origin().code(), "destination", published.destination().code(), "year",
                                    text.substring(0, 4)))
                    : Stream.empty();
        }));
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        return Condition.of("select v.valid, v.sources from visitor_arrivals_version v"
                + " where v.origin = ? and v.destination = ? and left(v.period, 4) = ? and v.standing",
                dimensions.get("origin"), dimensions.get("destination"), dimensions.get("year"));
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var origin = new Country(dimensions.get("origin"));
        var destination = new Country(dimensions.get("destination"));
        var year = dimensions.get("year");
        var published = arrivals.ofYear(origin, destination, year, at);
        var value = published.stream()
                .filter(period -> period.content().period().text().equals(year) && period.content().purpose() == null
                        && MEASURES.contains(period.content().measure()) && period.confidence().isSure())
                .min(BEST_FIRST).map(period -> BigDecimal.valueOf(period.content().value())).orElse(null);
        return new Reading(value, null, published.stream().sorted(Comparator.comparing(YearlyArrivals::label))
                .map(period -> new Reading.Part(label(period), BigDecimal.valueOf(period.content().value()))).toList(),
                "/api/mobility/visitor-arrivals?origin=" + origin + "&destination=" + destination + "&year=" + year + "&"
                        + at.parameters());
    }

    private static String label(Period<VisitorArrivals> period) {
        var content = period.content();
        return content.period() + ": " + Json.name(content.measure()) + " by " + Json.name(content.basis())
                + (content.purpose() == null ? "" : ", " + content.purpose())
                + (period.confidence().isSure() ? "" : ", " + Json.name(period.confidence()));
    }

    private static int finality(Status status) {
        if (status == null) {
            return 2;
        }
        return switch (status) {
            case REVISED -> 0;
            case FINAL -> 1;
            case PROVISIONAL -> 3;
        };
    }
}
