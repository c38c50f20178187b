package org.tamga.trade.figure;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.testing.ChangeLog.countries;
import static org.tamga.trade.Api.CHANGES;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.util.List;
import java.util.UUID;

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
    void only_investment_can_be_negative_and_companies_are_whole() {
        put("published-figures", UUID.randomUUID(), figure("turnover", "-1")).statusCode(422)
                .body("violations.pointer", contains("/value"));
        put("published-figures", UUID.randomUUID(), figure("companies", "7.5")).statusCode(422)
                .body("violations.pointer", contains("/value"));
        put("published-figures", UUID.randomUUID(), figure("fdi-inflow", "-1.5")).statusCode(201);
    }
}
