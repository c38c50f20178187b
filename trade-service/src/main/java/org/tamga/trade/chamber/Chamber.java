package org.tamga.trade.chamber;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.NameKey;
import org.tamga.record.Stored;

/**
 * A chamber of commerce and industry.
 *
 * @param name what it is called, in languages
 * @param kind whose it is
 * @param countries of a national or regional one its own; of a bilateral or joint one those that it joins
 * @param region of a regional one, or null
 * @param city where it sits, or null
 * @param foundedOn or null
 * @param dissolvedOn or null
 */
public record Chamber(@NotNull LanguageMap name, @NotNull Kind kind, @Size(max = 50) List<@NotNull Country> countries,
        @Size(max = 200) String region, @Size(max = 200) String city, Edtf foundedOn, Edtf dissolvedOn) {

    /** Whose chamber it is. */
    public enum Kind {
        /** a country's */
        NATIONAL,
        /** of a part of a country */
        REGIONAL,
        /** for the trade between two countries, seated in one of them */
        BILATERAL,
        /** made by chambers of several countries together */
        JOINT
    }

    /** The names as they sound, to be found in whichever script they are asked for. */
    @Stored("varchar")
    String nameKey() {
        return NameKey.text(name.texts().values().stream());
    }
}
