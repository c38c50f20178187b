package org.tamga.kubernetes;

import static org.tamga.kubernetes.Workloads.require;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** How many there are: one scaler for each application, never more consumers than partitions, always one that may go. */
final class Scaling implements Rule {

    private final Subscriptions subscriptions;

    Scaling(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        manifests.of("HorizontalPodAutoscaler").forEach(scaler -> {
            var target = scaler.at("/spec/scaleTargetRef/name").asText();
            require(manifests.named("Deployment", target).isPresent(), scaler, "there is no Deployment " + target, faults);
            require(manifests.of("ScaledObject")
                    .noneMatch(other -> other.at("/spec/scaleTargetRef/name").asText().equals(target)),
                    scaler, target + " is scaled by a ScaledObject too", faults);
        });
        manifests.of("ScaledObject").forEach(scaler -> {
            var target = scaler.at("/spec/scaleTargetRef/name").asText();
            require(manifests.named("Deployment", target).isPresent(), scaler, "there is no Deployment " + target, faults);
            checkLags(manifests, scaler, target, faults);
        });
        manifests.of("PodDisruptionBudget").forEach(budget -> {
            var selector = budget.strings("/spec/selector/matchLabels");
            var selected = manifests.of("Deployment").filter(deployment -> !selector.isEmpty()
                    && Wiring.selects(selector, deployment.strings("/spec/template/metadata/labels"))).toList();
            require(selected.size() == 1, budget, "its selector fits " + selected.size() + " Deployments", faults);
            var keeps = budget.at("/spec/minAvailable");
            var has = selected.stream().mapToInt(deployment -> fewest(manifests, deployment.name())).min().orElse(0);
            require(keeps.isMissingNode() || keeps.isInt() && keeps.asInt() < has, budget,
                    "keeps " + keeps.asText() + " of " + has + ": no node could ever be drained", faults);
            require(budget.at("/spec/maxUnavailable").asInt(1) > 0, budget, "no node could ever be drained", faults);
        });
        var isOpen = manifests.of("HTTPRoute").findAny().isPresent();
        manifests.of("Deployment").forEach(deployment -> {
            require(manifests.named("PodDisruptionBudget", deployment.name()).isPresent(), deployment,
                    "it has no PodDisruptionBudget", faults);
            require(!isOpen || fewest(manifests, deployment.name()) >= 2, deployment,
                    "there may be one only, and none when it goes, though others come through the door", faults);
        });
    }

    /** A trigger looks at a topic that the service reads or, without one, at all that its group has read; none is left out. */
    private void checkLags(Manifests manifests, Manifest scaler, String target, Consumer<Fault> faults) {
        var read = subscriptions.of(target);
        var unseen = new TreeSet<>(read);
        for (var trigger : scaler.list("/spec/triggers")) {
            if (!trigger.path("type").asText().equals("kafka")) {
                continue;
            }
            var metadata = trigger.path("metadata");
            var topics = metadata.has("topic") ? Set.of(metadata.path("topic").asText()) : read;
            for (var name : topics) {
                var topic = manifests.named("KafkaTopic", name);
                require(topic.isPresent(), scaler, "there is no topic " + name, faults);
                require(topic.isEmpty()
                        || topic.get().at("/spec/partitions").asInt() >= scaler.at("/spec/maxReplicaCount").asInt(), scaler,
                        "more replicas than " + name + " has partitions would stand idle", faults);
                require(read.contains(name), scaler, target + " does not read " + name, faults);
            }
            require(metadata.path("consumerGroup").asText().equals(target), scaler,
                    metadata.path("consumerGroup").asText() + " is not the consumer group of " + target, faults);
            unseen.removeAll(topics);
        }
        unseen.forEach(topic -> faults.accept(Fault.of(scaler, "does not see how far " + target + " is behind on " + topic)));
    }

    /** How few replicas an application may have. */
    static int fewest(Manifests manifests, String application) {
        return manifests.of("ScaledObject", "HorizontalPodAutoscaler")
                .filter(scaler -> scaler.at("/spec/scaleTargetRef/name").asText().equals(application)).findFirst()
                .map(scaler -> scaler.kind().equals("ScaledObject")
                        ? scaler.at("/spec/minReplicaCount").asInt()
                        : scaler.at("/spec/minReplicas").asInt(1))
                .or(() -> manifests.named("Deployment", application).map(one -> one.at("/spec/replicas").asInt(1))).orElse(1);
    }
}
