package org.tamga.local.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.tamga.local.process.JvmOptions;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.LocalServer;
import org.tamga.local.process.Precedence;
import org.tamga.local.process.Server;
import org.tamga.local.process.ServerNotStarted;

/** A service, or the gateway, as a process; it serves when {@code /q/health/ready} says so. */
final class ApplicationServer implements LocalServer {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** What Flyway throws where the migrations that were applied are not those that it has. */
    private static final String OTHER_SCHEMA = "FlywayValidateException";
    /**
     * Five of them share a small machine. Out of memory, a process is of no use any more: it ends, and is started again. Event loops,
     * of which Vert.x would have two for each core, would mostly wait for one another.
     */
    private static final List<String> OPTIONS = Stream.concat(JvmOptions.SMALL.stream(),
            Stream.of("-Xms40m", "-Xmx160m", "-XX:MaxMetaspaceSize=160m", "-XX:+ExitOnOutOfMemoryError",
                    "-Dquarkus.vertx.event-loops-pool-size=" + Math.max(1, Runtime.getRuntime().availableProcessors() / 2)))
            .toList();

    /** Where nobody listens. */
    private static final String NOBODY = "127.0.0.1:1";

    private final String name;
    private final int port;
    private final Path jar;
    private final Path log;
    private final Map<String, String> environment;
    private final List<String> marks;
    private volatile Server server;

    /** @param marks arguments by which its process is known as this suite's */
    ApplicationServer(String name, int port, Path jar, Path log, Map<String, String> environment,
            List<String> marks) {
        this.name = name;
        this.port = port;
        this.jar = jar;
        this.log = log;
        this.environment = Map.copyOf(environment);
        this.marks = List.copyOf(marks);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return name();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        long logged = logged();
        server = Server.start(new Server.Program(name(), command(), environment, jar.getParent(), log, "TERM", "KILL"),
                Lifetime.OWN);
        try {
            server.await(() -> Health.ready(port), PATIENCE);
            Precedence.giveWay(server.process().toHandle());
        } catch (ServerNotStarted e) {
            throw doesNotFit(logged) ? otherSchema(e) : e;
        }
    }

    private long logged() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new ServerNotStarted("The log " + log + " cannot be read: " + e, e);
        }
    }

    /** Whether it has said, since its log was so long, that its database was made by other migrations than its own. */
    private boolean doesNotFit(long logged) {
        try {
            byte[] all = Files.readAllBytes(log);
            // A log that was put aside at the start begins anew.
            int from = all.length < logged ? 0 : (int) logged;
            return new String(all, from, all.length - from, StandardCharsets.UTF_8).contains(OTHER_SCHEMA);
        } catch (IOException e) {
            return false;
        }
    }

    private ServerNotStarted otherSchema(ServerNotStarted cause) {
        return new ServerNotStarted("The data folder was made by another version of Tamga: the database of " + name
                + " has not the schema that this version makes. Keep that version for it, and start this one with another folder"
                + " (--data DIR), or move it away to begin anew. (log: " + log + ")", cause);
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(Duration.ofSeconds(20));
        }
    }

    /**
     * The same application once more, on another port, to leave a cache for the starts to come. It reads from the database and has no
     * Kafka, so that it neither shares the consumers' work nor relays: what it does, it does at the lowest priority.
     */
    Rehearsal rehearsal(Application application, int port, Path log, Path imports) {
        Map<String, String> beside = new HashMap<>(environment);
        beside.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        beside.put("KAFKA_BOOTSTRAP_SERVERS", NOBODY);
        beside.put("TAMGA_IMPORTS_FOLDER", imports.toString());
        return new Rehearsal(name, port, application.reads(), cache(), marks, beside, log);
    }

    private StartCache cache() {
        return new StartCache(jar, Runtime.version(), OPTIONS);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(java(marks));
        try {
            command.addAll(cache().arguments());
        } catch (IOException e) {
            throw new ServerNotStarted("The jars of " + name + " cannot be read: " + e, e);
        }
        command.addAll(List.of("-jar", jar.getFileName().toString()));
        return command;
    }

    /** A JVM for one of the suite's applications, up to what makes its start quick. */
    static List<String> java(List<String> marks) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(marks);
        command.addAll(OPTIONS);
        return command;
    }
}
