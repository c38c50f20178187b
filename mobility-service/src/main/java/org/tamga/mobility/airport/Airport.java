package org.tamga.mobility.airport;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.code.Code;
import org.tamga.record.NameKey;
import org.tamga.record.Stored;

/**
 * An airport.
 *
 * @param codes what IATA and ICAO call it, each with its days
 * @param name in languages
 * @param city which city it serves, or null
 * @param country where it lies, or null
 * @param lat degrees north (WGS 84), or null
 * @param lon degrees east (WGS 84), or null
 * @param zone whose local time its schedules are in (tz database), or null
 * @param minimumConnectingMinutes what it publishes as the least time from an arrival to another flight's departure, or null
 */
public record Airport(@Size(max = 50) List<@NotNull @Valid Code> codes, @NotNull LanguageMap name, @Valid City city,
        Country country, @DecimalMin("-90") @DecimalMax("90") BigDecimal lat,
        @DecimalMin("-180") @DecimalMax("180") BigDecimal lon, @Size(max = 50) String zone,
        @Min(0) @Max(1440) Integer minimumConnectingMinutes) {

    /**
     * A city that airports serve.
     *
     * @param name in languages
     * @param unlocode UN/LOCODE without its blank, or null
     * @param metro IATA's code of the metropolitan area, where it is not the airport's own: SEL is ICN and GMP
     */
    public record City(@NotNull LanguageMap name,
            @Pattern(regexp = "[A-Z]{2}[A-Z2-9]{3}", message = "is not a UN/LOCODE such as KZALA") String unlocode,
            @Pattern(regexp = "[A-Z]{3}", message = "is not an IATA code such as SEL") String metro) {}

    /** All that a journey through it shows or depends on: it is shown by its code, wherever in its city it lies. */
    public Object journey() {
        return Arrays.asList(codes, city, country, zone, minimumConnectingMinutes);
    }

    /** The names, and those of its city, as they sound, to be found in whichever script they are asked for. */
    @Stored("varchar")
    String nameKey() {
        return NameKey.text(Stream.of(name, city == null ? name : city.name())
                .flatMap(names -> names.texts().values().stream()));
    }
}
