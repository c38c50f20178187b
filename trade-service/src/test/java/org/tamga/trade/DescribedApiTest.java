package org.tamga.trade;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.restassured.response.ValidatableResponse;

@TradeTest
class DescribedApiTest {

    @Test
    void what_an_answer_can_be_asked_is_in_the_document() {
        var asked = Map.of("counts", List.of("definition", "reporter", "partner"), "counts/diff", List.of("a", "b", "reporter"),
                "flows/mirror", List.of("reporter", "partner", "flow", "period", "hs"),
                "concentration", List.of("reporter", "flow", "period", "hs", "minCoverage"), "reconcile", List.of("queries"));
        var document = document();
        asked.forEach((path, names) -> document.body("paths.'/api/trade/" + path + "'.get.parameters.name",
                hasItems(names.toArray())));
        document.body("paths.'/api/trade/counts'.get.parameters.'$ref'", hasItems("#/components/parameters/validAt",
                "#/components/parameters/knownAt", "#/components/parameters/knownBasis"))
                .body("components.parameters.keySet()", hasItems("validAt", "knownAt", "knownBasis"));
    }

    @Test
    void every_form_of_an_answer_is_in_the_document() {
        document().body("paths.'/api/trade/flows'.get.responses.'200'.content.keySet()",
                hasItems("application/json", "application/x-ndjson", "text/csv", "application/vnd.sdmx.data+csv"))
                .body("paths.'/api/trade/companies'.get.responses.'200'.content.keySet()",
                        hasItems("application/json", "application/x-ndjson", "text/csv"));
    }

    @Test
    void a_parameter_has_its_type_its_choices_and_its_bounds() {
        document().body("components.parameters.limit.schema.maximum", equalTo(500))
                .body("components.parameters.validAt.schema.format", equalTo("date"))
                .body("components.parameters.sort.schema.enum", contains("id", "-id"))
                .body(list("companies", "status") + ".schema.items.enum", hasItems("active", "liquidating"))
                .body(list("companies", "operating") + ".schema.type", equalTo("boolean"))
                .body(list("agreements", "gatheringId") + ".schema.items.format", equalTo("uuid"))
                .body("paths.'/api/trade/companies/import'.post.parameters.find { it.name == 'mode' }.schema.enum",
                        contains("lenient", "strict"))
                .body("paths.'/api/trade/companies/bods'.get.parameters.name", hasItems("capitalFrom", "status"));
    }

    private static String list(String collection, String parameter) {
        return "paths.'/api/trade/" + collection + "'.get.parameters.find { it.name == '" + parameter + "' }";
    }

    private static ValidatableResponse document() {
        return given().accept("application/json").get("/q/openapi?format=json").then().statusCode(200);
    }
}
