package org.tamga.events.format;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.NameKey;
import org.tamga.record.Stored;

/**
 * A lasting frame in which countries or organisations meet, such as C5+K.
 *
 * @param code what everybody calls it; unique
 * @param name in languages
 * @param kind who meets in it
 * @param parentCode the format of which it is a part, or null
 * @param members who belongs to it, and when
 * @param levels at which rank it meets, and since when
 * @param tracks what goes on in it beside the meetings
 */
public record Format(@NotBlank @Size(max = 50) String code, @NotNull LanguageMap name, @NotNull Kind kind, String parentCode,
        @Size(max = 300) List<@NotNull @Valid Member> members, @Size(max = 50) List<@NotNull @Valid Level> levels,
        @Size(max = 50) List<@NotNull @Valid Track> tracks) {

    /** Who meets. */
    public enum Kind {
        INTERGOVERNMENTAL, SUBNATIONAL, BUSINESS, ACADEMIC
    }

    /**
     * A country or an organisation that belongs to a format.
     *
     * @param country or null
     * @param organisationId or null
     * @param role such as {@code member}, {@code partner}, {@code observer}
     * @param validFrom the first day, or null where it is the format's
     * @param validTo the first day after, or null where it is the format's
     */
    public record Member(Country country, UUID organisationId, @Size(max = 100) String role, LocalDate validFrom,
            LocalDate validTo) {

        public Member {
            if ((country == null) == (organisationId == null)) {
                throw new IllegalArgumentException("is either a country or an organisationId");
            }
            requireOrder(validFrom, validTo);
        }
    }

    /**
     * A rank at which a format meets.
     *
     * @param level the rank
     * @param validFrom the first day, or null where it is not known
     * @param validTo the first day after, or null
     */
    public record Level(@NotNull Rank level, LocalDate validFrom, LocalDate validTo) {

        public Level {
            requireOrder(validFrom, validTo);
        }
    }

    /** How high those who meet stand, the highest first. */
    public enum Rank {
        HEADS_OF_STATE, HEADS_OF_GOVERNMENT, MINISTERS, DEPUTY_MINISTERS, SENIOR_OFFICIALS, EXPERTS
    }

    /**
     * What goes on in a format beside its meetings.
     *
     * @param kind among whom
     * @param ledBy the organisation that leads it, or null
     */
    public record Track(@NotNull TrackKind kind, UUID ledBy) {}

    /** Among whom a track is. */
    public enum TrackKind {
        PARLIAMENTARY, EXPERT, CHAMBERS, SUBNATIONAL
    }

    private static void requireOrder(LocalDate from, LocalDate to) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("validTo must be after validFrom");
        }
    }

    /** The code and the names as they sound, to be found in whichever script they are asked for. */
    @Stored("varchar")
    String nameKey() {
        return NameKey.text(Stream.concat(Stream.of(code), name.texts().values().stream()));
    }
}
