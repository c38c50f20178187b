package org.tamga.events.person;

import java.util.List;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.value.ContactDetail;
import org.tamga.events.value.Details;
import org.tamga.events.value.Identifier;
import org.tamga.events.value.Link;
import org.tamga.events.value.OtherName;
import org.tamga.record.NameKey;
import org.tamga.record.Stored;

/**
 * A person in public life, with the fields of Popolo's Person.
 *
 * @param name the whole name, in languages
 * @param otherNames former names and other spellings
 * @param identifiers what registers call the person
 * @param familyName or null
 * @param givenName or null
 * @param additionalName or null
 * @param patronymicName or null
 * @param honorificPrefix such as {@code {"en": "H.E."}}, or null
 * @param honorificSuffix or null
 * @param gender or null
 * @param birthDate or null
 * @param deathDate or null
 * @param nationality whose citizen (Popolo {@code national_identity}), or null
 * @param summary a line about the person, or null
 * @param biography or null
 * @param image the address of a picture, or null
 * @param contactDetails how to reach the person in office
 * @param links pages about the person
 * @param details what an imported programme says of the person beside these fields, as it stands there; null for others
 */
public record Person(@NotNull LanguageMap name, @Size(max = 100) List<@NotNull @Valid OtherName> otherNames,
        @Size(max = 50) List<@NotNull @Valid Identifier> identifiers, LanguageMap familyName, LanguageMap givenName,
        LanguageMap additionalName, LanguageMap patronymicName, LanguageMap honorificPrefix, LanguageMap honorificSuffix,
        @Size(max = 50) String gender, Edtf birthDate, Edtf deathDate, Country nationality, LanguageMap summary,
        LanguageMap biography, String image, @Size(max = 50) List<@NotNull @Valid ContactDetail> contactDetails,
        @Size(max = 50) List<@NotNull @Valid Link> links,
        @Valid Details details) {

    /** The names in all their spellings, as they are searched. */
    @Stored("varchar")
    String nameKey() {
        return NameKey.text(Stream.concat(name.texts().values().stream(), otherNames.stream().map(OtherName::name)));
    }
}
