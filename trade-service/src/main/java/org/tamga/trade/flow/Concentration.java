package org.tamga.trade.flow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import org.tamga.commons.value.Country;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How concentrated a country's trade is on few partners: the Herfindahl-Hirschman index, the sum of the squares of the partners'
 * shares in the reported total.
 *
 * @param hhi from near 0, many small partners, to 1, one partner; where rows are missing, what those that are there make of it
 * @param hhi10000 the same on the other usual scale, 0 to 10,000
 * @param effectiveNumber how many partners of equal size would make the same index: 1/hhi
 * @param coverage the partners' part of the reported total, 0 to 1
 * @param complete true if the partners come to the total
 * @param bounds where they do not: the index if the rest is spread over countless partners, and if it is all one's
 * @param scale of {@code hhi}, shares and coverage
 * @param by what it is concentrated on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Concentration(BigDecimal hhi, BigDecimal hhi10000, BigDecimal effectiveNumber, Top top, BigDecimal coverage,
        boolean complete, Bounds bounds, String scale, String by, Inputs inputs) {

    /** The largest partner and its part of the total, 0 to 1. */
    public record Top(Country country, BigDecimal share) {}

    /** The least and the most that the index can be. */
    public record Bounds(BigDecimal min, BigDecimal max) {}

    /** What it was computed from; vintages is the day of publication that all rows come from, empty where they have none. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Inputs(Country reporter, Flow.Direction flow, String period, String hs, String nomenclature, int partners,
            BigDecimal partnersValueUsd, BigDecimal totalValueUsd, List<LocalDate> vintages, String evidence) {}
}
