package org.tamga.events.value;

import java.util.UUID;

import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Somebody who is addressed, promises or is promised something; in exactly one of three ways. A bare code such as
 * {@code "KR"} is read as that country.
 *
 * @param country a country, or null
 * @param organisationId a recorded organisation, or null
 * @param name whoever is neither, in the source's words, or null
 */
public record Party(Country country, UUID organisationId, @Size(max = 500) String name) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Party {
        if ((country == null ? 0 : 1) + (organisationId == null ? 0 : 1) + (name == null ? 0 : 1) != 1) {
            throw new IllegalArgumentException("is a country, an organisationId, or a name");
        }
    }

    /** A country by its code alone. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Party of(String country) {
        return new Party(new Country(country), null, null);
    }
}
