package org.tamga.trade.definition;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.trade.TradeTest;

@TradeTest
class CountDefinitionResourceTest {

    private static String definition(String code, String threshold) {
        return "'code': '" + code + "', 'threshold': '" + threshold + "', 'holding': 'direct', 'statuses': ['active']";
    }

    @Test
    void a_code_names_one_definition_and_keeps_its_former_versions() {
        var id = record("count-definitions", definition("test-any", "any"));
        put("count-definitions", UUID.randomUUID(), definition("test-any", "over-50")).statusCode(409);
        editor().body(body(definition("test-any", "at-least-10") + ", 'validFrom': '2025-01-01'")).header("If-Match", "\"1\"")
                .put("/api/trade/count-definitions/" + id).then().statusCode(200).body("version", equalTo(2));
        get("count-definitions?code=test-any&validAt=2024-12-31").body("items.threshold", contains("any"));
        get("count-definitions?code=test-any&validAt=2025-01-01").body("items.threshold", contains("at-least-10"));
        put("count-definitions", UUID.randomUUID(), definition("Test", "any")).statusCode(422)
                .body("violations.pointer", contains("/code"));
    }
}
