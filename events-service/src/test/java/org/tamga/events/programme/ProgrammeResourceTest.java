package org.tamga.events.programme;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.events.EventsApi.gathering;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import javax.xml.parsers.DocumentBuilderFactory;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;
import org.tamga.record.Ledger;
import org.tamga.testing.Tokens;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import de.siegmar.fastcsv.reader.CsvReader;
import io.restassured.http.ContentType;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.Participant;
import net.fortuna.ical4j.model.component.VEvent;

@EventsTest
class ProgrammeResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Ledger ledger;

    /** What every form of a programme says of a session. */
    private record Fact(String id, Instant from, Instant to, String room, String title, Set<String> speakers)
            implements
                Comparable<Fact> {

        @Override
        public int compareTo(Fact other) {
            return id.compareTo(other.id);
        }
    }

    private static String programme() {
        var gathering = gathering("2031-05-10");
        var sessions = "gatherings/" + gathering + "/sessions";
        var opening = recorded(sessions, "{'title': {'ko': '개회식 – 중앙아시아와의 협력을 위한 새로운 전략, 그리고 그 너머; 더, 많이'},"
                + " 'kind': 'ceremony', 'room': 'Hall <A>', 'startsAt': '2031-05-10T09:00:00+09:00',"
                + " 'endsAt': '2031-05-10T09:45:00+09:00', 'language': 'ko'}");
        recorded(sessions, "{'title': {'en': 'Panel'}, 'kind': 'panel', 'room': 'Hall B',"
                + " 'startsAt': '2031-05-10T01:00:00Z', 'endsAt': '2031-05-10T02:30:00Z'}");
        for (var name : new String[]{"Нургали Арыстанов", "남진"}) {
            var person = recorded("persons", "{'name': {'und': '" + name + "'}}");
            recorded("gatherings/" + gathering + "/participations",
                    "{'personId': '" + person + "', 'sessionId': '" + opening + "', 'role': 'speaker'}");
        }
        return gathering;
    }

    @Test
    void all_files_state_the_same_facts() throws Exception {
        var gathering = programme();
        var expected = frabJson(gathering);
        assertEquals(2, expected.size());
        assertEquals(Set.of("Нургали Арыстанов", "남진"), expected.stream().filter(fact -> fact.room.equals("Hall <A>"))
                .findFirst().orElseThrow().speakers);
        assertEquals(expected, frabXml(gathering));
        assertEquals(expected, iCalendar(gathering));
        assertEquals(expected, jsonLd(gathering));
        assertEquals(expected, csv(gathering));
    }

    @Test
    void a_session_is_on_the_day_of_the_gatherings_zone_and_no_two_have_one_number() {
        var gathering = gathering("2031-06-10");
        for (var hours : Map.of("2031-06-09T23:30:00Z", "2031-06-10T00:30:00Z", "2031-06-10T10:00:00+09:00",
                "2031-06-10T11:00:00+09:00").entrySet()) {
            recorded("gatherings/" + gathering + "/sessions", "{'title': {'en': 'Talk'}, 'kind': 'panel', 'room': 'Hall',"
                    + " 'startsAt': '" + hours.getKey() + "', 'endsAt': '" + hours.getValue() + "'}");
        }
        var talks = "schedule.conference.days[0].rooms.Hall.";
        var ids = get("gatherings/" + gathering + "/schedule.json").statusCode(200)
                .body("schedule.conference.days.date", contains("2031-06-10"))
                .body(talks + "start", contains("08:30", "10:00"))
                .body(talks + "date", contains("2031-06-10T08:30:00+09:00", "2031-06-10T10:00:00+09:00"))
                .extract().<List<Integer>>path(talks + "id");
        assertEquals(2, Set.copyOf(ids).size());
        assertTrue(ids.stream().allMatch(id -> id >= 0), ids.toString());
    }

    @Test
    void a_calendar_has_lines_of_75_octets_and_its_zone() throws Exception {
        var text = file(programme(), "ics");
        assertTrue(text.lines().allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75), text);
        assertTrue(text.contains("DTSTART;TZID=Asia/Seoul:20310510T090000"), text);
        assertTrue(text.contains("BEGIN:VTIMEZONE"), text);
        assertTrue(text.contains("PARTICIPANT-TYPE:SPEAKER"), text);
    }

    @Test
    void a_subscribed_calendar_is_sent_again_only_when_it_has_changed_and_only_what_changed_counts_up() throws Exception {
        var title = "{'title': {'en': 'Forum'}, 'classification': 'forum', 'topics': ['calendar-test'], 'startsOn': ";
        var one = recorded("gatherings", title + "'2032-03-01', 'endsOn': '2032-03-03'}");
        var other = recorded("gatherings", title + "'2032-04-01'}");
        recorded("gatherings", title + "'2032'}");
        var first = given().get("/api/events/calendar.ics?topic=calendar-test").then().statusCode(200)
                .contentType(containsString("text/calendar")).extract();
        var etag = first.header("ETag");
        given().header("If-None-Match", etag).get("/api/events/calendar.ics?topic=calendar-test").then().statusCode(304);
        assertEquals(2, parsed(first.asString()).getComponents("VEVENT").size());
        put("gatherings/" + one, title + "'2032-03-02', 'endsOn': '2032-03-04'}", 1).statusCode(200);
        var second = parsed(given().header("If-None-Match", etag).get("/api/events/calendar.ics?topic=calendar-test").then()
                .statusCode(200).header("ETag", not(equalTo(etag))).extract().asString());
        assertEquals("1", event(second, one).getRequiredProperty("SEQUENCE").getValue());
        assertEquals("20320302", event(second, one).getRequiredProperty("DTSTART").getValue());
        assertEquals("20320305", event(second, one).getRequiredProperty("DTEND").getValue());
        assertEquals("0", event(second, other).getRequiredProperty("SEQUENCE").getValue());
    }

    @Test
    void a_gathering_that_the_calendar_changes_never_goes_back_behind_what_a_program_has_of_it() throws Exception {
        var forum = "{'title': {'en': 'Forum'}, 'classification': 'forum', 'startsOn': '2034-05-10', 'status': 'scheduled'";
        var gathering = recorded("gatherings", forum + "}");
        put("gatherings/" + gathering, forum + ", 'topics': ['trade'], 'validFrom': '2034-01-01'}", 1).statusCode(200);
        put("gatherings/" + gathering, forum + ", 'topics': ['water'], 'validTo': '2034-01-01'}", 2).statusCode(200);
        var now = Revised.of(event(parsed(file(gathering, "ics")), gathering));
        assertEquals(2, now.sequence);
        var then = Revised.of(event(parsed(get("gatherings/" + gathering + "/schedule.ics?validAt=2034-01-01").extract()
                .asString()), gathering));
        assertEquals(new Revised(2, "20340101T000000Z", "20340101T000000Z"), then);
    }

    @Test
    void a_programme_can_be_read_as_its_source_made_it_known_before_it_was_recorded_here() {
        var gathering = id();
        given().auth().oauth2(Tokens.of("events-editor")).contentType("application/x-ndjson")
                .body(("{\"id\": \"" + gathering + "\", \"title\": {\"en\": \"Forum\"}, \"classification\": \"forum\","
                        + " \"startsOn\": \"2022-05-10\", \"knownFrom\": \"2022-06-01T00:00:00Z\"}")
                        .getBytes(StandardCharsets.UTF_8))
                .post("/api/events/gatherings/import?format=ndjson&sourceTitle=List&sourcePublisher=Office")
                .then().body("accepted", equalTo(1));
        for (var form : new String[]{"json", "ics"}) {
            given().queryParam("knownAt", "2023-01-01T00:00:00Z")
                    .get("/api/events/gatherings/" + gathering + "/schedule." + form)
                    .then().log().ifValidationFails().statusCode(200).body(containsString("Forum"));
        }
    }

    @Test
    void a_calendar_is_made_for_a_few_at_once_and_for_nobody_who_has_it() {
        recorded("gatherings", "{'title': {'en': 'Forum'}, 'classification': 'forum', 'topics': ['calendar-bound'],"
                + " 'startsOn': '2032-03-01'}");
        var address = "/api/events/calendar.ics?topic=calendar-bound";
        var etag = given().get(address).then().statusCode(200).extract().header("ETag");
        Runnable all = () -> {
            given().get(address).then().statusCode(503).header("Retry-After", equalTo("10"))
                    .contentType("application/problem+json");
            given().header("If-None-Match", etag).get(address).then().statusCode(304);
        };
        for (int i = 0; i < 4; i++) {
            var inner = all;
            all = () -> ledger.export(inner);
        }
        all.run();
        given().get(address).then().statusCode(200).header("ETag", equalTo(etag));
    }

    @Test
    void who_has_a_programme_is_told_so_until_what_it_is_made_of_is_written() {
        var gathering = gathering("2031-05-12");
        var session = recorded("gatherings/" + gathering + "/sessions", "{'title': {'en': 'Panel'}, 'kind': 'panel',"
                + " 'startsAt': '2031-05-12T09:00:00+09:00', 'endsAt': '2031-05-12T10:00:00+09:00'}");
        var person = recorded("persons", "{'name': {'en': 'Kim Minji'}}");
        recorded("gatherings/" + gathering + "/participations",
                "{'personId': '" + person + "', 'sessionId': '" + session + "'}");
        var address = "/api/events/gatherings/" + gathering + "/schedule.json";
        var etag = given().get(address).then().statusCode(200).header("Cache-Control", equalTo("max-age=60")).extract()
                .header("ETag");
        given().header("If-None-Match", etag).get(address).then().statusCode(304).header("ETag", equalTo(etag));
        for (var other : List.of(address + "?lang=ko", address.replace(".json", ".xml"))) {
            given().header("If-None-Match", etag).get(other).then().statusCode(200).header("ETag", not(equalTo(etag)));
        }
        given().header("If-None-Match", "*").get(address.replace(gathering, id())).then().statusCode(404);

        put("persons/" + person, "{'name': {'en': 'Kim Min-ji'}}", 1).statusCode(200);
        var renamed = given().header("If-None-Match", etag).get(address).then().statusCode(200)
                .body(containsString("Kim Min-ji")).extract().header("ETag");
        recorded("gatherings/" + gathering + "/sessions", "{'title': {'en': 'Dinner'}, 'kind': 'break'}");
        given().header("If-None-Match", renamed).get(address).then().statusCode(200).header("ETag", not(equalTo(renamed)));
    }

    @Test
    void a_programme_is_another_on_a_day_on_which_another_period_of_it_holds_and_on_no_other() {
        var gathering = gathering("2031-05-13");
        var session = recorded("gatherings/" + gathering + "/sessions", "{'title': {'en': 'Panel'}, 'kind': 'panel',"
                + " 'startsAt': '2031-05-13T09:00:00+09:00', 'endsAt': '2031-05-13T10:00:00+09:00'}");
        var person = recorded("persons", "{'name': {'en': 'Kim Minji'}}");
        recorded("gatherings/" + gathering + "/participations",
                "{'personId': '" + person + "', 'sessionId': '" + session + "'}");
        put("persons/" + person, "{'name': {'en': 'Lee Minji'}, 'validFrom': '2034-01-01'}", 1).statusCode(200);
        var address = "/api/events/gatherings/" + gathering + "/schedule.json?validAt=";
        var etag = given().get(address + "2033-12-30").then().statusCode(200).body(containsString("Kim Minji")).extract()
                .header("ETag");
        given().header("If-None-Match", etag).get(address + "2033-12-31").then().statusCode(304);
        given().header("If-None-Match", etag).get(address + "2034-01-01").then().statusCode(200)
                .header("ETag", not(equalTo(etag))).body(containsString("Lee Minji"));
    }

    @Test
    void all_of_a_list_is_made_for_a_few_at_once_and_the_next_is_told_when_to_come_again() {
        Runnable all = () -> {
            for (var form : List.of("application/x-ndjson", "text/csv")) {
                given().accept(form).get("/api/events/gatherings").then().statusCode(503)
                        .header("Retry-After", equalTo("10")).contentType("application/problem+json");
            }
        };
        for (int i = 0; i < 4; i++) {
            var inner = all;
            all = () -> ledger.export(inner);
        }
        all.run();
        given().accept("application/x-ndjson").get("/api/events/gatherings").then().statusCode(200);
    }

    /** What makes a calendar program take an event for a newer one. */
    private record Revised(int sequence, String stamp, String modified) {

        static Revised of(VEvent event) {
            return new Revised(Integer.parseInt(event.getRequiredProperty("SEQUENCE").getValue()),
                    event.getRequiredProperty("DTSTAMP").getValue(), event.getRequiredProperty("LAST-MODIFIED").getValue());
        }

        void assertAfter(Revised former) {
            assertTrue(sequence > former.sequence && stamp.compareTo(former.stamp) >= 0
                    && modified.compareTo(former.modified) >= 0, () -> this + " after " + former);
        }
    }

    @Test
    void whatever_a_session_shows_counts_up_when_it_changes_and_nothing_else_does() throws Exception {
        var forum = "{'title': {'en': 'Forum'}, 'classification': 'forum', 'startsOn': '2031-05-10', ";
        var gathering = recorded("gatherings", forum + "'status': 'scheduled', 'zone': 'Asia/Seoul'}");
        var sessions = "gatherings/" + gathering + "/sessions";
        var panel = recorded(sessions, session("Panel", "09"));
        var other = recorded(sessions, session("Other", "11"));
        var before = revised(gathering, panel);
        var untouched = revised(gathering, other);

        var speaker = "gatherings/" + gathering + "/participations/" + id();
        var role = "{'personId': '" + recorded("persons", "{'name': {'en': 'Speaker'}}")
                + "', 'role': 'speaker', 'sessionId': '";
        put(speaker, role + panel + "'}").statusCode(201);
        var added = revised(gathering, panel);
        added.assertAfter(before);
        assertEquals(untouched, revised(gathering, other));

        put(speaker, role + other + "'}", 1).statusCode(200);
        var moved = revised(gathering, panel);
        moved.assertAfter(added);
        var arrived = revised(gathering, other);
        arrived.assertAfter(untouched);

        retract(speaker, 2);
        revised(gathering, other).assertAfter(arrived);
        assertEquals(moved, revised(gathering, panel));

        put("gatherings/" + gathering, forum + "'status': 'scheduled', 'zone': 'Asia/Seoul', 'topics': ['trade']}", 1)
                .statusCode(200);
        assertEquals(moved, revised(gathering, panel));
        put("gatherings/" + gathering, forum + "'status': 'scheduled', 'zone': 'Asia/Almaty', 'topics': ['trade']}", 2)
                .statusCode(200);
        var shifted = revised(gathering, panel);
        shifted.assertAfter(moved);
        put("gatherings/" + gathering, forum + "'status': 'cancelled', 'zone': 'Asia/Almaty', 'topics': ['trade']}", 3)
                .statusCode(200);
        revised(gathering, panel).assertAfter(shifted);
        assertEquals("CANCELLED", event(parsed(file(gathering, "ics")), panel).getRequiredProperty("STATUS").getValue());
    }

    @Test
    void a_speaker_or_an_organisation_that_is_renamed_or_withheld_moves_its_sessions_and_no_others() throws Exception {
        var gathering = gathering("2031-05-10");
        var sessions = "gatherings/" + gathering + "/sessions";
        var panel = recorded(sessions, session("Panel", "09"));
        var other = recorded(sessions, session("Other", "11"));
        var person = recorded("persons", "{'name': {'en': 'Old Name'}}");
        put("persons/" + person, "{'name': {'en': 'Speaker'}}", 1).statusCode(200);
        var organisation = recorded("organisations", "{'name': {'en': 'Host'}, 'country': 'KZ'}");
        for (var who : new String[]{"'personId': '" + person, "'organisationId': '" + organisation}) {
            recorded("gatherings/" + gathering + "/participations",
                    "{" + who + "', 'role': 'speaker', 'sessionId': '" + panel + "'}");
        }
        var untouched = revised(gathering, other);
        var begun = revised(gathering, panel);
        assertEquals(2, begun.sequence);

        put("persons/" + person, "{'name': {'en': 'New Name'}}", 2).statusCode(200);
        var renamed = revised(gathering, panel);
        renamed.assertAfter(begun);
        put("organisations/" + organisation, "{'name': {'en': 'Guest'}, 'country': 'KZ'}", 1)
                .statusCode(200);
        var hosted = revised(gathering, panel);
        hosted.assertAfter(renamed);

        withholding(person, "");
        var withheld = revised(gathering, panel);
        withheld.assertAfter(hosted);
        withholding(person, "/release");
        var released = revised(gathering, panel);
        released.assertAfter(withheld);
        assertEquals(untouched, revised(gathering, other));

        withholding(person, "");
        revised(gathering, panel).assertAfter(released);
    }

    private static void withholding(String person, String step) {
        given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON).body(
                """
                {"because": "On request", "sources": [{"type": "primary-research", "title": "Request", "publisher": "Person"}]}""")
                .post("/api/events/persons/" + person + "/withholding" + step).then().log().ifValidationFails()
                .statusCode(204);
    }

    private static void retract(String record, int version) {
        given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON)
                .header("If-Match", "\"" + version + "\"")
                .body("""
                      {"because": "Never so", "sources": [{"type": "news-report", "title": "Report", "publisher": "Paper"}]}""")
                .post("/api/events/" + record + "/retraction").then().log().ifValidationFails().statusCode(200);
    }

    private static String session(String title, String hour) {
        return "{'title': {'en': '" + title + "'}, 'kind': 'panel', 'startsAt': '2031-05-10T" + hour
                + ":00:00+09:00', 'endsAt': '2031-05-10T" + hour + ":45:00+09:00'}";
    }

    private static Revised revised(String gathering, String session) throws Exception {
        return Revised.of(event(parsed(file(gathering, "ics")), session));
    }

    @Test
    void what_is_not_there_is_said() {
        get("gatherings/" + id() + "/schedule.json").statusCode(404);
        get("gatherings/nowhere/schedule.json").statusCode(400);
        get("gatherings/" + gathering("2031-05-10") + "/schedule.ics?colour=red").statusCode(400);
        get("calendar.ics?country=Atlantis").statusCode(400);
        get("gatherings/" + gathering("2031-05-10") + "/schedule.xml").statusCode(200)
                .contentType(containsString("application/xml"));
    }

    @Test
    void details_that_somebody_wrote_by_hand_break_no_file() throws Exception {
        var gathering = recorded("gatherings", "{'title': {'en': 'Forum'}, 'classification': 'forum', 'startsOn': '2031-05-10',"
                + " 'details': {'format': 'frab', 'members': {'days': [{}, 1, {'date': 'soon'}], 'conference': [],"
                + " 'schedule': 7}}}");
        recorded("gatherings/" + gathering + "/sessions", "{'title': {'en': 'Panel'}, 'kind': 'panel', 'url': 'no address',"
                + " 'startsAt': '2031-05-10T01:00:00Z', 'endsAt': '2031-05-10T02:30:00Z',"
                + " 'details': {'format': 'frab', 'members': {'participations': 3, 'links': 'none', 'title': ['x']}}}");
        for (var form : new String[]{"json", "xml", "ics", "jsonld", "csv"}) {
            assertTrue(file(gathering, form).contains("Panel"), form);
        }
    }

    private static String file(String gathering, String form) {
        return given().get("/api/events/gatherings/" + gathering + "/schedule." + form).then().log().ifValidationFails()
                .statusCode(200).extract().asString();
    }

    private static Set<Fact> frabJson(String gathering) throws Exception {
        var facts = new TreeSet<Fact>();
        for (var day : JSON.readTree(file(gathering, "json")).at("/schedule/conference/days")) {
            for (var room : day.get("rooms").properties()) {
                for (var event : room.getValue()) {
                    var from = OffsetDateTime.parse(event.get("date").textValue()).toInstant();
                    var speakers = new TreeSet<String>();
                    event.get("persons").forEach(person -> speakers.add(person.get("public_name").textValue()));
                    facts.add(new Fact(event.get("guid").textValue(), from, from.plus(duration(event.get("duration")
                            .textValue())), room.getKey(), event.get("title").textValue(), speakers));
                }
            }
        }
        return facts;
    }

    private static Set<Fact> frabXml(String gathering) throws Exception {
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(file(gathering, "xml").getBytes(StandardCharsets.UTF_8)));
        var facts = new TreeSet<Fact>();
        var events = document.getElementsByTagName("event");
        for (int i = 0; i < events.getLength(); i++) {
            var event = (Element) events.item(i);
            var from = OffsetDateTime.parse(text(event, "date")).toInstant();
            var speakers = new TreeSet<String>();
            NodeList persons = event.getElementsByTagName("person");
            for (int j = 0; j < persons.getLength(); j++) {
                speakers.add(persons.item(j).getTextContent());
            }
            facts.add(new Fact(event.getAttribute("guid"), from, from.plus(duration(text(event, "duration"))),
                    ((Element) event.getParentNode()).getAttribute("name"), text(event, "title"), speakers));
        }
        return facts;
    }

    private static Set<Fact> iCalendar(String gathering) throws Exception {
        var facts = new TreeSet<Fact>();
        for (var component : parsed(file(gathering, "ics")).getComponents("VEVENT")) {
            var event = (VEvent) component;
            if (event.getUid().orElseThrow().getValue().equals(gathering)) {
                continue;
            }
            var speakers = new TreeSet<String>();
            for (var participant : event.getComponentList().getAll()) {
                speakers.add(((Participant) participant).getSummary().orElseThrow().getValue());
            }
            facts.add(new Fact(event.getUid().orElseThrow().getValue(), instant(event.getStartDate().orElseThrow().getDate()),
                    instant(event.getEndDate().orElseThrow().getDate()), event.getLocation().getValue(),
                    event.getSummary().getValue(), speakers));
        }
        return facts;
    }

    private static Set<Fact> jsonLd(String gathering) throws Exception {
        var facts = new TreeSet<Fact>();
        for (var event : JSON.readTree(file(gathering, "jsonld")).get("subEvent")) {
            var speakers = new TreeSet<String>();
            event.path("performer").forEach(performer -> speakers.add(performer.get("name").textValue()));
            facts.add(new Fact(event.get("identifier").textValue(), time(event.get("startDate")), time(event.get("endDate")),
                    event.at("/location/name").textValue(), event.at("/name/0/@value").textValue(), speakers));
        }
        return facts;
    }

    private static Set<Fact> csv(String gathering) throws Exception {
        var facts = new TreeSet<Fact>();
        CsvReader.builder().ofNamedCsvRecord(new StringReader(file(gathering, "csv"))).forEach(row -> facts.add(new Fact(
                row.getField("id"), OffsetDateTime.parse(row.getField("startsAt")).toInstant(),
                OffsetDateTime.parse(row.getField("endsAt")).toInstant(), row.getField("room"), row.getField("title"),
                row.getField("speakers").isEmpty() ? Set.of() : new TreeSet<>(Set.of(row.getField("speakers").split("; "))))));
        return facts;
    }

    private static Calendar parsed(String text) throws Exception {
        return new CalendarBuilder().build(new StringReader(text));
    }

    private static VEvent event(Calendar calendar, String uid) {
        return (VEvent) calendar.getComponents("VEVENT").stream()
                .filter(event -> event.getRequiredProperty("UID").getValue().equals(uid)).findFirst().orElseThrow();
    }

    private static Instant instant(Temporal time) {
        return time instanceof Instant instant ? instant : ZonedDateTime.from(time).toInstant();
    }

    private static Instant time(JsonNode text) {
        return OffsetDateTime.parse(text.textValue()).toInstant();
    }

    private static Duration duration(String text) {
        var parts = text.split(":");
        return Duration.ofHours(Long.parseLong(parts[0])).plusMinutes(Long.parseLong(parts[1]));
    }

    private static String text(Element event, String name) {
        return event.getElementsByTagName(name).item(0).getTextContent();
    }
}
