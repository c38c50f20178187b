package org.tamga.events.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.tamga.commons.value.Country;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How those who are invited to a gathering get there: what we read of mobility-service's access reports, and show of them.
 *
 * @param place what the journeys lead to: a country, or IATA's code of a city or airport; null where that is not known
 * @param on the day that the answers are for, or null
 * @param until the last day, or null
 * @param invited one answer for each invited country
 * @param recordedAt when it was found
 */
public record AccessReport(String place, LocalDate on, LocalDate until, List<Invited> invited, Instant recordedAt) {

    /**
     * What there is for one invited country.
     *
     * @param verdict its word for whether people of that country can come, such as {@code yes} or {@code unknown}
     * @param reasons what the verdict is made of
     * @param visa the rule of entry, or null
     * @param directFlights what is known of direct flights in that week, or null
     * @param journeys the best there and back
     */
    public record Invited(Country nationality, String verdict, List<Reason> reasons, Visa visa, JsonNode directFlights,
            List<JsonNode> journeys) {}

    /** One thing that must be so, in English, and the address of what shows it, or null. */
    public record Reason(String answer, String because, String evidence) {}

    /** The rule of entry in short; the whole of it is at the reason's address. */
    public record Visa(String requirement, List<JsonNode> limits, String chosenBy) {}
}
