package org.tamga.trade.flow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;

/**
 * What one country reports of its trade in goods with another, as in UN Comtrade: one row for a key, on the day of its
 * publication. A revision is another row, of a later day.
 *
 * @param reporter who reports
 * @param partner with whom; null is the world
 * @param flow the direction, as the reporter sees it
 * @param frequency A for a year, M for a month
 * @param period {@code 2023} or {@code 2023-01}
 * @param nomenclature the edition of the Harmonized System, H0 (1988/92) to H6 (2022)
 * @param hs TOTAL, or a chapter, heading or subheading of 2, 4 or 6 digits
 * @param valueUsd trade value in US dollars
 * @param basis how it was valued: FOB, free on board; CIF, with cost, insurance and freight
 * @param quantity in {@code unit}, or null
 * @param unit of the quantity, or null
 * @param netWeightKg or null
 * @param flags the publisher's, such as for estimates
 * @param vintage the day of publication
 * @param partner2 of a row of the source: only the total over second partners is taken
 * @param modeOfTransport of a row of the source: only the total is taken
 * @param customsCode of a row of the source: only the total is taken
 */
public record Flow(@NotNull Country reporter, Country partner, @NotNull Direction flow,
        @Pattern(regexp = "[AM]", message = "is A for a year or M for a month") String frequency, @NotNull Edtf period,
        @Pattern(regexp = NOMENCLATURE, message = NO_NOMENCLATURE) String nomenclature,
        @NotBlank @Pattern(regexp = HS, message = NO_HS) String hs,
        @PositiveOrZero BigDecimal valueUsd, @Pattern(regexp = "FOB|CIF", message = "is FOB or CIF") String basis,
        @PositiveOrZero BigDecimal quantity, @Size(max = 50) String unit, @PositiveOrZero BigDecimal netWeightKg,
        @Size(max = 50) List<@NotBlank @Size(max = 50) String> flags, LocalDate vintage,
        @Pattern(regexp = "0|W00", message = NOT_AGGREGATED) String partner2,
        @Pattern(regexp = "0|TOTAL", message = NOT_AGGREGATED) String modeOfTransport,
        @Pattern(regexp = "C00", message = NOT_AGGREGATED) String customsCode) {

    static final String PERIOD = "\\d{4}(-(0[1-9]|1[0-2]))?";
    static final String NO_PERIOD = "is a year or a month, such as 2023 or 2023-05";
    static final String HS = "TOTAL|\\d{2}|\\d{4}|\\d{6}";
    static final String NO_HS = "is TOTAL or a code of 2, 4 or 6 digits";
    static final String NOMENCLATURE = "H[0-6]";
    static final String NO_NOMENCLATURE = "is one of H0 to H6";

    static final String NOT_AGGREGATED = "makes this row a part of another, the total: taken together they would count"
            + " twice. Take only the rows of partner2 0 (World), mode of transport 0 and customs code C00";

    /** Where goods go, as the reporter sees it. */
    public enum Direction {
        EXPORT, IMPORT, RE_EXPORT, RE_IMPORT
    }

    /** The edition of the nomenclature that it is to be told apart by; the total is the same in every one. */
    String edition() {
        return nomenclature == null || hs.equals("TOTAL") ? "" : nomenclature;
    }
}
