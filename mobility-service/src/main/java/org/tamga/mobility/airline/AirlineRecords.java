package org.tamga.mobility.airline;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.mobility.code.Code;
import org.tamga.mobility.code.Codes;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The airlines and the rules they are recorded by. */
@Singleton
public class AirlineRecords extends Records<Airline> {

    private static final Map<String, Pattern> CODES = Map.of(Code.IATA, Pattern.compile("[A-Z0-9]{2}"), Code.ICAO,
            Pattern.compile("[A-Z]{3}"));

    AirlineRecords(Ledger ledger) {
        super(ledger, "airline", Airline.class);
    }

    @Override
    protected void check(Draft<Airline> draft, Findings findings) throws SQLException {
        var airline = draft.content();
        Codes.check(airline.codes(), CODES, draft.write().valid(), findings);
        for (int i = 0; i < airline.codes().size(); i++) {
            var code = airline.codes().get(i);
            findings.warnIf(code.scheme().equals(Code.IATA) && isHeldByAnother(draft, code), "code-shared", "/codes/" + i,
                    "another airline has the designator " + code.value()
                            + " at the same time; IATA gives some to two airlines (controlled duplicates)");
        }
    }

    private boolean isHeldByAnother(Draft<Airline> draft, Code code) throws SQLException {
        var days = code.held().and(draft.write().valid());
        return days.isPresent()
                && holders(draft.transaction(), code.value(), days.get()).anyMatch(id -> !id.equals(draft.id()));
    }

    /** True if some airline has that designator on some of those days, as it is recorded now. */
    public boolean isHeld(Transaction transaction, String code, Interval days) throws SQLException {
        return holders(transaction, code, days).findAny().isPresent();
    }

    private Stream<UUID> holders(Transaction transaction, String code, Interval days) throws SQLException {
        return standing(transaction, Condition.of("v.codes @> jsonb_build_array(jsonb_build_object('value', ?::text))"
                + " and exists (select from " + Codes.ROWS.formatted("v")
                + " where c.value = ? and v.valid * daterange(c.\"validFrom\", c.\"validTo\") && ?::daterange)", code, code,
                days.toRange())).stream().map(Period::id);
    }

    /** ICAO designators are one airline's own; IATA shares some out. */
    @Override
    protected Stream<Key> keys(Airline airline) {
        return airline.codes().stream().filter(code -> code.scheme().equals(Code.ICAO))
                .map(code -> new Key(code.scheme(), code.value(), code.held()));
    }

    @Override
    protected Stream<String> countries(Airline airline) {
        return Stream.ofNullable(airline.country()).map(Object::toString);
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("code", (code, at, all) -> Codes.heldBy(code, at));
    }
}
