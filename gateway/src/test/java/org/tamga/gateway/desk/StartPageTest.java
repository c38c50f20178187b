package org.tamga.gateway.desk;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class StartPageTest {

    @Test
    void speaks_the_readers_language() {
        when().get("/").then().statusCode(200).body(containsString("<html lang=\"en\">")).body(containsString(">Kazakhstan<"));
        given().header("Accept-Language", "ru-RU,ru;q=0.9,en;q=0.8").when().get("/").then()
                .body(containsString("<html lang=\"ru\">")).body(containsString(">Казахстан<"));
        given().header("Accept-Language", "ru").when().get("/?lang=en").then().body(containsString("<html lang=\"en\">"));
        given().header("Accept-Language", "ja").when().get("/").then().body(containsString("<html lang=\"en\">"));
    }

    @Test
    void refuses_a_language_that_is_not_offered() {
        given().accept("text/html").when().get("/?lang=tlh").then().statusCode(400).contentType("text/html")
                .body(containsString("en, ru"));
    }

    @Test
    void one_country_twice_leads_back_to_the_form_that_says_so() {
        given().redirects().follow(false).when().get("/briefs?one=KZ&other=KZ&lang=ru&validAt=2025-12-17").then()
                .statusCode(303).header("Location", is("/?one=KZ&other=KZ&validAt=2025-12-17&lang=ru#pair"));
        given().accept("text/html").when().get("/?one=KZ&other=KZ&lang=ru").then().statusCode(400).contentType("text/html")
                .body(matchesPattern("(?s).*<select name=\"other\"[^>]* aria-invalid=\"true\""
                        + " aria-describedby=\"wrong-other\".*<option value=\"KZ\" selected>.*"))
                .body(containsString("id=\"wrong-other\">Выберите две разные страны.</span>"));
        given().redirects().follow(false).urlEncodingEnabled(false).when().get("/briefs?one=%7Ba%7D&other=KZ").then()
                .statusCode(303).header("Location", is("/?one=&other=KZ#pair"));
        when().get("/?one=KZ&other=KR&lang=en").then().statusCode(200).body(not(containsString("wrong-other")))
                .body(containsString("<option value=\"KR\" selected>"));
    }

    @Test
    void stands_without_a_map_while_the_flights_of_a_country_cannot_be_had() {
        when().get("/?from=BV&lang=en").then().statusCode(200).body(containsString("role=\"status\""))
                .body(containsString("<option value=\"BV\" selected>"));
    }

    @Test
    void changes_as_they_come_are_a_log_and_have_the_words_and_pages_of_what_changed() {
        var live = await().until(() -> when().get("/?lang=ru").then().statusCode(200).body(containsString("<div role=\"log\""))
                .extract().asString(), page -> page.contains("trade.company"));
        var pages = data(live, "pages");
        assertEquals("/records/trade/companies/{id}", pages.getString("'trade.company'"));
        assertEquals("/records/events/gatherings/{parentId}/sessions/{id}", pages.getString("'events.session'"));
        var words = data(live, "words");
        assertEquals("Организации", words.getString("'type.organisation'"));
        assertEquals("исправление", words.getString("'reason.correction'"));
    }

    private static JsonPath data(String page, String name) {
        return new JsonPath(page.replaceFirst("(?s).*<ol id=\"live\"[^>]* data-" + name + "=\"([^\"]*)\".*", "$1")
                .replace("&quot;", "\""));
    }

    @Test
    void is_ready_without_services_and_without_kafka() {
        when().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
        when().get("/q/health/live").then().statusCode(200);
    }
}
