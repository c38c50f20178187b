package org.tamga.local.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;

class LocalKafkaIT {

    /** Each test begins with a broker on what the last has left, for a topic of its own. */
    @TempDir
    static Path folder;
    private static LocalKafka kafka;
    private final TopicPartition topic = new TopicPartition("trade.company-" + UUID.randomUUID(), 0);

    @BeforeEach
    void start() {
        if (kafka == null || !kafka.server().process().isAlive()) {
            kafka = broker();
            kafka.start();
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        kafka.server().process().destroyForcibly().waitFor();
    }

    @Test
    void what_was_acknowledged_is_there_after_kill_9_and_a_start_on_other_ports() throws Exception {
        createTopic();
        send("894");
        kafka.server().process().destroyForcibly().waitFor();
        kafka = broker();
        kafka.start();
        assertEquals(List.of("894"), receive());
    }

    @Test
    void what_was_acknowledged_is_there_after_a_stop_and_a_start() throws Exception {
        createTopic();
        send("894");
        kafka.stop();
        kafka = broker();
        kafka.start();
        assertEquals(List.of("894"), receive());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_19)
    void leaves_an_archive_of_its_classes_for_the_next_start() throws Exception {
        kafka.stop();
        Path archive = Path.of("target/kafka.jsa");
        assertTrue(Files.deleteIfExists(archive));
        kafka = broker();
        kafka.start();
        kafka.stop();
        assertTrue(Files.exists(archive));
    }

    @Test
    void starts_although_the_formatting_was_killed_half_way() throws Exception {
        kafka.stop();
        Files.delete(folder.resolve("formatted"));
        Files.delete(folder.resolve("data/bootstrap.checkpoint"));
        kafka = broker();
        kafka.start();
        createTopic();
        send("894");
        assertEquals(List.of("894"), receive());
    }

    @Test
    void makes_no_topic_that_nobody_created() {
        ExecutionException refused = assertThrows(ExecutionException.class, () -> send("894"));
        assertInstanceOf(TimeoutException.class, refused.getCause());
    }

    private static LocalKafka broker() {
        return new LocalKafka(folder, FreePorts.any(), FreePorts.any(), BuiltLibraries.above(Path.of("")), Lifetime.OWN,
                List.of());
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic.topic(), 1, (short) 1))).all().get();
        }
    }

    private void send(String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 3000),
                new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic.topic(), value)).get();
        }
    }

    private List<String> receive() {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(topic));
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.isEmpty() && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> values.add(message.value()));
            }
        }
        return values;
    }
}
