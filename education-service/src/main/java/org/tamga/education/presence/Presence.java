package org.tamga.education.presence;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.education.naming.Words;
import org.tamga.education.value.Relation;
import org.tamga.record.Citation;
import org.tamga.record.Stored;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What institutions of one country have in another (transnational education).
 *
 * @param homeIds the institutions whose it is; empty where no source names them
 * @param homeCountry where they stand, if no source names them; otherwise it follows from {@code homeIds}
 * @param hostCountry where it is
 * @param hostCity where it is, or null
 * @param hostPartnerId the institution of the host country with which it is run, or null
 * @param kind what it is recorded as
 * @param criteria what is known of the four criteria of a branch campus, or null for nothing
 * @param milestones what it has reached, in their order
 * @param capacity students that it is built for, or null
 * @param intakes students who began
 */
public record Presence(@Size(max = 50) List<@NotNull UUID> homeIds, Country homeCountry, @NotNull Country hostCountry,
        @Size(max = 200) String hostCity, UUID hostPartnerId, @NotNull Kind kind, @Valid Criteria criteria,
        @Size(max = 50) List<@NotNull @Valid Milestone> milestones, @PositiveOrZero Integer capacity,
        @Size(max = 200) List<@NotNull @Valid Intake> intakes) {

    /** What a presence is recorded as. */
    public enum Kind {
        BRANCH_CAMPUS, JOINT_UNIVERSITY, JOINT_SCHOOL, FRANCHISE, REPRESENTATION, CENTRE
    }

    /**
     * The four criteria of an international branch campus, after the Cross-Border Education Research Team (C-BERT). Each may be
     * null, as if unknown.
     *
     * @param foreignOwned owned, at least in part, by a foreign institution
     * @param inForeignName run in the foreign institution's name
     * @param entireProgrammeOnSite a whole programme is taught, substantially on site
     * @param degreeByForeign it leads to a degree of the foreign institution
     */
    public record Criteria(@Valid Criterion foreignOwned, @Valid Criterion inForeignName,
            @Valid Criterion entireProgrammeOnSite,
            @Valid Criterion degreeByForeign) {}

    /**
     * Whether a criterion is met.
     *
     * @param value what the sources say
     * @param sources where they say it; empty where they are the record's own
     */
    public record Criterion(@NotNull Finding value, @Size(max = 20) List<@NotNull @Valid Citation> sources) {}

    /** Whether something is so. */
    public enum Finding {
        TRUE, FALSE, UNKNOWN;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Finding of(Object given) {
            return switch (given.toString()) {
                case "true" -> TRUE;
                case "false" -> FALSE;
                case "unknown" -> UNKNOWN;
                default -> throw new IllegalArgumentException("is one of true, false, unknown");
            };
        }
    }

    /** Something that a presence reached, and when (EDTF). */
    public record Milestone(@NotNull MilestoneType type, @NotNull Edtf on) {}

    /** What a presence can reach, in the order in which it does; once opened it may be suspended, and opened again. */
    public enum MilestoneType {
        PROPOSED, AGREED, LICENSED, OPENED, FIRST_GRADUATES, SUSPENDED, CLOSED
    }

    /** Students who began; a relation that is null is exactly. */
    public record Intake(@NotNull Edtf on, Relation relation, @NotNull @PositiveOrZero Integer value) {}

    /** The words of its city, for a search in any script; the names of its institutions are theirs. */
    @Stored("text[]")
    String nameWords() {
        return Words.array(Stream.ofNullable(hostCity));
    }

    /** The days on which it is surely open if all is as it is recorded, as PostgreSQL writes a datemultirange. */
    @Stored("datemultirange")
    String openDays() {
        return Milestones.openDays(milestones);
    }
}
