package org.tamga.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

import org.tamga.local.suite.Application;

/** How many changes a second the relay of trade-service carries to Kafka when there are more than it can. */
final class Relaying {

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Suite suite;

    Relaying(Suite suite) {
        this.suite = suite;
    }

    /** What was carried, and how fast. */
    record Drained(double perSecond, int bytes) {}

    /**
     * Queues changes as the broker's absence would have left them, all at once, each a copy of one that was announced, of another
     * company, with its state; and waits until the queue is empty.
     */
    Drained drain(String token, int count) throws IOException, InterruptedException, SQLException {
        var id = UUID.randomUUID();
        try (var connection = new HttpConnection(suite.port(Application.TRADE))) {
            connection.exchange(Served.put(id, token));
        }
        try (var database = suite.database(Application.TRADE); var statement = database.createStatement()) {
            statement.execute("set transaction_timeout = 0");
            awaitEmpty(statement);
            try (var queue = database.prepareStatement(
                    """
                    insert into outbox (position, id, aggregatetype, aggregateid, type, payload, at, countries, state)
                    select nextval('change_position'), gen_random_uuid(), topic, other, type, replace(data, key, other), at,
                      countries, jsonb_build_object('recordId', other, 'version', 1, 'sequence', 1, 'periods', data::jsonb -> 'after')
                    from change_log, lateral (select gen_random_uuid()::text other, n from generate_series(1, ?) n) many
                    where topic = 'trade.company' and key = ?""")) {
                queue.setInt(1, count);
                queue.setString(2, id.toString());
                if (queue.executeUpdate() != count) {
                    throw new IOException("the change that was to be copied is not in the change log");
                }
            }
            var begin = System.nanoTime();
            int bytes;
            try (var row = statement
                    .executeQuery(
                            "select octet_length(data) from change_log where topic = 'trade.company' and key = '" + id + "'")) {
                row.next();
                bytes = row.getInt(1);
            }
            awaitEmpty(statement);
            return new Drained(count / ((System.nanoTime() - begin) / 1e9), bytes);
        }
    }

    /** Looks at the end of the queue, where nothing that is deleted lies before. */
    private static void awaitEmpty(Statement statement) throws IOException, InterruptedException, SQLException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try (var row = statement.executeQuery("select position from outbox order by position desc limit 1")) {
                if (!row.next()) {
                    return;
                }
            }
            Thread.sleep(20);
        }
        throw new IOException("the queue does not get empty");
    }
}
