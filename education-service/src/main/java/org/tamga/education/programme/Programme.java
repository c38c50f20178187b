package org.tamga.education.programme;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.commons.value.LanguageTag;
import org.tamga.education.naming.Words;
import org.tamga.education.value.IscedF;
import org.tamga.record.Stored;

/**
 * A programme that leads to a degree.
 *
 * @param title what it is called, in languages
 * @param iscedLevel level of ISCED 2011: 5 short-cycle tertiary, 6 bachelor's, 7 master's, 8 doctoral
 * @param iscedF detailed field of ISCED-F 2013
 * @param award what its students get, of whom
 * @param awardingInstitutionIds the institutions that award the degree
 * @param languages of the teaching
 * @param credits in the credit system of the awarding institutions, or null
 * @param months as long as it takes, or null
 * @param delivery where it is taught, or null
 * @param firstIntake when its first students began, or null
 */
public record Programme(@NotNull LanguageMap title, @Min(5) @Max(8) Integer iscedLevel, @IscedF String iscedF, Award award,
        @Size(max = 50) List<@NotNull UUID> awardingInstitutionIds,
        @Size(max = 20) List<@NotNull @LanguageTag String> languages, @Positive BigDecimal credits, @Positive Integer months,
        Delivery delivery, Edtf firstIntake) {

    /** What the students of a programme get. */
    public enum Award {
        /** one degree of one institution */
        SINGLE,
        /** one degree of several institutions together */
        JOINT,
        /** a degree of each of several institutions */
        DUAL
    }

    /** Where a programme is taught. */
    public enum Delivery {
        ON_SITE, ONLINE, BLENDED
    }

    /** The words of its title, for a search in any script. */
    @Stored("text[]")
    String nameWords() {
        return Words.array(title.texts().values().stream());
    }
}
