package org.tamga.events.withholding;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

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

/** Withholds a person with all that is the person's: memberships, participations, what the person said, and claims taken from it. */
@Singleton
public class WithholdingRecords {

    /** The ids of what is the person's, withheld or not; everything that was ever recorded counts. */
    private static final String PARTICIPATIONS = "select id from participation_version where person_id = ?";
    private static final String STATEMENTS = "select id from statement_version where speaker_id = ? or participation_id in ("
            + PARTICIPATIONS + ")";

    private final Database database;
    private final PersonRecords persons;
    private final MembershipRecords memberships;
    private final ParticipationRecords participations;
    private final StatementRecords statements;
    private final Assessments assessments;

    WithholdingRecords(Database database, PersonRecords persons, MembershipRecords memberships,
            ParticipationRecords participations, StatementRecords statements, Assessments assessments) {
        this.database = database;
        this.persons = persons;
        this.memberships = memberships;
        this.participations = participations;
        this.statements = statements;
        this.assessments = assessments;
    }

    /** What is done to one record of the person's; claims go with what was found of them. */
    private interface Step {

        void on(Records<?> records, UUID id) throws SQLException;

        void onClaim(UUID id) throws SQLException;
    }

    /** A 404 problem where nothing was ever recorded of the person. */
    void withhold(UUID person, String because, List<Citation> sources, Author author) {
        database.write(transaction -> {
            each(transaction, person, new Step() {

                @Override
                public void on(Records<?> records, UUID id) throws SQLException {
                    records.withhold(transaction, id, sources, author);
                }

                @Override
                public void onClaim(UUID id) throws SQLException {
                    assessments.withhold(transaction, id, sources, author);
                }
            });
            return transaction.update(
                    "insert into withheld_person (person_id, because, by) values (?, ?, ?) on conflict do nothing", person,
                    because, author.subject());
        });
    }

    /** A 409 problem where the person has been erased. */
    void release(UUID person, List<Citation> sources, Author author) {
        database.write(transaction -> {
            each(transaction, person, new Step() {

                @Override
                public void on(Records<?> records, UUID id) throws SQLException {
                    records.release(transaction, id, sources, author);
                }

                @Override
                public void onClaim(UUID id) throws SQLException {
                    assessments.release(transaction, id, sources, author);
                }
            });
            return transaction.update("delete from withheld_person where person_id = ?", person);
        });
    }

    /** For good. A 409 problem where the person is not withheld. */
    void erase(UUID person) {
        database.write(transaction -> {
            each(transaction, person, new Step() {

                @Override
                public void on(Records<?> records, UUID id) throws SQLException {
                    records.erase(transaction, id);
                }

                @Override
                public void onClaim(UUID id) throws SQLException {
                    assessments.erase(transaction, id);
                }
            });
            return transaction.update(
                    "update withheld_person set because = '', erased_at = clock_timestamp() where person_id = ?", person);
        });
    }

    /** The person first, so that two who do the same wait for each other there; all of them are found before any is erased. */
    private void each(Transaction transaction, UUID person, Step step) throws SQLException {
        var belongings = new LinkedHashMap<Records<?>, List<UUID>>();
        belongings.put(memberships, ids(transaction, "select id from membership_version where person_id = ?", person));
        belongings.put(participations, ids(transaction, PARTICIPATIONS, person));
        belongings.put(statements, ids(transaction, STATEMENTS, person, person));
        var said = ids(transaction, "select id from claim_version where statement_id in (" + STATEMENTS + ")", person, person);
        step.on(persons, person);
        for (var kind : belongings.entrySet()) {
            for (var id : kind.getValue()) {
                step.on(kind.getKey(), id);
            }
        }
        for (var claim : said) {
            step.onClaim(claim);
        }
    }

    private static List<UUID> ids(Transaction transaction, String query, Object... arguments) throws SQLException {
        return transaction.list("select distinct id from (" + query + ") found order by id",
                row -> row.getObject("id", UUID.class), arguments);
    }
}
