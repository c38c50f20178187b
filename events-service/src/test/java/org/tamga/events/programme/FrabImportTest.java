package org.tamga.events.programme;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tamga.events.EventsApi.gathering;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.organisation;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;
import org.tamga.testing.Tokens;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.restassured.response.ValidatableResponse;

@EventsTest
class FrabImportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String schedule() throws IOException {
        try (var file = FrabImportTest.class.getResourceAsStream("/frab/schedule.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ValidatableResponse take(byte[] file, String more) {
        return given().auth().oauth2(Tokens.of("events-editor")).contentType("application/json").body(file)
                .post("/api/events/gatherings/import?format=frab" + more).then().log().ifValidationFails();
    }

    private static ValidatableResponse take(String file) {
        return take(file.getBytes(StandardCharsets.UTF_8), "");
    }

    private static String titled(String title) {
        return given().queryParam("q", title).queryParam("kind", "gathering").get("/api/events/search").then()
                .body("items", hasSize(1)).extract().path("items[0].id");
    }

    @Test
    void a_schedule_comes_back_as_it_came_and_the_same_again_changes_nothing() throws Exception {
        take(schedule().getBytes(StandardCharsets.UTF_8), "&dryRun=true").statusCode(200).body("accepted", equalTo(8));
        given().get("/api/events/search?q=steppe&kind=gathering").then().body("items", hasSize(0));
        take(schedule()).statusCode(200).body("accepted", equalTo(8), "rejected", equalTo(0), "problems", hasSize(0));
        take(schedule()).statusCode(200).body("accepted", equalTo(0), "unchanged", equalTo(8));
        var gathering = titled("Steppe");
        var exported = get("gatherings/" + gathering + "/schedule.json").statusCode(200).extract().asString();
        assertEquals(JSON.readTree(schedule()), JSON.readTree(exported));
        take(exported).statusCode(200).body("accepted", equalTo(0));
        get("gatherings/" + gathering).body("zone", equalTo("Asia/Almaty"), "startsOn", equalTo("2033-06-01"));
        get("gatherings/" + gathering + "/sessions/9b1f6a9e-0d0b-4d8f-8d0e-3b8f6c1d0b11").body("kind", equalTo("keynote"),
                "endsAt", equalTo("2033-06-01T10:30:00+05:00"), "language", equalTo("en"), "summary.en",
                equalTo("How it began."));
        get("gatherings/" + gathering + "/participations").body("items", hasSize(3));
    }

    @Test
    void a_schedule_from_here_changes_nothing_of_sessions_recorded_in_another_offset_or_to_the_second() {
        var gathering = gathering("2033-08-01");
        var path = "gatherings/" + gathering + "/sessions/" + recorded("gatherings/" + gathering + "/sessions",
                "{'title': {'en': 'Panel'}, 'kind': 'panel', 'startsAt': '2033-08-01T01:00:00Z', 'endsAt': '2033-08-01T02:30:30Z'}");
        take(get("gatherings/" + gathering + "/schedule.json").extract().asString()).statusCode(200)
                .body("accepted", equalTo(0), "rejected", equalTo(0));
        get(path).body("version", equalTo(1), "startsAt", equalTo("2033-08-01T01:00:00Z"), "endsAt",
                equalTo("2033-08-01T02:30:30Z"));
    }

    /** The files of voc/schedule lie in ../shared/data/events, seen from the project's root, or this is left out. */
    @Test
    void real_schedules_come_back_as_they_came_or_are_refused_with_all_that_is_wrong() throws Exception {
        var data = Path.of("..", "..", "shared", "data", "events");
        assumeTrue(Files.exists(data), "the files are not here");
        var democon = Files.readString(data.resolve("pretalx-democon.json"));
        var file = JSON.readTree(democon);
        take(democon).statusCode(200).body("rejected", equalTo(0), "accepted", equalTo(1 + 36 + 27 + 43));
        take(democon).statusCode(200).body("rejected", equalTo(0), "accepted", equalTo(0));
        var exported = JSON.readTree(get("gatherings/" + titled("DemoCon") + "/schedule.json").statusCode(200).extract()
                .asString());
        assertEquals(file.at("/schedule/conference/days"), exported.at("/schedule/conference/days"));

        take(Files.readString(data.resolve("invalid-example.json"))).statusCode(422)
                .body("violations.pointer", hasItem(startsWith("/schedule/conference")));
    }

    @Test
    void a_corrected_name_is_not_given_out_beside_the_imported_one() throws Exception {
        var file = schedule().replace("steppe-days", "renamed-days").replace("Steppe", "Tundra").replace("b1f6a9e", "c2a7b0f")
                .replace("Zarina Example", "Zhanna Example").replace("Z. Example", "Zh. Example");
        take(file).statusCode(200).body("rejected", equalTo(0));
        var schedule = "gatherings/" + titled("Tundra") + "/schedule.json";
        var ours = "schedule.conference.days[0].rooms.'Great Hall'[0].persons.find { it.id == 5 }";
        get(schedule).body(ours + ".public_name", equalTo("Zhanna Example"), ours + ".name", equalTo("Zh. Example"));
        var person = given().get("/api/events/search?q=Zhanna&kind=person").<String>path("items[0].id");
        var content = (ObjectNode) JSON.readTree(get("persons/" + person).extract().asString());
        content.retain("identifiers", "biography", "details");
        content.putObject("name").put("und", "Zere Example");
        put("persons/" + person, content.toString(), 1).statusCode(200);
        get(schedule).body(ours + ".public_name", equalTo("Zere Example"), ours, not(hasKey("name")), ours + ".links",
                hasSize(1), ours + ".code", equalTo("BBBBB"));
    }

    /** PUTs a record as it is read, with these members over its own. */
    private static void amend(String path, String members) throws Exception {
        var read = get(path).statusCode(200).extract();
        var record = (ObjectNode) JSON.readTree(read.asString());
        record.setAll((ObjectNode) JSON.readTree(members.replace('\'', '"')));
        given().auth().oauth2(Tokens.of("events-editor")).contentType("application/json")
                .header("If-Match", read.header("ETag")).body(record.toString()).put("/api/events/" + path).then().log()
                .ifValidationFails().statusCode(200);
    }

    @Test
    void what_editors_add_stays_when_the_schedule_comes_again_the_same_or_changed() throws Exception {
        var file = schedule().replace("steppe-days", "oasis-days").replace("Steppe", "Oasis").replace("9b1f6a9e-", "9b1f6aa1-")
                .replace("Zarina Example", "Zauresh Example");
        take(file).statusCode(200).body("accepted", equalTo(8));
        var gathering = "gatherings/" + titled("Oasis");
        var session = gathering + "/sessions/9b1f6aa1-0d0b-4d8f-8d0e-3b8f6c1d0b11";
        var person = "persons/" + given().get("/api/events/search?q=Zauresh&kind=person").<String>path("items[0].id");
        var part = gathering + "/participations/" + get(gathering + "/participations?personId=" + person.substring(8))
                .extract().path("items[0].id");
        amend(gathering, "{'title': {'und': 'Oasis Days', 'ru': 'Дни оазиса'}, 'place': {'city': 'Almaty', 'country': 'KZ'},"
                + " 'invited': ['KR', 'UZ'], 'status': 'scheduled', 'aims': {'en': 'To meet'}, 'topics': ['water'],"
                + " 'sources': [{'type': 'news-report', 'title': 'Report', 'publisher': 'Paper'}]}");
        amend(session, "{'code': 'S1', 'title': {'en': 'Opening', 'ko': '개회식'}, 'position': 3, 'kind': 'plenary',"
                + " 'description': {'ru': 'С чего началось'}}");
        amend(person, "{'name': {'und': 'Zauresh Example', 'ru': 'Зауреш'}, 'nationality': 'KZ',"
                + " 'biography': {'und': 'Chairs.', 'ru': 'Ведёт.'}, 'links': [{'url': 'https://zauresh.example'}]}");
        amend(part, "{'role': 'chair', 'attribution': 'Chair of the day'}");

        take(file).statusCode(200).body("accepted", equalTo(0), "unchanged", equalTo(8));
        take(file.replace("\"Oasis Days\"", "\"Oasis Days 2033\"").replace("\"Opening\"", "\"Grand Opening\"")
                .replace("\"Chairs.\"", "\"Chairs all.\"").replace("\"abstract\": \"How it began.\"", "\"abstract\": \"\""))
                .statusCode(200).body("accepted", equalTo(3), "unchanged", equalTo(5));
        get(gathering).body("title", equalTo(Map.of("und", "Oasis Days 2033", "ru", "Дни оазиса")), "place.city",
                equalTo("Almaty"), "invited", contains("KR", "UZ"), "status", equalTo("scheduled"), "aims.en",
                equalTo("To meet"), "topics", contains("water"), "sources.publisher", contains("Paper", "The conference"),
                "classification", equalTo("forum"));
        get(session).body("code", equalTo("S1"), "title", equalTo(Map.of("en", "Grand Opening", "ko", "개회식")), "position",
                equalTo(3), "kind", equalTo("plenary"), "description.ru", equalTo("С чего началось"), "summary", nullValue());
        get(person).body("name.ru", equalTo("Зауреш"), "nationality", equalTo("KZ"), "biography",
                equalTo(Map.of("und", "Chairs all.", "ru", "Ведёт.")), "links", hasSize(1));
        get(part).body("role", equalTo("chair"), "attribution", equalTo("Chair of the day"));
    }

    @Test
    void a_schedule_given_out_here_comes_back_and_changes_only_what_it_says_otherwise() throws Exception {
        var gathering = recorded("gatherings", "{'title': {'ko': '포럼', 'en': 'Dune Forum'}, 'classification': 'ministerial',"
                + " 'startsOn': '2033-08-01', 'zone': 'Asia/Seoul', 'place': {'city': 'Seoul', 'country': 'KR'}}");
        var sessions = "gatherings/" + gathering + "/sessions";
        var panel = recorded(sessions, "{'title': {'ko': '토론', 'en': 'Talks'}, 'kind': 'qa', 'room': 'Hall', 'code': 'P1',"
                + " 'startsAt': '2033-08-01T10:00:00+09:00', 'endsAt': '2033-08-01T02:30:00Z', 'language': 'ko'}");
        recorded(sessions, "{'title': {'en': 'Lunch'}, 'kind': 'break', 'startsAt': '2033-08-01T12:00:00+09:00'}");
        var person = recorded("persons", "{'name': {'ru': 'Дана', 'ko': '다나'}, 'nationality': 'KZ'}");
        var organisation = organisation("KR");
        for (var who : List.of("'personId': '" + person, "'organisationId': '" + organisation)) {
            recorded("gatherings/" + gathering + "/participations",
                    "{" + who + "', 'role': 'moderator', 'sessionId': '" + panel + "'}");
        }
        var schedule = get("gatherings/" + gathering + "/schedule.json").statusCode(200).extract().asString();
        take(schedule).statusCode(200).body("accepted", equalTo(0), "rejected", equalTo(0), "problems", hasSize(0));

        take(schedule.replace("\"Talks\"", "\"Long Talks\"").replace("\"duration\":\"01:30\"", "\"duration\":\"02:30\""))
                .statusCode(200).body("accepted", equalTo(1), "rejected", equalTo(0), "problems", hasSize(0));
        get(sessions + "/" + panel).body("title.en", equalTo("Long Talks"), "endsAt", equalTo("2033-08-01T12:30:00+09:00"),
                "kind",
                equalTo("qa"), "code", equalTo("P1"), "details", nullValue());
        get("persons/" + person).body("version", equalTo(1), "name", equalTo(Map.of("ru", "Дана", "ko", "다나")));
        get("persons/" + organisation).statusCode(404);
        get("gatherings/" + gathering).body("version", equalTo(1));
        get("gatherings/" + gathering + "/participations").body("items.role", contains("moderator", "moderator"));
        assertEquals(gathering, titled("Dune"));
    }

    @Test
    void a_day_that_can_be_none_is_named_by_pointer_and_a_language_that_is_none_is_kept_beside() throws Exception {
        var file = schedule().replace("steppe-days", "kelp-days").replace("Steppe", "Kelp").replace("9b1f6a9e-", "9b1f6aa2-");
        take(file.replace("\"end\": \"2033-06-02\"", "\"end\": \"9999-01-01\"")).statusCode(422)
                .body("violations.pointer", contains("/schedule/conference/end"));
        take(file.replace("\"start\": \"2033-06-01\"", "\"start\": \"0000-01-01\"")).statusCode(422)
                .body("violations.pointer", contains("/schedule/conference/start"));
        take(file.replace("\"2033-06-02T00:30:00+05:00\"", "\"9999-12-31T23:30:00Z\"")).statusCode(422)
                .body("violations.pointer", contains("/schedule/conference/days/0/rooms/Yurt/0/date"));
        var language = "en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd";
        take(file.replace("\"language\": \"en\"", "\"language\": \"" + language + "\"")).statusCode(200)
                .body("accepted", equalTo(8));
        get("gatherings/" + titled("Kelp") + "/schedule.json").body(
                "schedule.conference.days[0].rooms.'Great Hall'[0].language", equalTo(language));
    }

    @Test
    void a_file_of_more_values_than_can_be_held_is_refused() {
        take("{\"schedule\": [" + "[],".repeat(250_000) + "[]]}").statusCode(413).body("detail", containsString("values"));
    }

    @Test
    void what_is_not_a_schedule_is_refused_with_all_that_is_wrong_by_pointer() throws Exception {
        var wrong = schedule().replace("\"id\": 11", "\"id\": \"11\"").replace("\"start\": \"00:30\"", "\"start\": \"12:30\"")
                .replace("\"duration\": \"01:30\"", "\"duration\": \"long\"").replace("\"conference\":", "\"rooms\": [],"
                        + " \"conference\":");
        take(wrong).statusCode(422).body("violations.pointer", hasItems("/schedule/rooms",
                "/schedule/conference/days/0/rooms/Great Hall/0/id", "/schedule/conference/days/0/rooms/Great Hall/0/duration",
                "/schedule/conference/days/0/rooms/Yurt/0/start"));
        take("{\"schedule\": 1}").statusCode(422).body("violations.pointer", contains("/schedule"));
        take("[]").statusCode(422);
        take("{\"schedule\": {").statusCode(422).body("detail", containsString("well-formed"));
        take(schedule().replace("Steppe", "Степь").getBytes(Charset.forName("windows-1251")), "").statusCode(422)
                .body("detail", containsString("UTF-8"));
        take(" ".repeat((8 << 20) + 1)).statusCode(413);
        take(schedule().getBytes(StandardCharsets.UTF_8), "&classification=fair").statusCode(400);
    }

    @Test
    void what_a_later_file_no_longer_has_is_named_and_stays() throws Exception {
        var first = schedule().replace("steppe-days", "delta-days").replace("Steppe", "Delta").replace("9b1f6a9e-",
                "9b1f6aa0-");
        take(first).statusCode(200).body("warnings", equalTo(0));
        var document = (ObjectNode) JSON.readTree(first);
        var rooms = (ObjectNode) document.at("/schedule/conference/days/0/rooms");
        ((ArrayNode) rooms.get("Yurt")).removeAll();
        ((ArrayNode) rooms.at("/Great Hall/0/persons")).remove(1);
        take(document.toString()).statusCode(200)
                .body("warnings", equalTo(3), "rejected", equalTo(0), "problems.code.unique()", contains("absent-from-file"))
                .body("problems.detail", hasItem(startsWith("session 9b1f6aa0-0d0b-4d8f-8d0e-3b8f6c1d0b12 (Stars, by night)")))
                .body("problems.detail", hasItem(endsWith(
                        "in session 9b1f6aa0-0d0b-4d8f-8d0e-3b8f6c1d0b11 is recorded but not in this file; it stays, unless it is"
                                + " retracted")));
        get("gatherings/" + titled("Delta") + "/sessions").body("items", hasSize(2));
    }

    @Test
    void a_session_outside_the_conference_is_named_and_the_others_land() throws Exception {
        var other = schedule().replace("steppe-days", "taiga-days").replace("Steppe", "Taiga").replace("9b1f6a9e-", "9b1f6a9f-")
                .replace("\"end\": \"2033-06-02\"", "\"end\": \"2033-06-01\"");
        take(other).statusCode(200).body("rejected", equalTo(2), "accepted", equalTo(6))
                .body("problems.pointer", hasItem("/schedule/conference/days/0/rooms/Yurt/0/startsAt"));
        take(other.replace("taiga", "tundra").getBytes(StandardCharsets.UTF_8), "&mode=strict").statusCode(422);
    }
}
