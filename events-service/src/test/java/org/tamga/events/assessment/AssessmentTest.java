package org.tamga.events.assessment;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.events.EventsApi.awaitEvent;
import static org.tamga.events.EventsApi.awaitLetters;
import static org.tamga.events.EventsApi.awaitState;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.giveUpFirst;
import static org.tamga.events.EventsApi.letTomorrowCome;
import static org.tamga.events.EventsApi.letters;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.rebuild;
import static org.tamga.events.EventsApi.recorded;
import static org.tamga.events.EventsApi.retract;
import static org.tamga.events.EventsApi.whileOthersWait;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.events.Education;
import org.tamga.events.EventsApi;
import org.tamga.events.EventsTest;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.testing.Tokens;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Claims follow what education-service, whose part the test plays, announces of a measure. */
@EventsTest
class AssessmentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CODE = Education.CODE;

    private static String statement;

    @Inject
    Database database;

    @BeforeAll
    static void define() {
        Education.define();
    }

    @BeforeEach
    void say() {
        statement = EventsApi.statement(EventsApi.gathering("2025-12-17"));
    }

    @Test
    void a_claim_follows_the_record_and_every_finding_is_kept_and_announced() {
        var claim = claim("AA", 100, "things");
        awaitVerdict(claim, "no-data").body("assessment.automatic.observed.value", nullValue(),
                "assessment.human", nullValue(), "assessment.automatic.explanation", hasKey("kk"));
        Education.read("AA", 3, "partial", 1);
        awaitObserved(claim, 3).body("assessment.automatic.verdict", equalTo("no-data"));
        Education.read("AA", 4, "partial", 1);
        awaitObserved(claim, 4).body("assessment.automatic.verdict", equalTo("no-data"));
        Education.read("AA", 4, "complete", 1);
        awaitVerdict(claim, "overstated").body("assessment.automatic.difference", equalTo(96),
                "assessment.automatic.breakdown.label", contains("kind: a"),
                "assessment.automatic.evidence", equalTo("/api/education/things"));
        get("claims?verdict=overstated&limit=500").body("items.id", hasItem(claim));
        get("claims?verdict=no-data&limit=500").body("items.id", not(hasItem(claim)));
        Education.read("AA", 99, "complete", 1);
        awaitVerdict(claim, "within-tolerance");
        put("claims/" + claim, count("AA", 99, "things"), 1).statusCode(200);
        awaitVerdict(claim, "consistent");
        get("claims/" + claim + "/assessments").body("items.verdict",
                contains("consistent", "within-tolerance", "overstated", "no-data", "no-data", "no-data"));
        get("claims/" + claim + "/assessments?limit=2").body("items.verdict", contains("consistent", "within-tolerance"))
                .body("next", not(nullValue()));
        awaitEvent(claim, "claim.assessed");
        awaitEvent(claim, "claim.verdict-changed");
        get("claims?verdict=right").statusCode(400);
    }

    @Test
    void what_is_found_again_under_the_same_key_is_answered_as_before_and_kept_once() {
        var claim = claim("ZW", 100, "things");
        awaitVerdict(claim, "no-data");
        var kept = 1;
        for (var asked : List.of("{'method': 'human', 'verdict': 'disputed', 'explanation': {'en': 'Why'}, 'sources':"
                + " [{'type': 'transcript', 'title': 'T', 'publisher': 'P'}]}",
                "{'method': 'automatic', 'validAt': '2025-06-01'}")) {
            var key = UUID.randomUUID().toString();
            var first = assess(claim, asked, key).statusCode(201).extract().asString();
            assertEquals(first, assess(claim, asked, key).statusCode(201).extract().asString());
            assess(claim, asked.replace("Why", "Because").replace("06-01", "07-01"), key).statusCode(422).body("type",
                    containsString("idempotency-key-reused"));
            get("claims/" + claim + "/assessments").body("items", hasSize(++kept));
        }
    }

    @Test
    void a_claim_that_leaves_its_measure_or_is_withdrawn_keeps_no_verdict_of_the_rules() {
        var claim = claim("AF", 5, "things");
        Education.read("AF", 1, "complete", 1);
        var then = awaitVerdict(claim, "overstated").extract().<String>path("assessment.automatic.recordedAt");
        put("claims/" + claim, "{'statementId': '" + statement + "', 'text': {'en': 'Words'}, 'kind': 'position'}", 1)
                .statusCode(200);
        awaitVerdict(claim, null);
        get("claims?verdict=overstated&limit=500").body("items.id", not(hasItem(claim)));
        get("claims?verdict=overstated&limit=500&knownAt=" + then).body("items.id", hasItem(claim));
        get("claims/" + claim + "?knownAt=" + then).body("assessment.automatic.verdict", equalTo("overstated"));
        get("claims/" + claim + "/assessments").body("items[0].verdict", equalTo("overstated"));
        awaitEvent(claim, "claim.verdict-withdrawn");
        awaitState("events.assessment", claim, false);

        put("claims/" + claim, count("AF", 5, "things"), 2).statusCode(200);
        awaitVerdict(claim, "overstated");
        awaitState("events.assessment", claim, true);
        given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON).header("If-Match", "\"3\"")
                .body("{\"because\": \"Never said\", \"sources\": [{\"type\": \"transcript\", \"title\": \"T\","
                        + " \"publisher\": \"P\"}]}")
                .post("/api/events/claims/" + claim + "/retraction").then().statusCode(200);
        awaitState("events.assessment", claim, false);
    }

    @Test
    void a_claim_that_begins_today_is_assessed_though_nobody_writes() {
        var claim = recorded("claims", count("AI", 5, "things").replaceFirst("'kind'",
                "'validFrom': '" + Records.today().plusDays(1) + "', 'kind'"));
        Education.read("AI", 5, "complete", 1);
        awaitVerdict(claim("AI", 5, "things"), "consistent");
        letTomorrowCome(database, "claim", claim);
        awaitEvent(claim, "claim.took-effect");
        awaitVerdict(claim, "consistent");
    }

    @Test
    void what_is_defined_otherwise_is_assessed_again() {
        Education.define("education.kinds", "kinds", 1);
        var claim = EventsApi.id();
        await().atMost(PATIENCE).untilAsserted(() -> put("claims/" + claim,
                count("AJ", 5, "things").replace(CODE, "education.kinds")).statusCode(201));
        awaitVerdict(claim, "not-comparable");
        Education.define("education.kinds", "things", 2);
        awaitVerdict(claim, "no-data");
    }

    @Test
    void a_figure_of_the_speakers_own_office_proves_nothing_also_once_it_is_known_whose_words_they_are() {
        var claim = claim("AH", 7, "things");
        Education.read("AH", 7, "complete", 1);
        awaitVerdict(claim, "consistent");
        var office = recorded("organisations", "{'name': {'en': 'Bureau'}, 'otherNames': [{'name': 'OFFICE'}]}");
        var post = recorded("posts", "{'organisationId': '" + office + "', 'role': 'head', 'label': {'en': 'Head of it'}}");
        var gathering = get("statements/" + statement).extract().<String>path("gatheringId");
        var head = recorded("gatherings/" + gathering + "/participations", "{'personId': '" + EventsApi.person()
                + "', 'role': 'speaker', 'postId': '" + post + "'}");
        put("statements/" + statement, "{'gatheringId': '" + gathering + "', 'kind': 'speech', 'participationId': '" + head
                + "', 'text': {'en': 'Words'}}", 1).statusCode(200);
        awaitVerdict(claim, "not-independent");
    }

    @Test
    void an_assessment_is_dated_as_its_event_is() {
        var claim = claim("AG", 5, "things");
        var assessed = awaitVerdict(claim, "no-data").extract().<String>path("assessment.automatic.recordedAt");
        get("claims/" + claim).body("assessment.automatic.knownAt", equalTo(assessed),
                "assessment.automatic.observed.knownAt", equalTo(assessed));
        var event = EventsApi.CHANGES.await(UUID.fromString(claim),
                change -> change.get("topic").asText().equals("events.assessment"));
        assertEquals(assessed, event.get("time").asText());
    }

    @Test
    void a_persons_finding_stands_beside_the_rules_own() {
        var claim = claim("AB", 10, "things");
        awaitVerdict(claim, "no-data");
        get("claims/" + claim + "/claimreview.jsonld").body("reviewRating.alternateName", equalTo("no-data"),
                "reviewRating.ratingValue", nullValue(), "reviewRating.worstRating", equalTo(1),
                "reviewRating.bestRating", equalTo(5));
        assess(claim, "{'method': 'human', 'verdict': 'disputed'}").statusCode(422).body("type",
                equalTo("https://tamga.example/problems/source-required"));
        var sources = "'sources': [{'type': 'news-report', 'title': 'T', 'publisher': 'P'}]";
        assess(claim, "{'method': 'human', 'explanation': {'en': 'Why'}, " + sources + "}").statusCode(422)
                .body("violations.pointer", contains("/verdict"));
        assess(claim, "{'method': 'human', 'verdict': 'sure', 'explanation': {'en': 'Why'}, " + sources + "}").statusCode(422);
        assess(claim, "{'method': 'human', 'verdict': 'disputed', 'explanation': {'en': 'Why'}, " + sources + "}")
                .statusCode(201)
                .body("recordedBy", equalTo("test"));
        get("claims/" + claim + "/claimreview.jsonld").body("reviewRating.alternateName", equalTo("disputed"),
                "reviewRating.ratingValue", equalTo(3));
        Education.read("AB", 10, "complete", 1);
        awaitVerdict(claim, "consistent").body("assessment.human.verdict", equalTo("disputed"),
                "assessment.human.explanation.en", equalTo("Why"));
        // A list has what they come to: the person's verdict, beside what the rules found in the record.
        var before = Instant.now();
        for (var then : List.of("", "&knownAt=" + before, "&knownAt=" + before + "&knownBasis=recorded")) {
            get("claims?statementId=" + statement + "&include=assessed" + then).body("items.assessed.verdict",
                    contains("disputed"), "items.assessed.method", contains("human"), "items.assessed.observed.value",
                    contains(10), "items.assessed.evidence", contains("/api/education/things"));
        }
        get("claims?verdict=disputed&limit=500").body("items.id", hasItem(claim));
        get("claims?verdict=consistent&limit=500").body("items.id", hasItem(claim));
        given().contentType(ContentType.JSON).body("{}").post("/api/events/claims/" + claim + "/assessments").then()
                .statusCode(401);
        assess(UUID.randomUUID().toString(), "{'method': 'automatic'}").statusCode(404);
        for (var none : List.of("nothing", "1-1-1-1-1")) {
            assess(none, "{'method': 'automatic'}").statusCode(400);
            get("claims/" + none + "/assessments").statusCode(400);
        }
    }

    @Test
    void nothing_is_found_of_a_claim_that_is_withdrawn_meanwhile() {
        var claim = claim("AL", 10, "things");
        awaitVerdict(claim, "no-data");
        whileOthersWait(database, "claim_assessment", "claim_id", claim,
                () -> assess(claim, "{'method': 'human', 'verdict': 'disputed', 'explanation': {'en': 'Why'},"
                        + " 'sources': [{'type': 'news-report', 'title': 'T', 'publisher': 'P'}]}"),
                () -> retract("claims/" + claim, 1).statusCode(200)).statusCode(404).body("type",
                        equalTo("https://tamga.example/problems/retracted"));
    }

    @Test
    void nobody_assesses_a_position() {
        var claim = recorded("claims",
                "{'statementId': '" + statement + "', 'text': {'en': 'It is good'}, 'kind': 'position'}");
        assess(claim, "{'method': 'human', 'verdict': 'disputed', 'explanation': {'en': 'Why'},"
                + " 'sources': [{'type': 'news-report', 'title': 'T', 'publisher': 'P'}]}").statusCode(422)
                .body("violations.pointer", contains("/method"));
        assess(claim, "{'method': 'automatic'}").statusCode(422).body("violations.pointer", contains("/method"));
        get("claims/" + claim + "/assessments").body("items", hasSize(0));
    }

    @Test
    void the_rules_run_on_demand_for_another_day_or_another_knowledge() {
        var claim = claim("AC", 7, "things");
        Education.read("AC", 7, "complete", 1);
        var then = awaitVerdict(claim, "consistent").extract().<String>path("assessment.automatic.recordedAt");
        Education.read("AC", 1, "complete", 1);
        awaitVerdict(claim, "overstated");
        assess(claim, "{'method': 'automatic'}").statusCode(201).body("verdict", equalTo("overstated"));
        assess(claim, "{'method': 'automatic', 'knownAt': '" + then + "'}").statusCode(201).body("verdict",
                equalTo("consistent"));
        awaitVerdict(claim, "overstated");
        get("claims/" + claim + "?knownAt=" + then).body("assessment.automatic.verdict", equalTo("consistent"));
    }

    @Test
    void a_claim_is_bound_to_a_measure_that_there_is_by_its_dimensions() {
        await().atMost(PATIENCE).untilAsserted(() -> put("claims/" + EventsApi.id(),
                count("AA", 1, "things").replace(CODE, "education.nothing")).statusCode(422).body("violations.pointer",
                        contains("/measure/code")));
        put("claims/" + EventsApi.id(), count("AA", 1, "things").replace("'host': 'KZ'", "'guest': 'KZ'")).statusCode(422)
                .body("violations.pointer", contains("/measure/dimensions"));
    }

    @Test
    void a_reading_by_an_unknown_definition_is_put_aside_and_others_go_on() {
        var claim = claim("AD", 5, "things");
        Education.read("AE", 5, "complete", 9, Instant.now().minusSeconds(3600));
        Education.read("AD", 5, "complete", 1);
        awaitVerdict(claim, "consistent");
        await().atMost(PATIENCE).untilAsserted(() -> given().auth().oauth2(Tokens.of("operator"))
                .get("/api/events/dead-letters?topic=education.measure").then().statusCode(200)
                .body("items.key", hasItem(Education.key("AE"))));
    }

    @Test
    void a_reading_waits_for_its_definition_however_long_it_was_under_way_itself() {
        Education.define("education.late", "things", 1);
        var claim = EventsApi.id();
        await().atMost(PATIENCE).untilAsserted(() -> put("claims/" + claim,
                count("AM", 5, "things").replace(CODE, "education.late")).statusCode(201));
        Education.read("education.late", "AM", 5, "complete", 2, Instant.now().minusSeconds(3600));
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE)
                .until(() -> letters("education.measure", "education.late?host=KZ&origin=AM").isEmpty());
        Education.define("education.late", "things", 2);
        awaitVerdict(claim, "consistent");
    }

    @Test
    void announcements_that_waited_are_known_of_after_a_rebuild_too() {
        var key = Education.key("AN");
        Education.garble("AN");
        awaitLetters("education.measure", key, 1);
        var then = Instant.now().minusSeconds(1);
        Education.readBefore("AN", 5, then.minusSeconds(1));
        Education.read("AN", 7, "complete", 1);
        awaitLetters("education.measure", key, 3);
        rebuild("measures-of-education");
        var claim = claim("AN", 7, "things");
        awaitVerdict(claim, "consistent");
        assess(claim, "{'method': 'automatic', 'knownAt': '" + then + "'}").statusCode(201).body("observed.value",
                nullValue());

        giveUpFirst("education.measure", key);
        awaitLetters("education.measure", key, 0);
        assess(claim, "{'method': 'automatic', 'knownAt': '" + then + "'}").statusCode(201).body("observed.value",
                equalTo(5));
    }

    @Test
    void after_any_changes_every_claim_stands_at_what_a_recount_finds() {
        var random = new Random(5);
        var origins = List.of("BA", "BB", "BC");
        var claims = new ArrayList<String>();
        for (int i = 0; i < 9; i++) {
            claims.add(claim(origins.get(i % 3), random.nextInt(20), i % 4 == 0 ? null : "things"));
        }
        for (int change = 0; change < 60; change++) {
            Education.read(origins.get(random.nextInt(3)), random.nextInt(20), random.nextBoolean() ? "complete" : "partial",
                    1);
        }
        for (var origin : origins) {
            // None of the values before, so that it is the last one that is waited for.
            Education.read(origin, 25, "complete", 1);
        }
        for (var claim : claims) {
            awaitObserved(claim, 25);
            var stands = get("claims/" + claim).extract().<String>path("assessment.automatic.id");
            assertEquals(stands, assess(claim, "{'method': 'automatic'}").statusCode(201).extract().path("id"));
        }
        get("claims/" + claims.get(0) + "/assessments").body("items", not(hasSize(0)));
    }

    private static String claim(String origin, int value, String unit) {
        return recorded("claims", count(origin, value, unit));
    }

    private static String count(String origin, int value, String unit) {
        return "{'statementId': '" + statement + "', 'text': {'en': 'Words'}, 'kind': 'count', 'aboutDate': '2025-12-17',"
                + " 'quantity': {'value': " + value + (unit == null ? "" : ", 'unit': '" + unit + "'")
                + "}, 'measure': {'code': '"
                + CODE + "', 'dimensions': {'origin': '" + origin + "', 'host': 'KZ'}}}";
    }

    private static ValidatableResponse awaitVerdict(String claim, String verdict) {
        await().atMost(PATIENCE).until(() -> Objects.equals(verdict,
                given().get("/api/events/claims/" + claim).path("assessment.automatic.verdict")));
        return get("claims/" + claim).statusCode(200);
    }

    private static ValidatableResponse awaitObserved(String claim, int value) {
        await().atMost(PATIENCE).until(
                () -> given().get("/api/events/claims/" + claim).path("assessment.automatic.observed.value"),
                observed -> Integer.valueOf(value).equals(observed));
        return get("claims/" + claim).statusCode(200);
    }

    private static ValidatableResponse assess(String claim, String body) {
        return assess(claim, body, UUID.randomUUID().toString());
    }

    private static ValidatableResponse assess(String claim, String body, String key) {
        return given().header("Idempotency-Key", key).auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post("/api/events/claims/" + claim + "/assessments").then().log().ifValidationFails();
    }
}
