package org.tamga.mobility.airline;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.code.Code;

/**
 * An airline.
 *
 * @param codes its designators, each with its days
 * @param name in languages
 * @param country where it is registered, or null
 */
public record Airline(@Size(max = 50) List<@NotNull @Valid Code> codes, @NotNull LanguageMap name, Country country) {}
