package org.tamga.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** docs/configuration.md: what each application can be told by its environment, out of the code that listens and the comments there. */
final class ConfigurationTable {

    private static final String HEADER = """
                                         # Configuration

                                         Every application takes its configuration from its environment; what is not said there is as below. Made from the code and its comments by
                                         `mvn -pl deploy/kubernetes/check test -Dconfiguration.write`, and a test fails where the two differ. What begins with `QUARKUS_`, `KAFKA_` or `MP_JWT_` and is not listed
                                         can be set too, as Quarkus, Kafka's clients and MicroProfile JWT describe it. Durations are `30s`, `5m` or `PT30S`, sizes `512K`, `10M`, `2G`.
                                         """;

    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern NESTED = Pattern.compile("^    interface (\\w+) \\{$");
    private static final Pattern MEMBER = Pattern.compile("^ +(?:Optional<)?([\\w<>, ]+?)>? (\\w+)\\(\\);$");
    private static final Pattern VARIABLE = Pattern.compile("\\bname: ([A-Z][A-Z0-9_]+)\\b");
    /** What else stands in an element of an environment. */
    private static final Pattern OF_A_VARIABLE = Pattern.compile("^ *(- &|value|secretKeyRef|configMapKeyRef|name:|key:)");
    private static final Pattern DEFAULT = Pattern.compile("@WithDefault\\(\"([^\"]*)\"\\)");

    private final Path root;
    private final StringBuilder text = new StringBuilder(HEADER);

    private ConfigurationTable(Path root) {
        this.root = root;
    }

    /**
     * A setting.
     *
     * @param value as it is when nothing is said; null for none
     * @param meaning out of the comment
     */
    record Setting(String name, String value, String meaning) {

        String variable() {
            return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        }

        private String line() {
            return "| `" + variable() + "` | " + (value == null ? "–" : "`" + value.replace("|", "\\|") + "`") + " | "
                    + meaning.replace("|", "\\|") + " |\n";
        }
    }

    static String of(Path root) throws IOException {
        var table = new ConfigurationTable(root);
        table.section("All five", table.properties("commons/src/main/resources/META-INF/microprofile-config.properties"));
        table.section("The four services",
                table.properties("record/src/main/resources/META-INF/microprofile-config.properties"));
        for (var service : List.of("events-service", "trade-service", "mobility-service", "education-service")) {
            table.section(service, table.properties(service + "/src/main/resources/application.properties"));
        }
        var gateway = table.properties("gateway/src/main/resources/application.properties");
        for (var mapping : table.mappings()) {
            mapping.forEach(setting -> gateway.putIfAbsent(setting.name(), setting));
        }
        table.section("The gateway", gateway);
        table.section("What the manifests say otherwise, or besides (`deploy/kubernetes`)", table.manifests());
        return table.text.toString();
    }

    private void section(String title, Map<String, Setting> settings) {
        text.append("\n## ").append(title).append("\n\n| variable | default | meaning |\n|---|---|---|\n");
        settings.values().forEach(setting -> text.append(setting.line()));
    }

    /** A key with the comment right above it, else with the heading of its part of the file. */
    private Map<String, Setting> properties(String file) throws IOException {
        Map<String, Setting> settings = new LinkedHashMap<>();
        var comment = new ArrayList<String>();
        var heading = "";
        for (var line : Files.readAllLines(root.resolve(file))) {
            if (line.startsWith("# --- ")) {
                heading = line.replaceAll("^# -+ | ?-*$", "");
                comment.clear();
            } else if (line.startsWith("#")) {
                comment.add(line.substring(1).strip());
            } else if (line.isBlank()) {
                comment.clear();
            } else {
                var at = line.indexOf('=');
                var name = line.substring(0, at).strip();
                if (!Configuration.FIXED.matcher(name).matches()) {
                    settings.put(name, new Setting(name, line.substring(at + 1).strip(),
                            comment.isEmpty() ? heading : String.join(" ", comment)));
                }
                comment.clear();
            }
        }
        return settings;
    }

    private List<List<Setting>> mappings() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("gateway/src/main/java"))) {
            var found = new ArrayList<List<Setting>>();
            for (var file : files.filter(path -> path.toString().endsWith("Config.java")).sorted().toList()) {
                found.add(mapping(Files.readAllLines(file)));
            }
            return found;
        }
    }

    private static List<Setting> mapping(List<String> lines) {
        var settings = new ArrayList<Setting>();
        String prefix = null;
        var nested = "";
        var comment = new StringBuilder();
        String value = null;
        for (var line : lines) {
            var mapping = MAPPING.matcher(line);
            var member = MEMBER.matcher(line);
            var inner = NESTED.matcher(line);
            var given = DEFAULT.matcher(line);
            if (mapping.find()) {
                prefix = mapping.group(1);
            } else if (inner.matches()) {
                nested = kebab(inner.group(1)) + ".";
            } else if (line.strip().startsWith("/**")) {
                comment.setLength(0);
                comment.append(prose(line));
                value = null;
            } else if (line.strip().startsWith("* ")) {
                comment.append(' ').append(prose(line));
            } else if (given.find()) {
                value = given.group(1);
            } else if (member.matches() && prefix != null && !isGroup(member.group(1))) {
                var name = member.group(1).startsWith("Map") ? "" : "." + nested + kebab(member.group(2));
                settings.add(
                        new Setting(prefix + name + (name.isEmpty() ? ".<domain>" : ""), value, comment.toString().strip()));
            }
        }
        return settings.stream().filter(setting -> !setting.name().endsWith(".<domain>")).collect(Collectors.toList());
    }

    /** A group of settings, whose own members follow; groups are named as their interface is. */
    private static boolean isGroup(String type) {
        return type.equals("RateLimit");
    }

    private static String prose(String line) {
        return line.strip().replaceAll("^/?\\*+ ?| ?\\*/$", "").replaceAll("\\{@(?:code|link) ([^}]*)\\}", "`$1`");
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private Map<String, Setting> manifests() throws IOException {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (var file : files(".env")) {
            properties(root.relativize(file).toString()).forEach(settings::putIfAbsent);
        }
        var comments = comments();
        for (var overlay : List.of("production", "local")) {
            Manifests.rendered(root.resolve("deploy/kubernetes/overlays").resolve(overlay)).of("Deployment")
                    .flatMap(deployment -> deployment.allContainers().stream())
                    .flatMap(container -> Manifest.list(container.path("env")).stream())
                    .map(variable -> setting(variable, comments.getOrDefault(variable.path("name").asText(), "")))
                    .forEach(setting -> settings.putIfAbsent(setting.name(), setting));
        }
        return settings;
    }

    private static Setting setting(JsonNode variable, String comment) {
        var key = variable.at("/valueFrom/secretKeyRef/key");
        var value = variable.path("value");
        return new Setting(variable.path("name").asText(), value.isMissingNode() ? null : value.asText(),
                key.isMissingNode() ? comment : (comment + " Out of a Secret, `" + key.asText() + "`.").strip());
    }

    /** By the variable, the comment above it in a container's environment, which holds for those that follow it, too. */
    private Map<String, String> comments() throws IOException {
        Map<String, String> comments = new HashMap<>();
        for (var file : files(".yaml")) {
            var comment = "";
            var goesOn = false;
            for (var line : Files.readAllLines(file)) {
                var variable = VARIABLE.matcher(line);
                if (line.strip().startsWith("#")) {
                    comment = (goesOn ? comment + " " : "") + line.strip().substring(1).strip();
                    goesOn = true;
                    continue;
                }
                goesOn = false;
                if (variable.find()) {
                    comments.merge(variable.group(1), comment, (first, other) -> first.isEmpty() ? other : first);
                } else if (!OF_A_VARIABLE.matcher(line).find()) {
                    comment = "";
                }
            }
        }
        return comments;
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("deploy/kubernetes"))) {
            return files.filter(path -> path.toString().endsWith(ending)
                    && !path.startsWith(root.resolve("deploy/kubernetes/check"))).sorted().toList();
        }
    }
}
