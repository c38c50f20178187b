package org.tamga.events.withholding;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.events.EventsApi.awaitEvent;
import static org.tamga.events.EventsApi.awaitState;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsApi;
import org.tamga.events.EventsTest;
import org.tamga.events.value.Sounds;
import org.tamga.record.database.Database;
import org.tamga.testing.Tokens;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

@EventsTest
class WithholdingResourceTest {

    private static final String NAME = "{'name': {'en': 'Quirinus Witheld'}}";
    private static final String SOURCE = """
                                         {"type": "primary-research", "title": "Request", "publisher": "The person concerned"}""";
    private static final String GROUND = "{\"because\": \"On request\", \"sources\": [" + SOURCE + "]}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCHEDULE = schedule();

    @Inject
    Database database;

    private static ValidatableResponse post(String path, String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON).body(GROUND).post("/api/events/persons/"
                + path).then().log().ifValidationFails();
    }

    private static ValidatableResponse assess(String claim) {
        return given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON)
                .body("{\"method\": \"automatic\"}")
                .post("/api/events/claims/" + claim + "/assessments").then().log().ifValidationFails();
    }

    private static ValidatableResponse importing(String path, String type, String file) {
        return sent(path, type, file).statusCode(200);
    }

    private static ValidatableResponse sent(String path, String type, String file) {
        return given().auth().oauth2(Tokens.of("events-editor")).contentType(type).body(file.getBytes(StandardCharsets.UTF_8))
                .post("/api/events/" + path).then().log().ifValidationFails();
    }

    private static String schedule() {
        try (var file = WithholdingResourceTest.class.getResourceAsStream("/frab/schedule.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the change log shows, once it is settled. */
    private static String logged() {
        var last = recorded("persons", "{'name': {'en': 'Marker'}}");
        awaitEvent(last, "person.recorded");
        var pages = new StringBuilder();
        var next = "/api/events/changes?limit=1000";
        for (var page = given().get(next); !page.<List<?>>path("items").isEmpty(); page = given().get(next)) {
            pages.append(page.asString());
            next = page.path("next");
        }
        return pages.toString();
    }

    private static String text(String path, String accept) {
        return given().accept(accept).get("/api/events/" + path).then().statusCode(200).extract().asString();
    }

    /** A person who has spoken at a gathering and claimed something there that has been assessed; with what all that left. */
    private record Speaker(String name, String gathering, String person, String participation, String membership,
            String statement, String claim) {

        static Speaker who(String name) {
            var gathering = EventsApi.gathering("2031-07-01");
            var session = recorded("gatherings/" + gathering + "/sessions", "{'title': {'en': 'Talk'}, 'kind': 'keynote',"
                    + " 'startsAt': '2031-07-01T09:00:00+09:00', 'endsAt': '2031-07-01T10:00:00+09:00'}");
            var person = recorded("persons", "{'name': {'en': '" + name + "'}" + EventsApi.sources(name + " by name") + "}");
            var post = recorded("posts", "{'organisationId': '" + EventsApi.organisation("KZ")
                    + "', 'role': 'ambassador'}");
            var membership = recorded("memberships",
                    "{'personId': '" + person + "', 'postId': '" + post + "', 'label': {'en': '" + name + "'}}");
            var participation = recorded("gatherings/" + gathering + "/participations", "{'personId': '" + person
                    + "', 'sessionId': '" + session + "', 'role': 'speaker', 'attribution': '" + name + "'}");
            var statement = recorded("statements", "{'gatheringId': '" + gathering
                    + "', 'kind': 'speech', 'participationId': '" + participation + "', 'text': {'en': '" + name
                    + " words'}}");
            var claim = recorded("claims", "{'statementId': '" + statement + "', 'kind': 'count', 'text': {'en': '" + name
                    + " claim'}, 'subject': '" + name
                    + "ians', 'quantity': {'value': 7, 'unit': 'things'}, 'aboutDate': '2031',"
                    + " 'measure': {'code': 'elsewhere.things', 'dimensions': {'host': 'KZ'}}}");
            await().atMost(PATIENCE).untilAsserted(
                    () -> get("claims/" + claim).body("assessment.automatic.verdict", equalTo("no-data")));
            given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON)
                    .body("""
                          {"method": "human", "verdict": "disputed", "explanation": {"en": "%s is disputed"}, "sources": [%s]}"""
                            .formatted(name, SOURCE))
                    .post("/api/events/claims/" + claim + "/assessments").then().statusCode(201);
            return new Speaker(name, gathering, person, participation, membership, statement, claim);
        }

        List<String> addresses() {
            return List.of("persons/" + person, "statements/" + statement, "claims/" + claim, "memberships/" + membership,
                    "gatherings/" + gathering + "/participations/" + participation);
        }

        /** Whatever lists, exports, feeds and searches would show of it. */
        void isShownNowhere(String before) {
            var programme = "gatherings/" + gathering + "/schedule.";
            for (var form : new String[]{"json", "xml", "ics", "csv", "jsonld"}) {
                isNotIn(programme + form, "*/*");
            }
            for (var list : new String[]{"persons?", "memberships?", "statements?", "claims?", "claims?verdict=no-data&",
                    "claims?verdict=disputed&", "gatherings/" + gathering + "/participations?"}) {
                for (var times : new String[]{"validAt=2031-07-01", "knownAt=" + before,
                        "knownAt=" + before + "&knownBasis=recorded",
                        "includeHistory=true", "updatedAfter=2020-01-01T00:00:00Z"}) {
                    for (var form : new String[]{"application/x-ndjson", "text/csv"}) {
                        isNotIn(list + times, form);
                    }
                }
            }
            for (var kind : new String[]{"", "&kind=person", "&kind=statement,claim"}) {
                isNotIn("search?q=" + name + kind, "*/*");
                isNotIn("search?q=" + name + kind + "&knownAt=" + before, "*/*");
            }
            isNotIn("calendar.ics", "*/*");
            isNotIn("cited-sources?q=" + name, "*/*");
        }

        private void isNotIn(String path, String accept) {
            assertFalse(text(path, accept).contains(name), path);
        }
    }

    @Test
    void a_withheld_person_is_nowhere_to_be_read_and_comes_back_whole() {
        var speaker = Speaker.who("Quirinus");
        var before = get("claims/" + speaker.claim()).extract().<String>path("assessment.human.recordedAt");
        for (var form : new String[]{"json", "xml", "ics", "csv", "jsonld"}) {
            assertTrue(text("gatherings/" + speaker.gathering() + "/schedule." + form, "*/*").contains("Quirinus"), form);
        }
        assertTrue(logged().contains("Quirinus"));
        get("cited-sources?q=quirinus").body("items.title", contains("Quirinus by name"));

        post(speaker.person() + "/withholding", "events-editor").statusCode(204);
        post(speaker.person() + "/withholding", "events-editor").statusCode(204);
        for (var address : speaker.addresses()) {
            for (var read : new String[]{"", "/history", "?knownAt=" + before, "?knownAt=" + before + "&knownBasis=recorded"}) {
                get(address + read).statusCode(404).body(not(containsString("Quirinus")));
            }
        }
        get("claims/" + speaker.claim() + "/assessments").statusCode(404);
        get("claims/" + speaker.claim() + "/claimreview.jsonld").statusCode(404);
        speaker.isShownNowhere(before);
        awaitEvent(speaker.person(), "person.withheld");
        awaitEvent(speaker.claim(), "claim.withheld");
        awaitEvent(speaker.claim(), "assessment.withheld");
        assertFalse(logged().contains("Quirinus"));
        awaitState("events.person", speaker.person(), false);
        awaitState("events.claim", speaker.claim(), false);
        awaitState("events.assessment", speaker.claim(), false);

        put("persons/" + speaker.person(), NAME, 2).statusCode(409).body("detail", containsString("withheld"));
        put("statements/" + id(), "{'gatheringId': '" + speaker.gathering() + "', 'kind': 'speech', 'speakerId': '"
                + speaker.person() + "', 'text': {'en': 'More words'}}").statusCode(422)
                .body("violations.pointer", contains("/speakerId"));
        assess(speaker.claim()).statusCode(404);
        post(speaker.person() + "/withholding/erasure", "events-editor").statusCode(403);

        post(speaker.person() + "/withholding/release", "events-editor").statusCode(204);
        for (var address : speaker.addresses()) {
            get(address).statusCode(200).body("version", equalTo(1));
            get(address + "/history").body("items", hasSize(1));
        }
        get("claims/" + speaker.claim()).body("assessment.automatic.verdict", equalTo("no-data"),
                "assessment.human.verdict", equalTo("disputed"));
        get("claims/" + speaker.claim() + "/assessments").body("items.verdict", contains("disputed", "no-data"));
        get("claims?verdict=disputed&limit=500").body("items.id", hasItem(speaker.claim()));
        get("search?q=Quirinus").body("items.id", hasItem(speaker.person()));
        get("cited-sources?q=quirinus").body("items.title", contains("Quirinus by name"));
        awaitEvent(speaker.person(), "person.restored");
        awaitEvent(speaker.claim(), "assessment.restored");
        assertTrue(logged().contains("Quirinus"));
        awaitState("events.person", speaker.person(), true);
        awaitState("events.assessment", speaker.claim(), true);
    }

    @Test
    void what_was_once_found_of_a_claim_is_withheld_though_it_stands_no_more() {
        var person = recorded("persons", "{'name': {'en': 'Once Assessed'}}");
        var statement = recorded("statements", "{'gatheringId': '" + EventsApi.gathering("2031-07-05")
                + "', 'kind': 'speech', 'speakerId': '" + person + "', 'text': {'en': 'Words'}}");
        var claim = recorded("claims", "{'statementId': '" + statement + "', 'kind': 'count', 'text': {'en': 'Seven'},"
                + " 'quantity': {'value': 7, 'unit': 'things'}, 'aboutDate': '2031',"
                + " 'measure': {'code': 'elsewhere.things', 'dimensions': {'host': 'KZ'}}}");
        awaitEvent(claim, "claim.assessed");
        put("claims/" + claim, "{'statementId': '" + statement + "', 'text': {'en': 'Seven'}, 'kind': 'position'}", 1)
                .statusCode(200);
        awaitEvent(claim, "claim.verdict-withdrawn");
        post(person + "/withholding", "events-editor").statusCode(204);
        awaitEvent(claim, "assessment.withheld");
    }

    @Test
    void a_file_does_not_bring_back_who_is_withheld() throws IOException {
        var schedule = SCHEDULE.replaceAll("steppe-days", "withheld-days").replaceAll("Steppe", "Pampas")
                .replaceAll("b1f6a9e", UUID.randomUUID().toString()
                        .substring(0, 7))
                .replaceAll("Zarina Example", "Zenobia Withheld");
        importing("gatherings/import?format=frab", "application/json", schedule).body("rejected", equalTo(0));
        var person = get("search?q=Zenobia&kind=person").extract().<String>path("items[0].id");
        var gathering = get("gatherings?limit=500").extract()
                .<String>path("items.find { it.references.any { it.value == 'withheld-days' } }.id");
        var line = Stream.of(text("persons", "application/x-ndjson").split("\n")).filter(one -> one.contains(person))
                .findFirst()
                .orElseThrow();
        post(person + "/withholding", "events-editor").statusCode(204);

        importing("gatherings/import?format=frab", "application/json", schedule).body("accepted", equalTo(0),
                "problems.code", everyItem(equalTo("conflict")), "problems.pointer", hasItem(containsString("/persons/0")));
        importing("persons/import?format=ndjson", "application/x-ndjson", line).body("accepted", equalTo(0), "rejected",
                equalTo(1));
        sent("persons/import?format=ndjson&mode=strict", "application/x-ndjson", line).statusCode(422);
        for (var form : new String[]{"json", "xml", "ics", "csv", "jsonld"}) {
            assertFalse(text("gatherings/" + gathering + "/schedule." + form, "*/*").contains("Zenobia"), form);
        }
        get("persons/" + person).statusCode(404);
    }

    @Test
    void what_is_erased_is_gone_for_good_and_its_id_stays_taken() {
        var speaker = Speaker.who("Obliviscus");
        var before = get("claims/" + speaker.claim()).extract().<String>path("assessment.human.recordedAt");
        post(speaker.person() + "/withholding/erasure", "operator").statusCode(409);
        post(speaker.person() + "/withholding", "events-editor").statusCode(204);
        post(speaker.person() + "/withholding/erasure", "operator").statusCode(204);
        post(speaker.person() + "/withholding/release", "events-editor").statusCode(409);
        speaker.addresses().forEach(address -> get(address).statusCode(404));
        speaker.isShownNowhere(before);
        assertFalse(logged().contains("Obliviscus"));
        put("persons/" + speaker.person(), NAME).statusCode(409);
        assertEquals(0, database.read(transaction -> transaction
                .first("""
                       select (select count(*) from change_log where data like '%Obliviscus%')
                         + (select count(*) from outbox where payload like '%Obliviscus%' or state like '%Obliviscus%')
                         + (select count(*) from assessment where assessment::text like '%Obliviscus%')
                         + (select count(*) from claim_version where text::text like '%Obliviscus%')
                         + (select count(*) from person_version where name::text like '%Obliviscus%')
                         + (select count(*) from cited_source where source::text like '%Obliviscus%')""",
                        row -> row.getInt(1)))
                .orElseThrow());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(0,
                        database.read(transaction -> transaction.first(
                                """
                                select (select count(*) from word where word like '%obliviscus%') + (select count(*) from sound where key = ?)
                                  + (select count(*) from forgotten_word)""",
                                row -> row.getInt(1), Sounds.key("Obliviscus"))).orElseThrow()));
    }

    @Test
    void one_persons_release_and_erasure_leave_another_who_is_withheld_alone() {
        var gathering = EventsApi.gathering("2031-07-02");
        var first = recorded("persons", "{'name': {'en': 'Wrongly Named'}}");
        var speaker = recorded("persons", "{'name': {'en': 'Rightly Named'}}");
        var speech = "{'gatheringId': '" + gathering + "', 'kind': 'speech', 'speakerId': '%s', 'text': {'en': 'Whose words'}}";
        var statement = recorded("statements", speech.formatted(first));
        put("statements/" + statement, speech.formatted(speaker), 1).statusCode(200);
        post(speaker + "/withholding", "events-editor").statusCode(204);
        post(first + "/withholding/release", "events-editor").statusCode(409);
        get("statements/" + statement).statusCode(404);

        post(first + "/withholding", "events-editor").statusCode(204);
        post(first + "/withholding/release", "events-editor").statusCode(204);
        get("statements/" + statement).statusCode(404);
        post(first + "/withholding", "events-editor").statusCode(204);
        post(first + "/withholding/erasure", "operator").statusCode(204);
        post(speaker + "/withholding/release", "events-editor").statusCode(204);
        // It once named somebody who is erased.
        get("statements/" + statement).statusCode(404);
        get("persons/" + speaker).statusCode(200);
    }

    @Test
    void what_is_being_stated_while_somebody_is_withheld_is_withheld_too() throws Exception {
        var gathering = EventsApi.gathering("2031-07-03");
        for (var i = 0; i < 8; i++) {
            var person = recorded("persons", "{'name': {'en': 'Just Now'}}");
            var statement = id();
            var writer = CompletableFuture.supplyAsync(() -> put("statements/" + statement, "{'gatheringId': '" + gathering
                    + "', 'kind': 'speech', 'speakerId': '" + person + "', 'text': {'en': 'Words'}}").extract().statusCode());
            post(person + "/withholding", "events-editor").statusCode(204);
            assertTrue(Set.of(201, 422).contains(writer.get()));
            get("statements/" + statement).statusCode(404);
        }
    }

    @Test
    void an_idempotency_key_brings_back_what_was_withheld_only_once_it_is_released() {
        var key = UUID.randomUUID().toString();
        var request = given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON)
                .header("Idempotency-Key", key).body("{\"name\": {\"en\": \"Repeated\"}, \"sources\": [" + SOURCE + "]}");
        var person = request.post("/api/events/persons").then().statusCode(201).extract().<String>path("id");
        post(person + "/withholding", "events-editor").statusCode(204);
        request.post("/api/events/persons").then().statusCode(404).body(not(containsString("Repeated")));
        assertEquals("", answered(key), "a replica of an older version would give it");
        post(person + "/withholding/release", "events-editor").statusCode(204);
        request.post("/api/events/persons").then().statusCode(201).body("id", equalTo(person), "name.en", equalTo("Repeated"))
                .header("ETag", "\"1\"");
        post(person + "/withholding", "events-editor").statusCode(204);
        post(person + "/withholding/erasure", "operator").statusCode(204);
        request.post("/api/events/persons").then().statusCode(404).body(not(containsString("Repeated")));
    }

    @Test
    void an_erasure_waits_for_no_writer_and_a_word_that_one_was_writing_is_found_though_it_is_mistyped() {
        var person = recorded("persons", "{'name': {'en': 'Taciturn'}}");
        var erased = recorded("statements", "{'gatheringId': '" + EventsApi.gathering("2031-07-06")
                + "', 'kind': 'speech', 'speakerId': '" + person + "', 'text': {'en': 'obstreperous quagga'}}");
        post(person + "/withholding", "events-editor").statusCode(204);
        var written = UUID.randomUUID();
        database.write(transaction -> {
            transaction.update("insert into statement (id, version, written_at) values (?, 1, clock_timestamp())", written);
            transaction.update(
                    """
                    insert into statement_version (row_id, id, version, valid, known, recorded, recorded_by, reason, confidence,
                      sources, gathering_id, kind, unattributed, text, translations, topics, countries, sounds)
                    select gen_random_uuid(), ?, 1, valid, known, recorded, recorded_by, reason, confidence,
                      sources, gathering_id, kind, true, text, translations, topics, countries, sounds
                    from statement_version where id = ?::uuid""", written, erased);
            return post(person + "/withholding/erasure", "operator").statusCode(204);
        });
        awaitNothingToForget();
        get("search?q=obstreperuos+quaga").statusCode(200).body("items.id", hasItem(written.toString()));
        database.write(transaction -> transaction.update("delete from statement_version where id = ?", written)
                + transaction.update("delete from statement where id = ?", written));
        awaitNothingToForget();
        assertEquals(List.of(), database.read(transaction -> transaction.list("select word from word where word = 'quagga'",
                row -> row.getString(1))));
    }

    private void awaitNothingToForget() {
        await().atMost(PATIENCE).until(() -> database.read(transaction -> transaction
                .first("select from forgotten_word limit 1", row -> true)).isEmpty());
    }

    @Test
    void what_was_answered_of_a_claim_is_withheld_and_erased_with_it() {
        var speaker = Speaker.who("Repetitus");
        var key = UUID.randomUUID().toString();
        var request = given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON)
                .header("Idempotency-Key", key).body("{\"method\": \"automatic\"}");
        var address = "/api/events/claims/" + speaker.claim() + "/assessments";
        var first = request.post(address).then().statusCode(201).extract().asString();
        post(speaker.person() + "/withholding", "events-editor").statusCode(204);
        request.post(address).then().statusCode(404);
        assertEquals("", answered(key));
        post(speaker.person() + "/withholding/release", "events-editor").statusCode(204);
        assertEquals(first, request.post(address).then().statusCode(201).extract().asString());
        post(speaker.person() + "/withholding", "events-editor").statusCode(204);
        post(speaker.person() + "/withholding/erasure", "operator").statusCode(204);
        assertEquals("", database.read(transaction -> transaction.first(
                "select answer || coalesce(kept, '') from idempotency_key where key = ?", row -> row.getString(1), key))
                .orElseThrow());
    }

    private String answered(String key) {
        return database.read(transaction -> transaction.first("select answer from idempotency_key where key = ?",
                row -> row.getString(1), key)).orElseThrow();
    }

    @Test
    void what_only_somebody_withheld_refers_to_is_not_withdrawn() {
        var gathering = EventsApi.gathering("2031-07-04");
        var person = recorded("persons", "{'name': {'en': 'Sole Guest'}}");
        var participation = recorded("gatherings/" + gathering + "/participations",
                "{'personId': '" + person + "', 'role': 'delegate'}");
        post(person + "/withholding", "events-editor").statusCode(204);
        EventsApi.retract("gatherings/" + gathering, 1).statusCode(409).body("detail", containsString("withheld"), "detail",
                not(containsString("participation")), "detail", not(containsString(participation)));
        post(person + "/withholding/release", "events-editor").statusCode(204);
        EventsApi.retract("gatherings/" + gathering, 1).statusCode(409).body("detail",
                containsString("participation " + participation));
        EventsApi.retract("gatherings/" + gathering + "/participations/" + participation, 3).statusCode(200);
        EventsApi.retract("gatherings/" + gathering, 1).statusCode(200);
    }

    @Test
    void says_what_is_wrong() {
        post(id() + "/withholding", "events-editor").statusCode(404);
        post("nobody/withholding", "events-editor").statusCode(400);
        post(id() + "/withholding", "subscriber").statusCode(403);
        given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON).body("{\"because\": \"\"}")
                .post("/api/events/persons/" + id() + "/withholding").then().statusCode(422);
    }
}
