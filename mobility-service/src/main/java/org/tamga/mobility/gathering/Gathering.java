package org.tamga.mobility.gathering;

import java.util.List;
import java.util.UUID;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;

/**
 * An occasion to which people travel, as events-service announces it: our copy.
 *
 * @param id its record there
 * @param title what it is called
 * @param country where it is held, or null where that is not known
 * @param startsOn its first day as precisely as it is known, in the local time of its place; null where it is not known
 * @param endsOn its last day, likewise
 * @param invited the countries invited to it
 * @param status its word for what has become of it, such as {@code held}, or null
 */
public record Gathering(UUID id, LanguageMap title, Country country, Edtf startsOn, Edtf endsOn, List<Country> invited,
        String status) {}
