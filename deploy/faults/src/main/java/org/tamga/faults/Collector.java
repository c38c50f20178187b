package org.tamga.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.tamga.faults.Evidence.Version;
import org.tamga.local.suite.Application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Brings together, past the gateway, what there is of the records of one kind that were written since it was made. */
final class Collector {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int READERS = 8;
    private static final Duration POLL = Duration.ofMillis(500);

    private final Suite suite;
    private final Kind kind;
    private final Map<TopicPartition, Long> topicBegin;
    private final long logBegin;

    Collector(Suite suite, Kind kind) throws IOException, InterruptedException, SQLException {
        this.suite = suite;
        this.kind = kind;
        try (var consumer = consumer()) {
            var ends = consumer.endOffsets(partitions(consumer));
            this.topicBegin = Map.copyOf(ends);
        }
        this.logBegin = logEnd();
    }

    /** @param records ids that may be there although no event tells of them */
    Evidence collect(Set<String> records, List<Version> stream) throws IOException, InterruptedException, SQLException {
        var topic = topic();
        var log = log();
        var ids = new TreeSet<>(records);
        Stream.of(topic, log, stream).flatMap(List::stream).map(Version::record).forEach(ids::add);
        var record = histories(suite, kind, ids);
        Map<String, Map<String, String>> copies = new HashMap<>();
        for (var consumer : kind.consumers()) {
            copies.put(consumer.id(), copy(consumer));
        }
        return new Evidence(record, log, topic, stream, copies);
    }

    /** A version out of an event's data. */
    static Version version(Kind kind, String event, JsonNode data) {
        return new Version(data.get("recordId").asText(), data.get("version").asInt(), kind.mark(data.at("/after/0")), event);
    }

    private List<Version> topic() throws IOException {
        try (var consumer = consumer()) {
            consumer.assign(topicBegin.keySet());
            topicBegin.forEach(consumer::seek);
            var ends = consumer.endOffsets(topicBegin.keySet());
            var versions = new ArrayList<Version>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var message : consumer.poll(POLL)) {
                    versions.add(
                            version(kind, new String(message.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8),
                                    JSON.readTree(message.value())));
                }
            }
            return versions;
        }
    }

    private List<Version> log() throws IOException, InterruptedException {
        var versions = new ArrayList<Version>();
        var last = logBegin;
        for (var items = logAfter(last); !items.isEmpty(); items = logAfter(last)) {
            for (var item : items) {
                last = item.get("sequence").asLong();
                if (item.get("type").asText().startsWith("org.tamga." + kind.topic() + ".")) {
                    versions.add(version(kind, item.get("id").asText(), item.get("data")));
                }
            }
        }
        return versions;
    }

    /** After many rounds the log is long: its end is asked of the database, and not read up to. */
    private long logEnd() throws SQLException, IOException {
        try (var database = suite.database(kind.service().id());
                var end = database.createStatement().executeQuery("select coalesce(max(position), 0) from change_log")) {
            end.next();
            return end.getLong(1);
        }
    }

    private JsonNode logAfter(long sequence) throws IOException, InterruptedException {
        return read(changes() + "?limit=500&after=" + sequence).get("items");
    }

    /** All versions of those records that are there. */
    static List<Version> histories(Suite suite, Kind kind, Set<String> ids) throws IOException, InterruptedException {
        var readers = Executors.newFixedThreadPool(READERS);
        try {
            var versions = new ArrayList<Version>();
            for (var read : readers.invokeAll(ids.stream().<Callable<List<Version>>>map(id -> () -> history(suite, kind, id))
                    .toList())) {
                versions.addAll(read.get());
            }
            return versions;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            readers.shutdownNow();
        }
    }

    private static List<Version> history(Suite suite, Kind kind, String id) throws IOException, InterruptedException {
        var path = kind.path() + "/" + id + "/history";
        var answer = suite.get(URI.create(suite.address(kind.service()) + path));
        if (answer.statusCode() == 404) {
            return List.of();
        }
        var versions = new ArrayList<Version>();
        for (var period : json(path, answer).get("items")) {
            versions.add(new Version(id, period.get("version").asInt(), kind.mark(period), null));
        }
        return versions;
    }

    private Map<String, String> copy(Application consumer) throws SQLException, IOException {
        try (var database = suite.database(consumer.id());
                var rows = database.createStatement().executeQuery(kind.copies())) {
            Map<String, String> marks = new HashMap<>();
            while (rows.next()) {
                marks.put(rows.getString(1), rows.getString(2));
            }
            return marks;
        }
    }

    private String changes() {
        return "/api/" + kind.service().id() + "/changes";
    }

    /** A process that has just started answers with 503 until it has found out how far its log is settled. */
    private JsonNode read(String path) throws IOException, InterruptedException {
        var address = URI.create(suite.address(kind.service()) + path);
        var answer = suite.get(address);
        while (answer.statusCode() == 503) {
            Thread.sleep(POLL.toMillis());
            answer = suite.get(address);
        }
        return json(path, answer);
    }

    private static JsonNode json(String path, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException(path + " is answered with " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", suite.kafka(), "isolation.level", "read_committed",
                "enable.auto.commit", "false", "auto.offset.reset", "none"), new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** A new suite is ready before it has made its topics. */
    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) throws InterruptedException {
        while (consumer.partitionsFor(kind.topic()).isEmpty()) {
            Thread.sleep(POLL.toMillis());
        }
        return consumer.partitionsFor(kind.topic()).stream().map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
