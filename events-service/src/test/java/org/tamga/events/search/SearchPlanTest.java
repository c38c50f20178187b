package org.tamga.events.search;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tamga.events.Plans;
import org.tamga.record.At;

/** How PostgreSQL goes about a search of twenty thousand statements, of which half have one word and half another. */
class SearchPlanTest {

    private static final String STATEMENTS = """
                                             insert into statement_version (row_id, id, version, valid, known, recorded, recorded_by, reason,
                                               confidence, sources, gathering_id, kind, unattributed, text, translations, topics, countries, sounds)
                                             select gen_random_uuid(), id, 1, '(,)', '[2026-01-01,)', '[2026-01-01,)', 'test', 'new', 'reported', '[{}]',
                                               gen_random_uuid(), 'speech', true,
                                               jsonb_build_object('en', case when n % 2 = 0 then 'even' else 'odd' end || ' number ' || n),
                                               '[]', '[]', '[]', case when n % 2 = 0 then 'even' else 'od' end
                                             from (select id, row_number() over () as n from statement) s""";

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        connection = Plans.database("plans");
        try (var statement = connection.createStatement()) {
            statement.execute("insert into statement (id, version, written_at)"
                    + " select gen_random_uuid(), 1, '2026-01-01' from generate_series(1, 20000)");
            // Every one is valid and known always: what keeps one record's periods apart would only take its time.
            statement.execute("alter table statement_version drop constraint statement_version_no_contradiction");
            statement.execute(STATEMENTS);
            statement.execute("vacuum analyze statement_version");
            statement.execute("set enable_seqscan = off");
        }
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void goes_by_the_index_of_words_however_many_have_each_and_however_few_have_all() throws SQLException {
        var then = new At(LocalDate.EPOCH, Instant.parse("2026-06-01T00:00:00Z"), At.Basis.SOURCE);
        for (var at : List.of(At.now(LocalDate.EPOCH), then, new At(LocalDate.EPOCH, then.knownAt(), At.Basis.RECORDED))) {
            for (var words : List.of("number", "even odd", "odd 17", "nowhere", "17")) {
                for (var kinds : List.of(Set.<String>of(), Set.of("statement"))) {
                    var plan = plan(words, kinds, at);
                    assertTrue(plan.contains("Bitmap Index Scan on statement_version_by_words"), plan);
                    assertFalse(plan.contains("Index Scan using statement_version"), plan);
                    assertFalse(plan.matches("(?s).*Seq Scan on \\w+_version.*"), plan);
                }
            }
        }
    }

    private static String plan(String words, Set<String> kinds, At at) throws SQLException {
        return Plans.plan(connection, new SearchRecords(null, null).statement(SearchQuery.of(words), kinds, at, 0, 21));
    }
}
