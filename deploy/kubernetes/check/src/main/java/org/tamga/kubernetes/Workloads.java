package org.tamga.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** What every pod of ours keeps to: measured resources, probes that are answered, images that stay what they are, a spread that lets it come back. */
final class Workloads implements Rule {

    private static final Pattern TAG_OR_DIGEST = Pattern.compile(".+(:[\\w][\\w.-]*|@sha256:[0-9a-f]{64})");
    private static final List<String> PROBES = List.of("startupProbe", "livenessProbe", "readinessProbe");
    /** Where the applications answer; their own tests ask them there. */
    private static final List<String> PATHS = List.of("/q/health/started", "/q/health/live", "/q/health/ready");

    /** By which an application brings its tables up to date as it starts, and ends before it does anything else. */
    private static final List<String> MIGRATES = List.of("QUARKUS_FLYWAY_MIGRATE_AT_START", "QUARKUS_INIT_AND_EXIT");

    /** What each Strimzi can run (its kafka-versions.yaml), from the oldest on that docs/kubernetes.md allows. */
    private static final Map<String, Set<String>> KAFKAS = Map.of("1.2", Set.of("4.2.0", "4.2.1", "4.3.0", "4.3.1"));

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        manifests.of("Deployment").forEach(deployment -> {
            var pod = deployment.at("/spec/template/spec");
            require(pod.path("automountServiceAccountToken").isBoolean()
                    && !pod.path("automountServiceAccountToken").asBoolean(), deployment,
                    "automountServiceAccountToken must be false in the pod template", faults);
            require(!pod.path("topologySpreadConstraints").isEmpty(), deployment,
                    "replicas are not spread over zones and nodes",
                    faults);
            for (var constraint : pod.path("topologySpreadConstraints")) {
                require(!constraint.at("/labelSelector/matchLabels").isEmpty(), deployment,
                        "a spread without labels spreads nothing",
                        faults);
                // The nodes of a zone that is away still stand there, and so do the pods that a roll-out replaces.
                require(!constraint.path("whenUnsatisfiable").asText().equals("DoNotSchedule")
                        || constraint.path("nodeTaintsPolicy").asText().equals("Honor")
                                && Manifest.list(constraint.path("matchLabelKeys")).stream().map(JsonNode::asText)
                                        .anyMatch("pod-template-hash"::equals),
                        deployment, "replicas would not come back where the others are, while "
                                + constraint.path("topologyKey").asText() + " has one that is away",
                        faults);
            }
            deployment.allContainers().forEach(container -> checkWhatRuns(deployment, pod, container, faults));
            deployment.containers().forEach(container -> checkWhatStays(deployment, pod, container, faults));
            checkMigration(deployment, faults);
        });
        manifests.of("Kafka").forEach(kafka -> {
            var version = kafka.at("/spec/kafka/version").asText();
            KAFKAS.forEach((strimzi, kafkas) -> require(kafkas.contains(version), kafka,
                    "Strimzi " + strimzi + " has no Kafka " + version, faults));
            require(kafka.at("/spec/kafka/metadataVersion").asText(version).startsWith(version.replaceAll("\\.\\d+$", "")),
                    kafka,
                    "its metadataVersion is another Kafka's", faults);
        });
        manifests.of("Secret").forEach(secret -> faults.accept(Fault.of(secret, "a Secret stands in the repository")));
    }

    /** A service's tables are brought up to date before it starts, by its own image; the gateway does not wait for its database. */
    private static void checkMigration(Manifest deployment, Consumer<Fault> faults) {
        var steps = deployment.initContainers().stream().filter(step -> MIGRATES.stream().allMatch(setting -> variable(step,
                setting).equals("true"))).toList();
        if (deployment.name().equals("gateway")) {
            require(steps.isEmpty(), deployment, "a migration before it starts would keep the door shut without its database",
                    faults);
            return;
        }
        require(steps.size() == 1, deployment, "its tables are not brought up to date by one step before it starts", faults);
        for (var step : steps) {
            var service = deployment.containers().get(0);
            require(step.path("image").equals(service.path("image")), deployment, "its migration is another version's", faults);
            require(database(step).equals(database(service)) && !database(step).isEmpty(), deployment,
                    "its migration is of another database", faults);
        }
    }

    private static String variable(JsonNode container, String name) {
        return Manifest.list(container.path("env")).stream().filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText()).findFirst().orElse("");
    }

    /** The Secrets that it takes addresses and passwords from. */
    private static List<String> database(JsonNode container) {
        return Manifest.list(container.path("envFrom")).stream().map(from -> from.at("/secretRef/name").asText())
                .filter(name -> !name.isEmpty()).toList();
    }

    private static void checkWhatRuns(Manifest deployment, JsonNode pod, JsonNode container, Consumer<Fault> faults) {
        require(container.at("/securityContext/readOnlyRootFilesystem").asBoolean(), deployment,
                "the root file system must be read-only", faults);
        var image = container.path("image").asText();
        require(TAG_OR_DIGEST.matcher(image).matches() && !image.endsWith(":latest"), deployment,
                "the image " + image + " has no tag or digest that stays", faults);
        for (var resource : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
            require(container.path("resources").at(resource).isTextual(), deployment, "resources" + resource + " is not set",
                    faults);
        }
        for (var volume : Manifest.list(container.path("volumeMounts"))) {
            require(Manifest.list(pod.path("volumes")).stream()
                    .anyMatch(known -> known.path("name").equals(volume.path("name"))), deployment,
                    "there is no volume " + volume.path("name").asText() + " to mount", faults);
        }
    }

    private static void checkWhatStays(Manifest deployment, JsonNode pod, JsonNode container, Consumer<Fault> faults) {
        for (int i = 0; i < PROBES.size(); i++) {
            var probe = container.path(PROBES.get(i)).path("httpGet");
            require(probe.path("path").asText().equals(PATHS.get(i)), deployment,
                    PROBES.get(i) + " must ask " + PATHS.get(i), faults);
            var port = probe.path("port").asText();
            require(Manifest.list(container.path("ports")).stream()
                    .anyMatch(open -> open.path("name").asText().equals(port)
                            || open.path("containerPort").asText().equals(port)),
                    deployment, PROBES.get(i) + " asks a port that the container does not open", faults);
        }
        var waits = container.at("/lifecycle/preStop/sleep/seconds").asInt();
        require(waits > 0, deployment, "without preStop a pod stops before it is forgotten", faults);
        require(pod.path("terminationGracePeriodSeconds").asInt(30) > waits + Configuration.DRAIN_SECONDS, deployment,
                "the grace period is not longer than preStop and drain together", faults);
    }

    static void require(boolean holds, Manifest manifest, String otherwise, Consumer<Fault> faults) {
        if (!holds) {
            faults.accept(Fault.of(manifest, otherwise));
        }
    }
}
