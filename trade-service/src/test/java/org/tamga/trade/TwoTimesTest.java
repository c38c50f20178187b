package org.tamga.trade;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.record.database.Database;
import org.tamga.testing.Citations;
import org.tamga.testing.Tokens;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Reading and writing at two times through the public door, shown on companies; every collection has it from the same base. */
@TradeTest
class TwoTimesTest {

    private static final String COMPANIES = "/api/trade/companies";

    @Inject
    Database database;

    @Test
    void an_earlier_period_can_be_read_changed_and_put_back() {
        var address = COMPANIES + "/" + UUID.randomUUID();
        put(address, company("First", "2020-01-01", "2021-01-01"), null).statusCode(201);
        put(address, company("Second", "2021-01-01", null), "\"1\"").statusCode(200);

        var earlier = given().get(address + "?validAt=2020-06-01").then().statusCode(200).extract();
        var body = earlier.asString().replace("First", "Foremost");
        put(address, body, earlier.header("ETag")).statusCode(200).body("reason", equalTo("correction"), "version", equalTo(3));
        given().get(address).then().body("names[0].text", equalTo("Second"));
        given().get(address + "/history").then().statusCode(200).body("items", hasSize(3))
                .body("items[0].changed", contains("names"))
                .body("items.names.text.flatten()", hasItems("First", "Foremost", "Second"));
    }

    @Test
    void what_is_put_back_as_it_was_read_writes_nothing() {
        var address = COMPANIES + "/" + UUID.randomUUID();
        put(address, company("Same", "2020-01-01", null), null).statusCode(201);
        var read = given().get(address).then().extract().asString();
        put(address, read, null).statusCode(200).header("ETag", equalTo("\"1\""));
        put(address, read.replace("Same", "Other"), null).statusCode(428);
        put(address, read.replace("Same", "Other"), "\"7\"").statusCode(412).header("ETag", equalTo("\"1\""));
    }

    @Test
    void an_unchanged_record_is_not_sent_again_but_what_the_calendar_changed_is() {
        var address = COMPANIES + "/" + UUID.randomUUID();
        var tomorrow = LocalDate.now().plusDays(1).toString();
        put(address, company("Today's", "2020-01-01", null), null).statusCode(201);
        put(address, company("Tomorrow's", tomorrow, null), "\"1\"").statusCode(200);
        var today = given().get(address).then().statusCode(200).extract().header("ETag");
        given().header("If-None-Match", today).get(address).then().statusCode(304).header("ETag", equalTo(today));
        var later = given().get(address + "?validAt=" + tomorrow).then().body("names[0].text", equalTo("Tomorrow's")).extract()
                .header("ETag");
        assertTrue(!later.equals(today), "two contents with one ETag");
    }

    @Test
    void the_tag_of_what_was_stated_for_another_day_is_not_that_of_what_holds_today() {
        var address = COMPANIES + "/" + UUID.randomUUID();
        put(address, company("Today's", "2021-01-01", null), null).statusCode(201).header("ETag", equalTo("\"1\""));
        var earlier = put(address, company("Earlier", "2020-01-01", "2021-01-01"), "\"1\"").statusCode(200).extract()
                .header("ETag");
        given().header("If-None-Match", earlier).get(address).then().statusCode(200).header("ETag", equalTo("\"2\""))
                .body("names[0].text", equalTo("Today's"));
        put(address, company("Foremost", "2020-01-01", "2021-01-01"), earlier).statusCode(200).body("version", equalTo(3));
        var made = editor().body(company("To come", LocalDate.now().plusDays(9).toString(), null)).post(COMPANIES).then()
                .statusCode(201).extract();
        assertTrue(made.header("ETag").startsWith("\"1."), made.header("ETag"));
    }

    @Test
    void what_is_stated_for_another_day_has_the_tag_that_a_read_of_that_day_has() {
        var address = COMPANIES + "/" + UUID.randomUUID();
        put(address, company("Today's", "2021-01-01", null), null).statusCode(201);
        var stated = put(address, company("Earlier", "2020-01-01", "2021-01-01"), "\"1\"").statusCode(200).extract()
                .header("ETag");
        given().header("If-None-Match", stated).get(address + "?validAt=2020-06-01").then().statusCode(304)
                .header("ETag", equalTo(stated));
        put(address, company("Earlier", "2020-01-01", "2021-01-01"), null).statusCode(200).header("ETag", equalTo(stated));
        given().header("If-None-Match", stated).get(address + "?validAt=2021-06-01").then().statusCode(200);
        given().header("If-None-Match", stated).get(address + "?validAt=2020-06-01&fields=names").then().statusCode(200);
    }

    @Test
    void an_answer_of_the_past_repeats_to_the_byte() {
        var address = COMPANIES + "/" + UUID.randomUUID();
        var recordedAt = put(address, company("Once", null, null), null).extract().<String>path("recordedAt");
        var past = address + "?knownAt=" + recordedAt;
        var before = given().get(past).then().statusCode(200).body("supersededAt", nullValue()).extract().asString();
        put(address, company("Twice", null, null), "\"1\"").statusCode(200);
        assertEquals(before, given().get(past).then().extract().asString());
        given().get(address + "?knownAt=2020-01-01T00:00:00Z").then().statusCode(404).body("type",
                containsString("not-recorded-then"));
    }

    @Test
    void a_day_for_which_nothing_is_recorded_is_told_the_nearest_and_not_all() {
        var address = COMPANIES + "/" + UUID.randomUUID();
        for (int i = 0; i < 12; i++) {
            put(address, company("Of a year", 2001 + i + "-01-01", 2001 + i + "-02-01"), i == 0 ? null : "\"" + i + "\"");
        }
        given().get(address + "?validAt=2006-06-01").then().statusCode(404).body("type", containsString("not-recorded-then"))
                .body("detail", containsString("there is: from 2004-01-01 up to 2004-02-01; from 2005-01-01 up to 2005-02-01;"
                        + " from 2006-01-01 up to 2006-02-01; from 2007-01-01 up to 2007-02-01; from 2008-01-01 up to 2008-02-01;"
                        + " from 2009-01-01 up to 2009-02-01."));
        editor().header("If-Match", "\"12\"")
                .body("{\"because\": \"never\", \"validFrom\": \"2001-03-01\", \"validTo\": \"2001-04-01\", \"sources\": ["
                        + Citations.ANY + "]}")
                .post(address + "/retraction").then().statusCode(409)
                .body("detail", endsWith("up to 2004-02-01."));
    }

    @Test
    void a_retraction_of_some_days_is_named_for_those_days() {
        var address = COMPANIES + "/" + UUID.randomUUID();
        put(address, company("Here", null, null), null).statusCode(201);
        editor().header("If-Match", "\"1\"")
                .body("{\"because\": \"closed in 2023\", \"validFrom\": \"2023-01-01\", \"validTo\": \"2024-01-01\","
                        + " \"sources\": [" + Citations.ANY + "]}")
                .post(address + "/retraction").then().statusCode(200).header("ETag", equalTo("\"2\""));
        given().get(address + "?validAt=2023-06-01").then().statusCode(404).body("type", containsString("retracted"))
                .body("detail", containsString("closed in 2023"));
        given().get(address + "?validAt=2024-06-01").then().statusCode(200).body("names[0].text", equalTo("Here"));
    }

    @Test
    void what_waits_in_vain_for_who_writes_the_same_is_told_so_and_leaves_no_session_behind_that_waits_on() {
        var id = UUID.randomUUID();
        var address = COMPANIES + "/" + id;
        put(address, company("Held", null, null), null).statusCode(201);
        database.write(transaction -> {
            transaction.first("select from company where id = ? for update", row -> true, id);
            for (var request : Map.of(
                    "/retraction", "{\"because\": \"It never was\", \"sources\": [" + Citations.ANY + "]}",
                    "/interests", "{\"holder\": {\"name\": \"H\", \"kind\": \"person\", \"country\": \"KR\"},"
                            + " \"interestType\": \"shareholding\", \"sources\": [" + Citations.ANY + "]}")
                    .entrySet()) {
                editor().header("If-Match", "\"1\"").body(request.getValue()).post(address + request.getKey()).then()
                        .statusCode(503).header("Retry-After", "2").body("detail", containsString("Others write the same"));
            }
            assertEquals(0, transaction.first("select count(*) from pg_stat_activity"
                    + " where datname = current_database() and wait_event_type = 'Lock' and query like '%company%'",
                    row -> row.getInt(1)).orElseThrow());
            return null;
        });
        given().get(address).then().statusCode(200).body("version", equalTo(1));
    }

    @Test
    void pages_follow_one_another_without_a_gap_or_a_repeat() {
        var mark = "MARK-" + UUID.randomUUID();
        var written = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            written.add(
                    editor().body(company("Page " + i, null, null).replaceFirst("\\{", "{\"legalForm\": \"" + mark + "\", "))
                            .post(COMPANIES).then()
                            .statusCode(201).extract().path("id"));
        }
        var seen = new ArrayList<String>();
        for (var next = COMPANIES + "?limit=3&legalForm=" + mark; next != null;) {
            var page = given().urlEncodingEnabled(false).get(next).then().statusCode(200).extract();
            seen.addAll(page.path("items.id"));
            next = page.path("next");
        }
        assertEquals(written.size(), seen.size());
        assertEquals(new HashSet<>(written), new HashSet<>(seen));
        given().queryParam("legalForm", mark).queryParam("knownAt", "2020-01-01T00:00:00Z").get(COMPANIES).then().body("items",
                hasSize(0));
    }

    @Test
    void a_repeated_post_is_answered_once_and_recorded_once() {
        var key = UUID.randomUUID().toString();
        var first = editor().header("Idempotency-Key", key).body(company("Once only", null, null)).post(COMPANIES).then()
                .statusCode(201).extract();
        var again = editor().header("Idempotency-Key", key).body(company("Once only", null, null)).post(COMPANIES).then()
                .statusCode(201).extract();
        assertEquals(first.asString(), again.asString());
        assertEquals(first.header("Location"), again.header("Location"));
        editor().header("Idempotency-Key", key).body(company("Another", null, null)).post(COMPANIES).then().statusCode(422)
                .body("type", containsString("idempotency-key-reused"));
    }

    @Test
    void no_cell_of_a_table_is_a_formula() {
        var form = "=HYPERLINK(\"http://x\") " + UUID.randomUUID();
        editor().body(company("Formula", null, null).replaceFirst("\\{",
                "{\"legalForm\": " + "\"" + form.replace("\"", "\\\\\"") + "\", ")).post(COMPANIES)
                .then().statusCode(201);
        given().accept("text/csv").queryParam("legalForm", form).get(COMPANIES).then().statusCode(200)
                .body(containsString("'=HYPERLINK")).body(not(containsString(",=HYPERLINK")));
    }

    @Test
    void a_link_names_the_form_of_a_list() {
        var form = "Linked " + UUID.randomUUID();
        editor().body(company("Linked", null, null).replaceFirst("\\{", "{\"legalForm\": \"" + form + "\", ")).post(COMPANIES)
                .then().statusCode(201);
        given().accept("text/html,*/*;q=0.8").queryParam("legalForm", form).queryParam("format", "csv").get(COMPANIES).then()
                .statusCode(200).contentType("text/csv").body(containsString(form))
                .header("Content-Disposition", "attachment; filename=\"trade.company.csv\"");
        given().queryParam("legalForm", form).queryParam("format", "ndjson").get(COMPANIES).then().statusCode(200)
                .contentType("application/x-ndjson").body(containsString(form));
        given().queryParam("format", "xls").get(COMPANIES).then().statusCode(400).body("detail",
                containsString("json, ndjson, csv"));
    }

    private static String company(String name, String from, String to) {
        return "{\"names\": [{\"text\": \"" + name + "\", \"lang\": \"en\", \"type\": \"legal\"}], \"entityType\": \"company\","
                + (from == null ? "" : " \"validFrom\": \"" + from + "\",")
                + (to == null ? "" : " \"validTo\": \"" + to + "\",")
                + " \"sources\": [" + Citations.ANY + "]}";
    }

    private static ValidatableResponse put(String address, String body, String ifMatch) {
        var request = editor().body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put(address).then();
    }

    private static RequestSpecification editor() {
        return given().auth().oauth2(Tokens.of("trade-editor")).contentType(ContentType.JSON);
    }
}
