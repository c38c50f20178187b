package org.tamga.gateway.session;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;
import org.tamga.testing.Tokens;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookies;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(value = RealServices.class, initArgs = {
        @ResourceArg(name = RealServices.DATABASE, value = "gateway"), @ResourceArg(name = RealServices.KAFKA, value = "true")})
@WithTestResource(StandIns.class)
class SessionResourceTest {

    private static final String FORM = "/edit/trade/companies?lang=ru&validAt=2025-01-01";

    @Test
    void leads_over_the_provider_and_back_to_the_form() {
        var asked = browser().get("/sign-in/oidc?next=" + URLEncoder.encode(FORM, StandardCharsets.UTF_8));
        assertEquals(302, asked.statusCode());
        var question = query(asked);
        assertEquals("code", question.get("response_type"));
        assertEquals("S256", question.get("code_challenge_method"));
        assertTrue(question.get("redirect_uri").endsWith("/sign-in/oidc"), question.get("redirect_uri"));
        assertIsStrict(asked);
        var back = answered(asked, grant(asked, "anna", 600, true));
        assertEquals(302, back.statusCode());
        assertIsStrict(back);
        assertFalse(back.header("Location").contains("code="), back.header("Location"));
        browser().cookies(back.detailedCookies()).get(back.header("Location")).then().statusCode(303).header("Location",
                is(FORM));
    }

    @Test
    void a_code_that_another_asked_for_lets_nobody_in() {
        var asked = browser().get("/sign-in/oidc");
        var other = browser().get("/sign-in/oidc");
        var back = answered(asked, grant(other, "mallory", 600, true));
        assertEquals(401, back.statusCode());
        assertTrue(back.detailedCookies().asList().stream()
                .noneMatch(cookie -> cookie.getName().startsWith("q_session") && !cookie.getValue().isEmpty()));
        // Without what it was asked with, a code is none: it begins anew.
        browser().cookies(asked.detailedCookies()).get("/sign-in/oidc?code=" + grant(asked, "mallory", 600, true).code())
                .then().statusCode(302).header("Location", containsString("code_challenge="));
    }

    @Test
    void a_session_counts_for_what_our_own_pages_ask_alone() {
        var cookies = session("berik", 600, true);
        given().cookies(cookies).get("/api/trade/echo").then().body("headers.authorization", nullValue())
                .body("headers.cookie", nullValue());
        var token = given().cookies(cookies).header(SessionTokens.HEADER, "page").body("x".repeat(100_000))
                .post("/api/trade/echo").then().statusCode(200).body("received", is(100_000))
                .body("headers.cookie", nullValue()).extract().<String>path("headers.authorization[0]");
        assertTrue(token.startsWith("Bearer ey"), token);
        assertTrue(cookies.asList().stream().noneMatch(cookie -> cookie.getValue().contains(token.substring(7))));
        given().cookies(cookies).get("/api/webhooks").then().statusCode(401);
        given().cookies(cookies).header(SessionTokens.HEADER, "page").get("/api/webhooks").then().statusCode(200)
                .header("Cache-Control", "no-store");
    }

    @Test
    void a_token_in_the_header_goes_before_the_session() {
        var token = Tokens.as("chin", "subscriber");
        given().cookies(session("dana", 600, true)).header(SessionTokens.HEADER, "page").auth().oauth2(token)
                .get("/api/trade/echo").then().body("headers.authorization", hasItem("Bearer " + token));
    }

    @Test
    void says_who_is_signed_in_and_nothing_of_the_token() {
        given().get("/api/session").then().statusCode(204);
        given().header(SessionTokens.HEADER, "page").get("/api/session").then().statusCode(204);
        var who = given().cookies(session("erlan", 600, true)).header(SessionTokens.HEADER, "page").get("/api/session").then()
                .statusCode(200).header("Cache-Control", "no-store").body("name", is("erlan"))
                .body("groups", hasItem("trade-editor")).extract().asString();
        assertFalse(who.contains("ey"), who);
    }

    @Test
    void a_session_that_is_in_use_gets_new_tokens() {
        var cookies = session("farida", 20, true);
        var renewed = given().cookies(cookies).header(SessionTokens.HEADER, "page").get("/api/session");
        assertEquals(200, renewed.statusCode());
        assertIsStrict(renewed);
    }

    @Test
    void a_session_ends_with_its_tokens_where_the_provider_gives_no_more() {
        var cookies = session("gulnara", 2, false);
        var ended = await().atMost(Duration.ofSeconds(30)).until(
                () -> given().cookies(cookies).header(SessionTokens.HEADER, "page").get("/api/session"),
                answer -> answer.statusCode() == 204);
        assertTrue(isTakenAway(ended));
        var anew = browser().cookies(cookies).get("/sign-in/oidc?next=/report");
        assertEquals(302, anew.statusCode());
        assertEquals("/sign-in", URI.create(anew.header("Location")).getPath());
        assertTrue(isTakenAway(anew));
    }

    @Test
    void signs_out_here_and_at_the_provider() {
        var cookies = session("hyun", 600, true);
        browser().cookies(cookies).header("Sec-Fetch-Site", "cross-site").get("/sign-out").then().statusCode(302)
                .header("Location", "/sign-in");
        var out = browser().cookies(cookies).header("Sec-Fetch-Site", "same-origin").get("/sign-out");
        assertEquals(302, out.statusCode());
        assertTrue(URI.create(out.header("Location")).getPath().equals("/end"), out.header("Location"));
        assertTrue(query(out).get("post_logout_redirect_uri").endsWith("/sign-in"));
        assertTrue(isTakenAway(out));
    }

    @Test
    void says_that_the_provider_let_nobody_in() {
        var asked = browser().get("/sign-in/oidc?next=" + URLEncoder.encode(FORM, StandardCharsets.UTF_8));
        var back = browser().cookies(asked.detailedCookies())
                .get("/sign-in/oidc?error=access_denied&state=" + query(asked).get("state"));
        var page = given().urlEncodingEnabled(false).accept("text/html").get(back.header("Location"));
        assertEquals(200, page.statusCode());
        assertTrue(page.asString().contains("Nobody was signed in"), page.asString());
        assertTrue(page.asString().contains("next=%2Fedit%2Ftrade"), page.asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
            "evil.example",
            "///evil.example", "/sign-out", "/sign-in/oidc?next=/", "http:/x", "/a b"})
    void leads_to_no_other_place(String next) {
        assertEquals("/sign-in", SessionResource.own(next).toString());
    }

    @ParameterizedTest
    @CsvSource({"/report", "/edit/trade/companies/1?lang=ko&validAt=2025-01-01", "/"})
    void leads_to_pages_of_ours(String next) {
        assertEquals(next, SessionResource.own(next).toString());
    }

    private static Cookies session(String subject, int seconds, boolean isRenewed) {
        var asked = browser().get("/sign-in/oidc");
        return answered(asked, grant(asked, subject, seconds, isRenewed)).detailedCookies();
    }

    private static Response answered(Response asked, Provider.Grant grant) {
        return browser().cookies(asked.detailedCookies())
                .get("/sign-in/oidc?code=" + grant.code() + "&state=" + query(asked).get("state"));
    }

    private static Provider.Grant grant(Response asked, String subject, int seconds, boolean isRenewed) {
        var question = query(asked);
        return new Provider.Grant(question.get("nonce"), question.get("code_challenge"), subject, seconds, isRenewed);
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false).accept("text/html").urlEncodingEnabled(false);
    }

    private static Map<String, String> query(Response redirect) {
        return Arrays.stream(URI.create(redirect.header("Location")).getRawQuery().split("&")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static boolean isTakenAway(Response answer) {
        return answer.detailedCookies().asList().stream()
                .anyMatch(cookie -> cookie.getName().equals("q_session") && cookie.getMaxAge() == 0);
    }

    private static void assertIsStrict(Response answer) {
        // Those that are taken away aside.
        var cookies = answer.detailedCookies().asList().stream().filter(cookie -> cookie.getMaxAge() != 0).toList();
        assertFalse(cookies.isEmpty());
        cookies.forEach(cookie -> {
            assertTrue(cookie.isHttpOnly(), cookie.toString());
            assertNotNull(cookie.getSameSite(), cookie.toString());
            assertTrue(List.of("Lax", "Strict").contains(cookie.getSameSite()), cookie.toString());
        });
    }
}
