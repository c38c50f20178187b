package org.tamga.mobility.gathering;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.tamga.commons.value.Country;
import org.tamga.mobility.airport.Places;

/**
 * Where a gathering is held, as journeys lead there.
 *
 * @param host the country
 * @param places IATA's code of its city, or those of the airports there that have none in common, where any is recorded, else the
 *        country
 * @param zone whose days its days are, or null where none is recorded
 */
public record Venue(Country host, List<String> places, ZoneId zone) {

    /** Why no journey is known to lead there, in an English sentence; empty where an airport of its city is recorded. */
    public Optional<String> unknownCity() {
        return places.stream().allMatch(Places::isCountry)
                ? Optional.of("Where in " + host + " it is held is not recorded, or no airport there: the journeys lead to the"
                        + " country.")
                : Optional.empty();
    }

    /** The places as one text, with commas. */
    public String place() {
        return Places.text(places);
    }

    /** The first moment of a day there; where no zone is recorded, of that day anywhere: who is there by then is there in time. */
    public Instant begins(LocalDate day) {
        return midnight(day, ZoneOffset.MAX);
    }

    /** The moment when a day is over there; where no zone is recorded, when it is over everywhere. */
    public Instant ends(LocalDate day) {
        return midnight(day.plusDays(1), ZoneOffset.MIN);
    }

    private Instant midnight(LocalDate day, ZoneOffset unknown) {
        return day.atStartOfDay(Optional.ofNullable(zone).orElse(unknown)).toInstant();
    }
}
