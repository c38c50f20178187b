package org.tamga.trade.nomenclature;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.trade.TradeTest;

@TradeTest
class NomenclatureResourceTest {

    @Test
    void a_code_knows_what_it_is_part_of() {
        record("nomenclatures/hs", "'edition': 'H3', 'code': '870323', 'title': {'en': 'Vehicles; spark-ignition'}");
        get("nomenclatures/hs?edition=H3&code=870323").body("items.parent", contains("8703"), "items.level", contains(6));
        get("nomenclatures/hs?q=spark").body("items.code", hasItem("870323"));
        put("nomenclatures/hs", UUID.randomUUID(), "'edition': 'H3', 'code': '870323', 'title': {'en': 'X'}").statusCode(409);
        put("nomenclatures/hs", UUID.randomUUID(), "'edition': 'H7', 'code': '87', 'title': {'en': 'X'}").statusCode(422)
                .body("violations.pointer", contains("/edition"));
        put("nomenclatures/hs", UUID.randomUUID(), "'edition': 'H3', 'code': '8704', 'parent': '88', 'title': {'en': 'X'}")
                .statusCode(422).body("violations.pointer", contains("/parent"));
        put("nomenclatures/isic4", UUID.randomUUID(), "'code': '6201', 'level': 'group', 'parent': '620', 'title': {'en': 'X'}")
                .statusCode(422).body("violations.pointer", contains("/level"));
        record("nomenclatures/isic4", "'code': '6209', 'level': 'class', 'parent': '620', 'title': {'en': 'Other IT'}");
        get("nomenclatures/isic4?parent=620").body("items.title.en", hasItem("Other IT"));
    }

    @Test
    void a_flow_names_a_code_of_its_edition_where_that_is_known() {
        record("nomenclatures/hs", "'edition': 'H2', 'code': '87', 'title': {'en': 'Vehicles'}");
        var flow = "'reporter': 'NO', 'partner': 'DE', 'flow': 'import', 'period': '2019', 'vintage': '2020-05-01'";
        put("flows", UUID.randomUUID(), flow + ", 'nomenclature': 'H2', 'hs': '87'").statusCode(201);
        put("flows", UUID.randomUUID(), flow + ", 'nomenclature': 'H2', 'hs': '88'").statusCode(422)
                .body("violations.pointer", contains("/hs"));
        put("flows", UUID.randomUUID(), flow + ", 'nomenclature': 'H1', 'hs': '88'").statusCode(201).body("hs", equalTo("88"));
    }
}
