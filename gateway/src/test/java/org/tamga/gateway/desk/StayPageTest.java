package org.tamga.gateway.desk;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class StayPageTest {

    @Test
    void judges_a_stay_and_draws_it() {
        given().get("/stay-check?lang=en").then().statusCode(200);
        given().urlEncodingEnabled(false).get(
                "/stay-check?lang=en&nationality=KR&destination=KZ&entry=2025-07-09&exit=2025-08-27&trips=2025-05-02%202025-05-31")
                .then().statusCode(200).body(containsString("not allowed")).body(containsString("30 days per entry"))
                .body(containsString("90 days in any 180 days, counted backward"))
                .body(containsString("<rect class=\"planned\"")).body(containsString("August 7, 2025"));
    }

    @Test
    void of_a_window_whose_kind_no_source_gives_both_readings_are_shown() {
        given().get("/stay-check?lang=en&nationality=KR&destination=KZ&entry=2025-07-09").then().statusCode(200)
                .body(stringContainsInOrder("depends on which reading holds", "60 days in any 180 days, counted backward",
                        "not allowed", "60 days in each 180 days, counted from the first entry", "allowed"));
    }

    @Test
    void a_limit_of_a_calendar_year_is_none_per_entry() {
        given().get("/stay-check?lang=en&nationality=KR&destination=KZ&entry=2025-07-09").then().statusCode(200)
                .body(containsString("120 days in a calendar year"), not(containsString("120 days per entry")));
    }

    @Test
    void a_stay_is_judged_for_a_purpose_and_with_a_document_that_are_chosen_and_named() {
        given().get("/stay-check?lang=en&nationality=KR&destination=KZ&entry=2025-07-09&purpose=business&documentType=service")
                .then().statusCode(200)
                .body(containsString("&quot;purpose&quot;:&quot;business&quot;,&quot;documentType&quot;:&quot;service&quot;"))
                .body(containsString("<option value=\"business\" selected>business</option>"))
                .body(containsString("<option value=\"service\" selected>service passport</option>"))
                .body(containsString("visa-free · business · service passport · Rules as of July 9, 2025"));
        given().get("/stay-check?lang=ru&nationality=KR&destination=KZ&entry=2025-07-09").then().statusCode(200)
                .body(containsString("&quot;purpose&quot;:&quot;tourism&quot;,&quot;documentType&quot;:&quot;ordinary&quot;"))
                .body(containsString("<option value=\"tourism\" selected>туризм</option>"))
                .body(containsString("<option value=\"ordinary\" selected>обычный паспорт</option>"))
                .body(containsString("name=\"exit\" value=\"2025-07-09\""));
    }

    @Test
    void every_purpose_and_document_that_the_service_has_can_be_chosen() throws IOException {
        var schemas = new ObjectMapper().readTree(Path.of("../contracts/openapi/mobility.json").toFile())
                .at("/components/schemas");
        var page = given().get("/stay-check?lang=en").then().statusCode(200).extract().htmlPath();
        for (var select : Map.of("purpose", "Purpose", "documentType", "DocumentType").entrySet()) {
            assertEquals(StreamSupport.stream(schemas.at("/" + select.getValue() + "/enum").spliterator(), false)
                    .map(JsonNode::asText).toList(),
                    page.getList("**.find { it.@name == '" + select.getKey() + "' }.option.@value"));
        }
    }

    @Test
    void judges_by_the_rules_of_a_day_as_they_were_known() {
        given().get("/stay-check?lang=en&nationality=KR&destination=KZ&entry=2025-07-09&validAt=2014-12-01"
                + "&knownAt=2026-01-10T00:00:00.5").then().statusCode(200)
                .body(containsString("&quot;rulesAsOf&quot;:&quot;2014-12-01&quot;"))
                .body(containsString("&quot;knownAt&quot;:&quot;2026-01-10T00:00:00.500Z&quot;"))
                .body(containsString("name=\"validAt\" value=\"2014-12-01\""))
                .body(containsString("name=\"knownAt\" value=\"2026-01-10T00:00:00.500\""));
        given().get("/journeys?lang=en&from=KZO&to=SEL&knownAt=2026-01-10T00:00").then().statusCode(200)
                .body(containsString("name=\"knownAt\" value=\"2026-01-10T00:00:00\""));
        given().get("/journeys?from=KZO&to=SEL&knownAt=later").then().statusCode(400);
    }

    @Test
    void says_what_is_no_day() {
        given().get("/stay-check?nationality=KR&destination=KZ&entry=tomorrow").then().statusCode(400);
        given().get("/stay-check?nationality=KR&destination=KZ&trips=2025-01-01").then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "entry=2026-05-10&exit=2026-05-01 | exit | Выезд (1 мая 2026 г.) раньше въезда (10 мая 2026 г.).",
            "entry=tomorrow | entry | «tomorrow» – не день вида 2025-07-09.",
            "entry=2026-05-10&exit=soon | exit | «soon» – не день вида 2025-07-09.",
            "entry=2026-05-10&trips=2025-01-01 | trips | «2025-01-01» – это не день въезда и день выезда.",
            "entry=2026-05-10&trips=2025-02-01,2025-01-01 | trips | Выезд (1 января 2025 г.) раньше въезда (1 февраля 2025 г.)."})
    void what_is_wrong_is_said_at_its_field_in_the_form_that_was_filled_in(String days, String field, String wrong) {
        given().accept("text/html").get("/stay-check?lang=ru&nationality=KR&destination=KZ&validAt=2026-01-01&" + days).then()
                .statusCode(400).contentType("text/html").body(containsString("<html lang=\"ru\">"))
                .body(containsString("<option value=\"KR\" selected>"))
                .body(matchesPattern("(?s).*name=\"" + field
                        + "\"[^>]* aria-invalid=\"true\" aria-describedby=\"wrong-" + field + "\".*"))
                .body(containsString("id=\"wrong-" + field + "\">" + wrong + "</span>"))
                .body(containsString("href=\"/?lang=ru&amp;validAt=2026-01-01\""));
    }

    @Test
    void what_the_service_refuses_is_said_at_its_field_as_the_service_says_it() {
        given().accept("text/html").get("/stay-check?lang=ru&nationality=refused&destination=KZ&entry=2026-05-10").then()
                .statusCode(422).body(containsString("id=\"wrong-nationality\" lang=\"en\">says nothing</span>"))
                .body(containsString("value=\"2026-05-10\""));
        given().accept("text/html").get("/journeys?lang=ru&from=refused&to=SEL").then().statusCode(422)
                .body(containsString("id=\"wrong-from\" lang=\"en\">says nothing</span>"))
                .body(containsString("name=\"to\" value=\"SEL\""));
        given().accept("text/html").get("/journeys?lang=kk&from=KZO&to=SEL&depart=now").then().statusCode(400)
                .body(containsString("id=\"wrong-depart\">«now» – 2026-03-02T08:00 сияқты уақыт емес.</span>"))
                .body(containsString("name=\"from\" value=\"KZO\""));
    }

    @Test
    void the_picture_says_what_each_bar_is_and_the_stays_stand_below_it_as_text() {
        given().urlEncodingEnabled(false).get("/stay-check?lang=en&nationality=KR&destination=KZ&entry=2025-07-09"
                + "&exit=2025-08-27&trips=2025-05-02%202025-05-31").then().statusCode(200)
                .body(stringContainsInOrder("<svg class=\"bars\"", ">April 2025</text>",
                        ">Earlier stay: May 2, 2025 – May 31, 2025</text><rect class=\"trip\"",
                        ">Planned stay: July 9, 2025 – August 27, 2025</text><rect class=\"planned\"",
                        ">Window: March 1, 2025 – August 27, 2025</text><rect class=\"window\"", "</svg>",
                        "<li>Earlier stay: May 2, 2025 – May 31, 2025</li>",
                        "<li>Planned stay: July 9, 2025 – August 27, 2025</li>"));
    }

    @Test
    void reasons_are_in_the_readers_language() {
        given().get("/stay-check?lang=ru&nationality=KR&destination=KZ&entry=2025-07-09").then().statusCode(200)
                .body(not(containsString("in English")));
        given().get("/stay-check?lang=ru&nationality=CN&destination=KZ&entry=2025-07-09").then().statusCode(200)
                .body(containsString("Нужна виза; в ней самой указано, сколько можно оставаться."))
                .body(not(containsString("in English")));
        given().get("/stay-check?lang=ru&nationality=UZ&destination=KZ&entry=2025-07-09").then().statusCode(200)
                .body(containsString(
                        "Правило оспаривается. По источникам: без визы (30 дней на один въезд): нельзя; электронная виза: неизвестно"))
                .body(containsString("Ограничение, по которому это нельзя (30 дней), оспаривается."))
                .body(containsString("(1 сентября 2025 г. – 10 сентября 2025 г.) нарушила бы ограничение (30 дней);"
                        + " день нарушения: 5 сентября 2025 г."))
                .body(not(containsString("in English")));
    }

    @Test
    void the_times_of_a_journey_are_in_the_readers_language_by_the_places_clocks() {
        var way = "from=KZO&to=SEL&arrive=2026-03-05T09:00&nationality=KZ";
        given().get("/journeys?lang=en&" + way).then().statusCode(200)
                .body(containsString("<td>KZO March 4, 2026, 08:10 (UTC+05:00)</td>"));
        given().get("/journeys?lang=ko&" + way).then().body(containsString("<td>ICN 2026년 3월 5일 07:00 (UTC+09:00)</td>"));
    }

    @Test
    void a_journey_keeps_the_day_of_the_pair_of_times_though_it_has_its_own() {
        given().get("/journeys?lang=en&validAt=2025-12-17").then().statusCode(200)
                .body(containsString("<input type=\"hidden\" name=\"validAt\" value=\"2025-12-17\">"));
        given().get("/journeys?lang=en").then().body(not(containsString("validAt")));
    }

    @Test
    void where_no_schedule_is_recorded_nobody_knows_the_way() {
        given().get("/journeys?lang=en&from=KZO&to=SEL&depart=2026-03-02T08:00").then().statusCode(200)
                .body(containsString("nobody knows"));
        given().get("/journeys?from=KZO&to=SEL&depart=now").then().statusCode(400);
        given().get("/journeys?from=KZO&to=SEL&arrive=soon").then().statusCode(400);
    }

    @Test
    void a_way_there_by_a_time_says_what_a_nationality_needs_where_one_changes() {
        given().get("/journeys?lang=en&from=KZO&to=SEL&depart=&arrive=2026-03-05T09:00&nationality=KZ").then().statusCode(200)
                .body(containsString("name=\"arrive\" value=\"2026-03-05T09:00:00\""))
                .body(containsString("<option value=\"KZ\" selected>Kazakhstan</option>"))
                .body(stringContainsInOrder("KC217", "HY513", "visa-regimes/0199e7a0-0000-7000-8000-00000000f001?lang=en",
                        "Transit in Uzbekistan (TAS), nationals of Kazakhstan: visa-free",
                        "Transit in China (PEK), nationals of Kazakhstan: not recorded",
                        "Transit in QZZ (QZZ), nationals of Kazakhstan: not recorded",
                        "Transit in Kyrgyzstan (FRU), nationals of Kazakhstan: visa-free (disputed)"));
        given().get("/journeys?lang=ko&from=KZO&to=SEL&arrive=2026-03-05T09:00:00Z&nationality=KZ").then()
                .body(containsString("환승: 우즈베키스탄 (TAS), 국적 카자흐스탄: 무비자"));
    }

    @Test
    void where_there_is_no_way_it_is_said_of_how_many_flights() {
        given().get("/journeys?lang=en&from=KZO&to=QXA&depart=2026-03-02T08:00").then().statusCode(200)
                .body(containsString("no connection of at most three flights within four days"));
    }

    @Test
    void a_way_of_no_time_is_one_from_now_on_and_says_so() {
        given().get("/journeys?lang=en&from=KZO&to=SEL").then().statusCode(200)
                .body(matchesPattern("(?s).*Departures from \\w+ \\d+, " + LocalDate.now(ZoneOffset.UTC).getYear()
                        + ", \\d\\d:\\d\\d \\(UTC\\) on.*"))
                .body(containsString("name=\"depart\" value=\"\""));
    }

    @Test
    void asks_for_one_of_two_times_and_keeps_what_was_filled_in() {
        given().get("/journeys?lang=en&from=KZO&to=SEL&depart=2026-03-02T08:00&arrive=2026-03-05T09:00").then().statusCode(200)
                .body(containsString("Give one of the two times"))
                .body(containsString("name=\"depart\" value=\"2026-03-02T08:00:00\""))
                .body(containsString("name=\"from\" value=\"KZO\""));
    }
}
