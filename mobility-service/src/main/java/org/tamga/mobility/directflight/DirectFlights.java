package org.tamga.mobility.directflight;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

import org.tamga.mobility.frequency.FlightFrequency;
import org.tamga.mobility.trafficright.TrafficRight.CountingBasis;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;

/**
 * The direct passenger flights of a week from one place to another. What nothing is recorded of is null, never 0.
 *
 * @param items by pair of cities
 * @param total of all pairs
 * @param week of the ISO calendar
 */
public record DirectFlights(List<Item> items, Total total, String week) {

    /**
     * Flights a week, one way, by how far they have come.
     *
     * @param permitted by the traffic rights, or as published
     * @param announced by schedules that are announced, else as published
     * @param scheduled by schedules, else as published
     * @param operated as published
     */
    public record PerWeek(BigDecimal permitted, BigDecimal announced, BigDecimal scheduled, BigDecimal operated) {}

    /**
     * Two cities; or a country and a city, where a number is published of them that is not of all that was asked for.
     *
     * @param from IATA's code of the metropolitan area, or of the airport where it has none; else the country
     * @param to likewise
     * @param perWeek side by side
     * @param days of departure by the schedules, 1 is Monday
     * @param carriers by the schedules
     * @param scheduleIds the schedules that fly
     * @param published every number that is published of the pair, whatever it counts
     * @param sources of all of them
     */
    public record Item(String from, String to, PerWeek perWeek, List<Integer> days, List<String> carriers,
            List<UUID> scheduleIds, List<Published> published, List<Citation> sources) {}

    /**
     * A published number.
     *
     * @param frequencyId its record
     * @param value of flights, in that unit, stage and direction; null where the source does not say
     */
    public record Published(UUID frequencyId, BigDecimal value, FlightFrequency.Unit unit, FlightFrequency.Stage stage,
            FlightFrequency.Direction direction, Confidence confidence, List<Citation> sources) {}

    /**
     * All pairs together.
     *
     * @param perWeek side by side: what is published of the whole, or the sum of the pairs of cities, unless one that is served
     *        has no such number
     * @param useOfRights operated, else scheduled, flights as a part of those that the latest right of just these flights permits
     * @param because in an English sentence why useOfRights is null, else null
     * @param rights the traffic rights of passengers between the two countries, the latest first
     * @param published every number that is published of the whole
     */
    public record Total(PerWeek perWeek, BigDecimal useOfRights, String because, List<Right> rights,
            List<Published> published) {}

    /**
     * A traffic right.
     *
     * @param rightId its record
     * @param frequenciesPerWeek as recorded
     * @param countingBasis as recorded; null where the source does not say
     * @param points as recorded: of which airports or cities it is; of all where there are none
     * @param carriers as recorded: whose flights it permits; anybody's where there are none
     * @param readings what it allows one way and how much of that is used, by each basis that it may have
     * @param because in an English sentence why nobody can tell how much is used, else null
     * @param sources of the record
     */
    public record Right(UUID rightId, Integer frequenciesPerWeek, CountingBasis countingBasis, List<String> points,
            List<String> carriers, List<Use> readings, String because, List<Citation> sources) {}

    /** Flights a week, one way, that a right allows if it is counted so, and the part of them that is used. */
    public record Use(CountingBasis countingBasis, BigDecimal permitted, BigDecimal useOfRights) {}
}
