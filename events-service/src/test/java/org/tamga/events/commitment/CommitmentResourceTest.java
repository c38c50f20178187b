package org.tamga.events.commitment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.tamga.events.EventsApi.awaitEvent;
import static org.tamga.events.EventsApi.gathering;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.organisation;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;
import static org.tamga.events.EventsApi.sources;
import static org.tamga.events.EventsApi.statement;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

@EventsTest
class CommitmentResourceTest {

    private static String commitment(String more) {
        return "{'text': {'en': 'To double the flights'}, 'kind': 'programme', " + more + "}";
    }

    @Test
    void its_status_goes_only_where_it_can_and_each_step_is_announced() {
        var id = recorded("commitments", commitment("'status': 'proposed'"));
        put("commitments/" + id, commitment("'status': 'fulfilled'"), 1).statusCode(409)
                .body("detail", containsString("adopted, superseded, withdrawn"));
        put("commitments/" + id, commitment("'status': 'adopted'"), 1).statusCode(422)
                .body("violations.pointer", contains("/sources"));
        put("commitments/" + id, commitment("'status': 'adopted'" + sources("Joint statement")), 1).statusCode(200);
        put("commitments/" + id, commitment("'status': 'in-progress'" + sources("Order")), 2).statusCode(200);
        put("commitments/" + id, commitment("'status': 'not-fulfilled'" + sources("Report")), 3).statusCode(200);
        put("commitments/" + id, commitment("'status': 'fulfilled'" + sources("Opening")), 4).statusCode(200);
        put("commitments/" + id, commitment("'status': 'withdrawn'" + sources("Notice")), 5).statusCode(409);
        for (var event : new String[]{"proposed", "adopted", "progressed", "not-fulfilled", "fulfilled"}) {
            awaitEvent(id, "commitment." + event);
        }
    }

    @Test
    void a_new_status_needs_its_evidence_whichever_days_it_is_stated_for() {
        var id = recorded("commitments", commitment("'validTo': '2026-01-01', 'status': 'proposed'"));
        var adopted = "'validFrom': '2026-01-01', 'status': 'adopted'";
        put("commitments/" + id, commitment(adopted), 1).statusCode(422).body("violations.pointer", contains("/sources"));
        put("commitments/" + id, commitment(adopted + sources("Joint statement")), 1).statusCode(200);
        put("commitments/" + id, commitment("'validFrom': '2027-01-01', 'status': 'adopted'" + sources("Joint statement")), 2)
                .statusCode(200);
        // What was proposed rests on the same since; what is adopted already is no new status.
        put("commitments/" + id, commitment("'validTo': '2026-01-01', 'status': 'proposed'" + sources("Joint statement")), 3)
                .statusCode(200);
        put("commitments/" + id, commitment(adopted + ", 'validTo': '2027-01-01'" + sources("Joint statement"))
                .replace("double", "treble"), 4).statusCode(200);
        var later = recorded("commitments", commitment("'validFrom': '2026-01-01', 'status': 'proposed'"));
        put("commitments/" + later, commitment("'status': 'adopted'"), 1).statusCode(422)
                .body("violations.pointer", contains("/sources"));
    }

    @Test
    void comes_from_one_recorded_place() {
        put("commitments/" + id(), commitment("'origin': {'statementId': '" + id() + "', 'recommendationId': '" + id() + "'}"))
                .statusCode(422).body("violations.pointer", hasItem("/origin"));
        put("commitments/" + id(), commitment("'origin': {'statementId': '" + id() + "'}, 'predecessorId': '" + id()
                + "', 'committers': [{'organisationId': '" + id() + "'}]")).statusCode(422)
                .body("violations.pointer", hasItems("/origin/statementId", "/predecessorId", "/committers/0/organisationId"));
    }

    @Test
    void is_overdue_after_its_last_day_while_it_is_open() {
        var id = recorded("commitments", commitment("'status': 'adopted', 'dueOn': '2024'"));
        get("commitments/" + id + "?validAt=2024-12-31").body("overdue", equalTo(false));
        get("commitments/" + id + "?validAt=2025-01-01").body("overdue", equalTo(true));
        get("commitments?overdue=true").body("items.id", hasItem(id));
        get("commitments?overdue=false&validAt=2024-12-31").body("items.id", hasItem(id));
        put("commitments/" + id, commitment("'status': 'fulfilled', 'dueOn': '2024'" + sources("Opening")), 1).statusCode(200)
                .body("overdue", equalTo(false));
    }

    @Test
    void shows_where_the_same_was_promised_before_and_again() {
        recorded("formats", "{'code': 'R4', 'name': {'en': 'R4'}, 'kind': 'business'}");
        String former = null;
        for (int edition = 1; edition <= 3; edition++) {
            var gathering = recorded("gatherings", "{'title': {'en': 'R4'}, 'classification': 'forum', 'formatCode': 'R4',"
                    + " 'edition': " + edition + "}");
            former = recorded("commitments", commitment("'origin': {'statementId': '" + statement(gathering) + "'}"
                    + (former == null ? "" : ", 'predecessorId': '" + former + "'")));
        }
        get("commitments/" + former).body("renewals.edition", contains(1, 2, 3))
                .body("renewals[2].commitmentId", equalTo(former));
        String first = get("commitments/" + former).extract().path("renewals[0].commitmentId");
        get("commitments/" + first).body("renewals.edition", contains(1, 2, 3));
        get("commitments/" + recorded("commitments", commitment("'status': 'proposed'"))).body("renewals", empty());
        put("commitments/" + first, commitment("'predecessorId': '" + former + "'"), 1).statusCode(422)
                .body("violations.pointer", contains("/predecessorId"));
    }

    @Test
    void concerns_those_who_promise_those_who_are_promised_and_where_it_was_said() {
        var id = recorded("commitments", commitment("'committers': ['BT'], 'beneficiaries': [{'organisationId': '"
                + organisation("NP") + "'}], 'origin': {'statementId': '" + statement(gathering("2030-05-10")) + "'}"));
        get("commitments?country=BT,NP,KR").body("items.id", contains(id))
                .body("items[0].committers[0].country", equalTo("BT"));
        get("commitments?country=BT,IN").body("items.id", not(hasItem(id)));
    }

    @Test
    void what_was_promised_or_claimed_at_a_gathering_is_found_by_it() {
        var gathering = gathering("2030-05-10");
        var statement = statement(gathering);
        var recommendation = recorded("recommendations", "{'gatheringId': '" + gathering + "', 'contentPublished': false}");
        var claim = recorded("claims", "{'statementId': '" + statement + "', 'text': {'en': 'Words'}, 'kind': 'position'}");
        var said = recorded("commitments", commitment("'origin': {'statementId': '" + statement + "'}"));
        var recommended = recorded("commitments", commitment("'origin': {'recommendationId': '" + recommendation + "'}"));
        recorded("commitments", commitment("'origin': {'statementId': '" + statement(gathering("2030-05-10")) + "'}"));
        get("claims?gatheringId=" + gathering).body("items.id", contains(claim));
        get("claims?gatheringId=" + gathering("2030-05-10") + "," + gathering).body("items.id", contains(claim));
        get("commitments?gatheringId=" + gathering).body("items.id", containsInAnyOrder(said, recommended));
        get("commitments?gatheringId=nowhere").statusCode(400);
    }

    @Test
    void recommendations_have_their_text_or_say_that_it_is_not_published() {
        var gathering = gathering("2030-05-10");
        var recommendation = "{'gatheringId': '" + gathering + "', ";
        put("recommendations/" + id(), recommendation + "'topics': ['trade']}").statusCode(422);
        put("recommendations/" + id(), recommendation + "'contentPublished': false, 'text': {'en': 'Do it'}}").statusCode(422);
        put("recommendations/" + id(), recommendation + "'contentPublished': false}").statusCode(201);
        put("recommendations/" + id(), recommendation + "'text': {'en': 'Do it'}, 'addressees': ['LK']}").statusCode(201)
                .body("contentPublished", equalTo(true));
        get("recommendations?country=LK,KR").body("items.addressees.country.flatten()", contains("LK"));
    }
}
