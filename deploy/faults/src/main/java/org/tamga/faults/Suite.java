package org.tamga.faults;

import java.io.IOException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.tamga.local.process.Signals;
import org.tamga.local.suite.Application;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.Health;
import org.tamga.local.suite.Ports;
import org.tamga.local.suite.Rehearsals;
import org.tamga.local.suite.SuiteStatus;
import org.tamga.local.suite.SuiteStatus.ServerState;
import org.tamga.local.suite.SuiteStatus.ServerStatus;
import org.tamga.local.token.Token;

/** The suite that is broken, on a data folder and ports of its own, started by the same script as anybody's. */
public final class Suite implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 50;

    private final Path checkout;
    private final Path data;
    private final Ports ports;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param checkout whose build it runs */
    public Suite(Path checkout, Path data, Ports ports) {
        this.checkout = checkout;
        this.data = data;
        this.ports = ports;
    }

    /**
     * Starts it, and returns when all is ready.
     *
     * @param rehearsed what starts again is quicker after its rehearsal, as in any suite that was up for some minutes
     */
    public void up(Rehearsals.When rehearsed) throws IOException, InterruptedException {
        script("up", "--detach", "--no-starter", "--rehearsal", rehearsed.toString(), "--data", data.toString(), "--port",
                Integer.toString(ports.base()),
                "--replicas",
                Integer.toString(ports.replicas()));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        script("down", "--data", data.toString());
    }

    private void script(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(checkout.resolve("tamga").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("TAMGA_REQUESTS_RATE_LIMIT_ENABLED", "false");
        builder.environment().put("TAMGA_BUILT", "1");
        if (builder.start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
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

    /** The sum of a metric over an application's replicas that answer; 0 where none has it. */
    double metric(ServerStatus server, String name) throws IOException, InterruptedException {
        return get(URI.create("http://127.0.0.1:" + server.port() + "/q/metrics")).body().lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    List<ServerStatus> replicas(Application application) {
        return servers().stream().filter(server -> application.isServer(server.name())).toList();
    }
}
