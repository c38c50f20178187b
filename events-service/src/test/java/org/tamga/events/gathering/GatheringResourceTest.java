package org.tamga.events.gathering;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.tamga.events.EventsApi.CHANGES;
import static org.tamga.events.EventsApi.awaitEvent;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.organisation;
import static org.tamga.events.EventsApi.person;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;
import static org.tamga.events.EventsApi.retract;
import static org.tamga.events.EventsApi.statement;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

@EventsTest
class GatheringResourceTest {

    private static String gathering(String more) {
        return "{'title': {'en': 'Forum'}, 'classification': 'forum', " + more + "}";
    }

    @Test
    void refuses_an_end_before_the_start_and_a_zone_that_is_none() {
        put("gatherings/" + id(), gathering("'startsOn': '2025-12', 'endsOn': '2025-11-30', 'zone': 'Seoul'")).statusCode(422)
                .body("violations.pointer", hasItems("/endsOn", "/zone"));
        put("gatherings/" + id(), gathering("'startsOn': '2025-12', 'endsOn': '2025-12-01'")).statusCode(201);
    }

    @Test
    void refuses_references_to_what_is_not_recorded() {
        put("gatherings/" + id(), gathering("'formatCode': 'C9+X', 'parentId': '" + id()
                + "', 'organisers': [{'organisationId': '" + id() + "'}]")).statusCode(422)
                .body("violations.pointer", hasItems("/formatCode", "/parentId", "/organisers/0/organisationId"));
    }

    @Test
    void is_not_a_part_of_itself() {
        var whole = recorded("gatherings", gathering("'topics': ['whole']"));
        var part = recorded("gatherings", gathering("'parentId': '" + whole + "'"));
        put("gatherings/" + whole, gathering("'parentId': '" + part + "'"), 1).statusCode(422)
                .body("violations.pointer", hasItem("/parentId"));
        get("gatherings?parentId=" + whole).body("items.id", hasItem(part));
    }

    @Test
    void an_edition_of_a_format_is_one_gathering() {
        recorded("formats", "{'code': 'E5+1', 'name': {'en': 'E5+1'}, 'kind': 'business'}");
        var first = recorded("gatherings", gathering("'formatCode': 'E5+1', 'edition': 3"));
        put("gatherings/" + id(), gathering("'formatCode': 'E5+1', 'edition': 3")).statusCode(409)
                .body("detail", containsString(first));
        put("gatherings/" + id(), gathering("'edition': 3")).statusCode(422).body("violations.pointer", hasItem("/edition"));
    }

    @Test
    void its_status_goes_only_where_it_can_and_each_step_is_announced() {
        var id = recorded("gatherings", gathering("'status': 'announced'"));
        put("gatherings/" + id, gathering("'status': 'postponed'"), 1).statusCode(200);
        put("gatherings/" + id, gathering("'status': 'held'"), 2).statusCode(409)
                .body("type", endsWith("/illegal-transition"))
                .body("detail", containsString("announced, scheduled, cancelled"));
        put("gatherings/" + id, gathering("'status': 'scheduled'"), 2).statusCode(200);
        put("gatherings/" + id, gathering("'status': 'held'"), 3).statusCode(200);
        put("gatherings/" + id, gathering("'status': 'announced'"), 4).statusCode(409);
        put("gatherings/" + id, gathering("'status': 'cancelled', 'reason': 'correction'"), 4).statusCode(200)
                .body("status", equalTo("cancelled"));
        for (var status : new String[]{"announced", "postponed", "scheduled", "held", "cancelled"}) {
            awaitEvent(id, "gathering." + status);
        }
    }

    @Test
    void a_correction_that_was_read_and_is_put_back_waives_nothing() {
        var id = recorded("gatherings", gathering("'status': 'announced'"));
        put("gatherings/" + id, gathering("'status': 'held', 'reason': 'correction'"), 1).statusCode(200);
        String recordedAt = get("gatherings/" + id).body("reason", equalTo("correction")).extract().path("recordedAt");
        put("gatherings/" + id, gathering("'status': 'announced', 'reason': 'correction', 'recordedAt': '" + recordedAt + "'"),
                2)
                .statusCode(409).body("type", endsWith("/illegal-transition"));
        put("gatherings/" + id, gathering("'status': 'announced', 'reason': 'correction'"), 2).statusCode(200);
    }

    @Test
    void a_status_is_not_undone_by_a_statement_that_begins_before_it() {
        var id = recorded("gatherings", gathering("'validFrom': '2025-01-01', 'status': 'cancelled'"));
        put("gatherings/" + id, gathering("'status': 'scheduled'"), 1).statusCode(409)
                .body("type", endsWith("/illegal-transition")).body("detail", containsString("cancelled leads to nothing"));
        get("gatherings/" + id).body("status", equalTo("cancelled"), "version", equalTo(1));
        put("gatherings/" + id, gathering("'status': 'scheduled', 'reason': 'correction'"), 1).statusCode(200);
    }

    @Test
    void a_step_is_announced_once_though_a_later_period_has_the_same_status() {
        var id = recorded("gatherings", gathering("'validTo': '2025-01-01', 'status': 'held'"));
        put("gatherings/" + id, gathering("'validFrom': '2025-01-01', 'status': 'held'"), 1).statusCode(200);
        CHANGES.awaitAll(UUID.fromString(id), "held", "updated");
    }

    @Test
    void one_of_which_the_end_alone_is_known_may_have_begun_on_any_day_before() {
        var id = recorded("gatherings", gathering("'endsOn': '2032-09-30', 'topics': ['ending']"));
        var session = "{'title': {'en': 'Panel'}, 'kind': 'panel', 'startsAt': '2032-09-%s'}";
        put("gatherings/" + id + "/sessions/" + id(), session.formatted("28T09:00:00Z")).statusCode(201);
        put("gatherings/" + id + "/sessions/" + id(), session.formatted("30T09:00:00Z").replace("09-30", "10-01"))
                .statusCode(422).body("violations.pointer", hasItem("/startsAt"));
        get("gatherings?topic=ending&to=2032-09-01").body("items.id", hasItem(id));
        get("gatherings?topic=ending&from=2032-10-01").body("items.id", not(hasItem(id)));
    }

    @Test
    void what_is_part_of_it_or_refers_to_it_goes_before_it_does() {
        var whole = recorded("gatherings", gathering("'topics': ['whole']"));
        var part = recorded("gatherings", gathering("'parentId': '" + whole + "'"));
        var session = recorded("gatherings/" + whole + "/sessions", "{'title': {'en': 'Panel'}, 'kind': 'panel'}");
        var participation = recorded("gatherings/" + whole + "/participations",
                "{'personId': '" + person() + "', 'sessionId': '" + session + "'}");
        var statement = recorded("statements", "{'gatheringId': '" + whole + "', 'kind': 'speech', 'participationId': '"
                + participation + "', 'text': {'en': 'Words'}}");
        retract("gatherings/" + whole, 1).statusCode(409).body("type", endsWith("/conflict"))
                .body("detail", containsString("gathering " + part)).body("detail", containsString("session " + session))
                .body("detail", containsString("participation " + participation))
                .body("detail", containsString("statement " + statement));
        retract("gatherings/" + whole + "/sessions/" + session, 1).statusCode(409)
                .body("detail", containsString("participation " + participation));
        retract("gatherings/" + whole + "/participations/" + participation, 1).statusCode(409)
                .body("detail", containsString("statement " + statement));
        retract("statements/" + statement, 1).statusCode(200);
        retract("gatherings/" + whole + "/participations/" + participation, 1).statusCode(200);
        retract("gatherings/" + whole + "/sessions/" + session, 1).statusCode(200);
        retract("gatherings/" + part, 1).statusCode(200);
        retract("gatherings/" + whole, 1).statusCode(200);
    }

    @Test
    void what_is_said_by_somebody_or_rests_on_it_goes_before_it_does() {
        var organisation = organisation("KZ");
        var person = person();
        var post = recorded("posts", "{'organisationId': '" + organisation + "', 'role': 'head'}");
        var membership = recorded("memberships", "{'personId': '" + person + "', 'postId': '" + post + "'}");
        recorded("formats", "{'code': 'W1', 'name': {'en': 'W1'}, 'kind': 'business', 'members': [{'organisationId': '"
                + organisation + "'}], 'tracks': [{'kind': 'expert', 'ledBy': '" + organisation + "'}]}");
        var gathering = recorded("gatherings", gathering("'formatCode': 'W1', 'organisers': [{'organisationId': '"
                + organisation + "'}]"));
        var statement = statement(gathering);
        var claim = recorded("claims", "{'statementId': '" + statement + "', 'text': {'en': 'Words'}, 'kind': 'position'}");
        var update = recorded("claims", "{'statementId': '" + statement + "', 'text': {'en': 'More'}, 'kind': 'position',"
                + " 'relations': [{'type': 'updates', 'claimId': '" + claim + "'}]}");
        var recommendation = recorded("recommendations", "{'gatheringId': '" + gathering + "', 'contentPublished': false,"
                + " 'addressees': [{'organisationId': '" + organisation + "'}]}");
        var promise = "{'text': {'en': 'To meet'}, 'kind': 'programme', ";
        var commitment = recorded("commitments", promise + "'origin': {'recommendationId': '" + recommendation
                + "'}, 'beneficiaries': [{'organisationId': '" + organisation + "'}]}");
        var renewed = recorded("commitments", promise + "'predecessorId': '" + commitment + "'}");
        String format = get("formats?code=W1").extract().path("items[0].id");
        refersTo("persons/" + person, "membership " + membership);
        refersTo("posts/" + post, "membership " + membership);
        for (var referrer : new String[]{"post " + post, "format " + format, "gathering " + gathering,
                "recommendation " + recommendation, "commitment " + commitment}) {
            refersTo("organisations/" + organisation, referrer);
        }
        refersTo("formats/" + format, "gathering " + gathering);
        refersTo("gatherings/" + gathering, "recommendation " + recommendation);
        refersTo("statements/" + statement, "claim " + claim);
        refersTo("claims/" + claim, "claim " + update);
        refersTo("recommendations/" + recommendation, "commitment " + commitment);
        refersTo("commitments/" + commitment, "commitment " + renewed);
        for (var leaf : new String[]{"memberships/" + membership, "posts/" + post, "persons/" + person,
                "commitments/" + renewed, "commitments/" + commitment, "recommendations/" + recommendation,
                "claims/" + update, "claims/" + claim, "statements/" + statement, "gatherings/" + gathering,
                "formats/" + format, "organisations/" + organisation}) {
            retract(leaf, 1).statusCode(200);
        }
    }

    private static void refersTo(String path, String referrer) {
        retract(path, 1).statusCode(409).body("detail", containsString(referrer));
    }

    @Test
    void is_found_by_the_days_on_which_it_can_be() {
        var autumn = recorded("gatherings", gathering("'startsOn': '2031-09', 'topics': ['autumn']"));
        var before = recorded("gatherings", gathering("'startsOn': '../2031-09-15', 'topics': ['autumn']"));
        var undated = recorded("gatherings", gathering("'topics': ['autumn']"));
        get("gatherings?topic=autumn&from=2031-09-30&to=2031-12-31").body("items.id", hasItem(autumn))
                .body("items.id", not(hasItems(before))).body("items.id", not(hasItems(undated)));
        get("gatherings?topic=autumn&to=2031-09-01").body("items.id", hasItems(autumn, before));
        get("gatherings?topic=autumn&from=yesterday").statusCode(400);
    }

    @Test
    void concerns_its_place_those_invited_and_the_members_of_its_format() {
        recorded("formats", "{'code': 'F2', 'name': {'en': 'F2'}, 'kind': 'academic', 'members': [{'country': 'FJ'}]}");
        var id = recorded("gatherings",
                gathering("'formatCode': 'F2', 'place': {'country': 'TV'}, 'invited': ['WS']"));
        for (var country : new String[]{"FJ", "TV", "WS", "FJ,TV,WS"}) {
            get("gatherings?country=" + country).body("items.id", hasItem(id));
        }
        get("gatherings?country=FJ,KI").body("items.id", not(hasItem(id)));
        get("gatherings?country=Fiji").statusCode(400);
    }
}
