package org.tamga.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tamga.testing.Citations;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;

/** The pages as people use them, in a real browser. */
@ExtendWith(OneSuite.class)
class PagesIT {

    private static final String BRIEF = "/briefs/KZ-KR?validAt=2025-12-17";
    private static final int DESK = 1200;

    private static Browser browser;

    @BeforeAll
    static void open(Browser one) {
        browser = one;
    }

    @Test
    void the_brief_draws_what_the_record_has_of_a_measure_that_was_spoken_of(Suite suite) {
        // Its readings are announced soon after the record that they are made of.
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> given().baseUri(suite.gateway().toString())
                .get(BRIEF + "&lang=en&format=html").then().statusCode(200).body(containsString("<svg class=\"curve\"")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en | South Korea – Kazakhstan | 894 companies | not recorded",
            "ru | Республика Корея – Казахстан | 894 компании | не зафиксировано",
            "ko | 대한민국 – 카자흐스탄 | 894개사 | 기록 없음",
            "kk | Оңтүстік Корея – Қазақстан | 894 компания | тіркелмеген"})
    void the_brief_lays_words_beside_the_record_in_each_language(String language, String title, String words, String record,
            Suite suite) {
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + BRIEF + "&lang=" + language);
            assertThat(page.locator("h1")).hasText(title);
            var comparison = page.locator(".words").filter(new Locator.FilterOptions().setHasText(words));
            assertThat(comparison.first()).containsText(record);
            // A note leads to its source.
            page.locator(".note a").first().click();
            assertThat(page.locator("#source-1")).isInViewport();
            Browser.picture(page, "brief-" + language);
            assertEquals(List.of(), Browser.violations(page));
        }
    }

    @Test
    void the_brief_prints_on_a4_with_its_sources(Suite suite) throws Exception {
        try (var page = browser.page(DESK)) {
            // Of a suite that has just started a part may come too late, and the page then says so.
            await().atMost(2, TimeUnit.MINUTES).until(() -> {
                page.navigate(suite.gateway() + BRIEF + "&lang=ru");
                return page.locator("#source-1").count() == 1;
            });
            var pdf = page
                    .pdf(new Page.PdfOptions().setPreferCSSPageSize(true).setPath(Path.of("target/screenshots/brief-ru.pdf")));
            assertEquals("%PDF", new String(pdf, 0, 4, StandardCharsets.US_ASCII));
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator("nav").first()).isHidden();
            assertThat(page.locator("#source-1")).isVisible();
            assertTrue(Files.size(Path.of("target/screenshots/brief-ru.pdf")) > 10_000);
        }
    }

    @Test
    void the_brief_reads_without_script(Suite suite) {
        try (var window = browser.window(DESK, new NewContextOptions().setJavaScriptEnabled(false))) {
            var page = window.newPage();
            page.navigate(suite.gateway() + "/?lang=en");
            page.locator("select[name=one]").selectOption("KZ");
            page.locator("select[name=other]").selectOption("KR");
            page.locator("form.pair button").click();
            assertThat(page).hasURL(Pattern.compile(".*/briefs/KR-KZ\\?lang=en"));
            assertThat(page.locator("h1")).hasText("South Korea – Kazakhstan");
        }
    }

    @Test
    void a_change_shows_on_the_first_page_as_it_happens(Suite suite) throws Exception {
        try (var page = browser.page(DESK)) {
            var problems = new ArrayList<String>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    problems.add(message.text());
                }
            });
            page.navigate(suite.gateway() + "/?lang=en");
            assertThat(page.locator("#live")).not().isEmpty();
            var address = "/events/organisations/" + UUID.randomUUID();
            given().auth().oauth2(suite.token("events-editor")).contentType("application/json")
                    .body("{\"name\": {\"en\": \"Chamber seen live\"}, \"sources\": [" + Citations.ANY + "]}")
                    .put(suite.gateway() + "/api" + address).then().statusCode(201);
            assertThat(page.locator("#live")).containsText("Organisations: Chamber seen live");
            assertThat(page.locator("#live a[href='/records" + address + "?lang=en']")).isVisible();
            Browser.picture(page, "start-en");
            assertEquals(List.of(), Browser.violations(page));
            assertEquals(List.of(), problems);
        }
    }
}
