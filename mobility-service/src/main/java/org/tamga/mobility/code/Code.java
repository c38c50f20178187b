package org.tamga.mobility.code;

import java.time.LocalDate;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.record.Interval;

/**
 * What IATA or ICAO calls an airport or airline, and when. Codes are given away again: Bishkek's BSZ was a field in Alaska.
 *
 * @param scheme whose code it is
 * @param value such as {@code NQZ}
 * @param validFrom the first day of the code, or null
 * @param validTo the first day after, or null
 */
public record Code(@NotNull @Pattern(regexp = "IATA|ICAO", message = "is IATA or ICAO") String scheme,
        @NotBlank @Size(max = 4) String value, LocalDate validFrom, LocalDate validTo) {

    public static final String IATA = "IATA";
    public static final String ICAO = "ICAO";

    public Code {
        if (isOutOfRange(validFrom) || isOutOfRange(validTo)) {
            throw new IllegalArgumentException("a code's days lie in the years 0001 to 9999");
        }
        new Interval(validFrom, validTo);
    }

    /** When it is held, as far as the record that has it reaches. */
    public Interval held() {
        return new Interval(validFrom, validTo);
    }

    private static boolean isOutOfRange(LocalDate day) {
        return day != null && (day.getYear() < 1 || day.getYear() > 9999);
    }
}
