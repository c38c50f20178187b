package org.tamga.mobility.frequency;

import java.math.BigDecimal;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.tamga.mobility.airport.Places;
import org.tamga.record.Column;

/**
 * A number of flights as somebody published it, without a schedule that could prove it.
 *
 * @param from a country, city or airport
 * @param to a country, city or airport
 * @param value how many
 * @param unit of what; unspecified where the source does not say
 * @param stage how far it has come, or null where the source does not say
 * @param direction which flights are counted, or null where the source does not say
 */
public record FlightFrequency(
        @Column("from_place") @NotNull @Pattern(regexp = Places.FORM, message = Places.FORM_MESSAGE) String from,
        @Column("to_place") @NotNull @Pattern(regexp = Places.FORM, message = Places.FORM_MESSAGE) String to,
        @NotNull @DecimalMin("0") @DecimalMax("1000000") BigDecimal value, Unit unit, Stage stage, Direction direction) {

    public FlightFrequency {
        unit = unit == null ? Unit.UNSPECIFIED : unit;
    }

    /** What is counted. */
    public enum Unit {
        FLIGHTS_PER_WEEK,
        /** Of what period is not recorded. */
        FLIGHTS,
        ROUTES,
        UNSPECIFIED
    }

    /** How far it has come: allowed by an agreement, told to the press, on sale, flown. */
    public enum Stage {
        PERMITTED, ANNOUNCED, SCHEDULED, OPERATED
    }

    /** Which flights are counted. */
    public enum Direction {
        /** Only those from {@code from} to {@code to}. */
        ONE_WAY,
        /** So many there and so many back. */
        EACH_WAY,
        /** Those there and those back added up. */
        TOTAL
    }
}
