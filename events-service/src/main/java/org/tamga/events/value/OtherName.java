package org.tamga.events.value;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageTag;

/**
 * Another name that somebody is or was known by, or another spelling of it (Popolo {@code other_names}).
 *
 * @param name as it is written
 * @param lang the language in which it is written so, or null
 * @param note such as who writes it so
 * @param startDate since when it is borne, or null
 * @param endDate until when, or null
 */
public record OtherName(@NotBlank @Size(max = 500) String name, @LanguageTag String lang, @Size(max = 500) String note,
        Edtf startDate, Edtf endDate) {}
