package org.tamga.mobility.connection;

import java.util.List;

/**
 * All that is worth flying from one place to another in a week.
 *
 * @param week ISO 8601, such as {@code 2026-W10}, in UTC
 * @param items the journeys that leave in it and that no other beats in departure, arrival and number of legs, the first to leave
 *        first
 * @param isCut true if there may be more, later in the week
 * @param reason where there is none: why
 */
public record WeekProfile(String week, List<ConnectionAnswer.Journey> items, boolean isCut, ConnectionAnswer.Reason reason) {}
