package org.tamga.testing;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import org.tamga.local.postgres.PostgresDatabase;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Gives a {@code @QuarkusTest} a real, empty database, a real Kafka and the key of {@link Tokens}, each as far as it is asked for:
 *
 * <pre>{@code
 * @QuarkusTest
 * @WithTestResource(value = RealServices.class, initArgs = {
 *         @ResourceArg(name = RealServices.DATABASE, value = "trade"),
 *         @ResourceArg(name = RealServices.KAFKA, value = "true") })
 * class CompanyResourceTest {
 * }</pre>
 *
 * Tests with the same arguments share one start of the application, and its database.
 */
public final class RealServices implements QuarkusTestResourceLifecycleManager {

    /** The beginning of the database's name; without it there is none. */
    public static final String DATABASE = "database";
    /** {@code true} for a Kafka; without it there is none, and nothing listens where the application looks for one. */
    public static final String KAFKA = "kafka";

    private String database;
    private boolean kafka;

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.get(DATABASE);
        kafka = Boolean.parseBoolean(arguments.get(KAFKA));
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("mp.jwt.verify.publickey.location", Tokens.publicKeyLocation());
        // Port 9 is the discard service of old, which nobody runs: a broker that is away, never one that happens to be there.
        configuration.put("kafka.bootstrap.servers", kafka ? TestKafka.bootstrapServers() : "127.0.0.1:9");
        if (database != null) {
            PostgresDatabase fresh = TestPostgres.database(database);
            discourageSequentialScans(fresh);
            configuration.put("quarkus.datasource.jdbc.url", fresh.url());
            configuration.put("quarkus.datasource.username", fresh.username());
            configuration.put("quarkus.datasource.password", fresh.password());
            // A machine that runs tests may stand still for a while by itself.
            configuration.put("tamga.database.patience", "20S");
        }
        return configuration;
    }

    /** Tests have few rows, of which PostgreSQL would read all rather than look into an index: see {@link EveryFilter}. */
    private static void discourageSequentialScans(PostgresDatabase database) {
        try (var connection = DriverManager.getConnection(database.url(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("alter database " + connection.getCatalog() + " set enable_seqscan = off");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing: both servers serve the other tests of this JVM too, and end with it. */
    @Override
    public void stop() {
    }
}
