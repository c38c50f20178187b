package org.tamga.mobility;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.local.load.LoadReport.Outcome;

import io.restassured.response.ValidatableResponse;

/** The starter record's facts of this service, loaded as {@code ./tamga up} loads them. */
@MobilityTest
class StarterRecordTest {

    @BeforeEach
    void load() {
        assertEquals(List.of(), StarterRecord.load().lines());
    }

    @Test
    void loading_it_again_changes_nothing() {
        var counts = StarterRecord.load().counts();
        assertEquals(counts.values().stream().mapToInt(Integer::intValue).sum(), counts.get(Outcome.UNCHANGED));
    }

    @Test
    void koreans_stay_thirty_days_per_entry_and_sixty_in_180_by_the_legal_act() {
        Api.get("visa-requirements?nationality=KR&destination=KZ&on=2026-03-01&purpose=business").statusCode(200)
                .body("requirement", equalTo("visa-free"), "confidence", equalTo("confirmed"))
                .body("limits.days", equalTo(List.of(30, 60, 90)))
                .body("limits.windowKind", hasItems("anchored-first-entry", "rolling-backward"))
                .body("limits.find { it.days == 60 }.windowDays", equalTo(180))
                .body("legalBasis.kind", equalTo("bilateral"), "legalBasis.act", containsString("Resolution 1083"))
                .body("sources.type", hasItem("legal-act"), "alternatives", empty());
    }

    @Test
    void before_it_was_loaded_nothing_was_known() {
        Api.get("visa-requirements?nationality=KR&destination=KZ&on=2026-03-01&knownAt=2020-01-01T00:00:00Z").statusCode(200)
                .body("requirement", equalTo("unknown"));
    }

    @Test
    void the_agreement_is_not_for_long_stays() {
        for (var purpose : List.of("work", "study", "mission", "residence")) {
            Api.get("visa-requirements?nationality=KR&destination=KZ&on=2026-03-01&purpose=" + purpose)
                    .body("requirement", equalTo("unknown"), "chosenBy", containsString("does not hold for " + purpose));
        }
    }

    @Test
    void the_way_to_korea_is_told_otherwise_by_a_data_set() {
        Api.get("visa-requirements?nationality=KZ&destination=KR&on=2026-03-01").body("requirement", equalTo("visa-free"))
                .body("limits.days", equalTo(List.of(30, 60)))
                .body("alternatives.requirement", equalTo(List.of("eta")))
                .body("alternatives[0].sources[0].type", equalTo("dataset"));
    }

    @Test
    void the_general_limit_begins_on_a_disputed_day() {
        Api.get("visa-requirements?nationality=KR&destination=KZ&on=2023-01-25").body("limits.days", equalTo(List.of(30, 60)));
        Api.get("visa-requirements?nationality=KR&destination=KZ&on=2023-01-26").body("limits.days",
                equalTo(List.of(30, 60, 90)))
                .body("limits[2].confidence", equalTo("disputed"), "chosenBy", containsString("these are disputed"));
        Api.get("visa-requirements?nationality=KR&destination=KZ&on=2023-01-27").body("limits[2].confidence",
                equalTo("reported"));
    }

    @Test
    void when_the_exemption_was_resumed_is_disputed() {
        Api.get("visa-requirements?nationality=KR&destination=KZ&on=2021-06-01").body("confidence", equalTo("disputed"));
        Api.get("visa-requirements?nationality=KR&destination=KZ&on=2022-04-01").body("confidence", equalTo("confirmed"));
    }

    @Test
    void while_the_exemption_was_suspended_or_its_return_is_disputed_no_stay_without_a_visa_is_a_number() {
        for (var day : List.of("2020-01-01", "2020-06-01", "2021-06-01", "2022-03-31")) {
            for (var way : List.of("nationality=KR&destination=KZ", "nationality=KZ&destination=KR")) {
                Api.get("measures/mobility.visa-free.max-stay?" + way + "&validAt=" + day).statusCode(200)
                        .body("value", nullValue(), "completeness", equalTo("unknown"))
                        .body("breakdown.find { it.label == 'per-entry, disputed' }.value", equalTo(30));
            }
        }
        Api.get("measures/mobility.visa-free.max-stay?nationality=KR&destination=KZ&validAt=2019-12-31").body("value",
                equalTo(30));
        // That the general limit is disputed moves no least one.
        Api.get("measures/mobility.visa-free.max-stay?nationality=KR&destination=KZ&validAt=2023-01-26")
                .body("value", equalTo(30), "completeness", equalTo("complete"))
                .body("breakdown.find { it.label == 'window: in 180 days, rolling-backward, disputed' }.value", equalTo(90));
    }

    @Test
    void the_longest_stay_without_a_visa_is_thirty_days_both_ways() {
        Api.get("measures/mobility.visa-free.max-stay?nationality=KR&destination=KZ&validAt=2026-03-01").statusCode(200)
                .body("value", equalTo(30), "unit", equalTo("days"), "completeness", equalTo("complete"))
                .body("breakdown.find { it.label == 'per-entry' }.value", equalTo(30))
                .body("breakdown.find { it.label == 'window: in 180 days, anchored-first-entry' }.value", equalTo(60))
                .body("breakdown.find { it.label == 'window: in 180 days, rolling-backward' }.value", equalTo(90));
        Api.get("measures/mobility.visa-free.max-stay?nationality=KZ&destination=KR&validAt=2026-03-01").body("value",
                equalTo(30));
        Api.get("measures/mobility.visa-free.max-stay?nationality=KR&destination=MN").body("value", nullValue())
                .body("completeness", equalTo("unknown"), "breakdown", empty());
    }

    @Test
    void codes_name_the_airport_that_had_them() {
        Api.get("airports?code=BSZ&validAt=2024-06-01").body("items.country", equalTo(List.of("US")));
        Api.get("airports?code=BSZ&validAt=2026-03-01").body("items.country", equalTo(List.of("KG")));
        Api.get("airports?code=FRU&validAt=2024-06-01").body("items.name.en", equalTo(List.of("Manas International Airport")));
        Api.get("airports?code=TSE&validAt=2020-06-07").body("items.city.name.en", equalTo(List.of("Astana")));
        Api.get("airports?code=TSE&validAt=2020-06-08").body("items", empty());
        Api.get("airports?city=SEL").body("items.codes.flatten().value", hasItems("ICN", "GMP"), "items", hasSize(2));
        Api.get("airports?country=KZ&limit=500").body("items.codes.flatten().value",
                hasItems("NQZ", "ALA", "CIT", "KZO", "HSA"));
        Api.get("airports?code=KZO").body("items.zone", equalTo(List.of("Asia/Qyzylorda")));
        Api.get("airlines?code=KC").body("items.name.en", equalTo(List.of("Air Astana")));
    }

    @Test
    void what_is_published_of_flights_is_found_by_its_pair_and_proves_no_number_a_week() {
        Api.get("flight-frequencies?pair=KR-KZ&validAt=2026-03-01").body("items", hasSize(9)).body("items.from",
                hasItems("ALA", "ICN", "KZ", "CIT"));
        Api.get("flight-frequencies?pair=KG-KR&validAt=2024-03-01").body("items.value", equalTo(List.of(1)));
        Api.get("measures/mobility.direct-flights.weekly?reporter=KZ&partner=KR&validAt=2026-03-01")
                .body("value", nullValue(), "completeness", equalTo("unknown"))
                .body("breakdown.find { it.label.startsWith('permitted') }.value", equalTo(42))
                .body("breakdown.find { it.label == 'stage not stated: unit not stated, from 2025-12-17' }.value", equalTo(20))
                .body("breakdown.find { it.label == 'stage not stated: flights-per-week, from 2025-04-10' }.value",
                        equalTo(11));
    }

    @Test
    void traffic_rights_keep_what_they_replaced_and_whose_flights_they_count() {
        Api.get("traffic-rights?pair=KZ-KR&traffic=passenger&validAt=2024-03-20").body("items.frequenciesPerWeek",
                equalTo(List.of(10)));
        Api.get("traffic-rights?pair=KR-KZ&traffic=passenger&validAt=2024-03-21").body("items.frequenciesPerWeek",
                equalTo(List.of(42)));
        Api.get("traffic-rights?pair=UZ-KR&countingBasis=total&validAt=2026-03-01").body("items.frequenciesPerWeek",
                equalTo(List.of(48)));
    }

    @Test
    void visitors_are_counted_by_way_and_year() {
        arrivals("KR", "KZ", 2024).body("value", equalTo(40180), "unit", equalTo("persons"));
        arrivals("KZ", "KR", 2024).body("value", equalTo(53224));
        arrivals("KR", "UZ", 2025).body("value", equalTo(46300), "breakdown", hasSize(6));
        arrivals("KR", "UZ", 2026).body("value", nullValue(), "breakdown", hasSize(5));
    }

    private static ValidatableResponse arrivals(String origin, String destination, int year) {
        return Api.get("measures/mobility.visitor-arrivals?origin=" + origin + "&destination=" + destination + "&year=" + year)
                .statusCode(200);
    }
}
