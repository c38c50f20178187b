package org.tamga.mobility.airport;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * The days, at a place, on which something may be: a single one where it is known in which zone.
 *
 * @param first the earliest
 * @param last the latest, not before the first
 */
public record Days(LocalDate first, LocalDate last) {

    /** Where a day begins first, and where last. */
    public static final List<ZoneOffset> ANYWHERE = List.of(ZoneOffset.ofHours(14), ZoneOffset.ofHours(-12));

    /** That day alone. */
    public static Days of(LocalDate day) {
        return new Days(day, day);
    }

    /**
     * Those of an instant.
     *
     * @param zones any of which may be the place's; at least one
     */
    public static Days of(Instant instant, List<? extends ZoneId> zones) {
        var days = zones.stream().map(zone -> LocalDate.ofInstant(instant, zone)).sorted().toList();
        return new Days(days.get(0), days.get(days.size() - 1));
    }

    /**
     * Those of an instant of which the local time may be known.
     *
     * @param local or null where the record tells no local time there
     */
    public static Days of(OffsetDateTime local, Instant instant) {
        return local == null ? of(instant, ANYWHERE) : of(local.toLocalDate());
    }

    /** Each of them, in order. */
    public Stream<LocalDate> each() {
        return first.datesUntil(last.plusDays(1));
    }
}
