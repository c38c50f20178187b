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
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.put;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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

    private static String gathering(String title) {
        return given().queryParam("q", title).queryParam("kind", "gathering").get("/api/events/search").then()
                .body("items", hasSize(1)).extract().path("items[0].id");
    }

    @Test
    void a_schedule_comes_back_as_it_came_and_the_same_again_changes_nothing() throws Exception {
        take(schedule().getBytes(StandardCharsets.UTF_8), "&dryRun=true").statusCode(200).body("accepted", equalTo(8));
        given().get("/api/events/search?q=steppe&kind=gathering").then().body("items", hasSize(0));
        take(schedule()).statusCode(200).body("accepted", equalTo(8), "rejected", equalTo(0), "problems", hasSize(0));
        take(schedule()).statusCode(200).body("accepted", equalTo(0), "unchanged", equalTo(8));
        var gathering = gathering("Steppe");
        var exported = get("gatherings/" + gathering + "/schedule.json").statusCode(200).extract().asString();
        assertEquals(JSON.readTree(schedule()), JSON.readTree(exported));
        take(exported).statusCode(200).body("accepted", equalTo(0));
        get("gatherings/" + gathering).body("zone", equalTo("Asia/Almaty"), "startsOn", equalTo("2033-06-01"));
        get("gatherings/" + gathering + "/sessions/9b1f6a9e-0d0b-4d8f-8d0e-3b8f6c1d0b11").body("kind", equalTo("keynote"),
                "endsAt", equalTo("2033-06-01T10:30:00+05:00"), "language", equalTo("en"), "summary.en",
                equalTo("How it began."));
        get("gatherings/" + gathering + "/participations").body("items", hasSize(3));
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
        var exported = JSON.readTree(get("gatherings/" + gathering("DemoCon") + "/schedule.json").statusCode(200).extract()
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
        var schedule = "gatherings/" + gathering("Tundra") + "/schedule.json";
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
        get("gatherings/" + gathering("Delta") + "/sessions").body("items", hasSize(2));
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
