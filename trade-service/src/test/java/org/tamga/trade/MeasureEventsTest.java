package org.tamga.trade;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.record.database.Database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What is announced of a measure when the records that it counts change; by countries that no other test has. */
@TradeTest
class MeasureEventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COMPANY = "'names': [{'text': 'X', 'lang': 'en', 'type': 'legal'}], 'entityType': 'company', 'jurisdiction': '%s'";
    private static final String INTEREST = "'holder': {'name': 'Y', 'kind': 'entity', 'country': '%s'}, 'interestType': 'shareholding'";

    @Inject
    Database database;

    @Inject
    ObjectMapper mapper;

    @Test
    void a_reading_is_announced_with_its_series_its_sources_and_what_has_changed() {
        var company = UUID.randomUUID();
        Api.put("companies", company, COMPANY.formatted("IS") + ", 'validFrom': '2020-01-01'").statusCode(201);
        var interest = UUID.randomUUID();
        Api.put("companies/" + company + "/interests", interest,
                INTEREST.formatted("FJ") + ", 'validFrom': '2021-01-01', 'validTo': '2024-01-01'")
                .statusCode(201);
        var reading = awaitEvent("IS", "FJ", 1);
        assertEquals("trade.companies.foreign-capital", reading.get("code").textValue());
        assertEquals(3, reading.get("definitionVersion").intValue());
        assertEquals("companies", reading.get("unit").textValue());
        assertEquals(
                "[{\"validFrom\":\"2021-01-01\",\"validTo\":\"2024-01-01\",\"value\":1,\"completeness\":\"partial\",\"breakdown\":[]}]",
                reading.get("series").toString());
        assertEquals("[{\"validFrom\":\"2021-01-01\",\"validTo\":\"2024-01-01\",\"after\":1}]",
                reading.get("changed").toString());
        assertEquals("unknown", reading.get("completeness").textValue());
        assertEquals(1, reading.get("restsOn").size());
        assertEquals(1, reading.get("restsOnTotal").intValue());

        // For a past day: the reading is announced anew.
        var other = UUID.randomUUID();
        Api.put("companies", other, COMPANY.formatted("IS")).statusCode(201);
        Api.put("companies/" + other + "/interests", UUID.randomUUID(), INTEREST.formatted("FJ") + ", 'validTo': '2022-01-01'")
                .statusCode(201);
        var moved = awaitEvent("IS", "FJ", 2).get("changed");
        assertEquals(
                "[{\"validTo\":\"2021-01-01\",\"after\":1},{\"validFrom\":\"2021-01-01\",\"validTo\":\"2022-01-01\",\"before\":1,\"after\":2}]",
                moved.toString());

        // What was known when can be read again.
        var readings = "/api/trade/measures/trade.companies.foreign-capital/readings";
        given().queryParam("reporter", "IS").queryParam("partner", "FJ").get(readings).then().statusCode(200)
                .body("items.size()", equalTo(2))
                .body("items[0].series.value", equalTo(List.of(1, 2, 1)))
                .body("items[1].series.value", equalTo(List.of(1)));
        given().queryParam("reporter", "IS").queryParam("partner", "FJ")
                .queryParam("knownAt", reading.get("recordedAt").textValue())
                .get(readings).then().statusCode(200).body("items.size()", equalTo(1));
    }

    @Test
    void a_company_that_is_withdrawn_no_longer_counts() {
        var company = UUID.randomUUID();
        var head = Api.record("companies", COMPANY.formatted("TV"));
        Api.put("companies", company, COMPANY.formatted("IS").replace("'company'", "'branch'") + ", 'headId': '" + head + "'")
                .statusCode(201);
        awaitEvent("IS", "TV", 1);
        Api.editor().header("If-Match", "\"1\"").body(Api.body("'because': 'never was'"))
                .post("/api/trade/companies/" + company + "/retraction").then().log().ifValidationFails().statusCode(200);
        assertEquals(0, awaitEvent("IS", "TV", 2).get("series").size());
    }

    @Test
    void capital_from_home_is_not_announced_as_foreign() {
        var company = UUID.randomUUID();
        Api.put("companies", company, COMPANY.formatted("IS")).statusCode(201);
        Api.put("companies/" + company + "/interests", UUID.randomUUID(), INTEREST.formatted("IS")).statusCode(201);
        Api.put("companies/" + company + "/interests", UUID.randomUUID(), INTEREST.formatted("MH")).statusCode(201);
        awaitEvent("IS", "MH", 1);
        awaitNothingMarked();
        assertEquals(0, events("IS", "IS").size());
    }

    @Test
    void a_stated_coverage_is_announced_and_makes_nothing_a_zero() {
        Api.record("coverages",
                "'measure': 'trade.companies.foreign-capital', 'dimensions': {'reporter': 'IS', 'partner': 'TO'},"
                        + " 'completeness': 'complete', 'validFrom': '2025-01-01'");
        var reading = awaitEvent("IS", "TO", 1);
        assertEquals("[{\"validFrom\":\"2025-01-01\",\"value\":0,\"completeness\":\"complete\",\"breakdown\":[]}]",
                reading.get("series").toString());
        assertEquals("complete", reading.get("completeness").textValue());
    }

    @Test
    void what_does_not_move_the_value_is_not_announced() {
        var company = UUID.randomUUID();
        var tag = Api.put("companies", company, COMPANY.formatted("IS")).statusCode(201).extract().header("ETag");
        Api.put("companies/" + company + "/interests", UUID.randomUUID(), INTEREST.formatted("WS")).statusCode(201);
        awaitEvent("IS", "WS", 1);
        Api.editor().header("If-Match", tag).body(Api.body(COMPANY.formatted("IS") + ", 'legalForm': 'LLP'"))
                .put("/api/trade/companies/" + company).then().log().ifValidationFails().statusCode(200);
        awaitNothingMarked();
        assertEquals(1, events("IS", "WS").size());
    }

    @Test
    void a_day_on_which_something_begins_or_ends_brings_a_fresh_reading_once() {
        var company = UUID.randomUUID();
        Api.put("companies", company, COMPANY.formatted("IS")).statusCode(201);
        Api.put("companies/" + company + "/interests", UUID.randomUUID(),
                INTEREST.formatted("NR") + ", 'validTo': '" + LocalDate.now().plusYears(1) + "'").statusCode(201);
        awaitEvent("IS", "NR", 1);
        // As if that day had come.
        assertEquals(1, database.write(transaction -> transaction.update("update measure_reading set next_day = current_date"
                + " where key like '%\"NR\"%' and next_day > current_date")).intValue());
        awaitEvent("IS", "NR", 2);
        awaitNothingMarked();
        assertEquals(2, events("IS", "NR").size());
        assertEquals(0, events("IS", "NR").get(1).get("changed").size());
    }

    @Test
    void announcements_are_given_page_by_page_and_fewer_where_they_are_long() {
        var key = "trade.companies.foreign-capital?partner=CU&reporter=IS";
        database.write(
                transaction -> transaction.update("insert into change_log (position, id, topic, key, type, at, countries, data)"
                        + " select nextval('change_position'), gen_random_uuid(), 'trade.measure', ?, 'x', clock_timestamp(), '{}',"
                        + " '{\"unit\": \"' || n || '\"' || repeat(' ', case when n < 6 then 3000000 else 1 end) || '}'"
                        + " from generate_series(1, 8) n", key));
        try {
            var pages = new ArrayList<String>();
            for (var next = "measures/trade.companies.foreign-capital/readings?reporter=IS&partner=CU&limit=2"; next != null;) {
                var page = json(Api.get(next).statusCode(200).extract().asString());
                pages.add(String.join("", page.findValuesAsText("unit")));
                next = page.get("next").isNull() ? null : page.get("next").textValue().replace("/api/trade/", "");
            }
            assertEquals(List.of("87", "65", "43", "21"), pages);
            var most = json(
                    Api.get("measures/trade.companies.foreign-capital/readings?reporter=IS&partner=CU").extract().asString());
            assertEquals(5, most.get("items").size());
            assertTrue(most.get("next").isTextual());
        } finally {
            database.write(transaction -> transaction.update("delete from change_log where key = ?", key));
        }
    }

    @Test
    void a_reading_takes_longer_than_who_waits_for_an_answer_would_wait() {
        var company = UUID.randomUUID();
        Api.put("companies", company, COMPANY.formatted("IS")).statusCode(201);
        Api.put("companies/" + company + "/interests", UUID.randomUUID(), INTEREST.formatted("CV")).statusCode(201);
        awaitEvent("IS", "CV", 1);
        awaitNothingMarked();
        var waits = "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query like '%company_version%'"
                + " and query_start < clock_timestamp() - interval '3 s')";
        database.writeAtLength(transaction -> {
            transaction.update("lock table company_version");
            database.write(other -> other.update(
                    "update measure_reading set next_day = current_date where key like '%\"CV\"%'"));
            await().atMost(PATIENCE)
                    .until(() -> database.read(other -> other.first(waits, row -> row.getBoolean(1))).orElseThrow());
            return null;
        });
        // A reading that failed would be left alone for half a minute.
        await().atMost(Duration.ofSeconds(15)).until(() -> events("IS", "CV").size() == 2);
    }

    @Test
    void after_any_changes_the_last_reading_is_what_a_recount_gives_on_every_day() {
        var random = new Random(4);
        var reporters = List.of("MT", "LI");
        var partners = List.of("PG", "KI");
        var tags = new HashMap<String, String>();
        var companies = new ArrayList<UUID>();
        for (int i = 0; i < 6; i++) {
            companies.add(UUID.randomUUID());
        }
        var interests = new HashMap<UUID, List<UUID>>();
        companies.forEach(company -> interests.put(company, List.of(UUID.randomUUID(), UUID.randomUUID())));
        // Owners that move, and whose country is corrected.
        var owners = List.of(UUID.randomUUID(), UUID.randomUUID());
        for (var company : companies) {
            state(tags, "companies/" + company, COMPANY.formatted(reporters.get(random.nextInt(2))));
        }
        for (var owner : owners) {
            state(tags, "companies/" + owner, COMPANY.formatted(partners.get(random.nextInt(2))) + days(random));
        }
        for (int change = 0; change < 80; change++) {
            var company = companies.get(random.nextInt(companies.size()));
            var days = days(random);
            if (random.nextInt(4) == 0) {
                state(tags, "companies/" + company, COMPANY.formatted(reporters.get(random.nextInt(2))) + ", 'status': '"
                        + (random.nextBoolean() ? "active" : "liquidated") + "'" + days);
            } else if (random.nextInt(4) == 0) {
                state(tags, "companies/" + owners.get(random.nextInt(2)), COMPANY.formatted(partners.get(random.nextInt(2)))
                        + days);
            } else if (random.nextInt(3) == 0) {
                state(tags, "companies/" + company + "/interests/" + interests.get(company).get(random.nextInt(2)),
                        "'holder': {'companyId': '" + owners.get(random.nextInt(2)) + "', 'kind': 'entity'},"
                                + " 'interestType': 'shareholding'" + days);
            } else {
                state(tags, "companies/" + company + "/interests/" + interests.get(company).get(random.nextInt(2)),
                        INTEREST.formatted(partners.get(random.nextInt(2))) + ", 'direct': " + (random.nextInt(5) > 0) + days);
            }
        }
        awaitNothingMarked();
        var announced = 0;
        for (var reporter : reporters) {
            for (var partner : partners) {
                var all = events(reporter, partner);
                announced += all.size();
                var series = all.isEmpty() ? mapper.createArrayNode() : all.get(all.size() - 1).get("series");
                for (int month = 0; month < 72; month++) {
                    var day = LocalDate.of(2019, 12, 31).plusMonths(month);
                    var recount = json(Api
                            .get("measures/trade.companies.foreign-capital?reporter=" + reporter + "&partner=" + partner
                                    + "&validAt=" + day)
                            .statusCode(200).extract().asString()).path("value");
                    var value = at(series, day);
                    if (value == null) {
                        assertFalse(recount.isNumber(), reporter + partner + day);
                    } else {
                        assertEquals(0, recount.decimalValue().compareTo(value), reporter + partner + day);
                    }
                }
            }
        }
        assertTrue(announced > 4, "something was announced");
    }

    private static String days(Random random) {
        var from = LocalDate.of(2020 + random.nextInt(4), 1 + random.nextInt(12), 1);
        return ", 'validFrom': '" + from + "'"
                + (random.nextBoolean() ? "" : ", 'validTo': '" + from.plusMonths(1 + random.nextInt(20)) + "'")
                + (random.nextInt(6) > 0 ? "" : ", 'confidence': 'planned'");
    }

    private static void state(Map<String, String> tags, String address, String members) {
        var request = Api.editor();
        if (tags.containsKey(address)) {
            request.header("If-Match", tags.get(address));
        }
        var answer = request.body(Api.body(members)).put("/api/trade/" + address).then().log().ifValidationFails().extract();
        assertTrue(answer.statusCode() < 300);
        tags.put(address, answer.header("ETag"));
    }

    private static BigDecimal at(JsonNode series, LocalDate day) {
        for (var step : series) {
            if ((!step.has("validFrom") || !day.isBefore(LocalDate.parse(step.get("validFrom").textValue())))
                    && (!step.has("validTo") || day.isBefore(LocalDate.parse(step.get("validTo").textValue())))) {
                return step.has("value") ? step.get("value").decimalValue() : null;
            }
        }
        return null;
    }

    private JsonNode awaitEvent(String reporter, String partner, int number) {
        await().atMost(PATIENCE).until(() -> events(reporter, partner).size() >= number);
        return events(reporter, partner).get(number - 1);
    }

    private void awaitNothingMarked() {
        await().atMost(PATIENCE)
                .until(() -> database.read(transaction -> transaction.first("select count(*) from mark where kind = 'measure'",
                        row -> row.getLong(1))).orElseThrow() == 0);
    }

    private List<JsonNode> events(String reporter, String partner) {
        return database.read(transaction -> transaction.list(
                "select data from change_log where topic = 'trade.measure' and key = ? order by position",
                row -> json(row.getString(1)), "trade.companies.foreign-capital?partner=" + partner + "&reporter=" + reporter));
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
