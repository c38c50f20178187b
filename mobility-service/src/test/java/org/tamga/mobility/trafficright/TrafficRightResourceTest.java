package org.tamga.mobility.trafficright;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

@MobilityTest
class TrafficRightResourceTest {

    @Test
    void a_right_is_found_by_its_pair_either_way_and_by_country() {
        var id = UUID.randomUUID();
        Api.put("traffic-rights", id, null,
                """
                "pair": ["LV", "LT"], "frequenciesPerWeek": 48, "countingBasis": "total", "traffic": "passenger",
                "points": ["RIX"], "carriers": ["BT"]""").statusCode(201);
        for (var question : List.of("pair=LV-LT", "pair=LT-LV", "country=LV", "country=LT&traffic=passenger")) {
            Api.get("traffic-rights?" + question).statusCode(200).body("items.id", hasItem(id.toString()));
        }
        Api.get("traffic-rights?pair=LV-EE").body("items", hasSize(0));
        Api.get("traffic-rights?pair=LV").statusCode(400);
        assertEquals(new Api.Event("traffic-right.recorded", List.of("LT", "LV")), Api.event(id, 1));
    }

    @Test
    void a_pair_is_two_different_countries() {
        Api.put("traffic-rights", "\"pair\": [\"LV\", \"LV\"]").statusCode(422).body("violations.pointer", hasItem("/pair/1"));
        Api.put("traffic-rights", "\"pair\": [\"LV\"]").statusCode(422)
                .body("violations.find { it.pointer == '/pair' }.detail", equalTo("are two countries"));
    }
}
