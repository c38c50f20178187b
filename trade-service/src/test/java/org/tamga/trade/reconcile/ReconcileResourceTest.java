package org.tamga.trade.reconcile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.record;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.tamga.trade.TradeTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@TradeTest
class ReconcileResourceTest {

    private static UUID company(String name, String country, String more) {
        return record("companies", "'names': [{'text': '" + name + "', 'type': 'legal'}], 'entityType': 'company',"
                + " 'jurisdiction': '" + country + "'" + more);
    }

    private static ValidatableResponse ask(Map<String, ?> query) {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8").formParam("queries", json(query))
                .post("/api/trade/reconcile").then().log().ifValidationFails();
    }

    private static String json(Map<String, ?> query) {
        try {
            return new ObjectMapper().writeValueAsString(Map.of("q0", query));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_manifest_is_what_openrefine_looks_for() {
        given().header("Origin", "http://127.0.0.1:3333").get("/api/trade/reconcile").then().statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("*")).body("versions", hasItem("0.2"))
                .body("identifierSpace", endsWith("/api/trade/companies/")).body("view.url", endsWith("/companies/{{id}}"))
                .body("defaultTypes.id", hasItem("company")).body("suggest.entity.service_path", equalTo("/suggest/entity"));
    }

    @Test
    void a_name_is_matched_in_whichever_script_it_is_written() {
        var steel = company("ТОО «Шымкент Болат Өнеркәсіп»", "KZ", "");
        var korean = company("주식회사 한솔물산", "KR", "");
        for (var name : new String[]{"ТОО «Шымкент Болат Өнеркәсіп»", "Шымкент Болат Өнеркәсіп",
                "Shymkent Bolat Onerkasip LLP"}) {
            ask(Map.of("query", name)).statusCode(200).body("q0.result[0].id", equalTo(steel.toString()));
        }
        ask(Map.of("query", "шымкент болат өнеркәсіп, ТОО")).body("q0.result[0].match", equalTo(true));
        for (var name : new String[]{"한솔물산", "(주)한솔물산", "Hansol Mulsan", "Хансоль Мульсан"}) {
            ask(Map.of("query", name)).body("q0.result[0].id", equalTo(korean.toString()));
        }
    }

    @Test
    void what_else_is_known_narrows_and_an_identifier_decides() {
        var one = company("Gemini Trading LLC", "GE", ", 'identifiers': [{'scheme': 'GE-TIN', 'value': '404404404'}]");
        var other = company("Gemini Trading Ltd", "AM", "");
        ask(Map.of("query", "Gemini Trading")).body("q0.result.match", not(hasItem(true)));
        ask(Map.of("query", "Gemini Trading", "properties", List.of(Map.of("pid", "country", "v", "AM"))))
                .body("q0.result[0].id", equalTo(other.toString())).body("q0.result[0].match", equalTo(true))
                .body("q0.result[1].score", lessThan(90f));
        ask(Map.of("query", "Something else", "properties",
                List.of(Map.of("pid", "GE-TIN", "v", List.of("404404404")))))
                .body("q0.result.id", contains(one.toString())).body("q0.result[0].match", equalTo(true));
        // In whichever order they are given.
        var agrees = Map.of("pid", "GE-TIN", "v", "404404404");
        var contradicts = Map.of("pid", "country", "v", "AM");
        for (var properties : List.of(List.of(agrees, contradicts), List.of(contradicts, agrees))) {
            ask(Map.of("query", "Something else", "properties", properties)).body("q0.result[0].score", equalTo(60f))
                    .body("q0.result[0].match", equalTo(false));
        }
        ask(Map.of("query", "Gemini Trading", "type", "branch")).body("q0.result", empty());
    }

    @Test
    void of_companies_with_one_name_the_one_that_has_the_identifier_is_meant() {
        for (int i = 0; i < 3; i++) {
            company("Twin Logistics LLC", "AM", "");
            var id = company("Twin Logistics LLC", "GE",
                    ", 'identifiers': [{'scheme': 'GE-TIN', 'value': '50505050" + i + "'}]");
            company("Twin Logistics LLC", "AZ", "");
            ask(Map.of("query", "Twin Logistics LLC", "properties", List.of(Map.of("pid", "GE-TIN", "v", "50505050" + i))))
                    .body("q0.result[0].id", equalTo(id.toString()), "q0.result[0].match", equalTo(true))
                    .body("q0.result[1].score", equalTo(100f), "q0.result[1].match", equalTo(false));
        }
    }

    @Test
    void what_is_called_just_so_comes_first_of_more_with_the_word_than_are_compared() {
        for (int i = 0; i < 50; i++) {
            company("Orion " + i, "KZ", "");
        }
        var id = company("Orion", "AM", "").toString();
        ask(Map.of("query", "Orion", "properties", List.of(Map.of("pid", "country", "v", "AM"))))
                .body("q0.result[0].id", equalTo(id)).body("q0.result[0].match", equalTo(true));
        ask(Map.of("query", "Orion LLP")).body("q0.result[0].id", equalTo(id)).body("q0.result[0].match", equalTo(true));
        get("reconcile/suggest/entity?prefix=orion").body("result[0].id", equalTo(id)).body("result", hasSize(10));
        get("reconcile/suggest/entity?prefix=rion&cursor=50").body("result", hasSize(1));
    }

    @Test
    void a_company_of_the_country_is_found_among_many_more_like_it_elsewhere() {
        for (int i = 0; i < 60; i++) {
            company("Cassiopeia " + i, "KZ", "");
        }
        var id = company("Cassiopeia East", "AM", "").toString();
        ask(Map.of("query", "Cassiopeia", "properties", List.of(Map.of("pid", "country", "v", "AM"))))
                .body("q0.result[0].id", equalTo(id));
    }

    @Test
    void an_identifier_decides_in_whichever_of_its_spellings() {
        var id = company("Lyra Logistics", "KR", ", 'identifiers': [{'scheme': 'KR-BRN', 'value': '220-81-62517'}]").toString();
        for (var property : List.of("KR-BRN", "identifier")) {
            ask(Map.of("query", "Something else", "properties", List.of(Map.of("pid", property, "v", "2208162517"))))
                    .body("q0.result.id", contains(id)).body("q0.result[0].match", equalTo(true));
        }
    }

    @Test
    void a_batch_comes_by_address_too_and_names_are_completed() {
        var id = company("Zephyr Anonim Sirketi", "TR", "");
        given().queryParam("queries", "{\"a\": {\"query\": \"Zephyr Anonim Sirketi\"}, \"b\": {\"query\": \"!?\"}}")
                .get("/api/trade/reconcile").then().statusCode(200).body("a.result[0].id", equalTo(id.toString()))
                .body("b.result", empty());
        get("reconcile/suggest/entity?prefix=zephyr").body("result.id", contains(id.toString()));
        get("reconcile/suggest/property?prefix=busin").body("result.id", contains("KZ-BIN", "KR-BRN"));
        get("reconcile/suggest/type?prefix=repr").body("result.id", contains("representative-office"));
    }

    /** What OpenRefine 3.9 sends from the first look at the service to a cell that is matched by hand; its fields are Freebase's. */
    @Test
    void every_request_of_openrefine_is_answered_as_it_needs() {
        var id = company("Quokka Tarazy LLP", "KZ", ", 'identifiers': [{'scheme': 'KZ-BIN', 'value': '990140000999'}]");
        var page = given().header("Origin", "http://127.0.0.1:3333").header("Referer", "http://127.0.0.1:3333/")
                .accept("application/json, text/javascript, */*; q=0.01");
        // The page adds the service: what it lacks it falls back to, such as a batch of 10.
        var manifest = given().spec(page).get("/api/trade/reconcile").then().statusCode(200)
                .contentType("application/json").header("Access-Control-Allow-Origin", "*").extract().jsonPath();
        assertTrue(manifest.getInt("batchSize") > 0);
        assertNotNull(manifest.getString("schemaSpace"));
        // The server guesses the column's type by ten of its cells.
        form("{\"q0\":{\"query\":\"Quokka Tarazy LLP\",\"limit\":3},\"q1\":{\"query\":\"Xyzzy Quux Plugh\",\"limit\":3}}")
                .body("q0.result[0].type.id", contains("company"), "q0.result[0].type.name", contains("Company"))
                .body("q1.result", empty());
        // The page completes types and properties, the server sends the cells with what other columns say of them.
        for (var kind : List.of("type", "property")) {
            suggested(page, manifest, kind, "prefix=compan&spell=always&exact=false&scoring=schema&prefixed=true");
        }
        assertEquals(List.of("KZ-BIN", "KR-BRN"), suggested(page, manifest, "property",
                "prefix=busin&spell=always&exact=false&scoring=schema&prefixed=true"));
        form("{\"q0\":{\"query\":\"Quokka Tarazy\",\"type\":\"company\",\"type_strict\":\"should\",\"properties\":["
                + "{\"pid\":\"KZ-BIN\",\"v\":990140000999},{\"pid\":\"city\",\"v\":{\"id\":\"x\",\"name\":\"Taraz\"}}],\"limit\":5},"
                + "\"q1\":{\"query\":\"Quokka Tarazy\"}}")
                .body("q0.result[0].id", equalTo(id.toString()), "q0.result[0].match", equalTo(true))
                .body("q0.result[0].name", equalTo("Quokka Tarazy LLP"), "q0.result[0].score", equalTo(100f))
                .body("q1.result.id", contains(id.toString()));
        // Somebody looks for the match of a cell, goes on in the list, and opens what was found.
        var typed = "spell=always&exact=false&prefixed=true";
        assertEquals(List.of(id.toString()), suggested(page, manifest, "entity", "prefix=quokka&" + typed));
        assertEquals(List.of(), suggested(page, manifest, "entity", "prefix=quokka&cursor=10&" + typed));
        given().get(manifest.getString("view.url").replace("{{id}}", id.toString())).then().statusCode(200);
    }

    private static ValidatableResponse form(String queries) {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8").header("User-Agent", "OpenRefine 3.9.5")
                .formParam("queries", queries).post("/api/trade/reconcile").then().log().ifValidationFails().statusCode(200);
    }

    private static List<String> suggested(RequestSpecification page, JsonPath manifest, String kind, String query) {
        var service = "suggest." + kind;
        return given().spec(page)
                .get(manifest.getString(service + ".service_url") + manifest.getString(service + ".service_path")
                        + "?" + query)
                .then().log().ifValidationFails().statusCode(200).header("Access-Control-Allow-Origin", "*")
                .body("result.name", everyItem(notNullValue())).extract().path("result.id");
    }

    @Test
    void an_id_in_place_of_a_name_is_the_company_itself() {
        var id = company("Idris Holding", "AE", "");
        company("Idris Holding", "AE", "");
        ask(Map.of("query", id.toString(), "limit", 1000)).body("q0.result.id", contains(id.toString()))
                .body("q0.result[0].match", equalTo(true));
        ask(Map.of("query", UUID.randomUUID().toString())).body("q0.result", empty());
        get("reconcile/suggest/entity?prefix=" + id).body("result.id", contains(id.toString()));
    }

    @Test
    void what_is_no_batch_is_refused() {
        for (var queries : new String[]{"", "[]", "{", "{\"q\": 1}", "{\"q\": {\"query\": \"x\", \"limit\": 0}}", "{\"q\": {}}",
                "{\"q\": null}",
                "{\"q\": {\"query\": \"x\", \"properties\": [" + "{\"pid\": \"city\", \"v\": \"x\"},".repeat(20)
                        + "{\"pid\": \"city\", \"v\": \"x\"}]}}",
                "{\"q\": {\"query\": \"x\", \"properties\": [{\"pid\": \"city\", \"v\": [" + "\"x\", ".repeat(20)
                        + "\"x\"]}]}}",
                "{\"q\": {\"query\": \"x\", \"properties\": [{\"pid\": \"city\", \"v\": \"" + "x".repeat(501) + "\"}]}}",
                "{\"q\": {\"query\": \"x\", \"properties\": [null]}}", "{\"q\": {\"query\": \"x\", \"type\": \"planet\"}}"}) {
            given().formParam("queries", queries).post("/api/trade/reconcile").then().log().ifValidationFails().statusCode(400)
                    .contentType("application/problem+json").header("Access-Control-Allow-Origin", "*");
        }
        var many = IntStream.range(0, 51).mapToObj(i -> "\"q" + i + "\": {\"query\": \"x\"}").collect(Collectors.joining(","));
        given().formParam("queries", "{" + many + "}").post("/api/trade/reconcile").then().statusCode(413);
        given().post("/api/trade/reconcile").then().statusCode(oneOf(400, 415));
        given().formParam("queries",
                "{\"q\": {\"query\": \"x\", \"properties\": [{\"pid\": \"country\", \"v\": \"\\u0000\"}]}}")
                .post("/api/trade/reconcile").then().statusCode(422);
    }

    @Test
    void a_legal_form_is_no_part_of_a_name() {
        assertEquals("Ромашка", CompanyName.bare("ООО «Ромашка»"));
        assertEquals("삼성물산", CompanyName.bare("(주)삼성물산"));
        assertEquals("삼성물산", CompanyName.bare("삼성물산 주식회사"));
        assertEquals("Samsung C&T", CompanyName.bare("Samsung C&T Co., Ltd."));
        assertEquals("Colimited", CompanyName.bare("Colimited"));
        assertEquals("LLP", CompanyName.bare("LLP"));
    }
}
