package org.tamga.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/** Every page of the gateway, in a window as narrow as WCAG 2.2 (1.4.10, reflow) has it, in the dark, for who asks for less motion. */
@ExtendWith(OneSuite.class)
class EveryPageIT {

    private static final int NARROWEST = 320;
    private static final String DAY = "validAt=2025-12-17";
    private static final String FORUM = "dc446d00-3b50-547e-a9c4-ca9c7dd1aa5a";
    private static final String STAY = "mobility.visa-free.max-stay?nationality=KR&destination=KZ&" + DAY;

    private static BrowserContext window;

    @BeforeAll
    static void open(Browser browser) {
        window = browser.window(NARROWEST, new NewContextOptions().setColorScheme(ColorScheme.DARK)
                .setReducedMotion(ReducedMotion.REDUCE));
    }

    @AfterAll
    static void close() {
        window.close();
    }

    static List<String> pages() {
        return List.of(
                "/?lang=ru",
                "/?from=KZ&lang=en",
                "/briefs/KZ-KR?lang=ru&" + DAY,
                "/briefs/KZ-KR?lang=ko&" + DAY,
                "/briefs/C5+K?lang=ru&" + DAY,
                "/briefs/" + FORUM + "?lang=ru&" + DAY,
                "/measures?lang=ko",
                "/measures/" + STAY + "&lang=ru",
                "/maps/direct-flights?from=KZ&lang=ru",
                "/maps/presences?from=KR&lang=kk",
                "/records?lang=ru",
                "/records/trade/companies?lang=ru",
                "/records/events/claims?lang=kk&knownAt=2026-01-10T00:00:00.123456Z",
                "/records/education/institutions?lang=ru&country=KZ",
                "/records/events/gatherings/" + FORUM + "?lang=ru",
                "/edit/trade/companies?lang=ru",
                "/edit/events/gatherings/" + FORUM + "?lang=ru",
                "/withdraw/events/gatherings/" + FORUM + "?lang=ru",
                "/report?lang=ru",
                "/sign-in?lang=ru",
                "/search?q=Almaty&lang=ru",
                "/check?lang=ru",
                "/stay-check?lang=ru&nationality=KR&destination=KZ&entry=2025-07-09&exit=2025-08-27&trips=2025-05-02%202025-05-31",
                "/stay-check?lang=ru&nationality=KR&destination=KZ&entry=2026-05-10&exit=2026-05-01",
                "/journeys?lang=ru&from=ALA&to=ICN&depart=2026-03-02T08:00",
                "/problems",
                "/problems/source-required",
                "/docs",
                "/records/trade/nothing?lang=ru");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void fits_has_no_barrier_is_walked_with_the_keyboard_alone_and_keeps_still(String address, Suite suite) {
        try (var page = window.newPage()) {
            page.navigate(suite.gateway() + address);
            assertThat(page.locator("h1").first()).isVisible();
            // The API page and the forms are there before their document.
            assertThat(page.locator("#docs .loading, #edit:empty")).hasCount(0);
            assertAll(() -> Browser.seen(page, "narrow-" + address.replaceAll("\\W+", "-")),
                    () -> assertEquals(List.of(), Browser.walk(page)),
                    () -> assertEquals(List.of(), Browser.motion(page)));
        }
    }
}
