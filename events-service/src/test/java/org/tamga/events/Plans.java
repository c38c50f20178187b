package org.tamga.events;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;

import org.flywaydb.core.Flyway;
import org.tamga.record.Condition;
import org.tamga.testing.TestPostgres;

/** How PostgreSQL goes about what the service asks of it. */
public final class Plans {

    private Plans() {
    }

    /** A connection to a database of that name with the service's tables, empty. */
    public static Connection database(String name) throws SQLException {
        var database = TestPostgres.database(name);
        Flyway.configure().dataSource(database.url(), database.username(), database.password())
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .locations("classpath:db/record", "classpath:db/events").load().migrate();
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }

    /** The plan of a query, in PostgreSQL's words. */
    public static String plan(Connection connection, Condition query) throws SQLException {
        try (var explain = connection.prepareStatement("explain " + query.sql())) {
            var arguments = query.arguments();
            for (int i = 0; i < arguments.size(); i++) {
                var argument = arguments.get(i);
                explain.setObject(i + 1, argument instanceof Collection<?> ids
                        ? connection.createArrayOf("uuid", ids.toArray())
                        : argument instanceof Instant instant ? instant.toString() : argument);
            }
            var plan = new StringJoiner("\n");
            try (var rows = explain.executeQuery()) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            return plan.toString();
        }
    }
}
