package org.tamga.trade.interest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;

/**
 * What somebody holds in a company. The period's bounds are the interest's own; a share that changes is a new period. Capital
 * is a shareholding that is not said to be indirect: an indirect one sums up a chain whose links are interests themselves.
 *
 * @param holder who holds it
 * @param interestType BODS 0.4 interest type
 * @param direct true if nobody stands between
 * @param share how much, or null where it is not known
 */
public record Interest(@NotNull @Valid Holder holder,
        @NotNull @Pattern(regexp = BODS_TYPES, message = "is not a BODS 0.4 interest type") String interestType, Boolean direct,
        @Valid Share share) {

    /** The codelist of the Beneficial Ownership Data Standard, version 0.4. */
    private static final String BODS_TYPES = "shareholding|votingRights|appointmentOfBoard|otherInfluenceOrControl"
            + "|seniorManagingOfficial|settlor|trustee|protector|beneficiaryOfLegalArrangement"
            + "|rightsToSurplusAssetsOnDissolution|rightsToProfitOrIncome|rightsGrantedByContract"
            + "|conditionalRightsGrantedByContract|controlViaCompanyRulesOrArticles|controlByLegalFramework|boardMember"
            + "|boardChair|unknownInterest|unpublishedInterest|enjoymentAndUseOfAssets|rightToProfitOrIncomeFromAssets"
            + "|nominee|nominator";

    /** The same with a share that is known to be this since another day; null is for the whole period. */
    public Interest shareAsOf(LocalDate day) {
        return new Interest(holder, interestType, direct,
                new Share(share.exact, share.min, share.max, share.inclusive, share.maxInclusive, day));
    }

    /**
     * Who holds an interest: a company of the record, or somebody by name.
     *
     * @param companyId a recorded company, or null
     * @param name where there is no companyId
     * @param kind what the holder is
     * @param country whose capital it is, or null where that is not known
     */
    public record Holder(UUID companyId, @Size(max = 500) String name, @NotNull HolderKind kind, Country country) {}

    /** What a holder is. */
    public enum HolderKind {
        ENTITY, PERSON, STATE
    }

    /**
     * Per cent: either exact or between bounds.
     *
     * @param inclusive whether the bounds themselves are meant too; null is yes
     * @param maxInclusive the same of the upper bound alone, where it differs ("from 25 to less than 50"); null is as inclusive
     * @param asOf the day since when the share is known to be this: the start of an interest is not the start of its share;
     *        null where it is known for the whole period
     */
    public record Share(@DecimalMin("0") @DecimalMax("100") BigDecimal exact,
            @DecimalMin("0") @DecimalMax("100") BigDecimal min,
            @DecimalMin("0") @DecimalMax("100") BigDecimal max, Boolean inclusive, Boolean maxInclusive, LocalDate asOf) {

        public Share {
            if (exact == null && min == null && max == null) {
                throw new IllegalArgumentException("needs exact, or min or max");
            }
            if (exact != null && (min != null || max != null)) {
                throw new IllegalArgumentException("is either exact or between min and max");
            }
            if (min != null && max != null && min.compareTo(max) > 0) {
                throw new IllegalArgumentException("min is above max");
            }
        }

        /** The same without its day, equal for equal shares however they are written. */
        public Share whenever() {
            var isInclusive = !Boolean.FALSE.equals(inclusive);
            return new Share(plain(exact), plain(min), plain(max), isInclusive,
                    maxInclusive == null ? isInclusive : maxInclusive, null);
        }

        private static BigDecimal plain(BigDecimal number) {
            return number == null ? null : number.stripTrailingZeros();
        }

        /** The least that it can be, in per cent. */
        public BigDecimal least() {
            return exact != null ? exact : min != null ? min : BigDecimal.ZERO;
        }
    }
}
