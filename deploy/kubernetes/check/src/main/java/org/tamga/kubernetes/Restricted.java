package org.tamga.kubernetes;

import static org.tamga.kubernetes.Workloads.require;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Pod Security "restricted", of whatever makes pods: of our own, and of those that Strimzi makes as it is told. */
final class Restricted implements Rule {

    /** What may be said where something is said, of a pod or of one of its containers (Kubernetes' Pod Security Standards). */
    private static final Map<String, Pattern> ADMITTED = admitted(Map.ofEntries(
            Map.entry("/hostNetwork", "false"),
            Map.entry("/hostPID", "false"),
            Map.entry("/hostIPC", "false"),
            Map.entry("/securityContext/privileged", "false"),
            Map.entry("/securityContext/allowPrivilegeEscalation", "false"),
            Map.entry("/securityContext/runAsNonRoot", "true"),
            Map.entry("/securityContext/runAsUser", "[1-9]\\d*"),
            Map.entry("/securityContext/procMount", "Default"),
            Map.entry("/securityContext/seccompProfile/type", "RuntimeDefault"),
            Map.entry("/securityContext/appArmorProfile/type", "RuntimeDefault|Localhost"),
            Map.entry("/securityContext/seLinuxOptions/type", "container_(|init_|kvm_|engine_)t"),
            Map.entry("/securityContext/seLinuxOptions/user", ""),
            Map.entry("/securityContext/seLinuxOptions/role", ""),
            Map.entry("/securityContext/windowsOptions/hostProcess", "false")));
    private static final Set<String> VOLUMES = Set.of("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral",
            "persistentVolumeClaim", "projected", "secret");
    private static final Set<String> SYSCTLS = Set.of("kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
            "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes");
    private static final List<String> CONTAINERS = List.of("initContainers", "containers", "ephemeralContainers");

    /** What Strimzi makes of a Kafka: the pods' templates, and in each those of its containers. */
    private static final Map<String, List<String>> STRIMZIS = Map.of(
            "/spec/kafka/template", List.of("kafkaContainer", "initContainer"),
            "/spec/entityOperator/template", List.of("topicOperatorContainer", "userOperatorContainer"),
            "/spec/kafkaExporter/template", List.of("container"));

    private static Map<String, Pattern> admitted(Map<String, String> values) {
        var patterns = new TreeMap<String, Pattern>();
        values.forEach((pointer, value) -> patterns.put(pointer, Pattern.compile(value)));
        return patterns;
    }

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        // Wherever containers are listed there is a pod.
        manifests.all().forEach(manifest -> manifest.tree().findParents("containers")
                .forEach(pod -> checkPod(manifest, pod, faults)));
        manifests.of("Kafka").forEach(kafka -> STRIMZIS.forEach((template, containers) -> {
            if (kafka.at(template.substring(0, template.lastIndexOf('/'))).isMissingNode()) {
                return;
            }
            requireRestricted(kafka, template + "/pod", faults);
            containers.forEach(container -> {
                var pointer = template + "/" + container;
                requireRestricted(kafka, pointer, faults);
                require(drops(kafka.at(pointer + "/securityContext")), kafka,
                        pointer + "/securityContext must drop all capabilities and gain none", faults);
            });
        }));
        manifests.of("KafkaNodePool").forEach(pool -> require(pool.at("/spec/template").isMissingNode(), pool,
                "its template would stand before Kafka's own, which is restricted", faults));
    }

    private static void checkPod(Manifest manifest, JsonNode pod, Consumer<Fault> faults) {
        require(pod.at("/securityContext/runAsNonRoot").asBoolean(), manifest, "pods must run as non-root", faults);
        require(pod.at("/securityContext/seccompProfile/type").isTextual(), manifest,
                "the seccomp profile must be RuntimeDefault", faults);
        requireAdmitted(manifest, pod, "the pod", faults);
        Manifest.list(pod.at("/securityContext/sysctls")).stream().map(setting -> setting.path("name").asText())
                .forEach(name -> require(SYSCTLS.contains(name), manifest, "the pod may not set " + name, faults));
        for (var volume : pod.path("volumes")) {
            volume.fieldNames().forEachRemaining(field -> require(field.equals("name") || VOLUMES.contains(field), manifest,
                    "the volume " + volume.path("name").asText() + " may not be a " + field, faults));
        }
        CONTAINERS.stream().flatMap(containers -> Manifest.list(pod.path(containers)).stream())
                .forEach(container -> checkContainer(manifest, container, faults));
    }

    private static void checkContainer(Manifest manifest, JsonNode container, Consumer<Fault> faults) {
        var name = "the container " + container.path("name").asText();
        requireAdmitted(manifest, container, name, faults);
        require(drops(container.path("securityContext")), manifest,
                "all capabilities must be dropped and none added, and no privilege be gained, by " + name, faults);
        container.path("ports").forEach(port -> require(port.path("hostPort").asInt() == 0, manifest,
                "hostPort of " + name + " may not be " + port.path("hostPort").asText(), faults));
    }

    private static void requireAdmitted(Manifest manifest, JsonNode node, String name, Consumer<Fault> faults) {
        ADMITTED.forEach((pointer, admitted) -> {
            var said = node.at(pointer);
            require(said.isMissingNode() || admitted.matcher(said.asText()).matches(), manifest,
                    pointer + " of " + name + " may not be " + said.asText(), faults);
        });
    }

    /** A template does not take from the pod's what it does not say itself. */
    private static void requireRestricted(Manifest kafka, String pointer, Consumer<Fault> faults) {
        var security = pointer + "/securityContext";
        require(Stream.of("/runAsNonRoot", "/seccompProfile/type").noneMatch(said -> kafka.at(security + said).isMissingNode()),
                kafka, security + " is not restricted, so that the pod would not be admitted", faults);
        requireAdmitted(kafka, kafka.at(pointer), pointer, faults);
    }

    private static boolean drops(JsonNode security) {
        return security.path("allowPrivilegeEscalation").isBoolean() && !security.path("allowPrivilegeEscalation").asBoolean()
                && security.at("/capabilities/drop/0").asText().equals("ALL")
                && security.at("/capabilities/add").isMissingNode();
    }
}
