package org.tamga.trade.definition;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.LanguageMap;
import org.tamga.trade.company.Company.EntityType;
import org.tamga.trade.company.Company.Status;

/**
 * What a count of companies with foreign capital counts, so that two counts can be compared by their definitions first.
 *
 * @param code such as {@code foreign-capital-10}; unique
 * @param name what it is called, in languages
 * @param definition the same in words
 * @param entityTypes those counted; empty is every type
 * @param statuses those counted; empty is every status, an unrecorded one counts as unknown
 * @param threshold how large the foreign share must be
 * @param holding whether only direct holders count, or owners of owners too
 */
public record CountDefinition(
        @NotNull @Size(max = 100) @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*", message = "is made of lower-case letters, digits and hyphens") String code,
        LanguageMap name, LanguageMap definition, @Size(max = 10) List<@NotNull EntityType> entityTypes,
        @Size(max = 10) List<@NotNull Status> statuses, @NotNull Threshold threshold, @NotNull Holding holding) {

    /** The same for another share. */
    public CountDefinition with(Threshold other) {
        return new CountDefinition(code, name, definition, entityTypes, statuses, other, holding);
    }

    /** How large a share must be. */
    public enum Threshold {
        /** of any size, unknown included */
        ANY,
        /** at least 10 per cent: direct investment, by the Balance of Payments Manual */
        AT_LEAST_10,
        /** over 50 per cent: control */
        OVER_50
    }

    /** Whose shares count. */
    public enum Holding {
        DIRECT, INDIRECT
    }
}
