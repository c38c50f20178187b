package org.tamga.education;

import static io.restassured.RestAssured.given;

import java.nio.charset.StandardCharsets;
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
        return given().auth().oauth2(Tokens.of("education-editor")).contentType(ContentType.JSON);
    }

    /** A body of these members, in JSON with single quotes, and a source. */
    public static String body(String members) {
        return "{" + members.replace('\'', '"') + (members.isEmpty() ? "" : ", ") + "\"sources\": [" + Citations.ANY + "]}";
    }

    /** PUTs a record that does not exist yet. */
    public static ValidatableResponse put(String collection, UUID id, String members) {
        return editor().body(body(members)).put("/api/education/" + collection + "/" + id).then().log().ifValidationFails();
    }

    /** POSTs a record that must be accepted, and gives its id. */
    public static UUID record(String collection, String members) {
        return UUID.fromString(editor().body(body(members)).post("/api/education/" + collection).then().log()
                .ifValidationFails().statusCode(201).extract().path("id"));
    }

    /** Imports a file into a collection. */
    public static ValidatableResponse take(String collection, String format, String type, String file) {
        return editor().contentType(type).body(file.getBytes(StandardCharsets.UTF_8))
                .post("/api/education/" + collection + "/import?format=" + format).then()
                .log()
                .ifValidationFails();
    }

    /** GETs an address below {@code /api/education/}. */
    public static ValidatableResponse get(String address) {
        return given().get("/api/education/" + address).then().log().ifValidationFails();
    }

    /** What was announced of a record so far, in its order: the past tense in the types of its events. */
    public static List<String> events(UUID id) {
        List<String> types = given().queryParam("limit", 500).get("/api/education/changes").then().extract()
                .path("items.findAll { it.subject == '" + id + "' }.type");
        return types.stream().map(type -> type.replaceAll("org\\.tamga\\.education\\.[a-z-]+\\.(.+)\\.v1", "$1")).toList();
    }
}
