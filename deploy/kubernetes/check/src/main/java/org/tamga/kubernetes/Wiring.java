package org.tamga.kubernetes;

import static org.tamga.kubernetes.Workloads.require;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Whatever names something else names something that is there. */
final class Wiring implements Rule {

    private static final JsonNode NAMES = labels("kubernetes.io/metadata.name", "kube-system");
    private static final JsonNode DOOR = labels("tamga.example/door", "true");
    private static final JsonNode KEDA = labels("kubernetes.io/metadata.name", "keda");
    private static final JsonNode CLOUD_NATIVE_PG = labels("kubernetes.io/metadata.name", "cnpg-system");
    private static final JsonNode STRIMZI = labels("kubernetes.io/metadata.name", "strimzi");
    private static final JsonNode MONITORING = labels("kubernetes.io/metadata.name", "monitoring");
    /** Settings with addresses of what is asked for, and the namespace where that is. */
    private static final Map<String, JsonNode> FETCHED = Map.of(
            "MP_JWT_VERIFY_PUBLICKEY_LOCATION", labels("tamga.example/login", "true"),
            "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", MONITORING);
    /** Labels that operators put on pods that are not in any manifest of ours. */
    private static final Set<String> OPERATORS_LABELS = Set.of("strimzi.io/cluster", "cnpg.io/cluster",
            "acme.cert-manager.io/http01-solver");
    /** By which a Gateway asks cert-manager for its certificate. */
    private static final List<String> ISSUERS = List.of("/metadata/annotations/cert-manager.io~1cluster-issuer",
            "/metadata/annotations/cert-manager.io~1issuer");
    /** What cert-manager answers the authority by, for as long as it asks. */
    private static final Pods SOLVER = new Pods("cert-manager's solver", Map.of("acme.cert-manager.io/http01-solver", "true"),
            Set.of("8089"));
    /** What CloudNativePG's pods are asked by: SQL, the operator, Prometheus. */
    private static final Set<String> DATABASES_PORTS = Set.of("5432", "8000", "9187");
    /** What Strimzi's brokers are asked by beside their listeners: one another, the operator, Prometheus. */
    private static final Set<String> BROKERS_PORTS = Set.of("9090", "9091", "8443", "9404");
    /** TAMGA_CALLS_IMPORT_SILENCE, as it stands. */
    private static final long IMPORT_SECONDS = 1800;
    /** Of Gateway API's durations those that have no milliseconds. */
    private static final Pattern SECONDS = Pattern.compile("(\\d+h)?(\\d+m)?(\\d+s)?(?<=.)");
    private static final String UNKNOWN_PATH = "/not-served";
    /** Of an environment's variable in the value of another. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([^)]+)\\)");

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        var secrets = new Secrets(manifests);
        manifests.of("Deployment").forEach(deployment -> checkDeployment(manifests, secrets, deployment, faults));
        manifests.of("Service").forEach(service -> checkService(manifests, service, faults));
        manifests.of("HTTPRoute").forEach(route -> checkRoute(manifests, route, faults));
        manifests.of("NetworkPolicy").forEach(policy -> checkPolicy(manifests, policy, faults));
        manifests.of("ServiceMonitor").forEach(monitor -> require(manifests.of("Service")
                .anyMatch(
                        service -> selects(monitor.strings("/spec/selector/matchLabels"), service.strings("/metadata/labels"))),
                monitor, "its selector fits no Service", faults));
        manifests.of("PodMonitor").forEach(monitor -> require(fitsSomething(manifests, monitor.at("/spec/selector")), monitor,
                "its selector fits no pod", faults));
        manifests.of("TriggerAuthentication").forEach(authentication -> authentication.list("/spec/secretTargetRef").forEach(
                secret -> secrets.require(authentication, secret, faults)));
        manifests.of("ScaledObject").forEach(scaler -> scaler.list("/spec/triggers")
                .forEach(trigger -> checkTrigger(manifests, scaler, trigger, faults)));
        checkEdges(manifests, faults);
    }

    private static void checkDeployment(Manifests manifests, Secrets secrets, Manifest deployment, Consumer<Fault> faults) {
        var labels = deployment.strings("/spec/template/metadata/labels");
        require(selects(deployment.strings("/spec/selector/matchLabels"), labels), deployment,
                "its selector does not fit the labels of its own pods", faults);
        var account = deployment.at("/spec/template/spec/serviceAccountName").asText();
        require(manifests.named("ServiceAccount", account).isPresent(), deployment, "there is no ServiceAccount " + account,
                faults);
        requireKey(manifests, deployment, faults);
        deployment.allContainers()
                .forEach(container -> checkEnvironment(manifests, secrets, deployment, container, faults));
        for (var volume : deployment.list("/spec/template/spec/volumes")) {
            secrets.requireOfVolume(deployment, volume.path("secret"), faults);
            volume.at("/projected/sources")
                    .forEach(source -> secrets.requireOfVolume(deployment, source.path("secret"), faults));
        }
    }

    /** It is told what somebody says, and made of nothing that is not said before. */
    private static void checkEnvironment(Manifests manifests, Secrets secrets, Manifest deployment, JsonNode container,
            Consumer<Fault> faults) {
        var said = new HashSet<String>();
        for (var from : container.path("envFrom")) {
            var prefix = from.path("prefix").asText();
            if (from.has("configMapRef")) {
                keys(manifests, deployment, from.path("configMapRef"), faults).forEach(key -> said.add(prefix + key));
            }
            if (from.has("secretRef")) {
                secrets.require(deployment, from.path("secretRef"), faults);
                secrets.keys(from.at("/secretRef/name").asText()).forEach(key -> said.add(prefix + key));
            }
        }
        for (var variable : container.path("env")) {
            var from = variable.path("valueFrom");
            if (from.has("secretKeyRef")) {
                secrets.require(deployment, from.path("secretKeyRef"), faults);
            }
            if (from.has("configMapKeyRef")) {
                var map = from.path("configMapKeyRef");
                require(keys(manifests, deployment, map, faults).contains(map.path("key").asText()), deployment,
                        "nobody puts " + map.path("key").asText() + " into the ConfigMap " + map.path("name").asText(), faults);
            }
            REFERENCE.matcher(variable.path("value").asText()).results().map(reference -> reference.group(1))
                    .forEach(name -> require(said.contains(name), deployment,
                            "nothing says " + name + ", of which " + variable.path("name").asText() + " is made", faults));
            said.add(variable.path("name").asText());
        }
    }

    private static Set<String> keys(Manifests manifests, Manifest deployment, JsonNode map, Consumer<Fault> faults) {
        var found = manifests.named("ConfigMap", map.path("name").asText());
        require(found.isPresent(), deployment, "there is no ConfigMap " + map.path("name").asText(), faults);
        return found.map(one -> one.strings("/data").keySet()).orElse(Set.of());
    }

    /** A key that tokens are checked with is fetched, or lies where something is mounted; without one nobody may write. */
    private static void requireKey(Manifests manifests, Manifest deployment, Consumer<Fault> faults) {
        var key = deployment.environment(manifests)
                .filter(setting -> setting.getKey().equals("MP_JWT_VERIFY_PUBLICKEY_LOCATION"))
                .map(Map.Entry::getValue).findFirst().orElse("");
        require(key.startsWith("http") || deployment.containers().stream()
                .flatMap(container -> Manifest.list(container.path("volumeMounts")).stream())
                .anyMatch(mount -> key.startsWith("file://" + mount.path("mountPath").asText() + "/")), deployment,
                "it has no key to check tokens with", faults);
    }

    private static void checkService(Manifests manifests, Manifest service, Consumer<Fault> faults) {
        var selector = service.strings("/spec/selector");
        var selected = manifests.of("Deployment")
                .filter(deployment -> !selector.isEmpty()
                        && selects(selector, deployment.strings("/spec/template/metadata/labels")))
                .toList();
        require(selected.size() == 1, service, "its selector fits " + selected.size() + " Deployments", faults);
        for (var port : service.list("/spec/ports")) {
            var target = port.path("targetPort").asText();
            require(selected.stream().flatMap(deployment -> deployment.containers().stream())
                    .flatMap(container -> Manifest.list(container.path("ports")).stream())
                    .anyMatch(open -> open.path("name").asText().equals(target)
                            || open.path("containerPort").asText().equals(target)),
                    service, "no container opens its target port " + target, faults);
        }
    }

    private static void checkRoute(Manifests manifests, Manifest route, Consumer<Fault> faults) {
        for (var parent : route.list("/spec/parentRefs")) {
            var gateway = manifests.named("Gateway", parent.path("name").asText());
            require(gateway.isPresent() && gateway.get().list("/spec/listeners").stream()
                    .anyMatch(
                            listener -> !parent.has("sectionName") || listener.path("name").equals(parent.path("sectionName"))),
                    route, "there is no listener " + parent.path("sectionName").asText() + " of a Gateway "
                            + parent.path("name").asText(),
                    faults);
        }
        var rules = route.list("/spec/rules");
        for (var rule : rules) {
            for (var backend : rule.path("backendRefs")) {
                var service = manifests.named("Service", backend.path("name").asText());
                require(service.isPresent(), route, "there is no Service " + backend.path("name").asText(), faults);
                require(service.isEmpty() || service.get().list("/spec/ports").stream()
                        .anyMatch(port -> port.path("port").asInt() == backend.path("port").asInt()), route,
                        "the Service " + backend.path("name").asText() + " has no port " + backend.path("port").asText(),
                        faults);
            }
        }
        if (rules.stream().anyMatch(rule -> !rule.path("backendRefs").isEmpty())) {
            require(isShut(rules, "/q"), route, "/q is reached from outside", faults);
            require(patience(rules, "/api/changes") == 0, route, "the change stream is cut by a time-out", faults);
            require(patience(rules, "/api/snapshot") == 0, route, "snapshots are cut by a time-out", faults);
            var imports = patience(rules, "/api/trade/companies/import");
            require(imports == 0 || imports >= IMPORT_SECONDS, route, "large imports are cut by a time-out", faults);
        }
    }

    /** KEDA asks from its own namespace, where a Service's short name is nobody's. */
    private static void checkTrigger(Manifests manifests, Manifest scaler, JsonNode trigger, Consumer<Fault> faults) {
        var authentication = trigger.at("/authenticationRef/name");
        require(authentication.isMissingNode() || manifests.named("TriggerAuthentication", authentication.asText()).isPresent(),
                scaler, "there is no TriggerAuthentication " + authentication.asText(), faults);
        if (trigger.path("type").asText().equals("kafka")) {
            var address = trigger.at("/metadata/bootstrapServers").asText();
            require(manifests.of("Kafka").anyMatch(kafka -> listeners(kafka).anyMatch(port -> address
                    .equals(kafka.name() + "-kafka-bootstrap." + kafka.at("/metadata/namespace").asText() + ".svc:" + port))),
                    scaler, address + " is not where Kafka is for KEDA", faults);
        }
    }

    private static Stream<String> listeners(Manifest kafka) {
        return kafka.list("/spec/kafka/listeners").stream().map(listener -> listener.path("port").asText());
    }

    /** How many seconds an answer may take; 0 is for ever. Where nothing is said, the door does as it likes: taken for little. */
    private static long patience(List<JsonNode> rules, String path) {
        var rule = decisive(rules, path);
        var request = rule == null ? "" : rule.at("/timeouts/request").asText();
        return SECONDS.matcher(request).matches() ? Duration.parse("PT" + request).toSeconds() : 1;
    }

    /** The rule whose match of the path is the longest, as Gateway API has it. */
    private static JsonNode decisive(List<JsonNode> rules, String path) {
        JsonNode decisive = null;
        int longest = -1;
        for (var rule : rules) {
            for (var match : rule.path("matches")) {
                var prefix = match.at("/path/value").asText();
                if (isIn(prefix, path) && prefix.length() > longest) {
                    longest = prefix.length();
                    decisive = rule;
                }
            }
        }
        return decisive;
    }

    /** Whether no request for a path or for one below it gets through, whatever else it says. */
    private static boolean isShut(List<JsonNode> rules, String path) {
        var isOpen = false;
        var isShut = false;
        for (var rule : rules) {
            var matches = Manifest.list(rule.path("matches"));
            for (var match : matches.isEmpty() ? List.<JsonNode>of(MissingNode.getInstance()) : matches) {
                var type = match.at("/path/type").asText("PathPrefix");
                var value = match.at("/path/value").asText("/");
                var leadsNowhere = leadsNowhere(rule);
                // What a regular expression fits is the implementation's to say.
                if (!leadsNowhere && (type.equals("RegularExpression") || isIn(path, value))) {
                    return false;
                }
                isShut |= leadsNowhere && type.equals("PathPrefix") && value.equals(path) && match.size() == 1;
                isOpen |= !leadsNowhere && type.equals("PathPrefix") && isIn(value, path);
            }
        }
        return isShut || !isOpen;
    }

    private static boolean isIn(String prefix, String path) {
        return prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
    }

    private static boolean leadsNowhere(JsonNode rule) {
        return Manifest.list(rule.path("filters")).stream()
                .anyMatch(filter -> filter.at("/urlRewrite/path/replaceFullPath").asText().equals(UNKNOWN_PATH));
    }

    private static void checkPolicy(Manifests manifests, Manifest policy, Consumer<Fault> faults) {
        var selector = policy.at("/spec/podSelector");
        require(selector.isEmpty() || fitsSomething(manifests, selector), policy, "its selector fits no pod", faults);
        Stream.of("/spec/ingress", "/spec/egress").flatMap(direction -> policy.list(direction).stream())
                .flatMap(rule -> Stream.concat(Manifest.list(rule.path("from")).stream(),
                        Manifest.list(rule.path("to")).stream()))
                .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector")).map(peer -> peer.path("podSelector"))
                .filter(peer -> !fitsSomething(manifests, peer))
                .forEach(peer -> faults.accept(Fault.of(policy, "a peer's selector fits no pod: " + peer)));
        policy.list("/spec/ingress").forEach(ingress -> requireListeners(manifests, policy, ingress, selector, faults));
        policy.list("/spec/egress").forEach(egress -> Manifest.list(egress.path("to")).stream()
                .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                .forEach(peer -> requireListeners(manifests, policy, egress, peer.path("podSelector"), faults)));
        for (var egress : policy.list("/spec/egress")) {
            for (var peer : egress.path("to")) {
                require(!peer.at("/ipBlock/cidr").asText().equals("0.0.0.0/0")
                        || Manifest.list(peer.at("/ipBlock/except")).stream().map(JsonNode::asText).toList()
                                .containsAll(List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8",
                                        "169.254.0.0/16")),
                        policy, "lets out to private addresses", faults);
                require(!peer.has("ipBlock") || !egress.path("ports").isEmpty(), policy, "lets out by any port", faults);
            }
        }
    }

    private static void requireListeners(Manifests manifests, Manifest policy, JsonNode rule, JsonNode selector,
            Consumer<Fault> faults) {
        var listened = pods(manifests).filter(pods -> selector.isEmpty() || fits(selector, pods.labels()))
                .flatMap(pods -> pods.ports().stream()).collect(Collectors.toSet());
        for (var port : rule.path("ports")) {
            require(listened.contains(port.path("port").asText()), policy,
                    "nobody there listens on port " + port.path("port").asText(), faults);
        }
    }

    /** The pods of all workloads, also of those that operators make, and every port that they listen on. */
    private static Stream<Pods> pods(Manifests manifests) {
        return Stream.of(manifests.of("Deployment").map(Wiring::application),
                manifests.of("Gateway").filter(Wiring::isCertified).map(gateway -> SOLVER),
                manifests.of("Cluster").map(database -> database(database, DATABASES_PORTS)),
                manifests.of("Kafka").map(kafka -> brokers(kafka,
                        Stream.concat(listeners(kafka), BROKERS_PORTS.stream()))))
                .flatMap(pods -> pods);
    }

    private static Pods application(Manifest deployment) {
        return new Pods(deployment.name(), deployment.strings("/spec/template/metadata/labels"),
                deployment.containers().stream().flatMap(container -> Manifest.list(container.path("ports")).stream())
                        .flatMap(port -> Stream.of(port.path("name").asText(), port.path("containerPort").asText()))
                        .collect(Collectors.toSet()));
    }

    private static Pods database(Manifest cluster, Set<String> ports) {
        return new Pods(cluster.name(), Map.of("cnpg.io/cluster", cluster.name()), ports);
    }

    private static Pods brokers(Manifest kafka, Stream<String> ports) {
        return new Pods("Kafka", Map.of("strimzi.io/cluster", kafka.name(), "strimzi.io/name", kafka.name() + "-kafka"),
                ports.collect(Collectors.toSet()));
    }

    private static boolean fitsSomething(Manifests manifests, JsonNode selector) {
        var labels = Manifest.strings(selector.path("matchLabels"));
        var expressions = Manifest.list(selector.path("matchExpressions"));
        if (Stream.concat(labels.keySet().stream(), expressions.stream().map(one -> one.path("key").asText()))
                .anyMatch(OPERATORS_LABELS::contains)) {
            return isMadeByAnOperator(manifests, labels);
        }
        var pods = manifests.of("Deployment").map(deployment -> deployment.strings("/spec/template/metadata/labels")).toList();
        if (expressions.isEmpty()) {
            return pods.stream().anyMatch(pod -> selects(labels, pod));
        }
        // Every value that is listed has to be some pod's.
        return expressions.stream().allMatch(expression -> Manifest.list(expression.path("values")).stream().allMatch(
                value -> pods.stream().anyMatch(pod -> value.asText().equals(pod.get(expression.path("key").asText())))));
    }

    private static boolean isMadeByAnOperator(Manifests manifests, Map<String, String> labels) {
        return labels.entrySet().stream().allMatch(label -> switch (label.getKey()) {
            case "cnpg.io/cluster" -> manifests.named("Cluster", label.getValue()).isPresent();
            case "strimzi.io/cluster" -> manifests.named("Kafka", label.getValue()).isPresent();
            case "acme.cert-manager.io/http01-solver" -> manifests.of("Gateway").anyMatch(Wiring::isCertified);
            default -> true;
        });
    }

    private static boolean isCertified(Manifest gateway) {
        return ISSUERS.stream().anyMatch(issuer -> gateway.at(issuer).isTextual());
    }

    /** Nothing is allowed by default, and the edges of the design are. */
    private static void checkEdges(Manifests manifests, Consumer<Fault> faults) {
        if (manifests.of("NetworkPolicy").noneMatch(policy -> policy.at("/spec/podSelector").isEmpty()
                && policy.list("/spec/policyTypes").size() == 2 && policy.list("/spec/ingress").isEmpty()
                && policy.list("/spec/egress").isEmpty())) {
            faults.accept(new Fault("NetworkPolicy", "there is none that denies by default"));
        }
        var databases = manifests.of("Cluster").toList();
        var brokers = manifests.of("Kafka").map(kafka -> brokers(kafka, listeners(kafka))).findFirst();
        manifests.of("Deployment").forEach(deployment -> {
            var pods = application(deployment);
            if (!deployment.name().equals("gateway")) {
                manifests.named("Deployment", "gateway")
                        .ifPresent(gateway -> requireEdge(manifests, application(gateway), pods, faults));
            }
            databases.stream().filter(database -> asks(deployment, database))
                    .forEach(database -> requireEdge(manifests, pods, database(database, Set.of("5432")), faults));
            // The operator itself lets the applications in.
            brokers.ifPresent(kafka -> require(isLetOut(manifests, pods, kafka), deployment, "it is not let out to Kafka",
                    faults));
            deployment.environment(manifests).forEach(setting -> FETCHED.entrySet().stream()
                    .filter(fetched -> setting.getKey().equals(fetched.getKey()) && setting.getValue().startsWith("http"))
                    .forEach(fetched -> require(isLetOutTo(manifests, pods, fetched.getValue(), port(setting.getValue())),
                            deployment, "it is not let out to what " + setting.getKey() + " names", faults)));
            require(isLetOutTo(manifests, pods, NAMES, "53"), deployment, "it is not let out to where names are resolved",
                    faults);
            require(manifests.of("PodMonitor", "ServiceMonitor").findAny().isEmpty()
                    || isLetIn(manifests, pods, MONITORING), deployment, "Prometheus is not let in to it", faults);
            require(!deployment.name().equals("gateway") || manifests.of("HTTPRoute").findAny().isEmpty()
                    || isLetIn(manifests, pods, DOOR), deployment, "the door is not let in to it", faults);
        });
        manifests.of("Gateway").filter(Wiring::isCertified)
                .forEach(gateway -> require(isLetIn(manifests, SOLVER, DOOR), gateway,
                        "it would get no certificate: the door is not let in to cert-manager's solver", faults));
        databases.forEach(database -> checkOperated(manifests, database, database(database, Set.of("5432")),
                database(database, Set.of("8000")), CLOUD_NATIVE_PG, database(database, Set.of("9187")), faults));
        manifests.of("Kafka").forEach(kafka -> {
            var replicated = brokers(kafka, Stream.of("9091"));
            checkOperated(manifests, kafka, replicated, replicated, STRIMZI, brokers(kafka, Stream.of("9404")), faults);
            requireEdge(manifests, new Pods("the entity operator", Map.of("strimzi.io/cluster", kafka.name(), "strimzi.io/name",
                    kafka.name() + "-entity-operator"), Set.of()), replicated, faults);
        });
        if (manifests.of("ScaledObject").findAny().isPresent()) {
            // By the policy that stands here, and by the one that the operator makes of its listener.
            manifests.of("Kafka").forEach(kafka -> require(isLetIn(manifests, brokers(kafka, listeners(kafka)), KEDA)
                    && kafka.list("/spec/kafka/listeners").stream()
                            .flatMap(listener -> Manifest.list(listener.path("networkPolicyPeers")).stream())
                            .anyMatch(peer -> peer.at("/namespaceSelector/matchLabels").equals(KEDA)),
                    kafka, "KEDA is not let in to it", faults));
        }
    }

    /**
     * What an operator makes are pods that speak to one another, to the operator and to the API server, whose address a policy cannot
     * name.
     */
    private static void checkOperated(Manifests manifests, Manifest made, Pods pods, Pods operated, JsonNode operator,
            Pods measured,
            Consumer<Fault> faults) {
        requireEdge(manifests, pods, pods, faults);
        require(isLetIn(manifests, operated, operator), made, "its operator is not let in to it", faults);
        for (var port : List.of("443", "6443")) {
            require(policies(manifests, pods, "Egress").flatMap(policy -> policy.list("/spec/egress").stream())
                    .anyMatch(rule -> rule.path("to").isEmpty() && isOf(rule, Set.of(port))), made,
                    "it is not let out to the API server by port " + port, faults);
        }
        require(manifests.of("PodMonitor").findAny().isEmpty() || isLetIn(manifests, measured, MONITORING), made,
                "Prometheus is not let in to it", faults);
    }

    /** Pods by the labels that they have or are given by an operator, and the ports, by number and name, that are asked. */
    private record Pods(String name, Map<String, String> labels, Set<String> ports) {}

    private static String port(String address) {
        var uri = URI.create(address);
        return Integer.toString(uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80);
    }

    /** Whether it takes its address and password from the Secret that CloudNativePG makes for that cluster. */
    private static boolean asks(Manifest deployment, Manifest database) {
        return deployment.allContainers().stream().flatMap(container -> Manifest.list(container.path("envFrom")).stream())
                .anyMatch(from -> from.at("/secretRef/name").asText().equals(database.name() + "-app"));
    }

    private static void requireEdge(Manifests manifests, Pods from, Pods to, Consumer<Fault> faults) {
        var in = policies(manifests, to, "Ingress").flatMap(policy -> peers(policy, "ingress", "from", to.ports()))
                .anyMatch(peer -> fits(peer.path("podSelector"), from.labels()));
        if (!in || !isLetOut(manifests, from, to)) {
            faults.accept(new Fault("NetworkPolicy", from.name() + " is not let through to " + to.name()));
        }
    }

    private static boolean isLetOut(Manifests manifests, Pods from, Pods to) {
        return policies(manifests, from, "Egress").flatMap(policy -> peers(policy, "egress", "to", to.ports()))
                .anyMatch(peer -> !peer.has("namespaceSelector") && fits(peer.path("podSelector"), to.labels()));
    }

    private static boolean isLetOutTo(Manifests manifests, Pods from, JsonNode namespace, String port) {
        return policies(manifests, from, "Egress").flatMap(policy -> peers(policy, "egress", "to", Set.of(port)))
                .anyMatch(peer -> peer.at("/namespaceSelector/matchLabels").equals(namespace));
    }

    private static boolean isLetIn(Manifests manifests, Pods to, JsonNode namespace) {
        return policies(manifests, to, "Ingress").flatMap(policy -> peers(policy, "ingress", "from", to.ports()))
                .anyMatch(peer -> peer.at("/namespaceSelector/matchLabels").equals(namespace));
    }

    /** Those that hold for these pods. */
    private static Stream<Manifest> policies(Manifests manifests, Pods pods, String direction) {
        return manifests.of("NetworkPolicy").filter(policy -> policy.list("/spec/policyTypes").stream()
                .anyMatch(type -> type.asText().equals(direction)))
                .filter(policy -> policy.at("/spec/podSelector").isEmpty()
                        || fits(policy.at("/spec/podSelector"), pods.labels()));
    }

    /** Whom a policy names for one of these ports, or for all. */
    private static Stream<JsonNode> peers(Manifest policy, String direction, String ends, Set<String> ports) {
        return policy.list("/spec/" + direction).stream()
                .filter(rule -> isOf(rule, ports)).flatMap(rule -> Manifest.list(rule.path(ends)).stream());
    }

    private static boolean isOf(JsonNode rule, Set<String> ports) {
        return rule.path("ports").isEmpty() || Manifest.list(rule.path("ports")).stream()
                .anyMatch(port -> ports.contains(port.path("port").asText()));
    }

    /** Whether a selector that says something says it of these labels. */
    private static boolean fits(JsonNode selector, Map<String, String> labels) {
        var expressions = Manifest.list(selector.path("matchExpressions"));
        return !selector.isMissingNode() && !selector.isEmpty()
                && selects(Manifest.strings(selector.path("matchLabels")), labels)
                && expressions.stream().allMatch(expression -> {
                    var value = labels.get(expression.path("key").asText());
                    return switch (expression.path("operator").asText()) {
                        case "In" -> Manifest.list(expression.path("values")).stream()
                                .anyMatch(one -> one.asText().equals(value));
                        case "Exists" -> value != null;
                        default -> false;
                    };
                });
    }

    private static JsonNode labels(String key, String value) {
        return JsonNodeFactory.instance.objectNode().put(key, value);
    }

    static boolean selects(Map<String, String> selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
