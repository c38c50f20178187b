package org.tamga.mobility.route;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.Imports;
import org.tamga.mobility.MobilityTest;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.change.Backlog;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Foreground;
import org.tamga.testing.Citations;
import org.tamga.testing.TestKafka;
import org.tamga.testing.Tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;

/** Routes as a subscriber of their topics sees them, between airports that no other test has. */
@MobilityTest
class RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "mobility.route";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate TODAY = Records.today();

    private static KafkaConsumer<String, String> reader;

    @Inject
    Ledger ledger;
    @Inject
    DirectServices services;
    @Inject
    ChangeLog changes;
    @Inject
    Duty duty;
    @Inject
    Foreground foreground;
    @Inject
    ObjectMapper mapper;

    @BeforeAll
    static void subscribe() {
        reader = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(), new StringDeserializer());
    }

    @AfterAll
    static void leave() {
        reader.close();
    }

    @Test
    void a_route_opens_with_its_first_service_and_closes_with_its_last_whoever_flies() throws IOException {
        airport(1, "XRA", "BT", null);
        airport(2, "XRB", "BN", null);
        var first = UUID.randomUUID();
        var begin = TODAY.minusDays(100);
        fly(first, "XRA", "XRB", begin, null);
        assertEquals(List.of("opened " + begin), told("XRA-XRB", 1));
        var opened = JSON.readTree(events(TOPIC, "XRA-XRB").get(0).value());
        assertEquals(List.of(first.toString()), texts(opened.get("scheduleIds")));
        assertEquals("Authority", opened.at("/sources/0/publisher").asText());
        assertEquals(List.of("BN", "BT"), texts(opened.get("countries")));
        assertEquals("BN,BT", header("XRA-XRB", "ce_countries"));

        var second = UUID.randomUUID();
        fly(second, "XRB", "XRA", TODAY.minusDays(10), TODAY.plusDays(400));
        fly(first, "XRA", "XRB", begin, TODAY.minusDays(20));
        // The second airline flies on: nothing closes, but the last day is known now.
        assertEquals(List.of("opened " + begin, "changed"), told("XRA-XRB", 2));
        fly(second, "XRB", "XRA", TODAY.minusDays(10), TODAY.minusDays(2));
        assertEquals(List.of("opened " + begin, "changed", "closed " + TODAY.minusDays(1)), told("XRA-XRB", 3));
        var closed = JSON.readTree(events(TOPIC, "XRA-XRB").get(2).value());
        assertEquals(List.of(second.toString()), texts(closed.get("scheduleIds")));
        assertState("XRA-XRB", false, begin + " " + TODAY.minusDays(1));

        retract(first);
        assertEquals("changed", told("XRA-XRB", 4).get(3));
        retract(second);
        assertEquals(List.of("changed", "withdrawn"), told("XRA-XRB", 5).subList(3, 5));
        await().atMost(PATIENCE).untilAsserted(() -> assertNull(last(TOPIC + ".state", "XRA-XRB").value()));
    }

    @Test
    void a_route_of_the_future_opens_and_closes_on_its_days_and_once() {
        airport(3, "XRC", "BT", null);
        airport(4, "XRD", "BN", null);
        var from = TODAY.plusDays(1000);
        var to = from.plusDays(200);
        fly(UUID.randomUUID(), "XRC", "XRD", from, to.minusDays(1));
        assertEquals(List.of("changed"), told("XRC-XRD", 1));
        assertState("XRC-XRD", false, from + " " + to);

        // Nobody writes: the calendar alone, as one who lives in those days sees it, with a backlog that today's does not look at.
        var then = new Routes(ledger, services, new Backlog(ledger.database(), "route of the future"), changes, duty,
                foreground,
                mapper, "mobility");
        then.step(from.minusDays(1));
        await().atMost(PATIENCE).until(() -> lives(then, from) && events(TOPIC, "XRC-XRD").size() == 2);
        then.step(from.plusDays(1));
        then.step(to.minusDays(1));
        await().atMost(PATIENCE).until(() -> lives(then, to) && events(TOPIC, "XRC-XRD").size() == 3);
        then.step(to.plusDays(1));
        assertEquals(List.of("changed", "opened " + from, "closed " + to), told("XRC-XRD", 3));
    }

    @Test
    void a_timetable_opens_each_route_once_however_often_it_is_imported() {
        airport(5, "XRE", "BT", null);
        airport(6, "XRF", "BN", null);
        airport(7, "XRG", "BN", null);
        var begin = TODAY.minusDays(7);
        var timetable = IntStream.range(0, 60).mapToObj(
                number -> """
                          {"id": "%s", "airline": "X8", "flightNumber": "%d", "from": "%s", "to": "%s", "std": "10:00", "sta": "12:00", \
                          "daysOfOperation": [1,2,3,4,5,6,7], "stage": "scheduled", "validFrom": "%s", "sources": [%s]}"""
                        .formatted(UUID.nameUUIDFromBytes(("route" + number).getBytes(StandardCharsets.UTF_8)), number + 1,
                                number % 2 == 0 ? "XRE" : "XRF", number % 3 == 0 && number % 2 == 0 ? "XRF" : "XRG",
                                begin.plusDays(number % 5), Citations.ANY))
                .collect(Collectors.joining("\n"));
        Imports.take("flight-schedules", "format=ndjson", "application/x-ndjson", timetable).statusCode(200)
                .body("accepted", equalTo(60));
        Imports.take("flight-schedules", "format=ndjson", "application/x-ndjson", timetable).statusCode(200)
                .body("unchanged", equalTo(60));
        for (var route : List.of("XRE-XRF", "XRE-XRG", "XRF-XRG")) {
            assertEquals(List.of("opened " + begin), told(route, 1));
        }
        // Another airline's flight under its own number, and freight, are no service that opens or closes anything.
        put(UUID.randomUUID(), null, "XRF", "XRG", begin.minusDays(50), null, ", \"operatedAs\": \"X81\"");
        put(UUID.randomUUID(), null, "XRF", "XRG", begin.minusDays(50), null, ", \"serviceType\": \"F\"");
        put(UUID.randomUUID(), null, "XRF", "XRG", begin.plusDays(5), TODAY.plusDays(30), "");
        fly(UUID.randomUUID(), "XRG", "XRF", begin.minusDays(20), TODAY.plusDays(30));
        assertEquals(List.of("opened " + begin, "changed"), told("XRF-XRG", 2));
        assertState("XRF-XRG", true, begin.minusDays(20) + " null");
    }

    @Test
    void a_city_is_one_end_however_many_airports_it_has() {
        airport(8, "XRH", "BT", null);
        airport(9, "XRI", "BN", "XRZ");
        airport(10, "XRJ", "BN", "XRZ");
        fly(UUID.randomUUID(), "XRH", "XRI", TODAY.minusDays(30), null);
        assertEquals(List.of("opened " + TODAY.minusDays(30)), told("XRH-XRZ", 1));
        fly(UUID.randomUUID(), "XRH", "XRJ", TODAY.minusDays(40), null);
        assertEquals(List.of("opened " + TODAY.minusDays(30), "changed"), told("XRH-XRZ", 2));
        fly(UUID.randomUUID(), "XRI", "XRJ", TODAY.minusDays(30), null);

        // It was never one of that city's: then that city has the other airport's flights alone, and this is a city itself.
        airport(10, "XRJ", "BN", null);
        assertEquals(List.of("opened " + TODAY.minusDays(40)), told("XRH-XRJ", 1));
        assertEquals(List.of("opened " + TODAY.minusDays(30)), told("XRJ-XRZ", 1));
        assertEquals(List.of("opened " + TODAY.minusDays(30), "changed", "changed"), told("XRH-XRZ", 3));
        assertState("XRH-XRZ", true, TODAY.minusDays(30) + " null");
    }

    private static boolean lives(Routes routes, LocalDate day) {
        routes.step(day);
        return true;
    }

    private static void airport(int number, String code, String country, String metro) {
        var id = UUID.nameUUIDFromBytes(("route airport " + number).getBytes(StandardCharsets.UTF_8));
        var etag = RestAssured.given().get("/api/mobility/airports/" + id).header("ETag");
        Api.put("airports", id, etag,
                """
                "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "%s", "zone": "UTC",
                "city": {"name": {"en": "City"}%s}""".formatted(code, country,
                        metro == null ? "" : ", \"metro\": \"" + metro + "\""));
    }

    /** Every day from one to the other, both included. */
    private static void fly(UUID id, String from, String to, LocalDate first, LocalDate last) {
        var etag = RestAssured.given().queryParam("validAt", first.toString()).get("/api/mobility/flight-schedules/" + id)
                .header("ETag");
        put(id, etag, from, to, first, last, "");
    }

    private static void put(UUID id, String etag, String from, String to, LocalDate first, LocalDate last, String more) {
        var status = Api.put("flight-schedules", id, etag,
                """
                "airline": "X8", "flightNumber": "1", "from": "%s", "to": "%s", "std": "10:00", "sta": "12:00",
                "stage": "scheduled", "daysOfOperation": [1, 2, 3, 4, 5, 6, 7], "validFrom": "%s",
                "period": {"from": "%s"%s}%s""".formatted(from, to, first, first,
                        last == null ? "" : ", \"to\": \"" + last + "\"", more))
                .extract().statusCode();
        assertTrue(status == 200 || status == 201, () -> "answered " + status);
    }

    private static void retract(UUID id) {
        var etag = RestAssured.given().get("/api/mobility/flight-schedules/" + id).header("ETag");
        RestAssured.given().auth().oauth2(Tokens.of("mobility-editor")).contentType(ContentType.JSON)
                .header("If-Match", etag).body("{\"because\": \"Never flew\", \"sources\": [" + Citations.ANY + "]}")
                .post("/api/mobility/flight-schedules/" + id + "/retraction").then().log().ifValidationFails().statusCode(200);
    }

    /** What has been told of a route, once it is that often. */
    private static List<String> told(String key, int times) {
        await().atMost(PATIENCE).until(() -> events(TOPIC, key).size() >= times);
        return events(TOPIC, key).stream().map(event -> {
            var on = tree(event.value()).get("on");
            return new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)
                    .replaceAll("org\\.tamga\\.mobility\\.route\\.(.+)\\.v1", "$1") + (on == null ? "" : " " + on.asText());
        }).toList();
    }

    private static void assertState(String key, boolean isOpen, String served) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var state = tree(last(TOPIC + ".state", key).value());
            assertEquals(isOpen, state.get("isOpen").asBoolean());
            var days = new ArrayList<String>();
            state.get("served").forEach(one -> days.add(one.get("validFrom").asText() + " "
                    + one.path("validTo").asText("null")));
            assertEquals(List.of(served), days);
        });
    }

    private static String header(String key, String name) {
        return new String(events(TOPIC, key).get(0).headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<String, String> last(String topic, String key) {
        var events = events(topic, key);
        return events.get(events.size() - 1);
    }

    /** All that is on a topic of a key by now. */
    private static List<ConsumerRecord<String, String>> events(String topic, String key) {
        var events = new ArrayList<ConsumerRecord<String, String>>();
        var partitions = reader.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition())).toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        var ends = reader.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            reader.poll(Duration.ofMillis(100)).forEach(event -> {
                if (event.key().equals(key)) {
                    events.add(event);
                }
            });
        }
        return events;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
