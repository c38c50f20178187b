package org.tamga.kubernetes;

import static org.tamga.kubernetes.Workloads.require;

import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where there is an object store, every database can be restored to any instant: from a base backup and the log that was archived
 * since. One that is restored reads one archive and writes another, and all stop at the same instant.
 */
final class Backups implements Rule {

    /** Cron as CloudNativePG has it: seconds first. */
    private static final int FIELDS = 6;

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        manifests.of("ScheduledBackup").forEach(backup -> {
            var cluster = backup.at("/spec/cluster/name").asText();
            require(manifests.named("Cluster", cluster).isPresent(), backup, "there is no Cluster " + cluster, faults);
            require(backup.at("/spec/schedule").asText().trim().split("\\s+").length == FIELDS, backup,
                    "its schedule has not six fields: seconds come first", faults);
            require(backup.at("/spec/immediate").asBoolean(), backup,
                    "its first is not made at once, until when there is no way back", faults);
        });
        var secrets = new Secrets(manifests);
        manifests.of("ObjectStore").forEach(store -> Stream.of("accessKeyId", "secretAccessKey").forEach(
                key -> secrets.require(store, store.at("/spec/configuration/s3Credentials/" + key), faults)));
        manifests.of("Cluster").forEach(cluster -> checkCluster(manifests, cluster, faults));
    }

    private static void checkCluster(Manifests manifests, Manifest cluster, Consumer<Fault> faults) {
        var archivers = cluster.list("/spec/plugins").stream().filter(plugin -> plugin.path("isWALArchiver").asBoolean())
                .toList();
        require(!archivers.isEmpty() || manifests.of("ObjectStore").findAny().isEmpty(), cluster, "its log is archived nowhere",
                faults);
        var backups = manifests.of("ScheduledBackup")
                .filter(backup -> backup.at("/spec/cluster/name").asText().equals(cluster.name())).toList();
        require(archivers.isEmpty() || !backups.isEmpty(), cluster, "is never backed up, so its archived log is of no use",
                faults);
        for (var backup : backups) {
            require(archivers.stream()
                    .anyMatch(plugin -> plugin.path("name").equals(backup.at("/spec/pluginConfiguration/name"))),
                    backup, "nothing archives the log of its cluster", faults);
        }
        archivers.forEach(archiver -> requireStore(manifests, cluster, archiver, faults));
        if (!cluster.at("/spec/bootstrap/recovery").isMissingNode()) {
            checkRecovery(manifests, cluster, archivers.stream().findFirst().orElse(null), faults);
        }
    }

    private static void checkRecovery(Manifests manifests, Manifest cluster, JsonNode archiver, Consumer<Fault> faults) {
        var source = cluster.at("/spec/bootstrap/recovery/source").asText();
        var from = cluster.list("/spec/externalClusters").stream().filter(one -> one.path("name").asText().equals(source))
                .map(one -> one.path("plugin")).findFirst();
        require(from.isPresent(), cluster, "there is no external cluster " + source, faults);
        from.ifPresent(plugin -> {
            requireStore(manifests, cluster, plugin, faults);
            require(archiver == null
                    || !archive(manifests, plugin, source).equals(archive(manifests, archiver, cluster.name())), cluster,
                    "would archive over what it is restored from", faults);
        });
        var instant = cluster.at("/spec/bootstrap/recovery/recoveryTarget/targetTime");
        manifests.of("Cluster").filter(other -> !other.at("/spec/bootstrap/recovery/recoveryTarget/targetTime").equals(instant))
                .forEach(other -> faults.accept(Fault.of(cluster, "is restored to another instant than " + other.name())));
    }

    private static void requireStore(Manifests manifests, Manifest cluster, JsonNode plugin, Consumer<Fault> faults) {
        var store = plugin.at("/parameters/barmanObjectName").asText();
        require(manifests.named("ObjectStore", store).isPresent(), cluster, "there is no ObjectStore " + store, faults);
    }

    /** Where, whatever the store that says so is called. */
    private static String archive(Manifests manifests, JsonNode plugin, String unlessNamed) {
        var store = manifests.named("ObjectStore", plugin.at("/parameters/barmanObjectName").asText());
        return store.map(one -> one.at("/spec/configuration/destinationPath").asText().replaceAll("/+$", "")).orElse("") + "/"
                + plugin.at("/parameters/serverName").asText(unlessNamed);
    }
}
