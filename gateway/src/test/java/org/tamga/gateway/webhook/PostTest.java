package org.tamga.gateway.webhook;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;

class PostTest {

    private static final WebhooksConfig CONFIG = config(Map.of());

    private static WebhooksConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withMapping(WebhooksConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 200)).build()
                .getConfigMapping(WebhooksConfig.class);
    }

    private static DeliveryRecords.Due due(String url) {
        return new DeliveryRecords.Due(UUID.randomUUID(), UUID.randomUUID(), URI.create(url), List.of(Secret.made()), "event",
                "{}",
                1);
    }

    @Test
    void connects_to_the_address_that_was_looked_at_and_names_the_host() {
        try (var sink = new Sink(message -> 200)) {
            var port = URI.create(sink.url()).getPort();
            var post = new Post(Vertx.vertx(), new Targets(host -> InetAddress.getAllByName("127.0.0.1"), List.of("127.0.0.1")),
                    CONFIG);
            assertTrue(post.send(due("http://hooks.example.org:" + port + "/hook?x=1")).isSuccess());
            assertEquals("hooks.example.org:" + port, sink.messages().get(0).headers().get("host"));
        }
    }

    @Test
    void an_IPv6_address_is_named_in_its_brackets() {
        try (var sink = new Sink(message -> 200)) {
            var port = URI.create(sink.url()).getPort();
            var post = new Post(Vertx.vertx(), new Targets(host -> InetAddress.getAllByName("127.0.0.1"), List.of("127.0.0.1")),
                    CONFIG);
            assertTrue(post.send(due("http://[2001:db8::1]:" + port + "/hook")).isSuccess());
            assertEquals("[2001:db8::1]:" + port, sink.messages().get(0).headers().get("host"));
        }
    }

    @Test
    void who_does_not_answer_holds_up_nobody_else_on_the_same_host() {
        var threads = Executors.newCachedThreadPool();
        try (var sink = new Sink(message -> message.path().equals("/silent") ? 0 : 200)) {
            var post = new Post(Vertx.vertx(), new Targets(host -> InetAddress.getAllByName("127.0.0.1"), List.of("127.0.0.1")),
                    config(Map.of("tamga.webhooks.timeout", "5m")));
            var silent = sink.url().replace("/hook", "/silent");
            var held = Stream.generate(() -> CompletableFuture.supplyAsync(() -> post.send(due(silent)), threads))
                    .limit(CONFIG.atOnceToOne()).toList();
            await().atMost(Duration.ofMinutes(1)).until(() -> sink.messages().size() == held.size());
            var other = CompletableFuture.supplyAsync(() -> post.send(due(sink.url())), threads);
            await().atMost(Duration.ofMinutes(1)).until(other::isDone);
            assertTrue(other.join().isSuccess());
            assertTrue(held.stream().noneMatch(CompletableFuture::isDone));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_target_that_answers_at_once_and_never_ends_holds_a_connection_no_longer_than_it_may_take_to_answer() {
        var vertx = Vertx.vertx();
        // The first message's answer goes on for ever, others' end at once.
        var messages = new AtomicInteger();
        var target = vertx.createHttpServer().requestHandler(request -> {
            if (messages.getAndIncrement() > 0) {
                request.response().end();
                return;
            }
            request.response().setChunked(true).write("…");
            vertx.setPeriodic(100, drop -> request.response().write("…"));
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        try {
            var post = new Post(vertx, new Targets(host -> InetAddress.getAllByName("127.0.0.1"), List.of("127.0.0.1")),
                    config(Map.of("tamga.webhooks.timeout", "1s", "tamga.webhooks.at-once", "1")));
            var url = "http://127.0.0.1:" + target.actualPort() + "/hook";
            assertTrue(post.send(due(url)).isSuccess());
            await().atMost(Duration.ofSeconds(60)).until(() -> post.send(due(url)).isSuccess());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void does_not_connect_where_a_name_has_come_to_mean_this_machine() {
        try (var sink = new Sink(message -> 200)) {
            Queue<String> answers = new ArrayDeque<>(List.of("93.184.215.14", "127.0.0.1"));
            var targets = new Targets(host -> InetAddress.getAllByName(answers.remove()), List.of());
            var url = "http://hooks.example.org:" + URI.create(sink.url()).getPort() + "/hook";
            targets.parsed(url);
            var outcome = new Post(Vertx.vertx(), targets, CONFIG).send(due(url));
            assertFalse(outcome.isSuccess());
            assertTrue(outcome.problem().contains("not at a public address"), outcome.problem());
            assertEquals(List.of(), sink.messages());
        }
    }
}
