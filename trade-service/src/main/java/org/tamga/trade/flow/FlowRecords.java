package org.tamga.trade.flow;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;
import org.tamga.trade.nomenclature.HsRecords;

/** The flows of goods and the rules they are recorded by. */
@Singleton
public class FlowRecords extends Records<Flow> {

    private final HsRecords codes;

    FlowRecords(Ledger ledger, HsRecords codes) {
        super(ledger, "flow", Flow.class);
        this.codes = codes;
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
        findings.refuseIf(flow.nomenclature() != null && !flow.hs().equals("TOTAL")
                && codes.lacks(draft.transaction(), flow.nomenclature(), flow.hs()), "/hs",
                "is no code of " + flow.nomenclature() + ", the edition that is named; see /api/trade/nomenclatures/hs");
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

    /** No later vintage of the same key is known then. */
    private static Condition latest(At at) {
        return Condition.nested(
                """
                not exists (select from flow_version later
                  where later.reporter = v.reporter and later.partner is not distinct from v.partner and later.flow = v.flow
                    and later.period = v.period and later.hs = v.hs
                    and later.nomenclature is not distinct from v.nomenclature
                    and later.vintage > coalesce(v.vintage, '-infinity'::date) and %s)""", at.on("later"));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is a day such as 2024-05-01, or latest", e);
        }
    }

    /** A row of a key that has one of an earlier vintage is its revision. */
    @Override
    protected String eventName(Transaction transaction, Change<Flow> change) throws SQLException {
        if (change.reason() == Reason.RETRACTION) {
            return super.eventName(change);
        }
        return change.reason() != Reason.NEW || hasEarlierVintage(transaction, change.subject()) ? "revised" : "published";
    }

    private static boolean hasEarlierVintage(Transaction transaction, Flow flow) throws SQLException {
        return flow.vintage() != null && transaction
                .first("""
                       select 1 from flow_version
                       where reporter = ? and partner is not distinct from ?::text and flow = ?
                         and period = ? and nomenclature is not distinct from ?::text and hs = ?
                         and vintage < ? and standing limit 1""",
                        row -> true, flow.reporter().code(), flow.partner() == null ? null : flow.partner().code(),
                        Json.name(flow.flow()), flow.period().text(), flow.nomenclature(), flow.hs(), flow.vintage())
                .isPresent();
    }
}
