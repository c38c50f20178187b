package org.tamga.mobility;

import static io.restassured.RestAssured.given;

import java.util.List;
import java.util.UUID;

import org.tamga.testing.ChangeLog;
import org.tamga.testing.Tokens;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** The service as a writer and a reader see it, in the fewest words. */
public final class Api {

    /** What the service announces. */
    public static final ChangeLog CHANGES = ChangeLog.of("mobility");

    private static final String SOURCES = """
                                          "sources": [{"type": "official-statement", "title": "Notice", "publisher": "Authority"}]""";

    private Api() {
    }

    /** PUTs members of an object, with a source, under a new id. */
    public static ValidatableResponse put(String collection, String members) {
        return put(collection, UUID.randomUUID(), null, members);
    }

    /** PUTs members of an object, with a source, as a change of the version that the ETag names. */
    public static ValidatableResponse put(String collection, UUID id, String etag, String members) {
        var request = given().auth().oauth2(Tokens.of("mobility-editor")).contentType(ContentType.JSON);
        if (etag != null) {
            request.header("If-Match", etag);
        }
        return request.body("{" + members + (members.contains("\"sources\"") ? "" : ", " + SOURCES) + "}")
                .put("/api/mobility/" + collection + "/" + id).then().log().ifValidationFails();
    }

    /** GETs an address below {@code /api/mobility/}; the parameters fill its braces. */
    public static ValidatableResponse get(String path, Object... parameters) {
        return given().get("/api/mobility/" + path, parameters).then().log().ifValidationFails();
    }

    /** An event of the change log: its type without what all types have in common, and the countries that it concerns. */
    public record Event(String type, List<String> countries) {}

    /** The event that a record's version was announced with. The log shows it once it is settled. */
    public static Event event(UUID id, int version) {
        var event = CHANGES.await(id, item -> item.get("data").path("version").asInt() == version);
        return new Event(event.get("type").asText().replace("org.tamga.mobility.", "").replace(".v1", ""),
                ChangeLog.countries(event));
    }
}
