package org.tamga.kubernetes;

import static org.tamga.kubernetes.Workloads.require;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Quantity;

/** What the applications are told by their environment is something that they listen to. */
final class Configuration implements Rule {

    /** QUARKUS_SHUTDOWN_DELAY and QUARKUS_SHUTDOWN_TIMEOUT in {@code base/tamga.env}. */
    private static final int DELAY_SECONDS = 5;
    private static final int TIMEOUT_SECONDS = 20;

    /** How long an application may take to end from the signal on. */
    static final int DRAIN_SECONDS = DELAY_SECONDS + TIMEOUT_SECONDS;

    /**
     * Read by the JVM, by Kafka's clients, by Quarkus and by SmallRye as their documentation says; whatever else a manifest says has to
     * be known to the code, or stand in an application's properties. One that is missing here is looked up there first.
     */
    private static final Set<String> OTHERS = Set.of("JAVA_TOOL_OPTIONS", "KAFKA_SECURITY_PROTOCOL",
            "KAFKA_SSL_ENGINE_FACTORY_CLASS", "KAFKA_SSL_KEYSTORE_LOCATION", "KAFKA_SSL_TRUSTSTORE_LOCATION",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_FLYWAY_CONNECT_RETRIES", "QUARKUS_FLYWAY_CONNECT_RETRIES_INTERVAL", "QUARKUS_INIT_AND_EXIT",
            "QUARKUS_OIDC_AUTHORIZATION_PATH",
            "QUARKUS_OIDC_DISCOVERY_ENABLED", "QUARKUS_OIDC_END_SESSION_PATH", "QUARKUS_OIDC_JWKS_PATH",
            "QUARKUS_OIDC_TOKEN_ISSUER", "QUARKUS_OIDC_TOKEN_PATH", "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
            "QUARKUS_SHUTDOWN_DELAY", "QUARKUS_SHUTDOWN_TIMEOUT", "SMALLRYE_JWT_JWKS_FORCED_REFRESH_INTERVAL",
            "SMALLRYE_JWT_JWKS_RETAIN_CACHE_ON_ERROR_DURATION");
    /** Read when an application is built, so that its environment comes too late. */
    static final Pattern FIXED = Pattern.compile(
            "tamga\\.domain|quarkus\\.(application\\.name|rest\\.path|test\\..*|banner.*|http\\.(test-port|auth\\..*)"
                    + "|smallrye-openapi\\..*|micrometer\\..*|kafka\\..*|datasource\\.(db-kind|devservices.*|health.*|jdbc\\.(transactions|metrics.*))"
                    + "|flyway\\.locations|otel\\.traces\\.sampler|oidc\\.(devservices\\..*)|keycloak\\..*|shutdown\\.delay-enabled|log\\.category\\..*)|mp\\.openapi\\..*|%.*|mp\\.messaging\\..*");
    /** What a pod's volume has beside the imports that may wait there: the JVM's own files, and what comes in before it is counted. */
    private static final BigDecimal BESIDE_IMPORTS = new BigDecimal(512L << 20);
    private static final Pattern PROPERTY = Pattern.compile("^([a-z][^=\\s]*)=", Pattern.MULTILINE);
    private static final Pattern KEY = Pattern.compile("@ConfigProperty\\(name = \"(tamga\\.[^\"]+)\"|^(tamga\\.[^=\\s]+)=",
            Pattern.MULTILINE);
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"(tamga[^\"]*)\"\\)");
    /** A group's interface stands behind the members of the whole, and is named as its member is. */
    private static final Pattern MEMBER = Pattern.compile("^ +interface (\\w+) \\{$|^ +\\S+ ([a-z][A-Za-z]*)\\(\\);$",
            Pattern.MULTILINE);

    private final Set<String> known = new TreeSet<>();
    private final Set<String> properties = new TreeSet<>();

    Configuration(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (var file : files.filter(Configuration::isSource).toList()) {
                var text = Files.readString(file);
                KEY.matcher(text).results()
                        .forEach(key -> known.add(variable(key.group(1) == null ? key.group(2) : key.group(1))));
                if (file.toString().endsWith(".properties")) {
                    PROPERTY.matcher(text).results().map(property -> property.group(1))
                            .filter(property -> !FIXED.matcher(property).matches())
                            .forEach(property -> properties.add(variable(property)));
                }
                MAPPING.matcher(text).results().forEach(mapping -> members(mapping.group(1), text));
            }
        }
    }

    /** The variables that are the code's own settings, but for what makes a service the one that it is. */
    Set<String> settings() {
        var settings = new TreeSet<>(known);
        settings.removeAll(Set.of("TAMGA_DOMAIN", "TAMGA_SERVICES_ADDRESSES"));
        return settings;
    }

    private static boolean isSource(Path file) {
        var path = file.toString();
        return path.contains("/src/main/") && !path.contains("/deploy/kubernetes/")
                && (path.endsWith(".java") || path.endsWith(".properties"));
    }

    private void members(String mapping, String text) {
        var prefix = mapping;
        for (var member : MEMBER.matcher(text).results().toList()) {
            if (member.group(1) != null) {
                prefix = mapping + "." + kebab(member.group(1));
                // What looked like a setting is a group of them.
                known.remove(variable(prefix));
            } else {
                known.add(variable(prefix + "." + kebab(member.group(2))));
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The environment variable of a property, as MicroProfile Config has it. */
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        manifests.of("ConfigMap")
                .filter(map -> map.name().startsWith("tamga-") && !map.at("/data/QUARKUS_HTTP_PORT").isMissingNode())
                .forEach(map -> {
                    map.strings("/data").keySet().forEach(variable -> requireKnown(map, variable, faults));
                    require(map.at("/data/QUARKUS_SHUTDOWN_TIMEOUT").asText().equals(TIMEOUT_SECONDS + "S"), map,
                            "QUARKUS_SHUTDOWN_TIMEOUT is not the drain that the grace period allows for", faults);
                    require(map.at("/data/QUARKUS_SHUTDOWN_DELAY").asText().equals(DELAY_SECONDS + "S"), map,
                            "QUARKUS_SHUTDOWN_DELAY is not the delay that the grace period allows for", faults);
                });
        manifests.of("Deployment").forEach(deployment -> deployment.allContainers().stream()
                .flatMap(container -> Manifest.list(container.path("env")).stream())
                .forEach(variable -> requireKnown(deployment, variable.path("name").asText(), faults)));
        manifests.of("Deployment").forEach(deployment -> requireRoomForImports(manifests, deployment, faults));
    }

    private static void requireRoomForImports(Manifests manifests, Manifest deployment, Consumer<Fault> faults) {
        var most = deployment.environment(manifests).filter(setting -> setting.getKey().equals("TAMGA_IMPORTS_MOST_WAITING"))
                .map(setting -> Quantity.getAmountInBytes(new Quantity(setting.getValue() + "i"))).findFirst();
        require(most.isPresent(), deployment, "it is not told how much of imports may wait", faults);
        for (var volume : deployment.list("/spec/template/spec/volumes")) {
            var limit = volume.at("/emptyDir/sizeLimit");
            require(limit.isMissingNode() || most.isEmpty() || Quantity.getAmountInBytes(new Quantity(limit.asText()))
                    .compareTo(most.get().add(BESIDE_IMPORTS)) >= 0, deployment,
                    "more imports may wait than its volume " + volume.path("name").asText() + " has room for", faults);
        }
    }

    private void requireKnown(Manifest manifest, String variable, Consumer<Fault> faults) {
        require(OTHERS.contains(variable) || known.contains(variable) || properties.contains(variable), manifest,
                "nothing in the code listens to " + variable, faults);
    }
}
