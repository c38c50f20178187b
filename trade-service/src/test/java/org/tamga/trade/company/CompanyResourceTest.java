package org.tamga.trade.company;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.UUID;

import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.tamga.testing.Tokens;
import org.tamga.trade.TradeTest;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@TradeTest
class CompanyResourceTest {

    private static final String SOURCES = "\"sources\": [{\"type\": \"official-register\", \"title\": \"Register\", \"publisher\": \"Stat\"}]";

    private static RequestSpecification editor() {
        return given().auth().oauth2(Tokens.of("trade-editor")).contentType(ContentType.JSON);
    }

    private static String company(String name, String more) {
        return "{\"names\": [{\"text\": \"" + name + "\", \"lang\": \"en\", \"type\": \"legal\"}], \"entityType\": \"company\","
                + " \"jurisdiction\": \"KZ\", " + more + SOURCES + "}";
    }

    @Test
    void a_company_is_recorded_read_and_found_by_its_identifier() {
        var id = UUID.randomUUID().toString();
        editor().body(company("Samsung", "\"identifiers\": [{\"scheme\": \"KR-CRN\", \"value\": \"" + id + "\"}],"))
                .put("/api/trade/companies/" + id).then().log().ifValidationFails().statusCode(201)
                .header("ETag", equalTo("\"1\"")).body("names[0].text", equalTo("Samsung"), "recordedBy", equalTo("test"));
        given().get("/api/trade/companies/" + id).then().statusCode(200).body("version", equalTo(1));
        given().queryParam("identifier", "KR-CRN:" + id).get("/api/trade/companies").then().log().ifValidationFails()
                .statusCode(200)
                .body("items", hasSize(1)).body("items[0].id", equalTo(id));
    }

    @Test
    void a_part_of_a_name_finds_it_in_any_script_and_case() {
        var samsung = UUID.randomUUID().toString();
        editor().body(company("(주) 삼성물산", "")).put("/api/trade/companies/" + samsung).then().statusCode(201);
        var qazaq = UUID.randomUUID().toString();
        editor().body(company("АО «ҚазМұнайГаз_100%»", "")).put("/api/trade/companies/" + qazaq).then().statusCode(201);
        for (var words : List.of("삼성물", "삼성", "삼")) {
            found(words).body("items.id", hasItem(samsung)).body("items.id", not(hasItem(qazaq)));
        }
        found("물산").body("items.id", hasItem(samsung));
        for (var words : List.of("қазмұнай", "ҚАЗМҰНАЙГАЗ", "газ_100%")) {
            found(words).body("items.id", hasItem(qazaq));
        }
        found("газ_1000").body("items", hasSize(0));
        // Not a part of a name, only of the JSON in which names are kept.
        found("legal\"").body("items", hasSize(0));
    }

    @Test
    void what_was_dissolved_in_a_winter_is_so_from_the_end_of_march_on() {
        for (var winter : List.of("2023-24", "2023-21/2023-24~")) {
            var id = UUID.randomUUID().toString();
            editor().body(company("Frost", "\"identifiers\": [{\"scheme\": \"KR-CRN\", \"value\": \"" + id
                    + "\"}], \"dissolvedOn\": \"" + winter + "\","))
                    .put("/api/trade/companies/" + id).then().log().ifValidationFails().statusCode(201);
            var found = "/api/trade/companies?identifier=KR-CRN:" + id + "&status=liquidated&validAt=";
            given().get(found + "2024-03-30").then().statusCode(200).body("items", hasSize(0));
            given().get(found + "2024-03-31").then().statusCode(200).body("items", hasSize(1));
        }
    }

    private static ValidatableResponse found(String words) {
        return given().queryParam("q", words).get("/api/trade/companies").then().log().ifValidationFails().statusCode(200);
    }

    @Test
    void a_write_without_a_token_is_refused() {
        given().contentType(ContentType.JSON).body(company("X", "")).put("/api/trade/companies/" + UUID.randomUUID()).then()
                .log().ifValidationFails().statusCode(401).contentType("application/problem+json")
                .body("type", startsWith("https://tamga.example/problems/"));
        given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON).body(company("X", ""))
                .put("/api/trade/companies/" + UUID.randomUUID()).then().statusCode(403);
        given().auth().oauth2("nonsense").contentType(ContentType.JSON).body(company("X", ""))
                .put("/api/trade/companies/" + UUID.randomUUID()).then().log().ifValidationFails().statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void every_broken_rule_is_named_with_its_pointer() {
        editor().body("{\"names\": [], \"entityType\": \"firm\", \"colour\": \"red\", " + SOURCES + "}")
                .put("/api/trade/companies/" + UUID.randomUUID()).then().log().ifValidationFails().statusCode(422)
                .body("violations.pointer", hasItem("/entityType")).body("violations.pointer", hasItem("/colour"));
        editor().body("{\"entityType\": \"company\"}").put("/api/trade/companies/" + UUID.randomUUID()).then()
                .statusCode(422).body("type", equalTo("https://tamga.example/problems/source-required"));
        editor().body("{").put("/api/trade/companies/" + UUID.randomUUID()).then().log().ifValidationFails().statusCode(400);
        given().get("/api/trade/companies?colour=red").then().log().ifValidationFails().statusCode(400).body("detail",
                startsWith("Unknown: colour"));
    }

    @Test
    void a_list_is_a_table_too() {
        editor().body(company("=cmd|x", "")).post("/api/trade/companies").then().log().ifValidationFails().statusCode(201);
        given().accept("text/csv").get("/api/trade/companies").then().log().ifValidationFails().statusCode(200)
                .body(startsWith("id,parentId,version,names"));
        given().accept("application/x-ndjson").get("/api/trade/companies").then().log().ifValidationFails().statusCode(200);
        given().get("/api/trade/changes").then().log().ifValidationFails().statusCode(200);
        given().get("/api/trade/measures").then().log().ifValidationFails().statusCode(200);
        given().get("/api/trade/measures/trade.companies.foreign-capital?reporter=KZ&partner=KR").then().log()
                .ifValidationFails().statusCode(200);
    }

    @Test
    void a_name_is_found_as_it_sounds_and_an_activity_by_what_it_is_part_of() {
        var id = UUID.randomUUID().toString();
        editor().body(company("ТОО Қызылорда Мұнай", "\"isic\": [\"0610\"],")).put("/api/trade/companies/" + id).then()
                .statusCode(201);
        found("kyzylorda munai").body("items.id", hasItem(id));
        for (var code : List.of("0610", "061", "06", "B")) {
            given().get("/api/trade/companies?isic=" + code).then().statusCode(200).body("items.id", hasItem(id));
        }
        given().get("/api/trade/companies?isic=C").then().body("items.id", not(hasItem(id)));
        given().get("/api/trade/companies?isic=software").then().statusCode(400);
    }

    @Test
    void a_name_is_looked_for_in_the_country_that_is_asked_for_and_then() {
        var word = "Q" + UUID.randomUUID().toString().substring(0, 8);
        var id = editor().body(company(word + " 물류", "")).post("/api/trade/companies").then()
                .statusCode(201).extract();
        found(word).body("items.id", contains(id.<String>path("id")));
        for (var filter : List.of("country", "jurisdiction")) {
            var address = "/api/trade/companies?q=" + word + "&" + filter + "=";
            given().get(address + "KZ").then().body("items.id", contains(id.<String>path("id")));
            given().get(address + "KR").then().statusCode(200).body("items", hasSize(0));
        }
        given().queryParam("q", word).queryParam("knownAt", id.<String>path("recordedAt")).get("/api/trade/companies").then()
                .body("items.id", contains(id.<String>path("id")));
        given().queryParam("q", word).queryParam("knownAt", "2020-01-01T00:00:00Z").get("/api/trade/companies").then()
                .body("items", hasSize(0));
    }

    @Test
    void what_many_are_named_is_found_page_by_page() {
        var word = "Vieltausend" + UUID.randomUUID().toString().substring(0, 4);
        for (int i = 0; i < 12; i++) {
            editor().body(company(word + " " + i, "")).post("/api/trade/companies").then().statusCode(201);
        }
        var first = given().get("/api/trade/companies?limit=7&q=" + word).then().statusCode(200).body("items", hasSize(7))
                .extract().<String>path("next");
        given().urlEncodingEnabled(false).get(first).then().statusCode(200).body("items", hasSize(5)).body("next",
                nullValue());
    }

    @Test
    void a_company_that_others_refer_to_is_not_withdrawn_before_they_are() {
        var head = editor().body(company("Head", "")).post("/api/trade/companies").then().extract().<String>path("id");
        var branch = editor().body(company("Branch", "\"headId\": \"" + head + "\",").replace("\"company\"", "\"branch\""))
                .post("/api/trade/companies").then().statusCode(201).extract().<String>path("id");
        retracted(head).statusCode(409).body("detail", containsString("company " + branch));
        retracted(branch).statusCode(200);
        retracted(head).statusCode(200);
    }

    @Test
    void a_company_in_which_somebody_has_an_interest_is_not_withdrawn_before_it_is() {
        var company = editor().body(company("Held", "")).post("/api/trade/companies").then().extract().<String>path("id");
        var interest = editor()
                .body("{\"holder\": {\"name\": \"H\", \"kind\": \"person\"}, \"interestType\": \"shareholding\", "
                        + SOURCES + "}")
                .post("/api/trade/companies/" + company + "/interests").then().extract().<String>path("id");
        retracted(company).statusCode(409).body("detail", containsString("interest " + interest));
        retracted(company + "/interests/" + interest).statusCode(200);
        retracted(company).statusCode(200);
    }

    private static ValidatableResponse retracted(String id) {
        return editor().header("If-Match", "\"1\"").body("{\"because\": \"never was\", " + SOURCES + "}")
                .post("/api/trade/companies/" + id + "/retraction").then();
    }

    @Test
    void identifiers_are_checked_as_far_as_published_ones_keep_to_their_rules() {
        refused("XI-LEI", "549300LBI3LRIZ2V8V67");
        refused("XI-LEI", "549300lbi3lriz2v8v66");
        refused("KZ-BIN", "12345678901");
        refused("KZ-BIN", "990141000018");
        refused("KZ-BIN", "991341000018");
        lands("XI-LEI", "549300LBI3LRIZ2V8V66", hasSize(0));
        lands("KZ-BIN", "990140000019", hasItem("bin-check-digit"));
        lands("KR-BRN", "124-81-00998", hasSize(0));
        lands("KR-BRN", "124-81-00999", hasItem("brn-check-digit"));
        // With or without its hyphens it is the same.
        editor().body(company("X", "\"identifiers\": [{\"scheme\": \"KR-BRN\", \"value\": \"1248100998\"}],"))
                .post("/api/trade/companies").then().statusCode(409);
        lands("TJ-TIN", "12", hasItem("identifier-shape"));
        lands("XX-ANY", "whatever", hasSize(0));
    }

    @Test
    void a_company_is_found_by_an_identifier_in_whichever_spelling_and_with_whatever_is_in_it() {
        var id = editor().body(company("X", "\"identifiers\": [{\"scheme\": \"KR-BRN\", \"value\": \"105-87-64746\"},"
                + " {\"scheme\": \"DE-CR\", \"value\": \"HRB \\\"7\\\": № 9\"}],")).post("/api/trade/companies").then()
                .statusCode(201).extract().<String>path("id");
        for (var identifier : List.of("KR-BRN:1058764746", "KR-BRN:105-87-64746", "DE-CR:HRB \"7\": № 9")) {
            given().queryParam("identifier", identifier).get("/api/trade/companies").then().log().ifValidationFails()
                    .statusCode(200).body("items.id", contains(id));
        }
        for (var none : List.of("1058764746", "KR-BRN:", ":1058764746")) {
            given().queryParam("identifier", none).get("/api/trade/companies").then().statusCode(400);
        }
    }

    @Test
    void several_jurisdictions_stand_beside_words_and_beside_whose_capital_it_is() {
        var word = "Q" + UUID.randomUUID().toString().substring(0, 8);
        var here = editor().body(company(word, "")).post("/api/trade/companies").then().extract().<String>path("id");
        var there = editor().body(company(word, "").replace("\"KZ\"", "\"UZ\"")).post("/api/trade/companies").then().extract()
                .<String>path("id");
        editor().body(company(word, "").replace("\"KZ\"", "\"KR\"")).post("/api/trade/companies").then().statusCode(201);
        given().get("/api/trade/companies?jurisdiction=KZ,UZ&q=" + word).then().log().ifValidationFails().statusCode(200)
                .body("items.id", contains(here, there));
        for (var company : List.of(here, there)) {
            editor().body("{\"holder\": {\"name\": \"H\", \"kind\": \"person\", \"country\": \"NR\"},"
                    + " \"interestType\": \"shareholding\", \"share\": {\"exact\": 60}, " + SOURCES + "}")
                    .post("/api/trade/companies/" + company + "/interests").then().statusCode(201);
        }
        for (var share : List.of("", "&minShare=50")) {
            given().get("/api/trade/companies?jurisdiction=KZ,UZ&capitalFrom=NR" + share).then().log().ifValidationFails()
                    .statusCode(200).body("items.id", contains(here, there));
        }
        given().get("/api/trade/companies?jurisdiction=KZ,XX&q=" + word).then().statusCode(400);
    }

    private static void refused(String scheme, String value) {
        editor().body(company("X", "\"identifiers\": [{\"scheme\": \"" + scheme + "\", \"value\": \"" + value + "\"}],"))
                .post("/api/trade/companies").then().log().ifValidationFails().statusCode(422)
                .body("violations.pointer", hasItem("/identifiers/0/value"));
    }

    @SuppressWarnings("unchecked")
    private static void lands(String scheme, String value, Matcher<?> warned) {
        List<String> codes = editor()
                .body(company("X", "\"identifiers\": [{\"scheme\": \"" + scheme + "\", \"value\": \"" + value + "\"}],"))
                .post("/api/trade/companies").then().log().ifValidationFails().statusCode(201).extract().path("warnings.code");
        assertThat((Object) (codes == null ? List.of() : codes), (Matcher<Object>) warned);
    }

    @Test
    void a_part_has_a_head_that_is_not_itself() {
        editor().body(company("X", "").replace("\"company\"", "\"branch\"")).post("/api/trade/companies").then().statusCode(422)
                .body("violations.pointer", hasItem("/headId"));
        var id = UUID.randomUUID().toString();
        editor().body(company("X", "\"headId\": \"" + id + "\",").replace("\"company\"", "\"branch\""))
                .put("/api/trade/companies/" + id).then().statusCode(422).body("violations.pointer", hasItem("/headId"));
    }
}
