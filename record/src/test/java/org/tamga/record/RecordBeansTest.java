package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotNull;

import org.junit.jupiter.api.Test;

class RecordBeansTest {

    record Thing(@NotNull String name, @DecimalMax("90") BigDecimal latitude) {}

    @Test
    void what_is_wrong_is_said_in_English_whatever_the_machine_speaks() {
        var spoken = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ru"));
        try {
            assertEquals(Set.of("must not be null", "must be less than or equal to 90"),
                    new RecordBeans().validator().validate(new Thing(null, BigDecimal.valueOf(91))).stream()
                            .map(ConstraintViolation::getMessage).collect(Collectors.toSet()));
        } finally {
            Locale.setDefault(spoken);
        }
    }
}
