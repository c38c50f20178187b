package org.tamga.gateway.route;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;
import org.tamga.testing.Tokens;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** What pages of other origins may do where some are allowed to (Fetch Standard, "CORS protocol"). */
@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
@TestProfile(OtherOriginsTest.SomeAllowed.class)
class OtherOriginsTest {

    private static final String ALLOWED = "https://desk.example";
    private static final String PARCEL = "/api/trade/parcels/0199e7a0-0000-7000-8000-000000000001";

    @TestHTTPResource("/")
    URI gateway;

    /** Two of them, and a limit that one runs into at once. */
    public static class SomeAllowed implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.cors.enabled", "true", "quarkus.http.cors.origins", ALLOWED + ",https://board.example",
                    "tamga.requests.rate-limit.burst", "100", "tamga.requests.rate-limit.per-second", "1");
        }
    }

    private static RequestSpecification from(String origin) {
        return given().header("Origin", origin);
    }

    private static List<String> each(Response answer, String header) {
        return answer.headers().getValues(header).stream().flatMap(value -> Arrays.stream(value.split(","))).map(String::strip)
                .toList();
    }

    private static void assertReadable(Response answer) {
        assertEquals(List.of(ALLOWED), answer.headers().getValues("Access-Control-Allow-Origin"));
        assertTrue(each(answer, "Access-Control-Expose-Headers").containsAll(List.of("ETag", "Link", "Location",
                "Retry-After", "RateLimit", "X-Correlation-Id")), answer.headers().toString());
        assertVaries(answer);
        answer.then().header("Access-Control-Allow-Credentials", not("true"));
    }

    private static void assertVaries(Response answer) {
        assertTrue(each(answer, "Vary").stream().anyMatch("Origin"::equalsIgnoreCase), answer.headers().toString());
    }

    @ParameterizedTest
    @CsvSource({PARCEL + ",200", "/api/trade/measures,200", "/api/trade/silence,504", "/api/webhooks,401", "/openapi,200",
            "/api/changes?format=xml,400", "/assets/tamga.css,200"})
    void an_allowed_origin_reads_answers_and_refusals(String address, int status) {
        var answer = from(ALLOWED).get(address);
        assertEquals(status, answer.statusCode());
        assertReadable(answer);
    }

    @Test
    void an_allowed_origin_reads_what_it_needs_to_change_a_record_and_to_come_again() {
        from(ALLOWED).get(PARCEL).then().header("ETag", "\"1\"");
        from("https://board.example").get(PARCEL).then().header("Access-Control-Allow-Origin", "https://board.example");
        Response refused;
        do {
            // A caller with a limit of its own.
            refused = from(ALLOWED).auth().oauth2(Tokens.as("hasty")).get("/api/trade/nothing");
        } while (refused.statusCode() == 204);
        assertEquals(429, refused.statusCode());
        refused.then().header("Retry-After", not(nullValue()));
        assertReadable(refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE"})
    void a_browser_is_told_beforehand_what_an_allowed_origin_may_send(String method) {
        var answer = from(ALLOWED).header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization,content-type,if-match,idempotency-key")
                .options(PARCEL);
        assertEquals(200, answer.statusCode());
        assertEquals(List.of(ALLOWED), answer.headers().getValues("Access-Control-Allow-Origin"));
        assertTrue(each(answer, "Access-Control-Allow-Methods").contains(method));
        assertTrue(each(answer, "Access-Control-Allow-Headers").containsAll(List.of("Authorization", "Content-Type",
                "If-Match", "If-None-Match", "Idempotency-Key", "Last-Event-ID", "Prefer")), answer.headers().toString());
        // What makes a session count stays with our own pages.
        answer.then().header("Access-Control-Allow-Headers", not(containsString("Tamga-Session")))
                .header("Access-Control-Allow-Credentials", not("true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example", "http://desk.example", "https://desk.example:8443",
            "https://desk.example.elsewhere.example", "null"})
    void any_other_origin_is_refused_and_its_request_goes_no_further(String origin) {
        for (var answer : List.of(from(origin).get(PARCEL), from(origin).body("{}").post("/api/trade/echo"),
                from(origin).header("Access-Control-Request-Method", "PUT").options(PARCEL))) {
            assertEquals(403, answer.statusCode());
            answer.then().header("Access-Control-Allow-Origin", nullValue()).header("ETag", nullValue());
            assertVaries(answer);
        }
    }

    @Test
    void our_own_pages_and_programs_go_on_as_ever() {
        from("http://" + gateway.getAuthority()).body("{}").post("/api/trade/echo").then().statusCode(200);
        given().get(PARCEL).then().statusCode(200).header("Access-Control-Allow-Origin", nullValue()).header("ETag",
                is("\"1\""));
    }
}
