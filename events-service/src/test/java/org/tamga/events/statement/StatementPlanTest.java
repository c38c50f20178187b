package org.tamga.events.statement;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tamga.events.Plans;
import org.tamga.record.At;

/** How it is found in which role somebody spoke, at a gathering of thousands. */
class StatementPlanTest {

    private static final UUID GATHERING = UUID.randomUUID();
    private static final String FILL = """
                                       alter table participation_version drop constraint participation_version_no_contradiction;
                                       alter table statement_version drop constraint statement_version_no_contradiction;
                                       insert into participation (id, version, written_at, parent_id)
                                         select gen_random_uuid(), 1, '2026-01-01', '%1$s' from generate_series(1, 5000);
                                       insert into participation_version (row_id, id, parent_id, version, valid, known, recorded, recorded_by,
                                           reason, confidence, sources, person_id, organisation_id)
                                         select gen_random_uuid(), id, '%1$s', 1, '(,)', '[2026-01-01,)', '[2026-01-01,)', 'test', 'new',
                                           'reported', '[{}]', case when n %% 2 = 0 then gen_random_uuid() end,
                                           case when n %% 2 = 1 then gen_random_uuid() end
                                         from (select id, row_number() over () as n from participation) p;
                                       insert into statement (id, version, written_at)
                                         select gen_random_uuid(), 1, '2026-01-01' from generate_series(1, 500);
                                       insert into statement_version (row_id, id, version, valid, known, recorded, recorded_by, reason,
                                           confidence, sources, gathering_id, kind, speaker_id, text, translations, topics, countries, sounds)
                                         select gen_random_uuid(), id, 1, '(,)', '[2026-01-01,)', '[2026-01-01,)', 'test', 'new', 'reported',
                                           '[{}]', '%1$s', 'speech', (select coalesce(person_id, organisation_id)
                                             from participation_version p where p.id <> s.id offset n limit 1), '{"en": "Words"}', '[]', '[]',
                                           '[]', 'words'
                                         from (select id, row_number() over () as n from statement) s;
                                       """
            .formatted(GATHERING);

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        connection = Plans.database("statement_plans");
        try (var statement = connection.createStatement()) {
            statement.execute(FILL);
            statement.execute("vacuum analyze participation_version");
            statement.execute("vacuum analyze statement_version");
        }
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void each_speaker_is_looked_up_by_an_index_among_all_who_take_part() throws SQLException {
        var ids = Stream.generate(UUID::randomUUID).limit(500).toList();
        for (var query : List.of(StatementRecords.occasionsOf(ids, At.now(LocalDate.EPOCH)),
                StatementRecords.voicesOf(ids.get(0), At.everyDay()))) {
            var plan = Plans.plan(connection, query);
            assertTrue(plan.contains("participation_version_by_person"), plan);
            assertTrue(plan.contains("participation_version_by_organisation"), plan);
            assertFalse(plan.contains("Seq Scan on participation_version"), plan);
        }
    }
}
