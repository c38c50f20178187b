package org.tamga.mobility.connection;

import java.time.LocalDate;
import java.util.List;

/**
 * All that is worth flying from one place to another in a week.
 *
 * @param week ISO 8601, such as {@code 2026-W10}, in UTC
 * @param items the journeys that leave in it and that no other beats in departure, arrival and number of legs, the first to leave
 *        first
 * @param isCut true if there may be more, later in the week
 * @param nextServiceOn where there is none: the next day after the week on which one begins
 * @param searchedUntil where no such day was found: the day up to which it was looked for; null where no schedule that is recorded
 *        for later days could bring one
 * @param reason where there is none: why
 */
public record WeekProfile(String week, List<ConnectionAnswer.Journey> items, boolean isCut, LocalDate nextServiceOn,
        LocalDate searchedUntil, ConnectionAnswer.Reason reason) {}
