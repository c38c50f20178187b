package org.tamga.mobility.airline;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.code.Code;
import org.tamga.record.NameKey;
import org.tamga.record.Stored;

/**
 * An airline.
 *
 * @param codes its designators, each with its days
 * @param name in languages
 * @param country where it is registered, or null
 */
public record Airline(@Size(max = 50) List<@NotNull @Valid Code> codes, @NotNull LanguageMap name, Country country) {

    /** The names as they sound, to be found in whichever script they are asked for. */
    @Stored("varchar")
    String nameKey() {
        return NameKey.text(name.texts().values().stream());
    }
}
