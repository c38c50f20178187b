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
 * A detailed field of education of ISCED-F 2013 (UNESCO Institute for Statistics), such as {@code 0613}: four digits as text,
 * for the leading zero is a part of the code.
 */
@Constraint(validatedBy = IscedF.Check.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface IscedF {

    String message() default "is not a detailed field of ISCED-F 2013, four digits as text such as 0613";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks the code up, and finds the one that was probably meant. */
    class Check implements ConstraintValidator<IscedF, String> {

        @Override
        public boolean isValid(String code, ConstraintValidatorContext context) {
            if (code == null || IscedFields.areDetailed(code)) {
                return true;
            }
            IscedFields.meantBy(code).ifPresent(meant -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate("is not a detailed field of ISCED-F 2013; write " + meant)
                        .addConstraintViolation();
            });
            return false;
        }
    }
}
