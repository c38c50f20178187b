package org.tamga.commons.value;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;

/** A language by its BCP 47 tag, such as {@code kk} or {@code zh-Hant}; {@code und} where it is unknown. */
@Pattern(regexp = LanguageTag.FORM)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface LanguageTag {

    /** What a tag looks like, as a regular expression. */
    String FORM = "[a-z]{2,3}+(?:-[A-Za-z0-9]{2,8}+)*+";

    String message() default "is not a BCP 47 language tag such as ru";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
