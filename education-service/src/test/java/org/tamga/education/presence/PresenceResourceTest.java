package org.tamga.education.presence;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.education.Api.CHANGES;
import static org.tamga.education.Api.body;
import static org.tamga.education.Api.editor;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.put;
import static org.tamga.education.Api.record;
import static org.tamga.testing.ChangeLog.countries;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;
import org.tamga.education.Published;
import org.tamga.record.Records;
import org.tamga.record.database.Database;

@EducationTest
class PresenceResourceTest {

    @Inject
    Database database;

    private static UUID institution(String country) {
        return record("institutions",
                "'names': [{'text': 'University', 'type': 'official'}], 'kind': 'university', 'country': '" + country + "'");
    }

    private static String presence(UUID home, String host, String kind, String more) {
        return "'homeIds': ['" + home + "'], 'hostCountry': '" + host + "', 'kind': '" + kind + "'" + more;
    }

    @Test
    void a_branch_campus_meets_all_criteria_that_are_known() {
        var home = institution("JP");
        put("presences", UUID.randomUUID(), presence(home, "MN", "branch-campus",
                ", 'criteria': {'degreeByForeign': {'value': 'false'}, 'foreignOwned': {'value': 'unknown'}}")).statusCode(422)
                .body("violations.pointer", contains("/criteria/degreeByForeign"));
        put("presences", UUID.randomUUID(), presence(home, "MN", "joint-school",
                ", 'criteria': {'degreeByForeign': {'value': false}}")).statusCode(201)
                .body("criteria.degreeByForeign.value", equalTo("false"));
        put("presences", UUID.randomUUID(), presence(home, "MN", "branch-campus",
                ", 'criteria': {'foreignOwned': {'value': 'perhaps'}}")).statusCode(422)
                .body("violations[0].pointer", equalTo("/criteria/foreignOwned/value"));
    }

    @Test
    void the_criteria_are_tested_one_by_one_and_the_conclusion_says_why() {
        var id = record("presences", presence(institution("JP"), "MN", "joint-school", ", 'note': 'Not a branch.', 'criteria':"
                + " {'foreignOwned': {'value': 'true', 'sources': [{'type': 'legal-act', 'title': 'Charter', 'publisher': 'P'}]},"
                + " 'inForeignName': {'value': 'true'}}"));
        get("presences/" + id + "/criteria").statusCode(200)
                .body("kind", equalTo("joint-school"), "conclusion", equalTo("undetermined"))
                .body("criteria.name",
                        contains("foreignOwned", "inForeignName", "entireProgrammeOnSite", "degreeByForeign"))
                .body("criteria.value", contains("true", "true", "unknown", "unknown"))
                .body("criteria[0].sources.title", contains("Charter"), "criteria[1].sources.title", contains("Test data"))
                .body("criteria[2].sources", empty())
                .body("because", containsString("leave open entireProgrammeOnSite, degreeByForeign"))
                .body("because", containsString("Not a branch."));
    }

    @Test
    void milestones_out_of_order_are_refused() {
        put("presences", UUID.randomUUID(), presence(institution("JP"), "MN", "centre",
                ", 'milestones': [{'type': 'opened', 'on': '2025'}, {'type': 'proposed', 'on': '2024'}]")).statusCode(422)
                .body("violations.pointer", contains("/milestones/1"));
        put("presences", UUID.randomUUID(), presence(institution("JP"), "MN", "centre",
                ", 'milestones': [{'type': 'proposed', 'on': '2025-09-25'}, {'type': 'agreed', 'on': '2025'},"
                        + " {'type': 'opened', 'on': '2025-01-01'}]"))
                .statusCode(422)
                .body("violations.pointer", contains("/milestones/2"));
    }

    @Test
    void reaching_a_milestone_and_being_classified_anew_are_told_by_their_names() {
        var home = institution("JP");
        var id = record("presences", presence(home, "MN", "centre", ", 'milestones': [{'type': 'agreed', 'on': '2024'}]"));
        var milestones = ", 'validFrom': '2025-09-01', 'milestones': [{'type': 'agreed', 'on': '2024'},"
                + " {'type': 'opened', 'on': '2025-09-01'}]";
        editor().body(body(presence(home, "MN", "centre", milestones))).header("If-Match", "\"1\"")
                .put("/api/education/presences/" + id).then().statusCode(200);
        editor().body(body(presence(home, "MN", "franchise", milestones))).header("If-Match", "\"2\"")
                .put("/api/education/presences/" + id).then().statusCode(200);
        CHANGES.awaitAll(id, "recorded", "milestone-reached", "classified");
    }

    @Test
    void a_milestone_that_is_still_to_come_is_reached_on_its_day_and_not_before() {
        var home = institution("JP");
        var id = record("presences", presence(home, "MN", "centre", ", 'milestones': [{'type': 'agreed', 'on': '2024'}]"));
        var day = Records.today().plusYears(1);
        editor().body(body(presence(home, "MN", "centre", ", 'milestones': [{'type': 'agreed', 'on': '2024'},"
                + " {'type': 'opened', 'on': '" + day + "'}]"))).header("If-Match", "\"1\"")
                .put("/api/education/presences/" + id).then().statusCode(200);
        CHANGES.awaitAll(id, "recorded", "corrected");
        assertTrue(Published.isNoted(database, "education.presence", id, day));
    }

    @Test
    void a_presence_that_is_only_planned_or_disputed_does_not_open() {
        var home = institution("MT");
        var day = Records.today().plusYears(1);
        var milestones = ", 'milestones': [{'type': 'proposed', 'on': '2020-01-10'}, {'type': 'opened', 'on': '2021-09-01'},"
                + " {'type': 'first-graduates', 'on': '" + day + "'}]";
        var planned = record("presences", presence(home, "CY", "centre", milestones + ", 'confidence': 'planned'"));
        var disputed = record("presences", presence(home, "CY", "centre", milestones + ", 'confidence': 'disputed'"));
        assertFalse(Published.isNoted(database, "education.presence", planned, day));
        assertFalse(Published.isNoted(database, "education.presence", disputed, day));
        get("measures/education.presences.open?home=MT&host=CY").body("value", nullValue()).body("breakdown.label",
                contains("disputed, not counted", "planned, not counted"));
        get("presences?homeCountry=MT&hostCountry=CY&openOn=" + Records.today()).body("items", empty());
        get("presences?homeCountry=MT&hostCountry=CY").body("items", hasSize(2));
        get("presences/" + planned + "/life-line").body("stage", equalTo("planned"), "since", equalTo("2020-01-10"))
                .body("stations.confidence", everyItem(equalTo("planned")));
        get("presences/" + disputed + "/life-line").body("stage", equalTo("unknown"), "since", nullValue());

        editor().body(body(presence(home, "CY", "centre", milestones))).header("If-Match", "\"1\"")
                .put("/api/education/presences/" + planned).then().statusCode(200);
        CHANGES.awaitAll(planned, "recorded", "milestone-reached");
        assertTrue(Published.isNoted(database, "education.presence", planned, day));
        get("measures/education.presences.open?home=MT&host=CY").body("value", equalTo(1));
        get("presences/" + planned + "/life-line").body("stage", equalTo("open"), "since", equalTo("2021-09-01"));
    }

    @Test
    void what_is_sure_of_a_presence_is_told_beside_what_was_planned() {
        var home = institution("JP");
        var opened = ", 'milestones': [{'type': 'opened', 'on': '2024-09-01'}]";
        var id = record("presences",
                presence(home, "MN", "centre", opened + ", 'validFrom': '2023-01-01', 'confidence': 'planned'"));
        editor().body(body(presence(home, "MN", "centre", opened + ", 'validFrom': '2024-09-01'")))
                .header("If-Match", "\"1\"").put("/api/education/presences/" + id).then().statusCode(200);
        get("presences/" + id + "/life-line").body("stations.what", contains("kind", "milestone", "kind"))
                .body("stations.confidence", contains("planned", "reported", "reported"));
    }

    @Test
    void its_events_concern_home_and_host() {
        var id = record("presences", presence(institution("JP"), "MN", "centre", ""));
        assertEquals(List.of("JP", "MN"), countries(CHANGES.awaitFirst(id)));
    }

    @Test
    void open_presences_are_counted_by_their_milestones() {
        var home = institution("FI");
        record("presences", presence(home, "EE", "centre", ", 'milestones': [{'type': 'opened', 'on': '2020'}]"));
        record("presences", presence(home, "EE", "branch-campus",
                ", 'milestones': [{'type': 'opened', 'on': '2019-03-01'}, {'type': 'closed', 'on': '2022'}]"));
        record("presences", presence(home, "EE", "franchise", ", 'milestones': [{'type': 'agreed', 'on': '2019'}]"));
        record("presences", "'homeCountry': 'FI', 'hostCountry': 'EE', 'kind': 'joint-university',"
                + " 'milestones': [{'type': 'opened', 'on': '2021-02-01'}]");
        var address = "measures/education.presences.open?home=FI&host=EE&validAt=";
        get(address + "2019-02-28").body("value", nullValue(), "completeness", equalTo("unknown"));
        get(address + "2020-06-30").body("value", equalTo(1));
        get(address + "2021-06-30").body("value", equalTo(3), "unit", equalTo("presences"), "completeness", equalTo("partial"))
                .body("breakdown.label",
                        contains("kind: branch-campus", "kind: centre", "kind: joint-university"))
                .body("evidence", containsString("homeCountry=FI"));
        get(address + "2022-01-01").body("value", equalTo(2));
        get("presences?homeCountry=FI&hostCountry=EE&openOn=2021-06-30").body("items", hasSize(3));
        get("presences?pair=EE-FI&openOn=2021-06-30").body("items", hasSize(3));
        get("presences?pair=EE-LV&openOn=2021-06-30").body("items", hasSize(0));
        get("presences?pair=EE").statusCode(400);
    }

    @Test
    void what_is_open_counts_for_its_institution_s_country_before_and_after_the_days_recorded_of_it() throws Exception {
        var home = record("institutions", "'names': [{'text': 'University', 'type': 'official'}], 'kind': 'university',"
                + " 'country': 'IE', 'validFrom': '2026-06-02'");
        record("presences", presence(home, "MW", "centre", ", 'milestones': [{'type': 'opened', 'on': '2025-09-25'}]"));
        var address = "measures/education.presences.open?host=MW&home=";
        get(address + "IE&validAt=2025-09-24").body("value", nullValue());
        get(address + "IE&validAt=2025-12-17").body("value", equalTo(1));
        get("presences?homeCountry=IE&hostCountry=MW&validAt=2025-12-17").body("items", hasSize(1));
        editor().body(body("'names': [{'text': 'University', 'type': 'official'}], 'kind': 'university',"
                + " 'country': 'IM', 'validFrom': '2026-08-01'")).header("If-Match", "\"1\"")
                .put("/api/education/institutions/" + home).then().statusCode(200);
        get(address + "IE&validAt=2025-12-17").body("value", equalTo(1));
        get(address + "IM&validAt=2026-07-31").body("value", nullValue());
        get(address + "IM&validAt=2026-08-01").body("value", equalTo(1));
        get(address + "IE&validAt=2026-08-01").body("value", nullValue());
        var code = "education.presences.open";
        Published.awaitStep(database, code, Map.of("home", "IE", "host", "MW"), "2025-09-25", "2026-08-01", 1);
        Published.awaitStep(database, code, Map.of("home", "IM", "host", "MW"), "2026-08-01", null, 1);
    }

    @Test
    void the_conclusion_names_whose_it_is_and_with_whom_it_is_run() {
        var home = institution("JP");
        var partner = record("institutions",
                "'names': [{'text': 'Host University', 'type': 'official'}], 'kind': 'university', 'country': 'MN'");
        var joint = record("presences",
                presence(home, "MN", "joint-school", ", 'hostCity': 'Erdenet', 'hostPartnerId': '" + partner + "'"));
        get("presences/" + joint + "/criteria").body("because", containsString(
                "It is recorded as joint-school, of University, in Erdenet (MN)."))
                .body("because", containsString("It is run with Host University, an institution of the host country:"
                        + " a unit that they have together"));
        var branch = record("presences", presence(home, "MN", "branch-campus", ""));
        get("presences/" + branch + "/criteria").body("because", containsString("a branch, stands, unproven"));
    }

    @Test
    void a_life_line_tells_what_it_went_through_whatever_day_is_asked() {
        var home = institution("JP");
        var id = record("presences", presence(home, "MN", "centre",
                ", 'validFrom': '2023-01-01', 'capacity': 100, 'milestones': [{'type': 'agreed', 'on': '2022-05'}]"));
        editor().body(body(presence(home, "MN", "branch-campus", ", 'validFrom': '2024-09-01', 'capacity': 100,"
                + " 'milestones': [{'type': 'agreed', 'on': '2022-05'}, {'type': 'opened', 'on': '2024-09-01'}],"
                + " 'intakes': [{'on': '2024-09', 'relation': 'about', 'value': 40}]"))).header("If-Match", "\"1\"")
                .put("/api/education/presences/" + id).then().statusCode(200);
        get("presences/" + id + "/life-line?validAt=2024-10-01").statusCode(200)
                .body("stage", equalTo("open"), "since", equalTo("2024-09-01"))
                .body("stations.on", contains("2022-05", "2023-01-01", "2023-01-01", "2024-09-01", "2024-09-01", "2024-09"))
                .body("stations.what", contains("milestone", "kind", "capacity", "kind", "milestone", "intake"))
                .body("stations.milestone.findAll { it }", contains("agreed", "opened"))
                .body("stations[5].value", equalTo(40), "stations[5].relation", equalTo("about"));
        get("presences/" + id + "/life-line?validAt=2023-06-01").body("stage", equalTo("planned"), "stations", hasSize(6));
        get("presences/" + UUID.randomUUID() + "/life-line").statusCode(404);
    }
}
