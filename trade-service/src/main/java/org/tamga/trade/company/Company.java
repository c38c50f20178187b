package org.tamga.trade.company;

import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.record.NameKey;
import org.tamga.record.NameSearch;
import org.tamga.record.Stored;

/**
 * A company, or a part of one that a register lists by itself.
 *
 * @param names legal, trading, former and transliterated; at least one
 * @param entityType what the register says it is
 * @param jurisdiction whose register it stands in, or null
 * @param identifiers what registers call it
 * @param legalForm in the register's words, or null
 * @param status whether it operates; one that is {@link CompanyRecords#status dissolved} counts as liquidated since
 * @param foundedOn or null
 * @param dissolvedOn or null
 * @param headId the company of which this is a branch or representative office
 * @param isic ISIC Rev. 4 codes
 * @param seat where it sits, or null
 */
public record Company(@NotEmpty @Size(max = 50) List<@NotNull @Valid Name> names, @NotNull EntityType entityType,
        Country jurisdiction, @Size(max = 50) List<@NotNull @Valid Identifier> identifiers, String legalForm, Status status,
        Edtf foundedOn, Edtf dissolvedOn, UUID headId,
        @Size(max = 50) List<@NotNull @Pattern(regexp = Isic.CODE, message = "is not an ISIC Rev. 4 code") String> isic,
        @Valid Seat seat) {

    /** The names as they are searched. */
    @Stored("varchar")
    String nameText() {
        return NameSearch.text(names.stream().map(Name::text));
    }

    /** The names as they sound, to be found in whichever script they are asked for. */
    @Stored("varchar")
    String nameKey() {
        return NameKey.text(names.stream().map(Name::text));
    }

    /** What the activities are part of. */
    @Stored("varchar[]")
    String isicPrefixes() {
        return Isic.prefixes(isic);
    }

    /** What a register says an entry is. */
    public enum EntityType {
        COMPANY, BRANCH, REPRESENTATIVE_OFFICE, STATE_BODY, SOLE_TRADER;

        /** True for what is a part of another company. */
        boolean isPart() {
            return this == BRANCH || this == REPRESENTATIVE_OFFICE;
        }
    }

    /** Whether it operates. */
    public enum Status {
        ACTIVE, INACTIVE, SUSPENDED, LIQUIDATING, LIQUIDATED, UNKNOWN
    }

    /** A name with its language and the time in which it was borne (EDTF). */
    public record Name(@NotBlank @Size(max = 500) String text, @Size(max = 35) String lang, @NotNull NameType type,
            Edtf validFrom,
            Edtf validTo) {}

    /** What kind of name it is. */
    public enum NameType {
        LEGAL, TRADING, FORMER, TRANSLITERATED
    }

    /** What a register calls it; schemes as in org-id.guide, such as {@code XI-LEI} and {@code KZ-BIN}. */
    public record Identifier(@NotBlank @Size(max = 50) String scheme, @NotBlank @Size(max = 100) String value,
            @Size(max = 50) String status) {}

    /** Where it sits. */
    public record Seat(@Size(max = 200) String city, @Size(max = 200) String region,
            @Pattern(regexp = "[A-Z]{2} ?[A-Z2-9]{3}", message = "is not a UN/LOCODE") String unlocode) {}
}
