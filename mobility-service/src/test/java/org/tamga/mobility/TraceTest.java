package org.tamga.mobility;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.gathering.GatheringTopic;
import org.tamga.testing.Citations;
import org.tamga.testing.TestKafka;
import org.tamga.testing.Tokens;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;

/** With traces on: a request, the event that it causes and what a consumer does with an event are one trace. */
@MobilityTest
@TestProfile(TraceTest.Traced.class)
class TraceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CALLER = "00f067aa0ba902b7";

    @Inject
    InMemorySpanExporter spans;

    @Test
    void the_event_of_a_write_carries_the_writes_own_span() {
        var id = UUID.randomUUID();
        RestAssured.given().auth().oauth2(Tokens.of("mobility-editor")).contentType(ContentType.JSON)
                .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                .body("{\"name\": {\"en\": \"Traced\"}, \"sources\": [" + Citations.ANY
                        + "]}")
                .put("/api/mobility/airlines/" + id).then().log().ifValidationFails().statusCode(201);
        var parts = Api.CHANGES.awaitFirst(id).get("traceparent").asText().split("-");
        assertEquals(TRACE, parts[1]);
        assertNotEquals(CALLER, parts[2]);
        await().atMost(PATIENCE).until(() -> spans.getFinishedSpanItems().stream()
                .anyMatch(span -> span.getKind() == SpanKind.SERVER && span.getSpanId().equals(parts[2])));
    }

    @Test
    void taking_an_event_in_belongs_to_the_trace_that_caused_it() throws Exception {
        GatheringTopic.make();
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(), new StringSerializer())) {
            var event = new ProducerRecord<>(GatheringTopic.NAME, UUID.randomUUID().toString(), "{}");
            event.headers().add("traceparent", ("00-" + TRACE + "-" + CALLER + "-01").getBytes(StandardCharsets.UTF_8));
            producer.send(event);
        }
        await().atMost(PATIENCE).until(() -> spans.getFinishedSpanItems().stream()
                .anyMatch(span -> span.getKind() == SpanKind.CONSUMER && span.getTraceId().equals(TRACE)));
    }

    /** Traces on, with spans kept where the test sees them. */
    public static class Traced implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.traces.exporter", "none");
        }
    }

    /** Where spans go in this test. */
    @Singleton
    static class Spans {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }

        @Produces
        @Singleton
        SpanProcessor processor(InMemorySpanExporter exporter) {
            return SimpleSpanProcessor.create(exporter);
        }
    }
}
