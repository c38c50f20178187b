package org.tamga.mobility.stay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Limit;
import org.tamga.mobility.visa.VisaRegime.Purpose;

/**
 * May somebody who was there on these trips go there once more?
 *
 * @param nationality whose document; may be left out where rules are given
 * @param destination where; may be left out where rules are given
 * @param documentType which document; an ordinary passport where nothing is said
 * @param purpose what for; tourism where nothing is said
 * @param trips the stays that are behind or otherwise certain, in any order
 * @param planned the stay that is asked about; null asks about the trips themselves
 * @param rulesAsOf the day whose rules are applied; the planned entry where nothing is said
 * @param knownAt what was known of the rules when; now where nothing is said
 * @param rules limits that replace the recorded ones, or null
 */
public record StayQuestion(Country nationality, Country destination, DocumentType documentType, Purpose purpose,
        @Size(max = StayQuestion.MOST_TRIPS, message = "are at most 5000 trips") List<@NotNull @Valid Trip> trips,
        @Valid Trip planned, LocalDate rulesAsOf, Instant knownAt,
        @Size(max = 20) List<@NotNull @Valid Limit> rules) {

    /** Somebody who crosses a border every day for a dozen years. */
    static final int MOST_TRIPS = 5000;
    /** Longer than anybody travels. */
    private static final int MOST_YEARS = 120;

    /** All stays, with the planned one. */
    List<Trip> allTrips() {
        var all = new ArrayList<>(trips);
        if (planned != null) {
            all.add(planned);
        }
        return all;
    }

    /** Refuses what no traveller can mean. */
    void check() {
        var all = allTrips();
        if (all.isEmpty()) {
            throw Problem.brokenRule("/planned", "there is neither a planned trip nor any other");
        }
        var first = all.stream().map(Trip::entry).min(LocalDate::compareTo).orElseThrow();
        var last = all.stream().map(Trip::exit).max(LocalDate::compareTo).orElseThrow();
        if (first.getYear() < 1 || last.getYear() > 9900 || ChronoUnit.YEARS.between(first, last) >= MOST_YEARS) {
            throw Problem.brokenRule("/trips", "nobody travels from " + first + " to " + last);
        }
        if (rulesAsOf != null && (rulesAsOf.getYear() < 1 || rulesAsOf.getYear() > 9999)) {
            throw Problem.brokenRule("/rulesAsOf", "lies in the years 0001 to 9999");
        }
        if (knownAt != null && knownAt.isAfter(Instant.now().plus(Duration.ofSeconds(1)))) {
            throw Problem.brokenRule("/knownAt", "lies in the future; nobody knows yet what will be known");
        }
        if (rules.isEmpty() && nationality == null) {
            throw Problem.brokenRule("/nationality", "is needed, unless rules are given");
        }
        if (rules.isEmpty() && destination == null) {
            throw Problem.brokenRule("/destination", "is needed, unless rules are given");
        }
    }
}
