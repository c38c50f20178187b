package org.tamga.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.tamga.local.suite.Application;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.Ports;
import org.tamga.local.suite.ResidentMemory;
import org.tamga.local.suite.ScriptedSuite;
import org.tamga.local.suite.SuiteStatus;
import org.tamga.local.suite.SuiteStatus.ServerStatus;
import org.tamga.local.token.Token;

/** The suite that is measured, on a data folder and ports of its own, started by the same script as anybody's. Linux only. */
final class Suite implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final ScriptedSuite suite;
    private final Path data;
    private final Ports ports;
    private final boolean keep;
    private boolean started;

    /** @param keep leaves the data where they are in the end */
    Suite(Path checkout, Path data, int port, boolean keep) throws IOException {
        if (Files.exists(data) && SuiteStatus.read(DataFolder.existing(data)).isPresent()) {
            throw new IOException("A suite runs on the data in " + data + "; it is left alone. --data names another folder.");
        }
        this.keep = keep || Files.exists(data);
        this.data = data;
        this.ports = new Ports(port);
        this.suite = new ScriptedSuite(checkout, data, ports, ProcessBuilder.Redirect.DISCARD);
    }

    /** Starts it and gives how long that took until all were ready; the rate limit is off. */
    Duration up() throws IOException, InterruptedException {
        var begin = System.nanoTime();
        suite.up("--rehearsal", "never");
        started = true;
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Leaves the caches that make starts quick, where there are none yet, as a suite does that has been up for some minutes. */
    void rehearse() throws IOException, InterruptedException {
        suite.up("--rehearsal", "now");
        started = true;
        down();
    }

    void down() throws IOException, InterruptedException {
        suite.close();
    }

    int port(Application application) {
        return ports.of(application);
    }

    String token(String subject, String role) throws IOException {
        return Token.of(subject, List.of(role), Duration.ofHours(12)).signedWith(DataFolder.open(data).keys());
    }

    /** What one of them holds, in MiB. */
    double residentMiB(Application application) {
        return ResidentMemory.alone(pid(application)).orElseThrow() / (double) (1 << 20);
    }

    /** What one of them has held at the most since it was started, in MiB. */
    double mostResidentMiB(Application application) {
        return ResidentMemory.most(pid(application)).orElseThrow() / (double) (1 << 20);
    }

    /** What the five JVMs hold, in MiB. */
    double residentMiB() {
        var names = Arrays.stream(Application.values()).map(Application::id).collect(Collectors.toSet());
        return servers().stream().filter(server -> names.contains(server.name()))
                .mapToLong(server -> ResidentMemory.alone(server.pid()).orElseThrow()).sum() / (double) (1 << 20);
    }

    /** Where a service's database is, and who that service is there. */
    Pgbench.Database address(Application application) {
        var environment = environment(application);
        var url = URI.create(environment.get("QUARKUS_DATASOURCE_JDBC_URL").substring("jdbc:".length()));
        return new Pgbench.Database(url.getHost(), url.getPort(), url.getPath().substring(1),
                environment.get("QUARKUS_DATASOURCE_USERNAME"), environment.get("QUARKUS_DATASOURCE_PASSWORD"));
    }

    /** A connection to a service's database, as that service has it. */
    Connection database(Application application) throws SQLException {
        var environment = environment(application);
        return DriverManager.getConnection(environment.get("QUARKUS_DATASOURCE_JDBC_URL"),
                environment.get("QUARKUS_DATASOURCE_USERNAME"), environment.get("QUARKUS_DATASOURCE_PASSWORD"));
    }

    /** Waits until the suite takes less than a tenth of a core, for two minutes at most: after its own start its compilers go on. */
    void awaitRest() throws InterruptedException {
        for (int looks = 0; looks < 60; looks++) {
            var before = processorTime();
            Thread.sleep(2000);
            if (processorTime().minus(before).toMillis() < 200) {
                return;
            }
        }
    }

    private Duration processorTime() {
        return servers().stream().flatMap(server -> ProcessHandle.of(server.pid()).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Starts one more process of a service, as the running one was started but for its port, and gives how long it took to its
     * first answered read.
     */
    Duration startOneMore(Application application, String read) throws IOException, InterruptedException {
        var running = Path.of("/proc", Long.toString(pid(application)));
        var port = ports.base() + 20;
        var builder = new ProcessBuilder(strings(running.resolve("cmdline")))
                .directory(running.resolve("cwd").toRealPath().toFile())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment(application));
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        var begin = System.nanoTime();
        var process = builder.start();
        try {
            while (!answers(port, read)) {
                if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IOException("one more " + application.id() + " did not come up");
                }
                Thread.sleep(5);
            }
            return Duration.ofNanos(System.nanoTime() - begin);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static boolean answers(int port, String path) {
        try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            probe.close();
            try (var connection = new HttpConnection(port)) {
                connection.exchange(HttpConnection.get(path));
                return true;
            }
        } catch (IOException e) {
            // Not yet: what a start is waited for.
            return false;
        }
    }

    private List<ServerStatus> servers() {
        return SuiteStatus.read(DataFolder.existing(data)).orElseThrow().servers();
    }

    private long pid(Application application) {
        return servers().stream().filter(server -> server.name().equals(application.id())).findFirst().orElseThrow().pid();
    }

    private Map<String, String> environment(Application application) {
        return strings(Path.of("/proc", Long.toString(pid(application)), "environ")).stream()
                .map(entry -> entry.split("=", 2)).collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
    }

    private static List<String> strings(Path file) {
        try {
            return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it if it was started, and deletes its data if it made them. */
    @Override
    public void close() throws IOException, InterruptedException {
        down();
        if (started && !keep) {
            try (var files = Files.walk(data)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
