package org.tamga.events.participation;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.tamga.events.EventsApi.awaitEvent;
import static org.tamga.events.EventsApi.gathering;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.organisation;
import static org.tamga.events.EventsApi.person;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

@EventsTest
class ParticipationResourceTest {

    @Test
    void is_of_a_recorded_person_or_organisation() {
        var participations = "gatherings/" + gathering("2030-05-10") + "/participations/";
        put(participations + id(), "{'role': 'speaker'}").statusCode(422);
        put(participations + id(), "{'personId': '" + person() + "', 'organisationId': '" + organisation("KR") + "'}")
                .statusCode(422);
        put(participations + id(), "{'personId': '" + id() + "', 'postId': '" + id() + "', 'sessionId': '" + id() + "'}")
                .statusCode(422).body("violations.pointer", hasItems("/personId", "/postId", "/sessionId"));
    }

    @Test
    void a_session_is_one_of_that_gathering() {
        var elsewhere = recorded("gatherings/" + gathering("2030-05-10") + "/sessions",
                "{'title': {'en': 'Panel'}, 'kind': 'panel'}");
        put("gatherings/" + gathering("2030-05-10") + "/participations/" + id(),
                "{'personId': '" + person() + "', 'sessionId': '" + elsewhere + "'}").statusCode(422)
                .body("violations.pointer", hasItem("/sessionId"));
    }

    @Test
    void a_post_that_was_not_held_on_the_day_is_named_in_a_warning() {
        var post = recorded("posts", "{'organisationId': '" + organisation("KZ")
                + "', 'role': 'Ambassador', 'validFrom': '2020-01-01', 'validTo': '2026-01-01'}");
        var person = person();
        var membership = recorded("memberships",
                "{'personId': '" + person + "', 'postId': '" + post + "', 'validFrom': '2023-05-01'}");
        awaitEvent(membership, "post.holder-changed");

        var inOffice = "{'personId': '" + person + "', 'postId': '" + post + "'}";
        put("gatherings/" + gathering("../2023-05-01") + "/participations/" + id(), inOffice).statusCode(201)
                .body("warnings", nullValue());
        put("gatherings/" + gathering("2023-04") + "/participations/" + id(), inOffice).statusCode(201)
                .body("warnings.code", contains("post-not-held"));
        put("gatherings/" + gathering("2019") + "/participations/" + id(), inOffice).statusCode(201)
                .body("warnings.code", containsInAnyOrder("post-not-valid", "post-not-held"));
    }
}
