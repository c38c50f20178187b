package org.tamga.trade.party;

import java.util.UUID;

import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;

/**
 * A party to an agreement or project: a country, a recorded company or chamber, or somebody by name.
 *
 * @param country the party itself where it has no other name, else whose it is; a recorded company's or chamber's is its own
 *        record's
 * @param companyId a recorded company, or null
 * @param chamberId a recorded chamber, or null
 * @param name of anybody else, or null
 * @param role such as {@code investor}, or null
 */
public record Party(Country country, UUID companyId, UUID chamberId, @Size(max = 500) String name,
        @Size(max = 100) String role) {

    public Party {
        if (country == null && companyId == null && chamberId == null && (name == null || name.isBlank())) {
            throw new IllegalArgumentException("needs a country, a companyId, a chamberId or a name");
        }
        if (companyId != null && chamberId != null) {
            throw new IllegalArgumentException("is a company or a chamber, not both");
        }
    }
}
