package org.tamga.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.tamga.local.suite.Application;

/**
 * The other side: the statements that trade-service sends, sent to the same PostgreSQL by pgbench, or by plain JDBC with prepared
 * statements, every column of every row read.
 */
final class Direct {

    private static final String COLUMNS = """
                                          select v.row_id, v.id, v.parent_id, v.version, lower(v.valid), upper(v.valid), lower(v.recorded), upper(v.recorded),
                                            lower(v.known), upper(v.known), v.recorded_by, v.reason, v.confidence, v.note, v.sources, v.names, v.entity_type, v.jurisdiction,
                                            v.identifiers, v.legal_form, v.status, v.founded_on, v.dissolved_on, v.head_id, v.isic, v.seat""";
    private static final String BY_ID = COLUMNS
            + ", h.version, h.written_at from company_version v join company h on h.id = v.id"
            + " where v.id = any (array[%s]) and v.standing and (v.valid @> %s::date) is true";
    private static final String FILTERED = COLUMNS
            + " from company_version v where (v.standing and (v.valid @> %s::date) is true)"
            + " and (v.jurisdiction = %s) order by v.id, v.row_id limit 51";

    private static final String HEAD = "insert into bench.company (id, version, written_at) values (%s, 1, clock_timestamp())"
            + " on conflict do nothing returning written_at, nextval('bench.position') as position";
    private static final String VERSION = """
                                          insert into bench.company_version (row_id, id, version, valid, known, recorded, recorded_by, reason,
                                            confidence, sources, names, entity_type, jurisdiction, identifiers, legal_form, status, founded_on, isic,
                                            seat, name_text, name_key, isic_prefixes)
                                          select %s, %s, 1, '(,)', tstzrange(clock_timestamp(), null), tstzrange(clock_timestamp(), null), recorded_by,
                                            reason, confidence, sources, names, entity_type, jurisdiction, identifiers, legal_form, status,
                                            founded_on, isic, seat, name_text, name_key, isic_prefixes
                                          from company_version where row_id = %s""";
    private static final String LOG = """
                                      insert into bench.change_log (position, id, topic, key, type, at, countries, traceparent, data)
                                      values (%s, %s, %s, %s, %s, clock_timestamp(), %s, null, %s)""";
    private static final String QUEUE = """
                                        insert into bench.outbox (position, id, aggregatetype, aggregateid, type, at, countries, traceparent,
                                          payload, state)
                                        values (%s, %s, %s, %s, %s, clock_timestamp(), %s, null, %s, %s)""";

    private final Suite suite;
    private final Optional<Path> pgbench;

    /** @param pgbench where it is, or empty for plain JDBC */
    Direct(Suite suite, Optional<Path> pgbench) {
        this.suite = suite;
        this.pgbench = pgbench;
    }

    /** A record by its id. */
    Side byId(int companies) {
        return side(() -> jdbcById(companies), "\\set n random(0, " + (companies - 1) + ")\n" + BY_ID.formatted(
                "('5eed0000-0000-8000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid", ":day") + ";\n");
    }

    private Load.Client jdbcById(int companies) throws SQLException {
        var database = suite.database(Application.TRADE);
        var statement = database.prepareStatement(BY_ID.formatted("?", "?"));
        var random = new Random();
        return client(database, () -> {
            statement.setObject(1, Companies.any(random, companies));
            statement.setObject(2, LocalDate.now());
            readAll(statement.executeQuery());
        });
    }

    /** A page of 50 by one filter. */
    Side filtered(String jurisdiction) {
        return side(() -> jdbcFiltered(jurisdiction),
                FILTERED.formatted(":day", ":country") + ";\n", Map.of("country", jurisdiction));
    }

    private Load.Client jdbcFiltered(String jurisdiction) throws SQLException {
        var database = suite.database(Application.TRADE);
        var statement = database.prepareStatement(FILTERED.formatted("?", "?"));
        return client(database, () -> {
            statement.setObject(1, LocalDate.now());
            statement.setString(2, jurisdiction);
            readAll(statement.executeQuery());
        });
    }

    /** A transaction with the rows that creating a company inserts, into copies of the tables with all their indexes. */
    Side create(Created created) {
        // The id is made of two random numbers, as long as ours.
        var id = "(lpad(to_hex(:a::bigint), 16, '0') || lpad(to_hex(:b::bigint), 16, '0'))::uuid";
        var event = List.of(":position::bigint", "gen_random_uuid()", "'trade.company'", id + "::text",
                "'org.tamga.trade.company.registered.v1'", "array['KZ']", "(select data from bench.sample)",
                "(select data from bench.sample)").toArray();
        return side(() -> jdbcCreate(created), """
                                               \\set a random(0, 9223372036854775806)
                                               \\set b random(0, 9223372036854775806)
                                               begin;
                                               %s \\gset
                                               %s;
                                               %s;
                                               %s;
                                               commit;
                                               """.formatted(HEAD.formatted(id),
                VERSION.formatted("gen_random_uuid()", id, "(select row_id from bench.sample)"), LOG.formatted(event),
                QUEUE.formatted(event)));
    }

    private Load.Client jdbcCreate(Created created) throws SQLException {
        var database = suite.database(Application.TRADE);
        database.setAutoCommit(false);
        var head = database.prepareStatement(HEAD.formatted("?"));
        var version = database.prepareStatement(VERSION.formatted("?", "?", "?"));
        var marks = Collections.nCopies(8, "?").toArray();
        var log = database.prepareStatement(LOG.formatted(marks));
        var queue = database.prepareStatement(QUEUE.formatted(marks));
        var countries = database.createArrayOf("text", new String[]{"KZ"});
        return client(database, () -> {
            var id = UUID.randomUUID();
            head.setObject(1, id);
            long position;
            try (var row = head.executeQuery()) {
                row.next();
                position = row.getLong(2);
            }
            version.setObject(1, UUID.randomUUID());
            version.setObject(2, id);
            version.setObject(3, created.rowId());
            version.executeUpdate();
            for (var statement : List.of(log, queue)) {
                statement.setLong(1, position);
                statement.setObject(2, UUID.randomUUID());
                statement.setString(3, "trade.company");
                statement.setString(4, id.toString());
                statement.setString(5, "org.tamga.trade.company.registered.v1");
                statement.setArray(6, countries);
                statement.setString(7, created.data());
            }
            log.executeUpdate();
            queue.setString(8, created.state());
            queue.executeUpdate();
            database.commit();
        });
    }

    /** What a company that was created through the API left behind: the other side writes as much. */
    record Created(UUID rowId, String data, String state) {}

    /** Makes the copies of the tables, and finds what the company of that id left. */
    Created prepareCreates(UUID sample) throws SQLException {
        try (var database = suite.database(Application.TRADE); var statement = database.createStatement()) {
            statement.execute("drop schema if exists bench cascade");
            statement.execute("create schema bench");
            statement.execute("create sequence bench.position cache 1");
            statement.execute("create table bench.sample (row_id uuid, data text)");
            for (var table : new String[]{"company", "company_version", "change_log", "outbox"}) {
                statement.execute("create table bench." + table + " (like public." + table + " including all)");
            }
            try (var row = statement
                    .executeQuery("select v.row_id, l.data from company_version v, change_log l where v.id = '" + sample
                            + "' and l.key = '" + sample + "'")) {
                row.next();
                // The state is the periods once more, about as long as the change.
                var created = new Created(row.getObject(1, UUID.class), row.getString(2), row.getString(2));
                try (var kept = database.prepareStatement("insert into bench.sample values (?, ?)")) {
                    kept.setObject(1, created.rowId());
                    kept.setString(2, created.data());
                    kept.executeUpdate();
                }
                return created;
            }
        }
    }

    private Side side(Load.Clients jdbc, String script) {
        return side(jdbc, script, Map.of());
    }

    private Side side(Load.Clients jdbc, String script, Map<String, String> more) {
        var variables = new HashMap<>(more);
        variables.put("day", LocalDate.now().toString());
        return pgbench.<Side>map(program -> new Pgbench(program, suite.address(Application.TRADE), script, variables))
                .orElseGet(() -> new Load("JDBC", jdbc));
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static Load.Client client(Connection database, Work work) {
        return new Load.Client() {

            @Override
            public void once() throws SQLException {
                work.run();
            }

            @Override
            public void close() throws SQLException {
                database.close();
            }
        };
    }

    private static void readAll(ResultSet rows) throws SQLException {
        try (rows) {
            var columns = rows.getMetaData().getColumnCount();
            var found = false;
            while (rows.next()) {
                found = true;
                for (int i = 1; i <= columns; i++) {
                    rows.getString(i);
                }
            }
            if (!found) {
                throw new SQLException("nothing was found: the comparison compares nothing");
            }
        }
    }
}
