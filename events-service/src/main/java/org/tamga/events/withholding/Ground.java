package org.tamga.events.withholding;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.record.Citation;

/**
 * Why a person is withheld, or is so no longer.
 *
 * @param because in words; kept, and shown to nobody
 * @param sources what it rests on, such as the person's request; at least one. They are announced, so none should name the person
 */
record Ground(@NotBlank @Size(max = 2000) String because, @NotEmpty @Size(max = 20) List<@NotNull @Valid Citation> sources) {}
