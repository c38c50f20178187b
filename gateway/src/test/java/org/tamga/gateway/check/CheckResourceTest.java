package org.tamga.gateway.check;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.brief.Brief;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class CheckResourceTest {

    @Inject
    Figures figures;
    @Inject
    Languages languages;

    private static io.restassured.response.ValidatableResponse check(String text) {
        return given().contentType("application/json").body(Map.of("text", text, "lang", "en")).post("/api/briefs/check")
                .then();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "894 companies with Korean capital work in Kazakhstan. | 894 | c894",
            "В Казахстане работают 894 компании с корейским капиталом. | 894 | c894",
            "Как отметил посол, 894 предприятия с корейским капиталом действуют в Казахстане | 894 | c894",
            "카자흐스탄에는 한국 자본 기업 894개사가 있다. 한국 | 894 | c894",
            "In 2023 the ambassador spoke of 740 companies with Korean capital in Kazakhstan. | 740 | c740",
            "Қазақстанда корей капиталы бар 894 компания жұмыс істейді, Корея. | 894 | c894"})
    void a_figure_that_was_said_is_found_with_who_said_it(String text, String figure, String claim) {
        check(text).statusCode(200).body("findings.find { it.kind == 'number' }.text", is(figure))
                .body("findings.find { it.kind == 'number' }.matches[0].claimId", is(claim))
                .body("findings.find { it.kind == 'number' }.matches[0].agrees", is(true))
                .body("findings.find { it.kind == 'number' }.matches[0].by", is("Nurgali Arystanov, Ambassador of Kazakhstan"));
    }

    @Test
    void an_outdated_figure_names_the_newer_one_and_a_wrong_one_what_was_said() {
        check("740 companies with Korean capital operate in Kazakhstan.")
                .body("findings[0].matches[0].newer.claimId", is("c894"))
                .body("findings[0].matches[0].newer.said", is("894 companies")).body("findings[0].from", is(0))
                .body("findings[0].to", is(3));
        check("В Казахстане действуют 1 200 компаний с корейским капиталом.").body("findings[0].text", is("1 200"))
                .body("findings[0].matches.agrees", hasItem(false)).body("findings[0].matches.claimId", hasItem("c894"));
    }

    @Test
    void of_what_the_record_does_not_know_nothing_is_guessed() {
        check("12 hospitals opened in Peru, and 894 companies with Chilean capital work there.")
                .body("findings.text", contains("12", "894")).body("findings.matches.flatten()", empty());
        check("Nothing to see in C5+K in 2026.").body("findings", empty());
    }

    @Test
    void a_figure_is_held_against_what_services_have_recorded_and_measured_of_the_countries() {
        check("Kazakhstan and Korea are joined by 11 flights a week; Koreans may stay for 30 days without a visa.")
                .statusCode(200)
                .body("findings.text", contains("11", "30")).body("findings[0].matches[0].recordId", is("f1"))
                .body("findings[0].matches[0].by", is("Herald")).body("findings[0].matches[0].agrees", is(true))
                .body("findings[1].matches.measure", hasItem("mobility.visa-free.max-stay"))
                .body("missing", contains("education"));
        check("주 14회의 직항편이 한국과 카자흐스탄을 잇습니다.").body("findings[0].matches[0].recordId", is("f1"))
                .body("findings[0].matches[0].agrees", is(false));
        check("Trade between Kazakhstan and Korea grew by 12% to US$5 billion.")
                .body("findings.text", contains("12", "5 billion"))
                .body("findings.matches.flatten()", empty());
        given().formParam("lang", "en").formParam("text", "11 flights a week join Kazakhstan and Korea").post("/check").then()
                .statusCode(200).body(containsString("/records/mobility/flight-frequencies/f1?lang=en"))
                .body(containsString("These services do not answer just now"));
    }

    @Test
    void rights_to_fly_are_no_flights_and_cargo_is_no_passengers() {
        check("Airlines fly 40 passenger flights a week between Kazakhstan and Korea.")
                .body("findings[0].matches.agrees", not(hasItem(true)))
                .body("findings[0].matches.recordId", not(hasItem("r-cargo")));
        check("Kazakhstan and Korea have rights for 40 cargo flights a week.")
                .body("findings[0].matches.recordId", contains("r-cargo")).body("findings[0].matches[0].agrees", is(true))
                .body("findings[0].matches[0].said", endsWith("(cargo; permitted)"));
        check("42 flights a week join Kazakhstan and Korea.").body("findings[0].matches[0].recordId", is("r-passengers"))
                .body("findings[0].matches[0].agrees", nullValue());
        check("Kazakhstan and Korea have rights for 42 flights a week.")
                .body("findings[0].matches.recordId", contains("r-passengers"))
                .body("findings[0].matches[0].agrees", is(true));
        check("Kazakhstan and Korea have rights for 42 passenger flights a week and for 40 cargo flights a week.")
                .body("findings[0].matches.recordId", contains("r-passengers"))
                .body("findings[1].matches.recordId", contains("r-cargo")).body("findings[1].matches[0].agrees", is(true));
        check("Airlines use modern planes for 42 flights a week between Kazakhstan and Korea.")
                .body("findings[0].matches.agrees", not(hasItem(true)));
        check("Kazakhstan plans 25 flights a week to Korea.")
                .body("findings[0].matches.findAll { it.recordId == 'f1' }.agrees", not(hasItem(false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"한국과 카자흐스탄 사이에는 직항편이 주당 11회 있다.", "한국과 카자흐스탄 사이에는 일주일에 11편이 다닌다.",
            "Между Казахстаном и Кореей 11 рейсов за неделю."})
    void a_week_is_said_in_many_ways(String text) {
        check(text).body("findings[0].matches[0].recordId", is("f1")).body("findings[0].matches[0].agrees", is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"In 2025 airlines made 1,200 flights between Kazakhstan and Korea.",
            "В 2025 году между Казахстаном и Кореей выполнено 1 200 рейсов.", "카자흐스탄과 한국 사이에 11편이 운항되었다."})
    void flights_of_another_time_or_none_say_nothing_of_those_of_a_week(String text) {
        check(text).body("findings[0].matches.agrees", not(hasItem(true)))
                .body("findings[0].matches.agrees", not(hasItem(false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11 weekly direct flights join Kazakhstan and Korea.",
            "Kazakhstan and Korea have 11 flights weekly.",
            "Между Казахстаном и Кореей еженедельно выполняется 11 рейсов.", "11 рейсов между Казахстаном и Кореей в неделю",
            "한국과 카자흐스탄은 매주 11편으로 이어진다.", "Қазақстан мен Корея арасында аптасына 11 рейс бар."})
    void a_week_is_one_however_it_is_said(String text) {
        check(text).body("findings[0].matches[0].recordId", is("f1")).body("findings[0].matches[0].agrees", is(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"was $6.6 billion | ", "exceeded $6.5 billion | true", "exceeded $6 billion | true",
            "exceeded $7 billion | ", "was $6.4 billion | false", "was $6.4–6.6 billion | true", "was $5–6 billion | false"})
    void a_bound_of_the_record_contradicts_what_is_beyond_it_alone(String said, Boolean agrees) {
        check("In 2022 trade between Poland and Hungary " + said + ".")
                .body("findings[0].matches[0].recordId", is("p-turnover"))
                .body("findings[0].matches[0].agrees", is(agrees));
    }

    @Test
    void what_the_record_has_as_about_so_many_is_compared_as_roughly() {
        check("Poland and Hungary have 738 companies in common.").body("findings[0].matches.recordId", contains("p-companies"))
                .body("findings[0].matches[0].agrees", is(true));
        check("In 2023 Poland and Hungary had 750 companies in common.")
                .body("findings[0].matches[0].recordId", is("p-companies")).body("findings[0].matches[0].agrees", is(false));
    }

    @Test
    void a_complete_reading_of_a_measure_is_newer_than_what_was_published() {
        check("Poland and Hungary have 740 companies in common.").body("findings[0].matches[0].recordId", is("p-companies"))
                .body("findings[0].matches[0].newer.measure", is("trade.companies.foreign-capital"))
                .body("findings[0].matches[0].newer.said", is("752 companies"));
        // That of Kazakhstan and Korea has no value.
        check("894 companies with Korean capital operate in Kazakhstan.").body("findings[0].matches[0].newer", nullValue());
    }

    @Test
    void what_is_planned_is_no_record_of_what_is_and_nothing_newer() {
        var planned = "findings[0].matches.find { it.recordId == 'd-planned' }";
        check("Exports of Denmark to Sweden were $300 million.").body(planned + ".agrees", nullValue())
                .body(planned + ".confidence", is("planned"));
        check("Denmark plans to bring its exports to Sweden to $300 million in 2025.").body(planned + ".agrees", is(true));
        check("Exports of Denmark to Sweden were $100 million in 2024.")
                .body("findings[0].matches.recordId", contains("d-exports")).body("findings[0].matches[0].agrees", is(true))
                .body("findings[0].matches[0].confidence", is("reported"))
                .body("findings[0].matches[0].newer", nullValue());
        given().formParam("lang", "en").formParam("text", "Exports of Denmark to Sweden were $300 million.").post("/check")
                .then().statusCode(200).body(containsString(" · planned</span>"))
                .body(not(containsString("as recorded")));
    }

    @Test
    void what_is_disputed_is_neither_the_same_nor_another_nor_newer() {
        for (var said : List.of("500", "450")) {
            check("Trade between Denmark and Sweden was $" + said + " million in 2024.")
                    .body("findings[0].matches.recordId", contains("d-disputed"))
                    .body("findings[0].matches[0].agrees", nullValue())
                    .body("findings[0].matches[0].confidence", is("disputed"));
        }
        check("Trade between Denmark and Sweden was $400 million in 2023.")
                .body("findings[0].matches.recordId", contains("d-turnover")).body("findings[0].matches[0].agrees", is(true))
                .body("findings[0].matches[0].newer", nullValue());
    }

    @Test
    void visitors_for_a_purpose_are_held_against_those_who_came_for_it_and_all_against_all() {
        check("In 2025 36,100 Koreans visited Uzbekistan.").body("findings[0].matches.recordId", contains("a-all"))
                .body("findings[0].matches[0].agrees", is(false));
        check("In 2025 36,100 Koreans came to Uzbekistan for leisure.")
                .body("findings[0].matches.recordId", contains("a-leisure")).body("findings[0].matches[0].agrees", is(true))
                .body("findings[0].matches[0].said",
                        is("Visitors from South Korea to Uzbekistan; by citizenship; leisure: 36,100 persons"));
        check("In 2025 46,300 Koreans visited Uzbekistan, 36,100 visitors for leisure.")
                .body("findings[0].matches.recordId", contains("a-all")).body("findings[0].matches[0].agrees", is(true))
                .body("findings[1].matches.recordId", contains("a-leisure")).body("findings[1].matches[0].agrees", is(true));
    }

    @Test
    void meetings_and_dates_are_found_in_whatever_language() {
        check("На Форуме по региональным стратегиям Кореи 17 декабря 2025 года говорили о том же.")
                .body("findings.kind", contains("title", "date"))
                .body("findings.matches.flatten().recordId", contains("g1", "g1"))
                .body("findings.matches.flatten().confidence", contains("reported", "reported"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"17.12.2025", "17.12.2025 г.", "2025.12.17", "2025. 12. 17.", "2025년 12월 17일",
            "17/12/2025",
            "12/17/2025", "Dec. 17, 2025", "17 дек. 2025 г."})
    void a_day_is_one_however_it_is_written_and_no_number(String day) {
        check("Korea and Kazakhstan met on " + day + " in Seoul.").statusCode(200).body("findings.text", contains(day))
                .body("findings[0].kind", is("date")).body("findings[0].matches.recordId", hasItem("g1"));
        check("Korea and Kazakhstan met on 03/04/2025 in Seoul.").body("findings.kind", contains("date"))
                .body("findings[0].matches", empty());
    }

    @Test
    void refuses_what_is_no_text() {
        given().contentType("application/json").body("{}").post("/api/briefs/check").then().statusCode(422)
                .body("violations.pointer", contains("/text"));
        check("x".repeat(20_001)).statusCode(422);
        check("x".repeat(300_000)).statusCode(413);
        given().contentType("application/json").body("{").post("/api/briefs/check").then().statusCode(400);
    }

    @Test
    void a_form_s_text_is_checked_to_its_end_or_refused() {
        var line = "word ".repeat(13) + "\r\n";
        // Within the bound by what the field counts, for which a line ends with one character.
        given().formParam("lang", "en")
                .formParam("text", line.repeat(299) + "894 companies with Korean capital work in Kazakhstan.")
                .post("/check").then().statusCode(200).body(containsString("href=\"#finding-1\">894</a>"));
        given().formParam("lang", "en").formParam("text", "x".repeat(20_001)).post("/check").then().statusCode(422)
                .body("violations.pointer", contains("/text"));
    }

    @Test
    void a_long_text_of_numbers_alone_is_answered_and_says_where_it_stopped() {
        for (var part : List.of("1명방문 ", "1 г. ", "1 ", "2025-12-17 ", "а", "Korea 1 visit ")) {
            var text = part.repeat(20_000 / part.length());
            assertTimeout(Duration.ofSeconds(60), () -> check(text).statusCode(200), part);
        }
        check("1명방문 ".repeat(400)).body("findings.size()", is(300)).body("notAsked.numbersFrom", is(1_500));
        check("894 companies with Korean capital work in Kazakhstan.").body("notAsked", nullValue());
    }

    @Test
    void what_was_not_asked_is_named_and_not_said_to_be_unknown() {
        var text = "Uzbekistan, Kazakhstan, Peru, Chile, Brazil and Japan have 12 hospitals.";
        check(text).body("notAsked.countries", contains("BR", "JP")).body("notAsked.lists", empty());
        given().formParam("lang", "en").formParam("text", text).post("/check").then().statusCode(200)
                .body(containsString("names too many countries")).body(containsString("nothing found in what was asked"))
                .body(not(containsString("the record does not know this")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Korea | KR", "the Koreans | KR", "Республика Корея | KR", "Южной Корее | KR",
            "한국 | KR", "대한민국 | KR", "North Korea | KP", "the DPRK | KP", "the Democratic People's Republic of Korea | KP",
            "КНДР | KP", "Северной Кореей | KP", "Корейская Народно-Демократическая Республика | KP", "북한 | KP",
            "조선민주주의인민공화국 | KP", "Солтүстік Корея | KP", "Sudan | SD", "South Sudan | SS", "Papua New Guinea | PG",
            "China | CN"})
    void a_name_means_one_country_and_korea_alone_is_the_republic(String name, String code) {
        check("Peru, Chile, Brazil, Japan and " + name + " have 12 hospitals.").body("notAsked.countries", contains(code));
    }

    @Test
    void a_text_is_held_against_what_was_known_then() {
        var text = Map.of("text", "894 companies with Korean capital operate in Kazakhstan.", "lang", "en");
        given().contentType("application/json").body(text).post("/api/briefs/check?validAt=2025-12-17").then()
                .body("findings[0].matches[0].claimId", is("c894"));
        given().contentType("application/json").body(text).post("/api/briefs/check?knownAt=2026-01-10T00:00:00Z").then()
                .statusCode(200).body("findings[0].text", is("894")).body("findings[0].matches.claimId", not(hasItem("c894")));
        given().contentType("application/json").body(text).post("/api/briefs/check?validAt=yesterday").then().statusCode(400)
                .body("violations", notNullValue());
    }

    @Test
    void a_parameter_that_is_none_is_refused_by_name_and_not_answered_as_of_now() {
        given().contentType("application/json").body(Map.of("text", "894 companies")).queryParam("knownat", "2026-01-10")
                .post("/api/briefs/check").then().statusCode(400).body("type", endsWith("/unknown-parameter"))
                .body("violations.pointer", contains("knownat"));
    }

    @Test
    void the_page_has_the_pair_of_times_in_its_address_and_a_control_for_each() {
        given().get("/check?validAt=2025-12-17&lang=en").then().statusCode(200)
                .body(containsString("name=\"validAt\" value=\"2025-12-17\""))
                .body(containsString("name=\"knownAt\" value=\"\""));
        var form = given().formParam("lang", "en").formParam("text", "894 companies with Korean capital in Kazakhstan")
                .formParam("validAt", "2025-12-17").formParam("knownAt", "2026-03-01T00:00").redirects().follow(false);
        form.post("/check").then().statusCode(307)
                .header("Location", is("/check?validAt=2025-12-17&knownAt=2026-03-01T00%3A00%3A00Z"));
        form.urlEncodingEnabled(false).post("/check?validAt=2025-12-17&knownAt=2026-03-01T00%3A00%3A00Z").then().statusCode(200)
                .body(containsString(
                        "/records/events/claims/c894?lang=en&amp;validAt=2025-12-17&amp;knownAt=2026-03-01T00%3A00%3A00Z"))
                .body(containsString("name=\"validAt\" value=\"2025-12-17\""));
    }

    @Test
    void a_list_of_which_only_a_page_was_read_is_named() {
        check("Peru and Chile trade.").body("notAsked", nullValue());
        check("Peru and Bolivia trade.").body("notAsked.lists", contains("trade/published-figures"));
    }

    @Test
    void a_reading_that_may_leave_something_out_contradicts_nothing() {
        var partial = reading(false);
        var complete = reading(true);
        assertNull(partial.agrees(stated(1_000), "companies", false));
        assertEquals(true, partial.agrees(stated(2), "companies", false));
        assertEquals(false, complete.agrees(stated(1_000), "companies", false));
    }

    private static Figure reading(boolean isComplete) {
        return new Figure(new Figure.Source(null, null, "c", "/records/trade/companies/c", null), Subject.COMPANIES, null,
                new Brief.Quantity("exactly", BigDecimal.valueOf(2), "companies"), null, Set.of("KZ", "KR"), List.of(),
                phrases -> "", phrases -> null).asComplete(isComplete);
    }

    private static Figure.Stated stated(long value) {
        return new Figure.Stated(BigDecimal.valueOf(value), null, 0, false, RoundingMode.HALF_UP);
    }

    @Test
    void no_more_texts_are_checked_at_once_than_may_be() throws InterruptedException {
        var started = new CountDownLatch(TextCheck.AT_ONCE);
        var goOn = new CountDownLatch(1);
        var check = new TextCheck(new Knowledge(null) {
            @Override
            Known as(AsOf asOf) {
                started.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return new Known(List.of(), List.of(), List.of(), Map.of(), Set.of());
            }
        }, figures, languages);
        var phrases = new Phrases(languages.choose("en", List.of()));
        var threads = Executors.newFixedThreadPool(TextCheck.AT_ONCE);
        try {
            for (var i = 0; i < TextCheck.AT_ONCE; i++) {
                threads.submit(() -> check.check("Nothing.", phrases, AsOf.NOW));
            }
            started.await();
            assertEquals(ProblemType.UNAVAILABLE,
                    assertThrows(Problem.class, () -> check.check("Nothing.", phrases, AsOf.NOW)).type());
        } finally {
            goOn.countDown();
            threads.shutdown();
        }
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
        assertEquals(List.of(), check.check("Nothing.", phrases, AsOf.NOW).findings());
    }

    @Test
    void the_page_underlines_what_was_found_without_any_script() {
        given().get("/check?lang=ko").then().statusCode(200).body(containsString("<textarea name=\"text\""))
                .body(containsString("<a href=\"/check?lang=ru\""));
        given().formParam("lang", "en").formParam("text", "894 companies with Korean capital in Kazakhstan <b>").post("/check")
                .then()
                .statusCode(200).body(containsString("<a class=\"found\" href=\"#finding-1\">894</a>"))
                .body(containsString("&lt;b&gt;")).body(containsString("/records/events/claims/c894?lang=en"));
    }

    @Test
    void a_checked_text_goes_along_into_another_language() {
        var address = "/check?validAt=2025-12-17&knownAt=2026-03-01T00%3A00%3A00Z";
        var form = given().urlEncodingEnabled(false).contentType("application/x-www-form-urlencoded");
        var fields = "text=894+companies+with+Korean+capital%0D%0Ain+%22Kazakhstan%22&validAt=2025-12-17&knownAt=2026-03-01T00%3A00%3A00Z";
        form.body(fields + "&lang=en").post(address).then().statusCode(200)
                .body(containsString("<form action=\"" + address.replace("&", "&amp;") + "\" method=\"post\">"))
                .body(containsString("<input type=\"hidden\" name=\"text\""
                        + " value=\"894 companies with Korean capital\nin &quot;Kazakhstan&quot;\">"))
                .body(containsString("<input type=\"hidden\" name=\"validAt\" value=\"2025-12-17\">"))
                .body(containsString("<input type=\"hidden\" name=\"knownAt\" value=\"2026-03-01T00:00:00Z\">"))
                .body(containsString("<button name=\"lang\" value=\"en\" lang=\"en\" aria-current=\"true\">English</button>"))
                .body(containsString("<button name=\"lang\" value=\"ru\" lang=\"ru\">Русский</button>"));
        form.body(fields + "&lang=ru").post(address).then().statusCode(200).body(containsString("<html lang=\"ru\">"))
                .body(containsString("href=\"#finding-1\">894</a>"));
    }
}
