package org.tamga.mobility.airport;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.mobility.code.Codes;
import org.tamga.record.At;
import org.tamga.record.Author;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.Witness;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/**
 * The ends of flights, by their codes: a country ({@code KR}), a metropolitan area ({@code SEL}) or an airport ({@code ICN}).
 */
@Singleton
public class Places implements Witness {

    /** What a place looks like, for Jakarta Validation. */
    public static final String FORM = "[A-Z]{2,3}";
    /** What to say of what is none. */
    public static final String FORM_MESSAGE = "is a country such as KR, or an IATA code of a city or airport such as SEL, ICN";

    /** More airports than any city has. */
    private static final int MOST = 20;
    private static final Pattern PLACE = Pattern.compile(FORM);
    private static final String AIRPORT_CODES = " from airport_version a cross join lateral " + Codes.ROWS.formatted("a");
    private static final String STANDING = "a.standing";

    private final Database database;

    Places(Ledger ledger) {
        this.database = ledger.database();
    }

    /** An airport's IATA code: when it was that airport's, and in which zone it lies, if that is recorded. */
    public record Holding(Interval held, ZoneId zone) {}

    /** The text as a place; throws IllegalArgumentException where it is none. */
    public static String place(String text) {
        if (!PLACE.matcher(text).matches()) {
            throw new IllegalArgumentException(FORM_MESSAGE);
        }
        return isCountry(text) ? new Country(text).code() : text;
    }

    /** Comma-separated places, each once; throws IllegalArgumentException where one is none, or they are too many. */
    public static List<String> places(String text) {
        var places = Stream.of(text.split(",", -1)).map(Places::place).distinct().toList();
        if (places.size() > MOST) {
            throw new IllegalArgumentException("has at most " + MOST + " places");
        }
        return places;
    }

    /** Places as one text, as {@link #places} reads it. */
    public static String text(List<String> places) {
        return String.join(",", places);
    }

    /** True for a country, false for a city or an airport. */
    public static boolean isCountry(String place) {
        return place.length() == 2;
    }

    /**
     * What a code names.
     *
     * @param isAirport false for a metropolitan area, which an airport lies in
     * @param valid when the airport is as it is recorded here
     * @param held when the code is that airport's
     * @param zone or null
     * @param country or null
     * @param metro the airport's metropolitan area, or null
     */
    private record Named(boolean isAirport, Interval valid, Interval held, ZoneId zone, String country, String metro) {}

    /** Looks up what some places are, all that are not known yet in one statement, so that nobody asks again in the transaction. */
    public void lookUp(Transaction transaction, Stream<String> places) throws SQLException {
        var known = known(transaction);
        var asked = places.filter(place -> !isCountry(place) && !known.containsKey(place)).distinct().toList();
        if (asked.isEmpty()) {
            return;
        }
        var found = new HashMap<String, List<Named>>();
        asked.forEach(place -> found.put(place, new ArrayList<>(1)));
        // By an array, because for a join the planner would have every airport's codes compared with every place.
        transaction.list("select c.value as place, true as airport, lower(a.valid) as valid_from, upper(a.valid) as valid_to,"
                + " c.\"validFrom\" as held_from, c.\"validTo\" as held_to, a.zone, a.country, a.city ->> 'metro' as metro"
                + AIRPORT_CODES + " where "
                + STANDING + " and a.codes @> any ((select array_agg(jsonb_build_array(jsonb_build_object('value', place)))"
                + " from unnest(?::text[]) place)::jsonb[]) and c.scheme = 'IATA' and c.value = any (?)"
                + " union all select a.city ->> 'metro', false, lower(a.valid), upper(a.valid), null, null, a.zone, a.country,"
                + " null"
                + " from airport_version a where " + STANDING + " and a.city ->> 'metro' = any (?)",
                row -> found.get(row.getString("place")).add(new Named(row.getBoolean("airport"),
                        new Interval(row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)),
                        new Interval(row.getObject("held_from", LocalDate.class), row.getObject("held_to", LocalDate.class)),
                        row.getString("zone") == null ? null : ZoneId.of(row.getString("zone")), row.getString("country"),
                        row.getString("metro"))),
                asked, asked, asked);
        known(transaction).putAll(found);
    }

    private Map<String, List<Named>> known(Transaction transaction) {
        return transaction.kept(this, HashMap::new);
    }

    private List<Named> named(Transaction transaction, String place) throws SQLException {
        lookUp(transaction, Stream.of(place));
        return known(transaction).get(place);
    }

    @Override
    public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author) {
        if (records.contentType() == Airport.class) {
            transaction.forget(this);
        }
    }

    /** The airports that have that IATA code at some time, as it is recorded now. */
    public List<Holding> holdings(Transaction transaction, String code) throws SQLException {
        return named(transaction, code).stream().filter(Named::isAirport)
                .flatMap(named -> named.valid.and(named.held).map(held -> new Holding(held, named.zone)).stream()).toList();
    }

    /**
     * What the airports with that IATA code are called as ends of direct service, at any time: IATA's code of their metropolitan
     * area, or their own where they have none; the code itself where no airport is recorded.
     */
    public Set<String> cities(Transaction transaction, String code) throws SQLException {
        var cities = named(transaction, code).stream().filter(Named::isAirport)
                .map(named -> named.metro == null ? code : named.metro).collect(Collectors.toSet());
        return cities.isEmpty() ? Set.of(code) : cities;
    }

    /** The countries of a place on some of those days, as it is recorded now; none where they are not recorded. */
    public Stream<String> countries(Transaction transaction, String place, Interval days) throws SQLException {
        return isCountry(place)
                ? Stream.of(place)
                : named(transaction, place, days).map(Named::country).filter(Objects::nonNull).distinct();
    }

    /** True if a code is recorded now as that of a city or an airport on some of those days. */
    public boolean isRecorded(Transaction transaction, String code, Interval days) throws SQLException {
        return named(transaction, code, days).findAny().isPresent();
    }

    private Stream<Named> named(Transaction transaction, String place, Interval days) throws SQLException {
        return named(transaction, place).stream().filter(named -> named.held.overlaps(days));
    }

    /**
     * IATA's code of a city, or those of its airports that have none in common, on that day, as they were known then; none where no
     * airport of it is recorded.
     *
     * @param unlocode without its blank, or null
     * @param name in any language, or null
     */
    public List<String> city(Country country, String unlocode, String name, At at) {
        var query = Condition.nested("select distinct coalesce(a.city ->> 'metro', c.value) as place" + AIRPORT_CODES
                + " where %s and a.country = ? and c.scheme = 'IATA'"
                + " and daterange(c.\"validFrom\", c.\"validTo\") @> ?::date and (a.city ->> 'unlocode' = ?::text"
                + " or exists (select from jsonb_each_text(a.city -> 'name') n where lower(n.value) = lower(?::text)))"
                + " order by place limit " + MOST, at.on("a"), country.code(), at.validAt(), unlocode, name);
        return database.read(transaction -> transaction.list(query.sql(), row -> row.getString("place"),
                query.arguments().toArray()));
    }

    /** The zones of the airports of some places on any of some days, as they were known then; none where none is recorded. */
    public List<ZoneId> zones(List<String> places, Interval days, At known) {
        var lies = Condition.nested("false" + " or (%s)".repeat(places.size()),
                places.stream().map(place -> lies(place, days)).toArray());
        var query = Condition.nested("select distinct a.zone from airport_version a where a.zone is not null and %s"
                + " and a.valid && ?::daterange and (%s)", new At(null, known.knownAt(), known.basis()).on("a"), days.toRange(),
                lies);
        return database.read(transaction -> transaction.list(query.sql(), row -> ZoneId.of(row.getString(1)),
                query.arguments().toArray()));
    }

    /** Airports {@code a} that lie in a place on any of some days. */
    private static Condition lies(String place, Interval days) {
        return isCountry(place)
                ? Condition.of("a.country = ?", place)
                : Condition.of("a.city ->> 'metro' = ? or a.codes @> jsonb_build_array(jsonb_build_object('value', ?::text))"
                        + " and exists (select from " + Codes.ROWS.formatted("a") + " where c.scheme = 'IATA' and c.value = ?"
                        + " and daterange(c.\"validFrom\", c.\"validTo\") && ?::daterange)", place, place, place,
                        days.toRange());
    }

    /** The country of a place on that day, as it was known then; where nothing is recorded for the day itself, of another day. */
    public Optional<Country> country(String place, At at) {
        if (isCountry(place)) {
            return Optional.of(new Country(place));
        }
        var query = Condition.nested("select a.country" + AIRPORT_CODES + " where a.country is not null and %s"
                + " and (a.city ->> 'metro' = ? or a.codes @> jsonb_build_array(jsonb_build_object('value', ?::text))"
                + " and c.scheme = 'IATA' and c.value = ? and daterange(c.\"validFrom\", c.\"validTo\") @> ?::date)"
                + " order by a.valid @> ?::date desc, a.id limit 1", new At(null, at.knownAt(), at.basis()).on("a"), place,
                place, place, at.validAt(), at.validAt());
        return database.read(transaction -> transaction.first(query.sql(), row -> new Country(row.getString(1)),
                query.arguments().toArray()));
    }

    /**
     * Flights one of whose ends lies in one of some places, as the airports are known and valid then.
     *
     * @param column of the flights' version table {@code v}, with the end's code
     * @param days of the flights, on some of which the code is that of an airport there: SQL for a daterange of {@code v}
     * @throws IllegalArgumentException for what is no place
     */
    public Condition within(String column, String days, List<String> places, At at) {
        if (!places.stream().allMatch(place -> PLACE.matcher(place).matches())) {
            throw new IllegalArgumentException(FORM_MESSAGE);
        }
        var codes = new ArrayList<>(places);
        var held = new ArrayList<>(Collections.nCopies(places.size(), Interval.ALWAYS.toRange()));
        var known = Condition.nested("select c.value, daterange(c.\"validFrom\", c.\"validTo\")::text" + AIRPORT_CODES
                + " where (a.country = any (?) or a.city ->> 'metro' = any (?)) and c.scheme = 'IATA' and %s"
                + " union select a.city ->> 'metro', '(,)' from airport_version a"
                + " where a.country = any (?) and a.city ->> 'metro' is not null and %s", places, places, at.on("a"), places,
                at.on("a"));
        database.read(
                transaction -> transaction.list(known.sql(), row -> codes.add(row.getString(1)) && held.add(row.getString(2)),
                        known.arguments().toArray()));
        // The first half is for the index; the second tells Bishkek's BSZ from Alaska's.
        return Condition.of("v.%1$s = any (?) and exists (select from unnest(?::text[], ?::text[]) as p(code, held)"
                .formatted(column) + " where p.code = v." + column + " and p.held::daterange && " + days + ")", codes, codes,
                held);
    }

    /**
     * The two places of a pair, such as {@code KZ-KR}, {@code ALA-SEL}.
     *
     * @throws IllegalArgumentException for what is no pair of places
     */
    public static String[] pair(String pair) {
        var ends = pair.split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("is two places with a hyphen, such as KZ-KR");
        }
        return ends;
    }
}
