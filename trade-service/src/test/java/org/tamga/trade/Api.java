package org.tamga.trade;

import static io.restassured.RestAssured.given;

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
    public static final ChangeLog CHANGES = ChangeLog.of("trade");

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
        var location = editor().body(body(members)).post("/api/trade/" + collection).then().log().ifValidationFails()
                .statusCode(201).extract().header("Location");
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    /** GETs an address below {@code /api/trade/}. */
    public static ValidatableResponse get(String address) {
        return given().get("/api/trade/" + address).then().log().ifValidationFails();
    }
}
