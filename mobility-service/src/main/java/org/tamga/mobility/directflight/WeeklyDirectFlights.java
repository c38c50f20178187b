package org.tamga.mobility.directflight;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.airport.Airport;
import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.code.Code;
import org.tamga.mobility.code.Codes;
import org.tamga.mobility.frequency.FlightFrequency;
import org.tamga.mobility.frequency.FlightFrequency.Stage;
import org.tamga.mobility.frequency.FlightFrequency.Unit;
import org.tamga.mobility.frequency.FlightFrequencyRecords;
import org.tamga.mobility.schedule.FlightSchedule;
import org.tamga.mobility.schedule.FlightScheduleRecords;
import org.tamga.mobility.schedule.IsoWeek;
import org.tamga.mobility.schedule.WeeklyServices;
import org.tamga.mobility.trafficright.TrafficRight;
import org.tamga.mobility.trafficright.TrafficRightRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.database.Transaction;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;

/**
 * How many direct passenger flights a week lead from one country to another. What is permitted, announced, scheduled and operated
 * are four numbers: the value is the operated one, else the scheduled one, and the breakdown has them all.
 */
@Singleton
public class WeeklyDirectFlights implements Measure {

    /**
     * The days on which what the schedules of a way come to may change: Mondays around the first and the last day of each, every
     * Monday of one that is flown every second week or in UTC, whose local days move with the clocks, and those around the days on
     * which an airport comes or goes, or a code comes to it or leaves it: what arrives then may have departed the week before.
     */
    private static final String SCHEDULED_WEEKS = """
                                                  select week.valid, v.sources
                                                  from flight_schedule_version v
                                                  cross join lateral (select v.valid * coalesce(daterange(
                                                    (v.period ->> 'from')::date, (v.period ->> 'to')::date, '[]'), '(,)') as days) o
                                                  cross join lateral (select lower(o.days) as first, upper(o.days) - 1 as last) d
                                                  cross join lateral (select
                                                    date_trunc('week', d.first - 1)::date as a, date_trunc('week', d.first + 1)::date + 7 as b,
                                                    date_trunc('week', d.last - 1)::date as y, date_trunc('week', d.last + 1)::date + 7 as z) w
                                                  cross join lateral (
                                                    select daterange(w.a, w.a + 7) as valid
                                                    union select daterange(w.b - 7, w.b)
                                                    union select daterange(w.y, w.y + 7) where d.last is not null
                                                    union select daterange(w.z - 7, w.z) where d.last is not null
                                                    union select daterange(least(w.b, w.y), w.y)
                                                    union select daterange(day::date, day::date + 7) from generate_series(w.a,
                                                      least(w.z, w.a + 728), interval '7 days') day
                                                      where v.frequency_rate = 2 or v.time_mode = 'utc'
                                                    union select daterange(day::date, day::date + 7)
                                                      from airport_version a cross join lateral %2$s
                                                      cross join lateral (values (c."validFrom"), (c."validTo"),
                                                        (lower(a.valid)), (upper(a.valid))) change(at)
                                                      cross join lateral generate_series(date_trunc('week', change.at - 8),
                                                        date_trunc('week', change.at + 1), interval '7 days') day
                                                      where a.standing and c.scheme = 'IATA' and c.value in (v.from_place, v.to_place)
                                                        and (a.codes @> jsonb_build_array(jsonb_build_object('value', v.from_place))
                                                          or a.codes @> jsonb_build_array(jsonb_build_object('value', v.to_place)))
                                                  ) week
                                                  where v.standing and not isempty(o.days) and not isempty(week.valid)
                                                    and v.from_place in (%1$s) and v.to_place in (%1$s)"""
            .formatted("select c.value from airport_version a cross join lateral " + Codes.ROWS.formatted("a")
                    + " where a.standing and a.country = ? and c.scheme = 'IATA'", Codes.ROWS.formatted("a"));

    private final FlightFrequencyRecords frequencies;
    private final TrafficRightRecords rights;
    private final FlightScheduleRecords schedules;
    private final AirportRecords airports;
    private final WeeklyServices services;
    private final Places places;

    WeeklyDirectFlights(FlightFrequencyRecords frequencies, TrafficRightRecords rights, FlightScheduleRecords schedules,
            AirportRecords airports, WeeklyServices services, Places places) {
        this.frequencies = frequencies;
        this.rights = rights;
        this.schedules = schedules;
        this.airports = airports;
        this.services = services;
        this.places = places;
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
        return LanguageMap.of("en",
                "Direct passenger flights a week, counted one way, from the reporter to the partner. The value"
                        + " is the number operated: the latest that is published for the pair of countries as a whole; where none is"
                        + " published, the number scheduled: the flights that depart by the recorded schedules on the days of the ISO week"
                        + " that the day lies in; where no schedule is recorded, the latest published as scheduled. What is only permitted"
                        + " or announced is no flight and is not counted, nor are suspended and cancelled schedules, freight, the same"
                        + " flight under another airline's number, numbers of both ways together or of the other way alone, of a part of"
                        + " the pair, of another or no stated unit or stage, and disputed ones; numbers of several sources are never added"
                        + " up, and a flight that several schedules state is one. The breakdown has each by itself: what the traffic rights"
                        + " permit, what the schedules have announced and scheduled that week, and every number that is published of these"
                        + " flights, with its stage.");
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(
                new Ground<>(frequencies, (transaction, frequency) -> Stream
                        .of(frequency.content().from(), frequency.content().to()).allMatch(Places::isCountry)
                                ? between(List.of(frequency.content().from(), frequency.content().to()))
                                : Stream.empty()),
                new Ground<>(rights,
                        (transaction, right) -> between(right.content().pair().stream().map(Country::code).toList())),
                new Ground<>(schedules, this::flown),
                // No schedule names an airport that is only being made.
                new Ground<>(airports, new Served(), (transaction, airport) -> Stream.empty()));
    }

    private Stream<Map<String, String>> flown(Transaction transaction, Period<FlightSchedule> schedule) throws SQLException {
        var to = places.countries(transaction, schedule.content().to(), schedule.valid()).toList();
        return places.countries(transaction, schedule.content().from(), schedule.valid())
                .flatMap(reporter -> to.stream().filter(partner -> !partner.equals(reporter))
                        .map(partner -> Map.of("reporter", reporter, "partner", partner)));
    }

    /** The ways on which an airport is served, by all codes and countries that a change has it have. */
    private final class Served implements Moves<Airport> {

        @Override
        public Stream<Map<String, String>> of(Transaction transaction, Period<Airport> airport) throws SQLException {
            return ofAll(transaction, List.of(airport));
        }

        @Override
        public Stream<Map<String, String>> ofAll(Transaction transaction, List<Period<Airport>> periods) throws SQLException {
            var airports = periods.stream().map(Period::content).filter(airport -> airport.country() != null).toList();
            var codes = airports.stream().flatMap(airport -> airport.codes().stream())
                    .filter(code -> code.scheme().equals(Code.IATA)).map(Code::value).distinct().toList();
            // The schedules by their ends, then the airports by those codes: each by its index.
            var ends = transaction.list("select v.to_place from flight_schedule_version v"
                    + " where v.from_place = any (?) and v.standing"
                    + " union select v.from_place from flight_schedule_version v where v.to_place = any (?) and v.standing",
                    row -> row.getString(1), codes, codes);
            places.lookUp(transaction, ends.stream());
            var others = new TreeSet<String>();
            for (var end : ends) {
                places.countries(transaction, end, Interval.ALWAYS).forEach(others::add);
            }
            return airports.stream().map(airport -> airport.country().code()).distinct()
                    .flatMap(country -> others.stream().filter(other -> !other.equals(country))
                            .flatMap(other -> between(List.of(country, other))));
        }
    }

    private static Stream<Map<String, String>> between(List<String> countries) {
        return Measure.pairs("reporter", "partner", countries);
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        var one = dimensions.get("reporter");
        var other = dimensions.get("partner");
        var published = Condition
                .of("""
                    select v.valid, v.sources from flight_frequency_version v
                    where (v.from_place = ? and v.to_place = ? or v.from_place = ? and v.to_place = ?) and v.standing
                    union all select v.valid, v.sources from traffic_right_version v
                    where v.pair @> to_jsonb(?::text[]) and v.standing""", one, other, other, one, List.of(one, other));
        return Condition.nested("%s union all %s", published, Condition.of(SCHEDULED_WEEKS, one, other));
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var reporter = new Country(dimensions.get("reporter"));
        var partner = new Country(dimensions.get("partner"));
        var published = frequencies.between(reporter, partner, at);
        var week = IsoWeek.of(at.validAt());
        var then = new At(week.monday(), at.knownAt(), at.basis());
        var flown = services.of(reporter.code(), partner.code(), week,
                services.airports(reporter.code(), partner.code(), week, then), then);
        var scheduled = WeeklyServices.flights(flown, FlightSchedule.Stage.SCHEDULED);
        var numbers = WeeklyNumbers.byStage(published);
        var operated = Optional.ofNullable(numbers.get(Stage.OPERATED));
        var bySchedules = operated.isEmpty() && scheduled.isPresent();
        var value = operated.or(() -> scheduled).orElse(numbers.get(Stage.SCHEDULED));
        var breakdown = Stream.of(
                rights.between(reporter, partner, at).stream().flatMap(WeeklyDirectFlights::permitted),
                WeeklyServices.flights(flown, FlightSchedule.Stage.ANNOUNCED)
                        .map(number -> new Reading.Part("announced: by schedules", number))
                        .stream(),
                scheduled.map(number -> new Reading.Part("scheduled: by schedules", number)).stream(),
                published.stream().sorted(Comparator.comparing(WeeklyNumbers::start))
                        .map(WeeklyDirectFlights::published))
                .flatMap(parts -> parts).toList();
        return new Reading(value, null, breakdown, bySchedules
                ? "/api/mobility/direct-flights?from=" + reporter + "&to=" + partner + "&week=" + week + at.knownParameters()
                : "/api/mobility/flight-frequencies?pair=" + reporter + "-" + partner + "&" + at.parameters(),
                breakdown.isEmpty(), false);
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
                + (period.confidence().isSure() ? "" : ", " + Json.name(period.confidence()));
        return new Reading.Part(label, number.value());
    }
}
