package org.tamga.gateway.catalog;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class RecordPagesTest {

    private static final String COMPANY = "/records/trade/companies/0199e7a0-0000-7000-8000-00000000c001";

    @Test
    void every_collection_that_a_service_describes_has_its_page() {
        given().get("/records?lang=ru").then().statusCode(200)
                .body(containsString("<a href=\"/records/trade/companies?lang=ru\">"));
        given().get("/records/trade/companies?lang=en&entityType=company").then().statusCode(200)
                .body(containsString("Shinhan Bank Kazakhstan"))
                // A filter that its schema has words for is a choice, one for a country has all of them by name.
                .body(stringContainsInOrder("<select name=\"country\">", "Kazakhstan"))
                .body(containsString("<option value=\"company\" selected>company</option>"))
                .body(containsString("after=x"));
        given().get("/records/trade/nothing").then().statusCode(404);
    }

    @Test
    void a_record_shows_what_is_recorded_its_sources_and_its_history() {
        given().get(COMPANY + "?lang=en&knownAt=2026-02-02T00:00").then().statusCode(200)
                .body(containsString("<h1>Example &amp; Sons LLP</h1>"))
                .body(containsString("holds from May 1, 2024 to December 31, 2024"))
                .body(containsString("Kazakhstan")).body(containsString("May 2008"))
                .body(containsString("<a href=\"https://register.example/1\" rel=\"external noreferrer\">Extract</a>"))
                .body(containsString("<q lang=\"en\">Example &amp; Sons</q>"))
                .body(stringContainsInOrder("update", "changed: Kind", "knownAt=2026-01-01T00%3A00%3A00Z"))
                .body(containsString("value=\"2026-02-02T00:00:00\""));
        given().get(COMPANY + "?lang=kk").then().statusCode(200).body(containsString("Тарихы"));
    }

    @Test
    void a_company_shows_whose_capital_works_in_it_as_a_picture_and_as_a_list() {
        given().get(COMPANY + "?lang=en").then().statusCode(200)
                .body(stringContainsInOrder("<svg class=\"chain\"", "50–75 %", "25–50 %", "Holding &amp; Partners", "</svg>"))
                .body(stringContainsInOrder("South Korea: 50–75 %", "of it 25–37.5 % by the seat",
                        "Holding &amp; Partners with a long name (South Korea)", "Kim &lt;Founder&gt; (South Korea)", "100 %",
                        "Unknown: 25–50 %"));
    }

    @Test
    void a_list_is_a_link_to_a_table_and_a_meeting_leads_to_its_brief() {
        given().get("/records/trade/companies?lang=en&entityType=company&validAt=2024-06-01").then().statusCode(200).body(
                containsString("<a href=\"/api/trade/companies?format=csv&amp;entityType=company&amp;validAt=2024-06-01\""));
        given().get("/records/events/gatherings/0199e7a0-0000-7000-8000-0000000000c5?lang=en&validAt=2025-12-17").then()
                .statusCode(200)
                .body(containsString("href=\"/briefs/0199e7a0-0000-7000-8000-0000000000c5?lang=en&amp;validAt=2025-12-17\""))
                .body(containsString(
                        "href=\"/records/events/claims?gatheringId=0199e7a0-0000-7000-8000-0000000000c5&amp;lang=en"));
    }

    @Test
    void a_format_leads_to_its_brief_whatever_is_in_its_code() {
        given().get("/records/events/formats/0199e7a0-0000-7000-8000-0000000000f2?lang=en").then().statusCode(200)
                .body(containsString("href=\"/briefs/Central%20Asia+Korea?lang=en"));
    }

    @Test
    void the_pair_of_times_goes_along_wherever_a_page_leads() {
        var times = "lang=en&amp;validAt=2024-06-01&amp;knownAt=2026-02-02T00%3A00%3A00Z";
        var pair = "?lang=en&validAt=2024-06-01&knownAt=2026-02-02T00:00:00Z";
        for (var page : List.of(COMPANY, "/records", "/records/trade/companies", "/measures", "/search", "/")) {
            var answer = given().get(page + pair).then().statusCode(200);
            for (var next : List.of("/", "/records", "/search", "/stay-check", "/journeys", "/sign-in")) {
                answer.body(containsString("href=\"" + next + "?" + times + "\""));
            }
            answer.body(matchesPattern("(?s).*hreflang=\"ru\" href=\"[^\"]*validAt=2024-06-01[^\"]*\".*"));
        }
        given().get("/records" + pair).then().body(containsString("href=\"/records/trade/companies?" + times + "\""))
                .body(containsString("href=\"/measures?" + times + "\""));
        for (var index : List.of("/records", "/measures")) {
            given().get(index + pair).then().body(containsString("type=\"date\" name=\"validAt\" value=\"2024-06-01\""))
                    .body(containsString("type=\"datetime-local\" step=\".001\" name=\"knownAt\" value=\"2"));
        }
        given().get("/measures" + pair).then()
                .body(containsString("href=\"/measures/trade.companies.foreign-capital?" + times + "\""));
    }

    @Test
    void a_version_in_the_history_is_shown_as_of_a_day_on_which_it_held() {
        // The day that was asked for, where it did; else the nearest.
        given().get(COMPANY + "?lang=en&validAt=2024-06-01").then().statusCode(200)
                .body(containsString("href=\"?lang=en&amp;validAt=2024-06-01&amp;knownAt=2026-01-01T00%3A00%3A00Z\""));
        given().get(COMPANY + "?lang=en&validAt=2023-06-01").then().statusCode(200)
                .body(containsString("href=\"?lang=en&amp;validAt=2024-05-01&amp;knownAt=2026-01-01T00%3A00%3A00Z\""));
        given().get(COMPANY + "?lang=en&validAt=2025-06-01").then().statusCode(200)
                .body(containsString("href=\"?lang=en&amp;validAt=2024-12-31&amp;knownAt=2026-01-01T00%3A00%3A00Z\""));
    }

    @Test
    void what_is_referred_to_has_the_name_that_it_had_then() {
        var format = "/records/events/formats/0199e7a0-0000-7000-8000-0000000000f2?lang=en";
        given().get(format).then().statusCode(200).body(containsString(">First, as it is called now</a>"));
        given().get(format + "&knownAt=2026-02-02T00:00:00Z").then().statusCode(200)
                .body(containsString(">First, as it was called then</a>"));
    }

    @Test
    void a_branch_leads_to_its_head_company() {
        given().get(COMPANY.replace("c001", "c002") + "?lang=en").then().statusCode(200).body(containsString(
                "<dt>Head company</dt><dd><a href=\"" + COMPANY + "?lang=en\">Example &amp; Sons LLP</a>"));
    }

    @Test
    void a_statement_leads_to_whoever_speaks_a_person_or_an_organisation() {
        given().get(events("statements", "b8")).then().statusCode(200)
                .body(containsString("<a href=\"" + events("organisations", "b2") + "\">Ministry of Foreign Affairs</a>"))
                .body(containsString("<dt>In reply to</dt><dd><a href=\"" + events("statements", "b7") + "\">We agreed.</a>"));
        // Nobody of whom anything is recorded.
        given().get(events("statements", "b9")).then().statusCode(200)
                .body(containsString("<dt>Speaker</dt><dd>0199e7a0-0000-7000-8000-000000000040"));
    }

    @Test
    void what_is_part_of_a_gathering_is_named_and_linked_too() {
        var gathering = "gatherings/0199e7a0-0000-7000-8000-0000000000c5/";
        given().get(events("statements", "b7")).then().statusCode(200)
                .body(containsString("<a href=\"" + events(gathering + "sessions", "b5") + "\">Opening</a>"))
                .body(containsString("<a href=\"" + events(gathering + "participations", "b6")
                        + "\">Nam Jin · Deputy Director-General of the Bureau · speaker</a>"));
        given().get(events(gathering + "participations", "b6")).then().statusCode(200)
                .body(containsString("<h1>Nam Jin · Deputy Director-General of the Bureau · speaker</h1>"))
                .body(not(containsString("<dt>Part of</dt>")));
    }

    @Test
    void what_an_organisation_is_part_of_is_shown() {
        given().get(events("organisations", "b2")).then().statusCode(200).body(containsString("<dt>Part of</dt><dd><a href=\""
                + events("organisations", "bb") + "\">Government of Korea</a>"));
    }

    @Test
    void lists_of_what_has_no_name_say_who_and_as_what() {
        given().get("/records/events/memberships?lang=en").then().statusCode(200)
                .body(stringContainsInOrder(">Nam Jin · Deputy Director-General of the Bureau</a>",
                        ">Nam Jin · Ministry of Foreign Affairs · Ambassador · acting</a>",
                        ">Ministry of Foreign Affairs</a>"));
        given().get("/records/events/gatherings/0199e7a0-0000-7000-8000-0000000000c5/participations?lang=en").then()
                .statusCode(200).body(containsString(">Nam Jin · Deputy Director-General of the Bureau · speaker</a>"))
                .body(stringContainsInOrder("<th scope=\"col\">Session</th>", "<td>Opening</td>"));
        given().get(COMPANY + "/interests?lang=en").then().statusCode(200)
                .body(stringContainsInOrder(">Example Branch</a>", ">Kim</a>"));
    }

    @Test
    void what_was_withdrawn_says_when_and_why() {
        var page = COMPANY.replace("c001", "c009");
        given().get(page + "?lang=en").then().statusCode(200).body(containsString("<h1>Never There LLP</h1>"))
                .body(containsString("Withdrawn, February 10, 2026, 00:00:00 UTC"))
                .body(containsString("Read from &lt;another&gt; register."));
        given().get(page + "?lang=ru").then().body(containsString("Отозвано, 10 февраля 2026"));
    }

    @Test
    void a_claim_has_both_findings_and_what_the_record_says_whoever_found_last() {
        given().get(events("claims", "bf")).then().statusCode(200)
                .body(stringContainsInOrder("more than 720 companies", "735 companies",
                        "<b class=\"verdict overstated\">overstated</b> · assessed by a person", "Branches are counted twice.",
                        "<b class=\"verdict consistent\">consistent</b> · computed from the record", "They agree."))
                .body(not(containsString("not recorded</span>")));
    }

    private static String events(String collection, String id) {
        return "/records/events/" + collection + "/0199e7a0-0000-7000-8000-0000000000" + id + "?lang=en";
    }

    @Test
    void other_forms_are_in_the_head_and_at_the_foot() {
        given().get(COMPANY + "?lang=en&validAt=2024-06-01").then().statusCode(200)
                .body(containsString("<link rel=\"alternate\" type=\"application/json\" title=\"JSON\" href=\"/api/trade"
                        + COMPANY.substring("/records/trade".length()) + "?validAt=2024-06-01\">"))
                .body(containsString("<link rel=\"alternate\" hreflang=\"ru\""));
        given().get("/records/events/gatherings?lang=ru").then().statusCode(200)
                .body(containsString(
                        "<link rel=\"alternate\" type=\"text/calendar\" title=\"Календарь всех встреч (iCalendar)\""
                                + " href=\"/api/events/calendar.ics?lang=ru\">"));
    }

    @Test
    void a_filter_that_is_refused_is_said_at_its_field() {
        given().accept("text/html").get("/records/trade/companies?lang=ru&country=refused&entityType=company").then()
                .statusCode(422).body(containsString("<details open>"))
                .body(containsString("<select name=\"country\" aria-invalid=\"true\" aria-describedby=\"wrong-country\""))
                .body(containsString("id=\"wrong-country\" lang=\"en\">says nothing</span>"))
                .body(containsString("<option value=\"company\" selected>"))
                .body(not(containsString("Подходящих записей нет")));
    }

    @Test
    void what_was_never_recorded_is_not_there() {
        given().get("/records/trade/companies/0199e7a0-0000-7000-8000-00000000ffff").then().statusCode(404);
        given().get(COMPANY + "?knownAt=yesterday").then().statusCode(400);
    }

    @Test
    void what_is_no_id_is_not_passed_on_in_an_address() {
        given().get("/records/events/gatherings/0199e7a0-0000-7000-8000-0000000000e1/sessions").then().statusCode(200);
        for (var id : List.of("a%20b", "x%3FknownAt%3D2026-01-01T00%3A00%3A00Z%26",
                "0199e7a0-0000-7000-8000-0000000000e1%23")) {
            for (var page : List.of("/records", "/edit")) {
                given().urlEncodingEnabled(false).get(page + "/events/gatherings/" + id + "/sessions").then().statusCode(404);
            }
        }
    }

    @Test
    void the_form_for_a_record_is_made_by_the_browser_from_the_schema() {
        given().get("/edit/trade/companies?lang=en").then().statusCode(200)
                .body(containsString("data-schema=\"/api/trade/companies\"")).body(containsString("/assets/edit.js"))
                .body(not(containsString("<script>")));
        given().get("/withdraw" + COMPANY.substring("/records".length()) + "?lang=ru").then().statusCode(200)
                .body(stringContainsInOrder("<h1>Отозвать: ", "data-withdraws"));
        given().get(COMPANY + "?lang=ru&validAt=2024-06-01").then().statusCode(200)
                .body(containsString("<a href=\"/withdraw" + COMPANY.substring("/records".length())
                        + "?lang=ru&amp;validAt=2024-06-01\">Отозвать</a>"));
        given().get("/withdraw/trade/companies").then().statusCode(404);
        given().get("/sign-in?lang=ko&validAt=2024-06-01").then().statusCode(200)
                .body(containsString("/assets/sign-in.js"))
                .body(containsString("href=\"/records?lang=ko&amp;validAt=2024-06-01\""))
                .body(containsString("data-disabled=\"사용 중지\""))
                .body(containsString("data-failing=\"{0} 이후 성공한 전송이 없습니다.\""));
        given().get("/report?lang=ru").then().statusCode(200).body(containsString("/assets/report.js"))
                .body(containsString("<option value=\"communique\">коммюнике</option>"))
                .body(containsString("<option value=\"paraphrase\">пересказ</option>"));
    }
}
