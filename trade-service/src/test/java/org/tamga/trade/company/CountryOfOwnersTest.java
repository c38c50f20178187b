package org.tamga.trade.company;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.record;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.record.Ledger;
import org.tamga.trade.Api;
import org.tamga.trade.TradeTest;

/** Whose capital it is follows the owner's recorded country, in both times. By countries that no other test has. */
@TradeTest
class CountryOfOwnersTest {

    @Inject
    Ledger ledger;

    private static String company(String type, String country, String more) {
        return "'names': [{'text': 'Of " + country + "', 'type': 'legal'}], 'entityType': '" + type + "', 'jurisdiction': '"
                + country + "'" + more;
    }

    private static void held(UUID company, UUID owner) {
        record("companies/" + company + "/interests", "'holder': {'companyId': '" + owner
                + "', 'kind': 'entity'}, 'interestType': 'shareholding', 'share': {'exact': 60}");
    }

    /** PUTs another content of a company's only period, or of a period beside it; gives the instant of recording. */
    private static String change(UUID company, int version, String members) {
        return editor().header("If-Match", "\"" + version + "\"").body(Api.body(members)).put("/api/trade/companies/" + company)
                .then().log().ifValidationFails().statusCode(200).extract().path("recordedAt");
    }

    private static String definition(String holding) {
        var code = "owners-" + holding + "-" + UUID.randomUUID();
        record("count-definitions", "'code': '" + code + "', 'holding': '" + holding + "', 'threshold': 'any'");
        return code;
    }

    @Test
    void an_answer_of_the_past_does_not_change_when_the_country_of_an_owner_or_head_is_corrected() {
        var direct = definition("direct");
        var indirect = definition("indirect");
        var owner = record("companies", company("company", "BB", ""));
        var owned = record("companies", company("company", "BS", ""));
        held(owned, owner);
        var below = record("companies", company("company", "BS", ""));
        held(below, owned);
        var branch = record("companies", company("branch", "BS", ", 'headId': '" + owner + "'"));
        var then = change(branch, 1, company("branch", "BS", ", 'headId': '" + owner + "', 'legalForm': 'LLC'"));

        var questions = List.of("companies?country=BS&capitalFrom=%s&fields=id",
                "companies?capitalFrom=%s&minShare=50&fields=id",
                "counts?definition=" + direct + "&reporter=BS&partner=%s",
                "counts?definition=" + indirect + "&reporter=BS&partner=%s",
                "counts/diff?a=" + direct + "&b=" + indirect + "&reporter=BS&partner=%s",
                "measures/trade.companies.foreign-capital?reporter=BS&partner=%s");
        var before = questions.stream().flatMap(question -> past(question, then)).toList();
        get("companies?country=BS&capitalFrom=BB&knownAt=" + then).body("items.id",
                containsInAnyOrder(owned.toString(), branch.toString()));
        var origin = get("companies/" + below + "/capital-origin?knownAt=" + then).extract().asString();

        var corrected = change(owner, 1, company("company", "BM", ""));
        assertEquals(before, questions.stream().flatMap(question -> past(question, then)).toList());
        assertEquals(origin, get("companies/" + below + "/capital-origin?knownAt=" + then).extract().asString());
        for (var at : List.of("", "&knownAt=" + corrected)) {
            get("companies?country=BS&capitalFrom=BB" + at).body("items", empty());
            get("companies?country=BS&capitalFrom=BM" + at).body("items.id",
                    containsInAnyOrder(owned.toString(), branch.toString()));
            get("counts?definition=" + indirect + "&reporter=BS&partner=BM" + at).body("value", equalTo(3));
            get("counts?definition=" + direct + "&reporter=BS&partner=BB" + at).body("completeness", equalTo("unknown"));
            get("companies/" + below + "/capital-origin?validAt=" + LocalDate.now() + at).body("origins.country",
                    containsInAnyOrder("BM", "BS"));
        }

        // What is written afterwards is looked at in the same way.
        var later = record("companies", company("company", "BS", ""));
        held(later, owner);
        get("companies?capitalFrom=BM&minShare=50&entityType=company").body("items.id",
                containsInAnyOrder(owned.toString(), later.toString()));
        assertEquals(before, questions.stream().flatMap(question -> past(question, then)).toList());

        // A company that is itself corrected keeps its owners.
        change(later, 1, company("company", "BZ", ""));
        get("companies?country=BZ&capitalFrom=BM").body("items.id", contains(later.toString()));
        get("companies?country=BS&capitalFrom=BM&entityType=company").body("items.id", contains(owned.toString()));
    }

    private static Stream<String> past(String question, String then) {
        return Stream.of("", "&knownBasis=recorded").flatMap(basis -> Stream.of("BB", "BM").map(country -> get(
                question.formatted(country) + "&knownAt=" + then + basis).statusCode(200).extract().asString()));
    }

    /** Imports one line of NDJSON, in JSON with single quotes. */
    private static void declared(String collection, String members) {
        editor().contentType("application/x-ndjson").body(Api.body(members).getBytes(StandardCharsets.UTF_8))
                .post("/api/trade/" + collection
                        + "/import?format=ndjson")
                .then().log().ifValidationFails().statusCode(200)
                .body("accepted", equalTo(1));
    }

    @Test
    void nor_does_an_answer_about_when_the_holding_was_known_and_the_owner_not_yet() {
        var indirect = definition("indirect");
        var owned = UUID.randomUUID();
        declared("companies",
                company("company", "VC", ", 'id': '" + owned + "', 'knownFrom': '2019-01-01T00:00:00Z'"));
        var owner = record("companies", company("company", "GD", ""));
        declared("companies/" + owned + "/interests", "'id': '" + UUID.randomUUID() + "', 'holder': {'companyId': '" + owner
                + "', 'kind': 'entity'}, 'interestType': 'shareholding', 'knownFrom': '2019-06-01T00:00:00Z'");
        var then = "&knownAt=2020-01-01T00:00:00Z";
        for (var country : List.of("GD", "LC")) {
            if (country.equals("LC")) {
                change(owner, 1, company("company", "LC", ""));
            }
            get("companies?capitalFrom=GD&fields=id" + then).body("items.id", contains(owned.toString()));
            get("companies?capitalFrom=LC" + then).body("items", empty());
            get("counts?definition=" + indirect + "&reporter=VC&partner=GD" + then).body("value", equalTo(1));
            get("companies/" + owned + "/capital-origin?validAt=2020-01-01" + then).body("origins.country", contains("GD"));
            get("companies?capitalFrom=" + country).body("items.id", contains(owned.toString()));
        }
    }

    @Test
    void what_an_owner_has_is_not_gone_through_when_it_is_recorded_with_a_country_that_it_had() {
        var owner = record("companies", company("company", "PN", ", 'validFrom': '2001-01-01', 'validTo': '2002-01-01'"));
        change(owner, 1, company("company", "TK", ", 'validFrom': '2002-01-01', 'validTo': '2003-01-01'"));
        var owned = record("companies", "'names': [{'text': 'Of nowhere', 'type': 'legal'}], 'entityType': 'company'");
        var many = 20;
        for (int i = 0; i < many; i++) {
            record("companies/" + owned + "/interests",
                    "'holder': {'companyId': '" + owner + "', 'kind': 'entity'}, 'interestType': 'votingRights'");
        }
        var looked = ledger.database().write(transaction -> {
            // Of this transaction alone.
            var lookUps = "select seq_scan + idx_scan from pg_stat_xact_user_tables where relname = 'company_version'";
            var before = transaction.first(lookUps, row -> row.getLong(1)).orElseThrow();
            transaction.update("update company set version = 3 where id = ?", owner);
            var written = transaction.update(
                    """
                    insert into company_version (row_id, id, version, valid, known, recorded, recorded_by, reason, confidence,
                      sources, names, entity_type, jurisdiction, identifiers, isic, name_text, name_key, isic_prefixes)
                    select gen_random_uuid(), id, 3, daterange('2003-01-01', '2004-01-01'), known, recorded, recorded_by, reason,
                      confidence, sources, names, entity_type, jurisdiction, identifiers, isic, name_text, name_key, isic_prefixes
                    from company_version where id = ? and jurisdiction = 'TK'""",
                    owner);
            assertEquals(1, written);
            return transaction.first(lookUps, row -> row.getLong(1)).orElseThrow() - before;
        });
        assertTrue(looked < many, () -> looked + " times was a company looked up");
    }

    @Test
    void an_owner_that_moves_takes_its_capital_along_from_that_day() {
        var definition = definition("direct");
        var owner = record("companies", company("company", "BJ", ""));
        var owned = record("companies", company("company", "BS", ""));
        held(owned, owner);
        change(owner, 1, company("company", "BT", ", 'validFrom': '2020-01-01', 'validTo': '2022-01-01'"));
        for (var day : List.of("2005-01-01", "2019-12-31", "2022-01-01")) {
            get("companies?capitalFrom=BJ&validAt=" + day).body("items.id", contains(owned.toString()));
            get("companies?capitalFrom=BT&validAt=" + day).body("items", empty());
            get("counts?definition=" + definition + "&reporter=BS&partner=BJ&validAt=" + day).body("value", equalTo(1));
        }
        get("companies?capitalFrom=BJ&validAt=2020-01-01").body("items", empty());
        get("companies?capitalFrom=BT&validAt=2021-12-31").body("items.id", contains(owned.toString()));
        get("companies/" + owned + "/capital-origin?validAt=2021-12-31").body("origins.country", containsInAnyOrder("BT"));
    }
}
