package org.tamga.mobility.directflight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.frequency.FlightFrequency;
import org.tamga.mobility.frequency.FlightFrequency.Direction;
import org.tamga.mobility.frequency.FlightFrequency.Stage;
import org.tamga.mobility.frequency.FlightFrequency.Unit;
import org.tamga.mobility.frequency.FlightFrequencyRecords;
import org.tamga.mobility.trafficright.TrafficRight;
import org.tamga.mobility.trafficright.TrafficRightRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Period;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;

/** How many direct passenger flights a week join two countries. */
@Singleton
class WeeklyDirectFlights implements Measure {

    private static final List<Confidence> SURE = List.of(Confidence.CONFIRMED, Confidence.REPORTED);
    /** The flown before the planned; of either the latest number. Ids settle what nothing else does. */
    private static final Comparator<Period<FlightFrequency>> BEST_FIRST = Comparator
            .<Period<FlightFrequency>, Stage>comparing(period -> period.content().stage()).reversed()
            .thenComparing(WeeklyDirectFlights::start, Comparator.reverseOrder())
            .thenComparing(period -> SURE.indexOf(period.confidence())).thenComparing(period -> period.id().toString());

    private final FlightFrequencyRecords frequencies;
    private final TrafficRightRecords rights;

    WeeklyDirectFlights(FlightFrequencyRecords frequencies, TrafficRightRecords rights) {
        this.frequencies = frequencies;
        this.rights = rights;
    }

    @Override
    public String code() {
        return "mobility.direct-flights.weekly";
    }

    @Override
    public LanguageMap name() {
        return new LanguageMap(Map.of("en", "Direct flights a week", "ru", "Прямые рейсы в неделю", "kk",
                "Аптасына тікелей рейстер", "ko", "주간 직항편 수"));
    }

    @Override
    public String unit() {
        return "flights-per-week";
    }

    @Override
    public List<Dimension> dimensions() {
        return List.of(Dimension.country("reporter"), Dimension.country("partner"));
    }

    @Override
    public LanguageMap definition() {
        return LanguageMap.of("en", "Direct passenger flights a week between the two countries as a whole, counted one way: the"
                + " latest number published for the pair that is said to be per week and to be operated, or else scheduled."
                + " Numbers of both ways together, of a part of the pair, of another or no stated unit or stage, and disputed"
                + " ones are not taken, and numbers of several sources are never added up. The breakdown lists what is published"
                + " of the pair under every other definition, and the traffic rights, each by itself.");
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(
                new Ground<>(frequencies, (transaction, frequency) -> Stream
                        .of(frequency.content().from(), frequency.content().to()).allMatch(Places::isCountry)
                                ? between(List.of(frequency.content().from(), frequency.content().to()))
                                : Stream.empty()),
                new Ground<>(rights,
                        (transaction, right) -> between(right.content().pair().stream().map(Country::code).toList())));
    }

    private static Stream<Map<String, String>> between(List<String> countries) {
        return Measure.pairs("reporter", "partner", countries);
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        var one = dimensions.get("reporter");
        var other = dimensions.get("partner");
        return Condition.of("""
                            select v.valid, v.sources from flight_frequency_version v
                            where (v.from_place = ? and v.to_place = ? or v.from_place = ? and v.to_place = ?) and v.standing
                            union all select v.valid, v.sources from traffic_right_version v
                            where v.pair @> to_jsonb(?::text[]) and v.standing""", one, other, other, one, List.of(one, other));
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var reporter = new Country(dimensions.get("reporter"));
        var partner = new Country(dimensions.get("partner"));
        var published = frequencies.between(reporter, partner, at);
        var value = best(published.stream()).map(period -> period.content().value()).orElse(null);
        var breakdown = Stream.concat(rights.between(reporter, partner, at).stream().flatMap(WeeklyDirectFlights::permitted),
                published.stream().sorted(Comparator.comparing(WeeklyDirectFlights::start))
                        .map(WeeklyDirectFlights::published));
        return new Reading(value, null, breakdown.toList(),
                "/api/mobility/flight-frequencies?pair=" + reporter + "-" + partner);
    }

    private static Optional<Period<FlightFrequency>> best(Stream<Period<FlightFrequency>> published) {
        return published.filter(period -> {
            var number = period.content();
            return number.unit() == Unit.FLIGHTS_PER_WEEK && number.direction() != Direction.TOTAL
                    && (number.stage() == Stage.OPERATED || number.stage() == Stage.SCHEDULED)
                    && SURE.contains(period.confidence());
        }).min(BEST_FIRST);
    }

    private static Stream<Reading.Part> permitted(Period<TrafficRight> right) {
        var content = right.content();
        return content.frequenciesPerWeek() == null || content.traffic() == TrafficRight.Traffic.CARGO
                ? Stream.empty()
                : Stream.of(new Reading.Part("permitted: traffic right, "
                        + (content.countingBasis() == null ? "counting basis not stated" : Json.name(content.countingBasis())),
                        BigDecimal.valueOf(content.frequenciesPerWeek())));
    }

    private static Reading.Part published(Period<FlightFrequency> period) {
        var number = period.content();
        var label = (number.stage() == null ? "stage not stated" : Json.name(number.stage())) + ": "
                + (number.unit() == Unit.UNSPECIFIED ? "unit not stated" : Json.name(number.unit()))
                + (number.direction() == null ? "" : ", " + Json.name(number.direction()))
                + (period.valid().from() == null ? "" : ", from " + period.valid().from())
                + (SURE.contains(period.confidence()) ? "" : ", " + Json.name(period.confidence()));
        return new Reading.Part(label, number.value());
    }

    private static LocalDate start(Period<FlightFrequency> period) {
        return period.valid().from() == null ? LocalDate.MIN : period.valid().from();
    }
}
