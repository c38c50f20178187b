package org.tamga.gateway.search;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class SearchResourceTest {

    @Test
    void the_best_of_each_service_come_first_and_all_say_what_they_are_and_where() {
        when().get("/api/search?q=table&lang=ru").then().statusCode(200)
                .body("items.id", contains("p1", "a1", "g1", "c894"))
                .body("items.type", contains("person", "airport", "gathering", "claim"))
                .body("items.domain", contains("events", "mobility", "events", "events"))
                .body("items.title",
                        contains("Нургали Арыстанов", "Almaty International Airport", "Forum & <round> table", "주장"))
                .body("items[2].snippet", is("Forum & <round> table"))
                .body("items[1].url", is("/api/mobility/airports/a1")).body("next", nullValue());
    }

    @Test
    void a_service_that_is_away_or_has_no_search_is_named_and_the_others_are_searched() {
        when().get("/api/search?q=table").then().statusCode(200).body("missing.domain", contains("education", "trade"))
                .body("missing[1].reason", is("The trade service has no search."));
    }

    @Test
    void what_was_found_has_pages() {
        var first = when().get("/api/search?q=table&limit=3").then().body("items.id", contains("p1", "a1", "g1"))
                .body("next", is("/api/search?q=table&limit=3&after=3")).extract();
        given().urlEncodingEnabled(false).when().get(first.<String>path("next")).then().body("items.id", contains("c894"))
                .body("next", nullValue());
    }

    @Test
    void searches_what_was_known_then() {
        when().get("/api/search?q=table&validAt=2025-12-17&knownAt=2026-01-01T00:00:00Z").then().statusCode(200)
                .body("items.id", contains("p1", "g1", "c894"));
        when().get("/search?q=table&lang=en&validAt=2025-12-17&knownAt=2026-01-01T00:00").then().statusCode(200)
                .body(containsString("name=\"knownAt\" value=\"2026-01-01T00:00:00\""))
                .body(containsString("href=\"/briefs/g1?lang=en&amp;validAt=2025-12-17&amp;knownAt=2026-01-01T00%3A00%3A00Z\""))
                .body(not(containsString("Almaty International Airport")));
        when().get("/api/search?q=table&knownAt=later").then().statusCode(400);
    }

    @Test
    void what_one_service_alone_refuses_the_others_are_searched_for() {
        when().get("/api/search?q=refused by mobility").then().statusCode(200).body("items.id", contains("p1", "g1", "c894"))
                .body("missing.domain", contains("education", "mobility", "trade"))
                .body("missing[1].reason", is("It says nothing."));
    }

    @Test
    void what_all_services_refuse_is_refused() {
        when().get("/api/search?q=refused").then().statusCode(422).contentType("application/problem+json")
                .body("type", endsWith("/rule-broken")).body("violations.pointer", contains("q"));
        when().get("/api/search?q=table&knownAt=2999-01-01T00:00:00Z").then().statusCode(400)
                .body("violations.pointer", contains("knownAt"));
        when().get("/search?q=table&knownAt=2999-01-01T00:00").then().statusCode(400);
    }

    @Test
    void refuses_to_look_for_nothing_or_too_much() {
        when().get("/api/search").then().statusCode(400).body("violations.pointer", contains("q"));
        given().queryParam("q", " ").when().get("/api/search").then().statusCode(400);
        when().get("/api/search?q=" + "x".repeat(201)).then().statusCode(400);
        when().get("/api/search?q=x&limit=0").then().statusCode(400).body("violations.pointer", contains("limit"));
        when().get("/api/search?q=x&word=y").then().statusCode(400).body("violations.pointer", contains("word"));
    }

    @Test
    void the_page_groups_by_what_it_is_and_shows_no_markup_of_the_record() {
        when().get("/search?q=table&lang=ru").then().statusCode(200).contentType("text/html")
                .body(containsString("<h2>Люди</h2>")).body(containsString("<h2>Встречи</h2>"))
                .body(containsString("href=\"/briefs/g1?lang=ru\"")).body(containsString("Forum &amp; &lt;round&gt; table"))
                .body(containsString("Сейчас поиск не охватил: Образование."));
        when().get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").then().statusCode(200)
                .body(not(containsString("<script>alert")));
        when().get("/search?lang=ko").then().statusCode(200).body(containsString("<h1>검색</h1>"));
    }
}
