package org.tamga.events.claim;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.tamga.events.EventsApi.awaitEvent;
import static org.tamga.events.EventsApi.gathering;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;
import static org.tamga.events.EventsApi.statement;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

@EventsTest
class ClaimResourceTest {

    private static String claim(String more) {
        return "{'statementId': '" + statement(gathering("2030-05-10")) + "', 'text': {'en': 'Words'}, " + more + "}";
    }

    private static String count(int value, String day, String more) {
        return claim("'kind': 'count', 'quantity': {'value': " + value + "}, 'aboutDate': '" + day + "'" + more);
    }

    private static String updating(String claim) {
        return ", 'relations': [{'type': 'updates', 'claimId': '" + claim + "'}]";
    }

    @Test
    void a_number_has_a_quantity_and_a_time() {
        put("claims/" + id(), claim("'kind': 'count'")).statusCode(422)
                .body("violations.pointer", containsInAnyOrder("/quantity", "/aboutDate"));
        put("claims/" + id(), claim("'kind': 'position'")).statusCode(201);
        put("claims/" + id(), count(893, "2025-12-17", "")).statusCode(201)
                .body("quantity.relation", equalTo("exactly"), "aboutDateBasis", equalTo("stated"));
    }

    @Test
    void a_measure_has_a_code_and_dimensions() {
        put("claims/" + id(), count(1, "2025", ", 'measure': {'code': 'trade.companies'}")).statusCode(422)
                .body("violations.pointer", hasItem("/measure/dimensions"));
        put("claims/" + id(), count(1, "2025", ", 'measure': {'dimensions': {'reporter': 'KZ'}}")).statusCode(422)
                .body("violations.pointer", hasItem("/measure/code"));
    }

    @Test
    void is_taken_from_a_recorded_statement_and_stands_to_recorded_claims() {
        put("claims/" + id(),
                "{'statementId': '" + id() + "', 'text': {'en': 'Words'}, 'kind': 'position'" + updating(id()) + "}")
                .statusCode(422).body("violations.pointer", hasItems("/statementId", "/relations/0/claimId"));
        var itself = recorded("claims", claim("'kind': 'position'"));
        put("claims/" + itself, claim("'kind': 'position', 'relations': [{'type': 'quotes', 'claimId': '" + itself + "'}]"), 1)
                .statusCode(422).body("violations.detail", contains("is this claim itself"));
    }

    @Test
    void updates_do_not_run_in_a_circle() {
        var first = recorded("claims", count(1, "2021", ""));
        var second = recorded("claims", count(2, "2022", updating(first)));
        var third = recorded("claims", count(3, "2023", updating(second)));
        put("claims/" + first, count(1, "2021", updating(third)), 1).statusCode(422)
                .body("violations.pointer", contains("/relations"));
        var repeating = ", 'relations': [{'type': 'repeats', 'claimId': '" + third + "'}]";
        put("claims/" + first, count(1, "2021", repeating), 1).statusCode(200);
    }

    @Test
    void shows_the_whole_chain_of_updates_and_its_other_relations_from_both_sides() {
        var first = recorded("claims", count(1, "2021", ""));
        var second = recorded("claims", count(2, "2022", updating(first)));
        var third = recorded("claims", count(3, "2023", updating(second)));
        var against = recorded("claims",
                claim("'kind': 'position', 'relations': [{'type': 'contradicts', 'claimId': '" + third + "'}]"));
        get("claims/" + third).body("related.claimId", contains(second, first, against))
                .body("related.type", contains("updates", "updates", "contradicted-by"));
        get("claims/" + first).body("related.claimId", contains(third, second))
                .body("related.type", contains("updated-by", "updated-by"));
        get("claims/" + against).body("related.type", contains("contradicts"));
    }

    @Test
    void is_given_to_fact_checkers_as_schema_org_has_it() {
        var claim = recorded("claims", count(17, "2025-12-17", ""));
        get("claims/" + claim + "/claimreview.jsonld").contentType("application/ld+json")
                .body("'@type'", equalTo("ClaimReview")).body("claimReviewed", equalTo("Words"))
                .body("url", matchesPattern("http://[a-z0-9.]+:\\d+/api/events/claims/" + claim))
                .body("itemReviewed.author.name", equalTo("the experts"))
                .body("itemReviewed.temporalCoverage", equalTo("2025-12-17"))
                .body("itemReviewed.appearance.headline", contains("Report"));
        given().header("X-Forwarded-Proto", "https").header("X-Forwarded-Host", "tamga.example")
                .get("/api/events/claims/" + claim + "/claimreview.jsonld").then()
                .body("url", equalTo("https://tamga.example/api/events/claims/" + claim));
        get("claims/" + id() + "/claimreview.jsonld").statusCode(404);
    }

    @Test
    void concerns_the_countries_of_its_dimensions_and_of_its_statement() {
        var id = recorded("claims", count(5, "2025", ", 'measure': {'code': 'trade.sheep', 'dimensions':"
                + " {'reporter': 'NZ', 'kind': 'merino'}}"));
        get("claims?country=NZ,KR").body("items.id", hasItem(id));
        get("claims?country=NZ,AU").body("items.id", not(hasItem(id)));
        get("claims?measure=trade.sheep").body("items.id", contains(id));
        awaitEvent(id, "claim.recorded");
    }
}
