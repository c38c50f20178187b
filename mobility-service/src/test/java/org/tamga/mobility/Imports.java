package org.tamga.mobility;

import static io.restassured.RestAssured.given;

import java.nio.charset.StandardCharsets;

import org.tamga.testing.Tokens;

import io.restassured.response.ValidatableResponse;

/** Imports as an editor makes them. */
public final class Imports {

    private Imports() {
    }

    /** POSTs a file of that type to a collection's import; the question is what stands behind the question mark. */
    public static ValidatableResponse take(String collection, String question, String type, String content) {
        return take(collection, question, type, content.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #take(String, String, String, String)}, in whatever encoding the bytes are. */
    public static ValidatableResponse take(String collection, String question, String type, byte[] content) {
        return given().auth().oauth2(Tokens.of("mobility-editor")).contentType(type + "; charset=utf-8")
                .body(content)
                .post("/api/mobility/" + collection + "/import?" + question).then().log().ifValidationFails();
    }
}
