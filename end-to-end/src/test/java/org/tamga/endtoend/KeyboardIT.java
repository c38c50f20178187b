package org.tamga.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** What people do who have no mouse: here nothing is clicked, and nothing focused but by the Tab key. */
@ExtendWith(OneSuite.class)
class KeyboardIT {

    private static final int DESK = 1200;
    private static final int MOST_TABS = 300;

    private static Browser browser;

    @BeforeAll
    static void open(Browser one) {
        browser = one;
    }

    @Test
    void the_first_key_leads_past_the_menu(Suite suite) {
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/?lang=en");
            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            assertThat(page.locator(".skip")).isInViewport();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            assertThat(page.locator("main :focus")).hasCount(1);
        }
    }

    @Test
    void two_countries_are_picked_and_their_brief_opened(Suite suite) {
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/?lang=en");
            tabTo(page, page.locator("form.pair [name=one]"));
            page.keyboard().type("Kazakhstan");
            page.keyboard().press("Tab");
            page.keyboard().type("Uzbekistan");
            tabTo(page, page.locator("form.pair button"));
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile(".*/briefs/KZ-UZ\\?.*"));
            assertThat(page.locator("h1")).hasText("Kazakhstan – Uzbekistan");
        }
    }

    @Test
    void menus_lead_on_and_filters_open(Suite suite) {
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/?lang=en");
            tabTo(page, page.locator(".languages a[lang=ru]"));
            page.keyboard().press("Enter");
            assertThat(page.locator("html")).hasAttribute("lang", "ru");
            tabTo(page, page.locator(".top a[href^='/records?']"));
            page.keyboard().press("Enter");
            tabTo(page, page.locator("a[href^='/records/trade/companies?']"));
            page.keyboard().press("Enter");
            var type = page.locator(".filters [name=entityType]");
            assertThat(type).isHidden();
            tabTo(page, page.locator(".filters summary"));
            page.keyboard().press("Enter");
            assertThat(type).isVisible();
            tabTo(page, type);
            page.keyboard().press("ArrowDown");
            tabTo(page, page.locator(".filters button"));
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile(".*[?&]entityType=[a-z].*"));
        }
    }

    @Test
    void a_text_is_checked(Suite suite) {
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/check?lang=en");
            tabTo(page, page.locator("[name=text]"));
            page.keyboard().type("In Kazakhstan 894 companies with Korean capital work.");
            tabTo(page, page.locator("form.check button"));
            page.keyboard().press("Enter");
            assertThat(page.locator(".findings li").first()).isVisible();
        }
    }

    @Test
    void an_editor_signs_in_and_records_something_new(Suite suite) throws Exception {
        var name = "Somebody " + UUID.randomUUID();
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/edit/events/persons?lang=en");
            tabTo(page, page.locator("#signed-out a"));
            page.keyboard().press("Enter");
            tabTo(page, page.locator("#token"));
            page.keyboard().insertText(suite.token("events-editor"));
            tabTo(page, page.locator("#sign-in button"));
            page.keyboard().press("Enter");
            tabTo(page, page.locator("[data-pointer='/name'] input").last());
            page.keyboard().type(name);
            // One more source, which is not needed after all.
            var sources = page.locator("[data-pointer='/sources']");
            tabTo(page, sources.locator(":scope > div > button"));
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-pointer='/sources/1'] :focus")).hasCount(1);
            tabTo(page, sources.locator(":scope > div > .entry > button").last());
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-pointer='/sources/1']")).hasCount(0);
            assertThat(sources.locator(":scope > div > button")).isFocused();
            page.keyboard().press("Shift+Tab");
            assertThat(sources.locator(".entry > button")).isFocused();
            back(page, page.locator("[data-pointer='/sources/0/type'] select"));
            page.keyboard().press("ArrowDown");
            tabTo(page, page.locator("[data-pointer='/sources/0/title'] input"));
            page.keyboard().type("Extract");
            tabTo(page, page.locator("[data-pointer='/sources/0/publisher'] input"));
            page.keyboard().type("Register");
            tabTo(page, page.locator("#edit > button"));
            page.keyboard().press("Enter");
            assertThat(page.locator("#preview")).isFocused();
            page.keyboard().press("Tab");
            assertThat(page.locator("#preview button")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText(name);
            assertEquals(0, page.locator("#edit").count());
        }
    }

    private static void tabTo(Page page, Locator wanted) {
        press(page, "Tab", wanted);
    }

    private static void back(Page page, Locator wanted) {
        press(page, "Shift+Tab", wanted);
    }

    private static void press(Page page, String key, Locator wanted) {
        assertThat(wanted).isVisible();
        var tabs = 0;
        do {
            page.keyboard().press(key);
        } while (!isFocused(wanted) && ++tabs < MOST_TABS);
        assertTrue(isFocused(wanted), () -> "not come to: " + wanted);
    }

    private static boolean isFocused(Locator locator) {
        return (boolean) locator.evaluate("element => element === document.activeElement");
    }
}
