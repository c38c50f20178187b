package org.tamga.trade.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.trade.figure.PublishedFigureRecords;

/** Lays what exporter and importer report of the same goods beside each other. */
@Singleton
class Mirrors {

    /** Periods and codes that are answered at once, for each direction: a part of them would look like all. */
    private static final int MAX_ITEMS = 500;
    private static final int MAX_PUBLISHED = 50;
    private static final int RATIO_SCALE = 4;

    private final Database database;
    private final PublishedFigureRecords figures;

    Mirrors(Ledger ledger, PublishedFigureRecords figures) {
        this.database = ledger.database();
        this.figures = figures;
    }

    /**
     * Both reports of what goes between two countries. Throws a 400 {@link Problem} where they are too many.
     *
     * @param direction from the reporter to the partner (export), or the other way (import); empty is both
     */
    Mirror mirror(Country reporter, Country partner, Optional<Flow.Direction> direction, Optional<String> period,
            Optional<String> hs, At at) {
        var items = direction.map(Stream::of).orElse(Stream.of(Flow.Direction.EXPORT, Flow.Direction.IMPORT))
                .flatMap(way -> way == Flow.Direction.EXPORT
                        ? items(reporter, partner, period, hs, at).stream()
                        : items(partner, reporter, period, hs, at).stream())
                .toList();
        var published = figures
                .matching(Condition.of("""
                                       v.kind in ('exports', 'imports', 'turnover')
                                       and (v.reporter = ? and v.partner = ? or v.reporter = ? and v.partner = ?)""",
                        reporter.code(), partner.code(), partner.code(), reporter.code()), at, MAX_PUBLISHED)
                .stream()
                .map(Mirror.Published::of).toList();
        return new Mirror(items, published);
    }

    private List<Mirror.Item> items(Country exporter, Country importer, Optional<String> period, Optional<String> hs, At at) {
        var exports = reported(exporter, importer, "export", period, hs, at);
        var imports = reported(importer, exporter, "import", period, hs, at);
        var query = Condition.nested(
                """
                with exported as (%s), imported as (%s)
                select period, hs, edition, e.id as e_id, e.value_usd as e_value, e.basis as e_basis, e.net_weight_kg as e_weight,
                  e.vintage as e_vintage, e.nomenclature as e_nomenclature, i.id as i_id, i.value_usd as i_value,
                  i.basis as i_basis, i.net_weight_kg as i_weight, i.vintage as i_vintage, i.nomenclature as i_nomenclature
                from exported e full join imported i using (period, hs, edition)
                order by period, hs, edition limit %s""",
                reports(exports), reports(imports), Condition.of(Integer.toString(MAX_ITEMS + 1)));
        var items = database.snapshot(transaction -> {
            for (var side : List.of(keys(exports), keys(imports))) {
                if (transaction.first(side.sql(), row -> row.getInt(1), side.arguments().toArray()).orElseThrow() > MAX_ITEMS) {
                    return Optional.<List<Mirror.Item>>empty();
                }
            }
            return Optional.of(transaction.list(query.sql(), row -> {
                var exported = report(row, "e_");
                var imported = report(row, "i_");
                return new Mirror.Item(exporter, importer, row.getString("period"), row.getString("hs"),
                        row.getString("edition").isEmpty() ? null : row.getString("edition"), exported, imported,
                        ratio(exported, imported));
            }, query.arguments().toArray()));
        });
        return items.filter(all -> all.size() <= MAX_ITEMS)
                .orElseThrow(() -> Problem.invalidParameter(period.isEmpty() ? "period" : "hs",
                        "Of what goes from " + exporter + " to " + importer
                                + " there are more than " + MAX_ITEMS + " pairs of reports: narrow by period or hs."));
    }

    /** How many periods and codes one side reports, counted in the order of the index and no further than they are too many. */
    private static Condition keys(Condition reported) {
        return Condition.nested(
                "select count(*) from (select from flow_version v where %s group by v.period, v.hs order by v.period, v.hs limit ?) keys",
                reported, MAX_ITEMS + 1);
    }

    /** One side's latest vintages. The total is the same in every edition of the nomenclature; other codes are not. */
    private static Condition reports(Condition reported) {
        return Condition.nested(
                """
                select distinct on (v.period, v.hs, edition) v.period, v.hs,
                  case when v.hs = 'TOTAL' then '' else coalesce(v.nomenclature, '') end as edition, v.id, v.value_usd, v.basis,
                  v.net_weight_kg, v.vintage, v.nomenclature
                from flow_version v where %s
                order by v.period, v.hs, edition, v.vintage desc nulls last, v.nomenclature desc nulls last, v.id""",
                reported);
    }

    /** What a row must meet to be one side's: neither disputed nor only planned. */
    private static Condition reported(Country reporter, Country partner, String flow, Optional<String> period,
            Optional<String> hs, At at) {
        return Condition.nested("v.reporter = ? and v.partner = ? and v.flow = ? and %s and %s and %s and %s", reporter.code(),
                partner.code(), flow, equal("v.period", period), equal("v.hs", hs), Condition.of(Confidence.sure("v")),
                at.on("v"));
    }

    private static Condition equal(String column, Optional<String> value) {
        return value.map(text -> Condition.of(column + " = ?", text)).orElse(Condition.of("true"));
    }

    private static Mirror.Report report(ResultSet row, String side) throws SQLException {
        var id = row.getObject(side + "id", UUID.class);
        return id == null
                ? null
                : new Mirror.Report(id, row.getBigDecimal(side + "value"), row.getString(side + "basis"),
                        row.getBigDecimal(side + "weight"), row.getObject(side + "vintage", LocalDate.class),
                        row.getString(side + "nomenclature"));
    }

    private static BigDecimal ratio(Mirror.Report exported, Mirror.Report imported) {
        return exported == null || imported == null || exported.valueUsd() == null || imported.valueUsd() == null
                || exported.valueUsd().signum() == 0
                        ? null
                        : imported.valueUsd().divide(exported.valueUsd(), RATIO_SCALE, RoundingMode.HALF_EVEN);
    }
}
