package org.tamga.record;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.commons.value.Uuid7;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.database.DatabaseException;
import org.tamga.record.database.Transaction;

import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * One write, in a transaction of its own: stated, recorded under a new id, or withdrawn.
 *
 * @param <C> the room's content
 */
final class Writing<C extends Record> {

    private final Records<C> records;
    private final Ledger ledger;
    private final String name;
    private final SharedWrites<C> shared;

    Writing(Records<C> records) {
        this.records = records;
        this.ledger = records.ledger();
        this.name = records.name();
        // The worker threads of Quarkus.
        this.shared = new SharedWrites<>(this, true, Infrastructure.getDefaultExecutor());
    }

    /** States a period of a record that may or may not exist. */
    Outcome<C> put(UUID id, UUID parentId, Write<C> write, Precondition precondition, Author author) {
        return explainingRefusals(id, write,
                () -> ledger.database.write(transaction -> put(transaction, id, parentId, write, precondition, author)));
    }

    /** As {@link #put(UUID, UUID, Write, Precondition, Author)}, in a transaction that is already open. */
    Outcome<C> put(Transaction transaction, UUID id, UUID parentId, Write<C> write, Precondition precondition,
            Author author) throws SQLException {
        var landing = landing(transaction, 1);
        landing.lock(List.of(new Landing.Target(id, parentId, false)));
        var statement = Landing.Statement.of(id, parentId, write, precondition, author);
        landing.meet(List.of(statement));
        return landing.put(statement);
    }

    /** As {@link #put(UUID, UUID, Write, Precondition, Author)}, in one transaction with what others write just now. */
    Outcome<C> putWithOthers(UUID id, UUID parentId, Write<C> write, Precondition precondition, Author author) {
        try {
            return shared.put(Landing.Statement.of(id, parentId, write, precondition, author)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : e;
        }
    }

    /**
     * Statements that have nothing to do with one another but the transaction.
     *
     * @return of each what it came to, or throws the {@link Problem} with which it was refused
     * @throws RuntimeException if the transaction failed; nothing of any of them was recorded
     */
    List<Supplier<Outcome<C>>> putTogether(List<Landing.Statement<C>> statements) {
        if (statements.size() == 1) {
            var one = statements.get(0);
            var outcome = put(one.id(), one.parentId(), one.write(), one.precondition(), one.author());
            return List.of(() -> outcome);
        }
        return ledger.database.write(transaction -> {
            var landing = landing(transaction, statements.size());
            landing.lock(statements.stream().map(Landing.Statement::target).toList());
            landing.meet(statements);
            var outcomes = new ArrayList<Supplier<Outcome<C>>>();
            for (var statement : statements) {
                try {
                    var outcome = landing.put(statement);
                    outcomes.add(() -> outcome);
                } catch (Problem refusal) {
                    outcomes.add(() -> {
                        throw refusal;
                    });
                }
            }
            landing.land();
            landing.forgetUnwritten();
            return outcomes;
        });
    }

    /**
     * Records something new under an id of ours.
     *
     * @param answer makes the answer, in the transaction, so that a repeat gets the same
     */
    Repeatable.Answer post(UUID parentId, Write<C> write, Author author, Repeatable request,
            Function<Outcome<C>, Repeatable.Answer> answer) {
        var id = Uuid7.next();
        return explainingRefusals(id, write, () -> ledger.database.write(transaction -> request.once(transaction, id,
                () -> answer.apply(put(transaction, id, parentId, write, Precondition.NONE, author)))));
    }

    /** Withdraws what stands, in all or part of the time; gives the version that this made. */
    int retract(UUID id, UUID parentId, Withdrawal withdrawal, Precondition precondition, Author author) {
        return explainingRefusals(id, null, () -> ledger.database.write(transaction -> {
            if (records.table().head(transaction, id).isEmpty()) {
                throw records.notFound(id);
            }
            var landing = landing(transaction, 1);
            landing.lock(List.of(new Landing.Target(id, parentId, false)));
            return landing.retract(id, parentId, withdrawal, precondition, author);
        }));
    }

    /** Announces what a day brings to a record as it stands; see {@link Landing#announce}. */
    void announce(Transaction transaction, UUID id, LocalDate day) throws SQLException {
        var landing = new Landing<>(records, transaction, 1);
        landing.lock(List.of(new Landing.Target(id, null, false)));
        landing.announce(id, day);
    }

    Landing<C> landing(Transaction transaction, int expected) {
        ledger.queue.requireRoom();
        return new Landing<>(records, transaction, expected);
    }

    /** Turns what the database itself refused into an answer that names the other record. */
    private <T> T explainingRefusals(UUID id, Write<C> stated, Supplier<T> write) {
        try {
            return write.get();
        } catch (DatabaseException e) {
            throw ledger.database.read(transaction -> explained(transaction, e, id, stated));
        }
    }

    /** What it means that the database refused a statement. */
    RuntimeException explained(Transaction transaction, DatabaseException refusal, UUID id, Write<C> stated)
            throws SQLException {
        var constraint = refusal.constraint();
        if ("record_key_one_owner".equals(constraint)) {
            return takenKeys(transaction, id, stated);
        }
        return ChangeLog.SENDABLE.equals(constraint)
                ? Problem.brokenRule("", "The record with all its periods is too large to be announced.")
                : refusal;
    }

    private Problem takenKeys(Transaction transaction, UUID id, Write<C> stated) throws SQLException {
        var violations = new ArrayList<Violation>();
        for (var key : records.keys(stated.content()).toList()) {
            for (var days : key.within(stated.valid()).stream().toList()) {
                transaction.list("select id from record_key"
                        + " where kind = ? and scheme = ? and value = ? and id <> ? and valid && ?::daterange",
                        row -> new Violation("",
                                key.scheme() + " " + key.value() + " is held by " + name + " " + row.getString(1)),
                        name, key.scheme(), key.value(), id, days.toRange()).forEach(violations::add);
            }
        }
        var detail = violations.stream().map(Violation::detail).collect(Collectors.joining("; "));
        return new Problem(ProblemType.CONFLICT,
                detail.isEmpty() ? "Another " + name + " holds the same at the same time." : detail,
                violations);
    }
}
