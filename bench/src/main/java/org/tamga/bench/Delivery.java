package org.tamga.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.HdrHistogram.Histogram;
import org.postgresql.PGConnection;
import org.tamga.local.suite.Application;

/** How long a change takes from the writer's answer to a subscriber: through Kafka and the gateway, or by LISTEN alone. */
final class Delivery {

    private static final int WRITERS = 8;
    private static final Duration LAST_ONES = Duration.ofSeconds(10);

    private final Suite suite;

    Delivery(Suite suite) {
        this.suite = suite;
    }

    /** To a reader of the gateway's change stream. */
    Histogram throughTheSuite(String token, double perSecond, Duration time) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), suite.port(Application.GATEWAY))) {
            socket.getOutputStream().write(("GET /api/changes?topic=trade.company HTTP/1.1\r\nHost: localhost\r\n"
                    + "Accept: text/event-stream\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            // The stream begins at the end of the topics, once it says something.
            while (!lines.readLine().isEmpty()) {
                continue;
            }
            Thread.sleep(1000);
            return measure(perSecond, time, arrivals -> {
                for (String line; (line = lines.readLine()) != null;) {
                    var at = line.startsWith("data:") ? line.indexOf("\"subject\":\"") : -1;
                    if (at >= 0) {
                        arrivals.put(line.substring(at + 11, at + 47), System.nanoTime());
                    }
                }
            }, answers -> {
                var connection = new Served(suite).connection();
                return client(() -> {
                    var id = UUID.randomUUID();
                    connection.exchange(Served.put(id, token));
                    answers.put(id.toString(), System.nanoTime());
                }, connection);
            });
        }
    }

    /** To a session that listens: a row inserted and notified in one transaction. */
    Histogram byNotification(double perSecond, Duration time) throws Exception {
        try (var listening = suite.database(Application.TRADE); var statement = listening.createStatement()) {
            statement.execute("create schema if not exists bench");
            statement.execute("create table if not exists bench.notified (id uuid primary key, data text)");
            statement.execute("listen bench");
            var session = listening.unwrap(PGConnection.class);
            return measure(perSecond, time, arrivals -> {
                while (!Thread.interrupted()) {
                    for (var notification : session.getNotifications(1000)) {
                        arrivals.put(notification.getParameter(), System.nanoTime());
                    }
                }
            }, answers -> {
                var database = suite.database(Application.TRADE);
                database.setAutoCommit(false);
                var insert = database.prepareStatement("insert into bench.notified values (?, ?)");
                var notify = database.prepareStatement("select pg_notify('bench', ?)");
                return client(() -> {
                    var id = UUID.randomUUID();
                    insert.setObject(1, id);
                    insert.setString(2, "x".repeat(1000));
                    insert.executeUpdate();
                    notify.setString(1, id.toString());
                    notify.execute();
                    database.commit();
                    answers.put(id.toString(), System.nanoTime());
                }, database);
            });
        }
    }

    private interface Reader {
        void read(Map<String, Long> arrivals) throws IOException, SQLException;
    }

    private interface Writer {
        Load.Client open(Map<String, Long> answers) throws Exception;
    }

    private interface Write {
        void once() throws Exception;
    }

    private static Histogram measure(double perSecond, Duration time, Reader reader, Writer writer) throws Exception {
        var answers = new ConcurrentHashMap<String, Long>();
        var arrivals = new ConcurrentHashMap<String, Long>();
        var failure = new AtomicReference<Exception>();
        var reading = new Thread(() -> {
            try {
                reader.read(arrivals);
            } catch (IOException | SQLException e) {
                failure.set(e);
            }
        }, "subscriber");
        reading.setDaemon(true);
        reading.start();
        new Load("writers", () -> writer.open(answers)).latencies(WRITERS, perSecond, time);
        var end = System.nanoTime() + LAST_ONES.toNanos();
        while (!arrivals.keySet().containsAll(answers.keySet())) {
            if (System.nanoTime() > end) {
                throw new IOException("of " + answers.size() + " changes only " + arrivals.size() + " arrived", failure.get());
            }
            Thread.sleep(20);
        }
        reading.interrupt();
        var latencies = new Histogram(3);
        // An event may overtake its own answer.
        answers.forEach((id, answered) -> latencies.recordValue(Math.max(0, arrivals.get(id) - answered)));
        return latencies;
    }

    private static Load.Client client(Write write, AutoCloseable connection) {
        return new Load.Client() {

            @Override
            public void once() throws Exception {
                write.once();
            }

            @Override
            public void close() throws Exception {
                connection.close();
            }
        };
    }
}
