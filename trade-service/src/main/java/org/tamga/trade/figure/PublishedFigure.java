package org.tamga.trade.figure;

import java.math.BigDecimal;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;

/**
 * A number that somebody published without the list behind it. Several may contradict each other; each stands by itself, beside
 * what the record counts.
 *
 * @param reporter the country that it is about
 * @param partner the other country; null is all of them
 * @param kind what it counts
 * @param relation how it stands to the true number; null is exactly
 * @param unit such as {@code companies} or {@code USD}
 * @param definition what is counted, as far as the publisher says; or null
 * @param period the day or time that it is about (EDTF), or null
 * @param region the part of the reporter that it is about; null is all of it
 * @param publisher whose number it is, or null
 */
public record PublishedFigure(@NotNull Country reporter, Country partner, @NotNull Kind kind, @NotNull BigDecimal value,
        Relation relation, @Size(max = 50) String unit, LanguageMap definition, Edtf period, @Size(max = 200) String region,
        @Size(max = 500) String publisher) {

    /** What a published figure counts. */
    public enum Kind {
        COMPANIES, TURNOVER, EXPORTS, IMPORTS, FDI_INFLOW, FDI_STOCK
    }

    /** How a published number stands to the true one. */
    public enum Relation {
        EXACTLY, MORE_THAN, AT_LEAST, ABOUT, AT_MOST
    }
}
