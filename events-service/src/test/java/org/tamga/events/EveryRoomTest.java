package org.tamga.events;

import static org.tamga.events.EventsApi.recorded;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.tamga.testing.EveryRoom;

@EventsTest
@Order(Integer.MAX_VALUE)
class EveryRoomTest {

    @TestFactory
    Stream<DynamicTest> keeps_the_common_rules() {
        recordOneOfEach();
        return EveryRoom.of("events");
    }

    /** So that there is something to ask for whatever other tests have left. */
    private static void recordOneOfEach() {
        var gathering = EventsApi.gathering("2031-08-01");
        var person = EventsApi.person();
        recorded("gatherings/" + gathering + "/sessions", "{'title': {'en': 'Talk'}, 'kind': 'keynote'}");
        recorded("gatherings/" + gathering + "/participations", "{'personId': '" + person + "', 'role': 'speaker'}");
        var post = recorded("posts", "{'organisationId': '" + EventsApi.organisation("KZ") + "', 'role': 'ambassador'}");
        recorded("memberships", "{'personId': '" + person + "', 'postId': '" + post + "'}");
        recorded("claims", "{'statementId': '" + EventsApi.statement(gathering)
                + "', 'kind': 'position', 'text': {'en': 'It is good'}}");
        recorded("commitments", "{'text': {'en': 'To do better'}, 'kind': 'programme'}");
        recorded("formats", "{'code': 'EVERY', 'name': {'en': 'Every room'}, 'kind': 'business'}");
    }
}
