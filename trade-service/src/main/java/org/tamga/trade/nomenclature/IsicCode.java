package org.tamga.trade.nomenclature;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.NameSearch;
import org.tamga.record.Stored;

/**
 * A code of the International Standard Industrial Classification of All Economic Activities, revision 4.
 *
 * @param code a section's letter, or the 2, 3 or 4 digits of a division, group or class
 * @param level what it is
 * @param parent the code of what it is part of; null for a section
 * @param title what it covers, in languages
 */
public record IsicCode(
        @NotNull @Pattern(regexp = "[A-U]|\\d{2,4}", message = "is an ISIC Rev. 4 code such as J, 62, 620 or 6201") String code,
        @NotNull Level level, @Size(max = 4) String parent, @NotNull LanguageMap title) {

    /** What a code stands for; each is part of the one before. */
    public enum Level {
        SECTION, DIVISION, GROUP, CLASS
    }

    /** The titles as they are searched. */
    @Stored("varchar")
    String titleText() {
        return NameSearch.text(title.texts().values().stream());
    }
}
