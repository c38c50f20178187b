package org.tamga.local.kafka;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.tamga.local.Versions;
import org.tamga.local.process.JvmOptions;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.LocalServer;
import org.tamga.local.process.Server;
import org.tamga.local.process.ServerNotStarted;

/**
 * One Apache Kafka node on loopback, whose folder is used again by the next start, also after a {@code kill -9}.
 * <p>
 * The broker always is a process of its own, run from the jars that this module's build copies to {@code deploy/local/target/lib}:
 * so its client library and Scala never meet the versions that a service uses, not even in a test. It follows that it can be
 * started only where the repository is checked out and this module built; the libraries are looked for upwards from the current
 * folder.
 */
public final class LocalKafka implements LocalServer {

    static final String READY = "ready";

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final BuiltLibraries libraries;
    private final Lifetime lifetime;
    private final List<String> jvmArguments;
    private final Map<String, String> furtherSettings;
    private volatile Server server;

    /**
     * @param folder created by {@link #start()} if absent
     * @param port of the broker, on 127.0.0.1
     * @param controllerPort of the node's controller, on 127.0.0.1
     * @param jvmArguments further arguments for the broker's JVM
     */
    public LocalKafka(Path folder, int port, int controllerPort, BuiltLibraries libraries, Lifetime lifetime,
            List<String> jvmArguments) {
        this(folder, port, controllerPort, libraries, lifetime, jvmArguments, Map.of());
    }

    /** @param furtherSettings of the broker, which go before ours, such as a listener that asks who is there */
    public LocalKafka(Path folder, int port, int controllerPort, BuiltLibraries libraries, Lifetime lifetime,
            List<String> jvmArguments, Map<String, String> furtherSettings) {
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.controllerPort = controllerPort;
        this.libraries = libraries;
        this.lifetime = lifetime;
        this.jvmArguments = List.copyOf(jvmArguments);
        this.furtherSettings = Map.copyOf(furtherSettings);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String title() {
        return "Kafka " + Versions.ofThisBuild().kafka();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        Path ready = folder.resolve(READY);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(ready);
            Path settings = folder.resolve("server.properties");
            try (Writer writer = Files.newBufferedWriter(settings)) {
                settings().store(writer, "Written anew at every start.");
            }
            Path log = folder.resolve("server.log");
            server = Server.start(new Server.Program("Kafka", command(settings), Map.of(), folder, log, "TERM", "KILL"),
                    lifetime);
        } catch (IOException e) {
            throw new ServerNotStarted("Kafka cannot use " + folder + ": " + e, e);
        }
        server.await(() -> Files.exists(ready), PATIENCE);
    }

    @Override
    public Server server() {
        return server;
    }

    /** Closes the logs and stops. */
    @Override
    public void stop() {
        if (server != null) {
            server.stop(Duration.ofSeconds(30));
        }
    }

    /** What clients connect to first. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    private List<String> command(Path settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(JvmOptions.SMALL);
        command.addAll(libraries.archive());
        command.addAll(List.of("-Xms64m", "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp", libraries.classPath(), KafkaBroker.class.getName(), settings.toString()));
        return command;
    }

    private Properties settings() {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        // The voter stands in the settings, not in the log, so that the ports may change from one start to the next.
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.setProperty("log.dirs", folder.resolve("data").toString());

        // A misspelt topic shall fail, not appear.
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("message.max.bytes", Integer.toString(8 * 1024 * 1024));
        properties.setProperty("replica.fetch.max.bytes", Integer.toString(8 * 1024 * 1024));
        properties.setProperty("group.initial.rebalance.delay.ms", "0");

        // One node: nothing can be replicated.
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");

        // A node that was killed is taken for a second one of its number until the first has been silent for so long: nine seconds, by default.
        properties.setProperty("broker.session.timeout.ms", "5000");
        properties.setProperty("broker.heartbeat.interval.ms", "1000");

        // A small machine and a quick start: the defaults make 50 partitions each and a cleaner's buffer of 128 MiB.
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
        // Readers of all topics wait in hundreds of partitions at a time: what is left of their requests is swept before it grows old.
        properties.setProperty("fetch.purgatory.purge.interval.requests", "50");
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        properties.setProperty("log.segment.bytes", Integer.toString(128 * 1024 * 1024));
        properties.putAll(furtherSettings);
        return properties;
    }
}
