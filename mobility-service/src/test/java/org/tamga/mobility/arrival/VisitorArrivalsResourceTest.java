package org.tamga.mobility.arrival;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

import io.restassured.response.ValidatableResponse;

@MobilityTest
class VisitorArrivalsResourceTest {

    private static String arrivals(String way, String period, int value, String more) {
        return "\"origin\": \"%s\", \"destination\": \"%s\", \"period\": \"%s\", \"value\": %d%s".formatted(way.substring(0, 2),
                way.substring(3), period, value, more);
    }

    private static void published(String way, String period, int value, String more) {
        Api.put("visitor-arrivals", arrivals(way, period, value, more)).statusCode(201);
    }

    private static ValidatableResponse reading(String way, int year) {
        return Api.get("measures/mobility.visitor-arrivals?origin=%s&destination=%s&year=%d".formatted(way.substring(0, 2),
                way.substring(3), year)).statusCode(200);
    }

    @Test
    void numbers_of_unlike_measures_and_bases_are_listed_and_never_added_up() {
        published("CL-PE", "2024", 100, "");
        published("CL-PE", "2024", 70, ", \"measure\": \"overnight\", \"basis\": \"residence\"");
        published("CL-PE", "2024", 80, ", \"measure\": \"overnight\", \"basis\": \"citizenship\"");
        published("CL-PE", "2024", 20, ", \"measure\": \"same-day\", \"basis\": \"residence\"");
        published("CL-PE", "2024", 30, ", \"measure\": \"overnight\", \"basis\": \"residence\", \"purpose\": \"study\"");
        reading("CL-PE", 2024).body("value", equalTo(70), "unit", equalTo("persons"), "completeness", equalTo("partial"))
                .body("breakdown", hasSize(5))
                .body("breakdown.find { it.label == '2024: overnight by residence, study' }.value", equalTo(30))
                .body("evidence", startsWith(
                        "/api/mobility/visitor-arrivals?origin=CL&destination=PE&year=2024&validAt="));
        Api.get("visitor-arrivals?origin=CL&destination=PE&year=2024&measure=overnight").body("items", hasSize(3));
    }

    @Test
    void what_is_stated_of_the_record_behind_a_reading_is_its_completeness() {
        published("CL-UY", "2024", 60, "");
        reading("CL-UY", 2024).body("completeness", equalTo("partial"));
        Api.put("coverages", "\"measure\": \"mobility.visitor-arrivals\", \"completeness\": \"complete\","
                + " \"dimensions\": {\"origin\": \"CL\", \"destination\": \"UY\", \"year\": \"2024\"}").statusCode(201);
        reading("CL-UY", 2024).body("completeness", equalTo("complete"));
    }

    @Test
    void the_records_behind_a_reading_are_those_of_its_times() {
        var times = "&validAt=2019-05-01&knownAt=2020-01-01T00:00:00Z&knownBasis=recorded";
        var of = "origin=CL&destination=BO&year=2019" + times;
        Api.get("measures/mobility.visitor-arrivals?" + of).statusCode(200).body("evidence",
                equalTo("/api/mobility/visitor-arrivals?" + of));
        Api.get("visitor-arrivals?" + of).statusCode(200);
    }

    @Test
    void a_revised_number_goes_before_a_final_and_that_before_a_provisional_one() {
        published("CL-EC", "2024", 1, ", \"status\": \"final\"");
        published("CL-EC", "2024", 2, ", \"status\": \"provisional\"");
        reading("CL-EC", 2024).body("value", equalTo(1));
        published("CL-EC", "2024", 3, ", \"status\": \"revised\"");
        reading("CL-EC", 2024).body("value", equalTo(3));
        published("CL-EC", "2024", 4, ", \"status\": \"revised\", \"confidence\": \"disputed\"");
        reading("CL-EC", 2024).body("value", equalTo(3));
    }

    @Test
    void a_number_of_a_period_without_a_year_is_in_no_reading_and_holds_none_up() throws Exception {
        published("CL-PY", "../2024", 5, "");
        published("CL-PY", "202X", 6, "");
        await().atMost(Duration.ofSeconds(60)).until(() -> marked("%destination=PY%origin=CL%") == 0);
        reading("CL-PY", 2024).body("value", nullValue());
    }

    private static int marked(String key) throws SQLException {
        var config = ConfigProvider.getConfig();
        try (var connection = DriverManager.getConnection(config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
                var statement = connection
                        .prepareStatement("select count(*) from mark where kind = 'measure' and key like ?")) {
            statement.setString(1, key);
            try (var counted = statement.executeQuery()) {
                counted.next();
                return counted.getInt(1);
            }
        }
    }

    @Test
    void months_do_not_make_a_year() {
        published("CL-UY", "2024-01", 5, "");
        published("CL-UY", "2024-02", 6, "");
        published("CL-UY", "2025-02", 7, "");
        reading("CL-UY", 2024).body("value", nullValue(), "breakdown.label",
                equalTo(List.of("2024-01: unspecified by unknown", "2024-02: unspecified by unknown")));
        Api.get("visitor-arrivals?origin=CL&year=24").statusCode(400);
    }

    @Test
    void events_say_published_and_revised() {
        var id = UUID.randomUUID();
        Api.put("visitor-arrivals", id, null, arrivals("CL-PY", "2024", 1, "")).statusCode(201);
        Api.put("visitor-arrivals", id, "\"1\"", arrivals("CL-PY", "2024", 2, ", \"status\": \"revised\"")).statusCode(200);
        assertEquals(new Api.Event("visitor-arrivals.published", List.of("CL", "PY")), Api.event(id, 1));
        assertEquals("visitor-arrivals.revised", Api.event(id, 2).type());
    }

    @Test
    void nobody_arrives_from_where_he_is() {
        Api.put("visitor-arrivals", arrivals("CL-CL", "2024", 1, "")).statusCode(422)
                .body("violations.pointer", hasItem("/destination"));
    }
}
