package org.tamga.education.quota;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.education.Api.CHANGES;
import static org.tamga.education.Api.body;
import static org.tamga.education.Api.editor;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.put;
import static org.tamga.education.Api.record;
import static org.tamga.testing.ChangeLog.countries;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;

@EducationTest
class QuotaResourceTest {

    private static UUID scholarship(String host) {
        return record("scholarships", "'name': {'en': 'Scheme'}, 'providerCountry': 'AT', 'host': '" + host + "'");
    }

    @Test
    void a_quota_belongs_to_a_scholarship_that_is_recorded() {
        put("scholarships/" + UUID.randomUUID() + "/quotas", UUID.randomUUID(), "'year': 2026, 'places': 10").statusCode(404);
        put("scholarships/" + scholarship("HU") + "/quotas", UUID.randomUUID(), "'year': 2026").statusCode(422)
                .body("violations.pointer", contains("/places"));
        put("scholarships/" + scholarship("HU") + "/quotas", UUID.randomUUID(), "'year': 2026, 'places': 10, 'reached': 11")
                .statusCode(201).body("warnings.code", contains("reached-over-places"));
    }

    @Test
    void its_publication_and_revision_concern_its_origin_and_the_schemes_countries() {
        var quotas = "scholarships/" + scholarship("HU") + "/quotas";
        var id = record(quotas, "'year': 2026, 'origin': 'GE', 'places': 10");
        editor().body(body("'year': 2026, 'origin': 'GE', 'places': 12")).header("If-Match", "\"1\"")
                .put("/api/education/" + quotas + "/" + id).then().statusCode(200);
        CHANGES.awaitAll(id, "published", "revised");
        assertEquals(List.of("AT", "GE", "HU"), countries(CHANGES.awaitFirst(id)));
    }

    @Test
    void places_are_measured_where_sources_divide_them_and_agree() {
        var one = "scholarships/" + scholarship("SI") + "/quotas";
        var other = "scholarships/" + scholarship("SI") + "/quotas";
        record(one, "'year': 2026, 'origin': 'GE', 'level': 'graduate', 'places': 10");
        record(one, "'year': 2026, 'origin': 'GE', 'level': 'undergraduate', 'places': 5");
        record(other, "'year': 2026, 'origin': 'GE', 'places': 3");
        record(other, "'year': 2026, 'places': 40");
        record(other, "'year': 2025, 'origin': 'GE', 'places': 100");
        record(other, "'year': 2025, 'origin': 'GE', 'places': 110");
        var address = "measures/education.scholarship-places?host=SI&origin=";
        get(address + "GE&year=2026").body("value", equalTo(18))
                .body("breakdown.label",
                        containsInAnyOrder("Scheme", "Scheme", "Scheme, for all origins together, not counted"));
        get(address + "AM&year=2026").body("value", nullValue()).body("breakdown.value", contains(40));
        get(address + "GE&year=2025").body("value", nullValue())
                .body("breakdown.label", contains("Scheme, cannot be put together"));
        get(address + "GE&year=2024").body("value", nullValue(), "breakdown", empty(), "completeness", equalTo("unknown"));
    }

    @Test
    void places_that_are_only_planned_or_disputed_are_named_and_not_counted() {
        var scheme = scholarship("LV");
        var quotas = "scholarships/" + scheme + "/quotas";
        record(quotas, "'year': 2026, 'origin': 'GE', 'places': 10");
        record(quotas, "'year': 2026, 'origin': 'GE', 'places': 30, 'confidence': 'planned'");
        record(quotas, "'year': 2027, 'origin': 'GE', 'places': 40, 'confidence': 'disputed'");
        record("scholarships/" + record("scholarships",
                "'name': {'en': 'Draft'}, 'providerCountry': 'AT', 'host': 'LV', 'confidence': 'planned'") + "/quotas",
                "'year': 2026, 'origin': 'GE', 'places': 5");
        var address = "measures/education.scholarship-places?host=LV&origin=GE&year=";
        get(address + "2026").body("value", equalTo(10)).body("breakdown.label",
                containsInAnyOrder("Scheme", "Scheme, planned, not counted", "Draft, planned, not counted"));
        get(address + "2027").body("value", nullValue()).body("breakdown.label", contains("Scheme, disputed, not counted"));
        get(quotas + "/over-years").body("items.year", contains(2026, 2027), "items.places", contains(10, null))
                .body("items.change", contains(nullValue(), nullValue())).body("items[0].quotas.places", contains(10))
                .body("items.notCounted.flatten().places", contains(30, 40))
                .body("items.notCounted.flatten().confidence", contains("planned", "disputed"));
    }

    @Test
    void a_reading_does_not_rest_on_who_tells_of_places_of_a_scholarship_that_is_only_planned_or_disputed() {
        record("scholarships/" + scholarship("BG") + "/quotas", "'year': 2026, 'origin': 'GE', 'places': 10");
        for (var confidence : List.of("planned", "disputed")) {
            var draft = record("scholarships",
                    "'name': {'en': 'Draft'}, 'providerCountry': 'AT', 'host': 'BG', 'confidence': '" + confidence + "'");
            editor().body(body("'year': 2026, 'origin': 'GE', 'places': 5").replace("Test data", "Draft"))
                    .put("/api/education/scholarships/" + draft + "/quotas/" + UUID.randomUUID()).then().statusCode(201);
        }
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> get(
                "measures/education.scholarship-places/readings?host=BG&origin=GE&year=2026")
                .body("items[0].breakdown", hasSize(3)).body("items[0].restsOn.title", contains("Test data")));
    }

    @Test
    void places_are_told_year_by_year_for_each_origin() {
        var scheme = scholarship("SK");
        var quotas = "scholarships/" + scheme + "/quotas";
        record(quotas, "'year': 2025, 'places': 1820");
        record(quotas, "'year': 2026, 'places': 2000");
        record(quotas, "'year': 2025, 'origin': 'GE', 'track': 'embassy', 'places': 7, 'reached': 6");
        record(quotas, "'year': 2025, 'origin': 'GE', 'track': 'university', 'places': 3, 'reached': 3");
        record(quotas, "'year': 2026, 'origin': 'GE', 'reached': 8");
        get(quotas + "/over-years").statusCode(200)
                .body("items.year", contains(2025, 2026, 2025, 2026), "items.origin", contains(null, null, "GE", "GE"))
                .body("items.places", contains(1820, 2000, 10, null), "items.reached", contains(null, null, 9, 8))
                .body("items.change", contains(null, 180, null, null), "items[2].quotas.track",
                        contains("embassy", "university"));
        get(quotas + "/over-years?origin=GE").body("items.places", contains(10, null));
        get("scholarships/" + UUID.randomUUID() + "/quotas/over-years").statusCode(404);
    }
}
