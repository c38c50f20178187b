package org.tamga.education.access;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.record;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;
import org.tamga.record.change.CloudEvent;
import org.tamga.testing.TestKafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What mobility-service announces comes in by Kafka, and tells how one gets to a presence and between partners. */
@EducationTest
class AccessTest {

    private static UUID institution(String country, String city) {
        return record("institutions",
                "'names': [{'text': 'University', 'type': 'official'}], 'kind': 'university', 'country': '"
                        + country + "', 'city': '" + city + "'");
    }

    private static String airport(String code, String city, String country, String lat, String lon) {
        return """
               {"codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "%s Airport"}, "city": {"name": {"en": "%s"}},
                "country": "%s", "lat": %s, "lon": %s, "zone": "UTC"}""".formatted(code, city, city, country, lat, lon);
    }

    @Test
    void a_presence_tells_the_airports_the_days_and_that_the_visa_free_regime_excludes_study() throws Exception {
        announce("mobility.airport", airport("XKA", "Kaunas", "LT", "54.96", "24.08"));
        announce("mobility.airport", airport("XVI", "Vilnius", "LT", "54.63", "25.28"));
        announce("mobility.airport", airport("XBO", "Bogota", "CO", "4.7", "-74.1"));
        announce("mobility.flight-schedule",
                """
                {"airline": "X1", "flightNumber": "1", "from": "XBO", "to": "XVI", "daysOfOperation": [1, 4],
                 "period": {"from": "2026-01-01", "to": "2026-12-31"}, "stage": "scheduled"}""");
        announce("mobility.flight-schedule",
                """
                {"airline": "X2", "flightNumber": "2", "from": "XBO", "to": "XVI", "daysOfOperation": [4, 5]}""");
        announce("mobility.flight-schedule",
                """
                {"airline": "X3", "flightNumber": "3", "from": "XBO", "to": "XVI", "daysOfOperation": [7],
                 "stage": "cancelled"}""");
        announce("mobility.flight-frequency",
                """
                {"from": "LT", "to": "CO", "value": 5, "unit": "flights-per-week", "stage": "announced"}""");
        announce("mobility.visa-regime",
                """
                {"nationality": "CO", "destination": "LT", "documentType": "ordinary", "requirement": "visa-free",
                 "purposesIn": [], "purposesOut": ["work", "study"], "limits": []}""");
        var presence = record("presences", "'homeIds': ['" + institution("CO", "Bogota")
                + "'], 'hostCountry': 'LT', 'hostCity': 'Каунас', 'kind': 'centre'");
        var address = "/api/education/presences/" + presence + "/access?validAt=2026-03-02";
        await().atMost(Duration.ofSeconds(60))
                .until(() -> "visa-required".equals(given().get(address).path("routes[0].visa.requirement"))
                        && given().get(address).<List<?>>path("routes[0].airports").size() == 2
                        && given().get(address).<List<?>>path("routes[0].published").size() == 1
                        && Integer.valueOf(3).equals(given().get(address).path("routes[0].airports[1].direct[0].daysPerWeek")));
        given().get(address).then().statusCode(200).body("routes.from", contains("CO"), "routes.to", contains("LT"))
                .body("routes[0].airports.code", contains("XKA", "XVI"), "routes[0].airports.servesCity", contains(true, false))
                .body("routes[0].airports[0].direct", empty(), "routes[0].airports[1].distanceKm", equalTo(85))
                .body("routes[0].airports[1].direct[0].airlines", contains("X1", "X2"))
                .body("routes[0].published[0].stage", equalTo("announced"))
                .body("routes[0].visa.because", containsString("excludes study"));
    }

    @Test
    void a_table_that_says_visa_free_is_no_word_against_the_acts_that_exclude_study() throws Exception {
        var presence = record("presences", "'homeIds': ['" + institution("KR", "Daejeon")
                + "'], 'hostCountry': 'KZ', 'hostCity': 'Turkistan', 'kind': 'branch-campus'");
        var address = "/api/education/presences/" + presence + "/access?validAt=2026-03-01";
        var regimes = starterRegimes("KR", "KZ").stream().collect(Collectors.partitioningBy(
                periods -> periods.findPath("legalBasis").isMissingNode()));
        for (var table : regimes.get(true)) {
            announce("mobility.visa-regime", table);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> "visa-free".equals(given().get(address).path("routes[0].visa.requirement")));
        for (var act : regimes.get(false)) {
            announce("mobility.visa-regime", act);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().get(address).<List<?>>path("routes[0].visa.regimeIds").size() == 2);
        given().get(address).then().body("routes[0].visa.requirement", equalTo("visa-required"))
                .body("routes[0].visa.because", containsString("excludes study"));
    }

    @Test
    void nobody_gets_there_by_what_is_only_planned_or_disputed() throws Exception {
        announce("mobility.airport", airport("XTL", "Tallinn", "EE", "59.41", "24.83"));
        announce("mobility.airport", airport("XQU", "Quito", "EC", "-0.1", "-78.4"));
        for (var confidence : List.of("planned", "disputed")) {
            announce("mobility.flight-schedule",
                    """
                    {"airline": "X1", "flightNumber": "1", "from": "XQU", "to": "XTL", "daysOfOperation": [1, 2, 3],
                     "confidence": "%s"}""".formatted(confidence));
            announce("mobility.visa-regime",
                    """
                    {"nationality": "EC", "destination": "EE", "requirement": "visa-free", "purposesIn": ["study"],
                     "purposesOut": [], "limits": [], "confidence": "%s"}""".formatted(confidence));
        }
        announce("mobility.flight-frequency",
                """
                {"from": "EC", "to": "EE", "value": 5, "unit": "flights-per-week", "confidence": "disputed"}""");
        announce("mobility.flight-schedule",
                """
                {"airline": "X2", "flightNumber": "2", "from": "XQU", "to": "XTL", "daysOfOperation": [7],
                 "confidence": "confirmed"}""");
        var presence = record("presences", "'homeIds': ['" + institution("EC", "Quito")
                + "'], 'hostCountry': 'EE', 'hostCity': 'Tallinn', 'kind': 'centre'");
        var address = "/api/education/presences/" + presence + "/access";
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get(address).then()
                .body("routes[0].airports[0].direct[0].daysPerWeek", equalTo(1))
                .body("routes[0].airports[0].direct[0].airlines", contains("X2"))
                .body("routes[0].published.confidence", contains("disputed"))
                .body("routes[0].visa.requirement", nullValue()).body("routes[0].visa.regimeIds", empty())
                .body("routes[0].visa.because", containsString("planned, or disputed, are left aside")));
        announce("mobility.visa-regime",
                """
                {"nationality": "EC", "destination": "EE", "requirement": "visa-required", "purposesIn": ["study"],
                 "purposesOut": [], "limits": [], "confidence": "reported"}""");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> given().get(address).then().body("routes[0].visa.requirement", equalTo("visa-required")));
    }

    /** The periods of each regime of the starter record from one country to another. */
    private static List<JsonNode> starterRegimes(String nationality, String destination) throws IOException {
        var file = new ObjectMapper().readTree(Path.of("..", "deploy", "data", "52-mobility-visa-regimes.json").toFile());
        return file.get("records").findValues("periods").stream()
                .filter(periods -> nationality.equals(periods.at("/0/nationality").asText())
                        && destination.equals(periods.at("/0/destination").asText()))
                .toList();
    }

    @Test
    void partners_are_reached_both_ways_and_what_is_not_recorded_is_not_made_up() {
        var partnership = record("partnerships", "'type': 'mou', 'parties': [{'institutionId': '" + institution("PE", "Lima")
                + "'}, {'organisation': 'Academy', 'country': 'NP'}]");
        get("partnerships/" + partnership + "/access").statusCode(200).body("routes.from", containsInAnyOrder("PE", "NP"))
                .body("routes.airports.flatten()", empty()).body("routes[0].visa.requirement", nullValue())
                .body("routes[0].visa.because", containsString("No regime is recorded"));
        get("partnerships/" + UUID.randomUUID() + "/access").statusCode(404);
        get("partnerships/" + partnership + "/access?colour=red").statusCode(400);
    }

    @Test
    void what_we_read_is_what_mobility_service_promises() throws IOException {
        assertPromised("mobility.airport", AirportCopies.Airport.class);
        assertPromised("mobility.flight-schedule", FlightCopies.Flight.class);
        assertPromised("mobility.flight-frequency", FrequencyCopies.Frequency.class);
        assertPromised("mobility.visa-regime", VisaRegimeCopies.VisaRegime.class);
    }

    private static void assertPromised(String topic, Class<?> read) throws IOException {
        JsonNode contract = new ObjectMapper()
                .readTree(Path.of("..", "contracts", "events", topic + ".v1.schema.json").toFile());
        for (var name : Stream.of(read.getRecordComponents()).map(RecordComponent::getName).toList()) {
            assertTrue(contract.at("/$defs/period/properties").has(name), () -> name + " is not promised by " + topic);
        }
    }

    private static void announce(String topic, String period) throws IOException, InterruptedException, ExecutionException {
        announce(topic, new ObjectMapper().readTree("[" + period + "]"));
    }

    private static void announce(String topic, JsonNode periods) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        var id = UUID.randomUUID();
        var data = """
                   {"recordId": "%s", "version": 1, "reason": "new", "before": [], "after": %s, "sources": []}""".formatted(
                id, periods);
        var message = new ProducerRecord<>(topic, id.toString(), data.getBytes(StandardCharsets.UTF_8));
        new CloudEvent(UUID.randomUUID(), "/mobility-service", topic, "org.tamga." + topic + ".recorded.v1", id.toString(),
                Instant.now(), 1, List.of("LT"), null).headers()
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(message).get();
        }
    }
}
