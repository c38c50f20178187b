package org.tamga.trade.chamber;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.trade.TradeTest;

@TradeTest
class ChamberResourceTest {

    @Test
    void the_kind_agrees_with_the_number_of_countries() {
        put("chambers", UUID.randomUUID(), "'name': {'en': 'X'}, 'kind': 'national', 'countries': ['NO', 'SE']").statusCode(422)
                .body("violations.pointer", contains("/countries"));
        put("chambers", UUID.randomUUID(), "'name': {'en': 'X'}, 'kind': 'bilateral', 'countries': ['NO']").statusCode(422)
                .body("violations.pointer", contains("/countries"));
        put("chambers", UUID.randomUUID(), "'name': {'en': 'X'}, 'kind': 'bilateral'").statusCode(201);
    }

    @Test
    void chambers_of_two_countries_are_found_by_both() {
        var id = record("chambers", "'name': {'en': 'Chamber'}, 'kind': 'bilateral', 'countries': ['NO', 'SE']");
        record("chambers", "'name': {'en': 'Chamber'}, 'kind': 'national', 'countries': ['NO']");
        get("chambers?country=SE,NO").body("items.id", contains(id.toString()));
    }

    @Test
    void a_chamber_that_is_a_party_is_not_withdrawn_altogether() {
        var id = record("chambers", "'name': {'en': 'Chamber'}, 'kind': 'national', 'countries': ['NO']");
        var party = "'parties': [{'country': 'SE'}, {'chamberId': '" + id + "'}]";
        var agreement = record("agreements", "'kind': 'mou', " + party);
        var project = record("projects", party);
        editor().header("If-Match", "\"1\"").body(body("'because': 'never was'"))
                .post("/api/trade/chambers/" + id + "/retraction")
                .then().statusCode(409)
                .body("detail", containsString("agreement " + agreement), "detail", containsString("project " + project));
    }
}
