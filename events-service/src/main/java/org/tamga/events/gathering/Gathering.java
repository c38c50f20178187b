package org.tamga.events.gathering;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.commons.value.LanguageTag;
import org.tamga.events.value.Details;
import org.tamga.events.value.Sounds;
import org.tamga.record.Column;
import org.tamga.record.Interval;
import org.tamga.record.Stored;

/**
 * An occasion at which people meet and speak.
 *
 * @param title what it is called
 * @param aims what it is for, or null
 * @param topics what it is about, such as {@code trade}
 * @param classification what kind of occasion
 * @param formatCode the format in which it is held, or null
 * @param edition which one of its format, from 1, or null
 * @param parentId the gathering of which it is a part, or null
 * @param startsOn its first day as precisely as it is known, in local time; null where it is not known
 * @param endsOn its last day; null where it is not known, or the same
 * @param zone the IANA time zone in which its programme is written, or null
 * @param place where it is held, or null
 * @param attendanceMode whether people come together in a place, or null where it is not known
 * @param languages which are spoken
 * @param organisers who holds it
 * @param invited the countries invited to it
 * @param status what has become of it, or null where it is not known
 * @param references what other systems call it
 * @param details what an imported programme says beside these fields, as it stands there; null for others
 */
public record Gathering(@NotNull LanguageMap title, LanguageMap aims,
        @Size(max = 50) List<@NotBlank @Size(max = 100) String> topics, @NotNull Classification classification,
        String formatCode, @Positive Integer edition, @Column("within_id") UUID parentId, Edtf startsOn, Edtf endsOn,
        String zone, @Valid Place place, AttendanceMode attendanceMode,
        @Size(max = 50) List<@NotNull @LanguageTag String> languages,
        @Size(max = 100) List<@NotNull @Valid Organiser> organisers, @Size(max = 300) List<@NotNull Country> invited,
        Status status, @Size(max = 50) @Column("outside_references") List<@NotNull @Valid Reference> references,
        @Valid Details details) {

    /** What kind of occasion. */
    public enum Classification {
        SUMMIT, MINISTERIAL, FORUM, ROUNDTABLE, BUSINESS_FORUM, WORKING_GROUP, VISIT
    }

    /** Whether people come together in a place. */
    public enum AttendanceMode {
        OFFLINE, ONLINE, MIXED
    }

    /** What has become of it. */
    public enum Status {
        ANNOUNCED, SCHEDULED, POSTPONED, CANCELLED, HELD
    }

    /**
     * Where it is held.
     *
     * @param name the building or hall, or null
     * @param city or null
     * @param country or null
     * @param unlocode UN/LOCODE of the city, or null
     * @param lat degrees north, WGS 84, or null
     * @param lon degrees east, WGS 84, or null
     */
    public record Place(LanguageMap name, @Size(max = 200) String city, Country country,
            @Pattern(regexp = "[A-Z]{2} ?[A-Z2-9]{3}", message = "is not a UN/LOCODE such as KRSEL") String unlocode,
            @DecimalMin("-90") @DecimalMax("90") BigDecimal lat, @DecimalMin("-180") @DecimalMax("180") BigDecimal lon) {}

    /**
     * Who holds it.
     *
     * @param organisationId a recorded organisation
     * @param role such as {@code organiser}, {@code co-organiser}, {@code host}, or null
     */
    public record Organiser(@NotNull UUID organisationId, @Size(max = 100) String role) {}

    /**
     * What another system calls it, such as the {@code guid} of a frab schedule.
     *
     * @param scheme the system
     * @param value its name there
     * @param url its page there, or null
     */
    public record Reference(@NotBlank @Size(max = 100) String scheme, @NotBlank @Size(max = 500) String value,
            @Size(max = 2000) String url) {}

    /** The days on which it can take place; null where nothing is known of them. */
    public Interval possibleDays() {
        if (startsOn == null && endsOn == null) {
            return null;
        }
        var first = startsOn == null ? null : startsOn.earliest();
        var last = (endsOn == null ? startsOn : endsOn).latest();
        return new Interval(first, last == null ? null : last.plusDays(1));
    }

    @Stored("varchar")
    String sounds() {
        var places = place == null
                ? Stream.<String>empty()
                : Stream.concat(Sounds.texts(place.name()), Stream.ofNullable(place.city()));
        return Sounds.of(Stream.concat(Stream.concat(Sounds.texts(title), Sounds.texts(aims)), places));
    }

    @Stored("daterange")
    String days() {
        var days = possibleDays();
        return days == null ? null : days.toRange();
    }
}
