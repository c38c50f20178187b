package org.tamga.mobility.airline;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.mobility.code.Code;
import org.tamga.mobility.code.Codes;
import org.tamga.record.Author;
import org.tamga.record.Change;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Witness;
import org.tamga.record.database.Transaction;

/** The airlines and the rules they are recorded by. */
@Singleton
public class AirlineRecords extends Records<Airline> implements Witness {

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
        lookUp(draft.transaction(), Stream.of(code.value()));
        return days.isPresent() && holders(draft.transaction(), code.value()).stream()
                .anyMatch(holder -> !holder.id.equals(draft.id()) && holder.days.overlaps(days.get()));
    }

    /** A file of airlines asks of each who else has its designators. */
    @Override
    protected void lookUp(Transaction transaction, List<Airline> airlines, Set<UUID> parentIds)
            throws SQLException {
        lookUp(transaction, airlines.stream().flatMap(airline -> airline.codes().stream())
                .filter(code -> code.scheme().equals(Code.IATA)).map(Code::value));
    }

    /** Whose a designator is, and when. */
    private record Holder(UUID id, Interval days) {}

    /** Looks up whose some designators are, all that are not known yet in one statement. */
    public void lookUp(Transaction transaction, Stream<String> codes) throws SQLException {
        var asked = codes.filter(code -> !known(transaction).containsKey(code)).distinct().toList();
        if (asked.isEmpty()) {
            return;
        }
        var found = new HashMap<String, List<Holder>>();
        asked.forEach(code -> found.put(code, new ArrayList<>(1)));
        transaction.list("select asked.code, v.id, lower(h.held) as held_from, upper(h.held) as held_to"
                + " from unnest(?::text[]) as asked(code) join airline_version v on v.standing"
                + " and v.codes @> jsonb_build_array(jsonb_build_object('value', asked.code)) cross join lateral "
                + Codes.ROWS.formatted("v") + " cross join lateral (select v.valid * daterange(c.\"validFrom\", c.\"validTo\")"
                + " as held) h where c.value = asked.code and not isempty(h.held)",
                row -> found.get(row.getString("code")).add(new Holder(row.getObject("id", UUID.class),
                        new Interval(row.getObject("held_from", LocalDate.class), row.getObject("held_to", LocalDate.class)))),
                asked);
        known(transaction).putAll(found);
    }

    private Map<String, List<Holder>> known(Transaction transaction) {
        return transaction.kept(this, HashMap::new);
    }

    /** What is known stays true: were it forgotten, every row of a file would have to be asked about by itself. */
    @Override
    public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author) {
        if (records == this) {
            change.before().forEach(period -> held(period, (code, holder) -> holders(transaction, code).remove(holder)));
            change.after().stream().filter(period -> period.knownTo() == null)
                    .forEach(period -> held(period, (code, holder) -> holders(transaction, code).add(holder)));
        }
    }

    private static void held(Period<?> period, BiConsumer<String, Holder> sink) {
        for (var code : ((Airline) period.content()).codes()) {
            code.held().and(period.valid()).ifPresent(days -> sink.accept(code.value(), new Holder(period.id(), days)));
        }
    }

    /** Those that are known, to be changed; of a designator that nobody has asked about, a list that nobody sees. */
    private List<Holder> holders(Transaction transaction, String code) {
        return known(transaction).getOrDefault(code, new ArrayList<>(0));
    }

    /** True if some airline has that designator on some of those days, as it is recorded now. */
    public boolean isHeld(Transaction transaction, String code, Interval days) throws SQLException {
        lookUp(transaction, Stream.of(code));
        return holders(transaction, code).stream().anyMatch(holder -> holder.days.overlaps(days));
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
