package org.tamga.mobility.gathering;

import java.util.List;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;

/**
 * An occasion to which people travel: what we read of events-service's gatherings.
 *
 * @param title what it is called
 * @param place where it is held, or null where that is not known
 * @param startsOn its first day as precisely as it is known, in the local time of its place; null where it is not known
 * @param endsOn its last day, likewise
 * @param invited the countries invited to it
 * @param status its word for what has become of it, such as {@code held}, or null
 */
public record Gathering(LanguageMap title, Place place, Edtf startsOn, Edtf endsOn, List<Country> invited, String status) {

    /** Where it is held; the country is null where that is not known. */
    public record Place(Country country) {}

    /** The country in which it is held, or null. */
    public Country country() {
        return place == null ? null : place.country();
    }
}
