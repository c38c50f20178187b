package org.tamga.kubernetes;

import static org.tamga.kubernetes.Workloads.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Whose tokens an installation takes: one realm's, as much for programs as for people on pages, whose passwords are not to be guessed and
 * which leads people back to the one page of its hosts that is for that; and no other installation takes the same.
 */
final class SignIn implements Rule {

    private static final String ISSUER = "MP_JWT_VERIFY_ISSUER";
    /** What has to be of the issuer's realm. */
    private static final List<String> OF_THE_REALM = List.of("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "QUARKUS_OIDC_AUTH_SERVER_URL",
            "QUARKUS_OIDC_AUTHORIZATION_PATH", "QUARKUS_OIDC_END_SESSION_PATH", "QUARKUS_OIDC_TOKEN_ISSUER");

    private static final Pattern LENGTH = Pattern.compile("\\blength\\((\\d+)\\)");
    private static final int SHORTEST = 12;

    private final JsonNode realm;
    private final Properties gateway = new Properties();

    SignIn(Path root) throws IOException {
        realm = new JsonMapper().readTree(root.resolve("deploy/kubernetes/components/oidc/realm.json").toFile());
        try (var settings = Files.newBufferedReader(root.resolve("gateway/src/main/resources/application.properties"))) {
            gateway.load(settings);
        }
    }

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        manifests.of("Deployment").forEach(deployment -> {
            var settings = settings(manifests, deployment);
            var issuer = settings.get(ISSUER);
            if (issuer != null) {
                OF_THE_REALM.stream().filter(settings::containsKey).forEach(setting -> require(
                        (settings.get(setting) + "/").contains("/realms/" + realm(issuer) + "/"), deployment,
                        setting + " is not of the realm of " + ISSUER, faults));
                if (realm(issuer).equals(realm.path("realm").asText())) {
                    faults(realm, hosts(manifests)).forEach(fault -> faults.accept(Fault.of(deployment, fault)));
                }
            }
        });
    }

    /**
     * What is wrong with a realm, as Keycloak takes it in.
     *
     * @param hosts that people are to be led back to
     */
    List<String> faults(JsonNode realm, Set<String> hosts) {
        var faults = new ArrayList<String>();
        if (!realm.path("bruteForceProtected").asBoolean()) {
            faults.add("its realm lets passwords be guessed");
        }
        var length = LENGTH.matcher(realm.path("passwordPolicy").asText());
        if (!length.find() || Integer.parseInt(length.group(1)) < SHORTEST) {
            faults.add("its realm takes passwords of less than " + SHORTEST + " letters");
        }
        var in = ways(realm, client -> Manifest.list(client.path("redirectUris")).stream().map(JsonNode::asText));
        var out = ways(realm, client -> Stream.of(client.at("/attributes/post.logout.redirect.uris").asText().split("##")));
        Stream.concat(in.stream(), out.stream()).filter(way -> !way.startsWith("https://") || way.contains("*"))
                .forEach(way -> faults.add("its realm leads to more than one page: " + way));
        for (var host : hosts) {
            if (!in.contains("https://" + host + gateway.getProperty("quarkus.oidc.authentication.redirect-path"))) {
                faults.add("its realm does not lead back to " + host);
            }
            if (!out.contains("https://" + host + gateway.getProperty("quarkus.oidc.logout.post-logout-path"))) {
                faults.add("its realm does not lead out to " + host);
            }
        }
        return faults;
    }

    private static Set<String> ways(JsonNode realm, Function<JsonNode, Stream<String>> ofClient) {
        return Manifest.list(realm.path("clients")).stream().flatMap(ofClient).filter(way -> !way.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What is wrong among the overlays.
     *
     * @param overlays by name
     */
    static List<Fault> among(Map<String, Manifests> overlays) {
        var faults = new ArrayList<Fault>();
        overlays.forEach((name, one) -> overlays.forEach((otherName, other) -> {
            // One that is reached at the same hosts is the same installation, as after a recovery.
            var shared = new HashSet<>(tokens(one));
            shared.retainAll(tokens(other));
            if (!hosts(one).equals(hosts(other)) && !shared.isEmpty()) {
                faults.add(new Fault(name, "takes the tokens of " + otherName));
            }
        }));
        return faults;
    }

    /** By issuer and audience. */
    private static Set<String> tokens(Manifests manifests) {
        return manifests.of("Deployment").map(deployment -> settings(manifests, deployment))
                .filter(settings -> settings.containsKey(ISSUER))
                .map(settings -> settings.get(ISSUER) + " " + settings.get("MP_JWT_VERIFY_AUDIENCES"))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> settings(Manifests manifests, Manifest deployment) {
        var settings = new TreeMap<String, String>();
        deployment.environment(manifests).forEach(setting -> settings.put(setting.getKey(), setting.getValue()));
        return settings;
    }

    private static Set<String> hosts(Manifests manifests) {
        return manifests.of("HTTPRoute").flatMap(route -> route.list("/spec/hostnames").stream()).map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String realm(String issuer) {
        return issuer.substring(issuer.lastIndexOf('/') + 1);
    }
}
