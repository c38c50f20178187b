package org.tamga.events.progress;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.events.EventsApi.CHANGES;
import static org.tamga.events.EventsApi.awaitEvent;
import static org.tamga.events.EventsApi.awaitLetters;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.giveUpFirst;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.letTomorrowCome;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.rebuild;
import static org.tamga.events.EventsApi.recorded;
import static org.tamga.events.EventsApi.retract;
import static org.tamga.events.EventsApi.sources;
import static org.tamga.events.EventsApi.whileOthersWait;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tamga.events.Education;
import org.tamga.events.EventsTest;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.testing.Tokens;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Commitments follow what education-service, whose part the test plays, announces of a measure. */
@EventsTest
class ProgressTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SOURCES = "'sources': [{'type': 'third-party', 'title': 'Report', 'publisher': 'Observers'}]";
    private static final LocalDate TODAY = Records.today();
    private static final LocalDate DUE = TODAY.plusDays(90);
    private static final LocalDate RISK = DUE.minusDays(49);

    @Inject
    ProgressRecords progress;

    @Inject
    Database database;

    @BeforeAll
    static void define() {
        Education.define();
    }

    @Test
    void a_commitment_follows_the_record_and_every_point_has_its_event_behind_it() {
        var id = recorded("commitments", commitment("CA", ""));
        get("commitments/" + id).body("measured", nullValue(), "grade", nullValue(), "disagreement", nullValue(), "atRisk",
                nullValue());
        Education.read("CA", 120, "partial", 1);
        awaitMeasured(id, 120).body("measured.share", equalTo(0.2f), "measured.reached", nullValue(), "measured.completeness",
                equalTo("partial"), "measured.evidence", equalTo("/api/education/things"), "measured.at",
                equalTo(TODAY.toString()), "measured.unit", equalTo("things"));
        var event = Education.read("CA", 200, "complete", 1);
        awaitMeasured(id, 200).body("measured.reached", equalTo(true), "atRisk", equalTo(false));
        Education.read("CA", 200, "complete", 1);
        Education.read("CA", 150, "complete", 1);
        var then = awaitMeasured(id, 150).body("measured.reached", equalTo(false)).extract()
                .<String>path("measured.recordedAt");
        get("commitments/" + id + "/progress").body("items.value", contains(150, 200, 120), "items[1].event.topic",
                equalTo("education.measure"), "items[1].event.id", equalTo(event.toString()), "items[1].event.key",
                equalTo(Education.key("CA")), "items.method", contains("measured", "measured", "measured"));
        get("commitments/" + id + "/progress?limit=2").body("items", hasSize(2), "next", notNullValue());
        awaitEvent(id, "commitment.measured");

        put("commitments/" + id, "{'text': {'en': 'Words'}, 'kind': 'programme', 'status': 'adopted'}", 1).statusCode(200);
        awaitMeasured(id, null);
        get("commitments/" + id + "?knownAt=" + then).body("measured.value", equalTo(150));
        get("commitments/" + id + "/progress").body("items", hasSize(3));
    }

    @Test
    void a_persons_grade_stands_beside_what_is_measured_and_a_disagreement_is_listed() {
        var id = recorded("commitments", commitment("CB", ""));
        Education.read("CB", 110, "complete", 1);
        awaitMeasured(id, 110);
        var first = post(id + "/grades", "{'level': 'complete', 'stage': 'interim', 'explanation': {'en': 'Seen'}, " + SOURCES
                + "}").statusCode(201).body("recordedBy", equalTo("test")).extract();
        get("commitments/" + id).body("grade.level", equalTo("complete"), "disagreement", equalTo(true));
        get("commitments?disagreement=true&limit=500").body("items.id", hasItem(id));
        get("commitments?disagreement=false&limit=500").body("items.id", not(hasItem(id)));
        post(id + "/grades",
                "{'level': 'limited', 'stage': 'final', 'supersedes': '" + first.path("id") + "', " + SOURCES + "}")
                .statusCode(201);
        get("commitments/" + id).body("grade.stage", equalTo("final"), "disagreement", equalTo(false));
        get("commitments?disagreement=true&limit=500").body("items.id", not(hasItem(id)));
        get("commitments?disagreement=true&limit=500&knownAt=" + first.path("recordedAt")).body("items.id", hasItem(id));
        get("commitments/" + id + "/grades").body("items.level", contains("limited", "complete"));
        Education.read("CB", 200, "complete", 1);
        awaitMeasured(id, 200).body("disagreement", equalTo(true), "grade.level", equalTo("limited"));
        awaitEvent(id, "commitment.graded");
    }

    @Test
    void what_somebody_reports_counts_where_the_record_does_not_tell() {
        var id = recorded("commitments", "{'text': {'en': 'Words'}, 'kind': 'programme', 'status': 'adopted'}");
        post(id + "/progress", "{'at': '2025-02-01', 'value': 3, 'unit': 'schools', " + SOURCES + "}").statusCode(201);
        post(id + "/progress", "{'at': '2025-01-01', 'value': 1, 'unit': 'schools', " + SOURCES + "}").statusCode(201);
        post(id + "/progress", "{'at': '2025-03-01', 'text': {'en': 'A fourth is being built'}, " + SOURCES + "}")
                .statusCode(201);
        get("commitments/" + id).body("measured.value", equalTo(3), "measured.method", equalTo("reported"));
        get("commitments/" + id + "/progress").body("items.at", contains("2025-03-01", "2025-01-01", "2025-02-01"));
        put("commitments/" + id, commitment("CC", ""), 1).statusCode(200);
        Education.read("CC", 120, "complete", 1);
        awaitMeasured(id, 120);
        post(id + "/progress", "{'at': '2025-04-01', 'value': 190, 'unit': 'things', " + SOURCES + "}").statusCode(201);
        get("commitments/" + id).body("measured.value", equalTo(120));
        awaitEvent(id, "commitment.reported");
    }

    @Test
    void what_is_told_again_under_the_same_key_is_answered_as_before_and_kept_once() {
        var id = recorded("commitments", "{'text': {'en': 'Words'}, 'kind': 'programme', 'status': 'adopted'}");
        Map.of("progress", "{'at': '2025-02-01', 'value': 3.50, 'unit': 'schools', " + SOURCES + "}", "grades",
                "{'level': 'limited', 'stage': 'interim', " + SOURCES + "}").forEach((what, told) -> {
                    var key = UUID.randomUUID().toString();
                    var first = post(id + "/" + what, told, key).statusCode(201).extract().asString();
                    assertEquals(first, post(id + "/" + what, told, key).statusCode(201).extract().asString());
                    post(id + "/" + what, told.replace("Observers", "Others"), key).statusCode(422).body("type",
                            containsString("idempotency-key-reused"));
                    get("commitments/" + id + "/" + what).body("items", hasSize(1));
                    post(id + "/" + what, told, UUID.randomUUID().toString()).statusCode(201);
                    get("commitments/" + id + "/" + what).body("items", hasSize(2));
                });
    }

    @Test
    void a_target_that_begins_today_is_what_is_measured_though_nobody_writes() {
        var id = recorded("commitments", commitment("CF", ""));
        Education.read("CF", 150, "complete", 1);
        awaitMeasured(id, 150).body("measured.share", equalTo(0.5f));
        put("commitments/" + id, commitment("CF", ", 'validFrom': '" + TODAY.plusDays(1) + "'").replace("'value': 200",
                "'value': 300"), 1).statusCode(200);
        letTomorrowCome(database, "commitment", id);
        awaitEvent(id, "commitment.took-effect");
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/api/events/commitments/" + id).then()
                .body("target.value", equalTo(300), "measured.share", equalTo(0.25f)));
    }

    @Test
    void what_was_reported_of_a_commitment_that_ended_stays_as_it_was() {
        var id = recorded("commitments", commitment("CH", ", 'validTo': '" + TODAY.plusDays(1) + "'"));
        post(id + "/progress", "{'at': '2025-02-01', 'value': 150, 'unit': 'things', " + SOURCES + "}").statusCode(201)
                .body("share", equalTo(0.5f));
        letTomorrowCome(database, "commitment", id);
        awaitEvent(id, "commitment.lapsed");
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).untilAsserted(() -> given()
                .get("/api/events/commitments/" + id + "?validAt=" + TODAY.minusDays(5)).then()
                .statusCode(200).body("measured.share", equalTo(0.5f)));
    }

    @Test
    void what_is_reported_is_held_against_the_target_that_there_is_now() {
        var id = recorded("commitments", commitment("CG", ""));
        post(id + "/progress", "{'at': '2025-02-01', 'value': 150, 'unit': 'things', " + SOURCES + "}").statusCode(201)
                .body("share", equalTo(0.5f));
        put("commitments/" + id, commitment("CG", "").replace("'value': 200", "'value': 140"), 1).statusCode(200);
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/api/events/commitments/" + id).then()
                .body("measured.share", equalTo(1.25f), "measured.reached", equalTo(true), "measured.method",
                        equalTo("reported"), "atRisk", equalTo(false)));
        get("commitments/" + id + "/progress").body("items.share", contains(0.5f));
        CHANGES.await(UUID.fromString(id), event -> event.get("type").asText().endsWith(".commitment.measured.v1")
                && event.at("/data/progress/share").asDouble() == 1.25
                && event.at("/data/progress/method").asText().equals("reported"));
    }

    @Test
    void what_was_held_against_a_former_target_is_held_against_that_of_now_and_announced() {
        var id = recorded("commitments", commitment("CL", ""));
        post(id + "/progress", "{'at': '2025-02-01', 'value': 150, 'unit': 'things', " + SOURCES + "}").statusCode(201);
        // As a version left it that did not look at a changed target, and as the migration of its successor marks it.
        await().atMost(PATIENCE).until(() -> database.read(transaction -> transaction.first(
                "select exists (select from mark where kind = 'progress' and key = ?)", row -> !row.getBoolean(1), id))
                .orElseThrow());
        database.write(transaction -> {
            transaction.update("update commitment_standing set measured = jsonb_set(measured, '{share}', '0.25')"
                    + " where commitment_id = ?::uuid and upper_inf(during)", id);
            return transaction.update("insert into mark (kind, key) values ('progress/6.16', ?)", id);
        });
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/api/events/commitments/" + id).then()
                .body("measured.share", equalTo(0.5f)));
        CHANGES.await(UUID.fromString(id), event -> event.get("type").asText().endsWith(".commitment.measured.v1")
                && event.at("/data/progress/share").asDouble() == 0.5);
    }

    @Test
    void days_pass_and_what_lags_is_at_risk_then_overdue_though_nobody_writes() {
        var id = recorded("commitments", lagging("CD"));
        Education.read("CD", 140, "complete", 1);
        awaitMeasured(id, 140).body("atRisk", equalTo(false), "overdue", equalTo(false));
        for (var known : new String[]{"", "&knownAt=" + get("commitments/" + id).extract().path("measured.recordedAt")}) {
            isAtRisk(id, RISK.minusDays(1), known, false);
            isAtRisk(id, RISK, known, true);
            isAtRisk(id, DUE, known, true);
            isAtRisk(id, DUE.plusDays(1), known, false);
            isOverdue(id, DUE, known, false);
            isOverdue(id, DUE.plusDays(1), known, true);
        }
        tellRisks(RISK.minusDays(1));
        assertEquals(0, told(id, "at-risk"));
        assertTrue(progress.tellNextRisk(RISK));
        tellRisks(RISK);
        assertEquals(1, told(id, "at-risk"));
        assertTrue(isNoted(id, DUE.plusDays(1)), "that it is overdue will be announced on the day after");

        Education.read("CD", 200, "complete", 1);
        awaitMeasured(id, 200).body("atRisk", equalTo(false));
        isAtRisk(id, DUE, "", false);
        put("commitments/" + id, commitment("CD", sources("Opening")).replace("2099", DUE.toString())
                .replace("adopted", "fulfilled"), 1)
                .statusCode(200);
        isOverdue(id, DUE.plusDays(1), "", false);
    }

    @Test
    void what_is_withdrawn_or_ends_before_is_not_said_to_be_at_risk() {
        var withdrawn = recorded("commitments", lagging("CI"));
        var ending = recorded("commitments", lagging("CI").replaceFirst("'kind'", "'validTo': '" + RISK + "', 'kind'"));
        Education.read("CI", 140, "complete", 1);
        awaitMeasured(withdrawn, 140);
        awaitMeasured(ending, 140);
        retract("commitments/" + withdrawn, 1).statusCode(200);
        tellRisks(RISK);
        assertEquals(0, told(withdrawn, "at-risk"));
        assertEquals(0, told(ending, "at-risk"));
        put("commitments/" + withdrawn, lagging("CI"), 2).statusCode(200);
        tellRisks(RISK);
        assertEquals(1, told(withdrawn, "at-risk"));
    }

    @Test
    void what_cannot_be_told_of_a_commitment_is_not_listed_as_not_so() {
        var id = recorded("commitments", commitment("CJ", ""));
        get("commitments?atRisk=false&limit=500").body("items.id", not(hasItem(id)));
        get("commitments?disagreement=false&limit=500").body("items.id", not(hasItem(id)));
        Education.read("CJ", 200, "complete", 1);
        awaitMeasured(id, 200).body("atRisk", equalTo(false), "disagreement", nullValue());
        get("commitments?atRisk=false&limit=500").body("items.id", hasItem(id));
        get("commitments?disagreement=false&limit=500").body("items.id", not(hasItem(id)));
        post(id + "/grades", "{'level': 'complete', 'stage': 'interim', " + SOURCES + "}").statusCode(201);
        get("commitments/" + id).body("disagreement", equalTo(false));
        get("commitments?disagreement=false&limit=500").body("items.id", hasItem(id));
    }

    @Test
    void nothing_is_told_of_a_commitment_that_is_withdrawn_meanwhile() {
        for (var told : Map.of("/grades", "{'level': 'complete', 'stage': 'interim', " + SOURCES + "}", "/progress",
                "{'at': '2025-02-01', 'value': 3, 'unit': 'things', " + SOURCES + "}").entrySet()) {
            var id = recorded("commitments", commitment("CK", ""));
            post(id + told.getKey(), told.getValue()).statusCode(201);
            whileOthersWait(database, "commitment_progress", "commitment_id", id,
                    () -> post(id + told.getKey(), told.getValue()),
                    () -> retract("commitments/" + id, 1).statusCode(200)).statusCode(404).body("type",
                            equalTo("https://tamga.example/problems/retracted"));
        }
    }

    @Test
    void an_event_to_which_a_commitment_is_bound_is_its_progress() {
        var bound = "{'text': {'en': 'Partnerships'}, 'kind': 'programme', 'status': 'adopted', 'bindings': [{'eventType':"
                + " 'org.tamga.education.partnership.signed.v1', 'filter': {'status': 'signed', 'partners.country': 'NP'},"
                + " 'effect': 'increments'}]}";
        var first = recorded("commitments", bound.replace("increments", "sets"));
        // Again and again until the topic is being read.
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            Education.sign(UUID.randomUUID(), "NP");
            return given().get("/api/events/commitments/" + first).path("measured.value") != null;
        });
        get("commitments/" + first).body("measured.value", equalTo(1));

        var id = recorded("commitments", bound.replace("NP", "BT"));
        var twice = UUID.randomUUID();
        var event = Education.sign(twice, "BT");
        Education.sign(twice, "BT");
        Education.sign(UUID.randomUUID(), "LK");
        Education.sign(UUID.randomUUID(), "BT");
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/api/events/commitments/" + id + "/progress").then()
                .body("items", hasSize(3)));
        get("commitments/" + id).body("measured.value", equalTo(2), "measured.method", equalTo("measured"));
        get("commitments/" + id + "/progress").body("items.event.id", hasItem(event.toString()), "items.event.topic",
                hasItem("education.partnership"), "items.value", containsInAnyOrder(1, 2, null));
        put("commitments/" + id, bound.replace("NP", "BT").replace("'adopted'", "'in-progress'")
                .replace("}]}", "}]" + sources("Order") + "}"), 1).statusCode(200);
        awaitEvent(id, "commitment.progressed");
        get("commitments/" + id).body("measured.value", equalTo(2));
        // As many as there are, also those that another version or the time before counted, and none of another effect.
        var others = "insert into commitment_counted (commitment_id, topic, key, effect)"
                + " select ?::uuid, 'education.partnership', gen_random_uuid(), ? from generate_series(1, ?)";
        database.write(transaction -> transaction.update(others, id, "increments", 1000)
                + transaction.update("update commitment_progress set counted = null where commitment_id = ?::uuid", id));
        database.write(transaction -> transaction.update(others, id, "sets", 10));
        var last = UUID.randomUUID();
        Education.sign(last, "BT");
        awaitMeasured(id, 1003);
        Education.retract(last);
        awaitMeasured(id, 1002);
        database.write(transaction -> transaction.update("delete from commitment_counted where commitment_id = ?::uuid"
                + " and not exists (select from commitment_point where point #>> '{event,key}' = key)", id));
        var withdrawn = Education.retract(twice);
        awaitMeasured(id, 1).body("measured.event.id", equalTo(withdrawn.toString()));
        Education.sign(twice, "BT");
        awaitMeasured(id, 2);

        put("commitments/" + id(), bound.replace("education.partnership", "trade.company")).statusCode(422)
                .body("violations.pointer", contains("/bindings/0/eventType"));
        put("commitments/" + id(), bound.replace("partners.country", "partners[0].country")).statusCode(422)
                .body("violations.pointer", contains("/bindings/0/filter"));
        put("commitments/" + id(), bound.replace("'filter': {'status': 'signed', 'partners.country': 'NP'}", "'filter': 'NP'"))
                .statusCode(422).body("violations.pointer", contains("/bindings/0/filter"));
    }

    @Test
    void an_event_that_waits_is_progress_after_a_rebuild_too() {
        var id = recorded("commitments",
                "{'text': {'en': 'Partnerships'}, 'kind': 'programme', 'status': 'adopted', 'bindings':"
                        + " [{'eventType': 'org.tamga.education.partnership.signed.v1', 'filter': {'partners.country': 'TL'},"
                        + " 'effect': 'increments'}]}");
        var partnership = UUID.randomUUID();
        Education.garble(partnership);
        Education.sign(partnership, "TL");
        awaitLetters("education.partnership", partnership.toString(), 2);
        rebuild("commitments-by-partnership");
        awaitLetters("education.partnership", partnership.toString(), 2);
        giveUpFirst("education.partnership", partnership.toString());
        awaitMeasured(id, 1);
    }

    @Test
    void says_what_is_wrong() {
        await().atMost(PATIENCE).untilAsserted(() -> put("commitments/" + id(), commitment("CE", "").replace(Education.CODE,
                "education.nothing")).statusCode(422).body("violations.pointer", contains("/target/measure/code")));
        put("commitments/" + id(), commitment("CE", "").replace("'host': 'KZ'", "'guest': 'KZ'")).statusCode(422)
                .body("violations.pointer", contains("/target/measure/dimensions"));
        put("commitments/" + id(), commitment("CE", "").replace("'host': 'KZ'}", "'host': 'KZ'}, 'bothWays': true"))
                .statusCode(422).body("violations.pointer", contains("/target/measure/bothWays"));
        put("commitments/" + id(), commitment("CE", "").replace("'unit': 'things'", "'unit': 'pieces'")).statusCode(201)
                .body("warnings.code", contains("unit-differs"));
        var id = recorded("commitments", commitment("CE", ""));
        post(id + "/grades", "{'level': 'complete', 'stage': 'final'}").statusCode(422).body("type",
                equalTo("https://tamga.example/problems/source-required"));
        post(id + "/grades", "{'level': 'excellent', 'stage': 'final', " + SOURCES + "}").statusCode(422)
                .body("violations.pointer", contains("/level"));
        post(id + "/grades", "{'level': 'complete', 'stage': 'final', 'supersedes': '" + id() + "', " + SOURCES + "}")
                .statusCode(422).body("violations.pointer", contains("/supersedes"));
        post(id + "/progress", "{'at': '2025-02-01', " + SOURCES + "}").statusCode(422).body("violations.pointer",
                contains("/value"));
        post(id + "/progress", "{'at': '" + TODAY.plusDays(2) + "', 'value': 1, " + SOURCES + "}").statusCode(422)
                .body("violations.pointer", contains("/at"));
        post(id() + "/grades", "{'level': 'complete', 'stage': 'final', " + SOURCES + "}").statusCode(404);
        get("commitments/" + id() + "/progress").statusCode(404);
        get("commitments/nothing/grades").statusCode(400);
        get("commitments?disagreement=perhaps").statusCode(400);
        given().contentType(ContentType.JSON).body("{}").post("/api/events/commitments/" + id + "/grades").then()
                .statusCode(401);
    }

    private static String commitment(String origin, String more) {
        return "{'text': {'en': 'To have two hundred'}, 'kind': 'programme', 'status': 'adopted', 'dueOn': '2099', 'target': {"
                + "'measure': {'code': '" + Education.CODE + "', 'dimensions': {'origin': '" + origin + "', 'host': 'KZ'}},"
                + " 'value': 200, 'unit': 'things', 'baseline': 100, 'baselineDate': '2020-01-01'}" + more + "}";
    }

    /** Measured at 140, it has gone four tenths of a hundred days' way: with one of grace, it is at risk after fifty of them. */
    private static String lagging(String origin) {
        return commitment(origin, "").replace("2099", DUE.toString()).replace("2020-01-01", DUE.minusDays(100).toString());
    }

    private static ValidatableResponse post(String path, String body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    private static ValidatableResponse post(String path, String body, String key) {
        return given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON).body(body.replace('\'', '"'))
                .header("Idempotency-Key", key)
                .post("/api/events/commitments/" + path).then().log().ifValidationFails();
    }

    private static ValidatableResponse awaitMeasured(String id, Integer value) {
        await().atMost(PATIENCE).until(() -> Objects.equals(value,
                given().get("/api/events/commitments/" + id).path("measured.value")));
        return get("commitments/" + id).statusCode(200);
    }

    private static void isAtRisk(String id, LocalDate day, String known, boolean expected) {
        get("commitments/" + id + "?validAt=" + day + known).body("atRisk", equalTo(expected));
        for (var asked : List.of(true, false)) {
            get("commitments?atRisk=" + asked + "&limit=500&validAt=" + day + known).body("items.id",
                    asked == expected ? hasItem(id) : not(hasItem(id)));
        }
    }

    private static void isOverdue(String id, LocalDate day, String known, boolean expected) {
        get("commitments/" + id + "?validAt=" + day + known).body("overdue", equalTo(expected));
        get("commitments?overdue=true&limit=500&validAt=" + day + known).body("items.id",
                expected ? hasItem(id) : not(hasItem(id)));
    }

    private void tellRisks(LocalDate day) {
        while (progress.tellNextRisk(day)) {
            // The next one.
        }
    }

    private int told(String id, String event) {
        return database.read(transaction -> transaction.first("select count(*) from change_log where key = ? and type = ?",
                row -> row.getInt(1), id, "org.tamga.events.commitment." + event + ".v1")).orElseThrow();
    }

    private boolean isNoted(String id, LocalDate day) {
        return database.read(transaction -> transaction.first(
                "select exists (select from agenda where topic = 'events.commitment' and record = ?::uuid and day = ?)",
                row -> row.getBoolean(1), id, day)).orElseThrow();
    }
}
