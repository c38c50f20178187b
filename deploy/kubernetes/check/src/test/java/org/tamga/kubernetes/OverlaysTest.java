package org.tamga.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.fabric8.zjsonpatch.JsonPatch;

/** Every overlay is sound, and each way of breaking one is seen. */
class OverlaysTest {

    private static final Path ROOT = Path.of("..", "..", "..").toAbsolutePath().normalize();
    private static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");
    private static final Pattern TOPIC = Pattern.compile("<topic>(\\.[a-z]+|\\.<domain>)*");
    private static final Path TOPICS = ROOT.resolve("deploy/kubernetes/components/kafka-strimzi/topics.yaml");

    @TestFactory
    Stream<DynamicTest> nothing_is_wrong_with_an_overlay() throws IOException {
        var check = new Check(ROOT);
        return Check.overlays(ROOT).stream().map(overlay -> DynamicTest.dynamicTest(overlay.getFileName().toString(),
                () -> assertEquals(List.of(), check.faults(Manifests.rendered(overlay)))));
    }

    /** Each of these is one change to an overlay, in {@code broken.yaml}, that must be refused in the words beside it. */
    @TestFactory
    Stream<DynamicTest> a_broken_manifest_is_refused_with_its_fault_named() throws IOException {
        var check = new Check(ROOT);
        var sound = new HashMap<String, Manifests>();
        JsonNode cases;
        try (var file = OverlaysTest.class.getResourceAsStream("/broken.yaml")) {
            cases = new YAMLMapper().readTree(file);
        }
        assertTrue(cases.size() >= 20, "there are at least twenty");
        return Manifest.list(cases).stream().map(one -> DynamicTest.dynamicTest(one.get("says").asText(), () -> {
            var overlay = one.path("overlay").asText("production");
            var faults = check.faults(broken(sound.computeIfAbsent(overlay, OverlaysTest::rendered), one));
            assertTrue(faults.stream().anyMatch(fault -> fault.toString().contains(one.get("says").asText())),
                    () -> "not among " + faults);
        }));
    }

    @Test
    void an_installation_takes_no_tokens_of_anothers() throws IOException {
        var overlays = new HashMap<String, Manifests>();
        for (var overlay : Check.overlays(ROOT)) {
            overlays.put(overlay.getFileName().toString(), Manifests.rendered(overlay));
        }
        assertEquals(List.of(), SignIn.among(overlays));

        var elsewhere = overlays.get("production").all().stream().map(manifest -> manifest.kind().equals("HTTPRoute")
                ? overlays.get("staging").named("HTTPRoute", manifest.name()).orElseThrow()
                : manifest).toList();
        overlays.put("staging", new Manifests(elsewhere));
        var faults = SignIn.among(overlays).toString();
        assertTrue(faults.contains("staging: takes the tokens of production"), faults);
    }

    private static Manifests rendered(String overlay) {
        try {
            return Manifests.rendered(ROOT.resolve("deploy/kubernetes/overlays").resolve(overlay));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifests broken(Manifests sound, JsonNode one) {
        var target = one.get("object").asText();
        var found = sound.all().stream().filter(manifest -> manifest.toString().equals(target)).count();
        assertEquals(1, found, target);
        return new Manifests(sound.all().stream()
                .filter(manifest -> one.has("patch") || !manifest.toString().equals(target))
                .map(manifest -> manifest.toString().equals(target)
                        ? new Manifest(JsonPatch.apply(one.get("patch"), manifest.tree()))
                        : manifest)
                .toList());
    }

    /** With {@code -Dtopics.write} the topics are written anew, after a channel was added to the contracts. */
    @Test
    void every_channel_and_every_readers_dead_letters_are_a_topic() throws IOException {
        var wanted = TopicFile.of(ROOT.resolve("contracts/asyncapi.yaml"), TOPICS.resolveSibling("users.yaml"));
        if (System.getProperty("topics.write") != null) {
            Files.writeString(TOPICS, wanted);
        }
        assertEquals(wanted, Files.readString(TOPICS), "write it with -Dtopics.write");
    }

    @Test
    void every_alert_is_in_the_list_of_what_to_do() throws IOException {
        var list = Files.readString(RUNBOOKS.resolve("README.md"));
        var alerts = rendered("production").named("PrometheusRule", "tamga").orElseThrow().tree().findValuesAsText("alert");
        assertEquals(List.of(), alerts.stream().filter(alert -> !list.contains(alert)).toList());
    }

    /** They are written with a placeholder for what an alert names. */
    @Test
    void every_topic_that_a_page_of_what_to_do_names_is_one() throws IOException {
        var topics = Manifests.parsed(Files.readString(TOPICS)).of("KafkaTopic").map(Manifest::name).toList();
        try (var pages = Files.list(RUNBOOKS)) {
            for (var page : pages.toList()) {
                for (var named : TOPIC.matcher(Files.readString(page)).results().map(MatchResult::group).toList()) {
                    var pattern = named.replace(".", "\\.").replace("<topic>", "[a-z]+\\.[a-z0-9-]+").replace("<domain>",
                            "(events|trade|mobility|education)");
                    assertTrue(topics.stream().anyMatch(topic -> topic.matches(pattern)), named + " in " + page);
                }
            }
        }
    }
}
