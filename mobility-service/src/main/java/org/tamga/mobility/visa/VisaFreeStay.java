package org.tamga.mobility.visa;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRequirement.Journey;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Condition;
import org.tamga.record.measure.Completeness;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;

/** How long one may stay in a country without a visa. */
@Singleton
class VisaFreeStay implements Measure {

    private static final String DISPUTED = ", disputed";

    private final VisaRequirements requirements;

    private final VisaRegimeRecords regimes;

    VisaFreeStay(VisaRequirements requirements, VisaRegimeRecords regimes) {
        this.requirements = requirements;
        this.regimes = regimes;
    }

    @Override
    public String code() {
        return "mobility.visa-free.max-stay";
    }

    @Override
    public LanguageMap name() {
        return new LanguageMap(Map.of("en", "Longest stay without a visa", "ru", "Наибольший срок пребывания без визы", "kk",
                "Визасыз болудың ең ұзақ мерзімі", "ko", "무비자 최대 체류 기간"));
    }

    @Override
    public String unit() {
        return "days";
    }

    @Override
    public List<Dimension> dimensions() {
        return List.of(Dimension.country("nationality"), Dimension.country("destination"));
    }

    @Override
    public LanguageMap definition() {
        return LanguageMap.of("en",
                "Calendar days that a tourist with an ordinary passport may stay in the destination per entry"
                        + " without a visa, by the effective rule: the least of all limits that apply at once. What windows of days allow"
                        + " besides is in the breakdown. An electronic travel authorisation is no visa; where a visa is required the value"
                        + " is 0. Null where no regime in force is recorded that holds for tourists, one without limits, or one that is"
                        + " disputed; a limit that is disputed does not count. What is disputed is in the breakdown, marked so.");
    }

    @Override
    public int version() {
        return 3;
    }

    /** Days of a rule are not rounded. */
    @Override
    public BigDecimal tolerance() {
        return BigDecimal.ZERO;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(new Ground<>(regimes, (transaction, regime) -> Stream.of(Map.of("nationality",
                regime.content().nationality().code(), "destination", regime.content().destination().code()))));
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        return Condition.of("select v.valid, v.sources from visa_regime_version v"
                + " where v.nationality = ? and v.destination = ? and v.document_type = 'ordinary' and v.standing",
                dimensions.get("nationality"), dimensions.get("destination"));
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var nationality = new Country(dimensions.get("nationality"));
        var destination = new Country(dimensions.get("destination"));
        var rule = requirements.of(
                new Journey(nationality, destination, at.validAt(), DocumentType.ORDINARY, Purpose.TOURISM), at);
        var days = days(rule);
        var isActOfLaw = rule.legalBasis() != null
                && rule.sources().stream().anyMatch(source -> source.type() == Citation.Type.LEGAL_ACT);
        return new Reading(days, isActOfLaw && isSettled(rule, days) ? Completeness.COMPLETE : null, breakdown(rule).toList(),
                "/api/mobility/visa-regimes?nationality=" + nationality + "&destination=" + destination + "&"
                        + at.parameters());
    }

    private static BigDecimal days(VisaRequirement rule) {
        if (rule.requirement() == Requirement.UNKNOWN || rule.isDisputed()) {
            return null;
        }
        if (!rule.requirement().isWithoutVisa()) {
            return BigDecimal.ZERO;
        }
        return rule.limits().stream().filter(limit -> !limit.disputed()).map(VisaFreeStay::days).min(BigDecimal::compareTo)
                .orElse(null);
    }

    private static BigDecimal days(VisaRequirement.Limit limit) {
        return BigDecimal.valueOf(limit.limit().days());
    }

    /** True where no dispute could end with fewer days. */
    private static boolean isSettled(VisaRequirement rule, BigDecimal days) {
        return !rule.isDisputed() && rule.limits().stream().filter(VisaRequirement.Limit::disputed)
                .allMatch(limit -> days != null && days(limit).compareTo(days) >= 0);
    }

    /** The limits; of a rule that is disputed all that is said of it. */
    private static Stream<Reading.Part> breakdown(VisaRequirement rule) {
        return (rule.isDisputed()
                ? Stream.concat(Stream.of(rule.reading()), rule.alternatives().stream()).flatMap(VisaFreeStay::disputed)
                : rule.limits().stream().map(limit -> new Reading.Part(label(limit.limit())
                        + (limit.disputed() ? DISPUTED : ""), days(limit))))
                .distinct();
    }

    private static Stream<Reading.Part> disputed(VisaRequirement.Alternative said) {
        return said.requirement().isWithoutVisa()
                ? said.limits().stream()
                        .map(limit -> new Reading.Part(label(limit) + DISPUTED, BigDecimal.valueOf(limit.days())))
                : Stream.of(new Reading.Part(Json.name(said.requirement()) + DISPUTED, BigDecimal.ZERO));
    }

    private static String label(VisaRegime.Limit limit) {
        return limit.kind() == VisaRegime.Kind.PER_ENTRY
                ? "per-entry"
                : "window: " + (limit.windowDays() == null ? "" : "in " + limit.windowDays() + " days, ")
                        + Json.name(limit.windowKind());
    }
}
