package org.tamga.trade.capital;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.record.Ledger;
import org.tamga.trade.TradeTest;

import io.restassured.path.json.JsonPath;

@TradeTest
class CapitalOriginResourceTest {

    private static final int ROUNDS = 60;

    @Inject
    Ledger ledger;

    private static UUID company(String country, String more) {
        return record("companies",
                "'names': [{'text': 'Company of " + country + "', 'type': 'legal'}], 'entityType': 'company',"
                        + " 'jurisdiction': '" + country + "'" + more);
    }

    private static UUID held(UUID company, String holder, String share, String more) {
        return record("companies/" + company + "/interests",
                "'holder': " + holder + ", 'interestType': 'shareholding'" + (share == null ? "" : ", 'share': " + share)
                        + more);
    }

    private static String by(UUID company) {
        return "{'companyId': '" + company + "', 'kind': 'entity'}";
    }

    private static String person(String country) {
        return "{'name': 'Somebody', 'kind': 'person', 'country': '" + country + "'}";
    }

    @Test
    void a_chain_of_owners_is_followed_to_its_end_and_shown() {
        var company = company("LT", "");
        var holding = company("LT", "");
        held(company, by(holding), "{'exact': 80}", "");
        held(holding, person("LV"), "{'min': 25, 'max': 50}", "");
        get("companies/" + company + "/capital-origin").statusCode(200)
                .body("origins.find { it.country == 'LV' }.share.min", equalTo(20))
                .body("origins.find { it.country == 'LV' }.share.max", equalTo(40))
                .body("origins.find { it.country == 'LV' }.paths[0].steps.companyId[0]", equalTo(holding.toString()))
                .body("origins.find { it.country == 'LV' }.paths[0].steps.name[1]", equalTo("Somebody"))
                .body("origins.find { it.country == 'LT' }.bySeat.max", equalTo(60))
                .body("unknown.min", equalTo(20)).body("cycles", empty()).body("inputs.companies", equalTo(2));
    }

    @Test
    void a_holder_without_a_country_and_an_interest_of_unknown_size_stay_unknown() {
        var company = company("LT", "");
        held(company, "{'name': 'Nobody knows whose', 'kind': 'entity'}", "{'exact': 30}", "");
        held(company, person("EE"), null, "");
        get("companies/" + company + "/capital-origin").body("origins.country", contains("EE"))
                .body("origins[0].share.min", equalTo(0)).body("origins[0].share.max", equalTo(70))
                .body("unknown.min", equalTo(30));
        get("companies/" + company("LT", "") + "/capital-origin").body("origins", empty()).body("unknown.max", equalTo(100));
    }

    @Test
    void a_branch_is_wholly_its_heads() {
        var head = company("EE", "");
        var branch = record("companies", "'names': [{'text': 'Branch', 'type': 'legal'}], 'entityType': 'branch',"
                + " 'jurisdiction': 'LT', 'headId': '" + head + "'");
        get("companies/" + branch + "/capital-origin").body("origins.country", contains("EE"))
                .body("origins[0].share.min", equalTo(100)).body("origins[0].paths[0].steps[0].interestId", nullValue());
    }

    @Test
    void owners_that_own_each_other_are_named() {
        var one = company("LT", "");
        var other = company("LV", "");
        held(one, by(other), "{'exact': 100}", "");
        held(other, by(one), "{'exact': 40}", "");
        get("companies/" + one + "/capital-origin").body("cycles", hasSize(1)).body("cycles[0]", hasSize(2))
                .body("origins.country", contains("LV")).body("origins[0].share.min", equalTo(100));
    }

    @Test
    void a_share_counts_from_the_day_as_of_which_it_is_stated_and_an_indirect_interest_does_not() {
        var company = company("LT", "");
        held(company, person("LV"), "{'exact': 60, 'asOf': '2021-03-01'}", ", 'validFrom': '2015-01-01'");
        held(company, person("EE"), "{'exact': 60}", ", 'direct': false");
        var address = "companies/" + company + "/capital-origin?validAt=";
        get(address + "2021-03-01").body("origins.country", contains("LV")).body("origins[0].share.min", equalTo(60));
        get(address + "2021-02-28").body("origins[0].share.min", equalTo(0)).body("origins[0].share.max", equalTo(100));
        get(address + "2014-12-31").body("origins", empty());
        get("companies/" + company + "/capital-origin?knownAt=2020-01-01T00:00:00Z").statusCode(404);
        get("companies/" + UUID.randomUUID() + "/capital-origin").statusCode(404);
        get("companies/nonsense/capital-origin").statusCode(400);
        get("companies/1-1-1-1-1/capital-origin").statusCode(400);
    }

    @Test
    void a_company_that_is_withdrawn_while_somebody_asks_is_there_or_is_withdrawn() throws Exception {
        var content = "'names': [{'text': 'Branch', 'type': 'legal'}], 'entityType': 'branch', 'jurisdiction': 'LT', 'headId': '"
                + company("LV", "") + "'";
        var address = "/api/trade/companies/" + record("companies", content);
        var asker = Executors.newSingleThreadExecutor();
        try {
            var asking = asker.submit(() -> IntStream.range(0, ROUNDS)
                    .mapToObj(i -> given().get(address + "/capital-origin").statusCode()).collect(Collectors.toSet()));
            for (int version = 1; !asking.isDone(); version += 2) {
                editor().header("If-Match", "\"" + version + "\"").body(body("'because': 'never was'"))
                        .post(address + "/retraction").then().statusCode(200);
                editor().header("If-Match", "\"" + (version + 1) + "\"").body(body(content)).put(address).then()
                        .statusCode(200);
            }
            assertTrue(Set.of(200, 404).containsAll(asking.get()), asking.get().toString());
        } finally {
            asker.shutdownNow();
        }
    }

    @Test
    void so_many_holders_that_nobody_could_read_them_are_refused_and_in_an_export_none_is_left_out() throws IOException {
        var company = company("VA", "");
        var first = held(company, "{'name': 'Holder', 'kind': 'person'}", null, "");
        for (int i = 0; i < 10; i++) {
            ledger.database()
                    .write(transaction -> transaction.update(
                            """
                            with head as (
                              insert into interest (id, parent_id, version, written_at)
                              select gen_random_uuid(), ?, 1, now() from generate_series(1, 1000) returning id),
                            one as (select * from interest_version where parent_id = ? limit 1)
                            insert into interest_version (row_id, id, parent_id, version, valid, known, recorded, recorded_by, reason,
                              confidence, sources, holder, interest_type, direct, share)
                            select gen_random_uuid(), head.id, parent_id, 1, valid, known, recorded, recorded_by, reason, confidence,
                              sources, holder, interest_type, direct, share from one, head""",
                            company, company));
        }
        get("companies/" + company + "/capital-origin").statusCode(422).body("detail", containsString("10000 holders"));
        try (var lines = new BufferedReader(new InputStreamReader(
                given().get("/api/trade/companies/bods?country=VA").then().statusCode(200).extract().asInputStream(),
                StandardCharsets.UTF_8)).lines()) {
            assertEquals(10_001, lines.filter(line -> line.contains("\"recordType\":\"relationship\"")).count());
        } finally {
            // Every read of all companies by other tests would carry them along.
            ledger.database().write(transaction -> {
                for (var table : List.of("interest_version", "interest")) {
                    transaction.update("delete from " + table + " where parent_id = ? and id <> ?", company, first);
                }
                return null;
            });
        }
    }

    @Test
    void a_holder_that_is_recorded_since_a_later_day_is_stated_in_an_export_before_what_it_holds() {
        var company = company("TM", "");
        var holder = record("companies", "'names': [{'text': 'Later', 'type': 'legal'}], 'entityType': 'company',"
                + " 'jurisdiction': 'KR', 'validFrom': '2026-01-01'");
        held(company, by(holder), "{'exact': 60}", "");
        var lines = given().get("/api/trade/companies/bods?country=TM&validAt=2022-01-01").then().statusCode(200).extract()
                .asString().lines().toList();
        assertEquals(List.of(company.toString(), holder.toString()),
                lines.stream().map(line -> JsonPath.from(line).getString("recordId")).limit(2).toList());
        assertEquals(3, lines.size());
        assertEquals(holder.toString(), JsonPath.from(lines.get(2)).getString("recordDetails.interestedParty"));
    }

    @Test
    void companies_with_capital_of_a_country_that_has_much_are_found_page_by_page() {
        var one = company("LT", "");
        IntStream.range(0, 201).forEach(i -> held(one, person("AL"), null, ""));
        var other = company("EE", "");
        held(other, person("AL"), null, "");
        get("companies?capitalFrom=AL").body("items.id", containsInAnyOrder(one.toString(), other.toString()));
        get("companies?capitalFrom=AL&country=EE").body("items.id", contains(other.toString()));
        get("companies?capitalFrom=AL&limit=1").body("items", hasSize(1)).body("next", notNullValue());
    }

    @Test
    void companies_are_found_by_whose_capital_works_in_them() {
        var company = company("MD", "");
        held(company, person("RO"), "{'exact': 6}", "");
        held(company, person("RO"), "{'exact': 4}", "");
        var owner = company("RO", "");
        var owned = company("MD", "");
        held(owned, by(owner), "{'min': 50, 'max': 75, 'inclusive': false}", "");
        var branch = record("companies", "'names': [{'text': 'Branch', 'type': 'legal'}], 'entityType': 'branch',"
                + " 'jurisdiction': 'MD', 'headId': '" + owner + "'");
        get("companies?country=MD&capitalFrom=RO").body("items", hasSize(3));
        get("companies?country=MD&capitalFrom=RO&entityType=branch,representative-office").body("items.id",
                contains(branch.toString()));
        get("companies?country=MD&capitalFrom=RO&minShare=10").body("items", hasSize(3));
        get("companies?country=MD&capitalFrom=RO&minShare=10.5").body("items.id", not(contains(company.toString())))
                .body("items", hasSize(2));
        get("companies?country=MD&capitalFrom=RO&overShare=50").body("items", hasSize(2));
        get("companies?country=MD&capitalFrom=RO&status=unknown,active").body("items", hasSize(3));
        get("companies?minShare=10").statusCode(400);
        get("companies?capitalFrom=RO&minShare=101").statusCode(400);
        get("companies?capitalFrom=XX").statusCode(400);
    }
}
