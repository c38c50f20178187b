package org.tamga.mobility.gathering;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Stored;

/**
 * An occasion to which people travel: what we read of events-service's gatherings.
 *
 * @param title what it is called
 * @param place where it is held, or null where that is not known
 * @param startsOn its first day as precisely as it is known, in the local time of its place; null where it is not known
 * @param endsOn its last day, likewise
 * @param zone the IANA time zone of its days, or null where only its place can tell
 * @param invited the countries invited to it
 * @param status its word for what has become of it, such as {@code held}, or null
 */
public record Gathering(LanguageMap title, Place place, Edtf startsOn, Edtf endsOn, String zone, List<Country> invited,
        String status) {

    /** Where it is held; each is null where it is not known. */
    public record Place(Country country, String city, String unlocode) {}

    /** The country in which it is held, or null. */
    public Country country() {
        return place == null ? null : place.country();
    }

    /** The first day that the beginning can mean, else the last that it or the end can mean; none where neither is known. */
    public Optional<LocalDate> firstDay() {
        return Stream.of(Optional.ofNullable(startsOn).map(Edtf::earliest), Optional.ofNullable(startsOn).map(Edtf::latest),
                Optional.ofNullable(endsOn).map(Edtf::latest)).flatMap(Optional::stream).findFirst();
    }

    /** The last day that its end can mean; the first where its end is not known. */
    public Optional<LocalDate> lastDay() {
        var first = firstDay();
        return Optional.ofNullable(endsOn).map(Edtf::latest).filter(last -> first.stream().noneMatch(last::isBefore))
                .or(() -> first);
    }

    @Stored("daterange")
    String days() {
        return firstDay().map(first -> "[" + first + "," + lastDay().orElse(first) + "]").orElse(null);
    }
}
