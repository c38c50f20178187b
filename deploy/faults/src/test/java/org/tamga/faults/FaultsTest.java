package org.tamga.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tamga.local.suite.Application;

import com.fasterxml.jackson.databind.ObjectMapper;

import picocli.CommandLine;

/** What the command makes of its words and of the results of earlier runs; no suite is started. */
class FaultsTest {

    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();

    @ParameterizedTest
    @CsvSource({"relay-killed, 1, --replicas 2", "replica-killed, 1, --replicas 2", "kafka-away, 2, --replicas 1",
            "postgres-away, 2, --replicas 1", "disk-full, 1, /data/kafka to be a file system of its own"})
    void what_is_named_and_cannot_be_done_is_refused_before_anything_is_started(String fault, String replicas, String needs) {
        assertEquals(2, faults("--replicas", replicas, "kafka-killed", fault));
        assertTrue(said.toString().contains(fault + " needs " + needs)
                || said.toString().contains(fault + " needs " + folder + needs), said.toString());
        assertFalse(Files.exists(folder.resolve("data")));
        assertFalse(Files.exists(folder.resolve("results")));
    }

    @Test
    void what_is_not_named_and_cannot_be_done_is_left_out_with_a_word() throws Exception {
        for (var fault : Fault.values()) {
            record(round(fault, 20, 1, 12));
        }
        assertEquals(0, faults());
        for (var fault : List.of("relay-killed", "replica-killed", "disk-full")) {
            assertTrue(said.toString().contains("Left out: " + fault + ", which needs "), said.toString());
            assertFalse(summary().contains(fault), said.toString());
        }
        assertTrue(summary().contains("kafka-away"), said.toString());
    }

    @ParameterizedTest
    @CsvSource({"service, EVENTS", "trade, TRADE", "mobility, MOBILITY", "education, EDUCATION"})
    void a_service_that_is_struck_is_written_to(String name, Application service) {
        for (var how : List.of("-killed", "-stopped")) {
            assertTrue(Fault.of(name + how).written().stream().anyMatch(kind -> kind.service() == service), name + how);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_is_written_is_known_to_the_contracts_and_its_mark_is_read_again(Kind kind) throws Exception {
        var body = new ObjectMapper().readTree(kind.body("a", "894-1/2"));
        assertEquals("a", body.get("id").asText());
        assertEquals("894-1/2", kind.mark(body));
        var contracts = Path.of("../../contracts");
        assertTrue(Files.exists(contracts.resolve("events/" + kind.topic() + ".v1.schema.json")), kind.topic());
        var paths = new ObjectMapper().readTree(contracts.resolve("openapi/" + kind.service().id() + ".json").toFile())
                .get("paths");
        for (var path : List.of("", "/import", "/{id}", "/{id}/history")) {
            assertTrue(paths.has(kind.path() + path), kind.path() + path);
        }
    }

    @Test
    void rounds_of_another_absence_or_of_other_replicas_do_not_count() throws Exception {
        record(round(Fault.KAFKA_STOPPED, 20, 1, 12));
        record(round(Fault.KAFKA_STOPPED, 300, 1, 12));
        record(round(Fault.KAFKA_STOPPED, 300, 2, 12));
        var results = Results.of(results());
        assertEquals(1, results.of(Fault.KAFKA_STOPPED, 20, 1).size());
        assertEquals(1, results.of(Fault.KAFKA_STOPPED, 300, 2).size());
        assertEquals(0, results.of(Fault.KAFKA_STOPPED, 20, 2).size());
        assertEquals(0, results.of(Fault.KAFKA_AWAY, 20, 1).size());
    }

    @Test
    void older_results_are_taken_as_of_a_run_to_which_nothing_was_said() throws Exception {
        Files.createDirectories(results().getParent());
        Files.writeString(results(),
                """
                [{"fault": "kafka-killed", "seed": 1, "accepted": 9, "refused": 0, "unknown": 0, "readySeconds": 12.0,
                  "takeoverSeconds": null, "slowestRefusalMillis": 0, "violations": [], "ofAnotherTime": true}]""");
        assertEquals(1, Results.of(results()).of(Fault.KAFKA_KILLED, 20, 1).size());
        assertEquals(0, faults("kafka-killed"));
    }

    @Test
    void an_earlier_round_that_does_not_hold_fails_a_run_that_goes_on() throws Exception {
        record(round(Fault.KAFKA_KILLED, 20, 1, 12, "lost: m1 was accepted"));
        record(round(Fault.KAFKA_KILLED, 20, 1, 18));
        record(round(Fault.KAFKA_KILLED, 20, 1, 28));
        record(round(Fault.GATEWAY_KILLED, 20, 1, 31));
        record(round(Fault.GATEWAY_KILLED, 20, 1, 10));
        record(round(Fault.SERVICE_KILLED, 20, 1, 11));
        record(round(Fault.SERVICE_KILLED, 300, 1, 11, "lost: m2 was accepted"));
        assertEquals(1, faults("kafka-killed", "gateway-killed"));
        assertEquals(List.of("kafka-killed 3 2 18.0 s 28.0 s BROKEN", "lost: m1 was accepted",
                "gateway-killed 2 1 20.5 s 31.0 s slow", "slow: ready again only after 31.0 s"), summaryLines());
        said.getBuffer().setLength(0);
        assertEquals(0, faults("service-killed"));
        assertEquals(List.of("service-killed 1 1 11.0 s 11.0 s holds"), summaryLines());
        assertEquals(1, faults("--away", "300", "service-killed"));
    }

    private int faults(String... arguments) {
        var all = new ArrayList<>(List.of("--data", folder.resolve("data").toString(), "--results", results().toString()));
        all.addAll(Arrays.asList(arguments));
        var out = new PrintWriter(said);
        return new CommandLine(new Faults()).setOut(out).setErr(out).execute(all.toArray(String[]::new));
    }

    private String summary() {
        return said.toString().substring(said.toString().indexOf("All rounds with"));
    }

    private List<String> summaryLines() {
        return summary().lines().skip(2).map(line -> line.strip().replaceAll(" +", " ")).toList();
    }

    private Path results() {
        return folder.resolve("results/faults.json");
    }

    private void record(Round round) throws Exception {
        Results.of(results()).add(round);
    }

    private static Round round(Fault fault, int awaySeconds, int replicas, double readySeconds, String... violations) {
        return new Round(fault.id(), 1, awaySeconds, replicas, 9, 0, 0, readySeconds, null, 0, 1, 1, 0, 1, List.of(violations));
    }
}
