package org.tamga.trade.nomenclature;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.NameSearch;
import org.tamga.record.Stored;

/**
 * A code of the Harmonized System of the World Customs Organization.
 *
 * @param edition H0 (1988/92) to H6 (2022), as UN Comtrade calls them
 * @param code a chapter, heading or subheading: 2, 4 or 6 digits
 * @param level how many digits the code has
 * @param parent the code without its last two digits; null for a chapter
 * @param section the Roman number of the section, or null
 * @param title what it covers, in languages
 */
public record HsCode(@NotNull @Pattern(regexp = "H[0-6]", message = "is one of H0 to H6") String edition,
        @NotNull @Pattern(regexp = "\\d{2}|\\d{4}|\\d{6}", message = "is a code of 2, 4 or 6 digits") String code,
        Integer level,
        @Size(max = 4) String parent,
        @Pattern(regexp = "[IVX]{1,5}", message = "is a Roman number") String section, @NotNull LanguageMap title) {

    public HsCode {
        // What the code itself says need not be sent.
        if (code != null && level == null) {
            level = code.length();
        }
        if (code != null && parent == null && code.length() > 2) {
            parent = code.substring(0, code.length() - 2);
        }
    }

    /** The titles as they are searched. */
    @Stored("varchar")
    String titleText() {
        return NameSearch.text(title.texts().values().stream());
    }
}
