package org.tamga.local.kafka;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/**
 * The program that {@link LocalKafka} starts: one node that is Kafka's broker and controller. It formats its folder the first time,
 * and makes the file {@code ready} beside its settings once it serves.
 */
final class KafkaBroker {

    private KafkaBroker() {
    }

    /**
     * @param args the file with the broker's settings, whose folder is the broker's
     */
    public static void main(String[] args) throws Exception {
        Path settings = Path.of(args[0]);
        Path folder = settings.getParent();
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        }
        formatOnce(folder, properties);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        Files.createFile(folder.resolve(LocalKafka.READY));
        server.awaitShutdown();
    }

    /** Half a format, as a {@code kill -9} may leave it, is thrown away: only the file {@code formatted} says that it was whole. */
    private static void formatOnce(Path folder, Properties properties) throws Exception {
        Path formatted = folder.resolve("formatted");
        if (Files.exists(formatted)) {
            return;
        }
        String logs = properties.getProperty("log.dirs");
        delete(Path.of(logs));
        new Formatter()
                .setPrintStream(new PrintStream(System.out))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(logs))
                .setMetadataLogDirectory(logs)
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .run();
        Files.createFile(formatted);
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
