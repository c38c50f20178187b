package org.tamga.kubernetes;

import static org.tamga.kubernetes.Workloads.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the applications are told by their environment is something that they listen to. */
final class Configuration implements Rule {

    /** QUARKUS_SHUTDOWN_TIMEOUT in {@code base/tamga.env}. */
    static final int DRAIN_SECONDS = 20;

    /** Read by the JVM, by Kafka's clients, by Quarkus and by SmallRye; the rest is ours and has to be known to the code. */
    private static final List<String> OTHERS = List.of("JAVA_TOOL_OPTIONS", "KAFKA_", "QUARKUS_", "MP_JWT_", "DATABASE_");
    private static final Pattern KEY = Pattern.compile("\\btamga(\\.[a-z][a-z0-9-]*)+");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"(tamga[^\"]*)\"\\)");
    private static final Pattern MEMBER = Pattern.compile("\\b([a-z][A-Za-z]*)\\(\\);");

    private final Set<String> known = new TreeSet<>();

    Configuration(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (var file : files.filter(Configuration::isSource).toList()) {
                var text = Files.readString(file);
                KEY.matcher(text).results().forEach(match -> known.add(variable(match.group())));
                MAPPING.matcher(text).results().forEach(mapping -> MEMBER.matcher(text).results()
                        .forEach(member -> known.add(variable(mapping.group(1) + "." + kebab(member.group(1))))));
            }
        }
    }

    private static boolean isSource(Path file) {
        var path = file.toString();
        return path.contains("/src/main/") && !path.contains("/deploy/kubernetes/")
                && (path.endsWith(".java") || path.endsWith(".properties"));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
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
                    require(map.at("/data/QUARKUS_SHUTDOWN_TIMEOUT").asText().equals(DRAIN_SECONDS + "S"), map,
                            "QUARKUS_SHUTDOWN_TIMEOUT is not the drain that the grace period allows for", faults);
                });
        manifests.of("Deployment").forEach(deployment -> deployment.containers().stream()
                .flatMap(container -> Manifest.list(container.path("env")).stream())
                .forEach(variable -> requireKnown(deployment, variable.path("name").asText(), faults)));
    }

    private void requireKnown(Manifest manifest, String variable, Consumer<Fault> faults) {
        require(OTHERS.stream().anyMatch(variable::startsWith) || known.contains(variable), manifest,
                "nothing in the code listens to " + variable, faults);
    }
}
