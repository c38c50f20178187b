package org.tamga.events.session;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.tamga.events.EventsApi.gathering;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.person;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

@EventsTest
class SessionResourceTest {

    private static String session(String from, String to, String more) {
        return "{'title': {'en': 'Panel'}, 'kind': 'panel', 'startsAt': '" + from + "', 'endsAt': '" + to + "'" + more + "}";
    }

    @Test
    void lies_on_the_gatherings_days_in_the_gatherings_zone() {
        var sessions = "gatherings/" + gathering("2030-05-10") + "/sessions/";
        // In Seoul it is the eleventh already.
        put(sessions + id(), session("2030-05-10T16:00:00Z", "2030-05-10T17:00:00Z", "")).statusCode(422)
                .body("violations.pointer", hasItem("/startsAt"));
        put(sessions + id(), session("2030-05-10T23:00:00+09:00", "2030-05-11T00:30:00+09:00", "")).statusCode(422)
                .body("violations.pointer", contains("/endsAt"));
        put(sessions + id(), session("2030-05-10T23:00:00+09:00", "2030-05-11T00:00:00+09:00", "")).statusCode(201);
        put(sessions + id(), session("2030-05-10T09:00:00+09:00", "2030-05-10T09:00:00+09:00", "")).statusCode(422);
    }

    @Test
    void a_gathering_that_moves_away_from_its_sessions_is_told_so() {
        var gathering = gathering("2030-05-10");
        recorded("gatherings/" + gathering + "/sessions", session("2030-05-09T23:00:00Z", "2030-05-10T00:00:00Z", ""));
        var moved = "{'title': {'en': 'Forum'}, 'classification': 'forum', 'zone': 'Asia/Seoul', 'startsOn': ";
        put("gatherings/" + gathering, moved + "'2030-05-10', 'endsOn': '2030-05-11'}", 1).statusCode(200)
                .body("warnings", nullValue());
        put("gatherings/" + gathering, moved + "'2030-06-10'}", 2).statusCode(200)
                .body("warnings.code", contains("sessions-outside"));
    }

    @Test
    void a_room_that_is_taken_is_named_in_a_warning() {
        var sessions = "gatherings/" + gathering("2030-05-10") + "/sessions/";
        put(sessions + id(), session("2030-05-10T09:00:00+09:00", "2030-05-10T10:00:00+09:00", ", 'room': 'Hall A'"))
                .statusCode(201).body("warnings", nullValue());
        put(sessions + id(), session("2030-05-10T00:59:00Z", "2030-05-10T02:00:00Z", ", 'room': 'hall a'")).statusCode(201)
                .body("warnings.code", contains("room-double-booked"));
        put(sessions + id(), session("2030-05-10T11:00:00+09:00", "2030-05-10T12:00:00+09:00", ", 'room': 'Hall A'"))
                .statusCode(201).body("warnings", nullValue());
    }

    @Test
    void sessions_of_which_the_end_is_not_known_clash_at_the_moment_at_which_they_start() {
        var gathering = "gatherings/" + gathering("2030-05-10");
        var open = "{'title': {'en': 'Talk'}, 'kind': 'panel', 'room': 'Hall B', 'startsAt': '2030-05-10T";
        var one = recorded(gathering + "/sessions", open + "09:00:00+09:00'}");
        var person = person();
        recorded(gathering + "/participations", "{'personId': '" + person + "', 'sessionId': '" + one + "'}");
        var other = id();
        put(gathering + "/sessions/" + other, open + "00:00:00Z'}").statusCode(201).body("warnings.code",
                contains("room-double-booked"));
        put(gathering + "/participations/" + id(), "{'personId': '" + person + "', 'sessionId': '" + other + "'}")
                .statusCode(201)
                .body("warnings.code", contains("person-double-booked"));
        put(gathering + "/sessions/" + id(), session("2030-05-10T08:30:00+09:00", "2030-05-10T09:30:00+09:00",
                ", 'room': 'Hall B'")).statusCode(201)
                .body("warnings.code", contains("room-double-booked", "room-double-booked"));
        put(gathering + "/sessions/" + id(), open + "09:30:00+09:00'}").statusCode(201).body("warnings", nullValue());
    }

    @Test
    void a_person_who_is_elsewhere_is_named_in_a_warning_whichever_is_recorded_last() {
        var gathering = gathering("2030-05-10");
        var one = recorded("gatherings/" + gathering + "/sessions",
                session("2030-05-10T09:00:00+09:00", "2030-05-10T10:00:00+09:00", ""));
        var other = recorded("gatherings/" + gathering + "/sessions",
                session("2030-05-10T09:30:00+09:00", "2030-05-10T10:30:00+09:00", ""));
        var person = person();
        var participations = "gatherings/" + gathering + "/participations/";
        put(participations + id(), "{'personId': '" + person + "', 'sessionId': '" + one + "'}").statusCode(201)
                .body("warnings", nullValue());
        put(participations + id(), "{'personId': '" + person + "', 'sessionId': '" + other + "'}").statusCode(201)
                .body("warnings.code", contains("person-double-booked"));
        put("gatherings/" + gathering + "/sessions/" + other,
                session("2030-05-10T09:45:00+09:00", "2030-05-10T10:30:00+09:00", ""), 1).statusCode(200)
                .body("warnings.code", contains("person-double-booked"));
    }
}
