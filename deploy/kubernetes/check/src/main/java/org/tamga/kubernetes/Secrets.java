package org.tamga.kubernetes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/** Who makes which Secret, and what is in it: CloudNativePG, Strimzi, External Secrets, as their documentation says. */
final class Secrets {

    private static final Set<String> OF_A_DATABASE = Set.of("username", "password", "dbname", "host", "port", "pgpass", "uri",
            "jdbc-uri");
    private static final Set<String> OF_AN_AUTHORITY = Set.of("ca.crt");
    /** By how a user proves who it is. There are PKCS #12 stores too, until Strimzi makes none any more: they are not counted on. */
    private static final Map<String, Set<String>> OF_A_USER = Map.of(
            "tls", Set.of("ca.crt", "user.crt", "user.key"),
            "scram-sha-512", Set.of("password", "sasl.jaas.config"));

    private final Map<String, Set<String>> keys = new HashMap<>();

    Secrets(Manifests manifests) {
        manifests.of("Cluster").forEach(cluster -> keys.put(cluster.name() + "-app", OF_A_DATABASE));
        manifests.of("Kafka").forEach(kafka -> keys.put(kafka.name() + "-cluster-ca-cert", OF_AN_AUTHORITY));
        manifests.of("KafkaUser").forEach(user -> keys.put(user.name(),
                OF_A_USER.getOrDefault(user.at("/spec/authentication/type").asText(), Set.of())));
        manifests.of("ExternalSecret").forEach(secret -> keys.put(secret.at("/spec/target/name").asText(secret.name()),
                secret.list("/spec/data").stream().map(one -> one.path("secretKey").asText()).collect(Collectors.toSet())));
    }

    /** What is in one; nothing where nobody makes it. */
    Set<String> keys(String name) {
        return keys.getOrDefault(name, Set.of());
    }

    /** @param reference its {@code name}, and one of its keys, as {@code key}, or none */
    void require(Manifest manifest, JsonNode reference, Consumer<Fault> faults) {
        require(manifest, reference.path("name").asText(), reference.findValuesAsText("key"), faults);
    }

    /** @param volume what its {@code secret} says, also as a part of others; nothing where it is none */
    void requireOfVolume(Manifest manifest, JsonNode volume, Consumer<Fault> faults) {
        if (!volume.isMissingNode()) {
            require(manifest, volume.path("secretName").asText(volume.path("name").asText()), volume.findValuesAsText("key"),
                    faults);
        }
    }

    private void require(Manifest manifest, String name, List<String> wanted, Consumer<Fault> faults) {
        Workloads.require(keys.containsKey(name), manifest, "nobody makes a Secret " + name, faults);
        wanted.stream().filter(key -> keys.containsKey(name) && !keys(name).contains(key))
                .forEach(key -> faults.accept(Fault.of(manifest, "nobody puts " + key + " into the Secret " + name)));
    }
}
