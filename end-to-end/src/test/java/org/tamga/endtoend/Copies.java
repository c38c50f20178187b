package org.tamga.endtoend;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

import org.tamga.local.postgres.PostgresDatabase;

/** What services keep of others' records. */
final class Copies {

    private Copies() {
    }

    /** The English titles of gatherings by their ids, in the database of mobility-service or trade-service. */
    static Map<String, String> ofGatherings(PostgresDatabase of) throws SQLException {
        Map<String, String> titles = new TreeMap<>();
        try (var database = DriverManager.getConnection(of.url(), of.username(), of.password());
                var rows = database.createStatement().executeQuery("select id, title ->> 'en' from gathering")) {
            while (rows.next()) {
                titles.put(rows.getString(1), rows.getString(2));
            }
        }
        return titles;
    }
}
