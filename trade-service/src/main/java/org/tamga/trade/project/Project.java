package org.tamga.trade.project;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.commons.value.Money;
import org.tamga.record.Stored;
import org.tamga.trade.company.Isic;
import org.tamga.trade.party.Party;

/**
 * An investment project.
 *
 * @param name what it is called, in languages, or null
 * @param parties who invests, builds, runs it
 * @param country where it is
 * @param isic ISIC Rev. 4 codes
 * @param money what is invested, as announced, or null
 * @param stage how far it has come
 */
public record Project(LanguageMap name, @Size(max = 200) List<@NotNull @Valid Party> parties, Country country,
        @Size(max = 50) List<@NotNull @Pattern(regexp = Isic.CODE, message = "is not an ISIC Rev. 4 code") String> isic,
        @Valid Money money, Stage stage) {

    /** How far a project has come. */
    public enum Stage {
        ANNOUNCED, AGREED, UNDER_CONSTRUCTION, OPERATING, HALTED, CANCELLED
    }

    /** The name and its parties' as they sound, to be found in whichever script they are asked for. */
    @Stored("varchar")
    String nameKey() {
        return Party.nameKey(name, parties);
    }

    /** What the activities are part of. */
    @Stored("varchar[]")
    String isicPrefixes() {
        return Isic.prefixes(isic);
    }
}
