package org.tamga.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The topics that the contracts ask for, as Strimzi's resources. */
final class TopicFile {

    private static final String HEADER = """
                                         # One for each channel of contracts/asyncapi.yaml, and for each reader's dead letters. Written by the check's test with -Dtopics.write.
                                         """;
    private static final String TOPIC = """
                                        ---
                                        apiVersion: kafka.strimzi.io/v1
                                        kind: KafkaTopic
                                        metadata:
                                          name: %s
                                          labels:
                                            strimzi.io/cluster: tamga
                                        spec:
                                          partitions: 6
                                          replicas: 3
                                          config:
                                        %s""";
    private static final String CHANGES = """
                                              cleanup.policy: delete
                                              retention.ms: 1209600000
                                          """;
    private static final String STATES = """
                                             cleanup.policy: compact
                                             max.compaction.lag.ms: 3600000
                                         """;

    private TopicFile() {
    }

    /** @param users the rights, which name the topics of dead letters */
    static String of(Path asyncApi, Path users) throws IOException {
        var text = new StringBuilder(HEADER);
        var topics = Topics.channels(asyncApi);
        topics.addAll(Topics.deadLetters(Manifests.parsed(Files.readString(users))));
        for (var channel : topics) {
            text.append(TOPIC.formatted(channel, channel.endsWith(".state") ? STATES : CHANGES));
        }
        return text.toString();
    }
}
