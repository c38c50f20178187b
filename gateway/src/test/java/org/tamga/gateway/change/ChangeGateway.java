package org.tamga.gateway.change;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.tamga.commons.http.Correlation;
import org.tamga.commons.json.Json;
import org.tamga.gateway.problem.Problems;
import org.tamga.gateway.route.Callers;
import org.tamga.gateway.route.RouteConfig;
import org.tamga.gateway.service.CallsConfig;
import org.tamga.gateway.service.Services;
import org.tamga.gateway.service.ServicesConfig;
import org.tamga.testing.TestKafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** The change stream of one gateway, without the rest of it: as many in one test as it needs, started and stopped at will. */
final class ChangeGateway implements AutoCloseable {

    /** How long it answers on once it is told to stop. */
    static final Duration LEAVE = Duration.ofSeconds(2);

    private static final Vertx VERTX = Vertx.vertx();

    private final ChangeTopics topics;
    private final ChangeTail tail;
    private final ChangeHistory history;
    private final ChangeRoutes routes;
    private final HttpServer server;

    private ChangeGateway(Map<String, String> settings) {
        var values = new HashMap<>(Map.of(
                "tamga.services.events", "http://127.0.0.1:9",
                "tamga.services.trade", "http://127.0.0.1:9",
                "tamga.changes.discovery", "200ms"));
        values.putAll(settings);
        var configuration = new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(values, "test", 200))
                .withMapping(ServicesConfig.class).withMapping(CallsConfig.class).withMapping(ChangesConfig.class)
                .withMapping(RouteConfig.class)
                .withValidateUnknown(false)
                .build();
        var config = configuration.getConfigMapping(ChangesConfig.class);
        var json = Json.mapper();
        var services = new Services(VERTX, configuration.getConfigMapping(ServicesConfig.class),
                configuration.getConfigMapping(CallsConfig.class), json);
        var kafka = new KafkaClients(Map.of("bootstrap.servers",
                settings.getOrDefault("kafka.bootstrap.servers", TestKafka.bootstrapServers())), new SimpleMeterRegistry());
        topics = new ChangeTopics(services, kafka, config);
        var withholdings = new Withholdings();
        tail = new ChangeTail(topics, kafka, withholdings, services);
        history = new ChangeHistory(kafka, withholdings, config);
        var router = Router.router(VERTX);
        router.route().handler(context -> {
            context.request().headers().set(Correlation.HEADER, "test");
            context.next();
        });
        // Nobody has a token that is valid here.
        var callers = new Callers(configuration.getConfigMapping(RouteConfig.class), new DefaultJWTParser(), VERTX);
        routes = new ChangeRoutes(VERTX, tail, history, config, new Measures(services), new Problems(json), callers,
                new SimpleMeterRegistry(), Optional.of(LEAVE));
        routes.install(router);
        server = VERTX.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    /** Starts one and waits until it follows Kafka. */
    static ChangeGateway started() {
        return started(Map.of());
    }

    /** Starts one and waits for nothing. */
    static ChangeGateway starting(Map<String, String> settings) {
        var gateway = new ChangeGateway(settings);
        gateway.tail.start(null);
        return gateway;
    }

    static ChangeGateway started(Map<String, String> settings) {
        var gateway = starting(settings);
        Eventually.until(() -> gateway.tail.place().isPresent());
        return gateway;
    }

    URI changes(String query) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/api/changes" + (query.isEmpty() ? "" : "?" + query));
    }

    ChangeTail tail() {
        return tail;
    }

    /** How many streams follow the tail. */
    int followers() {
        return tail.followers();
    }

    /** It is told to stop. */
    void leave() {
        routes.leave(null);
    }

    /** As abrupt as a process that is killed: connections break, nothing is said. */
    @Override
    public void close() {
        tail.stop(null);
        server.close().toCompletionStage().toCompletableFuture().join();
        history.stop();
        topics.stop();
    }
}
