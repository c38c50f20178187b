package org.tamga.events.measure;

import java.math.BigDecimal;
import java.util.List;

import org.tamga.commons.value.LanguageMap;

/**
 * What a service says of one of its measures: our copy.
 *
 * @param code such as {@code trade.companies.foreign-capital}
 * @param unit such as {@code companies}
 * @param dimensions the names of what a reading is of
 * @param definition what is counted and what is not
 * @param version counts changes of the definition
 * @param tolerance the part of the value by which words may round it; null is none
 */
public record MeasureDefinition(String code, LanguageMap name, String unit, List<String> dimensions, LanguageMap definition,
        int version, BigDecimal tolerance) {}
