package org.tamga.trade.count;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.record.Ledger;
import org.tamga.trade.TradeTest;

@TradeTest
class CountResourceTest {

    @Inject
    Ledger ledger;

    private static UUID company(String type, String status, String more) {
        return record("companies",
                "'names': [{'text': 'C', 'type': 'legal'}], 'entityType': '" + type + "', 'jurisdiction': 'MN',"
                        + (status == null ? "" : " 'status': '" + status + "',") + " 'validFrom': '2020-01-01'" + more);
    }

    private static void held(UUID company, String country, String share) {
        record("companies/" + company + "/interests", "'holder': {'name': 'H', 'kind': 'person', 'country': '" + country
                + "'}, 'interestType': 'shareholding', 'validFrom': '2020-01-01'"
                + (share == null ? "" : ", 'share': {'exact': " + share + "}"));
    }

    private static void definition(String code, String more) {
        if (given().get("/api/trade/count-definitions?code=" + code).<java.util.List<?>>path("items").isEmpty()) {
            record("count-definitions",
                    "'code': '" + code + "', 'holding': 'direct', 'definition': {'en': '" + code + "'}" + more);
        }
    }

    @Test
    void a_country_is_no_partner_of_its_own() {
        definition("mn-any", ", 'threshold': 'any'");
        for (var address : List.of("counts?definition=mn-any&reporter=MN&partner=MN",
                "counts/diff?a=mn-any&b=foreign-capital-any&reporter=MN&partner=MN",
                "measures/trade.companies.foreign-capital?reporter=MN&partner=MN",
                "measures/trade.agreements.in-force?reporter=MN&partner=MN")) {
            get(address).statusCode(400).body("violations.pointer", contains("partner"))
                    .body("detail", containsString("another country"));
        }
    }

    @Test
    void completeness_is_stated_of_readings_that_there_are() {
        var of = "'measure': 'trade.companies.foreign-capital', 'completeness': 'complete', 'dimensions': ";
        for (var dimensions : List.of("{'reporter': 'Kazakhstan', 'partner': 'KR'}", "{'reporter': null, 'partner': 'KR'}")) {
            put("coverages", UUID.randomUUID(), of + dimensions).statusCode(422)
                    .body("violations.pointer", contains("/dimensions/reporter"));
        }
        put("coverages", UUID.randomUUID(), of + "{'reporter': 'KR', 'partner': 'KR'}").statusCode(422)
                .body("violations.pointer", contains("/dimensions/partner"));
        put("coverages", UUID.randomUUID(), of + "{'reporter': 'KR'}").statusCode(422)
                .body("violations.pointer", contains("/dimensions"));
        put("coverages", UUID.randomUUID(), "'measure': 'trade.flow.value', 'completeness': 'complete', 'dimensions':"
                + " {'reporter': 'KR', 'partner': 'KZ', 'flow': 'smuggling', 'period': 'May', 'hs': '1'}").statusCode(422)
                .body("violations.pointer", contains("/dimensions/flow", "/dimensions/period", "/dimensions/hs"));
    }

    @Test
    void a_count_says_what_it_counts_and_two_counts_why_they_differ() {
        definition("mn-any", ", 'threshold': 'any'");
        definition("mn-10-active", ", 'threshold': 'at-least-10', 'statuses': ['active'], 'entityTypes': ['company']");
        var address = "counts?definition=mn-any&reporter=MN&partner=LI";
        get(address).body("value", nullValue(), "completeness", equalTo("unknown"));

        held(company("company", "active", ""), "LI", "60");
        held(company("company", "active", ""), "LI", "9.5");
        held(company("company", "liquidated", ""), "LI", "20");
        held(company("company", null, ""), "LI", null);
        var head = record("companies",
                "'names': [{'text': 'Head', 'type': 'legal'}], 'entityType': 'company', 'jurisdiction': 'LI'");
        company("branch", "active", ", 'headId': '" + head + "'");
        record("published-figures", "'reporter': 'MN', 'partner': 'LI', 'kind': 'companies', 'value': 9");
        var figure = record("published-figures",
                "'reporter': 'MN', 'partner': 'LI', 'kind': 'companies', 'value': 7, 'publisher': 'Ambassador'");

        get(address).body("definition.code", equalTo("mn-any"), "value", equalTo(5), "completeness", equalTo("partial"))
                .body("breakdown.byEntityType.branch", equalTo(1)).body("breakdown.byStatus.unknown", equalTo(1))
                .body("breakdown.byThreshold.'at-least-10'", equalTo(3)).body("breakdown.byThreshold.'over-50'", equalTo(2))
                .body("published", hasSize(2)).body("evidence", containsString("capitalFrom=LI"));
        get(address + "&validAt=2019-12-31").body("value", nullValue());
        given().urlEncodingEnabled(false).get(get(address).extract().<String>path("evidence")).then().statusCode(200).body(
                "items",
                hasSize(5));

        get("counts/diff?a=mn-any&b=mn-10-active&reporter=MN&partner=LI").statusCode(200)
                .body("difference", equalTo(-4))
                .body("steps.by", contains("definition.entityTypes", "definition.statuses", "definition.threshold"))
                .body("steps.change", contains(-1, -2, -1));
        given().queryParam("a", "definition=mn-any&validAt=2019-12-31").queryParam("b", "mn-any").queryParam("reporter", "MN")
                .queryParam("partner", "LI").get("/api/trade/counts/diff").then().statusCode(200)
                .body("difference", nullValue()).body("steps.by", contains("validAt"))
                .body("steps.change", contains(nullValue()));
        get("counts/diff?a=" + figure + "&b=mn-any&reporter=MN&partner=LI").body("difference", equalTo(-2))
                .body("steps.by", contains("definition", "value")).body("steps[0].from", nullValue());

        record("coverages", "'measure': 'trade.companies.foreign-capital', 'completeness': 'complete',"
                + " 'dimensions': {'reporter': 'MN', 'partner': 'LI'}");
        definition("mn-operating",
                ", 'threshold': 'any', 'statuses': ['active', 'suspended', 'liquidating', 'unknown']");
        var operating = address.replace("mn-any", "mn-operating");
        get(operating).body("value", equalTo(4), "completeness", equalTo("complete"));
        get(operating + "&validAt=2019-12-31").body("value", equalTo(0), "completeness", equalTo("complete"));
        given().queryParam("a", "definition=mn-operating&validAt=2019-12-31").queryParam("b", "mn-operating")
                .queryParam("reporter", "MN").queryParam("partner", "LI").get("/api/trade/counts/diff").then()
                .body("difference", equalTo(4)).body("steps.change", contains(4));
    }

    @Test
    void a_register_that_is_complete_of_what_operates_is_not_so_of_what_was_liquidated() {
        definition("mn-any", ", 'threshold': 'any'");
        definition("mn-liquidated", ", 'threshold': 'any', 'statuses': ['active', 'liquidated']");
        definition("mn-active", ", 'threshold': 'any', 'statuses': ['active']");
        record("coverages", "'measure': 'trade.companies.foreign-capital', 'completeness': 'complete',"
                + " 'dimensions': {'reporter': 'MN', 'partner': 'SB'}");
        for (var code : List.of("mn-any", "mn-liquidated")) {
            get("counts?reporter=MN&partner=SB&definition=" + code).body("value", nullValue(), "completeness",
                    equalTo("unknown"), "breakdown.byThreshold", equalTo(Map.of()));
        }
        get("counts?reporter=MN&partner=SB&definition=mn-active").body("value", equalTo(0), "completeness",
                equalTo("complete"));
        held(company("company", "liquidated", ""), "SB", "60");
        get("counts?reporter=MN&partner=SB&definition=mn-any").body("value", equalTo(1), "completeness", equalTo("partial"));
        get("counts?reporter=MN&partner=SB&definition=mn-active").body("value", equalTo(0), "completeness",
                equalTo("complete"));
    }

    @Test
    void what_is_not_known_on_the_way_from_one_count_to_another_is_not_taken_for_none() {
        definition("mn-any", ", 'threshold': 'any'");
        held(company("company", "active", ""), "TV", "60");
        held(record("companies", "'names': [{'text': 'C', 'type': 'legal'}], 'entityType': 'company', 'jurisdiction': 'WS',"
                + " 'validFrom': '2020-01-01'"), "TO", "60");
        // From Tuvalu's in Mongolia to Tonga's in Samoa: of Tuvalu's in Samoa nothing is known.
        given().queryParam("a", "mn-any").queryParam("b", "definition=mn-any&reporter=WS&partner=TO")
                .queryParam("reporter", "MN").queryParam("partner", "TV").get("/api/trade/counts/diff").then().statusCode(200)
                .body("difference", equalTo(0)).body("steps.by", contains("reporter", "partner"))
                .body("steps.change", contains(nullValue(), nullValue()));
        var figure = record("published-figures", "'reporter': 'WS', 'partner': 'TV', 'kind': 'companies', 'value': 7");
        get("counts/diff?a=" + figure + "&b=mn-any&reporter=WS&partner=TV").body("difference", nullValue())
                .body("steps[1].from", equalTo("7"), "steps[1].to", nullValue());
    }

    @Test
    void a_count_above_a_threshold_is_not_complete_while_a_share_is_not_known() {
        definition("mn-most", ", 'threshold': 'over-50', 'statuses': ['active']");
        definition("mn-some", ", 'threshold': 'any', 'statuses': ['active']");
        var company = company("company", "active", "");
        record("companies/" + company + "/interests", "'holder': {'name': 'A holder', 'kind': 'entity', 'country': 'MC'},"
                + " 'interestType': 'shareholding', 'validFrom': '2020-01-01'");
        record("coverages", "'measure': 'trade.companies.foreign-capital', 'completeness': 'complete',"
                + " 'dimensions': {'reporter': 'MN', 'partner': 'MC'}");
        get("counts?definition=mn-some&reporter=MN&partner=MC").body("value", equalTo(1), "completeness", equalTo("complete"))
                .body("breakdown.byThreshold", equalTo(Map.of("any", 1)));
        get("counts?definition=mn-most&reporter=MN&partner=MC").body("value", nullValue(), "completeness", equalTo("unknown"))
                .body("breakdown.byThreshold", equalTo(Map.of("any", 1)));
        var now = "definition=mn-most&knownAt=" + Instant.now();
        given().queryParam("a", now).queryParam("b", now + "&knownBasis=recorded").queryParam("reporter", "MN")
                .queryParam("partner", "MC").get("/api/trade/counts/diff").then().statusCode(200)
                .body("steps.by", contains("knownBasis"));
    }

    private static void held(UUID company, double min, double max, String more) {
        record("companies/" + company + "/interests", "'holder': {'name': 'H', 'kind': 'person', 'country': 'GI'},"
                + " 'interestType': 'shareholding', 'validFrom': '2020-01-01', 'share': {'min': " + min + ", 'max': " + max
                + more + "}");
    }

    @Test
    void shares_that_may_reach_a_threshold_together_are_not_known_to_stay_below_it() {
        definition("mn-tenth", ", 'threshold': 'at-least-10', 'statuses': ['active']");
        definition("mn-half", ", 'threshold': 'over-50', 'statuses': ['active']");
        definition("mn-some", ", 'threshold': 'any', 'statuses': ['active']");
        record("coverages", "'measure': 'trade.companies.foreign-capital', 'completeness': 'complete',"
                + " 'dimensions': {'reporter': 'MN', 'partner': 'GI'}");
        var count = "counts?reporter=MN&partner=GI&definition=";
        // Below ten together, if but by a hair; and exactly half, which is not over it.
        var small = company("company", "active", "");
        held(small, 1, 5, ", 'maxInclusive': false");
        held(small, 1, 5, "");
        get(count + "mn-tenth").body("value", equalTo(0), "completeness", equalTo("complete"));
        get(count + "mn-some").body("breakdown.byThreshold", equalTo(Map.of("any", 1, "at-least-10", 0, "over-50", 0)));
        var half = company("company", "active", "");
        held(half, 20, 50, "");
        get(count + "mn-half").body("value", equalTo(0), "completeness", equalTo("complete"));

        var both = company("company", "active", "");
        held(both, 4, 8, "");
        get(count + "mn-tenth").body("value", equalTo(1), "completeness", equalTo("complete"));
        held(both, 4, 8, "");
        get(count + "mn-tenth").body("value", equalTo(1), "completeness", equalTo("partial"));
        get(count + "mn-tenth&validAt=2019-12-31").body("value", equalTo(0), "completeness", equalTo("complete"));
        // Together they surely reach it, though neither does.
        held(both, 2, 8, "");
        get(count + "mn-tenth").body("value", equalTo(2), "completeness", equalTo("complete"));
        get(count + "mn-half").body("value", equalTo(0), "completeness", equalTo("complete"));
    }

    @Test
    void figures_of_different_places_are_not_subtracted() {
        definition("mn-any", ", 'threshold': 'any'");
        held(company("company", "active", ""), "NR", "60");
        var ofAnother = record("published-figures", "'reporter': 'WS', 'partner': 'NR', 'kind': 'companies', 'value': 7");
        var ofAll = record("published-figures", "'reporter': 'MN', 'kind': 'companies', 'value': 70");
        var ofARegion = record("published-figures",
                "'reporter': 'MN', 'partner': 'NR', 'kind': 'companies', 'value': 3, 'region': 'Erdenet'");
        var count = "&reporter=MN&partner=NR";
        get("counts/diff?a=" + ofAnother + "&b=mn-any" + count).body("difference", nullValue())
                .body("steps.by", contains("definition", "reporter", "value"))
                .body("steps[1].from", equalTo("WS"), "steps[1].to", equalTo("MN"))
                .body("a.published.reporter", equalTo("WS"), "a.published.partner", equalTo("NR"));
        get("counts/diff?a=mn-any&b=" + ofAll + count).body("difference", nullValue())
                .body("steps.by", contains("definition", "partner", "value"))
                .body("steps[1].from", equalTo("NR"), "steps[1].to", nullValue());
        get("counts/diff?a=" + ofAnother + "&b=" + ofARegion).body("difference", nullValue())
                .body("steps.by", contains("definition", "reporter", "region", "value"))
                .body("steps[2].from", nullValue(), "steps[2].to", equalTo("Erdenet"));
        get("counts?definition=mn-any" + count).body("published.region", contains("Erdenet"))
                .body("published.partner", contains("NR"));
    }

    @Test
    void a_figure_of_another_time_or_that_is_no_exact_number_is_not_subtracted() {
        definition("mn-any", ", 'threshold': 'any'");
        held(company("company", "active", ""), "TK", "60");
        var figure = "'reporter': 'MN', 'partner': 'TK', 'kind': 'companies', 'value': ";
        var ofAnotherTime = record("published-figures", figure + "7, 'period': '../2023-05'");
        var atLeast = record("published-figures", figure + "7, 'relation': 'at-least', 'period': '2024'");
        var ofTheYear = record("published-figures", figure + "7, 'relation': 'exactly', 'period': '2024'");
        var many = record("published-figures", figure + "9223372036854775808");
        var count = "&b=mn-any&reporter=MN&partner=TK&validAt=2024-03-01";
        get("counts/diff?a=" + ofAnotherTime + count).body("difference", nullValue())
                .body("steps.by", contains("definition", "period", "value"))
                .body("steps[1].from", equalTo("../2023-05"), "steps[1].to", equalTo("2024-03-01"));
        get("counts/diff?a=" + atLeast + count).body("difference", nullValue())
                .body("steps.by", contains("definition", "relation", "value"))
                .body("steps[1].from", equalTo("at-least"), "steps[1].to", equalTo("exactly"));
        get("counts/diff?a=" + ofTheYear + count).body("difference", equalTo(-6)).body("steps.by",
                contains("definition", "value"));
        get("counts/diff?a=" + many + count).body("difference", equalTo(-Long.MAX_VALUE))
                .body("steps[1].from", equalTo("9223372036854775808"));
    }

    @Test
    void two_countries_that_change_places_do_so_in_one_step() {
        definition("mn-any", ", 'threshold': 'any'");
        held(company("company", "active", ""), "WF", "60");
        given().queryParam("a", "mn-any").queryParam("b", "definition=mn-any&reporter=WF&partner=MN")
                .queryParam("reporter", "MN").queryParam("partner", "WF").get("/api/trade/counts/diff").then().statusCode(200)
                .body("steps.by", contains("reporter and partner"))
                .body("steps[0].from", equalTo("MN, WF"), "steps[0].to", equalTo("WF, MN"));
    }

    @Test
    void a_count_or_reading_of_many_companies_does_not_look_them_up_one_by_one() {
        definition("mn-any", ", 'threshold': 'any'");
        var company = record("companies",
                "'names': [{'text': 'C', 'type': 'legal'}], 'entityType': 'company', 'jurisdiction': 'AQ'");
        held(company, "BV", null);
        var many = 20_000;
        var others = "from generate_series(1, " + many + ") n, lateral (select md5('aq ' || n)::uuid as other) o";
        ledger.database().writeAtLength(transaction -> {
            transaction.update("insert into company (id, version, written_at) select other, 1, now() " + others);
            transaction
                    .update("""
                            insert into company_version (row_id, id, version, valid, known, recorded, recorded_by, reason,
                              confidence, sources, names, entity_type, jurisdiction, identifiers, isic, name_text, name_key,
                              isic_prefixes)
                            select gen_random_uuid(), other, 1, valid, known, recorded, recorded_by, reason, confidence,
                              sources, names, entity_type, jurisdiction, identifiers, isic, name_text, name_key, isic_prefixes
                            %s, company_version c where c.id = ?""".formatted(others), company);
            transaction.update("analyze company_version");
            transaction.update(
                    "insert into interest (id, parent_id, version, written_at) select other, other, 1, now() " + others);
            transaction
                    .update("""
                            insert into interest_version (row_id, id, parent_id, version, valid, known, recorded, recorded_by,
                              reason, confidence, sources, holder, interest_type, share)
                            select gen_random_uuid(), other, other, 1, valid, known, recorded, recorded_by, reason, confidence,
                              sources, holder, interest_type, share
                            %s, interest_version i where i.parent_id = ?""".formatted(others), company);
            transaction.update("analyze interest_version");
            return transaction.first("select pg_stat_force_next_flush()", row -> true);
        });
        try {
            var before = lookUps();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                get("counts?definition=mn-any&reporter=AQ&partner=BV").body("value", equalTo(many + 1));
                return lookUps() > before;
            });
            var after = lookUps();
            assertTrue(after - before < many, () -> after - before + " times was a company looked up");

            record("coverages",
                    "'measure': 'trade.companies.foreign-capital', 'dimensions': {'reporter': 'AQ', 'partner': 'BV'},"
                            + " 'completeness': 'partial', 'validTo': '1900-01-01'");
            await().atMost(Duration.ofMinutes(1)).until(() -> ledger.database().read(transaction -> transaction.first(
                    "select exists (select from change_log where topic = 'trade.measure' and data like ?)",
                    row -> row.getBoolean(1), "%\"value\":" + (many + 1) + ",%")).orElseThrow() && lookUps() > after);
            var read = lookUps() - after;
            assertTrue(read < many, () -> read + " times was a company looked up for the reading");
        } finally {
            ledger.database().writeAtLength(transaction -> {
                for (var table : List.of("interest_version", "interest", "company_version", "company")) {
                    transaction.update("delete from " + table + " where id in (select other " + others + ")");
                }
                return null;
            });
        }
    }

    private long lookUps() {
        return ledger.database().read(transaction -> transaction.first(
                "select seq_scan + idx_scan from pg_stat_user_tables where relname = 'company_version'",
                row -> row.getLong(1))).orElseThrow();
    }

    private static void held(UUID company, String share, String country, String confidence) {
        record("companies/" + company + "/interests", "'holder': {'name': 'H', 'kind': 'person', 'country': '" + country
                + "'}, 'interestType': 'shareholding', 'validFrom': '2020-01-01', 'share': {'exact': " + share
                + "}, 'confidence': '" + confidence + "'");
    }

    @Test
    void what_is_only_planned_or_disputed_is_not_counted_nor_in_the_list_of_what_was() {
        definition("mn-any", ", 'threshold': 'any'");
        definition("mn-tenth", ", 'threshold': 'at-least-10', 'statuses': ['active']");
        var confirmed = company("company", "active", "");
        held(confirmed, "60", "TT", "confirmed");
        held(confirmed, "30", "TT", "planned");
        var small = company("company", "active", "");
        held(small, "5", "TT", "reported");
        held(small, "50", "TT", "disputed");
        var planned = company("company", "active", "");
        held(planned, "60", "TT", "planned");
        held(company("company", "active", ""), "60", "TT", "disputed");
        held(company("company", "active", ", 'confidence': 'planned'"), "60", "TT", "reported");
        var head = record("companies",
                "'names': [{'text': 'Head', 'type': 'legal'}], 'entityType': 'company', 'jurisdiction': 'TT'");
        company("branch", "active", ", 'confidence': 'planned', 'headId': '" + head + "'");
        var measure = "measures/trade.companies.foreign-capital";
        var of = "reporter=MN&partner=TT";
        get(measure + "?" + of).body("value", equalTo(2)).body(
                "breakdown.find { it.label == 'planned or disputed, not counted' }.value", equalTo(4));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> get(measure + "/readings?" + of)
                .body("items[0].series.value", equalTo(List.of(2))));
        for (var definition : Map.of("mn-any", 2, "mn-tenth", 1).entrySet()) {
            var count = get("counts?definition=" + definition.getKey() + "&" + of)
                    .body("value", equalTo(definition.getValue()), "breakdown.unsure", equalTo(4));
            given().urlEncodingEnabled(false).get(count.extract().<String>path("evidence")).then().statusCode(200)
                    .body("items", hasSize(definition.getValue()));
        }
        record("count-definitions",
                "'code': 'mn-sure-chains-" + UUID.randomUUID() + "', 'holding': 'indirect', 'threshold': 'any'");
        var chains = given().get("/api/trade/count-definitions?holding=indirect").<String>path(
                "items.find { it.code.startsWith('mn-sure-chains') }.code");
        get("counts?definition=" + chains + "&" + of).body("value", equalTo(2));
        get("companies/" + planned + "/capital-origin").body("origins.country", not(hasItem("TT")))
                .body("inputs.interests", equalTo(0));
        get("companies/" + planned + "/interests").body("items.confidence", contains("planned"));
    }

    @Test
    void a_count_is_not_complete_while_a_company_that_would_count_is_disputed() {
        definition("mn-active", ", 'threshold': 'any', 'statuses': ['active']");
        record("coverages", "'measure': 'trade.companies.foreign-capital', 'completeness': 'complete',"
                + " 'dimensions': {'reporter': 'MN', 'partner': 'NR'}");
        var measure = "measures/trade.companies.foreign-capital";
        var addresses = List.of("counts?definition=mn-active&reporter=MN&partner=NR", measure + "?reporter=MN&partner=NR");
        held(company("company", "active", ""), "60", "NR", "planned");
        addresses.forEach(address -> get(address).body("value", equalTo(0), "completeness", equalTo("complete")));
        var company = company("company", "active", "");
        held(company, "60", "NR", "disputed");
        addresses.forEach(address -> get(address).body("value", nullValue(), "completeness", equalTo("partial")));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> get(measure + "/readings?reporter=MN&partner=NR")
                .body("items[0].series.completeness", equalTo(List.of("complete", "partial"))));
        // Somebody else surely holds something in it: so it counts, however the dispute ends.
        held(company, "30", "NR", "confirmed");
        addresses.forEach(address -> get(address).body("value", equalTo(1), "completeness", equalTo("complete")));
    }

    @Test
    void what_is_dissolved_does_not_operate_from_that_day_on_whatever_its_status() {
        definition("mn-active", ", 'threshold': 'any', 'statuses': ['active']");
        definition("mn-operating",
                ", 'threshold': 'any', 'statuses': ['active', 'suspended', 'liquidating', 'unknown']");
        var dissolved = company("company", "active", ", 'dissolvedOn': '2023-05-10'");
        var closed = company("company", null, ", 'dissolvedOn': '2022'");
        var left = company("company", "active", "");
        for (var company : List.of(dissolved, closed, left)) {
            held(company, "VU", "60");
        }
        var measure = "measures/trade.companies.foreign-capital?reporter=MN&partner=VU&validAt=";
        var list = "companies?country=MN&capitalFrom=VU&validAt=";
        for (var expected : Map.of("2022-12-30", List.of(3, 2), "2022-12-31", List.of(2, 2), "2023-05-09", List.of(2, 2),
                "2023-05-10", List.of(1, 1)).entrySet()) {
            var day = expected.getKey();
            var operating = expected.getValue().get(0);
            get(measure + day).body("value", equalTo(operating));
            get(list + day + "&operating=true").body("items", hasSize(operating));
            get(list + day + "&operating=false").body("items", hasSize(3 - operating));
            get("counts?definition=mn-operating&reporter=MN&partner=VU&validAt=" + day).body("value", equalTo(operating));
            var active = expected.getValue().get(1);
            get(list + day + "&status=active").body("items", hasSize(active));
            get("counts?definition=mn-active&reporter=MN&partner=VU&validAt=" + day).body("value", equalTo(active))
                    .body("breakdown.byStatus.active", equalTo(active));
        }
        get(list + "2024-01-01&status=liquidated").body("items.id",
                containsInAnyOrder(dissolved.toString(), closed.toString()));
        get(list + "2024-01-01&status=active,unknown").body("items.id", contains(left.toString()));
    }

    @Test
    void several_readings_are_asked_for_at_once_and_each_is_as_it_is_alone() {
        held(company("company", "active", ""), "SM", "60");
        var measure = "trade.companies.foreign-capital";
        var day = "2025-12-17";
        given().queryParam("of", measure + "?reporter=MN&partner=SM", "trade.nothing?reporter=MN",
                "trade.agreements.in-force?partner=SM&reporter=MN").queryParam("validAt", day)
                .get("/api/trade/measures/readings")
                .then().statusCode(200).body("items.code", contains(measure, "trade.agreements.in-force"))
                .body("items[0].dimensions", equalTo(Map.of("reporter", "MN", "partner", "SM")))
                .body("items[0].findAll { it.key != 'knownAt' }", equalTo(given().get("/api/trade/measures/" + measure
                        + "?reporter=MN&partner=SM&validAt=" + day).path("findAll { it.key != 'knownAt' }")))
                .body("items.value", contains(1, null));
        given().queryParam("of", measure + "?reporter=MN&partner=Seoul").get("/api/trade/measures/readings").then()
                .statusCode(400).body("violations.pointer", contains("partner"));
        given().queryParam("of", measure + "?reporter=MN&partner=SM&colour=red").get("/api/trade/measures/readings").then()
                .statusCode(400).body("violations.pointer", contains("colour"));
        given().get("/api/trade/measures/readings").then().statusCode(400).body("violations.pointer", contains("of"));
    }

    @Test
    void owners_of_owners_are_counted_where_the_definition_says_so() {
        definition("mn-indirect", ", 'threshold': 'over-50', 'statuses': ['active']");
        given().get("/api/trade/count-definitions?code=mn-chain");
        record("count-definitions",
                "'code': 'mn-chain-" + UUID.randomUUID() + "', 'holding': 'indirect', 'threshold': 'over-50'");
        var code = given().get("/api/trade/count-definitions?holding=indirect").<String>path(
                "items.find { it.code.startsWith('mn-chain') }.code");
        var holding = company("company", "active", "");
        held(holding, "AD", "90");
        var owned = company("company", "active", "");
        record("companies/" + owned + "/interests", "'holder': {'companyId': '" + holding
                + "', 'kind': 'entity'}, 'interestType': 'shareholding', 'share': {'exact': 60}, 'validFrom': '2020-01-01'");
        get("counts?definition=" + code + "&reporter=MN&partner=AD").body("value", equalTo(2), "evidence", nullValue());
        get("counts?definition=mn-indirect&reporter=MN&partner=AD").body("value", equalTo(1));
        get("counts/diff?a=" + code + "&b=mn-indirect&reporter=MN&partner=AD").body("difference", equalTo(-1))
                .body("steps.by", contains("definition.statuses", "definition.holding"))
                .body("steps.change", contains(0, -1));
        // Whose capital it is, is what the interest says of its holder, first and last.
        var ours = company("company", "active", "");
        record("companies/" + ours + "/interests", "'holder': {'companyId': '" + company("company", "active", "")
                + "', 'kind': 'entity', 'country': 'FO'}, 'interestType': 'shareholding', 'share': {'exact': 60}");
        for (var count : List.of(code, "mn-indirect")) {
            get("counts?definition=" + count + "&reporter=MN&partner=FO").body("value", equalTo(1));
        }
        // A register that is complete of direct holders is not so of owners of owners.
        record("coverages", "'measure': 'trade.companies.foreign-capital', 'completeness': 'complete',"
                + " 'dimensions': {'reporter': 'MN', 'partner': 'AD'}");
        get("counts?definition=mn-indirect&reporter=MN&partner=AD").body("completeness", equalTo("complete"));
        get("counts?definition=" + code + "&reporter=MN&partner=AD").body("value", equalTo(2), "completeness",
                equalTo("partial"));
    }

    @Test
    void an_impossible_question_is_refused_with_its_parameter() {
        get("counts?definition=nothing&reporter=MN&partner=LI").statusCode(400).body("violations.pointer",
                contains("definition"));
        get("counts?reporter=MN&partner=LI").statusCode(400);
        get("counts?definition=mn-any&reporter=XX&partner=LI").statusCode(400).body("violations.pointer", contains("reporter"));
        get("counts/diff?a=mn-any&reporter=MN&partner=LI").statusCode(400);
        get("counts/diff?a=mn-any&b=colour%3Dred&reporter=MN&partner=LI").statusCode(400);
        get("counts/diff?a=mn-any&b=" + UUID.randomUUID() + "&reporter=MN&partner=LI").statusCode(400)
                .body("violations.pointer", contains("b"));
        given().urlEncodingEnabled(false).get("/api/trade/counts/diff?a=mn-any&b=definition%3D%25&reporter=MN&partner=LI")
                .then().statusCode(400).body("violations.pointer", contains("b"));
    }
}
