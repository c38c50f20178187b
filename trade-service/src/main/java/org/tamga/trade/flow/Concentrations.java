package org.tamga.trade.flow;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Decimals;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;

/**
 * Computes how concentrated trade is; from what is no whole it refuses to. Rows that are disputed, or only planned, are none. A total and its parts are of one publication: what another
 * revised is in both or in neither.
 */
@Singleton
class Concentrations {

    /** How far partners and total may lie apart by rounding alone. */
    private static final BigDecimal ROUNDING = new BigDecimal("0.001");
    private static final int SCALE = 6;

    private final Database database;

    Concentrations(Ledger ledger) {
        this.database = ledger.database();
    }

    /** What one country reports of one partner, or of the world where that is null, in one vintage. */
    private record Row(Country partner, BigDecimal valueUsd, String nomenclature, LocalDate vintage) {}

    /**
     * Of the latest vintage that is whole enough.
     *
     * @param nomenclature the edition to take where several report; empty is the only one
     * @param leastCoverage how much of the total the partners must come to, 0 to 1
     * @throws Problem 422 {@code incomplete-flows}, that says what is missing of the latest
     */
    Concentration of(Country reporter, Flow.Direction flow, String period, String hs, Optional<String> nomenclature,
            BigDecimal leastCoverage, At at) {
        var rows = rows(reporter, flow, period, hs, nomenclature, at);
        var what = reporter + "'s " + Json.name(flow) + "s of " + hs + " in " + period;
        require(!rows.isEmpty(), "Nothing is recorded of " + what + ".");
        var editions = rows.stream().map(Row::nomenclature).distinct().sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
                .toList();
        require(hs.equals("TOTAL") || editions.size() < 2, "There are rows of several editions of the nomenclature, "
                + editions.stream().map(edition -> edition == null ? "none" : edition).collect(Collectors.joining(", "))
                + ", whose codes are not the same; choose one with nomenclature.");
        var vintages = new TreeMap<LocalDate, List<Row>>(Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()));
        rows.forEach(row -> vintages.computeIfAbsent(row.vintage, vintage -> new ArrayList<>()).add(row));
        Problem refusal = null;
        for (var vintage : vintages.descendingMap().values()) {
            try {
                return of(reporter, flow, period, hs, vintage, leastCoverage, at);
            } catch (Problem incomplete) {
                refusal = refusal == null ? incomplete : refusal;
            }
        }
        throw refusal;
    }

    /** @param rows of one vintage, at least one */
    private static Concentration of(Country reporter, Flow.Direction flow, String period, String hs, List<Row> rows,
            BigDecimal leastCoverage, At at) {
        var vintage = rows.get(0).vintage;
        var what = reporter + "'s " + Json.name(flow) + "s of " + hs + " in " + period
                + (vintage == null ? "" : " as published on " + vintage);
        var editions = rows.stream().map(Row::nomenclature).filter(Objects::nonNull).distinct().toList();
        var total = rows.stream().filter(row -> row.partner == null).findFirst().map(Row::valueUsd).orElse(null);
        require(total != null, "The total over all partners (partner World) is not recorded of " + what
                + ", so nobody can tell whether partners are missing.");
        var partners = rows.stream().filter(row -> row.partner != null).sorted(Comparator.comparing(row -> row.partner.code()))
                .toList();
        partners.stream().filter(row -> row.valueUsd == null).findFirst().ifPresent(row -> {
            throw refused("The value of the row of " + row.partner + " is not recorded of " + what + ".");
        });
        var sum = partners.stream().map(Row::valueUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
        require(total.signum() > 0, "The total of " + what + " is 0: there is nothing to be concentrated.");
        var coverage = sum.divide(total, MathContext.DECIMAL64);
        require(coverage.compareTo(BigDecimal.ONE.add(ROUNDING)) <= 0, "The " + partners.size() + " partners come to "
                + sum.toPlainString() + " USD, more than the total of " + total.toPlainString()
                + ", of " + what + ": some rows are parts of others.");
        var complete = coverage.compareTo(BigDecimal.ONE.subtract(ROUNDING)) >= 0;
        require(complete || coverage.compareTo(leastCoverage) >= 0, "The " + partners.size() + " recorded partners come to "
                + percent(coverage) + " per cent of the total of " + total.toPlainString() + " USD, of " + what
                + "; a lower minCoverage gives bounds instead of a number.");
        // Of the larger of the two, so that rounding never makes more than a whole.
        var whole = total.max(sum);
        var hhi = partners.stream().map(row -> row.valueUsd.divide(whole, MathContext.DECIMAL64))
                .map(share -> share.multiply(share)).reduce(BigDecimal.ZERO, BigDecimal::add);
        require(hhi.signum() > 0, "No partner with any trade is recorded of " + what + ".");
        var rest = BigDecimal.ONE.subtract(coverage).max(BigDecimal.ZERO);
        var top = partners.stream().max(Comparator.comparing(Row::valueUsd)).orElseThrow();
        return new Concentration(rounded(hhi), Decimals.plain(hhi.movePointRight(4).setScale(2, RoundingMode.HALF_EVEN)),
                rounded(BigDecimal.ONE.divide(hhi, MathContext.DECIMAL64)),
                new Concentration.Top(top.partner, rounded(top.valueUsd.divide(whole, MathContext.DECIMAL64))),
                rounded(coverage.min(BigDecimal.ONE)), complete,
                complete ? null : new Concentration.Bounds(rounded(hhi), rounded(hhi.add(rest.multiply(rest)))), "0-1",
                "partner",
                new Concentration.Inputs(reporter, flow, period, hs, editions.size() == 1 ? editions.get(0) : null,
                        partners.size(), sum, total, Stream.ofNullable(vintage).toList(),
                        "/api/trade/flows?reporter=" + reporter + "&flow=" + Json.name(flow) + "&period=" + period + "&hs=" + hs
                                + nomenclature(rows) + (vintage == null ? "" : "&vintage=" + vintage) + "&"
                                + at.parameters()));
    }

    /** So that an address shows no rows of another edition; there may be some where all that was taken is of one. */
    private static String nomenclature(List<Row> rows) {
        var editions = rows.stream().map(Row::nomenclature).distinct().toList();
        return editions.size() > 1 || editions.contains(null) ? "" : "&nomenclature=" + editions.get(0);
    }

    private List<Row> rows(Country reporter, Flow.Direction flow, String period, String hs, Optional<String> nomenclature,
            At at) {
        var query = Condition.nested(
                """
                select distinct on (v.partner, edition, v.vintage) v.partner, v.value_usd, v.nomenclature, v.vintage,
                  case when v.hs = 'TOTAL' then '' else coalesce(v.nomenclature, '') end as edition
                from flow_version v
                where v.reporter = ? and v.flow = ? and v.period = ? and v.hs = ? and %s and %s and %s
                order by v.partner, edition, v.vintage, v.nomenclature desc nulls last, v.id""",
                reporter.code(), Json.name(flow),
                period, hs, nomenclature.map(name -> Condition.of("v.nomenclature = ?", name)).orElse(Condition.of("true")),
                Condition.of(Confidence.sure("v")), at.on("v"));
        return database.read(transaction -> transaction.list(query.sql(), row -> new Row(
                row.getString("partner") == null ? null : new Country(row.getString("partner")),
                row.getBigDecimal("value_usd"), row.getString("nomenclature"), row.getObject("vintage", LocalDate.class)),
                query.arguments().toArray()));
    }

    private static void require(boolean whole, String otherwise) {
        if (!whole) {
            throw refused(otherwise);
        }
    }

    private static Problem refused(String detail) {
        return new Problem(ProblemType.INCOMPLETE_FLOWS, detail);
    }

    private static String percent(BigDecimal part) {
        return part.movePointRight(2).setScale(2, RoundingMode.DOWN).toPlainString();
    }

    private static BigDecimal rounded(BigDecimal number) {
        var rounded = number.setScale(SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
