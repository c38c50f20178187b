package org.tamga.mobility.connection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.tamga.commons.value.Country;
import org.tamga.mobility.airport.Days;
import org.tamga.mobility.visa.Answer;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;

/**
 * How one gets from one place to another.
 *
 * @param items the journeys that no other beats in both time and number of legs, the fewest legs first
 * @param nextServiceOn where there is none: the next day on which one begins, after the wished departure or arrival
 * @param searchedUntil where no such day was found: the day up to which it was looked for; null where no schedule that is recorded
 *        for later days could bring one
 * @param reason where there is none: why
 */
public record ConnectionAnswer(List<Journey> items, LocalDate nextServiceOn, LocalDate searchedUntil, Reason reason) {

    /** The one to take: the first with no visa for where one lands on the way, else the first. */
    public Optional<Journey> best() {
        return items.stream().filter(journey -> journey.visaNotes().stream().allMatch(VisaNote::lets)).findFirst()
                .or(() -> items.stream().findFirst());
    }

    /** Why there is no journey. */
    public enum Reason {
        /** No schedule of the one place or of the other is recorded for those days: nobody knows. */
        NO_SCHEDULE_RECORDED,
        /** By what is recorded, there is none. */
        NO_CONNECTION
    }

    /**
     * A journey.
     *
     * @param departure local, with its offset; in UTC where the record tells no local time there
     * @param arrival local, with its offset; in UTC where the record tells no local time there
     * @param durationMinutes from departure to arrival
     * @param legs in the order of travel
     * @param transfers how often one changes planes; to stay on board for the next leg of the same flight is no change
     * @param visaNotes what the places where one lands on the way ask of the nationalities that were named
     */
    public record Journey(OffsetDateTime departure, OffsetDateTime arrival, long durationMinutes, List<Leg> legs, int transfers,
            List<VisaNote> visaNotes) {

        /** On which day it leaves, where it begins. */
        public Days leaves() {
            return Days.of(legs.get(0).departureLocal(), legs.get(0).departureUtc());
        }

        /** On which day it arrives, where it ends. */
        public Days arrives() {
            var last = legs.get(legs.size() - 1);
            return Days.of(last.arrivalLocal(), last.arrivalUtc());
        }
    }

    /**
     * A flight from one landing to the next.
     *
     * @param from IATA code on that day
     * @param to IATA code on that day
     * @param departureLocal with its offset; where the airport's zone is not recorded, the one that the schedule declares, else null
     * @param departureUtc the same instant
     * @param departureZone of the airport, or null
     * @param arrivalLocal with its offset; where the airport's zone is not recorded, the one that the schedule declares, else null
     * @param arrivalUtc the same instant
     * @param arrivalZone of the airport, or null
     * @param carrier the airline's designator
     * @param flight such as {@code KC909}
     * @param codeshares other numbers under which it is sold
     * @param scheduleId the flight schedule that says so
     * @param sources of that schedule
     */
    public record Leg(String from, String to, OffsetDateTime departureLocal, Instant departureUtc, ZoneId departureZone,
            OffsetDateTime arrivalLocal, Instant arrivalUtc, ZoneId arrivalZone, String carrier, String flight,
            List<String> codeshares, UUID scheduleId, List<Citation> sources) {

        /** In local time; in UTC where the record tells none. */
        public OffsetDateTime departure() {
            return departureLocal == null ? departureUtc.atOffset(ZoneOffset.UTC) : departureLocal;
        }

        /** In local time; in UTC where the record tells none. */
        public OffsetDateTime arrival() {
            return arrivalLocal == null ? arrivalUtc.atOffset(ZoneOffset.UTC) : arrivalLocal;
        }
    }

    /**
     * What a country asks of those who change planes there, or stay on board.
     *
     * @param airport where one lands
     * @param country its country; null where it is not recorded, and so no rule
     * @param isOnBoard true where one stays on board for the next leg of the same flight; rules of transit may apply nevertheless
     * @param nationality whose document
     * @param on the day of arrival there
     * @param requirement of the effective rule for transit; unknown where none is recorded
     * @param regimeIds the regimes it comes from
     * @param confidence of the leading regime, or null
     * @param sources of those regimes
     */
    public record VisaNote(String airport, Country country, boolean isOnBoard, Country nationality, LocalDate on,
            Requirement requirement,
            List<UUID> regimeIds, Confidence confidence, List<Citation> sources) {

        /** In words, such as {@code KZ (ALA)}. */
        public String place() {
            return country == null ? airport + ", whose country is not recorded" : country + " (" + airport + ")";
        }

        /** True if it surely asks for no visa. */
        public boolean lets() {
            return requirement.isWithoutVisa();
        }

        /** Whether one gets through. Who may not may come another way, which no record rules out. */
        public Answer answer() {
            return !lets() ? Answer.UNKNOWN : confidence == Confidence.DISPUTED ? Answer.DISPUTED : Answer.YES;
        }
    }
}
