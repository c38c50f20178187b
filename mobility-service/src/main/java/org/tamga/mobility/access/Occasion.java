package org.tamga.mobility.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.mobility.gathering.Gathering;
import org.tamga.mobility.gathering.Venue;
import org.tamga.mobility.stay.Trip;

/**
 * Where one has to be for a gathering, and when.
 *
 * @param startsOn its first day as it is recorded, or null
 * @param endsOn its last day, likewise; null is the first
 * @param on the first day that is meant: {@link Gathering#firstDay}
 * @param until the last: {@link Gathering#lastDay}
 */
record Occasion(Venue venue, Edtf startsOn, Edtf endsOn, LocalDate on, LocalDate until) {

    /** Empty where nothing is known of its day. */
    static Optional<Occasion> of(Gathering gathering, Venue venue) {
        return gathering.firstDay().map(on -> new Occasion(venue, gathering.startsOn(), gathering.endsOn(), on,
                gathering.lastDay().orElse(on)));
    }

    Country host() {
        return venue.host();
    }

    String place() {
        return venue.place();
    }

    List<String> places() {
        return venue.places();
    }

    /** The first moment of its first day. */
    Instant begins() {
        return venue.begins(on);
    }

    /** The last moment of its last day. */
    Instant ends() {
        return venue.ends(until);
    }

    /** True where both days are recorded to the day: of a month or a year alone nobody can say how long it lasts. */
    boolean isOfKnownDays() {
        return isDay(startsOn) && (endsOn == null || isDay(endsOn));
    }

    private static boolean isDay(Edtf date) {
        return date != null && Objects.equals(date.earliest(), date.latest());
    }

    /** A stay for it where it is as short as the recorded days can mean. */
    Trip shortest() {
        var first = Optional.ofNullable(startsOn).map(Edtf::latest).orElse(on);
        return new Trip(first, Optional.ofNullable(endsOn).map(Edtf::earliest).filter(first::isBefore).orElse(first));
    }

    /** A stay for it where it is as long as they can mean; none where nothing bounds that. */
    Optional<Trip> longest() {
        var last = endsOn != null ? endsOn.latest() : startsOn.latest();
        return Optional.ofNullable(startsOn).map(Edtf::earliest)
                .filter(first -> last != null && !last.isBefore(first)).map(first -> new Trip(first, last));
    }

    /** Its days as they are recorded, in English. */
    String days() {
        return startsOn == null
                ? "up to " + endsOn
                : endsOn == null || endsOn.equals(startsOn) ? startsOn.text() : startsOn + " to " + endsOn;
    }
}
