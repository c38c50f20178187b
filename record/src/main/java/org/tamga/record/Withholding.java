package org.tamga.record;

import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.database.Transaction;

/**
 * Records that may not be read: they are absent from reads, lists, histories, exports and the change log, and nothing can be
 * stated of them; {@code standing} and {@link At} are where that is decided. The event that says so has nothing of the record
 * in it, empties its {@code .state} and has {@code withheld: true}, by which readers of the topic forget what they hold.
 *
 * @param <C> the room's content
 */
final class Withholding<C extends Record> {

    private static final ChangeLog.Redaction REDACTION = new ChangeLog.Redaction(List.of(),
            """
            {"before": [], "after": [],
             "sources": [{"type": "primary-research", "title": "Withheld", "publisher": "Tamga"}]}""");

    private final Records<C> records;
    private final VersionTable<C> table;
    private final Ledger ledger;
    private final Transaction transaction;

    Withholding(Records<C> records, Transaction transaction) {
        this.records = records;
        this.table = records.table();
        this.ledger = records.ledger();
        this.transaction = transaction;
    }

    /** Keeps a record from being read; false, and nothing happens, where it is withheld already. */
    boolean begin(UUID id, List<Citation> sources, Author author) throws SQLException {
        var head = locked(id);
        if (head.isWithheld()) {
            return false;
        }
        var countries = records.countriesOf(transaction, id);
        table.withhold(transaction, id, true);
        ledger.changes.withhold(transaction, records.topic(), id.toString(), REDACTION);
        Repeatable.withhold(transaction, id);
        announce(head, Reason.RETRACTION, "withheld", List.of(), sources, author, countries);
        return true;
    }

    /** Lets it be read again, with all that was recorded of it; false, and nothing happens, where it is not withheld. */
    boolean end(UUID id, List<Citation> sources, Author author) throws SQLException {
        var head = locked(id);
        if (!head.isWithheld()) {
            return false;
        }
        if (table.isErased(transaction, id)) {
            throw new Problem(ProblemType.CONFLICT, "It has been erased.");
        }
        table.withhold(transaction, id, false);
        ledger.changes.release(transaction, records.topic(), id.toString());
        Repeatable.release(transaction, id);
        announce(head, Reason.UPDATE, "restored", table.standing(transaction, id), sources, author,
                records.countriesOf(transaction, id));
        return true;
    }

    /** Says of one that may be read what stands of it, once more. */
    void repeat(UUID id) throws SQLException {
        var head = locked(id);
        var standing = table.standing(transaction, id);
        if (!head.isWithheld() && !standing.isEmpty()) {
            announce(head, Reason.UPDATE, "restored", standing, standing.get(0).sources(), Author.NOBODY,
                    records.countriesOf(transaction, id));
        }
    }

    /** Erases for good what is withheld: every version, what the log says, and sources of its own. Its id stays taken. */
    void erase(UUID id) throws SQLException {
        if (!locked(id).isWithheld()) {
            throw new Problem(ProblemType.CONFLICT, "Only what is withheld can be erased.");
        }
        var cited = ledger.sources.of(transaction, table, id);
        table.erase(transaction, id);
        ledger.sources.forget(transaction, cited);
        ledger.changes.erase(transaction, records.topic(), id.toString(), REDACTION);
        Repeatable.erase(transaction, id);
        transaction.update("delete from retraction where kind = ? and id = ?", records.name(), id);
        transaction.update("delete from record_key where kind = ? and id = ?", records.name(), id);
    }

    private VersionTable.Head locked(UUID id) throws SQLException {
        return table.lock(transaction, List.of(id)).stream().findFirst().orElseThrow(() -> records.notFound(id));
    }

    private void announce(VersionTable.Head head, Reason reason, String happened, List<Period<C>> standing,
            List<Citation> sources, Author author, Set<String> countries) throws SQLException {
        var draw = table.draw(transaction, 1).get(0);
        var next = head.writtenAt().plus(1, ChronoUnit.MICROS);
        var stamp = new VersionTable.Stamp(head.version() + 1, draw.at().isBefore(next) ? next : draw.at(), draw.position());
        table.advance(transaction,
                List.of(new VersionTable.Head(head.id(), head.parentId(), stamp.version(), stamp.at(), head.isWithheld())));
        var change = new Change<>(head.id(), head.parentId(), stamp.version(), reason, stamp.at(), List.<Period<C>>of(),
                standing, null, sources);
        ledger.changes.append(transaction, stamp.position(), records.writing().landing(transaction, 1)
                .event(change, happened, standing, stamp, countries, standing.isEmpty() ? "withheld" : null, author));
    }
}
