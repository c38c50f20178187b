package org.tamga.events.session;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.LanguageMap;
import org.tamga.commons.value.LanguageTag;
import org.tamga.events.value.Details;

/**
 * A part of a gathering's programme.
 *
 * @param code what the programme calls it, or null
 * @param title what it is called
 * @param startsAt with the offset that the programme gives, or null where its time is not known
 * @param kind what happens in it
 * @param endsAt the first instant after it, or null where that is not known
 * @param room or null
 * @param track the strand of the programme to which it belongs, or null
 * @param position its place in the programme, from 0, where times do not tell, or null
 * @param summary a line or two about it, or null
 * @param description more about it, or null
 * @param language in which it is held, or null
 * @param url its page, or null
 * @param details what an imported programme says beside these fields, as it stands there; null for others
 */
public record Session(@Size(max = 100) String code, @NotNull LanguageMap title, OffsetDateTime startsAt, @NotNull Kind kind,
        OffsetDateTime endsAt, @Size(max = 200) String room, @Size(max = 200) String track, @PositiveOrZero Integer position,
        LanguageMap summary, LanguageMap description, @LanguageTag String language, String url,
        @Valid Details details) {

    public Session {
        requireYear(startsAt);
        requireYear(endsAt);
        if (endsAt != null && (startsAt == null || !endsAt.isAfter(startsAt))) {
            throw new IllegalArgumentException("endsAt must be after startsAt");
        }
    }

    /** What happens in it. */
    public enum Kind {
        PLENARY,
        PANEL,
        KEYNOTE,
        QA,
        CEREMONY,
        BREAK,
        /** What an imported programme calls otherwise; the details say how. */
        OTHER
    }

    /** The day on which it starts, where the gathering is; null where its time is not known. */
    LocalDate firstDay(ZoneId zone) {
        return startsAt == null ? null : day(startsAt, zone);
    }

    /** The day on which its last moment lies; the first day where its end is not known. */
    LocalDate lastDay(ZoneId zone) {
        return endsAt == null ? firstDay(zone) : day(endsAt.minusNanos(1), zone);
    }

    /** @param zone null where only the time's own offset tells */
    private static LocalDate day(OffsetDateTime time, ZoneId zone) {
        return zone == null ? time.toLocalDate() : time.atZoneSameInstant(zone).toLocalDate();
    }

    private static void requireYear(OffsetDateTime time) {
        if (time != null && (time.getYear() < 1 || time.getYear() > 9999)) {
            throw new IllegalArgumentException("startsAt and endsAt must lie in the years 0001 to 9999");
        }
    }
}
