package org.tamga.education.access;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.tamga.record.Confidence;

/**
 * How one gets somewhere to study or teach, as far as mobility-service's records say.
 *
 * @param id the presence or partnership
 * @param on the day that it is of
 * @param routes for each pair of countries, in the direction of the travel
 */
public record Access(UUID id, LocalDate on, List<Route> routes) {

    /**
     * From one country to another.
     *
     * @param city the city that is travelled to, or null where it is not recorded
     * @param airports those of the country that direct flights reach, or that serve the city; that of the city first, then the
     *        nearest to it where that can be told
     * @param published numbers of flights that somebody published without a schedule
     * @param visa what a student needs
     */
    public record Route(String from, String to, String city, List<Reached> airports, List<Published> published, Visa visa) {}

    /**
     * An airport.
     *
     * @param code IATA's
     * @param servesCity true if it serves the city that is travelled to
     * @param distanceKm from that city's own airport, in a straight line; null where that is not recorded
     * @param direct direct flights from the country of departure; empty where no schedule is recorded
     */
    public record Reached(String code, String name, String city, boolean servesCity, Integer distanceKm, List<Direct> direct) {}

    /** Direct flights from an airport: in how many days of a week, by all airlines together. */
    public record Direct(String from, int daysPerWeek, List<String> airlines) {}

    /** A number of flights, as it was published; its confidence is that of mobility-service's record. */
    public record Published(UUID id, String from, String to, BigDecimal value, String unit, String stage, String direction,
            Confidence confidence) {}

    /**
     * What a student needs.
     *
     * @param requirement as mobility-service words it; null where nothing is recorded
     * @param regimeIds the regimes that this rests on
     * @param because the same in words
     */
    public record Visa(String requirement, List<UUID> regimeIds, String because) {}
}
