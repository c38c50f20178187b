package org.tamga.events.withholding;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.events.assessment.Assessments;
import org.tamga.events.membership.MembershipRecords;
import org.tamga.events.participation.ParticipationRecords;
import org.tamga.events.person.PersonRecords;
import org.tamga.events.statement.StatementRecords;
import org.tamga.record.Author;
import org.tamga.record.Citation;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/**
 * Withholds a person with all that is the person's: memberships, participations, what the person said, and claims taken from it.
 * Whatever was ever recorded as the person's is withheld; it comes back only when no other withheld person is left in it, and is
 * erased only where nobody else stands in it: what has since been corrected to somebody else stays withheld instead.
 */
@Singleton
public class WithholdingRecords {

    private static final String STILL_WITHHELD = """
                                                 o.%1$s in (select w.id from %2$s w where w.withheld)""";

    private final Database database;
    private final PersonRecords persons;
    private final Belongings memberships;
    private final Belongings participations;
    private final Belongings statements;
    private final Belongings claims;
    private final Assessments assessments;

    WithholdingRecords(Database database, PersonRecords persons, MembershipRecords memberships,
            ParticipationRecords participations, StatementRecords statements, Assessments assessments) {
        this.database = database;
        this.persons = persons;
        this.assessments = assessments;
        var ofPerson = STILL_WITHHELD.formatted("person_id", "person");
        this.memberships = new Belongings("membership", "%s.person_id = any (?::uuid[])", ofPerson, memberships);
        this.participations = new Belongings("participation", "%s.person_id = any (?::uuid[])", ofPerson, participations);
        this.statements = new Belongings("statement",
                "(%1$s.speaker_id = any (?::uuid[]) or %1$s.participation_id = any (?::uuid[]))",
                STILL_WITHHELD.formatted("speaker_id", "person") + " or "
                        + STILL_WITHHELD.formatted("participation_id", "participation"),
                statements);
        this.claims = new Belongings("claim", "%s.statement_id = any (?::uuid[])",
                STILL_WITHHELD.formatted("statement_id", "statement"), null);
    }

    /** What is done to a person and, from there down, to each kind of what is the person's. */
    private enum Step {
        WITHHOLD, RELEASE, ERASE
    }

    /**
     * A kind of record that hangs on persons, or on another kind that does.
     *
     * @param mine the condition, over a row {@code %s}, that it hangs on what is in the arrays of ids
     * @param stillWithheld the condition, over a row {@code o}, that it hangs on something that is withheld
     * @param records null of claims, which go with what was found of them
     */
    private record Belongings(String name, String mine, String stillWithheld, Records<?> records) {

        /** Those with which the step is to be taken, of all that ever hung on these. */
        List<UUID> of(Transaction transaction, Step step, List<Collection<UUID>> owners) throws SQLException {
            var ever = "select distinct v.id from " + name + "_version v where " + mine.formatted("v");
            var other = " and not exists (select from " + name + "_version o where o.id = v.id and ";
            var query = switch (step) {
                case WITHHOLD -> ever;
                case RELEASE -> ever + other + "(" + stillWithheld + "))";
                case ERASE -> ever + other + "upper_inf(o.known) and upper_inf(o.recorded) and (" + mine.formatted("o")
                        + ") is not true)";
            };
            var arguments = step == Step.ERASE ? Stream.concat(owners.stream(), owners.stream()) : owners.stream();
            return transaction.list(query + " order by 1", row -> row.getObject("id", UUID.class), arguments.toArray());
        }
    }

    /** A 404 problem where nothing was ever recorded of the person. */
    void withhold(UUID person, String because, List<Citation> sources, Author author) {
        database.write(transaction -> {
            each(transaction, Step.WITHHOLD, person, sources, author);
            return transaction.update(
                    "insert into withheld_person (person_id, because, by) values (?, ?, ?) on conflict do nothing", person,
                    because, author.subject());
        });
    }

    /** A 409 problem where the person is not withheld, or has been erased. */
    void release(UUID person, List<Citation> sources, Author author) {
        database.write(transaction -> {
            each(transaction, Step.RELEASE, person, sources, author);
            return transaction.update("delete from withheld_person where person_id = ?", person);
        });
    }

    /** For good. A 409 problem where the person is not withheld. */
    void erase(UUID person) {
        database.write(transaction -> {
            each(transaction, Step.ERASE, person, List.of(), null);
            return transaction.update(
                    "update withheld_person set because = '', erased_at = clock_timestamp() where person_id = ?", person);
        });
    }

    /**
     * From the person down, each kind looked for when what it hangs on is locked: whoever was stating something of that has done
     * so by then, and whoever comes later finds that it does not stand. One person at a time, as two can hang on one record.
     */
    private void each(Transaction transaction, Step step, UUID person, List<Citation> sources, Author author)
            throws SQLException {
        transaction.update("lock table withheld_person in share row exclusive mode");
        if (!take(transaction, step, persons, person, sources, author) && step == Step.RELEASE) {
            throw new Problem(ProblemType.CONFLICT, "The person is not withheld.");
        }
        var self = List.of(person);
        take(transaction, step, memberships, List.of(self), sources, author);
        var taken = take(transaction, step, participations, List.of(self), sources, author);
        var said = take(transaction, step, statements, List.of(self, taken), sources, author);
        for (var claim : claims.of(transaction, step, List.of(said))) {
            switch (step) {
                case WITHHOLD -> assessments.withhold(transaction, claim, sources, author);
                case RELEASE -> assessments.release(transaction, claim, sources, author);
                case ERASE -> assessments.erase(transaction, claim);
            }
        }
    }

    private static List<UUID> take(Transaction transaction, Step step, Belongings kind, List<Collection<UUID>> owners,
            List<Citation> sources, Author author) throws SQLException {
        var ids = kind.of(transaction, step, owners);
        for (var id : ids) {
            take(transaction, step, kind.records(), id, sources, author);
        }
        return ids;
    }

    private static boolean take(Transaction transaction, Step step, Records<?> records, UUID id, List<Citation> sources,
            Author author) throws SQLException {
        return switch (step) {
            case WITHHOLD -> records.withhold(transaction, id, sources, author);
            case RELEASE -> records.release(transaction, id, sources, author);
            case ERASE -> {
                records.erase(transaction, id);
                yield true;
            }
        };
    }
}
