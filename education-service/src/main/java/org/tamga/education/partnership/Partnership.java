package org.tamga.education.partnership;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageTag;
import org.tamga.education.naming.Words;
import org.tamga.education.value.AcademicYear;
import org.tamga.education.value.IscedF;
import org.tamga.record.Interval;
import org.tamga.record.Stored;

/**
 * What institutions agreed to do together.
 *
 * @param parties at least two
 * @param type what kind of partnership it is
 * @param signedOn or null
 * @param inEffect when it is in effect, as an EDTF interval such as {@code 2024-09-01/..}; null where it takes effect by its
 *        signing, or where that is not recorded
 * @param conditions what is agreed on mobility, as in Erasmus Without Paper's interinstitutional agreements (IIA v7)
 * @param terminatedOn the first day on which it was no longer in effect because somebody ended it, or null
 * @param gatheringId the gathering of events-service at which it was signed, or null
 * @param heldBy the party whose copy of the agreement this is, where each keeps its own as in Erasmus Without Paper; or null
 * @param copyOf the partnership whose copy this is, as another party keeps it; null for the one that counts
 */
public record Partnership(
        @NotNull @Size(min = 2, max = 200, message = "has at least two parties, and at most 200") List<@NotNull @Valid Party> parties,
        @NotNull Type type, Edtf signedOn, Edtf inEffect, @Size(max = 500) List<@NotNull @Valid MobilityCondition> conditions,
        Edtf terminatedOn, UUID gatheringId, UUID heldBy, UUID copyOf) {

    /** What kind of partnership it is. */
    public enum Type {
        MOU, INTERINSTITUTIONAL_AGREEMENT, JOINT_PROGRAMME, DUAL_DEGREE, RESEARCH_CENTRE, CONSORTIUM
    }

    /**
     * A recorded institution, or another organisation by name.
     *
     * @param country of an organisation, or null; an institution's is its own record's
     * @param role such as {@code coordinator}, or null
     */
    public record Party(UUID institutionId, @Size(max = 500) String organisation, Country country,
            @Size(max = 100) String role) {

        public Party {
            if (institutionId == null == (organisation == null || organisation.isBlank())) {
                throw new IllegalArgumentException("has either an institutionId or an organisation");
            }
            if (institutionId != null && country != null) {
                throw new IllegalArgumentException("needs no country: the institution's record has it");
            }
        }

        /** How conditions name it. */
        String name() {
            return institutionId == null ? organisation : institutionId.toString();
        }
    }

    /**
     * What is agreed on the mobility of one kind of people in one direction.
     *
     * @param kind who moves, and what for
     * @param sender the party that sends: its institutionId or organisation
     * @param receiver the party that receives
     * @param academicYearFrom the first academic year
     * @param academicYearTo the last academic year
     * @param placesPerYear people a year
     * @param monthsPerYear months a year for all of them together
     * @param iscedF field of education
     * @param eqf level of the European Qualifications Framework
     * @param language of the teaching
     * @param cefr level of the language in the Common European Framework of Reference
     * @param blended true if partly at a distance
     */
    public record MobilityCondition(@NotNull ConditionKind kind, @NotBlank @Size(max = 500) String sender,
            @NotBlank @Size(max = 500) String receiver, @AcademicYear String academicYearFrom,
            @AcademicYear String academicYearTo, @PositiveOrZero Integer placesPerYear,
            @PositiveOrZero BigDecimal monthsPerYear, @IscedF String iscedF, @Min(1) @Max(8) Integer eqf,
            @LanguageTag String language,
            @Pattern(regexp = "[A-C][12]", message = "is not a level of the CEFR, A1 to C2") String cefr, Boolean blended) {}

    /** Who moves, and what for. */
    public enum ConditionKind {
        STUDENT_STUDIES, TRAINEESHIP, STAFF_TEACHING, STAFF_TRAINING
    }

    /** The words of its organisations' names, for a search in any script; those of institutions are theirs. */
    @Stored("text[]")
    String nameWords() {
        return Words.array(parties.stream().map(Party::organisation).filter(Objects::nonNull));
    }

    /**
     * The day from which it counts as signed: by which it surely is or, where that is open, the first on which it can have been. Null
     * where no date says so.
     */
    LocalDate signed() {
        return signedOn == null ? null : Objects.requireNonNullElseGet(signedOn.latest(), signedOn::earliest);
    }

    /** The first day on which it can have been terminated; null where no date says so. */
    LocalDate terminated() {
        return terminatedOn == null ? null : terminatedOn.earliest();
    }

    /**
     * The days on which it is in effect, as PostgreSQL writes a daterange: from the beginning of its interval, else from the day by
     * which it is surely signed or, where that is open, from the first on which it can have been; up to the interval's end or its
     * termination. Null where no date says so.
     */
    @Stored("daterange")
    String effectiveDays() {
        if (inEffect == null && signedOn == null) {
            return null;
        }
        var from = inEffect == null ? signed() : inEffect.earliest();
        var to = inEffect == null || inEffect.latest() == null ? null : inEffect.latest().plusDays(1);
        var end = terminated();
        var until = to == null || end != null && end.isBefore(to) ? end : to;
        var never = from != null && until != null && !from.isBefore(until);
        return never ? "empty" : new Interval(from, until).toRange();
    }

    /** Every beginning of every field of education in the conditions, so that an index finds 0613 by 06, too. */
    @Stored("text[]")
    String iscedBeginnings() {
        var beginnings = new TreeSet<String>();
        for (var condition : conditions) {
            for (int i = 1; condition.iscedF() != null && i <= condition.iscedF().length(); i++) {
                beginnings.add(condition.iscedF().substring(0, i));
            }
        }
        return "{" + String.join(",", beginnings) + "}";
    }
}
