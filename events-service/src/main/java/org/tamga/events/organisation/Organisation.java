package org.tamga.events.organisation;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.value.ContactDetail;
import org.tamga.events.value.Identifier;
import org.tamga.events.value.Link;
import org.tamga.events.value.OtherName;
import org.tamga.record.Column;
import org.tamga.record.NameKey;
import org.tamga.record.Stored;

/**
 * A ministry, embassy, association, university … with the fields of Popolo's Organization.
 *
 * @param name what it is called, in languages
 * @param otherNames abbreviations, former names, other spellings
 * @param identifiers what registers call it
 * @param classification such as {@code ministry}, or null
 * @param parentId the organisation of which it is a part, or null
 * @param country whose it is, or where it works (Popolo {@code area}); null for international ones
 * @param foundingDate or null
 * @param dissolutionDate or null
 * @param description or null
 * @param image the address of a picture or logo, or null
 * @param contactDetails how to reach it
 * @param links pages about it
 */
public record Organisation(@NotNull LanguageMap name, @Size(max = 100) List<@NotNull @Valid OtherName> otherNames,
        @Size(max = 50) List<@NotNull @Valid Identifier> identifiers, @Size(max = 100) String classification,
        @Column("within_id") UUID parentId, Country country, Edtf foundingDate, Edtf dissolutionDate, LanguageMap description,
        String image, @Size(max = 50) List<@NotNull @Valid ContactDetail> contactDetails,
        @Size(max = 50) List<@NotNull @Valid Link> links) {

    /** The names in all their spellings, as they are searched. */
    @Stored("varchar")
    String nameKey() {
        return NameKey.text(Stream.concat(name.texts().values().stream(), otherNames.stream().map(OtherName::name)));
    }
}
