package org.tamga.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitUntilState;

import io.restassured.specification.RequestSpecification;

/** What editors do in a browser: sign in, change a record, record a report. */
@ExtendWith(OneSuite.class)
class EditPagesIT {

    private static final int DESK = 1200;
    private static final int PHONE = 360;
    private static final int NARROW = 320;

    private static Browser browser;
    /** One of ours, in which scripts of ours are asked. */
    private static Page any;

    @BeforeAll
    static void open(Browser one, Suite suite) {
        browser = one;
        any = browser.page(DESK);
        any.navigate(suite.gateway() + "/problems");
    }

    @AfterAll
    static void close() {
        any.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en | holds until May 31, 2025 | holds from June 1, 2025 | Version 1 ends",
            "ru | действует по 31 мая 2025 г. | действует с 1 июня 2025 г. | Версия 1 закончится"})
    void an_editor_changes_a_record_and_sees_beforehand_what_becomes_of_it(String language, String before, String after,
            String known, Suite suite) throws Exception {
        var id = UUID.randomUUID();
        var token = suite.token("trade-editor");
        given().baseUri(suite.gateway().toString()).auth().oauth2(token).contentType("application/json").body(
                """
                {"names": [{"text": "Before the merger LLP", "type": "legal"}], "entityType": "company",
                 "jurisdiction": "KZ", "sources": [{"type": "official-register", "title": "Extract", "publisher": "Register"}]}""")
                .put("/api/trade/companies/" + id).then().statusCode(201);
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/records/trade/companies/" + id + "?lang=" + language);
            page.locator("a[href^='/edit/']").click();
            page.locator("#signed-out a").click();
            signIn(page, token);
            // Back where the form is.
            assertThat(field(page, "/names/0/text").locator("input").last()).hasValue("Before the merger LLP");
            field(page, "/names/0/text").locator("input").last().fill("After the merger LLP");
            field(page, "/validFrom").locator("input").fill("2025-06-01");
            field(page, "/sources/0/publisher").locator("input").fill("");
            page.locator("#edit > button").click();
            // What a rule refuses is said at its field, and nothing can be saved.
            assertThat(field(page, "/sources/0/publisher").locator(".problem")).isVisible();
            assertThat(field(page, "/sources/0/publisher").locator("input")).isFocused();
            assertThat(page.locator("#preview")).isHidden();
            Browser.seen(page, "edit-refused-" + language);
            // Where it stands now, also when one before it has been removed.
            var sources = field(page, "/sources");
            sources.locator(":scope > div > button").click();
            field(page, "/sources/1/type").locator("select").selectOption("official-register");
            field(page, "/sources/1/title").locator("input").fill("Second extract");
            sources.locator(":scope > div > .entry > button").first().click();
            page.locator("#edit > button").click();
            assertThat(field(page, "/sources/0/title").locator("input")).hasValue("Second extract");
            assertThat(field(page, "/sources/0/publisher").locator(".problem")).isVisible();
            field(page, "/sources/0/title").locator("input").fill("Extract");
            field(page, "/sources/0/publisher").locator("input").fill("Register");
            page.locator("#edit > button").click();
            var preview = page.locator("#preview");
            assertThat(preview.locator("tr.shortened th")).hasText(before);
            assertThat(preview.locator("tr.written th")).hasText(after);
            assertThat(preview.locator("del")).containsText("Before the merger LLP");
            assertThat(preview.locator("ins")).containsText("After the merger LLP");
            assertThat(preview.locator("#known")).containsText(known);
            Browser.seen(page, "edit-preview-" + language);
            preview.locator("button").click();
            assertThat(page.locator("h1")).hasText("After the merger LLP");
            Browser.seen(page, "edit-saved-" + language);
            page.navigate(suite.gateway() + "/records/trade/companies/" + id + "?lang=" + language + "&validAt=2025-05-31");
            assertThat(page.locator("h1")).hasText("Before the merger LLP");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en | holds until May 31, 2025",
            "ru | действует по 31 мая 2025 г."})
    void an_editor_withdraws_what_never_held_and_sees_beforehand_what_becomes_of_it(String language, String stays,
            Suite suite) throws Exception {
        var address = "/trade/companies/" + UUID.randomUUID();
        var token = suite.token("trade-editor");
        given().baseUri(suite.gateway().toString()).auth().oauth2(token).contentType("application/json").body(
                """
                {"names": [{"text": "Never merged LLP", "type": "legal"}], "entityType": "company", "validTo": "2026-01-01",
                 "jurisdiction": "KZ", "sources": [{"type": "official-register", "title": "Extract", "publisher": "Register"}]}""")
                .put("/api" + address).then().statusCode(201);
        try (var page = browser.page(NARROW)) {
            page.navigate(suite.gateway() + "/records" + address + "?lang=" + language + "&validAt=2025-07-01");
            page.locator("a[href^='/withdraw/']").click();
            page.locator("#signed-out a").click();
            signIn(page, token);
            // It begins with the period that the page was of.
            assertThat(field(page, "/validTo").locator("input")).hasValue("2026-01-01");
            field(page, "/validFrom").locator("input").fill("2025-06-01");
            field(page, "/sources/0/type").locator("select").selectOption("official-register");
            field(page, "/sources/0/title").locator("input").fill("Extract, mended");
            field(page, "/sources/0/publisher").locator("input").fill("Register");
            page.locator("#edit > button").click();
            // What a rule refuses is said at its field, and nothing can be saved.
            assertThat(field(page, "/because").locator(".problem")).isVisible();
            assertThat(field(page, "/because").locator("input")).isFocused();
            assertThat(page.locator("#preview")).isHidden();
            Browser.seen(page, "withdraw-refused-" + language);
            field(page, "/because").locator("input").fill("It was another company's extract");
            field(page, "/validFrom").locator("input").fill("2026-02-01");
            field(page, "/validTo").locator("input").fill("");
            page.locator("#edit > button").click();
            assertThat(page.locator("#outcome")).containsText("Nothing is recorded for those days");
            assertThat(page.locator("#preview")).isHidden();
            field(page, "/validFrom").locator("input").fill("2025-06-01");
            page.locator("#edit > button").click();
            var preview = page.locator("#preview");
            assertThat(preview.locator("tr")).hasCount(3);
            assertThat(preview.locator("tr.shortened th")).hasText(stays);
            assertThat(preview.locator("tr.withdrawn th")).not().isEmpty();
            Browser.seen(page, "withdraw-preview-" + language);
            // The rehearsal wrote nothing.
            given().baseUri(suite.gateway().toString()).get("/api" + address + "?validAt=2025-07-01").then().statusCode(200)
                    .body("version", is(1));
            preview.locator("button").click();
            assertThat(page.locator(".history li")).hasCount(2);
            assertThat(page.locator("main .missing")).containsText("It was another company's extract");
            given().baseUri(suite.gateway().toString()).get("/api" + address + "?validAt=2025-07-01").then().statusCode(404);
            given().baseUri(suite.gateway().toString()).get("/api" + address + "?validAt=2025-05-31").then().statusCode(200)
                    .body("version", is(2));
            // All of it: the page still says what was known.
            page.navigate(suite.gateway() + "/withdraw" + address + "?lang=" + language + "&validAt=2025-05-01");
            field(page, "/because").locator("input").fill("There was no such company");
            field(page, "/sources/0/type").locator("select").selectOption("official-register");
            field(page, "/sources/0/title").locator("input").fill("Extract, mended");
            field(page, "/sources/0/publisher").locator("input").fill("Register");
            page.locator("#edit > button").click();
            assertThat(preview.locator("tr.withdrawn th")).hasText(stays);
            preview.locator("button").click();
            assertThat(page.locator("main .missing")).containsText("There was no such company");
            assertThat(page.locator("h1")).hasText("Never merged LLP");
            Browser.seen(page, "withdraw-saved-" + language);
        }
    }

    @Test
    void what_a_foreign_format_had_stays_as_it_was_when_a_record_is_edited(Suite suite) throws Exception {
        var address = "/api/events/persons/" + UUID.randomUUID();
        var token = suite.token("events-editor");
        given().baseUri(suite.gateway().toString()).auth().oauth2(token).contentType("application/json")
                .body("""
                      {"name": {"en": "Before the wedding"}, "details": {"format": "frab", "members": {"id": 7, "links": [{"url": "x"}]}},
                       "sources": [{"type": "official-register", "title": "Extract", "publisher": "Register"}]}""")
                .put(address).then().statusCode(201);
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + address.replace("/api/", "/edit/") + "?lang=en");
            page.locator("#signed-out a").click();
            signIn(page, token);
            assertThat(field(page, "/details/members").locator("textarea"))
                    .hasValue("{\n  \"id\": 7,\n  \"links\": [\n    {\n      \"url\": \"x\"\n    }\n  ]\n}");
            field(page, "/name").locator("input").last().fill("After the wedding");
            page.locator("#edit > button").click();
            page.locator("#preview button").click();
            assertThat(page.locator("h1")).hasText("After the wedding");
        }
        given().baseUri(suite.gateway().toString()).get(address).then()
                .body("details.members.id", is(7)).body("details.members.links.url", contains("x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", value = {
            // What stood, what is written, what there is then.
            "null null | 2025 null | null-2025 shortened, 2025-null written",
            "null null | 2024 2025 | null-2024 shortened, 2024-2025 written, 2025-null shortened",
            "2020 2025 | 2020 2022 | 2020-2022 written, 2022-2025 removed",
            "2020 2022 | 2020 null | 2020-null written",
            "2020 2022, 2022 2024, 2024 null | 2021 2023 | 2020-2021 shortened, 2021-2023 written, 2023-2024 shortened, 2024-null kept",
            "2021 2022 | null 2030 | null-2030 written, 2021-2022 removed",
            "2020 2021 | 2021 2022 | 2020-2021 kept, 2021-2022 written"})
    void what_a_write_does_to_periods_is_foretold_as_the_services_do_it(String stood, String written, String then) {
        assertEquals(then, foretold("afterwards", stood, written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", value = {
            // What stood, what is withdrawn, what there is then.
            "null null | null null | null-null withdrawn",
            "null null | 2024 2025 | null-2024 shortened, 2024-2025 withdrawn, 2025-null shortened",
            "2020 2025 | 2020 2022 | 2020-2022 withdrawn, 2022-2025 shortened",
            "2020 2022, 2022 2024, 2024 null | 2021 2024 | 2020-2021 shortened, 2021-2022 withdrawn, 2022-2024 withdrawn, 2024-null kept",
            "2020 2021 | 2021 null | 2020-2021 kept"})
    void what_a_withdrawal_does_to_periods_is_foretold_as_the_services_do_it(String stood, String withdrawn, String then) {
        assertEquals(then, foretold("withdrawn", stood, withdrawn));
    }

    private static Object foretold(String function, String stood, String stated) {
        return any.evaluate("""
                            async ([name, stood, stated]) => {
                              const { [name]: foretell } = await import('/assets/periods.js');
                              const period = (text) => {
                                const [from, to] = text.split(' ').map((year) => (year === 'null' ? null : `${year}-01-01`));
                                return { validFrom: from, validTo: to };
                              };
                              return foretell(stood.split(', ').map(period), period(stated)).map(({ from, to, effect }) =>
                                `${from?.slice(0, 4) ?? null}-${to?.slice(0, 4) ?? null} ${effect}`).join(', ');
                            }""", List.of(function, stood, stated));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en | In 2024 trade grew by 12 percent. Ten flights a week link the two. We are pleased. | 2024 trade grew | Nothing was recorded | interview | paraphrase | Arystanov",
            "ru | В 2024 году торговля выросла на 12 процентов. Десять рейсов в неделю связывают страны. Мы рады. | торговля выросла | Ничего не записано | communique | '' | ''"})
    void an_editor_records_a_report_with_what_is_claimed_in_it(String language, String text, String claim, String nothing,
            String kind, String rendering, String speaker, Suite suite) throws Exception {
        var settings = new NewContextOptions().setColorScheme(ColorScheme.DARK);
        try (var window = browser.window(PHONE, settings)) {
            var page = window.newPage();
            page.navigate(suite.gateway() + "/report?lang=" + language);
            page.locator("#signed-out a").click();
            signIn(page, suite.token("events-editor"));
            var form = page.locator("#report");
            form.locator("[name=title]").fill("A report " + UUID.randomUUID());
            form.locator("[name=publisher]").fill("Tamga News");
            form.locator("[name=url]").fill("https://news.example/" + UUID.randomUUID());
            form.locator("[name=find]").fill("Seoul forum regional strategies");
            form.locator("[name=find]").blur();
            assertThat(form.locator("[name=gathering]")).hasValue("dc446d00-3b50-547e-a9c4-ca9c7dd1aa5a");
            form.locator("[name=kind]").selectOption(kind);
            form.locator("[name=rendering]").selectOption(rendering);
            if (speaker.isEmpty()) {
                form.locator("[name=who]").selectOption("nobody");
            } else {
                form.locator("[name=findSpeaker]").fill(speaker);
                form.locator("[name=findSpeaker]").blur();
                form.locator("[name=who]").selectOption(new SelectOption().setIndex(2));
            }
            assertThat(form.locator("[name=speaker]")).isDisabled();
            form.locator("[name=saidOn]").fill("2025-03-01");
            form.locator("[name=text]").fill(text);
            page.locator("#split").click();
            var sentences = page.locator("#sentences .sentence");
            assertThat(sentences).hasCount(3);
            sentences.nth(0).locator("[type=checkbox]").check();
            sentences.nth(1).locator("[type=checkbox]").check();
            // The figure that the text has is there already.
            assertThat(sentences.nth(0).locator("[data-name=value]")).hasValue("12");
            sentences.nth(0).locator("[data-name=unit]").fill("percent");
            sentences.nth(1).locator("[data-name=aboutDate]").fill("some day");
            Browser.seen(page, "report-marked-" + language);
            // A refused sentence keeps the whole report from being recorded, and says why at the field.
            page.locator("#save").click();
            assertThat(page.locator("#outcome")).containsText(nothing);
            assertThat(page.locator("#outcome a")).hasCount(0);
            assertThat(sentences.nth(1).locator("[data-pointer='/aboutDate'] .problem")).isVisible();
            assertThat(sentences.nth(1).locator("[data-name=aboutDate]")).isFocused();
            Browser.seen(page, "report-refused-" + language);
            sentences.nth(1).locator("[data-name=aboutDate]").fill("2025-02");
            page.locator("#save").click();
            assertThat(page.locator("#outcome a")).hasCount(3);
            Browser.seen(page, "report-saved-" + language);
            var statement = given().baseUri(suite.gateway().toString())
                    .get(page.locator("#outcome a").first().getAttribute("href").replaceFirst("/records/", "/api/")
                            .replaceFirst("\\?.*", ""))
                    .then().statusCode(200).extract().jsonPath();
            assertEquals(kind, statement.getString("kind"));
            assertEquals(rendering, Objects.requireNonNullElse(statement.getString("rendering"), ""));
            assertEquals(speaker.isEmpty(), Boolean.TRUE.equals(statement.get("unattributed")));
            assertEquals(speaker.isEmpty(), statement.get("speakerId") == null);
            // What is changed afterwards is saved with the same records, and nothing twice.
            var first = page.locator("#outcome a").nth(1).getAttribute("href");
            page.locator("#split").click();
            sentences.nth(0).locator("[data-name=value]").fill("13");
            sentences.nth(1).locator("[type=checkbox]").uncheck();
            page.locator("#save").click();
            assertThat(page.locator("#outcome p")).hasCount(2);
            assertThat(page.locator("#outcome a")).hasCount(3);
            assertEquals(first, page.locator("#outcome a").nth(1).getAttribute("href"));
            assertEquals(13, given().baseUri(suite.gateway().toString()).get(first.replaceFirst("/records/", "/api/")
                    .replaceFirst("\\?.*", "")).then().statusCode(200).extract().<Number>path("quantity.value").intValue());
            page.locator("#outcome a").nth(1).click();
            assertThat(page.locator("h1")).containsText(claim);
            Browser.seen(page, "report-claim-" + language);
        }
    }

    @Test
    void a_source_picker_says_which_services_do_not_answer_and_finds_what_the_others_have(Suite suite) throws Exception {
        var number = UUID.randomUUID().toString();
        given().baseUri(suite.gateway().toString()).auth().oauth2(suite.token("trade-editor")).contentType("application/json")
                .body("""
                      {"names": [{"text": "Citing LLP", "type": "legal"}], "entityType": "company", "jurisdiction": "KZ",
                       "sources": [{"type": "dataset", "title": "Table %s", "publisher": "Bureau", "language": "de"}]}"""
                        .formatted(number))
                .put("/api/trade/companies/" + UUID.randomUUID()).then().statusCode(201);
        try (var page = browser.page(NARROW)) {
            page.route("**/api/mobility/cited-sources?*", Route::abort);
            page.navigate(suite.gateway() + "/report?lang=en");
            var report = page.locator("#report");
            var picker = report.locator("[role=combobox]");
            var status = report.locator(".wide:has(> label > [role=combobox]) > [role=status]");
            picker.fill(number.substring(0, 13));
            assertThat(report.locator("[role=option]")).hasCount(1);
            assertThat(status).containsText("Not answering just now: Visas and flights");
            report.locator("[role=option]").click();
            assertThat(report.locator("[name=title]")).hasValue("Table " + number);
            // The form has no German: the text stays in its language, the source in its own.
            assertThat(report.locator("[name=language]")).hasValue("en");

            page.route("**/api/*/cited-sources?*", Route::abort);
            picker.fill(number.substring(0, 13));
            assertThat(status).containsText("Not answering just now: ");
            assertThat(report.locator("[role=option]")).hasCount(0);
            report.locator("[name=title]").fill("Typed by hand");
            assertThat(report.locator("[name=title]")).hasValue("Typed by hand");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void an_editor_cites_again_what_was_cited_before(String language, Suite suite) throws Exception {
        var number = UUID.randomUUID().toString();
        given().baseUri(suite.gateway().toString()).auth().oauth2(suite.token("trade-editor")).contentType("application/json")
                .body("""
                      {"names": [{"text": "Cited LLP", "type": "legal"}], "entityType": "company", "jurisdiction": "KZ",
                       "sources": [{"type": "legal-act", "title": "Закон %1$s", "publisher": "State Gazette", "language": "ru",
                         "url": "https://gazette.example/%1$s", "publishedOn": "2024-05", "locator": "article 7"}]}"""
                        .formatted(number))
                .put("/api/trade/companies/" + UUID.randomUUID()).then().statusCode(201);
        try (var page = browser.page(NARROW)) {
            // What another service's record cites too.
            page.navigate(suite.gateway() + "/edit/events/persons?lang=" + language);
            var source = field(page, "/sources/0");
            var picker = source.locator("[role=combobox]");
            var options = source.locator("[role=option]");
            picker.fill("ЗАКОН " + number.substring(9, 23));
            assertThat(options).hasCount(1);
            assertThat(options).containsText("Закон " + number + " State Gazette · 2024-05 · https://gazette.example/");
            picker.press("ArrowDown");
            assertThat(picker).hasAttribute("aria-activedescendant", options.getAttribute("id"));
            Browser.seen(page, "edit-source-" + language);
            picker.press("Enter");
            assertThat(options).hasCount(0);
            for (var member : Map.of("type", "legal-act", "title", "Закон " + number, "publisher", "State Gazette", "url",
                    "https://gazette.example/" + number, "publishedOn", "2024-05", "language", "ru", "locator", "")
                    .entrySet()) {
                assertThat(field(page, "/sources/0/" + member.getKey()).locator("input, select")).hasValue(member.getValue());
            }
            assertThat(field(page, "/sources/0/locator").locator("input")).isFocused();
            picker.fill("no such source " + number);
            assertThat(source.locator("[role=status]")).not().isEmpty();
            picker.press("Escape");
            assertThat(field(page, "/sources/0/title").locator("input")).hasValue("Закон " + number);

            page.navigate(suite.gateway() + "/report?lang=" + language);
            var report = page.locator("#report");
            report.locator("[role=combobox]").fill("gazette " + number.substring(0, 8));
            assertThat(report.locator("[role=option]")).hasCount(1);
            Browser.seen(page, "report-source-" + language);
            report.locator("[role=option]").click();
            assertThat(report.locator("[name=title]")).hasValue("Закон " + number);
            assertThat(report.locator("[name=publisher]")).hasValue("State Gazette");
            assertThat(report.locator("[name=language]")).hasValue("ru");
            assertThat(report.locator("[role=option]")).hasCount(0);
        }
    }

    @Test
    void what_is_saved_is_what_was_checked_last_and_is_shown(Suite suite) throws Exception {
        var address = company(suite, "Unchanged LLP", "Its words");
        try (var page = browser.page(DESK)) {
            signedIn(page, suite, "trade-editor");
            page.navigate(suite.gateway() + "/edit" + address + "?lang=en");
            var held = held(page, "**/api/trade/companies/import?*");
            var name = field(page, "/names/0/text").locator("input").last();
            var check = page.locator("#edit > button");
            var preview = page.locator("#preview");
            name.fill("First LLP");
            check.click();
            page.waitForCondition(() -> held.size() == 1);
            name.fill("Second LLP");
            release(page, held.get(0));
            assertThat(preview).isHidden();

            check.click();
            page.waitForCondition(() -> held.size() == 2);
            name.fill("Third LLP");
            check.click();
            page.waitForCondition(() -> held.size() == 3);
            release(page, held.get(2));
            assertThat(preview.locator("ins")).containsText("Third LLP");
            release(page, held.get(1));
            assertThat(preview.locator("ins")).containsText("Third LLP");
            preview.locator("button").click();
            assertThat(page.locator("h1")).hasText("Third LLP");
        }
    }

    @Test
    void what_was_filled_in_for_a_version_replaces_no_later_one_unseen(Suite suite) throws Exception {
        var address = company(suite, "Version one LLP", "Its words");
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/edit" + address + "?lang=en");
            field(page, "/names/0/text").locator("input").last().fill("Filled in LLP");
            page.locator("#signed-out a").click();
            assertThat(page.locator("#token")).isVisible();
            stated(suite, "Version two LLP", "Its words").header("If-Match", "\"1\"").put("/api" + address).then()
                    .statusCode(200);
            signIn(page, suite.token("trade-editor"));
            assertThat(field(page, "/names/0/text").locator("input").last()).hasValue("Filled in LLP");
            var preview = page.locator("#preview");
            page.locator("#edit > button").click();
            preview.locator("button").click();
            assertThat(page.locator("#outcome")).containsText("Another version has been recorded since");
            given().baseUri(suite.gateway().toString()).get("/api" + address).then().body("version", is(2));
            assertThat(preview.locator("del")).containsText("Version two LLP");
            assertThat(preview.locator("#known")).containsText("Version 2 ends");
            Browser.seen(page, "edit-overtaken-en");
            preview.locator("button").click();
            assertThat(page.locator("h1")).hasText("Filled in LLP");
            // What is saved waits no longer.
            page.navigate(suite.gateway() + "/edit" + address + "?lang=en");
            assertThat(field(page, "/names/0/text").locator("input").last()).hasValue("Filled in LLP");
            assertThat(page.locator("#waited")).isHidden();
        }
    }

    @Test
    void the_edit_form_says_what_does_not_answer_and_goes_on_when_it_does(Suite suite) throws Exception {
        var address = company(suite, "Answered LLP", "Its words");
        try (var page = browser.page(DESK)) {
            signedIn(page, suite, "trade-editor");
            var outcome = page.locator("#outcome");
            var check = page.locator("#edit > button");
            var preview = page.locator("#preview");
            page.route("**/openapi", Route::abort);
            page.navigate(suite.gateway() + "/edit" + address + "?lang=en");
            assertThat(outcome).hasText("No answer came. Try again.");
            page.unroute("**/openapi");
            // Without its periods no form could say what becomes of them.
            page.route("**/history", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)
                    .setContentType("application/problem+json").setBody("{\"title\": \"Not available just now\"}")));
            page.reload();
            assertThat(outcome).hasText("Not available just now");
            assertThat(check).hasCount(0);
            page.unroute("**/history");
            page.reload();
            field(page, "/names/0/text").locator("input").last().fill("Answered again LLP");
            page.route("**/import?*", Route::abort);
            check.click();
            assertThat(outcome).hasText("No answer came. Try again.");
            assertThat(preview).isHidden();
            page.unroute("**/import?*");
            check.click();
            page.route("**/api" + address, Route::abort);
            preview.locator("button").click();
            assertThat(outcome).containsText("Whether it was recorded is not known");
            page.unroute("**/api" + address);
            preview.locator("button").click();
            assertThat(page.locator("h1")).hasText("Answered again LLP");
        }
    }

    @Test
    void a_write_whose_answer_got_lost_is_saved_again_and_repeats_nothing(Suite suite) throws Exception {
        var address = company(suite, "Before the loss LLP", "Its words");
        try (var page = browser.page(DESK)) {
            signedIn(page, suite, "trade-editor");
            page.navigate(suite.gateway() + "/edit" + address + "?lang=en");
            field(page, "/names/0/text").locator("input").last().fill("After the loss LLP");
            page.locator("#edit > button").click();
            page.route("**/api" + address, route -> {
                if (route.request().method().equals("PUT")) {
                    route.fetch();
                    route.abort();
                } else {
                    route.resume();
                }
            });
            page.locator("#preview button").click();
            assertThat(page.locator("#outcome")).containsText("Whether it was recorded is not known");
            page.unroute("**/api" + address);
            page.locator("#preview button").click();
            assertThat(page.locator("h1")).hasText("After the loss LLP");
            given().baseUri(suite.gateway().toString()).get("/api" + address).then().body("version", is(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"First line\\nsecond line", "First line\\r\\nsecond line"})
    void texts_of_several_lines_stay_as_they_are(String quote, Suite suite) throws Exception {
        var address = company(suite, "Quoted LLP", quote);
        try (var page = browser.page(NARROW)) {
            signedIn(page, suite, "trade-editor");
            page.navigate(suite.gateway() + "/edit" + address + "?lang=en");
            assertThat(field(page, "/sources/0/quote").locator("textarea")).hasValue("First line\nsecond line");
            page.locator("#edit > button").click();
            assertThat(page.locator("#outcome")).hasText("This is what is recorded already.");
            Browser.seen(page, "edit-lines-en");
        }
    }

    @Test
    void a_search_in_a_report_records_nothing(Suite suite) throws Exception {
        try (var page = browser.page(DESK)) {
            signedIn(page, suite, "events-editor");
            page.navigate(suite.gateway() + "/report?lang=en");
            var form = page.locator("#report");
            form.locator("[name=title]").fill("A report of nothing");
            form.locator("[name=publisher]").fill("Tamga News");
            form.locator("[name=find]").fill("Seoul forum regional strategies");
            form.locator("[name=find]").press("Enter");
            assertThat(form.locator("[name=gathering]")).hasValue("dc446d00-3b50-547e-a9c4-ca9c7dd1aa5a");
            form.locator("[name=kind]").selectOption("interview");
            form.locator("[name=speaker]").fill("The ambassador");
            form.locator("[name=text]").fill("Trade grew.");
            var writes = new ArrayList<String>();
            page.onRequest(request -> {
                if (request.url().contains("/import")) {
                    writes.add(request.url());
                }
            });
            // There is no sentence to be saved yet.
            form.locator("[name=title]").press("Enter");
            page.locator("#split").click();
            assertThat(page.locator("#save")).isVisible();
            for (var search : List.of("find", "findSpeaker")) {
                form.locator("[name=" + search + "]").fill("Arystanov");
                page.waitForResponse("**/api/search?*", () -> form.locator("[name=" + search + "]").press("Enter"));
                settle(page);
            }
            assertEquals(List.of(), writes);
        }
    }

    @Test
    void a_meeting_that_was_found_stays_when_the_first_list_comes_late(Suite suite) {
        try (var page = browser.page(DESK)) {
            var held = held(page, "**/api/events/gatherings?*");
            page.navigate(suite.gateway() + "/report?lang=en");
            var form = page.locator("#report");
            form.locator("[name=find]").fill("Seoul forum regional strategies");
            form.locator("[name=find]").blur();
            assertThat(form.locator("[name=gathering]")).hasValue("dc446d00-3b50-547e-a9c4-ca9c7dd1aa5a");
            release(page, held.get(0));
            assertThat(form.locator("[name=gathering]")).hasValue("dc446d00-3b50-547e-a9c4-ca9c7dd1aa5a");
            // Nor does one that was chosen go with what another search finds, or does not.
            form.locator("[name=gathering]").selectOption("dc446d00-3b50-547e-a9c4-ca9c7dd1aa5a");
            form.locator("[name=find]").fill("no such meeting");
            page.waitForResponse("**/api/search?*", () -> form.locator("[name=find]").blur());
            settle(page);
            assertThat(form.locator("[name=gathering]")).hasValue("dc446d00-3b50-547e-a9c4-ca9c7dd1aa5a");
        }
    }

    @Test
    void a_report_waits_as_it_was_while_its_page_is_left(Suite suite) throws Exception {
        try (var page = browser.page(NARROW)) {
            page.navigate(suite.gateway() + "/report?lang=en");
            var form = page.locator("#report");
            form.locator("[name=title]").fill("A report that waits");
            form.locator("[name=find]").fill("Round table embassy");
            form.locator("[name=find]").blur();
            assertThat(form.locator("[name=gathering]")).not().hasValue("");
            // Of years ago: none of those that are offered without words.
            form.locator("[name=find]").fill("");
            page.waitForResponse("**/api/events/gatherings?*", () -> form.locator("[name=find]").blur());
            settle(page);
            var meeting = form.locator("[name=gathering]").inputValue();
            form.locator("[name=findSpeaker]").fill("Arystanov");
            form.locator("[name=findSpeaker]").blur();
            form.locator("[name=who]").selectOption(new SelectOption().setIndex(2));
            var speaker = form.locator("[name=who]").inputValue();
            assertNotEquals("", meeting);
            form.locator("[name=text]").fill("Trade grew. We are pleased.");
            page.locator("#split").click();
            var sentences = page.locator("#sentences .sentence");
            sentences.nth(0).locator("[type=checkbox]").check();
            sentences.nth(0).locator("[data-name=value]").fill("12");

            page.locator("a[href^='/edit/events/gatherings']").click();
            assertThat(page.locator("#edit > button")).isVisible();
            page.navigate(suite.gateway() + "/report?lang=en");
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(page.locator("#waited")).isVisible();
            assertThat(form.locator("[name=title]")).hasValue("A report that waits");
            assertThat(form.locator("[name=gathering]")).hasValue(meeting);
            assertThat(form.locator("[name=who]")).hasValue(speaker);
            assertThat(form.locator("[name=speaker]")).isDisabled();
            assertThat(sentences).hasCount(2);
            assertThat(sentences.nth(0).locator("[type=checkbox]")).isChecked();
            assertThat(sentences.nth(0).locator("[data-name=value]")).hasValue("12");
            Browser.seen(page, "report-waited-en");

            page.locator("#waited button").click();
            assertThat(page.locator("#waited")).isHidden();
            assertThat(form.locator("[name=title]")).hasValue("");
            assertThat(form.locator("[name=gathering]")).hasValue("");
        }
    }

    @Test
    void what_is_typed_in_a_sentence_while_the_text_is_cut_again_stays(Suite suite) {
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/report?lang=en");
            page.locator("#report [name=text]").fill("Trade grew. We are pleased.");
            page.locator("#split").click();
            var sentence = page.locator("#sentences .sentence").first();
            sentence.locator("[type=checkbox]").check();
            var held = held(page, "**/api/briefs/check");
            page.locator("#split").click();
            page.waitForCondition(() -> held.size() == 1);
            sentence.locator("[data-name=value]").pressSequentially("1");
            release(page, held.get(0));
            sentence.locator("[data-name=value]").pressSequentially("3");
            assertThat(sentence.locator("[data-name=value]")).hasValue("13");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "http://[", "https://evil.example/x"})
    void where_no_page_of_ours_is_to_follow_one_is_signed_in_and_stays(String next, Suite suite) throws Exception {
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/sign-in?lang=en&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
            signIn(page, suite.token("events-editor"));
            assertThat(page.locator("#who")).containsText("Signed in as");
            assertTrue(page.url().startsWith(suite.gateway() + "/sign-in?"), page.url());
        }
    }

    @Test
    void signing_in_leads_to_no_other_host_in_whichever_spelling(Suite suite) throws Exception {
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/sign-in?lang=en&next=/.//evil.example/x");
            signIn(page, suite.token("events-editor"));
            assertThat(page).hasURL(suite.gateway() + "//evil.example/x");
        }
    }

    @Test
    void a_form_that_is_there_before_its_script_sends_nothing_by_itself(Suite suite) throws Exception {
        try (var page = browser.page(DESK)) {
            var held = held(page, "**/assets/{sign-in,report}.js");
            var beforeScripts = new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT);
            page.navigate(suite.gateway() + "/sign-in?lang=en&next=/records", beforeScripts);
            page.waitForCondition(() -> held.size() == 1);
            assertThat(page.locator("#sign-in button")).isDisabled();
            page.locator("#token").fill(suite.token("events-editor"));
            held.get(0).resume();
            page.locator("#sign-in button").click();
            assertThat(page).hasURL(suite.gateway() + "/records");

            page.navigate(suite.gateway() + "/report?lang=en", beforeScripts);
            page.waitForCondition(() -> held.size() == 2);
            var title = page.locator("#report [name=title]");
            title.fill("Not in an address");
            title.press("Enter");
            assertThat(page.locator("#split")).isDisabled();
            held.get(1).resume();
            assertThat(page.locator("#split")).isEnabled();
            assertThat(page).hasURL(suite.gateway() + "/report?lang=en");
            assertThat(title).hasValue("Not in an address");
        }
    }

    @Test
    void the_first_page_says_whether_it_hears_of_changes(Suite suite) {
        try (var page = browser.page(DESK)) {
            page.route("**/api/changes", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
            page.navigate(suite.gateway() + "/?lang=en");
            assertThat(page.locator("#live")).hasText("The connection is lost; trying again …");
            page.unroute("**/api/changes");
            page.route("**/api/changes", route -> route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/event-stream").setBody("retry: 60000\n\n")));
            assertThat(page.locator("#live")).hasText("Waiting for the next change …");
        }
    }

    /** Records a company, and gives its address. */
    private static String company(Suite suite, String name, String quote) throws Exception {
        var address = "/trade/companies/" + UUID.randomUUID();
        stated(suite, name, quote).put("/api" + address).then().statusCode(201);
        return address;
    }

    /** @param quote of its source, as in JSON */
    private static RequestSpecification stated(Suite suite, String name, String quote) throws Exception {
        return given().baseUri(suite.gateway().toString()).auth().oauth2(suite.token("trade-editor"))
                .contentType("application/json").body(
                        """
                        {"names": [{"text": "%s", "type": "legal"}], "entityType": "company", "jurisdiction": "KZ",
                         "sources": [{"type": "official-register", "title": "Extract", "publisher": "Register", "quote": "%s"}]}"""
                                .formatted(name, quote));
    }

    /** Holds what a page asks of such addresses. */
    private static List<Route> held(Page page, String addresses) {
        var held = new ArrayList<Route>();
        page.route(addresses, held::add);
        return held;
    }

    /** Lets through what was held, and waits until the page has done with its answer. */
    private static void release(Page page, Route held) {
        page.waitForResponse(response -> response.request() == held.request(), held::resume).finished();
        settle(page);
    }

    private static void settle(Page page) {
        page.evaluate("() => fetch('/assets/tamga.svg').then((answer) => answer.text())");
    }

    private static void signedIn(Page page, Suite suite, String role) throws Exception {
        page.navigate(suite.gateway() + "/sign-in?lang=en");
        signIn(page, suite.token(role));
        assertThat(page.locator("#who")).containsText("Signed in as");
    }

    private static void signIn(Page page, String token) {
        page.locator("#token").fill(token);
        page.locator("#sign-in button").click();
    }

    private static Locator field(Page page, String pointer) {
        return page.locator("[data-pointer='" + pointer + "']");
    }
}
