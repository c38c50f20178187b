package org.tamga.education.value;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * An academic year, {@code 2025/2026}, as Erasmus Without Paper writes it; where it is the calendar year's, as in Korea, by the
 * year in which it begins and the next. As text such years sort in their order.
 */
@Constraint(validatedBy = AcademicYear.Check.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface AcademicYear {

    String message() default "is not an academic year such as 2025/2026";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Two years of four digits, the second the next. */
    class Check implements ConstraintValidator<AcademicYear, String> {

        @Override
        public boolean isValid(String year, ConstraintValidatorContext context) {
            return year == null || year.matches("\\d{4}/\\d{4}")
                    && Integer.parseInt(year.substring(0, 4)) + 1 == Integer.parseInt(year.substring(5));
        }
    }
}
