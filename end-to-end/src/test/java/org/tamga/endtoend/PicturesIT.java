package org.tamga.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;

import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.microsoft.playwright.Browser.NewContextOptions;

/** The pictures that the server draws, as a browser without script shows them. */
@ExtendWith(OneSuite.class)
class PicturesIT {

    private static final int DESK = 1200;
    private static final String STAY = "/measures/mobility.visa-free.max-stay?nationality=KR&destination=KZ&validAt=2025-12-17";

    private static Browser browser;

    @BeforeAll
    static void open(Browser one) {
        browser = one;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void measures_flights_and_presences_are_drawn(String language, Suite suite) {
        var settings = new NewContextOptions().setJavaScriptEnabled(false);
        try (var window = browser.window(DESK, settings)) {
            var page = window.newPage();
            page.navigate(suite.gateway() + STAY + "&lang=" + language);
            assertThat(page.locator(".curve path.line")).hasCount(1);
            assertThat(page.locator("table .value").first()).containsText("30");
            Browser.picture(page, "measure-" + language);
            page.navigate(suite.gateway() + "/?from=KZ&lang=" + language);
            assertThat(page.locator(".map path.own title")).hasText(language.equals("en") ? "Kazakhstan" : "Казахстан");
            assertThat(page.locator(".map path.other title").filter(new com.microsoft.playwright.Locator.FilterOptions()
                    .setHasText(language.equals("en") ? "South Korea" : "Корея"))).hasCount(1);
            Browser.picture(page, "flights-" + language);
            page.navigate(suite.gateway() + "/maps/presences?from=KR&lang=" + language);
            assertThat(page.locator(".map path.other").first()).isVisible();
            Browser.picture(page, "presences-" + language);
        }
    }

    @Test
    void a_companys_owners_are_drawn_with_what_is_unknown(Suite suite) throws Exception {
        var token = suite.token("trade-editor");
        var company = company(suite, token, "Drawn LLP", "UZ");
        var owner = company(suite, token, "Drawn Holdings Co. Ltd. of Seoul", "KR");
        given().baseUri(suite.gateway().toString()).auth().oauth2(token).contentType("application/json")
                .body("""
                      {"holder": {"companyId": "%s", "kind": "entity"}, "interestType": "shareholding", "direct": true,
                       "share": {"min": 50, "max": 75, "inclusive": false},
                       "sources": [{"type": "official-register", "title": "Extract", "publisher": "Register"}]}"""
                        .formatted(owner))
                .put("/api/trade/companies/" + company + "/interests/" + UUID.randomUUID()).then().statusCode(201);
        try (var page = browser.page(DESK)) {
            page.navigate(suite.gateway() + "/records/trade/companies/" + company + "?lang=ru");
            assertThat(page.locator(".chain rect")).hasCount(3);
            assertThat(page.locator(".chain text.share").first()).hasText("50–75 %");
            Browser.seen(page, "owners-ru");
        }
    }

    private static UUID company(Suite suite, String token, String name, String country) {
        var id = UUID.randomUUID();
        given().baseUri(suite.gateway().toString()).auth().oauth2(token).contentType("application/json")
                .body("""
                      {"names": [{"text": "%s", "type": "legal"}], "entityType": "company", "jurisdiction": "%s",
                       "sources": [{"type": "official-register", "title": "Extract", "publisher": "Register"}]}"""
                        .formatted(name, country))
                .put("/api/trade/companies/" + id).then().statusCode(201);
        return id;
    }
}
