package org.tamga.mobility.airport;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.commons.value.Country;
import org.tamga.mobility.code.Code;
import org.tamga.record.Interval;
import org.tamga.record.Period;

/** Airports as they were known at one instant, by their codes on each day and by the places they lie in. */
public final class KnownAirports {

    /**
     * An airport.
     *
     * @param number counted from 0
     * @param id its record
     * @param country where it lies, or null
     * @param metro IATA's code of its metropolitan area, or null
     * @param zone whose local time is in use, or null
     * @param minimumConnectingMinutes as it publishes it, or null
     */
    public record Known(int number, UUID id, String country, String metro, ZoneId zone, Integer minimumConnectingMinutes) {}

    private record Holding(Interval held, Known airport) {}

    private final Map<UUID, Known> all = new HashMap<>();
    private final Map<String, List<Holding>> byCode = new HashMap<>();

    /** Takes in what is known of an airport for some days; of one with several such periods the last that comes is what it is like. */
    public void add(Period<Airport> period) {
        var airport = period.content();
        var known = new Known(all.containsKey(period.id()) ? all.get(period.id()).number() : all.size(), period.id(),
                Optional.ofNullable(airport.country()).map(Country::code).orElse(null),
                airport.city() == null ? null : airport.city().metro(),
                airport.zone() == null ? null : ZoneId.of(airport.zone()), airport.minimumConnectingMinutes());
        all.put(period.id(), known);
        airport.codes().stream().filter(code -> code.scheme().equals(Code.IATA))
                .forEach(code -> code.held().and(period.valid())
                        .ifPresent(held -> byCode.computeIfAbsent(code.value(), value -> new ArrayList<>(1))
                                .add(new Holding(held, known))));
    }

    /** All of them, in no order. */
    public Stream<Known> all() {
        return all.values().stream();
    }

    /** Those that have an IATA code, as they are in each of their periods: more than once, with the same number. */
    public Stream<Known> inEachPeriod() {
        return byCode.values().stream().flatMap(List::stream).map(Holding::airport);
    }

    public int size() {
        return all.size();
    }

    /** The airport with that IATA code on that day. */
    public Optional<Known> named(String code, LocalDate day) {
        for (var holding : byCode.getOrDefault(code, List.of())) {
            if (holding.held.contains(day)) {
                return Optional.of(holding.airport);
            }
        }
        return Optional.empty();
    }

    /** The airports with that IATA code on some day, of each one's own calendar, between two instants. */
    public Stream<Known> named(String code, Instant from, Instant until) {
        return byCode.getOrDefault(code, List.of()).stream().filter(holding -> {
            var zone = holding.airport.zone == null ? ZoneOffset.UTC : holding.airport.zone;
            return holding.held
                    .overlaps(new Interval(LocalDate.ofInstant(from, zone), LocalDate.ofInstant(until, zone).plusDays(1)));
        }).map(Holding::airport);
    }

    /** Whether the airport with an IATA code on a day lies in a place: a country, a metropolitan area, or that airport itself. */
    public boolean lies(String code, LocalDate day, String place) {
        return code.equals(place) || named(code, day)
                .filter(airport -> place.equals(airport.country) || place.equals(airport.metro)).isPresent();
    }

    /** The airports of a country ({@code KR}), of a metropolitan area ({@code SEL}) or with an IATA code on that day. */
    public List<Known> in(String place, LocalDate day) {
        return Places.isCountry(place)
                ? all().filter(airport -> place.equals(airport.country)).toList()
                : Stream.concat(all().filter(airport -> place.equals(airport.metro)), named(place, day).stream()).distinct()
                        .toList();
    }
}
