package org.tamga.mobility.access;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;
import org.tamga.mobility.gathering.GatheringTopic;
import org.tamga.record.database.Database;

import io.restassured.response.ValidatableResponse;

/** Reports on gatherings that events-service, whose part the test plays, announces; by countries that no other test has. */
@MobilityTest
class AccessReportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Database database;

    @Inject
    AccessReports reports;

    @Test
    void a_report_follows_the_gathering_and_the_rules() throws Exception {
        var id = UUID.randomUUID();
        GatheringTopic.announce(id, "'place': {'country': 'IS'}, 'startsOn': '2036-05-04', 'invited': ['MT', 'FJ', 'IS']");
        await().atMost(PATIENCE).until(() -> given().get("/api/mobility/access-reports/" + id).statusCode() == 200);
        report(id).body("invited.nationality", contains("FJ", "IS", "MT"), "invited.verdict",
                contains("unknown", "yes", "unknown"), "on", equalTo("2036-05-04"));

        record("visa-regimes",
                "'nationality': 'MT', 'destination': 'IS', 'documentType': 'ordinary', 'requirement': 'visa-free',"
                        + " 'status': 'in-force', 'limits': [{'kind': 'per-entry', 'days': 90}]");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[2].visa.requirement", equalTo("visa-free"),
                "invited[2].verdict", equalTo("unknown"), "invited[2].reasons.answer",
                contains("yes", "yes", "unknown", "unknown", "unknown"), "invited[2].reasons[2].because",
                containsString("Where in IS it is held is not recorded")));
        record("flight-frequencies", "'from': 'MT', 'to': 'IS', 'value': 7, 'unit': 'flights-per-week', 'stage': 'scheduled'");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[2].directFlights.perWeek", equalTo(7)));
        record("visa-regimes", "'nationality': 'FJ', 'destination': 'IS', 'documentType': 'ordinary',"
                + " 'requirement': 'no-admission', 'status': 'in-force'");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[0].verdict", equalTo("no")));
        Api.CHANGES.await(id, event -> event.get("type").asText().equals("org.tamga.mobility.access-report.changed.v1"));
    }

    @Test
    void flights_a_week_are_told_and_prove_no_journey_that_fits_the_days() throws Exception {
        record("visa-regimes", "'nationality': 'LI', 'destination': 'AD', 'requirement': 'visa-free', 'status': 'in-force',"
                + " 'limits': [{'kind': 'per-entry', 'days': 90}]");
        record("flight-frequencies", "'from': 'AD', 'to': 'LI', 'value': 5, 'unit': 'flights-per-week', 'stage': 'operated',"
                + " 'direction': 'one-way'");
        var id = UUID.randomUUID();
        GatheringTopic.announce(id, "'place': {'country': 'AD'}, 'startsOn': '2036-05-04', 'invited': ['LI']");
        await().atMost(PATIENCE).until(() -> given().get("/api/mobility/access-reports/" + id).statusCode() == 200);
        report(id).body("invited[0].directFlights.perWeek", nullValue(), "invited[0].verdict", equalTo("unknown"),
                "invited[0].reasons.because", hasItem("No journey there that fits the days is recorded."));
        record("flight-frequencies", "'from': 'LI', 'to': 'AD', 'value': 4, 'unit': 'flights-per-week', 'stage': 'operated',"
                + " 'direction': 'one-way'");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[0].directFlights.perWeek", equalTo(4),
                "invited[0].reasons.because",
                hasItem("No journey there that fits the days is recorded."), "invited[0].verdict", equalTo("unknown")));
    }

    @Test
    void a_report_found_again_stays_what_it_was_for_who_asks_what_was_known_before() throws Exception {
        var id = UUID.randomUUID();
        var address = "/api/mobility/access-reports/" + id;
        var before = Instant.now();
        GatheringTopic.announce(id, "'place': {'country': 'TD'}, 'startsOn': '2036-05-04', 'invited': ['GW']");
        await().atMost(PATIENCE).until(() -> given().get(address).statusCode() == 200);
        var first = Instant.now();
        record("visa-regimes", "'nationality': 'GW', 'destination': 'TD', 'documentType': 'ordinary',"
                + " 'requirement': 'no-admission', 'status': 'in-force'");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[0].verdict", equalTo("no")));
        var second = Instant.now();
        GatheringTopic.withdraw(id);
        await().atMost(PATIENCE).until(() -> given().get(address).statusCode() == 404);

        given().queryParam("knownAt", before.toString()).get(address).then().statusCode(404);
        given().queryParam("knownAt", first.toString()).get(address).then().statusCode(200)
                .body("invited.verdict", contains("unknown"));
        given().queryParam("knownAt", second.toString()).get(address).then().statusCode(200)
                .body("invited.verdict", contains("no"));
        given().queryParam("knownAt", Instant.now().toString()).get(address).then().statusCode(404);
        given().queryParam("knownAt", "2999-01-01T00:00:00Z").get(address).then().statusCode(400);
    }

    @Test
    void journeys_lead_to_the_city_before_it_begins_and_home_after_it_ends_and_follow_the_schedules() throws Exception {
        airport(1, "XQA", "WS", "Pacific/Apia", "Apia");
        airport(2, "XQB", "VU", "Pacific/Efate", "Port Vila");
        airport(3, "XQC", "TO", "Pacific/Tongatapu", "Nuku'alofa");
        flight(11, "XQA", "XQB", "06:00", "08:00");
        flight(12, "XQB", "XQC", "10:00", "14:00");
        flight(13, "XQC", "XQB", "16:00", "18:00");
        flight(14, "XQB", "XQA", "20:00", "23:00");
        record("visa-regimes", "'nationality': 'WS', 'destination': 'TO', 'requirement': 'visa-free',"
                + " 'limits': [{'kind': 'per-entry', 'days': 30}]");
        var id = UUID.randomUUID();
        GatheringTopic.announce(id,
                "'place': {'country': 'TO', 'city': 'NUKU\u2019ALOFA', 'unlocode': 'TO TBU'}, 'startsOn': '2036-06-10',"
                        + " 'endsOn': '2036-06-12', 'invited': ['WS']");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("place", equalTo("XQC"), "until", equalTo("2036-06-12"),
                "invited[0].journeys.direction", contains("there", "back"),
                "invited[0].journeys[0].legs.flight", contains("Y211", "Y212"),
                "invited[0].journeys[0].arrival", equalTo("2036-06-09T14:00:00+13:00"),
                "invited[0].journeys[1].departure", equalTo("2036-06-13T16:00:00+13:00"),
                "invited[0].journeys[1].transits[0].country", equalTo("VU"),
                "invited[0].reasons.answer", contains("yes", "yes", "unknown", "unknown"),
                "invited[0].reasons[2].because", containsString("changes planes in VU"), "invited[0].verdict",
                equalTo("unknown")));

        record("visa-regimes", "'nationality': 'WS', 'destination': 'VU', 'requirement': 'visa-free'");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[0].reasons.answer",
                contains("yes", "yes", "yes", "yes"), "invited[0].verdict", equalTo("yes")));

        flight(13, "XQC", "XQB", "12:00", "14:00");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[0].journeys[1].departure",
                equalTo("2036-06-13T12:00:00+13:00")));
        GatheringTopic.announce(id,
                "'place': {'country': 'TO', 'city': 'Nuku\\u2019alofa', 'unlocode': 'TOTBU'}, 'startsOn': '2036-06-10',"
                        + " 'endsOn': '2036-07-20', 'invited': ['WS']");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[0].reasons[1].answer", equalTo("no"),
                "invited[0].reasons[1].because", containsString("to 2036-07-21 "), "invited[0].verdict", equalTo("no")));
    }

    /** Nobody tells this replica of another's write, and when that commits it has just looked for such writes. The day begins where it begins first. */
    @Test
    void a_report_rests_on_the_write_that_caused_it_whichever_replica_made_it() {
        airport(4, "XQD", "KM", "UTC", "Domoni");
        airport(5, "XQE", "TV", "UTC", "Vaiaku");
        flight(15, "XQD", "XQE", "00:00", "08:00");
        for (int hour = 1; hour <= 5; hour++) {
            var std = "0" + hour + ":00";
            var id = UUID.randomUUID();
            Api.get("connections?from=XQD&to=XQE&departAfter=2036-06-09T00:00:00Z&nationality=KM").statusCode(200);
            database.write(transaction -> {
                transaction.update("update flight_schedule_version set std = ? where id = ?::uuid and standing", std,
                        "acce0000-0000-4000-8000-000000000015");
                transaction
                        .update("""
                                insert into change_log (position, id, topic, key, type, at, countries, data)
                                select nextval('change_position'), gen_random_uuid(), topic, key, type, now(), countries, data
                                  from change_log where key = 'acce0000-0000-4000-8000-000000000015' limit 1""");
                transaction.update("insert into gathering (id, valid, title, place, starts_on, invited, days) values"
                        + " (?, '(,)', '{\"en\": \"Forum\"}', '{\"country\": \"TV\"}', '2036-06-10', '[\"KM\"]',"
                        + " '[2036-06-10,2036-06-11)')", id);
                reports.changed(transaction, id, null);
                return null;
            });
            await().atMost(PATIENCE).until(() -> given().get("/api/mobility/access-reports/" + id).statusCode() == 200);
            report(id).body("invited[0].journeys[0].departure", equalTo("2036-06-08T" + std + ":00Z"));
        }
    }

    private static void airport(int number, String code, String country, String zone, String city) {
        put("airports", number, airport(code, country, zone, city, "")).statusCode(201);
    }

    private static String airport(String code, String country, String zone, String city, String more) {
        return """
               "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "%s", "zone": "%s",
               "city": {"name": {"en": "%s"}%s}%s""".formatted(code, country, zone, city,
                country.equals("TO") ? ", \"unlocode\": \"TOTBU\"" : "", more);
    }

    /** Every day of 2036. */
    private static void flight(int number, String from, String to, String std, String sta) {
        put("flight-schedules", number, flight(number, from, to, std, sta, "2036-01-01", null)
                + ", \"period\": {\"from\": \"2036-01-01\", \"to\": \"2036-12-31\"}");
    }

    private static String flight(int number, String from, String to, String std, String sta, String validFrom, String validTo) {
        return """
               "airline": "Y2", "flightNumber": "%s", "from": "%s", "to": "%s", "std": "%s", "sta": "%s", "stage": "scheduled",
               "daysOfOperation": [1, 2, 3, 4, 5, 6, 7], "validFrom": "%s\"""".formatted(number, from, to, std, sta, validFrom)
                + (validTo == null ? "" : ", \"validTo\": \"" + validTo + "\"");
    }

    /** As a change of what is recorded under that number, if anything is. */
    private static ValidatableResponse put(String collection, int number, String members) {
        var id = UUID.fromString("acce0000-0000-4000-8000-%012d".formatted(number));
        return Api.put(collection, id, given().get("/api/mobility/" + collection + "/" + id).header("ETag"), members);
    }

    @Test
    void what_changes_of_flights_leaves_alone_who_has_been_there_unless_it_is_of_those_days() throws Exception {
        airport(6, "XQF", "SZ", "UTC", "Mbabane");
        airport(7, "XQG", "LS", "UTC", "Maseru");
        put("flight-schedules", 16, flight(16, "XQF", "XQG", "06:00", "08:00", "2020-01-01", null)).statusCode(201);
        var over = announced("LS", "SZ", "2021-06-10");
        var toCome = announced("LS", "SZ", "2036-06-10");
        arrives(over, "2021-06-09T08:00:00Z");
        arrives(toCome, "2036-06-09T08:00:00Z");

        put("flight-schedules", 16, flight(16, "XQF", "XQG", "06:00", "09:00", "2020-01-01", null));
        arrives(toCome, "2036-06-09T09:00:00Z");
        await().atMost(PATIENCE).until(() -> marks("%") == 0);
        arrives(over, "2021-06-09T08:00:00Z");

        put("flight-schedules", 16, flight(16, "XQF", "XQG", "06:00", "10:00", "2021-06-01", "2021-07-01"));
        arrives(over, "2021-06-09T10:00:00Z");
    }

    @Test
    void what_no_journey_shows_of_an_airport_or_a_flight_has_no_report_found_again() throws Exception {
        airport(8, "XQH", "GM", "UTC", "Banjul");
        airport(9, "XQI", "SL", "UTC", "Freetown");
        put("flight-schedules", 17, flight(17, "XQH", "XQI", "06:00", "08:00", "2036-01-01", null)).statusCode(201);
        var id = announced("SL", "GM", "2036-06-10");
        arrives(id, "2036-06-09T08:00:00Z");
        await().atMost(PATIENCE).until(() -> marks("%") == 0);
        assertEquals(0L, whileNoReportIsKept(id, () -> {
            put("airports", 9, airport("XQI", "SL", "UTC", "Freetown", ", \"lat\": 8.6, \"lon\": -13.2"));
            put("flight-schedules", 17, flight(17, "XQH", "XQI", "06:00", "08:00", "2036-01-01", null)
                    + ", \"aircraft\": \"32Q\", \"arrivalTerminal\": \"2\"");
        }));
        assertEquals(1L, whileNoReportIsKept(id,
                () -> put("flight-schedules", 17, flight(17, "XQH", "XQI", "06:00", "09:00", "2036-01-01", null))));
        arrives(id, "2036-06-09T09:00:00Z");
    }

    /** How many marks of a report some work leaves, while that cannot be kept. */
    private long whileNoReportIsKept(UUID id, Runnable work) {
        return database.write(transaction -> {
            transaction.first("select from access_report where id = ? for update", row -> true, id);
            work.run();
            return CompletableFuture.supplyAsync(() -> marks(id.toString())).join();
        });
    }

    private long marks(String keys) {
        return database.read(transaction -> transaction.first(
                "select count(distinct key) from mark where kind like 'access-report%' and key like ?", row -> row.getLong(1),
                keys)).orElseThrow();
    }

    @Test
    void the_next_gathering_is_looked_at_before_later_and_former_ones_that_were_marked_before_it() {
        var days = List.of("2021-06-10", "2039-06-10", "2037-06-10", "2036-06-10");
        var ids = days.stream().map(day -> UUID.randomUUID()).toList();
        database.write(transaction -> {
            for (int i = 0; i < ids.size(); i++) {
                transaction.update("insert into gathering (id, valid, title, starts_on, invited, days) values (?, '(,)',"
                        + " '{\"en\": \"Forum\"}', ?, '[\"KM\"]', daterange(?::date, ?::date, '[]'))", ids.get(i),
                        days.get(i), days.get(i), days.get(i));
                reports.changed(transaction, ids.get(i), null);
            }
            return null;
        });
        ids.forEach(id -> await().atMost(PATIENCE)
                .until(() -> given().get("/api/mobility/access-reports/" + id).statusCode() == 200));
        var found = ids.stream().sorted(Comparator.comparing(id -> Instant.parse(report(id).extract().path("recordedAt"))))
                .map(id -> days.get(ids.indexOf(id))).toList();
        assertEquals(List.of("2036-06-10", "2037-06-10", "2039-06-10", "2021-06-10"), found);
    }

    private static UUID announced(String host, String invited, String day) throws Exception {
        var id = UUID.randomUUID();
        GatheringTopic.announce(id,
                "'place': {'country': '" + host + "'}, 'zone': 'UTC', 'startsOn': '" + day + "', 'invited': ['" + invited
                        + "']");
        return id;
    }

    private static void arrives(UUID gathering, String at) {
        await().atMost(PATIENCE).until(() -> given().get("/api/mobility/access-reports/" + gathering).statusCode() == 200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> report(gathering).body("invited[0].journeys[0].arrival", equalTo(at)));
    }

    @Test
    void what_is_not_known_of_a_gathering_is_said_and_an_unknown_one_is_not_found() throws Exception {
        var id = UUID.randomUUID();
        GatheringTopic.announce(id, "'invited': ['MT']");
        await().atMost(PATIENCE).until(() -> given().get("/api/mobility/access-reports/" + id).statusCode() == 200);
        report(id).body("invited[0].verdict", equalTo("unknown"), "invited[0].reasons[0].because",
                equalTo("The country in which it is held is not recorded."));
        given().get("/api/mobility/access-reports/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void days_that_are_known_only_by_month_or_year_prove_only_what_is_so_of_all_of_them() throws Exception {
        record("visa-regimes",
                "'nationality': 'SC', 'destination': 'NR', 'documentType': 'ordinary', 'requirement': 'visa-free',"
                        + " 'status': 'in-force', 'limits': [{'kind': 'per-entry', 'days': 31}], 'validTo': '2037-07-01'");
        reportedOf("'startsOn': '2036', 'endsOn': '2036'", "unknown", "only as 2036: whether");
        reportedOf("'startsOn': '2036-05', 'endsOn': '2036-05'", "yes", "whatever days 2036-05 means: allowed");
        reportedOf("'startsOn': '2036-05'", "yes", "whatever days 2036-05 means: allowed");
        reportedOf("'startsOn': '2036-05', 'endsOn': '2036-06'", "unknown", "only as 2036-05 to 2036-06: whether");
        reportedOf("'startsOn': '2036-05', 'endsOn': '2036-08-01'", "no", "whatever days 2036-05 to 2036-08-01 means: refused");
        reportedOf("'startsOn': '2036-05-01', 'endsOn': '2036-08-01'", "no",
                "from 2036-05-01 to 2036-08-01 by people who have not been there before: refused");

        record("visa-regimes", "'nationality': 'SC', 'destination': 'NR', 'documentType': 'ordinary',"
                + " 'requirement': 'visa-required', 'status': 'in-force', 'validFrom': '2037-07-01'");
        var id = announced("'startsOn': '2037'");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[0].reasons[0].answer", equalTo("unknown"),
                "invited[0].reasons[0].because", containsString("visa-free, then visa-required")));
    }

    private static UUID announced(String days) throws Exception {
        var id = UUID.randomUUID();
        GatheringTopic.announce(id, "'place': {'country': 'NR'}, 'invited': ['SC'], " + days);
        return id;
    }

    /** What is said of the stay, the second reason, of a gathering of those days. */
    private static void reportedOf(String days, String answer, String because) throws Exception {
        var id = announced(days);
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[0].reasons[0].answer", equalTo("yes"),
                "invited[0].reasons[1].answer", equalTo(answer), "invited[0].reasons[1].because", containsString(because),
                "invited[0].journeys", empty(), "invited[0].verdict", equalTo(answer.equals("no") ? "no" : "unknown")));
    }

    private static void record(String collection, String members) {
        Api.put(collection, members.replace('\'', '"')).statusCode(201);
    }

    private static ValidatableResponse report(UUID gathering) {
        return given().get("/api/mobility/access-reports/" + gathering).then().statusCode(200);
    }
}
