package org.tamga.testing;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.ConfigProvider;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Asks every list of the running service for every filter that its API document names, of now and of the past, and proves that
 * each answers and that PostgreSQL had an index for it: with sequential scans discouraged ({@link RealServices} does), none of a
 * version table happens.
 */
final class EveryFilter {

    /** Those of every list that narrow nothing. */
    private static final Set<String> NO_FILTERS = Set.of("validAt", "knownAt", "knownBasis", "limit", "after", "sort", "fields",
            "include", "includeHistory", "updatedAfter", "format");
    /** Something for whatever a filter may be of; a filter of one more kind adds its own. */
    private static final List<String> VALUES = List.of("KR", "2025-01-01", "true", "1", UUID.randomUUID().toString(), "KZ-KR",
            "KZ-BIN:123456789012", "ror:https://ror.org/0336rcx12", "ALA", "some words", "https://tamga.example/a", "2025",
            "2025-01-01T00:00:00Z", "2025-01-01T00:00:00");
    private static final Pattern CHOICE = Pattern.compile("(?:one of|such as) ([^,. ]+)");
    private static final Pattern COMPANION = Pattern.compile("(?:goes with|needs) (\\w+)");

    private final String domain;
    private final String past = Instant.now().toString();
    /** With which values another list answered that filter. */
    private final Map<String, Map<String, String>> answered = new HashMap<>();

    EveryFilter(String domain) {
        this.domain = domain;
    }

    void isServedByAnIndex() throws SQLException {
        // Of its own: the service's connections are ended below, so that they tell what they have counted.
        try (var connection = connect()) {
            // What tests have written a moment ago must not be planned for as if nothing were there.
            try (var statement = connection.createStatement()) {
                statement.execute("analyze");
            }
            var before = sequentialScans(connection);
            assertFalse(before.isEmpty(), "no version table was found");
            var document = ApiDocument.ofTheRunningService();
            document.operations("/api/" + domain + "/").stream()
                    .filter(list -> list.method().equals("GET") && document.has("post", list.path())
                            && document.has("get", list.path() + "/{id}"))
                    .forEach(list -> askFor(list.path().replace("{parentId}", UUID.randomUUID().toString()),
                            document.parameters(list, "query")));
            endTheServicesConnections(connection);
            assertEquals(before, sequentialScans(connection), "a filter read a whole table");
        }
    }

    private void askFor(String path, List<JsonNode> parameters) {
        var filters = new LinkedHashSet<String>();
        parameters.forEach(parameter -> filters.add(parameter.get("name").textValue()));
        filters.removeAll(NO_FILTERS);
        assertTrue(filters.contains("sourceUrl"), () -> path + " has no description of its filters");
        filters.forEach(filter -> {
            var question = answerable(path, filter);
            // A list asks few records first what it asks an export of all.
            isAnswered(path, question, Map.of(), "application/x-ndjson");
            for (var times : List.of(Map.of("knownAt", past), Map.of("knownAt", past, "knownBasis", "recorded"),
                    Map.of("updatedAfter", "2020-01-01T00:00:00Z"), Map.of("includeHistory", "true"), Map.of("sort", "-id"))) {
                isAnswered(path, question, times, "*/*");
            }
        });
    }

    private static void isAnswered(String path, Map<String, String> question, Map<String, String> times, String accept) {
        var answer = given().queryParams(question).queryParams(times).accept(accept).get(path);
        assertEquals(200, answer.statusCode(), () -> path + question + times + ": " + answer.asString());
    }

    /** Parameters with which the filter is one that can be answered. */
    private Map<String, String> answerable(String path, String filter) {
        var known = answered.get(filter);
        if (known != null) {
            var answer = given().queryParams(known).get(path);
            if (answer.statusCode() == 200) {
                return known;
            }
            assertEquals(400, answer.statusCode(), answer::asString);
        }
        var refusals = new ArrayList<String>();
        var values = new ArrayList<>(VALUES);
        var companions = new HashMap<String, String>();
        for (int i = 0; i < values.size(); i++) {
            var question = new HashMap<>(companions);
            question.put(filter, values.get(i));
            var answer = given().queryParams(question).get(path);
            if (answer.statusCode() == 200) {
                answered.put(filter, question);
                return question;
            }
            assertEquals(400, answer.statusCode(), answer::asString);
            String detail = answer.path("detail");
            refusals.add(detail);
            var choice = CHOICE.matcher(detail);
            if (choice.find() && !values.contains(choice.group(1))) {
                values.add(choice.group(1));
            }
            var companion = COMPANION.matcher(detail);
            if (companion.find() && companions.put(companion.group(1), "KR") == null) {
                i--;
            }
        }
        throw new AssertionError(path + " takes none of our values for " + filter + ": " + refusals);
    }

    private static Connection connect() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }

    private static Map<String, Long> sequentialScans(Connection connection) throws SQLException {
        var scans = new TreeMap<String, Long>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select relname, seq_scan from pg_stat_user_tables where relname like '%\\_version'")) {
            while (rows.next()) {
                scans.put(rows.getString(1), rows.getLong(2));
            }
        }
        return scans;
    }

    private static void endTheServicesConnections(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        }
    }
}
