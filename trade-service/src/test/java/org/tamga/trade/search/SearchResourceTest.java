package org.tamga.trade.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.tamga.trade.Api.record;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.tamga.trade.TradeTest;

import io.restassured.response.ValidatableResponse;

@TradeTest
class SearchResourceTest {

    private static ValidatableResponse search(String words, String... more) {
        var request = given().queryParam("q", words);
        for (int i = 0; i < more.length; i += 2) {
            request.queryParam(more[i], more[i + 1]);
        }
        return request.get("/api/trade/search").then().log().ifValidationFails();
    }

    @Test
    void each_kind_is_found_by_its_name_in_whichever_script_it_is_typed() {
        var company = record("companies", "'names': [{'text': 'ТОО Жезтырнак Трейд', 'lang': 'ru', 'type': 'legal'}],"
                + " 'entityType': 'company', 'jurisdiction': 'KZ', 'seat': {'city': 'Жезказган'}").toString();
        var chamber = record("chambers", "'name': {'ru': 'Палата Жезтырнака', 'en': 'Zheztyrnak Chamber'},"
                + " 'kind': 'national', 'countries': ['KZ']").toString();
        var agreement = record("agreements", "'title': {'en': 'Zheztyrnak Memorandum'}, 'kind': 'mou',"
                + " 'parties': [{'country': 'KZ'}, {'name': 'Quokka Institute'}]").toString();
        var project = record("projects", "'name': {'ru': 'Завод Жезтырнак'}, 'country': 'KZ'").toString();
        for (var typed : new String[]{"Жезтырнак", "Zheztyrnak", "Жезтырнака"}) {
            search(typed).statusCode(200).body("items.id", hasItem(company)).body("items.id", hasItem(chamber))
                    .body("items.id", hasItem(agreement)).body("items.id", hasItem(project));
        }
        var found = "items.find { it.id == '%s' }";
        search("Zheztyrnak").body(found.formatted(company) + ".url", equalTo("/api/trade/companies/" + company))
                .body(found.formatted(company) + ".snippet", equalTo("company, Жезказган, KZ"))
                .body(found.formatted(chamber) + ".text.ru", equalTo("Палата Жезтырнака"))
                .body(found.formatted(agreement) + ".domain", equalTo("trade"));
        // Somebody who has no record is found by what is recorded of it.
        search("Quokka", "type", "agreement,project").body("items.id", contains(agreement));
        search("Zheztyrnak", "type", "chamber").body("items.id", contains(chamber));
        search("Zheztyrnak", "knownAt", Instant.EPOCH.toString()).body("items", empty());
    }

    @Test
    void a_company_is_found_by_its_number_in_a_register() {
        var company = record("companies", "'names': [{'text': 'Numbat LLP', 'type': 'legal'}], 'entityType': 'company',"
                + " 'jurisdiction': 'KZ', 'identifiers': [{'scheme': 'KZ-BIN', 'value': '050240003706'}]").toString();
        search("050240003706").statusCode(200).body("items.id", hasItem(company)).body("items[0].id", equalTo(company))
                .body("items[0].score", equalTo(1f));
    }

    @Test
    void a_number_is_found_in_whichever_of_its_registers_spellings_and_with_whatever_it_is_written() {
        var company = record("companies", "'names': [{'text': 'Dingo', 'type': 'legal'}], 'entityType': 'company',"
                + " 'identifiers': [{'scheme': 'KR-CRN', 'value': '1101111129497'}, {'scheme': 'DE-CR', 'value': 'HRB 21/7 № 9'}]")
                .toString();
        for (var number : new String[]{"1101111129497", "110111-1129497", "HRB 21/7 № 9"}) {
            search(number).statusCode(200).body("items[0].id", equalTo(company)).body("items[0].score", equalTo(1f));
        }
    }

    @Test
    void what_has_no_title_is_called_by_its_parties() {
        var agreement = record("agreements", "'kind': 'mou', 'parties': [{'name': 'Bilby Works'}, {'country': 'KR'}]");
        search("Bilby").body("items.id", contains(agreement.toString())).body("items.title", contains("Bilby Works – KR"));
    }

    @Test
    void is_bounded_and_says_what_it_cannot_search() {
        for (int i = 0; i < 3; i++) {
            record("projects", "'name': {'en': 'Wombat number " + i + "'}");
        }
        search("wombat", "limit", "2").statusCode(200).body("items", hasSize(2));
        search("– !").statusCode(200).body("items", empty());
        search("").statusCode(400);
        search("x".repeat(501)).statusCode(400);
        search("word", "type", "weather").statusCode(400).body("detail", containsString("agreement"));
        search("word", "colour", "red").statusCode(400);
        search("word", "limit", "101").statusCode(400);
        for (var hostile : new String[]{"'); drop table x; --", "100% _ \\", "\u202eabc\u200b", "%s %d"}) {
            search(hostile).statusCode(200);
        }
    }
}
