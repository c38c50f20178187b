package org.tamga.mobility.access;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.visa.Answer;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRequirement;
import org.tamga.record.measure.Completeness;
import org.tamga.record.measure.Reading;

/**
 * How those who are invited to a gathering get there, as the record knows it now: kept current, and announced when it changes.
 *
 * @param gatheringId the gathering, events-service's record
 * @param title what it is called
 * @param country where it is held, or null where that is not known
 * @param startsOn its first day as it is recorded, or null
 * @param endsOn its last day, likewise
 * @param place what the journeys lead to: IATA's code of its city, or those of its airports, with commas, where any is recorded, else the country;
 *        or null
 * @param on the day that the answers are for: the first that the beginning can mean, else the last that it or the end can mean;
 *        null where neither is known
 * @param until the last day, likewise
 * @param invited one answer for each invited country, in the order of their codes
 * @param recordedAt when it was found
 */
public record AccessReport(@NotNull UUID gatheringId, @NotNull LanguageMap title, Country country, Edtf startsOn, Edtf endsOn,
        String place, LocalDate on, LocalDate until, @NotNull List<Invited> invited, @NotNull Instant recordedAt) {

    /**
     * What there is for one invited country.
     *
     * @param nationality which
     * @param verdict of all its reasons together
     * @param reasons what the verdict is made of, each with its proof
     * @param visa the rule for a guest's ordinary passport on business, on the day of the journey's arrival, else on the first day; null
     *        where the place or day is not known
     * @param directFlights what is known of direct flights between the two countries in that week, likewise
     * @param journeys the best ways there before the first day and back after the last, as far as schedules are recorded; none where
     *        those days are not recorded to the day
     */
    public record Invited(@NotNull Country nationality, @NotNull Answer verdict, @NotNull List<Reason> reasons,
            VisaRequirement visa, DirectFlights directFlights, @NotNull List<Journey> journeys) {}

    /** Where one travels. */
    public enum Direction {
        THERE, BACK
    }

    /**
     * A journey from or to any airport of the invited country.
     *
     * @param departure local, with its offset
     * @param arrival local, with its offset
     * @param legs in the order of travel
     * @param transits what the countries where one changes ask of that nationality
     */
    public record Journey(@NotNull Direction direction, @NotNull OffsetDateTime departure, @NotNull OffsetDateTime arrival,
            @NotNull List<Leg> legs, @NotNull List<Transit> transits) {}

    /** A flight, by the codes of its airports and its own, and the schedule that says so. */
    public record Leg(@NotNull String from, @NotNull String to, @NotNull OffsetDateTime departure,
            @NotNull OffsetDateTime arrival, @NotNull String flight, @NotNull UUID scheduleId) {}

    /** What a country asks of those who change planes there, and the regimes that say so. */
    public record Transit(@NotNull String airport, @NotNull Country country, @NotNull Requirement requirement,
            @NotNull List<UUID> regimeIds) {}

    /** One thing that must be so, in English, and the address of what shows it; null where nothing does. */
    public record Reason(@NotNull Answer answer, @NotNull String because, String evidence) {}

    /** Direct flights a week between two countries; null where no number counts. */
    public record DirectFlights(BigDecimal perWeek, Completeness completeness, List<Reading.Part> breakdown, String evidence) {}
}
