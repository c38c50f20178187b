package org.tamga.trade;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItems;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

@TradeTest
class DescribedApiTest {

    @Test
    void what_an_answer_can_be_asked_is_in_the_document() {
        var asked = Map.of("counts", List.of("definition", "reporter", "partner"), "counts/diff", List.of("a", "b", "reporter"),
                "flows/mirror", List.of("reporter", "partner", "flow", "period", "hs"),
                "concentration", List.of("reporter", "flow", "period", "hs", "minCoverage"), "reconcile", List.of("queries"));
        var document = given().accept("application/json").get("/q/openapi?format=json").then().statusCode(200);
        asked.forEach((path, names) -> document.body("paths.'/api/trade/" + path + "'.get.parameters.name",
                hasItems(names.toArray())));
        document.body("paths.'/api/trade/counts'.get.parameters.'$ref'", hasItems("#/components/parameters/validAt",
                "#/components/parameters/knownAt", "#/components/parameters/knownBasis"))
                .body("components.parameters.keySet()", hasItems("validAt", "knownAt", "knownBasis"));
    }
}
