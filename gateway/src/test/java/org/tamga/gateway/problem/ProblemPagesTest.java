package org.tamga.gateway.problem;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class ProblemPagesTest {

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void every_type_has_its_page(ProblemType type) {
        when().get("/problems/" + type.slug()).then().statusCode(200).contentType("text/html")
                .body(containsString(type.title().replace("'", "&#39;")))
                .body(containsString(type.uri()));
        when().get("/problems").then().statusCode(200).body(containsString("/problems/" + type.slug()));
    }

    @Test
    void what_is_not_there_is_a_page_for_a_browser_and_a_document_for_a_program() {
        for (var path : new String[]{"/problems/no-such", "/nowhere"}) {
            given().accept("text/html,application/xhtml+xml,*/*;q=0.8").when().get(path).then().statusCode(404)
                    .contentType("text/html").body(containsString("No such record"));
            when().get(path).then().statusCode(404).contentType("application/problem+json")
                    .body("type", is("https://tamga.example/problems/not-found"))
                    .body("instance", is(path))
                    .body("correlationId", notNullValue());
        }
    }

    @Test
    void the_frame_of_a_problem_is_in_the_language_and_of_the_times_that_were_asked_for() {
        given().accept("text/html").when().get("/records/trade/nothing?lang=ru&validAt=2024-06-01").then().statusCode(404)
                .body(containsString("<html lang=\"ru\">")).body(containsString("<div lang=\"en\">"))
                .body(containsString("href=\"/records?lang=ru&amp;validAt=2024-06-01\">Реестр</a>"));
        given().accept("text/html").when().get("/search?lang=ru&validAt=soon").then().statusCode(400)
                .body(containsString("<html lang=\"ru\">"));
        given().accept("text/html").header("Accept-Language", "kk").when().get("/?lang=tlh").then().statusCode(400)
                .body(containsString("<html lang=\"kk\">"));
    }

    @Test
    void every_answer_has_the_security_headers() {
        for (var path : new String[]{"/", "/problems", "/docs", "/nowhere", "/assets/tamga.css",
                "/api/education/institutions"}) {
            when().get(path).then()
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("Referrer-Policy", "strict-origin-when-cross-origin");
        }
    }
}
