package org.tamga.kubernetes;

import static org.tamga.kubernetes.Workloads.require;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Every channel of {@code contracts/asyncapi.yaml} is a topic, and every application may use its own and no more. */
final class Topics implements Rule {

    private static final String DEAD_LETTERS = ".dlq";
    /** What Kafka keeps how many copies of, and waits for how many. */
    private static final List<String> COPIES = List.of("default.replication.factor", "min.insync.replicas",
            "offsets.topic.replication.factor", "transaction.state.log.replication.factor", "transaction.state.log.min.isr");

    private final Set<String> channels;
    private final Subscriptions subscriptions;

    Topics(Set<String> channels, Subscriptions subscriptions) {
        this.channels = channels;
        this.subscriptions = subscriptions;
    }

    /** The addresses of the channels. */
    static Set<String> channels(Path asyncApi) throws IOException {
        var addresses = new TreeSet<String>();
        for (JsonNode channel : new YAMLMapper().readTree(asyncApi.toFile()).path("channels")) {
            addresses.add(channel.path("address").asText());
        }
        return addresses;
    }

    /** The topics of dead letters that some application may write. */
    static Set<String> deadLetters(Manifests manifests) {
        return manifests.of("KafkaUser").flatMap(user -> user.list("/spec/authorization/acls").stream())
                .map(right -> right.at("/resource/name").asText()).filter(name -> name.endsWith(DEAD_LETTERS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void check(Manifests manifests, Consumer<Fault> faults) {
        if (manifests.of("Kafka").findAny().isEmpty()) {
            return;
        }
        var brokers = manifests.of("KafkaNodePool").mapToInt(pool -> pool.at("/spec/replicas").asInt()).sum();
        manifests.of("Kafka").forEach(kafka -> COPIES.forEach(copies -> require(
                kafka.at("/spec/kafka/config/" + copies).asInt() <= brokers, kafka,
                copies + " is more than there are brokers", faults)));
        var topics = manifests.of("KafkaTopic").map(Manifest::name).collect(Collectors.toSet());
        channels.stream().filter(channel -> !topics.contains(channel))
                .forEach(channel -> faults.accept(new Fault("KafkaTopic", "the channel " + channel + " has no topic")));
        deadLetters(manifests).stream().filter(letters -> !topics.contains(letters))
                .forEach(letters -> faults.accept(new Fault("KafkaTopic", letters + " is no topic")));
        manifests.of("KafkaTopic").forEach(topic -> {
            require(channels.contains(topic.name()) || topic.name().endsWith(DEAD_LETTERS), topic, "there is no such channel",
                    faults);
            var copies = topic.at("/spec/replicas").asInt();
            require(copies >= 3 || brokers < 3, topic, "its copies are fewer than three", faults);
            require(copies <= brokers, topic, "its copies are more than there are brokers", faults);
            var policy = topic.at("/spec/config/cleanup.policy").asText();
            require(policy.equals(topic.name().endsWith(".state") ? "compact" : "delete"), topic,
                    "its cleanup.policy is " + policy, faults);
        });
        manifests.of("Deployment").forEach(application -> {
            var user = manifests.named("KafkaUser", application.name());
            require(user.isPresent(), application, "there is no KafkaUser of its name", faults);
            user.ifPresent(one -> checkNeeds(one, faults));
        });
        manifests.of("KafkaUser").forEach(user -> {
            for (var right : user.list("/spec/authorization/acls")) {
                var operations = Manifest.list(right.path("operations")).stream().map(JsonNode::asText).toList();
                var name = right.at("/resource/name").asText();
                require(!operations.contains("All") && !(name.equals("*") && !operations.equals(List.of("Describe"))),
                        user,
                        "has more rights on " + name + " than it needs", faults);
                var domain = user.name().replace("-service", "");
                require(!right.at("/resource/type").asText().equals("topic") || !operations.contains("Write")
                        || name.equals(domain + ".") || name.endsWith("." + domain + ".dlq"), user,
                        "may write " + name + ", which is another's", faults);
            }
        });
    }

    /** What it has to be let do: the gateway passes everything on, and keeps its place in what webhooks are told; the relay of a service writes all topics of its domain, and its consumer reads what it subscribes to. */
    private void checkNeeds(Manifest user, Consumer<Fault> faults) {
        if (user.name().equals("gateway")) {
            channels.forEach(channel -> requireRight(user, "Read", "topic", channel, faults));
            requireRight(user, "Read", "group", "gateway-webhooks", faults);
            return;
        }
        var domain = user.name().replace("-service", "");
        channels.stream().filter(channel -> channel.startsWith(domain + "."))
                .forEach(channel -> requireRight(user, "Write", "topic", channel, faults));
        requireRight(user, "Write", "transactionalId", user.name() + "-relay", faults);
        requireRight(user, "Read", "group", user.name(), faults);
        var read = subscriptions.of(user.name());
        read.forEach(topic -> {
            requireRight(user, "Read", "topic", topic, faults);
            requireRight(user, "Read", "topic", topic + ".state", faults);
            requireRight(user, "Write", "topic", topic + "." + domain + DEAD_LETTERS, faults);
        });
        channels.stream()
                .filter(channel -> !read.contains(channel.replaceFirst("\\.state$", "")) && may(user, "Read", "topic", channel))
                .forEach(channel -> faults.accept(Fault.of(user, "may read " + channel + ", which it does not subscribe to")));
    }

    private static void requireRight(Manifest user, String operation, String type, String name, Consumer<Fault> faults) {
        require(may(user, operation, type, name), user, "has no right to " + operation + " the " + type + " " + name, faults);
    }

    /** Whether a user may do something with a resource of that name. */
    static boolean may(Manifest user, String operation, String type, String name) {
        return user.list("/spec/authorization/acls").stream().filter(right -> right.at("/resource/type").asText().equals(type))
                .filter(right -> Manifest.list(right.path("operations")).stream()
                        .anyMatch(one -> one.asText().equals(operation)))
                .map(right -> right.path("resource")).anyMatch(resource -> {
                    var named = resource.path("name").asText();
                    return resource.path("patternType").asText().equals("prefix")
                            ? name.startsWith(named)
                            : named.equals("*") || name.equals(named);
                });
    }
}
