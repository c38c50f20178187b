package org.tamga.education;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.tamga.education.Api.get;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.local.load.LoadReport;
import org.tamga.local.load.Loader;
import org.tamga.local.load.RecordFolder;
import org.tamga.testing.Tokens;

/** The starter record goes in through the API, as {@code ./tamga load} puts it, and answers what the forum's report is about. */
@EducationTest
class StarterRecordTest {

    private static final String TURKISTAN = "presences/6ac52d10-adef-59e8-be19-aa40b2552ea9";
    private static final String KYZYLORDA = "presences/1f3f3424-38d3-5138-9281-2415624a5ece";

    private LoadReport first;

    @BeforeEach
    void load() throws Exception {
        first = loaded();
    }

    private static LoadReport loaded() throws Exception {
        var address = "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", String.class);
        var files = RecordFolder.read(Path.of("..", "deploy", "data")).stream()
                .filter(file -> file.collection().startsWith("/api/education/")).toList();
        return new Loader(path -> URI.create(address + path), Tokens.as("starter", "education-editor"), "starter",
                Duration.ofSeconds(60)).load(files, line -> {
                });
    }

    @Test
    void every_record_is_accepted_and_loading_again_changes_nothing() throws Exception {
        assertFalse(first.hasRefusals(), () -> String.join("\n", first.lines()));
        var again = loaded();
        assertEquals(again.counts().get(LoadReport.Outcome.UNCHANGED), again.counts().values().stream().mapToInt(n -> n).sum());
    }

    @Test
    void woosong_has_a_branch_in_turkistan_since_2025_09_25() {
        get(TURKISTAN + "?validAt=2025-12-17").body("hostCity", equalTo("Turkistan"), "kind", equalTo("branch-campus"),
                "milestones.type", contains("proposed", "opened"), "milestones.on", contains("2024-02-02", "2025-09-25"),
                "capacity", equalTo(2340));
        get(TURKISTAN + "?validAt=2025-01-01").body("milestones.type", contains("proposed"));
        get(TURKISTAN + "/criteria?validAt=2025-12-17").body("kind", equalTo("branch-campus"), "conclusion",
                equalTo("undetermined"),
                "because", containsString("of Woosong University, in Turkistan (KZ)"))
                .body("because", containsString("a branch, stands, unproven"));
        get(TURKISTAN + "/life-line?validAt=2025-12-17").body("stage", equalTo("open"), "since", equalTo("2025-09-25"))
                .body("stations.milestone.findAll { it }", contains("proposed", "opened"))
                .body("stations.find { it.what == 'intake' }.value", equalTo(400));
    }

    @Test
    void seoultech_has_a_joint_school_in_kyzylorda_that_is_not_a_branch() {
        get(KYZYLORDA + "?validAt=2025-12-17").body("hostCity", equalTo("Kyzylorda"), "kind", equalTo("joint-school"));
        get(KYZYLORDA + "/criteria").body("because", containsString("not a branch"))
                .body("because", containsString("a unit that they have together"));
        get("institutions/e6923736-5691-5005-bf6c-8b2eede2abed").body("reciprocalRelations.type", contains("child"));
        get("institutions?externalId=ror:https://ror.org/0336rcx12")
                .body("items.id", contains("e6923736-5691-5005-bf6c-8b2eede2abed"));
    }

    @Test
    void the_measure_knows_which_korean_presences_are_open() {
        var kazakhstan = "measures/education.presences.open?home=KR&host=KZ&validAt=";
        get(kazakhstan + "2025-12-17").body("value", equalTo(2))
                .body("breakdown.label", contains("kind: branch-campus", "kind: joint-school"));
        get(kazakhstan + "2025-09-24").body("value", equalTo(1));
        get("measures/education.presences.open?home=KR&host=UZ&validAt=2025-12-17").body("value", equalTo(2));
    }

    @Test
    void students_from_uzbekistan_are_counted_on_two_bases_side_by_side() {
        get("student-statistics?origin=UZ&host=KR&year=2025").body("series.basis", hasItem("visa"))
                .body("series.findAll { it.mobility == 'all' }.points.flatten().value", containsInAnyOrder(18155, 15786))
                .body("series.findAll { it.mobility == 'degree' }.points.flatten().value", contains(14318));
        get("student-statistics?origin=UZ&host=KR&sum=true").statusCode(422);
        get("student-statistics/compare?origin=UZ&host=KR&year=2025").body("items", hasSize(1))
                .body("items[0].differs", contains("basis", "date"), "items[0].points[0].difference.abs()", equalTo(2369));
        get("student-statistics/compare?host=KR&year=2025").body("items", hasSize(1), "items[0].comparable", equalTo(false))
                .body("items[0].differs", contains("basis", "date"), "items[0].points[0].difference.abs()",
                        equalTo(305329 - 253434));
        get("measures/education.students?origin=UZ&host=KR&basis=visa&validAt=2025-12-17").body("value", equalTo(18155));
        get("measures/education.students?origin=UZ&host=KR&basis=enrolment-survey&validAt=2025-12-17")
                .body("value", equalTo(15786));
        get("student-statistics?host=KR&year=2025").body("items.value", hasItem(305329)).body("items.value", hasItem(253434));
    }

    @Test
    void scholarship_places_that_no_source_divides_are_not_divided() {
        get("measures/education.scholarship-places?origin=KZ&host=KR&year=2026").body("value", nullValue())
                .body("breakdown.value", contains(2000));
        get("scholarships/54c90f45-8cf9-514f-b625-3f1261920f9c/quotas").body("items.places", containsInAnyOrder(100, 110))
                .body("items.confidence", not(hasItem("reported")));
    }

    @Test
    void the_partnership_whose_term_nobody_recorded_is_named_but_not_counted() {
        get("measures/education.partnerships.in-effect?reporter=KZ&partner=KR&validAt=2025-12-17").body("value", nullValue())
                .body("breakdown.label", contains("term not recorded, not counted"));
        get("partnerships?country=KR,KZ").body("items.type", equalTo(List.of("dual-degree")));
    }
}
