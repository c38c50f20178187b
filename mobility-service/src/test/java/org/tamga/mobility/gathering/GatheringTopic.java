package org.tamga.mobility.gathering;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.tamga.testing.TestKafka;

/** The topic of gatherings, which events-service makes when it runs. */
public final class GatheringTopic {

    public static final String NAME = "events.gathering";

    private GatheringTopic() {
    }

    /** Makes it unless it is there. */
    public static void make() throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(NAME, 2, (short) 1))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
