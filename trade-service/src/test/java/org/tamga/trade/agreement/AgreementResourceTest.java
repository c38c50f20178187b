package org.tamga.trade.agreement;

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
class AgreementResourceTest {

    private static String agreement(String one, String other, String more) {
        return "'kind': 'fta', 'parties': [{'country': '" + one + "'}, {'country': '" + other + "'}]" + more;
    }

    @Test
    void an_agreement_has_two_parties_and_each_is_somebody() {
        put("agreements", UUID.randomUUID(), "'kind': 'mou', 'parties': [{'country': 'NO'}]").statusCode(422)
                .body("violations.pointer", contains("/parties"));
        put("agreements", UUID.randomUUID(), "'kind': 'mou', 'parties': [{'country': 'NO'}, {'role': 'witness'}]")
                .statusCode(422)
                .body("violations.detail", contains("needs a country, a companyId, a chamberId or a name"));
        put("agreements", UUID.randomUUID(), agreement("NO", "NO", "")).statusCode(422)
                .body("violations.pointer", contains("/parties/1"));
        put("agreements", UUID.randomUUID(), "'kind': 'mou', 'parties': [{'country': 'NO'}, {'chamberId': '" + UUID.randomUUID()
                + "'}]").statusCode(422).body("violations.pointer", contains("/parties/1/chamberId"));
    }

    @Test
    void its_status_goes_the_way_of_treaties_and_each_step_is_told_by_its_name() {
        var id = record("agreements", agreement("NO", "IS", ", 'status': 'drafted'"));
        var version = 0;
        for (var status : List.of("signed", "ratified", "in-force", "suspended", "terminated")) {
            editor().body(
                    body(agreement("NO", "IS", ", 'status': '" + status + "', 'validFrom': '202" + ++version + "-01-01'")))
                    .header("If-Match", "\"" + version + "\"").put("/api/trade/agreements/" + id).then().log()
                    .ifValidationFails().statusCode(200);
        }
        assertEquals(List.of("recorded", "signed", "ratified", "in-force", "suspended", "terminated"), events(id));
        editor().body(body(agreement("NO", "IS", ", 'status': 'in-force', 'validFrom': '2026-01-01'")))
                .header("If-Match", "\"6\"").put("/api/trade/agreements/" + id).then().statusCode(409)
                .body("type", equalTo("https://tamga.example/problems/illegal-transition"))
                .body("detail", containsString("terminated leads to nothing"));
        editor().body(body(agreement("NO", "IS", ", 'status': 'in-force', 'validFrom': '2025-01-01', 'reason': 'correction'")))
                .header("If-Match", "\"6\"").put("/api/trade/agreements/" + id).then().statusCode(200);
    }

    @Test
    void it_does_not_end_before_it_begins_and_is_not_signed_while_drafted() {
        put("agreements", UUID.randomUUID(), agreement("NO", "IS", ", 'effectiveFrom': '2025', 'effectiveTo': '2024'"))
                .statusCode(422).body("violations.pointer", contains("/effectiveTo"));
        put("agreements", UUID.randomUUID(), agreement("NO", "IS", ", 'signedOn': '2025-01-01', 'status': 'drafted'"))
                .statusCode(422).body("violations.pointer", contains("/signedOn"));
    }

    @Test
    void agreements_in_force_are_counted_with_those_of_companies_and_chambers() {
        var chamber = record("chambers", "'name': {'en': 'Chamber'}, 'kind': 'national', 'countries': ['CY']");
        var company = record("companies", "'names': [{'text': 'Company', 'type': 'legal'}], 'entityType': 'company',"
                + " 'jurisdiction': 'MT'");
        var mou = record("agreements", "'kind': 'mou', 'status': 'in-force', 'parties': [{'chamberId': '" + chamber
                + "'}, {'companyId': '" + company + "'}]");
        record("agreements", agreement("CY", "MT", ", 'status': 'provisionally-applied', 'effectiveTo': '2026'"));
        record("agreements", agreement("CY", "MT", ", 'status': 'signed', 'signedOn': '2020-01-01'"));
        var address = "measures/trade.agreements.in-force?reporter=CY&partner=MT&validAt=";
        get(address + "2026-06-01").body("value", equalTo(2)).body("breakdown.label", contains("kind: fta", "kind: mou"));
        get(address + "2027-01-01").body("value", equalTo(1));
        get("measures/trade.agreements.in-force?reporter=CY&partner=NO").body("value", nullValue(), "breakdown", empty());
        get("agreements?country=CY,MT&inForceOn=2027-01-01").body("items.id", contains(mou.toString()));
        get("agreements?party=" + chamber + "," + company).body("items.id", contains(mou.toString()));
        editor().queryParam("limit", 500).get("/api/trade/changes").then()
                .body("items.find { it.subject == '" + mou + "' }.countries", contains("CY", "MT"));
    }
}
