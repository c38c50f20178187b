package org.tamga.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.tamga.commons.json.Json;
import org.tamga.local.postgres.PostgresDatabase;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Horizon;
import org.tamga.record.change.Queue;
import org.tamga.record.database.Database;
import org.tamga.testing.TestPostgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;

/** A real, empty database with the record's own schema and a room of things, without a container around it. */
public final class Shelf implements AutoCloseable {

    private static final List<String> SCHEMA = List.of("V0_1__record.sql", "V0_2__inbox.sql", "V0_3__measure.sql",
            "V0_4__agenda.sql", "V0_5__import.sql", "V0_7__cited_source.sql", "V0_8__recorded_only.sql",
            "V0_10__withheld_answer.sql", "V0_11__kept_answer.sql", "V0_14__announce_anew.sql",
            "V0_31__topic_made_anew.sql", "V0_32__built_as.sql");
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String domain = "test" + UUID.randomUUID().toString().substring(0, 8);
    private final PostgresDatabase postgres;
    private final AgroalDataSource dataSource;
    private final Database database;
    private final Ledger ledger;
    private final Things things;
    private final List<Witness> witnesses = new CopyOnWriteArrayList<>();

    private Shelf(PostgresDatabase postgres, Duration patience) {
        this.postgres = postgres;
        this.dataSource = pool(postgres);
        this.database = new Database(dataSource, patience);
        this.ledger = new Ledger(domain, database, new ChangeLog(), new Queue(database), new Horizon(database), Json.mapper(),
                new RecordBeans().validator(), witnesses, List.of());
        this.things = new Things(ledger);
    }

    /** A new database. */
    public static Shelf fresh() {
        return fresh(PATIENCE);
    }

    /** A new database, of which nothing is waited for longer. */
    static Shelf fresh(Duration patience) {
        var postgres = TestPostgres.database("shelf");
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            for (var file : SCHEMA) {
                try (var schema = Shelf.class.getResourceAsStream("/db/record/" + file)) {
                    statement.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            statement.execute(Things.TABLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Shelf(postgres, patience);
    }

    /** The same database from another process. */
    public static Shelf existing(String url, String username, String password) {
        return new Shelf(new PostgresDatabase(url, username, password), PATIENCE);
    }

    public PostgresDatabase postgres() {
        return postgres;
    }

    public Database database() {
        return database;
    }

    /** The topic on which the things' changes are announced: this shelf's own. */
    public String topic() {
        return things.topic();
    }

    /** For rooms of other kinds over the same database. */
    public Ledger ledger() {
        return ledger;
    }

    /** Has something told of every change from now on. */
    void tell(Witness witness) {
        witnesses.add(witness);
    }

    public Records<?> records() {
        return things;
    }

    Things things() {
        return things;
    }

    /** Writes a thing of that colour, valid always, over whatever version stands: for tests that only need changes. */
    public void paint(UUID id, String colour) {
        things.writing().put(id, null, Thing.painted(colour, Interval.ALWAYS), new Precondition("*", null),
                new Author("test", null));
    }

    /** Records a new thing of that colour. */
    public void add(UUID id, String colour) {
        things.writing().put(id, null, Thing.painted(colour, Interval.ALWAYS), Precondition.NONE, new Author("test", null));
    }

    /** Withdraws a thing whole. */
    public void retract(UUID id) {
        things.writing().retract(id, null, new Withdrawal(Interval.ALWAYS, "never was", Thing.SOURCES),
                new Precondition("*", null),
                new Author("test", null));
    }

    /** Keeps a thing from being read. */
    public void withhold(UUID id) {
        database.write(transaction -> {
            things.withhold(transaction, id, Thing.SOURCES, new Author("test", null));
            return null;
        });
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private static AgroalDataSource pool(PostgresDatabase postgres) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(20).acquisitionTimeout(Duration.ofSeconds(10))
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .connectionFactoryConfiguration(
                                    factory -> factory.jdbcUrl(postgres.url() + "?reWriteBatchedInserts=true")
                                            .principal(new NamePrincipal(postgres.username()))
                                            .credential(new SimplePassword(postgres.password())))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
