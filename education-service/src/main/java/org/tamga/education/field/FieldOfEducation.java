package org.tamga.education.field;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.tamga.commons.value.LanguageMap;

/**
 * A field of education and training of ISCED-F 2013 (UNESCO Institute for Statistics), as somebody calls it. Which codes there are
 * is the classification's own matter and part of the software; what they are called, in which languages, is recorded here.
 *
 * @param code two digits for a broad field, three for a narrow one, four for a detailed one; the leading zero is a part of it
 * @param level which of these it is
 * @param parent the code of the field that it is a part of; null of a broad one
 * @param label what it is called, in languages
 */
public record FieldOfEducation(
        @NotNull @Pattern(regexp = "\\d{2,4}", message = "has two to four digits, as text: the leading zero is a part of it") String code,
        @NotNull Level level, @Pattern(regexp = "\\d{2,3}") String parent, @NotNull LanguageMap label) {

    /** How broad a field is. */
    public enum Level {
        BROAD, NARROW, DETAILED;

        /** How many digits such a field's code has. */
        int digits() {
            return ordinal() + 2;
        }
    }
}
