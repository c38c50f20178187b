package org.tamga.gateway.brief;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class BriefResourceTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static final String FORUM = "0199e7a0-0000-7000-8000-0000000000c5";
    private static final String COUNCIL = "0199e7a0-0000-7000-8000-0000000000c7";
    private static final String TALKS = "0199e7a0-0000-7000-8000-0000000000c8";

    @Test
    void visitors_are_told_apart_by_what_their_sources_say_of_them() {
        given().get("/api/briefs/KR-UZ?lang=en").then().statusCode(200)
                .body("sections.facts.flatten().text", hasItems(
                        startsWith("Visitors from South Korea to Uzbekistan; by citizenship: 46,300"),
                        startsWith("Visitors from South Korea to Uzbekistan; by citizenship; leisure: 36,100")));
    }

    @Test
    void either_order_of_the_countries_gives_the_same() {
        var one = when().get("/api/briefs/KZ-KR?validAt=2025-12-17").then().statusCode(200).body("pair", is("KR-KZ")).extract();
        var other = when().get("/api/briefs/kr-kz?validAt=2025-12-17").then().statusCode(200).extract();
        assertEquals(one.asString(), other.asString());
    }

    @Test
    void is_known_up_to_where_every_services_record_is_settled() {
        when().get("/api/briefs/KZ-KR").then().body("knownAt", is("2026-03-01T09:59:59.500Z"));
        given().urlEncodingEnabled(false).when().get("/api/briefs/KZ-KR?knownAt=2026-01-10T05:00:00%2B05:00").then()
                .body("knownAt", is("2026-01-10T00:00:00Z"));
    }

    @Test
    void words_stand_beside_the_reading_of_their_measure() {
        var trade = "sections.find { it.domain == 'trade' }.facts.find { it.id == 'trade.companies.foreign-capital?partner=KR&reporter=KZ' }";
        when().get("/api/briefs/KZ-KR?validAt=2025-12-17").then()
                .body(trade + ".value", nullValue())
                .body(trade + ".text", containsString("not recorded"))
                .body(trade + ".claims.id", contains("c894", "c900", "c740"))
                .body(trade + ".claims[0].by", is("Nurgali Arystanov, Ambassador of Kazakhstan"))
                .body(trade + ".claims[0].quantity.value", is(894))
                .body(trade + ".claims[0].saidOn", is("../2025-12-17"));
    }

    @Test
    void words_that_hold_both_ways_stand_beside_both_readings() {
        when().get("/api/briefs/KZ-KR").then()
                .body("sections.find { it.domain == 'mobility' }.facts.findAll { it.kind == 'measure' }.claims.id.flatten()",
                        contains("c30", "c30"));
    }

    @Test
    void what_nothing_measures_stands_where_it_was_said() {
        var claims = "sections.find { it.domain == 'events' }.facts.findAll { it.kind == 'claim' }";
        when().get("/api/briefs/KZ-KR").then()
                .body(claims + ".id", contains("cpolicy", "cgrow", "celsewhere"))
                .body(claims + ".text", contains("Seoul is reviewing its policy", "Tourist flows grow", "Said elsewhere"));
        when().get("/briefs/KZ-KR").then().body(containsString("<h3>It was noted"));
    }

    @Test
    void words_have_their_verdict_beside_a_reading_and_by_themselves() {
        when().get("/api/briefs/KZ-KR?validAt=2025-12-17").then()
                .body("sections.find { it.domain == 'trade' }.facts.claims.flatten().find { it.id == 'c894' }.verdict",
                        is("no-data"))
                .body("sections.find { it.domain == 'events' }.facts.find { it.id == 'celsewhere' }.verdict", is("overstated"))
                .body("sections.find { it.domain == 'events' }.facts.find { it.id == 'celsewhere' }.observed.value", is(12))
                .body("sections.find { it.domain == 'events' }.facts.find { it.id == 'cpolicy' }.observed", nullValue());
        when().get("/briefs/KZ-KR?validAt=2025-12-17&lang=en").then()
                .body(containsString("<b class=\"verdict overstated\">overstated</b>"))
                .body(containsString("<p class=\"value\">12 percent</p>"))
                .body(containsString("<b class=\"verdict disputed\">disputed</b>"));
        given().accept("text/markdown").when().get("/briefs/KZ-KR?validAt=2025-12-17&lang=en").then()
                .body(containsString("Compared with the record: overstated · In the record: 12 percent"));
    }

    @Test
    void says_what_schedules_say_of_flights_and_customs_of_goods_or_that_nothing_does() {
        var flights = "sections.find { it.domain == 'mobility' }.facts.find { it.id == 'mobility.direct-flights.weekly?partner=%s&reporter=%s' }";
        var goods = "sections.find { it.domain == 'trade' }.facts.findAll { it.kind == 'flow' }";
        when().get("/api/briefs/KZ-KR?validAt=2025-12-17&lang=en").then()
                .body(flights.formatted("KR", "KZ") + ".value", is(9))
                .body(flights.formatted("KR", "KZ") + ".unit", is("flights-per-week"))
                .body(flights.formatted("KZ", "KR") + ".value", is(9))
                .body(goods + ".label", hasItem("imports of goods as reported by Kazakhstan, partner South Korea; CIF"))
                // The stand-in has the same of both reporters; of the years it is the latest, and of what has no figure nothing.
                .body(goods + ".findAll { it.label.startsWith('imports') }.value", contains(2000000000, 2000000000))
                .body(goods + ".findAll { it.label.startsWith('imports') }.date", contains("2024", "2024"))
                .body(goods + ".findAll { it.label.startsWith('exports') }.value", contains(nullValue(), nullValue()))
                .body(goods + ".findAll { it.label.startsWith('exports') }.text", hasItem(containsString("not recorded")));
    }

    @Test
    void what_was_said_follows_the_gathering_where_it_was() {
        when().get("/api/briefs/KZ-KR").then()
                .body("sections.find { it.domain == 'events' }.facts.id",
                        contains("g1", "cpolicy", FORUM, "cgrow", "g9", "celsewhere", "g0", "re1"));
    }

    @Test
    void a_service_that_is_down_costs_its_section_and_nothing_else() {
        when().get("/api/briefs/KZ-KR").then().statusCode(200)
                .body("sections.domain", contains("events", "trade", "mobility"))
                .body("missing.domain", contains("education"))
                .body("missing[0].reason", containsString("away"));
    }

    @Test
    void says_what_visas_are_needed_what_for_with_the_act_and_what_of_it_is_disputed() {
        var visa = "sections.find { it.domain == 'mobility' }.facts.find { it.kind == 'visa-requirement' }";
        when().get("/api/briefs/KZ-KR?validAt=2025-12-17").then()
                .body(visa + ".text",
                        is("South Korea → Kazakhstan (for tourism): visa-free; 30 days per entry; 60 days in each 180 days,"
                                + " counted from the first entry (disputed); legal act: Resolution 1083 of 2014-10-09; sources differ, 1 otherwise"))
                .body(visa + ".value", is(30)).body(visa + ".unit", is("days")).body(visa + ".date", is("2025-12-17"))
                .body(visa + ".sources[0].title", is("Agreement on mutual visa exemption"));
    }

    @Test
    void a_list_that_goes_on_says_so() {
        when().get("/api/briefs/KZ-KR").then()
                .body("sections.find { it.domain == 'trade' }.facts.findAll { it.kind == 'more' }.evidence",
                        hasItem(containsString("/api/trade/companies?country=KR&capitalFrom=KZ")));
    }

    @Test
    void companies_are_those_that_operate_as_the_measure_counts_them() {
        when().get("/api/briefs/KZ-KR").then()
                .body("sections.find { it.domain == 'trade' }.facts.findAll { it.kind == 'more' }.evidence",
                        hasItems(containsString("country=KR&capitalFrom=KZ&operating=true"),
                                containsString("country=KZ&capitalFrom=KR&operating=true")));
    }

    @Test
    void what_was_said_agreed_and_held_says_where_it_goes_on_too() {
        var more = "sections.find { it.domain == 'events' }.facts.findAll { it.kind == 'more' }";
        when().get("/api/briefs/BO-PE?lang=en").then().statusCode(200)
                .body(more + ".text", containsInAnyOrder("Meetings: There are more in the record.",
                        "Claims: There are more in the record.", "Recommendations: There are more in the record.",
                        "Commitments: There are more in the record."))
                .body(more + ".evidence", hasItem(startsWith("/api/events/claims?")));
        when().get("/api/briefs/0199e7a0-0000-7000-8000-0000000000c6?lang=en").then().statusCode(200)
                .body(more + ".text", contains("Sessions: There are more in the record."));
    }

    @Test
    void a_formats_brief_has_its_latest_meetings_by_their_days() {
        var facts = "sections.find { it.domain == 'events' }.facts";
        when().get("/api/briefs/Daily?lang=en").then().statusCode(200)
                .body(facts + "[0].id", is("latest")).body(facts + "[1].date", is("2025-01-29"))
                .body(facts + ".findAll { it.kind == 'gathering' }.size()", is(20))
                .body(facts + ".findAll { it.kind == 'more' }.text", contains("Meetings: There are more in the record."));
    }

    @Test
    void a_computed_figure_has_its_sources_in_every_form() throws Exception {
        var flights = "sections.find { it.domain == 'mobility' }.facts.find { it.id == 'mobility.direct-flights.weekly?partner=KR&reporter=KZ' }";
        var address = "/api/briefs/KZ-KR?validAt=2025-12-17&lang=en";
        var brief = when().get(address).then().statusCode(200)
                .body(flights + ".sources.title", hasItems("Winter timetable", "Summer timetable"))
                .body(flights + ".sources[0].title",
                        endsWith(
                                "computed from the record for December 17, 2025 (sources in all: 1,234; here those cited most)"))
                .body(flights + ".sources[0].publisher", is("Tamga"))
                .body(flights + ".sources[0].url", endsWith("/api/mobility/direct-flights"))
                .body(flights + ".sources[0].url", startsWith("http://"))
                .body("sections.facts.flatten().findAll { it.kind == 'measure' && it.value != null && it.sources.isEmpty() }",
                        empty())
                .extract().jsonPath();
        var source = brief.getString(flights + ".sources[0].url");
        when().get(address + "&format=md").then().body(containsString("(<" + source + ">)")).body(containsString("1,234"));
        var docx = when().get(address + "&format=docx").then().statusCode(200).extract().asByteArray();
        try (var document = new XWPFDocument(new ByteArrayInputStream(docx)); var text = new XWPFWordExtractor(document)) {
            assertTrue(text.getText().contains(", Tamga, " + source), text.getText());
        }
        try (var document = Loader.loadPDF(when().get(address + "&format=pdf").then().extract().asByteArray())) {
            var text = new PDFTextStripper().getText(document).replaceAll("\\s+", "");
            assertTrue(text.contains("1,234") && text.contains("(" + source + ")"), text);
        }
        when().get("/api/briefs/" + FORUM + "?lang=en").then()
                .body("sections.find { it.domain == 'mobility' }.facts.findAll { it.kind == 'access' }.sources.url.flatten()",
                        everyItem(endsWith("/api/mobility/access-reports/" + FORUM)))
                .body("sections.find { it.domain == 'mobility' }.facts.findAll { it.kind == 'access' }.sources.title.flatten()",
                        hasItem("Forum: how the invited get there, computed from the record for February 1, 2026, 00:00:00 UTC"));
    }

    @Test
    void each_source_has_one_number() {
        var brief = when().get("/api/briefs/KZ-KR").jsonPath();
        var numbers = brief.<Integer>getList("sources.number");
        assertEquals(numbers.size(), new HashSet<>(numbers).size());
        assertEquals(numbers.size(), new HashSet<>(brief.getList("sources.title")).size());
        assertEquals(new HashSet<>(numbers), new HashSet<>(brief.getList(
                "sections.facts.flatten().collect { it.sources + it.claims.collect { c -> c.sources } }.flatten().number")));
    }

    @Test
    void speaks_the_language_that_is_asked_for() {
        when().get("/api/briefs/KZ-KR?lang=ru&validAt=2025-12-17").then()
                .body("lang", is("ru"))
                .body("sections.find { it.domain == 'events' }.facts[0].text",
                        is("Форум по региональным стратегиям Кореи (форум; Seoul, Республика Корея; состоялось)"))
                .body("sections.find { it.domain == 'mobility' }.facts.find { it.kind == 'flight-frequency' }.text",
                        is("Almaty (ALA) – Seoul (ICN): 11 рейсов в неделю"))
                .body("citation", containsString("17 декабря 2025"));
        given().header("Accept-Language", "ru-KZ").when().get("/api/briefs/KZ-KR").then().body("lang", is("ru"));
        when().get("/api/briefs/KZ-KR?lang=tlh").then().statusCode(400).body("violations[0].pointer", is("lang"));
    }

    @Test
    void the_citation_leads_back_to_the_same_brief() {
        when().get("/api/briefs/KZ-KR?validAt=2025-12-17").then()
                .body("citation", endsWith("/briefs/KR-KZ?validAt=2025-12-17&knownAt=2026-03-01T09:59:59.500Z"));
    }

    @Test
    void refuses_what_is_neither_a_pair_nor_a_format_nor_a_gathering() {
        when().get("/api/briefs/KZ").then().statusCode(404).contentType("application/problem+json")
                .body("type", endsWith("/not-found")).body("detail", containsString("KZ"));
        when().get("/api/briefs/0199e7a0-0000-7000-8000-000000000404").then().statusCode(404)
                .body("detail", containsString("gathering"));
        when().get("/api/briefs/KZ-KZ").then().statusCode(400);
        // What the service finds wrong with a name is said as it says it.
        when().get("/api/briefs/refused").then().statusCode(422).body("detail", is("It says nothing."));
        when().get("/api/briefs/KZ-XX").then().statusCode(404).body("type", endsWith("/not-found"));
        given().accept(BROWSER).when().get("/briefs/KZ-XX").then().statusCode(404).contentType("text/html")
                .body(containsString("<h1>"));
    }

    @Test
    void refuses_what_cannot_be_known_or_is_not_asked_here() {
        when().get("/api/briefs/KZ-KR?knownAt=2999-01-01T00:00:00Z").then().statusCode(400).body("violations.pointer",
                contains("knownAt"));
        when().get("/api/briefs/KZ-KR?knownAt=soon").then().statusCode(400);
        when().get("/api/briefs/KZ-KR?validAt=2025-02-30").then().statusCode(400).body("violations.pointer",
                contains("validAt"));
        for (var subject : List.of("KZ-KR", "C5+K")) {
            for (var time : List.of("validAt=0000-01-01", "knownAt=0000-12-31T00:00:00Z", "compareWith=0000-01-01")) {
                when().get("/api/briefs/" + subject + "?" + time).then().statusCode(400).body("violations.pointer",
                        contains(time.substring(0, time.indexOf('='))));
            }
        }
        when().get("/api/briefs/KZ-KR?on=2025-02-28").then().statusCode(400).body("type", endsWith("/unknown-parameter"))
                .body("violations.pointer", contains("on"));
    }

    @Test
    void either_address_gives_either_form() {
        when().get("/api/briefs/KZ-KR").then().contentType("application/json");
        when().get("/briefs/KZ-KR").then().contentType("text/html");
        given().accept(BROWSER).when().get("/api/briefs/KZ-KR").then().contentType("text/html");
        given().accept("application/json").when().get("/briefs/KZ-KR").then().contentType("application/json").body("pair",
                is("KR-KZ"));
        given().accept("image/png").when().get("/briefs/KZ-KR").then().statusCode(406);
    }

    @Test
    void the_page_shows_both_times_words_record_and_numbered_sources() {
        when().get("/briefs/KZ-KR?validAt=2025-12-17").then().statusCode(200)
                .body(containsString("<h1>South Korea – Kazakhstan</h1>"))
                .body(containsString("December 17, 2025"))
                .body(containsString("March 1, 2026, 09:59:59 UTC"))
                .body(containsString("894 companies"))
                .body(containsString("not recorded"))
                .body(containsString("href=\"#source-1\""))
                .body(containsString("id=\"source-1\""))
                .body(containsString("Not in this brief: Education"))
                .body(not(containsString("<script")));
    }

    @Test
    void what_a_record_says_is_text_and_never_markup() {
        when().get("/briefs/KZ-KR?lang=%3Cscript%3E").then().statusCode(400).body(not(containsString("<script>")));
    }

    @Test
    void the_form_leads_to_the_pairs_own_address() {
        given().redirects().follow(false).when().get("/briefs?one=KZ&other=KR&validAt=&lang=ru").then().statusCode(303)
                .header("Location", is("/briefs/KR-KZ?lang=ru"));
        given().redirects().follow(false).when().get("/briefs?one=KZ&other=KR&validAt=2025-12-17").then().statusCode(303)
                .header("Location", is("/briefs/KR-KZ?validAt=2025-12-17"));
        given().accept(BROWSER).when().get("/briefs?one=&other=KR").then().statusCode(400).contentType("text/html");
    }

    @Test
    void a_pair_of_which_nothing_is_recorded_is_a_brief_too() {
        when().get("/api/briefs/AQ-BV").then().statusCode(200).body("violations", nullValue())
                .body("missing.domain", contains("education"))
                .body("sources", not(equalTo(null))).body("missing", not(empty()));
    }

    @Test
    void a_formats_brief_has_its_gatherings_and_what_was_said_there() {
        given().urlEncodingEnabled(false).when().get("/api/briefs/C5+K").then().statusCode(200)
                .body("format", is("C5+K")).body("pair", nullValue()).body("gathering", nullValue())
                .body("sections.find { it.domain == 'events' }.facts.id", contains("g1", "cpolicy"))
                .body("sections.find { it.domain == 'trade' }.facts[0].claims.id", contains("c894", "c740"))
                .body("citation", containsString("Central Asia and Korea"))
                .body("citation", containsString("/briefs/C5+K?"));
        given().urlEncodingEnabled(false).when().get("/briefs/C5%2BK?lang=ru").then().statusCode(200).contentType("text/html")
                .body(containsString("<h1>C5+K · Центральная Азия и Корея</h1>"));
    }

    @Test
    void a_gatherings_brief_has_its_aims_attendance_programme_and_what_was_said_there() {
        var facts = "sections.find { it.domain == 'events' }.facts";
        when().get("/api/briefs/" + FORUM).then().statusCode(200)
                .body("gathering", is(FORUM)).body("pair", nullValue())
                .body(facts + ".kind", contains("gathering", "claim", "aims", "attendance-figure", "attendance-figure",
                        "session", "session", "statement", "statement", "recommendation"))
                .body(facts + ".text", hasItems("Aims: To discuss cooperation", "Attendance · in total: more than 300 persons",
                        "Attendance · media: number not recorded", "Session: Cooperation with Central Asia (panel; 10:00)",
                        "Recommended: the content is not published"))
                .body(facts + ".findAll { it.kind == 'statement' }.text", contains("Nurgali Arystanov, Ambassador (speech): "
                        + "Word ".repeat(60).strip() + " …", "It was noted (communiqué): All agreed"))
                .body("sections.find { it.domain == 'trade' }.facts[0].claims.id", contains("c900"));
    }

    @Test
    void a_brief_of_a_gathering_says_how_the_invited_get_there_as_far_as_that_was_known() {
        var access = "sections.find { it.domain == 'mobility' }.facts.findAll { it.kind == 'access' }";
        when().get("/api/briefs/" + FORUM).then().statusCode(200).body(access + ".text",
                contains("Access from Kazakhstan: accessible (visa-free; direct flights: 9 flights a week)",
                        "Access from Uzbekistan: unknown (not recorded; direct flights: not recorded)"))
                .body(access + ".date", contains("2025-12-16", "2025-12-16"))
                .body(access + ".evidence", hasItem("/api/mobility/access-reports/" + FORUM));
        // It has been found again since.
        when().get("/api/briefs/" + FORUM + "?knownAt=2026-01-10T00:00:00Z").then().body(access + ".text",
                contains(containsString("direct flights: 7 flights a week"), containsString("Access from Uzbekistan")));
    }

    @Test
    void its_words_lead_to_the_pages_of_its_records() {
        var times = "?lang=en&amp;validAt=2025-12-17&amp;knownAt=2026-03-01T09:59:59.500Z\">";
        when().get("/briefs/KZ-KR?validAt=2025-12-17&lang=en").then()
                .body(containsString("href=\"/records/events/gatherings/" + FORUM + times))
                .body(containsString("href=\"/records/events/claims/cgrow" + times))
                .body(containsString("href=\"/records/events/claims/c894" + times + "894 companies with Korean capital"))
                .body(containsString("href=\"/records/trade/flows/fl24" + times))
                .body(containsString(
                        "href=\"/measures/trade.companies.foreign-capital?partner=KR&amp;reporter=KZ&amp;lang=en&amp;"));
        when().get("/briefs/" + FORUM + "?validAt=2025-12-17&lang=en").then()
                .body(containsString("href=\"/records/events/gatherings/" + FORUM + times + "record</a>"));
    }

    @Test
    void the_form_keeps_the_pair_of_times() {
        when().get("/briefs/KZ-KR?validAt=2025-12-17&lang=en").then()
                .body(containsString("name=\"validAt\" value=\"2025-12-17\""))
                .body(containsString("name=\"knownAt\" value=\"\""));
        // A browser's control has no microseconds: nothing that was known gets lost.
        when().get("/briefs/KZ-KR?knownAt=2026-01-10T00:00:00.123456Z&lang=en").then()
                .body(containsString("name=\"knownAt\" value=\"2026-01-10T00:00:00.124\""));
        when().get("/api/briefs/KZ-KR?validAt=&knownAt=2026-01-10T00:00&compareWith=").then().statusCode(200)
                .body("knownAt", is("2026-01-10T00:00:00Z"));
        given().redirects().follow(false).when().get("/briefs?one=KZ&other=KR&validAt=&knownAt=2026-01-10T00:00").then()
                .statusCode(303).header("Location", is("/briefs/KR-KZ?knownAt=2026-01-10T00%3A00%3A00Z"));
    }

    @Test
    void markdown_has_titles_numbered_sources_and_no_markup_of_the_record() {
        given().accept("text/markdown").when().get("/briefs/" + FORUM).then().statusCode(200)
                .contentType("text/markdown;charset=utf-8")
                .body(startsWith("# Central Asia \\*forum\\*\n"))
                .body(containsString("\n## Meetings and what was said\n"))
                .body(containsString("\n### Nurgali Arystanov, December 16, 2025\n\n- Tourist flows grow \\[1\\]\n"))
                .body(containsString("(partner): not recorded"))
                .body(containsString(
                        "  - In words: about 900 companies · 900 companies · Nurgali Arystanov, December 16, 2025"))
                .body(containsString("\n1. [В Сеуле прошел форум](<https://press.example/forum>), Press, December 17, 2025\n"))
                .body(containsString("\n## To cite this brief\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en | South Korea – Kazakhstan | Trade and companies | not recorded | December 17, 2025",
            "ru | Республика Корея – Казахстан | Торговля и компании | не зафиксировано | 17 декабря 2025",
            "ko | 대한민국 – 카자흐스탄 | 무역과 기업 | 기록 없음 | 2025년 12월 17일",
            "kk | Оңтүстік Корея – Қазақстан | Сауда және компаниялар | тіркелмеген | 2025 ж. 17 желтоқсан"})
    void reads_as_a_document_in_each_language(String language, String title, String section, String nothing, String day) {
        when().get("/briefs/KZ-KR?validAt=2025-12-17&lang=" + language).then().statusCode(200)
                .header("Content-Language", language)
                .body(containsString("<html lang=\"" + language + "\">"))
                .body(containsString("<h1>" + title + "</h1>")).body(containsString(section)).body(containsString(nothing))
                .body(containsString(day));
        given().accept("text/markdown").when().get("/briefs/KZ-KR?validAt=2025-12-17&lang=" + language).then()
                .body(startsWith("# " + title)).body(containsString("## " + section)).body(containsString(day));
    }

    @Test
    void says_what_has_changed_since_an_earlier_instant() {
        when().get("/api/briefs/KZ-KR").then().body("changes", nullValue()).body("compareWith", nullValue());
        when().get("/api/briefs/KZ-KR?compareWith=2026-02-15T00:00:00Z").then().statusCode(200).body("changes", empty())
                .body("compareWith", is("2026-02-15T00:00:00Z"));
        var added = "changes.findAll { it.before == null }.id";
        when().get("/api/briefs/KZ-KR?compareWith=2026-01-10").then().body("compareWith", is("2026-01-10T00:00:00Z"))
                .body(added, hasItems("g1", "c894", "c740", "cpolicy"))
                .body(added, not(hasItem("celsewhere")))
                .body("changes.find { it.id == 'c894' }.now",
                        is("894 companies with Korean capital operate in Kazakhstan · Nurgali Arystanov, Ambassador of Kazakhstan"
                                + " · Compared with the record: no data"));
        when().get("/briefs/KZ-KR?compareWith=2026-01-10&lang=ru").then().statusCode(200)
                .body(containsString("Что изменилось с 10 января 2026"))
                .body(containsString("<ins>Новое: Форум по региональным"));
        given().accept("text/markdown").when().get("/briefs/KZ-KR?compareWith=2026-01-10").then()
                .body(containsString("## What has changed since January 10, 2026"))
                .body(containsString("- New: Forum on Korea's"));
        when().get("/briefs/KZ-KR?compareWith=&lang=en").then().statusCode(200);
        when().get("/api/briefs/KZ-KR?compareWith=2999-01-01").then().statusCode(400)
                .body("violations.pointer", contains("compareWith"));
        when().get("/api/briefs/KZ-KR?compareWith=then").then().statusCode(400);
    }

    @Test
    void a_gathering_that_is_put_off_has_changed_since_it_was_scheduled() {
        var changes = "changes.findAll { it.kind == 'gathering' }";
        when().get("/api/briefs/" + COUNCIL + "?compareWith=2026-01-10&lang=en").then().statusCode(200)
                .body(changes + ".before", contains("Council of ministers (ministerial meeting; scheduled)"))
                .body(changes + ".now", contains("Council of ministers (ministerial meeting; postponed)"));
        when().get("/api/briefs/" + COUNCIL + "?compareWith=2026-02-10").then().body("changes", empty());
    }

    @Test
    void another_figure_another_day_and_another_confidence_of_the_same_words_are_changes() {
        var changes = "changes.collect { it.id + ': ' + it.before + ' -> ' + it.now }";
        when().get("/api/briefs/" + TALKS + "?compareWith=2026-01-10&lang=en").then().statusCode(200).body(changes,
                containsInAnyOrder(
                        "quantity: Companies with Korean capital work there · Nurgali Arystanov · 894 companies"
                                + " -> Companies with Korean capital work there · Nurgali Arystanov · 900 companies",
                        "day: Trade grows · Nurgali Arystanov · January 2, 2026"
                                + " -> Trade grows · Nurgali Arystanov · January 3, 2026",
                        "doubt: Visas will go · Nurgali Arystanov · reported"
                                + " -> Visas will go · Nurgali Arystanov · disputed"));
        when().get("/api/briefs/FI-NO?compareWith=2026-01-10&lang=en").then()
                .body("changes.findAll { it.id == 'outlook' }.before",
                        contains("Published · exports, Finland – Norway: 100 USD · 2024 · reported"))
                .body("changes.findAll { it.id == 'outlook' }.now",
                        contains("Published · exports, Finland – Norway: 100 USD · 2025 · planned"));
    }

    @Test
    void a_visa_rule_that_is_not_recorded_is_that_of_one_way_alone() {
        var visa = "sections.find { it.domain == 'mobility' }.facts.findAll { it.kind == 'visa-requirement' }.id";
        var unknown = "/api/mobility/visa-requirements?nationality=NO&destination=FI";
        when().get("/api/briefs/FI-NO?lang=en").then().statusCode(200).body(visa, containsInAnyOrder("r-fi-no", unknown));
        when().get("/briefs/FI-NO?lang=en").then().body(containsString("/records/mobility/visa-regimes/r-fi-no?"))
                .body(not(containsString("visa-regimes/?"))).body(not(containsString("visa-regimes//")));
        when().get("/api/briefs/FI-NO?compareWith=2026-01-10&lang=en").then()
                .body("changes.findAll { it.kind == 'visa-requirement' }.now",
                        containsInAnyOrder("Finland → Norway (for tourism): freedom of movement", null))
                .body("changes.findAll { it.kind == 'visa-requirement' }.before",
                        containsInAnyOrder("Finland → Norway (for tourism): not recorded", null));
    }

    @Test
    void what_is_planned_or_disputed_and_who_published_it_is_said_in_every_form() throws Exception {
        var beside = "900 companies · Hundreds of companies are there · Nurgali Arystanov, January 3, 2026 · disputed";
        var talks = "/api/briefs/" + TALKS + "?lang=en&format=";
        var figures = "/api/briefs/FI-NO?lang=en&format=";
        when().get(talks + "json").then()
                .body("sections.facts.flatten().claims.flatten().find { it.id == 'beside' }.confidence", is("disputed"));
        when().get(talks + "md").then().body(containsString("- Visas will go · disputed \\[1\\]\n"))
                .body(containsString("- Trade grows \\[1\\]\n")).body(containsString(beside));
        when().get(talks + "html").then()
                .body(matchesPattern("(?s).*>Visas will go</a>.{0,100}<span class=\"meta\">disputed</span>.*"))
                .body(containsString("Nurgali Arystanov, January 3, 2026 · disputed</p>"));
        assertTrue(pdf(talks).replaceAll("\\s+", " ").contains("Visas will go [1] disputed"), pdf(talks));
        assertTrue(docx(talks).contains("Visas will go · disputed") && docx(talks).contains(beside), docx(talks));
        when().get(figures + "md").then()
                .body(containsString("| 100 USD | 2025 planned | Customs of Finland \\["));
        when().get(figures + "html").then().body(containsString("2025 <span class=\"meta\">planned</span>"))
                .body(containsString("<td>Customs of Finland<"));
        assertTrue(docx(figures).contains("100 USD\t2025 planned\tCustoms of Finland ["), docx(figures));
        assertTrue(pdf(figures).contains("2025 planned"), pdf(figures));
    }

    private static String docx(String address) throws IOException {
        var bytes = when().get(address + "docx").then().statusCode(200).extract().asByteArray();
        try (var document = new XWPFDocument(new ByteArrayInputStream(bytes)); var text = new XWPFWordExtractor(document)) {
            return text.getText();
        }
    }

    private static String pdf(String address) throws IOException {
        try (var document = Loader.loadPDF(when().get(address + "pdf").then().statusCode(200).extract().asByteArray())) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void a_gathering_that_was_not_in_the_record_then_is_new() {
        when().get("/api/briefs/" + COUNCIL + "?knownAt=2025-12-01T00:00:00Z").then().statusCode(404);
        when().get("/api/briefs/" + COUNCIL + "?compareWith=2025-12-01").then().statusCode(200)
                .body("compareWith", is("2025-12-01T00:00:00Z"))
                .body("changes.find { it.kind == 'gathering' }.id", is(COUNCIL))
                .body("changes.before", everyItem(nullValue()));
    }

    @Test
    void an_address_that_is_no_uri_stands_in_every_form_and_is_no_link_in_a_word_document() throws Exception {
        var brief = "/api/briefs/" + COUNCIL + "?lang=en&format=";
        var address = "https://press.example/council|2026";
        var docx = when().get(brief + "docx").then().statusCode(200).extract().asByteArray();
        try (var document = new XWPFDocument(new ByteArrayInputStream(docx)); var text = new XWPFWordExtractor(document)) {
            assertTrue(text.getText().contains("The council is put off, Press, " + address), text.getText());
        }
        when().get(brief + "md").then().statusCode(200).body(containsString("(<" + address + ">)"));
        when().get(brief + "html").then().statusCode(200).body(containsString("href=\"" + address + "\""));
        when().get(brief + "pdf").then().statusCode(200);
    }

    @Test
    void what_it_is_compared_with_goes_along_to_every_form_and_language() {
        var compared = "&amp;compareWith=2026-01-10T00:00:00Z&amp;lang=";
        var page = when().get("/briefs/KZ-KR?compareWith=2026-01-10&lang=en").then().statusCode(200)
                .body(containsString("type=\"date\" name=\"compareWith\" value=\"2026-01-10\""))
                .body(containsString(compared + "en\">Permanent address</a>"))
                .body(containsString("&amp;compareWith=2026-01-10T00:00:00Z</p>"));
        for (var language : List.of("en", "ru", "ko", "kk")) {
            page.body(containsString("hreflang=\"" + language + "\" href=\"/briefs/KR-KZ?"))
                    .body(containsString(compared + language + "\" lang=\"" + language + "\""));
        }
        page.body(containsString(compared + "en\">JSON</a>"));
        for (var form : List.of("pdf", "docx", "md")) {
            page.body(containsString(compared + "en&amp;format=" + form + "\">"));
        }
        when().get("/briefs/KZ-KR?compareWith=2026-01-10T08:30&lang=en").then().statusCode(200).body(containsString(
                "type=\"datetime-local\" step=\".001\" name=\"compareWith\" value=\"2026-01-10T08:30:00\""));
        when().get("/briefs/KZ-KR?lang=en").then().body(containsString("type=\"date\" name=\"compareWith\" value=\"\""))
                .body(not(containsString("compareWith=")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en | Ambassador of Kazakhstan | Known at",
            "ru | Посол Казахстана | Известно на",
            "kk | Қазақстан | Қашан белгілі"})
    void is_a_pdf_and_a_word_document_with_the_letters_of_each_language(String language, String one, String other)
            throws Exception {
        var address = "/api/briefs/KZ-KR?validAt=2025-12-17&lang=" + language;
        var pdf = given().accept("application/pdf").when().get(address).then().statusCode(200).contentType("application/pdf")
                .header("Content-Disposition", "inline; filename=\"KR-KZ-2025-12-17.pdf\"").extract().asByteArray();
        try (var document = Loader.loadPDF(pdf)) {
            var text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertTrue(text.contains(one) && text.contains(other), text);
            assertTrue(text.contains("1 / " + document.getNumberOfPages()), text);
        }
        var docx = given().when().get(address + "&format=docx").then().statusCode(200).extract().asByteArray();
        try (var document = new XWPFDocument(new ByteArrayInputStream(docx)); var text = new XWPFWordExtractor(document)) {
            assertTrue(text.getText().contains(one) && text.getText().contains(other), text.getText());
            assertEquals("Heading1", document.getParagraphs().get(0).getStyle());
            assertFalse(document.getTables().isEmpty());
        }
    }

    @Test
    void a_measure_that_changed_is_drawn_alike_on_the_page_and_in_the_pdf() throws Exception {
        var address = "/api/briefs/KZ-KR?validAt=2025-12-17&lang=en&format=";
        when().get(address + "html").then().statusCode(200).body(containsString("<path class=\"line\""))
                .body(containsString("from January 1, 2024: 72 companies"));
        try (var document = Loader.loadPDF(when().get(address + "pdf").then().statusCode(200).extract().asByteArray())) {
            var seal = 0;
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                var picture = new PDFRenderer(document).renderImage(page);
                var hasCurve = document.getPage(page).getResources().getXObjectNames().iterator().hasNext();
                for (int x = 0; hasCurve && x < picture.getWidth(); x++) {
                    for (int y = 0; y < picture.getHeight(); y++) {
                        seal += (picture.getRGB(x, y) & 0xffffff) == 0x8a2a1f ? 1 : 0;
                    }
                }
            }
            assertTrue(seal > 300, "the line is as long as the picture, and was seen on " + seal + " points");
            assertTrue(new PDFTextStripper().getText(document).contains("2024"));
        }
    }

    @Test
    void a_pdf_is_set_whatever_control_characters_a_record_holds() throws Exception {
        try (var document = Loader.loadPDF(
                when().get("/api/briefs/KZ-KR?lang=en&format=pdf").then().statusCode(200).extract().asByteArray())) {
            assertTrue(new PDFTextStripper().getText(document).matches("(?s).*Round\\s+table.*"));
        }
    }

    @Test
    void a_pdf_in_korean_has_hangul_or_says_that_there_is_no_font_for_it() throws Exception {
        var isInstalled = ConfigProvider.getConfig().getValues("tamga.briefs.hangul-fonts", Path.class).stream()
                .anyMatch(Files::isReadable) || getClass().getResource("/fonts/NanumGothic.ttf") != null;
        var answer = when().get("/api/briefs/KZ-KR?validAt=2025-12-17&lang=ko&format=pdf").then()
                .statusCode(isInstalled ? 200 : 406).extract();
        if (isInstalled) {
            try (var document = Loader.loadPDF(answer.asByteArray())) {
                assertTrue(new PDFTextStripper().getText(document).contains("인지 시점"));
            }
        }
        given().accept("application/vnd.openxmlformats-officedocument.wordprocessingml.document").when()
                .get("/briefs/KZ-KR?lang=ko").then().statusCode(200);
    }

    @Test
    void offers_no_other_forms() {
        when().get("/api/briefs/KZ-KR?format=odt").then().statusCode(400).body("violations.pointer", contains("format"));
        given().accept("image/png").when().get("/api/briefs/KZ-KR").then().statusCode(406);
    }
}
