package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tamga.local.suite.Application;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.restassured.path.json.JsonPath;

/** What alerts, dashboards and docs/operations.md name is there to be scraped: an alert on a metric that is not never fires. */
@ExtendWith(OneSuite.class)
class MetricsIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path MONITORING = CHECKOUT.resolve("deploy/kubernetes/components/monitoring");
    /** The families of ours and of the libraries that we run; the rest are the cluster's own, such as kube_*, which the manifests' check knows. */
    private static final Pattern METRIC = Pattern
            .compile("\\b(?:tamga|http|kafka(?!_consumergroup)|jvm|process|system)_[a-z0-9_]+\\b");
    private static final Pattern GROUPED = Pattern.compile("by \\(([a-z_, ]+)\\)|\\{([^}]*)\\}");
    private static final Pattern LABEL = Pattern.compile("[a-z_]+(?=\\s*(?:=|,|$))");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-");
    /** Put on by whoever scrapes. */
    private static final Set<String> SCRAPED = Set.of("job", "pod", "namespace", "instance", "container");

    @Test
    void all_that_alerts_and_dashboards_ask_for_is_measured_with_the_labels_they_group_by(Suite suite) throws IOException {
        var expressions = expressions();
        assertTrue(expressions.size() >= 20, expressions.toString());
        // What a consumer measures is there once it has fetched.
        await().atMost(90, TimeUnit.SECONDS).untilAsserted(() -> {
            var measured = measured(suite);
            Map<String, String> missing = new TreeMap<>();
            for (var expression : expressions) {
                var labels = labels(expression);
                for (var metric : metrics(expression)) {
                    if (!measured.containsKey(metric)) {
                        missing.put(metric, expression);
                    } else {
                        labels.stream().filter(label -> !measured.get(metric).contains(label) && !SCRAPED.contains(label))
                                .forEach(label -> missing.put(metric + "{" + label + "}", expression));
                    }
                }
            }
            assertEquals(Map.of(), missing);
        });
    }

    @Test
    void all_that_the_operators_are_told_to_watch_is_measured(Suite suite) throws Exception {
        // What imports count is there once there was one.
        given().auth().oauth2(suite.token("trade-editor")).contentType("application/x-ndjson")
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post(suite.gateway() + "/api/trade/companies/import?format=ndjson").then().statusCode(200)
                .body("rejected", equalTo(1));
        var named = metrics(Files.readString(CHECKOUT.resolve("docs/operations.md")));
        assertTrue(named.contains("tamga_queue_rows"));
        await().atMost(90, TimeUnit.SECONDS).untilAsserted(() -> {
            var measured = measured(suite).keySet();
            // A timer's name stands for its _count, _sum and _max.
            assertEquals(List.of(),
                    named.stream().filter(name -> !measured.contains(name) && !measured.contains(name + "_count"))
                            .toList());
        });
    }

    @Test
    void each_of_the_five_says_how_far_it_is_behind_what_it_reads(Suite suite) {
        for (var application : Application.values()) {
            await(application.id()).atMost(90, TimeUnit.SECONDS).until(() -> metrics(suite, application)
                    .anyMatch(line -> line.startsWith("kafka_consumer_fetch_manager_records_lag_max{")));
        }
    }

    /** A series for each record would fill Prometheus, and tell nobody anything. */
    @Test
    void requests_are_counted_by_what_they_ask_for_and_not_by_record(Suite suite) {
        var gatherings = given().get(suite.gateway() + "/api/events/gatherings?limit=2").then().statusCode(200).extract()
                .jsonPath().getList("items.id", String.class);
        assertEquals(2, gatherings.size());
        for (var id : gatherings) {
            for (var address : List.of(suite.gateway(), suite.address(Application.EVENTS))) {
                given().get(address + "/api/events/gatherings/" + id).then().statusCode(200);
            }
            given().get(suite.gateway() + "/records/events/gatherings/" + id).then().statusCode(200);
            given().put(suite.gateway() + "/api/webhooks/" + id + "/" + id).then().statusCode(greaterThanOrEqualTo(400));
        }
        await().atMost(90, TimeUnit.SECONDS).untilAsserted(() -> {
            var requests = Stream.of(Application.values()).flatMap(application -> metrics(suite, application)
                    .filter(line -> line.startsWith("http_server_requests_seconds_count"))).toList();
            for (var uri : List.of("/api/events/*", "/gatherings/{id}", "/records/{domain}/")) {
                assertTrue(requests.stream().anyMatch(line -> line.contains("uri=\"" + uri)), requests.toString());
            }
            assertEquals(List.of(), requests.stream().filter(line -> ID.matcher(line).find()).toList());
        });
    }

    private static List<String> expressions() throws IOException {
        var alerts = new JsonPath(json(MONITORING.resolve("alerts.yaml")))
                .getList("spec.groups.rules.flatten().expr.findAll { it != null }", String.class);
        var panels = new JsonPath(Files.readString(MONITORING.resolve("dashboard.json")))
                .getList("panels.targets.flatten().expr.findAll { it != null }", String.class);
        return Stream.concat(alerts.stream(), panels.stream()).toList();
    }

    private static String json(Path yaml) throws IOException {
        return new ObjectMapper()
                .writeValueAsString(new YAMLMapper().readTree(yaml.toFile()));
    }

    /** All that the five say now: each metric with the labels that it has. */
    private static Map<String, Set<String>> measured(Suite suite) {
        Map<String, Set<String>> measured = new HashMap<>();
        for (var application : Application.values()) {
            metrics(suite, application)
                    .forEach(line -> measured.computeIfAbsent(line.split("[{ ]", 2)[0], name -> new HashSet<>())
                            .addAll(labels(line)));
        }
        return measured;
    }

    private static Stream<String> metrics(Suite suite, Application application) {
        return given().get(suite.address(application) + "/q/metrics").then().statusCode(200).extract().asString().lines()
                .filter(line -> !line.startsWith("#"));
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> labels(String expression) {
        return GROUPED.matcher(expression).results()
                .flatMap(group -> LABEL.matcher(group.group(1) == null ? group.group(2) : group.group(1)).results())
                .map(MatchResult::group).collect(Collectors.toSet());
    }
}
