package org.tamga.trade;

import static io.restassured.RestAssured.given;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.tamga.testing.Citations;
import org.tamga.testing.Tokens;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** The service's API as a test's editor uses it. */
public final class Api {

    private Api() {
    }

    /** A request of somebody who may write. */
    public static RequestSpecification editor() {
        return given().auth().oauth2(Tokens.of("trade-editor")).contentType(ContentType.JSON);
    }

    /** A body of these members, in JSON with single quotes, and a source. */
    public static String body(String members) {
        return "{" + members.replace('\'', '"') + (members.isEmpty() ? "" : ", ") + "\"sources\": [" + Citations.ANY + "]}";
    }

    /** PUTs a record that does not exist yet. */
    public static ValidatableResponse put(String collection, UUID id, String members) {
        return editor().body(body(members)).put("/api/trade/" + collection + "/" + id).then().log().ifValidationFails();
    }

    /** POSTs a record that must be accepted, and gives its id. */
    public static UUID record(String collection, String members) {
        return UUID.fromString(editor().body(body(members)).post("/api/trade/" + collection).then().log()
                .ifValidationFails().statusCode(201).extract().path("id"));
    }

    /** GETs an address below {@code /api/trade/}. */
    public static ValidatableResponse get(String address) {
        return given().get("/api/trade/" + address).then().log().ifValidationFails();
    }

    /** What was announced of a record so far, in its order: the past tense in the types of its events. */
    public static List<String> events(UUID id) {
        var types = new ArrayList<String>();
        List<Integer> sequences;
        var after = 0;
        do {
            var page = given().queryParam("limit", 500).queryParam("after", after).get("/api/trade/changes").then().extract();
            sequences = page.path("items.sequence");
            types.addAll(page.path("items.findAll { it.subject == '" + id + "' }.type"));
            after = sequences.isEmpty() ? after : sequences.get(sequences.size() - 1);
        } while (!sequences.isEmpty());
        return types.stream().map(type -> type.replaceAll("org\\.tamga\\.trade\\.[a-z-]+\\.(.+)\\.v1", "$1")).toList();
    }
}
