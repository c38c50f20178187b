package org.tamga.trade.flow;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.events;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.trade.TradeTest;

@TradeTest
class FlowResourceTest {

    private static String flow(String partner, String vintage, String more) {
        return "'reporter': 'NO', 'partner': '" + partner
                + "', 'flow': 'import', 'frequency': 'A', 'period': '2023', 'hs': 'TOTAL',"
                + " 'vintage': '" + vintage + "'" + more;
    }

    @Test
    void a_row_that_is_a_part_of_another_is_refused_with_the_reason() {
        for (var part : List.of("partner2", "modeOfTransport", "customsCode")) {
            put("flows", UUID.randomUUID(), flow("FI", "2024-05-01", ", '" + part + "': '2100'")).statusCode(422)
                    .body("violations.pointer", contains("/" + part))
                    .body("violations.detail", contains(containsString("would count twice")));
        }
        put("flows", UUID.randomUUID(),
                flow("FI", "2024-05-01", ", 'partner2': '0', 'modeOfTransport': '0', 'customsCode': 'C00'"))
                .statusCode(201);
    }

    @Test
    void the_period_has_the_form_of_its_frequency_and_the_code_of_the_nomenclature() {
        put("flows", UUID.randomUUID(), "'reporter': 'NO', 'flow': 'export', 'frequency': 'M', 'period': '2023', 'hs': '8703'")
                .statusCode(422).body("violations.pointer", contains("/period"));
        put("flows", UUID.randomUUID(), "'reporter': 'NO', 'flow': 'export', 'period': '2023-01', 'hs': '870'").statusCode(422)
                .body("violations.pointer", contains("/hs"));
    }

    @Test
    void there_is_one_row_for_each_key_and_vintage_and_a_revision_is_a_new_vintage() {
        var first = record("flows", flow("SE", "2024-05-01", ", 'nomenclature': 'H6', 'valueUsd': 100.5"));
        put("flows", UUID.randomUUID(), flow("SE", "2024-05-01", ", 'nomenclature': 'H6', 'valueUsd': 101")).statusCode(409)
                .body("detail", containsString(first.toString()));
        var second = record("flows", flow("SE", "2024-11-01", ", 'nomenclature': 'H6', 'valueUsd': 103"));
        assertEquals(List.of("published"), events(first));
        assertEquals(List.of("revised"), events(second));
        get("flows?reporter=NO&partner=SE&vintage=2024-05-01").body("items.valueUsd", contains(100.5f));
        editor().body(body(flow("SE", "2024-05-01", ", 'nomenclature': 'H6', 'valueUsd': 100"))).header("If-Match", "\"1\"")
                .put("/api/trade/flows/" + first).then().statusCode(200);
        assertEquals(List.of("published", "revised"), events(first));
    }

    @Test
    void the_measure_gives_the_latest_vintage_and_nothing_where_editions_disagree() {
        var address = "measures/trade.flow.value?reporter=NO&partner=NL&flow=import&period=2023&hs=TOTAL";
        get(address).body("value", nullValue(), "completeness", equalTo("unknown"), "breakdown", empty());
        record("flows", flow("NL", "2024-05-01", ", 'nomenclature': 'H6', 'basis': 'CIF', 'valueUsd': 100"));
        record("flows", flow("NL", "2024-11-01", ", 'nomenclature': 'H6', 'basis': 'CIF', 'valueUsd': 103"));
        get(address).body("value", equalTo(103), "unit", equalTo("USD"))
                .body("breakdown.label", contains("H6, CIF, vintage 2024-11-01"));
        record("flows", flow("NL", "2024-11-01", ", 'nomenclature': 'H5', 'basis': 'CIF', 'valueUsd': 99"));
        get(address).body("value", nullValue()).body("breakdown.value", contains(99, 103));
        get("measures/trade.flow.value?reporter=NO&partner=NL&flow=smuggling&period=2023&hs=TOTAL").statusCode(400);
    }
}
