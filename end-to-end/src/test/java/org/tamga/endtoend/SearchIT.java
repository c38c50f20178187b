package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tamga.testing.Citations;

import io.restassured.response.ValidatableResponse;

/** One search over all services. */
@ExtendWith(OneSuite.class)
class SearchIT {

    private static ValidatableResponse search(Suite suite, String words) {
        return given().baseUri(suite.gateway().toString()).queryParam("q", words).queryParam("limit", 100)
                .get("/api/search").then().log().ifValidationFails().statusCode(200).body("missing", empty());
    }

    @Test
    void finds_something_of_every_domain_in_whichever_script_it_is_typed(Suite suite) throws Exception {
        // The starter record has no company.
        given().baseUri(suite.gateway().toString()).auth().oauth2(suite.token("trade-editor")).contentType("application/json")
                .body("{\"names\": [{\"text\": \"ТОО Желмогуз Сауда\", \"lang\": \"ru\", \"type\": \"legal\"}],"
                        + " \"entityType\": \"company\", \"jurisdiction\": \"KZ\", \"sources\": [" + Citations.ANY + "]}")
                .put("/api/trade/companies/" + UUID.randomUUID()).then().statusCode(201);
        search(suite, "Zhelmoguz").body("items.title", hasItem("ТОО Желмогуз Сауда")).body("items.domain", hasItem("trade"));
        search(suite, "Арыстанов").body("items.findAll { it.type == 'person' }.title", hasItem("Nurgali Arystanov"));
        search(suite, "C5+K").body("items.type", hasItem("format"));
        search(suite, "Ambassador").body("items.type", hasItem("post"));
        search(suite, "Алматы").body("items.findAll { it.domain == 'mobility' }.type", hasItem("airport"));
        search(suite, "ICN").body("items.findAll { it.domain == 'mobility' }.type", hasItem("airport"));
        search(suite, "Air Astana").body("items.findAll { it.domain == 'mobility' }.type", hasItem("airline"));
        search(suite, "Уосонг").body("items.findAll { it.domain == 'education' }.type", hasItem("institution"));
    }
}
