package org.tamga.mobility.route;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

import org.tamga.record.Citation;

/**
 * Direct passenger service between two cities, whichever way, by the schedules that are recorded: data of the events on
 * {@code mobility.route}. It opens with its first flight and closes after its last one. Days without a flight of less than four
 * weeks, as between two timetables or the flights of a week, interrupt nothing.
 *
 * @param cities the two, by IATA's codes of their metropolitan areas, or of the airports where they have none; sorted
 * @param countries where they lie, as far as it is recorded
 * @param isOpen whether it is served today, by what is recorded
 * @param on the day on which it opened or closed: that of the first flight, or the first one after the last flight; null where it
 *        did neither
 * @param before the days on which it was served by what was announced before, in order
 * @param after the days on which it is served by what is recorded now, in order; also those to come
 * @param scheduleIds the schedules that say so, of those with the first or the last flight where it opened or closed; at most 20
 * @param sources what is cited for them; at most 20
 * @param recordedAt when it was found
 */
public record Route(@NotNull List<String> cities, @NotNull SortedSet<String> countries, @NotNull Boolean isOpen, LocalDate on,
        @NotNull List<Served> before, @NotNull List<Served> after, @NotNull List<UUID> scheduleIds,
        @NotNull List<Citation> sources, @NotNull Instant recordedAt) {

    /**
     * Days on which there is service.
     *
     * @param validFrom the day of the first flight
     * @param validTo the first day after the last one; null where none is known to be the last
     */
    public record Served(@NotNull LocalDate validFrom, LocalDate validTo) {

        boolean isOn(LocalDate day) {
            return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
        }
    }

    /** What is known of a route now: the state of its key. */
    record State(List<String> cities, SortedSet<String> countries, boolean isOpen, List<Served> served, List<UUID> scheduleIds,
            List<Citation> sources, Instant recordedAt, long sequence) {}
}
