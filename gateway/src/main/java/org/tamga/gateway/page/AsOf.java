package org.tamga.gateway.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

import jakarta.ws.rs.core.UriInfo;

import org.tamga.commons.problem.Problem;

/** The pair of times that a page is of, as its address and its form have them; empty for today and now. */
public record AsOf(String validAt, String knownAt) {

    /** Today, and what is known now. */
    public static final AsOf NOW = new AsOf("", "");

    /** The pair of a request; a 400 where one of them is no day or no instant, or the instant is still to come. */
    public static AsOf of(UriInfo uri) {
        var parameters = uri.getQueryParameters();
        return of(parameters.getFirst("validAt"), parameters.getFirst("knownAt"));
    }

    /** The pair as somebody gives it; null and empty mean today and now. */
    public static AsOf of(String validAt, String knownAt) {
        var day = text(validAt);
        var instant = text(knownAt);
        return new AsOf(day.isEmpty() ? "" : day(day).toString(), instant.isEmpty() ? "" : past(instant(instant)).toString());
    }

    private static String text(String parameter) {
        return Optional.ofNullable(parameter).orElse("").strip();
    }

    private static LocalDate day(String text) {
        try {
            return inRange(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw Problem.invalidParameter("validAt", "\"" + text + "\" is not a day such as 2025-12-17.");
        }
    }

    private static Instant instant(String text) {
        try {
            return written(text);
        } catch (DateTimeException e) {
            throw Problem.invalidParameter("knownAt", "\"" + text + "\" is not an instant such as 2026-01-10T00:00:00Z.");
        }
    }

    /**
     * The instant that somebody gives. A browser's control gives no offset; it is UTC then. A plus sign that was not escaped
     * arrives as a space.
     *
     * @throws DateTimeException if it is none, or in none of the record's years
     */
    public static Instant written(String text) {
        var written = text.replace(' ', '+');
        return inRange(written.matches("[^T]*T[^Z+-]*")
                ? LocalDateTime.parse(written).atOffset(ZoneOffset.UTC)
                : OffsetDateTime.parse(written).withOffsetSameInstant(ZoneOffset.UTC)).toInstant();
    }

    /**
     * The time itself, if it is in the years that the record has.
     *
     * @throws DateTimeException if its year is not one of 1 to 9999
     */
    public static <T extends TemporalAccessor> T inRange(T time) {
        var year = time.get(ChronoField.YEAR);
        if (year < 1 || year > 9999) {
            throw new DateTimeException("the year " + year + " is none of the record's");
        }
        return time;
    }

    private static Instant past(Instant knownAt) {
        if (knownAt.isAfter(Instant.now())) {
            throw Problem.invalidParameter("knownAt", "What will be known then is not known yet.");
        }
        return knownAt;
    }

    /** True for today as it is known now. */
    public boolean isNow() {
        return equals(NOW);
    }

    /** The day in the world. */
    public LocalDate day() {
        return validAt.isEmpty() ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(validAt);
    }

    /** As parameters of an address, each with an ampersand before it. */
    public String parameters() {
        return (validAt.isEmpty() ? "" : "&validAt=" + validAt) + known();
    }

    /** The known time alone, likewise. */
    public String known() {
        return knownAt.isEmpty() ? "" : "&knownAt=" + URLEncoder.encode(knownAt, StandardCharsets.UTF_8);
    }

    /** The known time as a browser's control takes it: to the millisecond, and never before what the page shows. */
    public String knownAtInput() {
        return knownAt.isEmpty() ? "" : input(Instant.parse(knownAt));
    }

    /** The same for any instant. */
    public static String input(Instant known) {
        var millisecond = known.truncatedTo(ChronoUnit.MILLIS);
        return (millisecond.equals(known) ? known : millisecond.plusMillis(1)).toString().replace("Z", "");
    }
}
