package org.tamga.mobility.visa;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;

/**
 * What one country asks of the holders of another's travel documents who come for certain purposes. It has a direction: the
 * way back is a regime of its own. Terms as in IATA's Timatic and ICAO Doc 9303.
 *
 * @param nationality whose documents
 * @param destination the country that is entered
 * @param documentType which documents; ordinary passports where nothing is said
 * @param purposesIn for which purposes it holds; empty is all
 * @param purposesOut for which it does not, beside those left out of purposesIn
 * @param requirement what is asked
 * @param limits of the stay; all of them hold at once
 * @param registrationWithinDays days from entry within which one registers with the authorities, or null
 * @param legalBasis the act it rests on, or null where the source names none
 * @param status whether it is applied, or null where that is not recorded otherwise than by the days in which it holds
 */
public record VisaRegime(@NotNull Country nationality, @NotNull Country destination, DocumentType documentType,
        @Size(max = 8) List<@NotNull Purpose> purposesIn, @Size(max = 8) List<@NotNull Purpose> purposesOut,
        @NotNull Requirement requirement, @Size(max = 20) List<@NotNull @Valid Limit> limits,
        @Min(1) @Max(3650) Integer registrationWithinDays, @Valid LegalBasis legalBasis, Status status) {

    public VisaRegime {
        documentType = documentType == null ? DocumentType.ORDINARY : documentType;
    }

    /** Kinds of travel documents. */
    public enum DocumentType {
        ORDINARY, SERVICE, DIPLOMATIC, TRAVEL_DOCUMENT
    }

    /** What one comes for. */
    public enum Purpose {
        TOURISM, BUSINESS, VISIT, TRANSIT, WORK, STUDY, MISSION, RESIDENCE
    }

    /** What is asked before or at the border; {@link #UNKNOWN} is an answer only, nothing is recorded with it. */
    public enum Requirement {
        FREEDOM_OF_MOVEMENT, VISA_FREE, ETA, VISA_ON_ARRIVAL, E_VISA, VISA_REQUIRED, NO_ADMISSION, UNKNOWN;

        /** True where no visa is needed; an electronic authorisation is none. */
        public boolean isWithoutVisa() {
            return this == FREEDOM_OF_MOVEMENT || this == VISA_FREE || this == ETA;
        }

        /** In an English sentence that begins small. */
        public String inWords() {
            return switch (this) {
                case FREEDOM_OF_MOVEMENT -> "there is freedom of movement.";
                case VISA_FREE -> "no visa is needed.";
                case ETA -> "an electronic authorisation is needed, which is no visa.";
                case VISA_ON_ARRIVAL -> "a visa is issued on arrival.";
                case E_VISA -> "an electronic visa is needed; whether it is granted, no record tells.";
                case VISA_REQUIRED -> "a visa is needed; whether it is granted, no record tells.";
                case NO_ADMISSION -> "nobody with this passport is admitted.";
                case UNKNOWN -> "no rule is recorded.";
            };
        }
    }

    /** Whether a regime is applied. */
    public enum Status {
        ANNOUNCED, IN_FORCE, SUSPENDED, ENDED
    }

    /**
     * How long one may stay, in calendar days of the destination.
     *
     * @param kind per entry, or in a window of days
     * @param days the most that are allowed
     * @param windowDays the window's length; none for a calendar year
     * @param windowKind how the window lies; {@code unknown} where the source does not say
     * @param countEntryDay false if the day of entry does not count; null is true
     * @param countExitDay false if the day of exit does not count; null is true
     */
    public record Limit(@NotNull Kind kind, @NotNull @Min(1) @Max(3650) Integer days, @Min(1) @Max(3650) Integer windowDays,
            WindowKind windowKind, Boolean countEntryDay, Boolean countExitDay) {

        public Limit {
            if (kind == Kind.PER_ENTRY && (windowDays != null || windowKind != null)) {
                throw new IllegalArgumentException("a limit per entry has no window");
            }
            if (kind == Kind.WINDOW) {
                windowKind = windowKind == null ? WindowKind.UNKNOWN : windowKind;
                if ((windowDays == null) != (windowKind == WindowKind.CALENDAR_YEAR)) {
                    throw new IllegalArgumentException("a window has windowDays, unless it is the calendar year");
                }
                if (days != null && windowDays != null && days > windowDays) {
                    throw new IllegalArgumentException("a window of " + windowDays + " days cannot hold " + days);
                }
            }
        }

        /** Such as {@code 30 days per entry}. */
        public String inWords() {
            return days + (kind == Kind.PER_ENTRY
                    ? " days per entry"
                    : windowDays == null ? " days in a calendar year" : " days in " + windowDays);
        }

        /** True if both limit the same: per entry, or the same window. */
        boolean limitsTheSame(Limit other) {
            return kind == other.kind && Objects.equals(windowDays, other.windowDays) && windowKind == other.windowKind;
        }
    }

    /** What a limit is counted over. */
    public enum Kind {
        PER_ENTRY, WINDOW
    }

    /** Where a window begins. */
    public enum WindowKind {
        /** Every day looks back over its own window. */
        ROLLING_BACKWARD,
        /** A window begins with the first entry after the one before has run out. */
        ANCHORED_FIRST_ENTRY,
        CALENDAR_YEAR,
        UNKNOWN
    }

    /**
     * The act that a regime rests on.
     *
     * @param kind between the two countries, of one side alone, or of a group of countries
     * @param act its title, or null
     * @param signedOn or null
     * @param inForceFrom or null
     */
    public record LegalBasis(@NotNull BasisKind kind, @Size(max = 500) String act, Edtf signedOn, Edtf inForceFrom) {}

    /** Who made an act. */
    public enum BasisKind {
        BILATERAL, UNILATERAL, REGIONAL
    }

    /** All purposes for which it holds. */
    Set<Purpose> purposes() {
        var purposes = purposesIn.isEmpty() ? EnumSet.allOf(Purpose.class) : EnumSet.copyOf(purposesIn);
        purposesOut.forEach(purposes::remove);
        return purposes;
    }

    /** True if it says for what purposes it holds. */
    boolean namesPurposes() {
        return !purposesIn.isEmpty() || !purposesOut.isEmpty();
    }

    /** True unless its status says that it is not applied. */
    boolean isInForce() {
        return status == null || status == Status.IN_FORCE;
    }

    /** True if both hold for some purpose. */
    boolean sharesPurposeWith(VisaRegime other) {
        return !Collections.disjoint(purposes(), other.purposes());
    }

    /**
     * True if two regimes surely rest on different acts. An act that is not named may be any of its kind; a source that names
     * no legal basis at all, such as a data set, is a basis of its own.
     */
    boolean restsOnOtherBasisThan(VisaRegime other) {
        if (legalBasis == null || other.legalBasis == null) {
            return legalBasis != other.legalBasis;
        }
        return legalBasis.kind != other.legalBasis.kind
                || legalBasis.act != null && other.legalBasis.act != null && !legalBasis.act.equals(other.legalBasis.act);
    }

    /** Limits that limit the same as one before them, by their place in the list. */
    Stream<Integer> repeatedLimits() {
        var seen = new HashSet<Limit>();
        return Stream.iterate(0, i -> i < limits.size(), i -> i + 1).filter(i -> {
            var repeated = seen.stream().anyMatch(limits.get(i)::limitsTheSame);
            seen.add(limits.get(i));
            return repeated;
        });
    }
}
