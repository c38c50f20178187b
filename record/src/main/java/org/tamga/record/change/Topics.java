package org.tamga.record.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Makes the topics that a service announces on, where they do not exist and the configuration says so. */
final class Topics {

    /** How long a change topic keeps its events. */
    private static final Duration KEPT = Duration.ofDays(14);
    /** How long a state may outlive the one that replaces it, or what says that it is no longer to be read. */
    private static final Duration REPLACED = Duration.ofHours(1);

    private final int partitions;
    private final short replication;

    Topics(int partitions, short replication) {
        this.partitions = partitions;
        this.replication = replication;
    }

    /**
     * Makes what is missing of the topics and their {@code .state} companions.
     *
     * @param deadLetters where this service's consumers put what they cannot take in
     */
    void make(Admin admin, Collection<String> topics, Collection<String> deadLetters)
            throws ExecutionException, InterruptedException, TimeoutException {
        var existing = admin.listTopics().names().get(10, TimeUnit.SECONDS);
        var missing = new ArrayList<NewTopic>();
        for (var topic : topics) {
            missing.add(topic(topic, TopicConfig.CLEANUP_POLICY_DELETE));
            missing.add(topic(topic + ".state", TopicConfig.CLEANUP_POLICY_COMPACT));
        }
        deadLetters.forEach(topic -> missing.add(topic(topic, TopicConfig.CLEANUP_POLICY_DELETE)));
        missing.removeIf(topic -> existing.contains(topic.name()));
        if (!missing.isEmpty()) {
            admin.createTopics(List.copyOf(missing)).all().get(30, TimeUnit.SECONDS);
        }
    }

    private NewTopic topic(String name, String cleanup) {
        var kept = cleanup.equals(TopicConfig.CLEANUP_POLICY_DELETE)
                ? Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()))
                : Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(REPLACED.toMillis()));
        var configs = new HashMap<>(kept);
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(8 << 20));
        return new NewTopic(name, partitions, replication).configs(configs);
    }
}
