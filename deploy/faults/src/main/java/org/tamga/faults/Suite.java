package org.tamga.faults;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

import org.tamga.local.process.Signals;
import org.tamga.local.suite.Application;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.Health;
import org.tamga.local.suite.Ports;
import org.tamga.local.suite.Rehearsals;
import org.tamga.local.suite.ScriptedSuite;
import org.tamga.local.suite.SuiteStatus;
import org.tamga.local.suite.SuiteStatus.ServerState;
import org.tamga.local.suite.SuiteStatus.ServerStatus;
import org.tamga.local.token.Token;

/** The suite that is broken, on a data folder and ports of its own, started by the same script as anybody's. */
public final class Suite implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 50;

    private final ScriptedSuite suite;
    private final Path data;
    private final Ports ports;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param checkout whose build it runs */
    public Suite(Path checkout, Path data, Ports ports) {
        this.suite = new ScriptedSuite(checkout, data, ports, ProcessBuilder.Redirect.INHERIT);
        this.data = data;
        this.ports = ports;
    }

    /**
     * Starts it, and returns when all is ready.
     *
     * @param rehearsed what starts again is quicker after its rehearsal, as in any suite that was up for some minutes
     */
    public void up(Rehearsals.When rehearsed) throws IOException, InterruptedException {
        suite.up("--no-starter", "--rehearsal", rehearsed.toString());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        suite.close();
    }

    Path data() {
        return data;
    }

    int replicas() {
        return ports.replicas();
    }

    URI gateway() {
        return URI.create("http://127.0.0.1:" + ports.base());
    }

    URI address(Application application) {
        return URI.create("http://127.0.0.1:" + ports.of(application));
    }

    String kafka() {
        return "127.0.0.1:" + ports.kafka();
    }

    String token() throws IOException {
        return Token
                .of("faults", List.of("events-editor", "trade-editor", "mobility-editor", "education-editor", "operator"),
                        Duration.ofHours(12))
                .signedWith(DataFolder.existing(data).keys());
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    Connection database(String name) throws SQLException, IOException {
        var passwords = new Properties();
        try (var in = Files.newInputStream(data.resolve("postgres/passwords.properties"))) {
            passwords.load(in);
        }
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + name, name,
                passwords.getProperty(name));
    }

    List<ServerStatus> servers() {
        return status().servers();
    }

    ServerStatus server(String name) {
        return servers().stream().filter(server -> server.name().equals(name)).findFirst().orElseThrow();
    }

    ProcessHandle supervisor() {
        return ProcessHandle.of(status().supervisor()).orElseThrow();
    }

    private SuiteStatus status() {
        return SuiteStatus.read(DataFolder.existing(data)).orElseThrow();
    }

    /** Returns when it has ended: until then its port would still take connections, as if it were ready. */
    void kill(String name) {
        ProcessHandle.of(server(name).pid()).ifPresent(process -> {
            Signals.send("KILL", process);
            process.onExit().join();
        });
    }

    /** The same of one with children. */
    void killAll(String name) {
        var process = ProcessHandle.of(server(name).pid());
        signalAll("KILL", name);
        process.ifPresent(ended -> ended.onExit().join());
    }

    /** PostgreSQL's sessions are processes of their own. */
    void signalAll(String signal, String name) {
        ProcessHandle.of(server(name).pid()).ifPresent(process -> {
            process.descendants().forEach(child -> Signals.send(signal, child));
            Signals.send(signal, process);
        });
    }

    /**
     * Waits until all serve.
     *
     * @throws IOException if they do not within that time
     */
    Duration awaitReady(Duration patience) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        while (!isReady()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new IOException("not ready after " + patience.toSeconds() + " s: " + servers());
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean isReady() {
        return servers().stream().allMatch(server -> server.state() == ServerState.READY && answers(server));
    }

    private static boolean answers(ServerStatus server) {
        return List.of("postgresql", "kafka").contains(server.name())
                ? Health.accepts(server.port())
                : Health.ready(server.port());
    }

    /** The sum of a metric of one process; 0 where it has none, or nobody is there. */
    double metric(ServerStatus server, String name) throws IOException, InterruptedException {
        try {
            return get(URI.create("http://127.0.0.1:" + server.port() + "/q/metrics")).body().lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
        } catch (ConnectException e) {
            return 0;
        }
    }

    List<ServerStatus> replicas(Application application) {
        return servers().stream().filter(server -> application.isServer(server.name())).toList();
    }
}
