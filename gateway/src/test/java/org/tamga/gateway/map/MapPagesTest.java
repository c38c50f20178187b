package org.tamga.gateway.map;

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
class MapPagesTest {

    @Test
    void direct_flights_from_a_country_are_a_map_and_a_list() {
        given().get("/maps/direct-flights?from=KZ&lang=en").then().statusCode(200)
                .body(stringContainsInOrder("<svg class=\"map\"", "<image href=\"/world.svg\"", "<path class=\"own\"",
                        "<title>Kazakhstan</title>", "<path class=\"other\"", "<title>South Korea</title>",
                        "<path class=\"route\"", "</svg>", "<a href=\"/briefs/KR-KZ?lang=en\"><b>South Korea</b></a>",
                        "Almaty – Seoul"));
        given().get("/?from=KZ&lang=ru").then().statusCode(200).body(containsString("<svg class=\"map\""));
        // Without a country, all between which one flies.
        given().get("/?lang=ru").then().statusCode(200).body(stringContainsInOrder("<svg class=\"map\"",
                "<a href=\"/briefs/KR-KZ?lang=ru\"><b>", " – ", "Almaty – Seoul"));
    }

    @Test
    void what_is_not_flown_is_not_drawn() {
        given().get("/maps/direct-flights?from=KZ&lang=en").then().statusCode(200)
                .body(stringContainsInOrder("<svg class=\"map\"", "Almaty – Bishkek", "Almaty – Seoul"))
                // Announced, suspended, cargo, somebody else's, over, merely permitted, disputed, and planned.
                .body(not(containsString("Tashkent"))).body(not(containsString("Busan")))
                .body(not(containsString("Astana")));
        given().get("/maps/direct-flights?from=KZ&lang=en&validAt=2020-02-01").then().statusCode(200)
                .body(containsString("Astana – Bishkek"));
    }

    @Test
    void a_map_is_of_the_pair_of_times_in_its_address() {
        given().get("/maps/direct-flights?from=KZ&lang=en&validAt=2025-12-17&knownAt=2026-01-01T00:00").then().statusCode(200)
                // The number was published later.
                .body(not(containsString("Almaty – Seoul"))).body(containsString("Almaty – Bishkek"))
                .body(containsString("name=\"validAt\" value=\"2025-12-17\""))
                .body(containsString("name=\"knownAt\" value=\"2026-01-01T00:00:00\""))
                .body(containsString("/briefs/KG-KZ?lang=en&amp;validAt=2025-12-17&amp;knownAt=2026-01-01T00%3A00%3A00Z"));
        given().get("/?lang=en&knownAt=2026-01-01T00:00").then().statusCode(200)
                .body(not(containsString("Almaty – Seoul"))).body(containsString("Almaty – Bishkek"));
        given().get("/maps/direct-flights?from=KZ&validAt=soon").then().statusCode(400);
    }

    @Test
    void the_land_behind_is_one_picture_that_browsers_keep() {
        given().get("/world.svg").then().statusCode(200).contentType("image/svg+xml")
                .header("Cache-Control", containsString("max-age=86400")).body(containsString("<path"));
    }

    @Test
    void what_is_no_country_or_no_map_is_refused() {
        given().get("/maps/direct-flights?from=Kazakhstan").then().statusCode(400);
        given().get("/maps/treasure?from=KZ").then().statusCode(404);
        // Education is away in these tests.
        given().get("/maps/presences?from=KR").then().statusCode(503);
    }
}
