package org.tamga.trade.party;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.NameKey;

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

    /**
     * What something between parties is called, and they, as it sounds in any script ({@link NameKey}); recorded parties are found by
     * their own records.
     *
     * @param name or null
     */
    public static String nameKey(LanguageMap name, List<Party> parties) {
        return NameKey.text(Stream.concat(name == null ? Stream.empty() : name.texts().values().stream(),
                parties.stream().map(Party::name).filter(Objects::nonNull)));
    }
}
