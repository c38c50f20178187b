package org.tamga.trade.figure;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.testing.ChangeLog.countries;
import static org.tamga.trade.Api.CHANGES;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.trade.TradeTest;

@TradeTest
class PublishedFigureResourceTest {

    private static String figure(String kind, String value) {
        return "'reporter': 'NO', 'partner': 'DK', 'kind': '" + kind + "', 'value': " + value + ", 'period': '2023'";
    }

    @Test
    void figures_that_contradict_each_other_stand_side_by_side() {
        var id = record("published-figures", figure("companies", "740"));
        record("published-figures", figure("companies", "735"));
        get("published-figures?reporter=NO&partner=DK&kind=companies").body("items.value", containsInAnyOrder(740, 735));
        assertEquals(List.of("DK", "NO"), countries(CHANGES.awaitFirst(id)));
    }

    @Test
    void several_are_asked_for_at_once_by_their_ids_and_by_their_countries() {
        var there = record("published-figures", "'reporter': 'TO', 'partner': 'WS', 'kind': 'imports', 'value': 1").toString();
        var back = record("published-figures", "'reporter': 'WS', 'partner': 'TO', 'kind': 'exports', 'value': 2").toString();
        var alone = record("published-figures", "'reporter': 'WS', 'kind': 'exports', 'value': 3").toString();
        get("published-figures?reporter=TO,WS&partner=WS,TO").body("items.id", containsInAnyOrder(there, back));
        get("published-figures?reporter=TO,WS&kind=exports,turnover").body("items.id", containsInAnyOrder(back, alone));
        get("published-figures?id=" + alone + "," + there + "," + UUID.randomUUID()).body("items.id",
                containsInAnyOrder(there, alone));
        get("published-figures?id=" + alone + "&fields=value").body("items", equalTo(List.of(Map.of("id", alone, "value", 3))));
        get("published-figures?reporter=TO,").statusCode(400).body("detail", containsString("reporter takes 1 to 10 values"));
        get("published-figures?id=1-1-1-1-1").statusCode(400);
        get("published-figures?id=" + String.join(",", Stream.generate(() -> UUID.randomUUID().toString()).limit(101).toList()))
                .statusCode(400).body("detail", containsString("1 to 100"));
    }

    @Test
    void only_investment_can_be_negative_and_companies_are_whole() {
        put("published-figures", UUID.randomUUID(), figure("turnover", "-1")).statusCode(422)
                .body("violations.pointer", contains("/value"));
        put("published-figures", UUID.randomUUID(), figure("companies", "7.5")).statusCode(422)
                .body("violations.pointer", contains("/value"));
        put("published-figures", UUID.randomUUID(), figure("fdi-inflow", "-1.5")).statusCode(201);
    }
}
