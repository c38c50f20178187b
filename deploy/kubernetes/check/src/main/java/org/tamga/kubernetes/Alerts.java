package org.tamga.kubernetes;

import static org.tamga.kubernetes.Workloads.require;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/** Somebody is woken also where nothing is left that could tell of itself, and whoever is woken finds what to do. */
final class Alerts implements Rule {

    private static final Pattern NAMESPACE = Pattern.compile("\\bnamespace=\"([^\"]*)\"");

    /** What operators measure, as their documentation says: kube-state-metrics, CloudNativePG's default queries, Strimzi's Kafka Exporter. */
    private static final Pattern OPERATORS = Pattern.compile("\\b(?:kube|cnpg|kafka_consumergroup)_[a-z0-9_]+");
    private static final Set<String> MEASURED = Set.of("kube_pod_container_status_restarts_total",
            "kube_deployment_status_replicas_unavailable", "cnpg_pg_stat_archiver_last_failed_time",
            "cnpg_pg_stat_archiver_last_archived_time", "kafka_consumergroup_lag");

    private final Path pages;

    Alerts(Path root) {
        pages = root.resolve("docs/runbooks");
    }

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        manifests.of("PrometheusRule").forEach(rule -> {
            var alerts = rule.list("/spec/groups").stream().flatMap(group -> Manifest.list(group.path("rules")).stream())
                    .toList();
            alerts.forEach(alert -> checkAlert(manifests, rule, alert, faults));
            manifests.of("Deployment").map(Manifest::name).forEach(application -> require(alerts.stream()
                    .map(alert -> alert.path("expr").asText()).anyMatch(isGone(application).asPredicate()), rule,
                    "nobody is told when " + application + " is gone", faults));
        });
    }

    /** Of a metric that nobody has any more no threshold is passed: its absence has to be asked for, by the job's name. */
    private static Pattern isGone(String application) {
        return Pattern.compile("^absent\\(up\\{[^}]*\\bjob=\"" + Pattern.quote(application) + "\"[^}]*} == 1\\)$");
    }

    private void checkAlert(Manifests manifests, Manifest rule, JsonNode alert, Consumer<Fault> faults) {
        var name = alert.path("alert").asText();
        NAMESPACE.matcher(alert.path("expr").asText()).results().map(namespace -> namespace.group(1))
                .forEach(namespace -> require(namespace.equals(rule.at("/metadata/namespace").asText()), rule,
                        name + " looks at the namespace " + namespace, faults));
        OPERATORS.matcher(alert.path("expr").asText()).results().map(MatchResult::group).forEach(metric -> {
            require(MEASURED.contains(metric), rule, name + " looks at " + metric + ", which nobody measures", faults);
            require(!metric.startsWith("kafka_") || manifests.of("Kafka").anyMatch(kafka -> !kafka.at(
                    "/spec/kafkaExporter").isMissingNode()), rule,
                    name + " looks at " + metric + ", and no Kafka has an exporter", faults);
        });
        var link = alert.at("/annotations/runbook_url").asText();
        require(Files.exists(pages.resolve(link.substring(link.lastIndexOf('/') + 1))) && !link.isEmpty(), rule,
                "there is no page " + link + " of " + name, faults);
        var host = URI.create(link).getHost();
        var ours = manifests.of("HTTPRoute").flatMap(route -> route.list("/spec/hostnames").stream()).map(JsonNode::asText)
                .collect(Collectors.toSet());
        require(host != null, rule, "the page of " + name + " is at no address", faults);
        require(host == null || !ours.contains(host), rule,
                "the page of " + name + " is looked for at the gateway, which has none", faults);
    }
}
