package org.tamga.local.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tamga.local.process.FreePorts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class LoaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMPANIES = "/api/trade/companies";
    private static final String PATH = COMPANIES + "/a";

    private final StandInApi api = new StandInApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void creates_records_with_all_their_periods() {
        LoadReport report = load(entry("a", period("2010", "one"), period("2020", "two")));
        assertEquals("1 created", report.summary());
        assertEquals(2, api.periods(PATH).size());
        assertEquals(2, api.version(PATH));
    }

    @Test
    void changes_nothing_when_it_loads_again() {
        load(entry("a", period("2010", "one"), period("2020", "two")));
        assertEquals("1 unchanged", load(entry("a", period("2010", "one"), period("2020", "two"))).summary());
        assertEquals(2, api.version(PATH));
    }

    @Test
    void changes_what_it_recorded_itself() {
        load(entry("a", period("2010", "one")));
        assertEquals("1 changed", load(entry("a", period("2010", "other"), period("2020", "two"))).summary());
        assertEquals(List.of(period("2010", "other", "2020"), period("2020", "two")), api.periods(PATH));
    }

    @Test
    void a_period_without_an_end_ends_where_the_next_of_the_file_begins() {
        load(entry("a", period("2020", "two"), period("2010", "one"), period("2030", "three")));
        assertEquals(List.of(period("2010", "one", "2020"), period("2020", "two", "2030"), period("2030", "three")),
                api.periods(PATH));
    }

    @Test
    void leaves_alone_what_somebody_else_recorded_last() {
        load(entry("a", period("2010", "one")));
        api.record(PATH, period("2010", "corrected"), "aigerim");
        LoadReport report = load(entry("a", period("2010", "one")));
        assertEquals("1 differs, left alone", report.summary());
        assertEquals(List.of("differs, left alone: 01-test.json " + PATH + ": last recorded by aigerim"), report.lines());
        assertFalse(report.hasRefusals());
        assertEquals(List.of(period("2010", "corrected")), api.periods(PATH));
    }

    @Test
    void leaves_alone_what_somebody_else_recorded_within_a_period_of_its_own() {
        load(entry("a", period("2010", "one")));
        api.record(PATH, period("2015", "theirs", "2016"), "aigerim");
        assertEquals(List.of("differs, left alone: 01-test.json " + PATH + ": last recorded by aigerim"),
                load(entry("a", period("2010", "one"))).lines());
        assertEquals(List.of(period("2010", "one", "2015"), period("2015", "theirs", "2016"), period("2016", "one")),
                api.periods(PATH));
    }

    @Test
    void states_nothing_again_of_which_a_part_was_retracted() {
        load(entry("a", period("2010", "one")), entry("b", period("2010", "one"), period("2020", "two")));
        api.retract(PATH, "2015-01-01", "2016-01-01");
        api.retract(COMPANIES + "/b", "2020-01-01", "2030-01-01");
        LoadReport report = load(entry("a", period("2010", "one")),
                entry("b", period("2010", "one"), period("2020", "two")));
        assertEquals(List.of("differs, left alone: 01-test.json " + PATH + ": part of it was retracted",
                "differs, left alone: 01-test.json " + COMPANIES + "/b: part of it was retracted"), report.lines());
        assertEquals(2, api.periods(PATH).size());
    }

    @Test
    void changes_within_a_period_of_its_own_what_it_recorded_itself() {
        load(entry("a", period("2010", "one")));
        load(entry("a", period("2010", "one", "2015"), period("2015", "two", "2016"), period("2016", "one")));
        assertEquals("1 changed",
                load(entry("a", period("2010", "one", "2015"), period("2015", "other"), period("2016", "one")))
                        .summary());
        assertEquals(List.of(period("2010", "one", "2015"), period("2015", "other", "2016"), period("2016", "one")),
                api.periods(PATH));
    }

    @Test
    void does_not_mind_who_recorded_the_same() {
        api.record(PATH, period("2010", "one"), "aigerim");
        assertEquals("1 unchanged", load(entry("a", period("2010", "one"))).summary());
    }

    @Test
    void adds_no_period_to_a_record_of_somebody_else() {
        api.record(PATH, period("2010", "one"), "aigerim");
        assertEquals("1 differs, left alone", load(entry("a", period("2010", "one"), period("2020", "two"))).summary());
        assertEquals(1, api.periods(PATH).size());
    }

    @Test
    void revives_nothing_that_was_retracted() {
        load(entry("a", period("2010", "one")));
        api.retract(PATH);
        assertEquals(List.of("differs, left alone: 01-test.json " + PATH + ": it was retracted"),
                load(entry("a", period("2010", "one"))).lines());
    }

    @Test
    void reports_a_refusal_with_what_the_api_says_of_it() {
        LoadReport report = load(entry("a", period("2010", "one").put("needs", COMPANIES + "/nowhere")));
        assertTrue(report.hasRefusals());
        assertEquals(List.of("refused: 01-test.json " + PATH + ": 422 Rule broken: a record that it names is not there\n"
                + "    /needs: not recorded"), report.lines());
    }

    @Test
    void sends_records_again_that_needed_a_later_one_of_the_same_file() {
        RecordFile.Entry[] entries = IntStream.rangeClosed(0, 20)
                .mapToObj(i -> entry("n" + i, i == 20
                        ? period("2010", "root")
                        : period("2010", "leaf").put("needs", COMPANIES + "/n20")))
                .toArray(RecordFile.Entry[]::new);
        assertEquals("21 created", load(entries).summary());
    }

    @Test
    void sends_again_at_the_end_what_another_service_had_not_heard_of_yet() {
        CompletableFuture.runAsync(() -> api.record(COMPANIES + "/late", period("2010", "late"), "another service"),
                CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS));
        LoadReport report = loader().load(List.of(file(entry("a", period("2010", "one").put("needs", COMPANIES + "/late")))),
                Duration.ofSeconds(30), line -> {
                });
        assertEquals("1 created", report.summary());
        assertEquals(List.of(), report.lines());
    }

    @Test
    void tries_again_when_it_is_told_to_come_later() {
        api.failures.addAll(Arrays.asList(503, 429, 502, 504));
        assertEquals("1 created", load(entry("a", period("2010", "one"))).summary());
        assertEquals(5, api.requests.size());
    }

    @Test
    void goes_on_after_an_answer_that_got_lost() {
        // The write came through, but the loader heard of it only that the gateway gave up.
        api.record(PATH, period("2010", "one"), "starter-record");
        api.failures.add(504);
        assertEquals("1 changed", load(entry("a", period("2010", "one"), period("2020", "two"))).summary());
    }

    @Test
    void gives_up_when_nobody_answers() {
        URI nobody = URI.create("http://127.0.0.1:" + FreePorts.any());
        Loader loader = new Loader(nobody::resolve, "token", "starter-record", Duration.ofMillis(300));
        NoAnswer failure = assertThrows(NoAnswer.class,
                () -> loader.load(List.of(file(entry("a", period("2010", "one")))), line -> {
                }));
        assertTrue(failure.getMessage().contains("no answer"), failure.getMessage());
    }

    @Test
    void gives_up_at_once_when_it_is_not_let_in() {
        api.failures.add(401);
        assertThrows(NoAnswer.class, () -> load(entry("a", period("2010", "one"))));
    }

    @Test
    void says_of_each_file_what_became_of_it() {
        List<String> lines = new ArrayList<>();
        loader().load(List.of(file(entry("a", period("2010", "one"))), file(entry("a", period("2010", "one")))), lines::add);
        assertEquals(List.of("01-test.json: 1 created", "01-test.json: 1 unchanged"), lines);
    }

    private LoadReport load(RecordFile.Entry... entries) {
        return loader().load(List.of(file(entries)), line -> {
        });
    }

    private Loader loader() {
        return new Loader(api.address()::resolve, "token", "starter-record", Duration.ofSeconds(10));
    }

    private static RecordFile file(RecordFile.Entry... entries) {
        return new RecordFile("01-test.json", COMPANIES, List.of(entries));
    }

    private static RecordFile.Entry entry(String id, ObjectNode... periods) {
        return new RecordFile.Entry(id, List.of(periods));
    }

    private static ObjectNode period(String year, String name) {
        return JSON.createObjectNode().put("validFrom", year + "-01-01").put("name", name);
    }

    private static ObjectNode period(String year, String name, String nextYear) {
        return period(year, name).put("validTo", nextYear + "-01-01");
    }
}
