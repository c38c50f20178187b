package org.tamga.events.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tamga.commons.json.Json;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.claim.Claim;
import org.tamga.events.claim.Verdict;
import org.tamga.events.measure.MeasureDefinition;
import org.tamga.events.measure.MeasureReading;
import org.tamga.events.measure.MeasureReading.Part;
import org.tamga.events.measure.MeasureReading.Step;
import org.tamga.events.value.MeasureReference;
import org.tamga.events.value.Quantity;
import org.tamga.events.value.Relation;
import org.tamga.record.Citation;

import com.fasterxml.jackson.databind.ObjectMapper;

class RulesTest {

    private static final LocalDate DAY = LocalDate.of(2025, 12, 17);
    private static final Map<String, String> KZ_KR = Map.of("reporter", "KZ", "partner", "KR");
    private static final Map<String, String> KR_KZ = Map.of("reporter", "KR", "partner", "KZ");
    private static final MeasureDefinition DEFINITION = new MeasureDefinition("test.things",
            new LanguageMap(Map.of("en", "Things", "ru", "Вещи", "kk", "Заттар", "ko", "사물")), "things",
            List.of("reporter", "partner"), LanguageMap.of("en", "What is counted"), 1, new BigDecimal("0.02"));
    private static final Citation REPORT = citation("Report", "Paper", "Ministry");
    private static final Citation REGISTER = citation("Register", "Statistics office", null);

    private final Map<Map<String, String>, MeasureReading> readings = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"exactly, 894, 894, consistent", "exactly, 894, 880, within-tolerance", "exactly, 894, 800, overstated",
            "exactly, 894, 1000, understated", "about, 900, 830, within-tolerance", "about, 900, 700, overstated",
            "more-than, 300, 301, consistent", "more-than, 300, 300, within-tolerance", "more-than, 300, 200, overstated",
            "at-least, 300, 300, consistent", "at-least, 300, 9000, consistent", "at-least, 300, 100, overstated",
            "at-most, 30, 30, consistent", "at-most, 30, 20, consistent", "at-most, 30, 60, understated",
            "exactly, 0, 0, consistent", "exactly, 0, 1, understated"})
    void a_complete_record_decides_as_the_words_relation_has_it(String relation, BigDecimal claimed, BigDecimal observed,
            String verdict) {
        record(KZ_KR, observed, "complete", REGISTER);
        var finding = find(count(relation, claimed, "things", false));
        assertEquals(verdict, Json.name(finding.verdict()));
        assertEquals(0, claimed.subtract(observed).compareTo(finding.difference()));
        assertEquals(Set.of("en", "ru", "kk", "ko"), finding.explanation().texts().keySet());
        finding.explanation().texts().values().forEach(text -> assertFalse(text.contains("{"), text));
    }

    @ParameterizedTest
    @CsvSource({"partial, 3", "partial, 894", "partial, 2000", "unknown, 3"})
    void an_incomplete_record_shows_its_number_and_decides_nothing(String completeness, BigDecimal observed) {
        record(KZ_KR, observed, completeness, REGISTER);
        var finding = find(count("exactly", new BigDecimal(894), "things", false));
        assertEquals(Verdict.NO_DATA, finding.verdict());
        assertEquals(observed, finding.observed().value());
        assertEquals(completeness, finding.observed().completeness());
    }

    @Test
    void nothing_recorded_is_no_data_and_never_zero() {
        var finding = find(count("exactly", new BigDecimal(894), "things", false));
        assertEquals(Verdict.NO_DATA, finding.verdict());
        assertNull(finding.observed().value());
        assertEquals("unknown", finding.observed().completeness());
    }

    @Test
    void words_without_the_measures_unit_are_not_comparable_and_list_what_is_recorded() {
        record(KZ_KR, new BigDecimal(12), "complete", REGISTER);
        for (var unit : new String[]{null, "flights"}) {
            var finding = find(count("exactly", new BigDecimal(20), unit, false));
            assertEquals(Verdict.NOT_COMPARABLE, finding.verdict());
            assertTrue(finding.explanation().in("en").contains("permitted – 28"), finding.explanation().in("en"));
            assertEquals(new BigDecimal(12), finding.observed().value());
        }
    }

    @Test
    void an_explanation_is_in_the_words_and_figures_of_its_language() {
        record(KZ_KR, new BigDecimal("1200.5"), "complete", REGISTER);
        var finding = find(count("more-than", new BigDecimal(12000), "flights", false)).explanation();
        assertTrue(finding.in("en").contains("more than 12,000 (flights)"), finding.in("en"));
        assertTrue(finding.in("ru").contains("более 12\u00a0000 (рейсы)") && finding.in("ru").contains("разрешено – 28"),
                finding.in("ru"));
        assertTrue(
                finding.in("kk").contains("12\u00a0000 санынан көп (рейстер)")
                        && finding.in("kk").contains("рұқсат етілген – 28"),
                finding.in("kk"));
        assertTrue(finding.in("ko").contains("12,000 초과 (항공편)") && finding.in("ko").contains("허가 – 28"), finding.in("ko"));
    }

    @Test
    void no_ending_follows_what_is_filled_in_where_it_depends_on_that() {
        record(KZ_KR, new BigDecimal(800), "complete", REGISTER);
        for (var claimed : List.of(800, 801, 700, 900)) {
            var explanation = find(count("exactly", new BigDecimal(claimed), "things", false)).explanation();
            assertFalse(explanation.in("ko").matches("(?s).*(\\d|사물\\)?)[은는이가을를과와].*"), explanation.in("ko"));
            assertFalse(explanation.in("kk").matches("(?s).*\\d-\\p{L}.*"), explanation.in("kk"));
        }
    }

    @Test
    void the_labels_of_a_breakdown_are_put_together_of_words() {
        assertEquals("стадия не указана: единица не указана, с 2025-12-17, оспаривается",
                Terms.in(1, "stage not stated: unit not stated, from 2025-12-17, disputed"));
        assertEquals("기간: 180일 중, 매일 소급 계산", Terms.in(3, "window: in 180 days, rolling-backward"));
        assertEquals("түрі: филиал", Terms.in(2, "entityType: branch"));
        assertEquals("GKS 2025, places", Terms.in(0, "GKS 2025, places"));
        assertEquals("окно: за период (дней: 21), календарный год", Terms.in(1, "window: in 21 days, calendar-year"));
        assertEquals("H6, CIF, 2025-01-31 күнгі деректер нұсқасы", Terms.in(2, "H6, CIF, vintage 2025-01-31"));
        assertEquals("2025-12-17 күнінен бастап", Terms.in(2, "from 2025-12-17"));
    }

    @Test
    void whatever_measures_call_their_units_and_parts_is_said_in_each_language() throws IOException {
        var labels = new TreeSet<>(List.of("agreements", "companies", "days", "partnerships", "persons", "places", "presences",
                "unit not stated", "stage not stated", "counting basis not stated", "by schedules", "traffic right",
                "from 2025-12-17", "vintage 2025-12-17", "in 180 days", "per-entry", "window", "share", "at least 10 per cent",
                "over 50 per cent", "type", "kind", "entityType", "planned or disputed", "not counted", "term not recorded",
                "for all origins together", "cannot be put together"));
        labels.addAll(values("trade", "Company/properties/entityType"));
        labels.addAll(values("trade", "Agreement/properties/kind"));
        labels.addAll(values("trade", "Agreement/properties/confidence"));
        labels.addAll(values("education", "Partnership/properties/type"));
        labels.addAll(values("education", "Presence/properties/kind"));
        labels.addAll(values("education", "StudentStatistic/properties/relation"));
        labels.addAll(values("mobility", "TrafficRight/properties/countingBasis"));
        labels.addAll(values("mobility", "FlightFrequencyRecord/properties/stage"));
        labels.addAll(values("mobility", "FlightFrequencyRecord/properties/unit"));
        labels.addAll(values("mobility", "FlightFrequencyRecord/properties/direction"));
        labels.addAll(values("mobility", "VisaRegime/properties/requirement"));
        labels.addAll(values("mobility", "VisaRegime/properties/limits/items/properties/windowKind"));
        for (var measure : values("mobility", "VisitorArrivals/properties/measure")) {
            values("mobility", "VisitorArrivals/properties/basis").forEach(basis -> labels.add(measure + " by " + basis));
        }
        // What is sure, exact or without a visa is called nothing.
        labels.removeAll(Set.of("confirmed", "reported", "exactly", "freedom-of-movement", "visa-free", "eta"));
        for (int i = 1; i < Terms.LANGUAGES.size(); i++) {
            var language = i;
            assertEquals(List.of(), labels.stream().filter(label -> Terms.in(language, label).equals(label)).toList(),
                    Terms.LANGUAGES.get(i));
        }
    }

    private static List<String> values(String domain, String property) throws IOException {
        var values = new ArrayList<String>();
        new ObjectMapper().readTree(Path.of("../contracts/openapi/" + domain + ".json").toFile())
                .at("/components/schemas/" + property + "/enum").forEach(value -> values.add(value.asText()));
        assertFalse(values.isEmpty(), property);
        return values;
    }

    @Test
    void a_record_that_rests_on_the_words_own_source_proves_nothing() {
        var other = citation("Another report", "Another paper", "ministry");
        for (var own : List.of(REPORT, other, citation("Interview", "Ambassador Arystanov", null))) {
            record(KZ_KR, new BigDecimal(894), "complete", own);
            assertEquals(Verdict.NOT_INDEPENDENT, find(count("exactly", new BigDecimal(894), "things", false)).verdict());
        }
        record(KZ_KR, new BigDecimal(894), "complete", REPORT, REGISTER);
        assertEquals(Verdict.CONSISTENT, find(count("exactly", new BigDecimal(894), "things", false)).verdict());
    }

    @Test
    void both_ways_the_worse_direction_counts_and_each_is_shown() {
        record(KZ_KR, new BigDecimal(30), "complete", REGISTER);
        record(KR_KZ, new BigDecimal(60), "complete", REGISTER);
        var finding = find(count("at-most", new BigDecimal(30), "things", true));
        assertEquals(Verdict.UNDERSTATED, finding.verdict());
        assertEquals(List.of(Verdict.CONSISTENT, Verdict.UNDERSTATED),
                finding.directions().stream().map(Assessment.Direction::verdict).toList());
        assertEquals(Verdict.CONSISTENT, find(count("at-most", new BigDecimal(30), "things", false)).verdict());
    }

    @ParameterizedTest
    @CsvSource({"up, 5, 9, consistent", "up, 9, 5, overstated", "up, 5, 5, overstated", "down, 9, 5, consistent",
            "down, 5, 9, understated", "stable, 5, 5, consistent"})
    void a_trend_is_assessed_from_two_readings(String direction, BigDecimal before, BigDecimal after, String verdict) {
        var since = LocalDate.of(2024, 1, 1);
        readings.put(KZ_KR, reading(KZ_KR, List.of(REGISTER),
                new Step(null, since.plusDays(1), before, "complete", List.of()),
                new Step(since.plusDays(1), null, after, "complete", List.of())));
        var finding = find(new Claim(UUID.randomUUID(), LanguageMap.of("en", "It grows"), Claim.Kind.TREND, null,
                new MeasureReference("test.things", KZ_KR, null), null,
                new Claim.Trend(Json.constant(Claim.Direction.class, direction), new Edtf("2024")), new Edtf("2025-12-17"),
                null,
                List.of()));
        assertEquals(verdict, Json.name(finding.verdict()));
    }

    @ParameterizedTest
    @CsvSource({"1000, 1019, within-tolerance", "1000, 981, within-tolerance", "1000, 1021, understated",
            "1000, 979, overstated"})
    void what_is_called_stable_moves_within_the_measures_tolerance(BigDecimal before, BigDecimal after, String verdict) {
        turned(before, after);
        assertEquals(verdict, Json.name(find(trend(Claim.Direction.STABLE, null)).verdict()));
    }

    @Test
    void a_trend_that_says_by_how_much_is_assessed_as_a_trend() {
        turned(new BigDecimal(5), new BigDecimal(9));
        var tenPercent = new Quantity(Relation.ABOUT, BigDecimal.TEN, "percent");
        assertEquals(Verdict.CONSISTENT, find(trend(Claim.Direction.UP, tenPercent)).verdict());
    }

    private void turned(BigDecimal before, BigDecimal after) {
        var turn = LocalDate.of(2024, 1, 2);
        readings.put(KZ_KR, reading(KZ_KR, List.of(REGISTER), new Step(null, turn, before, "complete", List.of()),
                new Step(turn, null, after, "complete", List.of())));
    }

    private static Claim trend(Claim.Direction direction, Quantity byHowMuch) {
        return new Claim(UUID.randomUUID(), LanguageMap.of("en", "It moves"), Claim.Kind.TREND, null,
                new MeasureReference("test.things", KZ_KR, null), byHowMuch, new Claim.Trend(direction, new Edtf("2024-01-01")),
                new Edtf("2025-12-17"), null, List.of());
    }

    @Test
    void the_breakdown_of_another_day_is_not_todays_and_the_evidence_is_that_days() {
        var today = List.of(new Part("today's kind", BigDecimal.ONE));
        var turn = DAY.plusDays(1);
        readings.put(KZ_KR, new MeasureReading("test.things", 1, KZ_KR, "things", Instant.now(), "complete",
                List.of(new Step(null, turn, new BigDecimal(20), "complete", List.of()),
                        new Step(turn, null, BigDecimal.ONE, "complete", List.of())),
                today, "/api/test/things?validAt=2026-11-01&week=2026-W44", List.of(REGISTER), 1));
        var then = find(count("exactly", new BigDecimal(20), "things", false));
        assertEquals(List.of(), then.breakdown());
        assertEquals("/api/test/things?validAt=2025-12-17&week=2025-W51", then.evidence());
        readings.put(KZ_KR,
                new MeasureReading("test.things", 1, KZ_KR, "things", Instant.parse("2025-12-01T00:00:00Z"), "complete",
                        List.of(new Step(null, null, new BigDecimal(20), "complete", List.of())), today, null,
                        List.of(REGISTER), 1));
        assertEquals(today, find(count("exactly", new BigDecimal(20), "things", false)).breakdown());
    }

    @Test
    void of_many_citations_of_one_institution_it_is_seen_that_there_is_no_other() {
        var own = List.of(REPORT, citation("Another report", "Paper", "Ministry"));
        var series = new Step(null, null, new BigDecimal(894), "complete", List.of());
        for (var restsOn : Map.of(Verdict.NOT_INDEPENDENT, own, Verdict.CONSISTENT, List.of(REPORT, REGISTER)).entrySet()) {
            readings.put(KZ_KR,
                    new MeasureReading("test.things", 1, KZ_KR, "things", Instant.now(), "complete", List.of(series),
                            List.of(), null, restsOn.getValue(), 25));
            assertEquals(restsOn.getKey(), find(count("exactly", new BigDecimal(894), "things", false)).verdict());
        }
    }

    @Test
    void a_change_of_the_direction_that_is_not_the_worse_is_a_finding_too() {
        record(KZ_KR, new BigDecimal(30), "complete", REGISTER);
        record(KR_KZ, new BigDecimal(30), "complete", REGISTER);
        var claim = count("at-most", new BigDecimal(30), "things", true);
        var before = find(claim);
        var kept = new Assessment(UUID.randomUUID(), UUID.randomUUID(), Assessment.Method.AUTOMATIC, before.validAt(),
                Instant.now(),
                before.observed(), before.difference(), before.breakdown(), before.directions(), before.verdict(),
                before.evidence(), before.explanation(), List.of(), null, "test", Instant.now());
        assertTrue(kept.findsTheSameAs(find(claim)));
        for (var way : List.of(KZ_KR, KR_KZ)) {
            record(KZ_KR, new BigDecimal(30), "complete", REGISTER);
            record(KR_KZ, new BigDecimal(30), "complete", REGISTER);
            record(way, new BigDecimal(20), "complete", REGISTER);
            assertFalse(kept.findsTheSameAs(find(claim)), "of " + way);
        }
    }

    @Test
    void a_trend_without_a_beginning_is_not_comparable() {
        record(KZ_KR, new BigDecimal(3), "complete", REGISTER);
        assertEquals(Verdict.NOT_COMPARABLE,
                find(new Claim(UUID.randomUUID(), LanguageMap.of("en", "It grows"), Claim.Kind.TREND,
                        null, new MeasureReference("test.things", KZ_KR, null), null, new Claim.Trend(Claim.Direction.UP, null),
                        null,
                        null, List.of())).verdict());
    }

    @Test
    void positions_and_intentions_are_never_assessed() {
        for (var kind : List.of(Claim.Kind.POSITION, Claim.Kind.INTENTION)) {
            assertFalse(Rules.apply(new Claim(UUID.randomUUID(), LanguageMap.of("en", "X"), kind, null,
                    new MeasureReference("test.things", KZ_KR, null), null, null, null, null, List.of())));
        }
    }

    private Finding find(Claim claim) {
        return new Rules(claim, new Rules.Own(List.of(REPORT), Set.of("ambassador arystanov")), DEFINITION,
                dimensions -> Optional.ofNullable(readings.get(Map.copyOf(dimensions))), DAY, Instant.now()).find();
    }

    private static Claim count(String relation, BigDecimal value, String unit, boolean bothWays) {
        return new Claim(UUID.randomUUID(), LanguageMap.of("en", "Words"), Claim.Kind.COUNT, null,
                new MeasureReference("test.things", KZ_KR, bothWays),
                new Quantity(Json.constant(Relation.class, relation), value, unit), null, new Edtf("2025-12-17"), null,
                List.of());
    }

    private void record(Map<String, String> dimensions, BigDecimal value, String completeness, Citation... restsOn) {
        readings.put(dimensions, reading(dimensions, List.of(restsOn),
                new Step(null, null, value, completeness, List.of(new Part("permitted", new BigDecimal(28))))));
    }

    private static MeasureReading reading(Map<String, String> dimensions, List<Citation> restsOn, Step... series) {
        return new MeasureReading("test.things", 1, dimensions, "things", Instant.now(), "complete", List.of(series), List.of(),
                "/api/test/things", restsOn, restsOn.size());
    }

    private static Citation citation(String title, String publisher, String relayedFrom) {
        return new Citation(Citation.Type.NEWS_REPORT, title, publisher, null, null, null, null, relayedFrom, null, null);
    }
}
