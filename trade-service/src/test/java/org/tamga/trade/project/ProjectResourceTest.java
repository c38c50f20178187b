package org.tamga.trade.project;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.testing.ChangeLog.countries;
import static org.tamga.trade.Api.CHANGES;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.trade.TradeTest;

@TradeTest
class ProjectResourceTest {

    private static String project(String stage) {
        return "'name': {'en': 'Plant'}, 'country': 'NO', 'parties': [{'name': 'Investor', 'country': 'DK'}], 'isic': ['2013'],"
                + " 'money': {'amount': '12500000.00', 'currency': 'USD'}, 'stage': '" + stage + "'";
    }

    @Test
    void a_project_is_found_by_its_place_its_field_and_who_takes_part() {
        var id = record("projects", project("announced"));
        get("projects?country=NO&partyCountry=DK&isic=2013&party=Investor").body("items.id", hasItem(id.toString()));
        for (var part : List.of("C", "20", "201")) {
            get("projects?country=NO&isic=" + part).body("items.id", hasItem(id.toString()));
        }
        get("projects?country=NO&isic=21").body("items.id", not(hasItem(id.toString())));
        put("projects", UUID.randomUUID(), "'stage': 'announced'").statusCode(422).body("violations.pointer",
                contains("/name"));
    }

    @Test
    void a_party_whose_name_has_commas_is_found_by_it() {
        var id = record("projects", "'name': {'en': 'Plant'}, 'parties': [{'name': 'Hanbit Holdings Co., Ltd.'}]");
        get("projects?party=Hanbit Holdings Co., Ltd.").body("items.id", contains(id.toString()));
    }

    @Test
    void a_new_stage_is_told_by_its_name() {
        var id = record("projects", project("announced"));
        editor().body(body(project("operating"))).header("If-Match", "\"1\"").put("/api/trade/projects/" + id).then()
                .statusCode(200);
        CHANGES.awaitAll(id, "recorded", "stage-changed");
        assertEquals(List.of("DK", "NO"), countries(CHANGES.awaitFirst(id)));
    }
}
