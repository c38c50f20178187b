package org.tamga.mobility.reachability;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.visa.VisaRegime.Purpose;

/**
 * Can these people be at a place in time, and get home again?
 *
 * @param place a country, city or airport; may be left out where a gathering is named
 * @param gatheringId a gathering whose city and days are meant, in its zone, where the question does not name its own
 * @param arriveBefore when they must be there
 * @param departAfter when they may leave
 * @param purpose what for; business where nothing is said
 * @param knownAt what was known when; now where nothing is said
 * @param groups who comes from where
 */
public record ReachabilityQuestion(
        @Pattern(regexp = Places.FORM, message = Places.FORM_MESSAGE) String place, UUID gatheringId, Instant arriveBefore,
        Instant departAfter, Purpose purpose, Instant knownAt,
        @NotEmpty(message = "names nobody") @Size(max = 250) List<@NotNull @Valid Group> groups) {

    /**
     * People of one nationality who come from one place.
     *
     * @param nationality whose passports
     * @param origin a country, city or airport
     * @param size how many they are, or null
     */
    public record Group(@NotNull Country nationality,
            @NotNull @Pattern(regexp = Places.FORM, message = Places.FORM_MESSAGE) String origin,
            @Min(1) @Max(1_000_000) Integer size) {}
}
