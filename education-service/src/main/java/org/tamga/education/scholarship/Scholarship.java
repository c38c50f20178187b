package org.tamga.education.scholarship;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;

/**
 * A scheme that pays for studies; its places by year are its quotas.
 *
 * @param name what it is called, in languages
 * @param provider who pays, or null
 * @param providerCountry the provider's country, or null
 * @param host the country in which one studies with it; null where it is any, or not recorded
 */
public record Scholarship(@NotNull LanguageMap name, @Size(max = 500) String provider, Country providerCountry, Country host) {}
