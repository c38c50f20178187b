package org.tamga.gateway.document;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.service.Services;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.Probes;
import org.tamga.testing.RealServices;
import org.tamga.testing.StoredContract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class DocumentResourceTest {

    @Inject
    Services services;
    @Inject
    OpenApiDocumentService own;
    @Inject
    ObjectMapper json;

    @Test
    void the_document_has_all_services_that_are_there() {
        when().get("/openapi").then().statusCode(200).contentType("application/json")
                .body("openapi", startsWith("3.1"))
                .body("info.title", is("Tamga"))
                .body("paths", hasKey("/api/events/gatherings"))
                .body("paths", hasKey("/api/trade/companies"))
                .body("paths", hasKey("/api/changes"))
                .body("paths", hasKey("/api/briefs/{subject}"))
                .body("components.schemas", hasKey("Citation"))
                .body("components.schemas", hasKey("TradeAnswer"))
                .body("servers[0].url", is("/"));
    }

    @Test
    void a_service_that_is_down_is_named_and_the_document_not_kept() {
        when().get("/openapi").then()
                .header("Cache-Control", "no-store")
                .body("x-missing", hasItem("education"))
                .body("info.description", containsString("education"));
    }

    @Test
    void while_a_service_is_down_the_others_are_not_asked_again() {
        when().get("/openapi").then().statusCode(200);
        var asked = asked();
        for (var read = 0; read < 5; read++) {
            when().get("/openapi").then().body("x-missing", hasItem("education"));
        }
        assertEquals(asked, asked());
    }

    @Test
    void the_paths_of_a_service_that_goes_away_stay() throws IOException {
        // As the gateway's own, but that it asks each time.
        var openApi = new OpenApi(services, own, json, Duration.ZERO);
        assertTrue(paths(openApi.merged()).has("/api/trade/companies"));
        when().delete("/api/trade/document").then().statusCode(204);
        try {
            var asked = asked();
            var merged = openApi.merged();
            assertNotEquals(asked, asked());
            assertTrue(paths(merged).has("/api/trade/companies"));
            assertEquals(List.of("education"), merged.missing());
        } finally {
            when().post("/api/trade/document").then().statusCode(204);
        }
    }

    private JsonNode paths(OpenApi.Merged merged) throws IOException {
        return json.readTree(merged.body()).get("paths");
    }

    private static String asked() {
        return when().get("/api/trade/documents-asked").then().extract().asString();
    }

    @Test
    void what_the_gateway_answers_by_itself_is_declared_with_its_refusals() {
        when().get("/openapi").then()
                .body("paths.'/api/webhooks'.post.responses.keySet()", hasItems("201", "default"))
                .body("paths.'/api/webhooks'.post.responses", not(hasKey("200")))
                .body("paths.'/api/webhooks'.post.responses.'201'.content.'application/json'.schema.$ref",
                        is("#/components/schemas/Webhook"))
                .body("paths.'/api/webhooks/{id}'.delete.responses.keySet()", hasItem("204"))
                .body("paths.'/api/webhooks/{id}/test'.post.responses.'202'.content.'application/json'.schema.$ref",
                        is("#/components/schemas/Delivery"))
                .body("paths.'/api/search'.get.parameters.name", hasItems("q", "validAt", "knownAt"))
                .body("paths.'/api/session'.get.responses.keySet()", hasItems("200", "204"))
                .body("paths.'/api/search'.get.responses.default.content.'application/problem+json'.schema.$ref",
                        is("#/components/schemas/Problem"));
    }

    @Test
    void what_cannot_be_reached_is_not_in_it() {
        when().get("/openapi").then().body("paths", not(hasKey("/q/inner")));
    }

    @Test
    void the_API_keeps_its_stored_contract() throws IOException {
        StoredContract.keepsApi("gateway");
    }

    @Test
    void the_probes_of_the_manifests_are_answered() throws IOException {
        Probes.areAnswered();
    }

    @Test
    void the_page_to_try_it_has_no_script_inside() {
        when().get("/docs").then().statusCode(200).contentType("text/html")
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .body(containsString("/assets/swagger-ui/swagger-ui-bundle.js"))
                .body(not(containsString("<script>")));
        when().get("/assets/swagger-ui/swagger-ui-bundle.js").then().statusCode(200).contentType(containsString("javascript"));
        when().get("/assets/swagger-ui/swagger-ui.css").then().statusCode(200).contentType(containsString("text/css"));
    }

    @Test
    void the_events_contract_is_served_as_it_is() {
        when().get("/asyncapi").then().statusCode(200).contentType("application/yaml").body(startsWith("asyncapi: 3.0.0"));
    }
}
