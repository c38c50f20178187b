package org.tamga.gateway.measure;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class MeasurePagesTest {

    private static final String MEASURE = "/measures/trade.companies.foreign-capital";

    @Test
    void every_measure_of_every_service_is_listed_and_a_service_that_is_away_is_named() {
        given().get("/measures?lang=ru").then().statusCode(200)
                .body(containsString("<a href=\"" + MEASURE + "?lang=ru\">Компании с иностранным капиталом</a>"))
                .body(containsString("сейчас не отвечает"));
    }

    @Test
    void a_measure_is_drawn_over_the_days_with_what_was_known_when() {
        given().get(MEASURE + "?lang=en&reporter=KZ&partner=KR&validAt=2025-01-01").then().statusCode(200)
                .body(containsString("<path class=\"line\"")).body(containsString("<path class=\"former\""))
                .body(stringContainsInOrder("holds from January 1, 2020 to December 31, 2023", "40", "partial",
                        "holds from January 1, 2024", "72", "complete"))
                .body(stringContainsInOrder("What was known of January 1, 2025", "February 1, 2026", "72", "January 1, 2026",
                        "40"));
        // On a day of which the same was known all the time, there is one line, from when it was first known.
        given().get(MEASURE + "?lang=en&reporter=KZ&partner=KR&validAt=2021-01-01").then().statusCode(200)
                .body(stringContainsInOrder("What was known of January 1, 2021", "January 1, 2026", "40"))
                .body(not(containsString("February 1, 2026")));
        // Days of which something is known, but no value.
        given().get(MEASURE + "?lang=en&reporter=KZ&partner=KR&validAt=2019-06-01").then().statusCode(200)
                .body(stringContainsInOrder("holds until December 31, 2019", "not recorded",
                        "What was known of June 1, 2019", "not recorded"));
    }

    @Test
    void what_was_known_before_the_announcements_that_are_read_is_not_told() {
        given().get(MEASURE + "?lang=en&reporter=KZ&partner=UZ&validAt=2025-01-01").then().statusCode(200)
                .body(stringContainsInOrder("What was known of January 1, 2025", "December 14, 2025", "or earlier", "40"));
    }

    @Test
    void its_json_is_of_the_same_times_however_they_were_written() {
        given().get(MEASURE + "?lang=en&partner=KR&reporter=KZ&validAt=2025-01-01&knownAt=2026-02-02T00:00").then()
                .statusCode(200).body(containsString("<a href=\"/api/trade/measures/trade.companies.foreign-capital"
                        + "?partner=KR&amp;reporter=KZ&amp;validAt=2025-01-01&amp;knownAt=2026-02-02T00%3A00%3A00Z\">JSON"));
    }

    @Test
    void a_dimension_that_is_refused_is_said_at_its_field() {
        given().accept("text/html").get(MEASURE + "?lang=ru&reporter=KZ&partner=refused").then().statusCode(422)
                .body(containsString(
                        "<select name=\"partner\" required aria-invalid=\"true\" aria-describedby=\"wrong-partner\""))
                .body(containsString("id=\"wrong-partner\" lang=\"en\">says nothing</span>"))
                .body(containsString("<option value=\"KZ\" selected>"));
    }

    @Test
    void a_measure_asks_for_its_dimensions_and_another_is_not_there() {
        given().get(MEASURE + "?lang=en").then().statusCode(200)
                .body(containsString("<select name=\"reporter\" required>")).body(not(containsString("<svg")));
        given().get("/measures/trade.nothing").then().statusCode(404);
        given().get("/measures/nothing").then().statusCode(404);
        given().get(MEASURE + "?reporter=KZ&partner=KR&validAt=soon").then().statusCode(400);
    }
}
