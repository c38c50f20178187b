package org.tamga.mobility.stay;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;

/**
 * A stay in the destination, in its calendar days.
 *
 * @param entry the day of entry
 * @param exit the day of exit; the same for who leaves on the day of entry
 */
public record Trip(@NotNull LocalDate entry, @NotNull LocalDate exit) {

    public Trip {
        if (entry != null && exit != null && exit.isBefore(entry)) {
            throw new IllegalArgumentException("the trip ends (" + exit + ") before it starts (" + entry + ")");
        }
    }

    /** From one day to another; the first alone where the other lies before it. */
    public static Trip between(LocalDate entry, LocalDate exit) {
        return new Trip(entry, exit.isBefore(entry) ? entry : exit);
    }
}
