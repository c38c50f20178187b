package org.tamga.events.attendance;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

import org.tamga.commons.value.Country;
import org.tamga.events.value.Relation;

/**
 * How many came to a gathering, or only that some of a kind came, as somebody reports it.
 *
 * @param category of whom
 * @param relation how the number stands to the true one; exactly where a number has nothing said
 * @param value the number; null where only the presence is reported
 * @param origin from here or from abroad, or null
 * @param country from which country, or null
 */
public record AttendanceFigure(@NotNull Category category, Relation relation, @PositiveOrZero Long value, Origin origin,
        Country country) {

    public AttendanceFigure {
        relation = relation == null && value != null ? Relation.EXACTLY : relation;
    }

    /** Of whom. */
    public enum Category {
        GOVERNMENT, BUSINESS, ACADEMIA, EXPERTS, DIPLOMATIC, PUBLIC_FIGURES, CIVIL_SOCIETY, MEDIA, TOTAL
    }

    /** From the gathering's country or from abroad. */
    public enum Origin {
        DOMESTIC, FOREIGN
    }

    /** The least that there can have been. */
    long least() {
        return value == null || relation == Relation.AT_MOST
                ? 0
                : value + (relation == Relation.MORE_THAN && value < Long.MAX_VALUE ? 1 : 0);
    }

    /** The most that there can have been, as far as the figure says. */
    long most() {
        return value == null || relation == Relation.MORE_THAN || relation == Relation.AT_LEAST ? Long.MAX_VALUE : value;
    }

    /** True for a whole category, whoever in it. */
    boolean isWhole() {
        return origin == null && country == null;
    }
}
