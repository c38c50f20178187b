package org.tamga.education;

import static io.restassured.RestAssured.given;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.tamga.testing.ChangeLog;
import org.tamga.testing.Citations;
import org.tamga.testing.Tokens;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** The service's API as a test's editor uses it. */
public final class Api {

    /** What the service announces. */
    public static final ChangeLog CHANGES = ChangeLog.of("education");

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
        var location = editor().body(body(members)).post("/api/education/" + collection).then().log().ifValidationFails()
                .statusCode(201).extract().header("Location");
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
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
}
