package org.tamga.mobility.frequency;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

import org.tamga.record.Citation;

/**
 * A published number beside the schedules of a week.
 *
 * @param frequencyId the number's record
 * @param published what is published
 * @param week of the ISO calendar
 * @param verdict whether the schedules agree
 * @param difference the schedules' number less the published one, in the sense that the source states; null where it states none
 *        or what is scheduled in it is not known
 * @param readings what the schedules come to in each sense that the number may have; none for flights of no stated period
 * @param pairs the schedules by pair of cities, both ways
 * @param sources of the schedules
 */
public record FrequencyCheck(UUID frequencyId, FlightFrequency published, String week, Verdict verdict, BigDecimal difference,
        List<Reading> readings, List<ScheduledPair> pairs, List<Citation> sources) {

    /** Whether the schedules agree. */
    public enum Verdict {
        /** In a sense that the number may have. */
        AGREES,
        /** In no sense that the number may have. */
        DIFFERS,
        /** No schedule of what it counts is recorded for that week, or the source does not state of what period its number is. */
        UNKNOWN
    }

    /** A sense that a number of flights may have. */
    public enum Sense {
        FLIGHTS_PER_WEEK_ONE_WAY, FLIGHTS_PER_WEEK_BOTH_WAYS, ROUTES
    }

    /**
     * What the schedules come to in one sense.
     *
     * @param scheduled null where no schedule of a way that it counts is recorded for that week
     * @param agrees whether that is the published number; null where it is not known
     */
    public record Reading(Sense sense, BigDecimal scheduled, Boolean agrees) {

        static Reading of(Sense sense, BigDecimal scheduled, BigDecimal published) {
            return new Reading(sense, scheduled, scheduled == null ? null : scheduled.compareTo(published) == 0);
        }

        BigDecimal less(BigDecimal published) {
            return scheduled == null ? null : scheduled.subtract(published);
        }
    }

    /** The scheduled flights of the week from one city to another. */
    public record ScheduledPair(String from, String to, int perWeek, List<String> carriers, List<UUID> scheduleIds) {}
}
