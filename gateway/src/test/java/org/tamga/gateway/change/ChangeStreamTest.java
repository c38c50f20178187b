package org.tamga.gateway.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** The stream against a real Kafka: what it promises is that nothing is missed and nothing comes twice. */
class ChangeStreamTest {

    private static final String DATA = "{\"recordId\": \"1\"}";

    private static ChangeGateway gateway;

    @BeforeAll
    static void start() {
        Topic.create("trade.company", 3);
        Topic.create("trade.company.state", 1);
        Topic.create("trade.company.dlq", 1);
        Topic.create("events.claim", 3);
        Topic.create("strange.company", 1);
        gateway = ChangeGateway.started();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void sends_a_change_as_one_structured_event_with_its_data_unchanged() {
        try (var listener = Listener.to(gateway.changes("subject=structured"))) {
            Topic.send(Topic.event("trade.company", "structured", 42, "KR,KZ",
                    "{\"share\": 10.25, \"after\": [{\"b\": 1, \"a\": 2}]}"));
            Eventually.until(() -> !listener.events().isEmpty());
            var event = listener.events().get(0);
            assertEquals("org.tamga.trade.company.changed.v1", event.type());
            assertEquals("1.0", event.data().path("specversion").asText());
            assertEquals("/trade-service", event.data().path("source").asText());
            assertEquals("structured", event.data().path("subject").asText());
            assertEquals("application/json", event.data().path("datacontenttype").asText());
            assertEquals("42", event.data().path("sequence").asText());
            assertEquals("KR,KZ", event.data().path("countries").asText());
            assertTrue(event.data().path("traceparent").asText().startsWith("00-"));
            assertEquals("{\"share\":10.25,\"after\":[{\"b\":1,\"a\":2}]}", event.data().path("data").toString());
        }
    }

    @Test
    void shows_change_topics_of_known_domains_alone() {
        try (var listener = Listener.to(gateway.changes(""))) {
            Topic.send(Topic.event("trade.company.state", "hidden", 1, "KZ", DATA),
                    Topic.event("trade.company.dlq", "hidden", 1, "KZ", DATA),
                    Topic.event("strange.company", "hidden", 1, "KZ", DATA),
                    Topic.event("trade.company", "shown", 1, "KZ", DATA));
            Eventually.until(() -> subjects(listener).contains("shown"));
            assertTrue(!subjects(listener).contains("hidden"));
        }
    }

    @Test
    void begins_at_the_end_and_gives_a_cursor_at_once() {
        Topic.send(Topic.event("trade.company", "early", 1, "KZ", DATA));
        String cursor;
        try (var listener = Listener.to(gateway.changes("subject=early&subject=late"))) {
            Eventually.until(() -> listener.lastId() != null);
            cursor = listener.lastId();
        }
        Topic.send(Topic.event("trade.company", "late", 2, "KZ", DATA));
        try (var listener = Listener.to(gateway.changes("subject=early&subject=late"), cursor)) {
            Eventually.until(() -> !listener.events().isEmpty());
            assertEquals(List.of("late"), subjects(listener));
        }
    }

    @Test
    void picks_up_a_topic_that_comes_later_from_its_first_event() {
        try (var listener = Listener.to(gateway.changes("topic=trade.interest"))) {
            Eventually.until(() -> listener.lastId() != null);
            Topic.create("trade.interest", 2);
            Topic.send(Topic.event("trade.interest", "first", 1, "KZ", DATA));
            Eventually.until(() -> subjects(listener).equals(List.of("first")));
        }
    }

    @Test
    void reads_a_partition_that_was_empty_at_the_cursor_from_its_beginning() {
        Topic.create("trade.flow", 3);
        String cursor;
        try (var listener = Listener.to(gateway.changes("topic=trade.flow"))) {
            Eventually.until(() -> listener.lastId() != null);
            cursor = listener.lastId();
        }
        assertTrue(
                Cursor.decoded(cursor).orElseThrow().next().keySet().stream().noneMatch(p -> p.topic().equals("trade.flow")));
        Topic.send(Topic.event("trade.flow", "after", 1, "KZ", DATA));
        try (var another = ChangeGateway.started(); var listener = Listener.to(another.changes("topic=trade.flow"), cursor)) {
            Eventually.until(() -> subjects(listener).equals(List.of("after")));
        }
    }

    @Test
    void a_gateway_that_stops_ends_its_streams_one_after_another_each_with_a_word_when_to_come_again() throws Exception {
        Executor threads = task -> new Thread(task, "reader").start();
        try (var stopping = ChangeGateway.started()) {
            var ends = Collections.synchronizedList(new ArrayList<Long>());
            var answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                var answer = untilItsEnd(stopping.changes(""));
                ends.add(System.nanoTime());
                return answer;
            }, threads)).limit(20).toList();
            Eventually.until(() -> stopping.followers() == 20);
            var told = System.nanoTime();
            stopping.leave();
            var late = CompletableFuture.supplyAsync(() -> untilItsEnd(stopping.changes("")), threads);

            var retries = new HashSet<String>();
            for (var answer : answers) {
                var text = answer.get(20, TimeUnit.SECONDS);
                assertTrue(text.contains(": closed, this gateway stops"), text);
                retries.add(text.substring(text.lastIndexOf("retry: ")));
            }
            assertTrue(retries.size() > 10, retries::toString);
            assertTrue(late.get(20, TimeUnit.SECONDS).contains(": closed, this gateway stops"));
            var took = Collections.max(ends) - told;
            assertTrue(took < ChangeGateway.LEAVE.toNanos() + TimeUnit.SECONDS.toNanos(2), ends::toString);
            assertTrue(Collections.max(ends) - Collections.min(ends) > ChangeGateway.LEAVE.toNanos() / 4, ends::toString);
        }
    }

    /** What comes up to the last chunk of the answer. */
    private static String untilItsEnd(URI address) {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET %s HTTP/1.1\r\nHost: test\r\nAccept: text/event-stream\r\n\r\n"
                    .formatted(address.getRawPath()).getBytes(StandardCharsets.US_ASCII));
            var text = new StringBuilder();
            while (!text.toString().endsWith("\r\n0\r\n\r\n")) {
                var next = socket.getInputStream().read();
                if (next < 0) {
                    throw new EOFException(text.toString());
                }
                text.append((char) next);
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filters_by_each_kind_and_by_several_values() {
        var queries = Map.of(
                "topic=trade.com", List.of("f1", "f2", "f3"),
                "topic=trade.com&topic=events.", List.of("f1", "f2", "f3", "f4"),
                "type=org.tamga.events.claim.changed.v1", List.of("f4"),
                "subject=f2&subject=f4", List.of("f2", "f4"),
                "country=UZ", List.of("f3"),
                "country=UZ&country=KR", List.of("f1", "f3", "f4"),
                "pair=KZ-KR", List.of("f1", "f4"),
                "pair=KR-KZ&topic=events", List.of("f4"));
        var listeners = new HashMap<String, Listener>();
        queries.keySet().forEach(query -> listeners.put(query, Listener.to(gateway.changes(query))));
        listeners.values().forEach(listener -> Eventually.until(() -> listener.lastId() != null));
        // In one transaction each, so that they come in this order.
        Topic.send(Topic.event("trade.company", "f1", 1, "KR,KZ", DATA));
        Topic.send(Topic.event("trade.company", "f2", 2, "KZ", DATA));
        Topic.send(Topic.event("trade.company", "f3", 3, "UZ,KZ", DATA));
        Topic.send(Topic.event("events.claim", "f4", 4, "KZ,KR,JP", DATA));
        queries.forEach((query, expected) -> {
            Eventually.until(() -> listeners.get(query).events().size() >= expected.size());
            assertEquals(expected, subjects(listeners.get(query)), query);
            listeners.get(query).close();
        });
    }

    @Test
    void filters_readings_of_a_measure_by_its_dimensions() {
        Topic.create("trade.measure", 2);
        var query = "measure=trade.companies.foreign-capital&reporter=KZ&partner=KR";
        try (var listener = Listener.to(gateway.changes(query))) {
            Eventually.until(() -> listener.lastId() != null);
            Topic.send(
                    Topic.event("trade.measure", "m1", 1, "KZ,UZ", reading("trade.companies.foreign-capital", "KZ", "UZ")),
                    Topic.event("trade.measure", "m1", 2, "KZ,KR", reading("trade.agreements.in-force", "KZ", "KR")),
                    Topic.event("trade.measure", "m1", 3, "KZ,KR", reading("trade.companies.foreign-capital", "KZ", "KR")));
            Eventually.until(() -> !listener.events().isEmpty());
            assertEquals(3, listener.events().get(0).data().path("sequence").asInt());
        }
    }

    private static String reading(String code, String reporter, String partner) {
        return "{\"code\": \"%s\", \"dimensions\": {\"reporter\": \"%s\", \"partner\": \"%s\"}}".formatted(code, reporter,
                partner);
    }

    @Test
    void a_filtered_stream_advances_past_what_it_does_not_show() {
        try (var busy = ChangeGateway.started(Map.of("tamga.changes.heartbeat", "100ms"));
                var listener = Listener.to(busy.changes("subject=nobody"))) {
            Eventually.until(() -> listener.lastId() != null);
            var start = listener.lastId();
            Topic.send(Topic.event("trade.company", "somebody", 1, "KZ", DATA));
            Eventually.until(() -> !listener.lastId().equals(start));
            Eventually.until(() -> !listener.comments().isEmpty());
            assertEquals(List.of(), listener.events());
        }
    }

    @Test
    void begins_with_the_first_change_since_a_time() {
        Topic.send(Topic.event("trade.company", "before", 1, "KZ", DATA));
        var now = Instant.now();
        Topic.send(Topic.event("trade.company", "since", 1, "KZ", DATA));
        try (var listener = Listener.to(gateway.changes("subject=before&subject=since&since=" + now))) {
            Eventually.until(() -> !listener.events().isEmpty());
            assertEquals(List.of("since"), subjects(listener));
        }
    }

    @Test
    void pages_through_all_changes_and_ends_with_an_empty_page() {
        Topic.create("events.person", 3);
        try (var relay = Topic.relay()) {
            for (var number = 0; number < 25; number++) {
                Topic.send(relay, Topic.event("events.person", "p" + number, number, "KZ", DATA));
            }
        }
        Eventually.until(() -> gateway.tail().place().orElseThrow().next().entrySet().stream()
                .filter(next -> next.getKey().topic().equals("events.person")).mapToLong(Map.Entry::getValue).sum() >= 50);
        var got = new ArrayList<String>();
        var page = Page.of(gateway.changes("format=ndjson&topic=events.person&limit=10"));
        assertEquals(10, page.events().size());
        while (!page.events().isEmpty()) {
            page.events().forEach(event -> got.add(event.path("subject").asText()));
            page = Page.of(gateway.changes("format=ndjson&topic=events.person&limit=10&after=" + page.cursor()));
        }
        assertEquals(25, got.size());
        assertEquals(25, got.stream().distinct().count());
    }

    @Test
    void what_is_withheld_is_read_no_more_until_it_is_restored() {
        Topic.create("events.membership", 2);
        var query = "topic=events.membership&subject=hidden&subject=other";
        var start = new Cursor(gateway.tail().place().orElseThrow().epoch(), new TreeMap<>(Cursor.ORDER)).encoded();
        Topic.send(Topic.event("events.membership", "hidden", 1, "KZ", "{\"name\": \"Hidden\"}"));
        Topic.send(Topic.event("events.membership", "other", 2, "KZ", DATA));
        assertEquals(Set.of("1", "2"), sequences(gateway, query, 2));
        Topic.send(announced("withheld", 3));
        assertEquals(Set.of("2", "3"), sequences(gateway, query, 3));
        // One that starts later learns of it by looking, as streams do.
        try (var another = ChangeGateway.started(); var listener = Listener.to(another.changes(query), start)) {
            Eventually.until(() -> listener.events().size() >= 2);
            assertEquals(Set.of("2", "3"), listener.events().stream().map(event -> event.data().path("sequence").asText())
                    .collect(Collectors.toSet()));
            assertEquals(Set.of("2", "3"), sequences(another, query, 3));
        }
        Topic.send(announced("restored", 4));
        assertEquals(Set.of("1", "2", "3", "4"), sequences(gateway, query, 4));
    }

    private static ProducerRecord<String, byte[]> announced(String what, long sequence) {
        return Topic.with(Topic.event("events.membership", "hidden", sequence, "KZ", "{}"), null,
                Map.of("ce_type", "org.tamga.events.membership." + what + ".v1"));
    }

    /** What a page has once that many have come, each in a transaction. */
    private static Set<String> sequences(ChangeGateway gateway, String query, int come) {
        Eventually.until(() -> gateway.tail().place().orElseThrow().next().entrySet().stream()
                .filter(next -> next.getKey().topic().equals("events.membership")).mapToLong(Map.Entry::getValue)
                .sum() >= 2 * come);
        return Page.of(gateway.changes("format=ndjson&" + query)).events().stream()
                .map(event -> event.path("sequence").asText()).collect(Collectors.toSet());
    }

    @Test
    void a_cursor_of_another_cluster_is_gone() {
        var foreign = new Cursor("elsewhere", new TreeMap<>(Cursor.ORDER)).encoded();
        for (var format : List.of("sse", "ndjson")) {
            var problem = Page.refused(gateway.changes("format=" + format + "&after=" + foreign));
            assertEquals(410, problem.path("status").asInt());
            assertEquals("https://tamga.example/problems/cursor-too-old", problem.path("type").asText());
            assertTrue(problem.path("detail").asText().contains("/api/snapshot"));
        }
    }

    @Test
    void a_cursor_ahead_of_all_changes_is_gone() {
        var next = new TreeMap<TopicPartition, Long>(Cursor.ORDER);
        next.put(new TopicPartition("trade.company", 0), 1_000_000L);
        var ahead = new Cursor(gateway.tail().place().orElseThrow().epoch(), next).encoded();
        assertEquals(410, Page.refused(gateway.changes("after=" + ahead)).path("status").asInt());
    }

    @Test
    void a_cursor_before_what_is_kept_is_gone() {
        Topic.create("trade.project", 1);
        Topic.send(Topic.event("trade.project", "dropped", 1, "KZ", DATA));
        Topic.send(Topic.event("trade.project", "kept", 2, "KZ", DATA));
        Topic.drop("trade.project", 1);
        Eventually.until(() -> gateway.tail().place()
                .filter(place -> place.of(new TopicPartition("trade.project", 0)) >= 3).isPresent());
        var start = new Cursor(gateway.tail().place().orElseThrow().epoch(), new TreeMap<>(Cursor.ORDER)).encoded();
        assertEquals(410, Page.refused(gateway.changes("topic=trade.project&after=" + start)).path("status").asInt());
        assertEquals(410,
                Page.refused(gateway.changes("topic=trade.project&since=2020-01-01T00:00:00Z")).path("status").asInt());
        var page = Page.of(gateway.changes("format=ndjson&topic=trade.project"));
        assertEquals(List.of("kept"), page.events().stream().map(event -> event.path("subject").asText()).toList());
    }

    @Test
    void a_change_that_cannot_be_handed_out_ends_the_streams_that_there_are_and_none_to_come() {
        var lost = new CompletableFuture<Void>();
        try (var another = ChangeGateway.started()) {
            another.tail().join(new ChangeTail.Follower() {

                @Override
                public boolean take(Change change, Supplier<Buffer> frame) {
                    throw new IllegalStateException("nobody takes this");
                }

                @Override
                public void lost() {
                    lost.complete(null);
                }
            });
            Topic.send(Topic.event("trade.company", "not-taken", 1, "KZ", DATA));
            Eventually.until(lost::isDone);
            Eventually.until(() -> another.tail().place().isPresent());
            try (var listener = Listener.to(another.changes("subject=taken"))) {
                Eventually.until(() -> listener.lastId() != null);
                Topic.send(Topic.event("trade.company", "taken", 2, "KZ", DATA));
                Eventually.until(() -> subjects(listener).equals(List.of("taken")));
            }
        }
    }

    @Test
    void answers_503_as_long_as_kafka_has_not_been_reached() {
        try (var alone = ChangeGateway.starting(Map.of("kafka.bootstrap.servers", "127.0.0.1:9"))) {
            assertEquals(503, Page.refused(alone.changes("")).path("status").asInt());
            assertEquals(503, Page.refused(alone.changes("format=ndjson")).path("status").asInt());
        }
    }

    @Test
    void a_reader_that_takes_nothing_is_closed_and_holds_up_nobody() throws Exception {
        var big = "{\"text\": \"" + "x".repeat(100_000) + "\"}";
        try (var slow = new Socket("127.0.0.1", gateway.changes("").getPort());
                var quick = Listener.to(gateway.changes("subject=big"));
                var relay = Topic.relay()) {
            slow.setReceiveBufferSize(65_536);
            slow.getOutputStream()
                    .write("GET /api/changes?subject=big HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Eventually.until(() -> gateway.followers() == 2);
            for (var number = 1; number <= 100; number++) {
                Topic.send(relay, Topic.event("trade.company", "big", number, "KZ", big));
                var expected = number;
                Eventually.until(() -> quick.events().size() == expected);
            }
            Eventually.until(() -> gateway.followers() == 1);
            // It gets what was on the way, and at the end the reason.
            var rest = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(rest.contains("retry: 3000"));
            assertTrue(rest.contains(": closed, this reader is too slow"));
        }
    }

    @Test
    void who_leaves_while_the_measure_is_looked_up_takes_no_place() throws Exception {
        var asked = new CompletableFuture<HttpServerRequest>();
        var vertx = Vertx.vertx();
        var service = vertx.createHttpServer().requestHandler(request -> {
            if (request.path().equals("/api/trade/measures")) {
                asked.complete(request);
            } else {
                request.response().setStatusCode(404).end();
            }
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        try (var small = ChangeGateway.started(Map.of("tamga.changes.connections-per-caller", "1", "tamga.services.trade",
                "http://127.0.0.1:" + service.actualPort()))) {
            var stream = small.changes("measure=trade.x");
            try (var socket = new Socket(stream.getHost(), stream.getPort())) {
                socket.getOutputStream().write(("GET " + stream.getPath() + "?" + stream.getQuery()
                        + " HTTP/1.1\r\nHost: test\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                asked.get(10, TimeUnit.SECONDS);
            }
            // Nothing tells when the gateway has seen both; it needs a moment for each.
            TimeUnit.MILLISECONDS.sleep(500);
            asked.join().response().end("{\"items\": [{\"code\": \"trade.x\", \"dimensions\": []}]}");
            TimeUnit.MILLISECONDS.sleep(500);
            try (var next = Listener.to(small.changes("measure=trade.x"))) {
                assertEquals(200, next.status());
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void one_caller_has_only_so_many_streams_and_takes_none_from_others() {
        try (var small = ChangeGateway.started(Map.of("tamga.changes.connections-per-caller", "2",
                "tamga.requests.rate-limit.proxies", "1"));
                var first = Listener.from("198.51.100.1", small.changes(""));
                var second = Listener.from("198.51.100.1", small.changes(""));
                var third = Listener.from("198.51.100.1", small.changes(""));
                var other = Listener.from("198.51.100.2", small.changes(""))) {
            assertEquals(List.of(200, 200, 429, 200),
                    Stream.of(first, second, third, other).map(Listener::status).toList());
            assertEquals("10", third.header("Retry-After"));
            first.close();
            Eventually.until(() -> {
                try (var again = Listener.from("198.51.100.1", small.changes(""))) {
                    return again.status() == 200;
                }
            });
        }
    }

    @Test
    void one_caller_has_only_so_many_pages_read_and_streams_resume_meanwhile() {
        Topic.create("trade.long", 1);
        try (var small = ChangeGateway.started(Map.of("tamga.changes.pages-per-caller", "2",
                "tamga.changes.history-readers", "1"));
                var relay = Topic.relay()) {
            String cursor;
            try (var listener = Listener.to(small.changes("topic=trade.long"))) {
                Eventually.until(() -> listener.lastId() != null);
                cursor = listener.lastId();
            }
            relay.beginTransaction();
            for (var sequence = 0; sequence < 30_000; sequence++) {
                relay.send(Topic.event("trade.long", "long", sequence, "KZ", DATA));
            }
            relay.commitTransaction();
            Topic.send(relay, Topic.event("trade.long", "resumed", 30_000, "KZ", DATA));
            Eventually.until(() -> small.tail().place().orElseThrow().of(new TopicPartition("trade.long", 0)) > 30_001);
            // Nothing is about that subject, so each is looked for through all of the topic.
            var search = small.changes("format=ndjson&topic=trade.long&subject=none");
            var pages = Stream.generate(() -> Page.asked(search)).limit(6).toList();
            try (var listener = Listener.to(small.changes("topic=trade.long&subject=resumed"), cursor)) {
                Eventually.until(() -> subjects(listener).equals(List.of("resumed")));
            }
            var answers = pages.stream().map(CompletableFuture::join).toList();
            assertEquals(Set.of(200, 429), answers.stream().map(HttpResponse::statusCode).collect(Collectors.toSet()));
            assertTrue(answers.stream().filter(answer -> answer.statusCode() == 200).count() >= 2);
            answers.stream().filter(answer -> answer.statusCode() == 429)
                    .forEach(answer -> assertEquals("10", answer.headers().firstValue("Retry-After").orElse(null)));
            assertEquals(List.of(), Page.of(search).events());
        }
    }

    /**
     * Four relays write, some of it in transactions that are given up and written again, while readers come and go between two
     * gateways, one of which is stopped and started again. Each reader must have got all that was sent, no more often than it was
     * sent, in the order of each record.
     */
    @Test
    void nothing_is_missed_and_nothing_comes_more_often_than_it_was_sent_whatever_breaks() throws Exception {
        Topic.create("events.statement", 4);
        Topic.create("events.session", 2);
        var written = new ConcurrentHashMap<String, List<Long>>();
        var sequence = new AtomicLong();
        var threads = Executors.newCachedThreadPool();
        var writing = new AtomicBoolean(true);
        var readers = new ArrayList<CompletableFuture<Map<String, List<Long>>>>();
        var first = new AtomicReference<>(ChangeGateway.started());
        // So little room that streams fall out of the hand-over, and slow ones are closed.
        try (var second = ChangeGateway.started(Map.of("tamga.changes.buffered-events", "20"))) {
            var start = first.get().tail().place().orElseThrow().encoded();
            for (var reader = 0; reader < 6; reader++) {
                var random = new Random(reader);
                readers.add(CompletableFuture.supplyAsync(() -> collect(random, start, first::get, second, writing, written),
                        threads));
            }
            var writers = new ArrayList<CompletableFuture<Void>>();
            for (var writer = 0; writer < 4; writer++) {
                var own = writer;
                writers.add(CompletableFuture.runAsync(() -> write(own, sequence, written), threads));
            }
            first.get().close();
            first.set(ChangeGateway.started());
            CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
            writing.set(false);
            for (var reader : readers) {
                var got = reader.join();
                written.forEach((record, numbers) -> {
                    assertEquals(numbers.stream().distinct().toList(), got.get(record).stream().distinct().toList(), record);
                    got.get(record).forEach(number -> assertTrue(
                            Collections.frequency(got.get(record), number) <= Collections.frequency(numbers, number), record));
                });
                assertEquals(written.keySet(), got.keySet());
            }
        } finally {
            first.get().close();
            threads.shutdownNow();
        }
    }

    private static void write(int writer, AtomicLong sequence, Map<String, List<Long>> written) {
        var random = new Random(writer);
        var relay = Topic.relay();
        try {
            for (var round = 0; round < 150; round++) {
                var pending = new ArrayList<ProducerRecord<String, byte[]>>();
                for (var left = random.nextInt(5); left >= 0; left--) {
                    var record = random.nextInt(8);
                    pending.add(
                            Topic.event(record % 2 == 0 ? "events.statement" : "events.session", "r" + writer + "-" + record,
                                    sequence.incrementAndGet(), "KZ", DATA));
                }
                if (random.nextInt(10) == 0) {
                    relay.beginTransaction();
                    pending.forEach(relay::send);
                    relay.flush();
                    relay.abortTransaction();
                    note(pending, written);
                    // Another one goes on.
                    relay.close();
                    relay = Topic.relay();
                }
                note(pending, written);
                try {
                    Topic.send(relay, pending.toArray(ProducerRecord[]::new));
                } catch (KafkaException e) {
                    // As where a broker is in trouble: some of it may be there, and another relay sends it again.
                    relay.close();
                    relay = Topic.relay();
                    Topic.send(relay, pending.toArray(ProducerRecord[]::new));
                    note(pending, written);
                }
            }
        } finally {
            relay.close();
        }
    }

    private static void note(List<ProducerRecord<String, byte[]>> sent, Map<String, List<Long>> written) {
        sent.forEach(event -> written.computeIfAbsent(event.key(), any -> new ArrayList<>())
                .add(Long.valueOf(new String(event.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8))));
    }

    /** Connects again and again, here or there, and leaves at any moment; at last stays until all has come. */
    private static Map<String, List<Long>> collect(Random random, String start, Supplier<ChangeGateway> first,
            ChangeGateway second,
            AtomicBoolean writing, Map<String, List<Long>> written) {
        var got = new HashMap<String, List<Long>>();
        var cursor = start;
        for (var last = 0; last < 20 && (writing.get() || !got.equals(written)); last += writing.get() ? 0 : 1) {
            var gateway = random.nextBoolean() ? first.get() : second;
            try (var listener = Listener.to(gateway.changes("topic=events.s"), cursor)) {
                listener.await(random.nextInt(300), Duration.ofMillis(100 + random.nextInt(900)));
                listener.close();
                listener.events().forEach(event -> got
                        .computeIfAbsent(event.data().path("subject").asText(), any -> new ArrayList<>())
                        .add(event.data().path("sequence").asLong()));
                cursor = listener.lastId();
            } catch (UncheckedIOException e) {
                // That gateway is down just now; there is the other.
            }
        }
        return got;
    }

    private static List<String> subjects(Listener listener) {
        return listener.events().stream().map(event -> event.data().path("subject").asText()).collect(Collectors.toList());
    }
}
