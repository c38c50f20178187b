package org.tamga.trade.flow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Period;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;

/** What one country reports of its trade with another, by the latest publication. */
@Singleton
class FlowValue implements Measure {

    /** Vintages and nomenclatures of one key, at most. */
    private static final int MAX_ROWS = 1000;
    private static final List<String> NAMES = List.of("reporter", "partner", "flow", "period", "hs");

    private static final Comparator<Flow> BY_VINTAGE = Comparator.comparing(Flow::vintage,
            Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()));

    private final FlowRecords flows;

    FlowValue(FlowRecords flows) {
        this.flows = flows;
    }

    @Override
    public String code() {
        return "trade.flow.value";
    }

    @Override
    public LanguageMap name() {
        return new LanguageMap(
                Map.of("en", "Reported value of trade in goods", "ru", "Стоимость торговли товарами по отчёту страны",
                        "kk", "Ел есебіндегі тауар саудасының құны", "ko", "보고된 상품 교역액"));
    }

    @Override
    public String unit() {
        return "USD";
    }

    @Override
    public List<Dimension> dimensions() {
        return List.of(Dimension.country("reporter"), Dimension.country("partner"),
                Dimension.choice("flow", Flow.Direction.class), Dimension.text("period", Flow.PERIOD, Flow.NO_PERIOD),
                Dimension.text("hs", Flow.HS, Flow.NO_HS));
    }

    @Override
    public LanguageMap definition() {
        return LanguageMap.of("en",
                "The value that the reporter gives for its trade with the partner in that period (2023 or 2023-01) and code of the"
                        + " Harmonized System (TOTAL for all goods), by the latest vintage; on the reporter's own basis, FOB or CIF,"
                        + " and never mixed with what the partner reports. TOTAL is the same in every edition of the nomenclature:"
                        + " the latest vintage of any counts. Where editions give different values for another code, or rows of the"
                        + " latest vintage for TOTAL, there is none. Rows are not added up." + SURE_ALONE);
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(new Ground<>(flows, (transaction, period) -> {
            var flow = period.content();
            return Stream.of(flow.reporter(), flow.partner(), flow.flow(), flow.period(), flow.hs()).anyMatch(Objects::isNull)
                    ? Stream.empty()
                    : Stream.of(Map.of("reporter", flow.reporter().code(), "partner", flow.partner().code(), "flow",
                            Json.name(flow.flow()), "period", flow.period().text(), "hs", flow.hs()));
        }));
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        return Condition.nested("select v.valid, %s from flow_version v where %s and v.standing",
                Condition.of(Measure.sources("v")), of(dimensions));
    }

    private static Condition of(Map<String, String> dimensions) {
        return Condition.of(NAMES.stream().map(name -> "v." + name + " = ?").collect(Collectors.joining(" and "))
                + " and v.value_usd is not null", NAMES.stream().map(dimensions::get).toArray());
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var reported = flows.matching(of(dimensions), at, MAX_ROWS).stream()
                .collect(Collectors.partitioningBy(flow -> flow.confidence().isSure()));
        var latest = reported.get(true).stream().map(Period::content)
                .collect(Collectors.groupingBy(Flow::edition)).values().stream().flatMap(FlowValue::latest).toList();
        var values = latest.stream().map(Flow::valueUsd).map(BigDecimal::stripTrailingZeros).distinct().toList();
        var unsure = reported.get(false).stream()
                .map(flow -> part(flow.content(), Json.name(flow.confidence()), "not counted"));
        return new Reading(values.size() == 1 ? latest.get(0).valueUsd() : null, null,
                Stream.concat(latest.stream().map(flow -> part(flow)), unsure)
                        .sorted(Comparator.comparing(Reading.Part::label)).toList(),
                "/api/trade/flows?" + NAMES.stream().map(name -> name + "=" + dimensions.get(name))
                        .collect(Collectors.joining("&")) + "&" + at.parameters());
    }

    private static Stream<Flow> latest(List<Flow> vintages) {
        var latest = Collections.max(vintages, BY_VINTAGE);
        return vintages.stream().filter(flow -> BY_VINTAGE.compare(flow, latest) == 0);
    }

    private static Reading.Part part(Flow flow, String... more) {
        return new Reading.Part(Stream.concat(
                Stream.of(flow.nomenclature(), flow.basis(), flow.vintage() == null ? null : "vintage " + flow.vintage())
                        .filter(Objects::nonNull),
                Stream.of(more)).collect(Collectors.joining(", ")), flow.valueUsd());
    }
}
