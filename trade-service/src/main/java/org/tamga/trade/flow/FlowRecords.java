package org.tamga.trade.flow;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;
import org.tamga.trade.flow.Flow.Direction;
import org.tamga.trade.nomenclature.HsRecords;

/** The flows of goods and the rules they are recorded by. */
@Singleton
public class FlowRecords extends Records<Flow> {

    private final HsRecords codes;

    FlowRecords(Ledger ledger, HsRecords codes) {
        super(ledger, "flow", Flow.class);
        this.codes = codes;
    }

    /** A file of flows asks of each whether there is its code, and whether it revises one of before. */
    @Override
    protected void lookUp(Transaction transaction, List<Flow> flows, Set<UUID> parentIds) throws SQLException {
        codes.lookUpLacking(transaction, flows.stream().flatMap(flow -> code(flow).stream()).collect(Collectors.toSet()));
        earliest(transaction).clear();
        lookUpEarliest(transaction, flows);
    }

    @Override
    protected void check(Draft<Flow> draft, Findings findings) throws SQLException {
        var flow = draft.content();
        var period = flow.period().text();
        var fits = switch (String.valueOf(flow.frequency())) {
            case "A" -> period.length() == 4;
            case "M" -> period.length() > 4;
            default -> true;
        };
        findings.refuseIf(!fits || !period.matches(Flow.PERIOD), "/period",
                "is a year such as 2023 for frequency A, a month such as 2023-01 for M");
        findings.refuseIf(flow.quantity() != null && flow.unit() == null, "/unit", "is needed with a quantity");
        var code = code(flow);
        findings.refuseIf(code.isPresent() && codes.lacks(draft.transaction(), code.get()), "/hs",
                "is no code of " + flow.nomenclature() + ", the edition that is named; see /api/trade/nomenclatures/hs");
    }

    /** Its code in the edition that it names; empty where it names none, and for the total. */
    private static Optional<Key> code(Flow flow) {
        return flow.edition().isEmpty() ? Optional.empty() : Optional.of(new Key(flow.edition(), flow.hs()));
    }

    /** One row for each key and vintage. */
    @Override
    protected Stream<Key> keys(Flow flow) {
        return Stream.of(new Key("flow", Stream.of(flow.reporter(), flow.partner() == null ? "world" : flow.partner(),
                Json.name(flow.flow()), flow.period(), flow.nomenclature(), flow.hs(), "vintage " + flow.vintage())
                .map(String::valueOf).collect(Collectors.joining(" "))));
    }

    @Override
    protected Stream<String> countries(Flow flow) {
        return Stream.of(flow.reporter(), flow.partner()).filter(Objects::nonNull).map(Country::code);
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("vintage", (vintage, at, all) -> vintage.equals("latest")
                ? latest(at)
                : Condition.of("v.vintage = ?", day(vintage)));
    }

    /** No later vintage of the same key is surely known then; the total is the same in every edition. */
    private static Condition latest(At at) {
        return Condition.nested(
                """
                not exists (select from flow_version later
                  where later.reporter = v.reporter and later.partner is not distinct from v.partner and later.flow = v.flow
                    and later.period = v.period and later.hs = v.hs
                    and (v.hs = 'TOTAL' or later.nomenclature is not distinct from v.nomenclature)
                    and later.vintage > coalesce(v.vintage, '-infinity'::date) and %s and %s)""",
                Condition.of(Confidence.sure("later")), at.on("later"));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is a day such as 2024-05-01, or latest", e);
        }
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("published", "revised", "retracted");
    }

    /** A row of a series that has one of an earlier vintage is its revision. */
    @Override
    protected String eventName(Transaction transaction, Change<Flow> change) throws SQLException {
        if (change.reason() == Reason.NEW) {
            return revises(transaction, change.subject()) ? "revised" : "published";
        }
        Stream.concat(change.before().stream(), change.after().stream())
                .forEach(period -> earliest(transaction).remove(Series.of(period.content())));
        return change.reason() == Reason.RETRACTION ? super.eventName(transaction, change) : "revised";
    }

    /** What rows have in common of which a later one revises an earlier one. */
    private record Series(Country reporter, Country partner, Direction flow, Edtf period, String edition, String hs) {

        static Series of(Flow flow) {
            return new Series(flow.reporter(), flow.partner(), flow.flow(), flow.period(), flow.edition(), flow.hs());
        }
    }

    private boolean revises(Transaction transaction, Flow flow) throws SQLException {
        if (flow.vintage() == null) {
            return false;
        }
        var series = Series.of(flow);
        if (!earliest(transaction).containsKey(series)) {
            lookUpEarliest(transaction, List.of(flow));
        }
        return earliest(transaction).merge(series, flow.vintage(), (one, other) -> one.isBefore(other) ? one : other)
                .isBefore(flow.vintage());
    }

    /** By series, the first day on which any row of it that stands was published, those of the transaction included; the last of all days for none. */
    private Map<Series, LocalDate> earliest(Transaction transaction) {
        return transaction.kept(this, HashMap::new);
    }

    private void lookUpEarliest(Transaction transaction, List<Flow> flows) throws SQLException {
        var asked = flows.stream().filter(flow -> flow.vintage() != null).map(Series::of).distinct().toList();
        if (asked.isEmpty()) {
            return;
        }
        var earliest = earliest(transaction);
        asked.forEach(series -> earliest.put(series, LocalDate.MAX));
        // A branch for the world, for the index knows no comparison that takes null for null.
        var rows = """
                   select v.vintage from flow_version v
                   where v.reporter = asked.reporter and %s and v.flow = asked.flow and v.period = asked.period
                     and v.hs = asked.hs and (v.hs = 'TOTAL' or coalesce(v.nomenclature, '') = asked.edition)
                     and v.standing""";
        transaction.list("""
                         select number, min(published.vintage) as vintage
                         from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
                           as asked (reporter, partner, flow, period, edition, hs, number)
                         cross join lateral (%s union all %s) published
                         where published.vintage is not null group by number""".formatted(
                rows.formatted("v.partner = asked.partner"),
                rows.formatted("v.partner is null and asked.partner is null")),
                row -> earliest.put(asked.get(row.getInt("number") - 1), row.getObject("vintage", LocalDate.class)),
                each(asked, series -> series.reporter().code()),
                each(asked, series -> series.partner() == null ? null : series.partner().code()),
                each(asked, series -> Json.name(series.flow())), each(asked, series -> series.period().text()),
                each(asked, Series::edition), each(asked, Series::hs));
    }

    private static List<String> each(List<Series> asked, Function<Series, String> column) {
        return asked.stream().map(column).toList();
    }
}
