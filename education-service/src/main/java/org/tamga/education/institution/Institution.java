package org.tamga.education.institution;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.commons.value.LanguageTag;
import org.tamga.education.naming.Words;
import org.tamga.record.NameKey;
import org.tamga.record.NameSearch;
import org.tamga.record.Stored;

/**
 * A university, college, institute or school, or a branch of one.
 *
 * @param identifiers what registers call it
 * @param names official ones, aliases, acronyms and former ones; at least one
 * @param country where it stands
 * @param city where it stands, or null
 * @param kind what it is
 * @param establishedYear or null
 * @param status whether it works; null where that is not known
 * @param relations to other institutions; only one side needs to say it, the other shows it as {@code reciprocalRelations}
 * @param domains of its pages and addresses
 */
public record Institution(@Size(max = 50) List<@NotNull @Valid Identifier> identifiers,
        @NotEmpty @Size(max = 100) List<@NotNull @Valid Name> names, Country country, @Size(max = 200) String city,
        @NotNull Kind kind, @Min(800) @Max(2200) Integer establishedYear, Status status,
        @Size(max = Institution.MOST_RELATIONS) List<@NotNull @Valid Relation> relations,
        @Size(max = 50) List<@NotNull @Pattern(regexp = Institution.DOMAIN, message = "is not a domain name in lower case such as korkyt.kz") String> domains) {

    /** The largest of ROR, such as a national centre of research with its laboratories, have well above a thousand. */
    static final int MOST_RELATIONS = 2000;

    static final String DOMAIN = "([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]";

    /** True for a domain name in lower case. */
    static boolean isDomain(String text) {
        return text.matches(DOMAIN);
    }

    /** The names as they are searched. */
    @Stored("varchar")
    String nameText() {
        return NameSearch.text(names.stream().map(Name::text));
    }

    /** What the words of its names mean or sound like, in whichever language and script, as PostgreSQL writes an array. */
    @Stored("text[]")
    String nameWords() {
        return Words.array(names.stream().map(Name::text));
    }

    /** The names as they sound together, for who misspells one. */
    @Stored("varchar")
    String nameKey() {
        return NameKey.text(names.stream().map(Name::text));
    }

    /** Its first official name in the first of the preferred languages that there is one in; else its first name. */
    public String displayName() {
        var official = names.stream().filter(name -> name.type() == NameType.OFFICIAL).toList();
        return LanguageMap.PREFERRED.stream()
                .flatMap(lang -> official.stream().filter(name -> lang.equals(name.lang()))).findFirst()
                .orElseGet(() -> official.isEmpty() ? names.get(0) : official.get(0)).text();
    }

    /** What an institution is. */
    public enum Kind {
        UNIVERSITY, COLLEGE, BRANCH, INSTITUTE, SCHOOL;

        /** What an institution is by its names, where no source says it otherwise: an institute, if they have no other word. */
        static Kind of(List<Name> names) {
            return Stream.of(BRANCH, UNIVERSITY, COLLEGE, SCHOOL)
                    .filter(kind -> names.stream().filter(name -> name.type() == NameType.OFFICIAL)
                            .anyMatch(name -> Words.of(name.text()).haveMeaning(kind.name().toLowerCase(Locale.ROOT))))
                    .findFirst().orElse(INSTITUTE);
        }
    }

    /** Whether it works. */
    public enum Status {
        ACTIVE, INACTIVE, PLANNED
    }

    /** A name with its language (BCP 47) and the time in which it was borne (EDTF). */
    public record Name(@NotBlank @Size(max = 500) String text, @LanguageTag String lang, @NotNull NameType type, Edtf validFrom,
            Edtf validTo) {}

    /** What kind of name it is. */
    public enum NameType {
        OFFICIAL, ALIAS, ACRONYM, FORMER
    }

    /** What a register calls an institution; blanks in an ISNI, which is printed with them, are left out. */
    public record Identifier(@NotNull IdentifierScheme scheme, @NotBlank @Size(max = 200) String value) {

        public Identifier {
            if (scheme == IdentifierScheme.ISNI && value != null) {
                value = value.replace(" ", "");
            }
        }
    }

    /**
     * What another institution is to this one.
     *
     * @param type {@code parent}: the other is this one's parent
     * @param institutionId the other
     * @param interval when it is so (EDTF), or null
     */
    public record Relation(@NotNull RelationType type, @NotNull UUID institutionId, Edtf interval) {}

    /** What one institution is to another. */
    public enum RelationType {
        PARENT, CHILD, SUCCESSOR, PREDECESSOR, RELATED;

        /** What this one is to the other, then. */
        RelationType reciprocal() {
            return switch (this) {
                case PARENT -> CHILD;
                case CHILD -> PARENT;
                case SUCCESSOR -> PREDECESSOR;
                case PREDECESSOR -> SUCCESSOR;
                case RELATED -> RELATED;
            };
        }
    }
}
