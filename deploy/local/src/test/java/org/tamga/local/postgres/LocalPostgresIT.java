package org.tamga.local.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.ServerNotStarted;

class LocalPostgresIT {

    /** Each test begins with a server on what the last has left, in databases of its own. */
    @TempDir
    static Path folder;
    private static LocalPostgres postgres;

    @BeforeEach
    void start() {
        if (postgres == null || !postgres.server().process().isAlive()) {
            postgres = server();
            postgres.start();
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        postgres.server().process().destroyForcibly().waitFor();
    }

    @Test
    void what_was_committed_is_there_after_a_stop_and_a_start() throws Exception {
        write(postgres.database("stopped"));
        postgres.stop();
        postgres = server();
        postgres.start();
        assertEquals(894, read(postgres.database("stopped")));
    }

    @Test
    void what_was_committed_is_there_after_kill_9() throws Exception {
        write(postgres.database("killed"));
        postgres.server().process().destroyForcibly().waitFor();
        postgres = server();
        postgres.start();
        assertEquals(894, read(postgres.database("killed")));
    }

    @Test
    void starts_although_a_session_of_the_killed_server_is_busy() throws Exception {
        PostgresDatabase database = postgres.superuser();
        Thread session = new Thread(() -> assertThrows(SQLException.class, () -> loopForEver(database)));
        session.start();
        await().until(() -> read(database, "select count(*) from pg_stat_activity where query like 'do %'") == 1);
        postgres.server().process().destroyForcibly().waitFor();
        postgres = server();
        postgres.start();
        assertEquals(0, read(postgres.superuser(), "select 0"));
    }

    @Test
    void starts_although_the_lock_file_names_a_process_that_is_not_postgresql() throws Exception {
        postgres.server().process().destroyForcibly().waitFor();
        Path lock = folder.resolve("data/postmaster.pid");
        String former = Files.readString(lock);
        Files.writeString(lock, ProcessHandle.current().pid() + former.substring(former.indexOf('\n')));
        postgres = server();
        postgres.start();
        assertEquals(0, read(postgres.superuser(), "select 0"));
    }

    @Test
    void starts_although_an_initdb_was_killed_half_way() throws Exception {
        postgres.stop();
        Files.move(folder.resolve("data"), folder.resolve("data.new"));
        Files.delete(folder.resolve("data.new/global/pg_control"));
        postgres = server();
        postgres.start();
        assertEquals(0, read(postgres.superuser(), "select 0"));
    }

    @Test
    void refuses_data_of_another_major_version() throws Exception {
        postgres.stop();
        Path version = folder.resolve("data/PG_VERSION");
        String ours = Files.readString(version);
        Files.writeString(version, "17\n");
        assertThrows(ServerNotStarted.class, () -> server().start());
        Files.writeString(version, ours);
    }

    @Test
    void keeps_a_role_out_of_the_databases_of_others() {
        PostgresDatabase trade = postgres.database("trade");
        PostgresDatabase events = postgres.database("events");
        assertThrows(SQLException.class,
                () -> DriverManager.getConnection(trade.url(), events.username(), events.password()).close());
    }

    @Test
    void ends_a_transaction_after_five_minutes() throws Exception {
        PostgresDatabase trade = postgres.database("trade");
        assertEquals(300_000, read(trade, "select setting::int from pg_settings where name = 'transaction_timeout'"));
    }

    @Test
    void takes_letters_of_every_script_for_letters() throws Exception {
        PostgresDatabase events = postgres.database("events");
        try (Connection connection = connect(events); Statement statement = connection.createStatement()) {
            statement.execute("create extension pg_trgm");
        }
        for (String name : new String[]{"Арыстанов", "Қызылорда", "아리스타노프"}) {
            // As many as the name has characters, and one more for its beginning.
            assertEquals(name.length() + 1, read(events, "select cardinality(show_trgm('" + name + "'))"));
        }
        assertEquals(1,
                read(events, "select ('қызылорда' = any (tsvector_to_array(to_tsvector('simple', '«Қызылорда»'))))::int"));
    }

    @Test
    void lets_only_its_owner_read_the_passwords() throws Exception {
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("passwords.properties"))));
    }

    private static LocalPostgres server() {
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(Path.of("target").toAbsolutePath());
        return new LocalPostgres(folder, FreePorts.any(), binaries, Durability.DURABLE, Lifetime.OWN);
    }

    private static void loopForEver(PostgresDatabase database) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin loop perform 1; end loop; end $$");
        }
    }

    private static void write(PostgresDatabase database) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            statement.execute("create table company (n int)");
            statement.execute("insert into company values (894)");
        }
    }

    private static int read(PostgresDatabase database) throws SQLException {
        return read(database, "select n from company");
    }

    private static int read(PostgresDatabase database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(PostgresDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }
}
