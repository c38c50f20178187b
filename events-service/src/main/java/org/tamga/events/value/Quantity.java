package org.tamga.events.value;

import java.math.BigDecimal;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A number as words state it.
 *
 * @param relation how it stands to the true one; exactly where nothing is said
 * @param value the number
 * @param unit such as {@code companies}, {@code days}, {@code USD}; null where the words have none
 */
public record Quantity(Relation relation, @NotNull BigDecimal value, @Size(max = 100) String unit) {

    public Quantity {
        relation = relation == null ? Relation.EXACTLY : relation;
    }
}
