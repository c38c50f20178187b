package org.tamga.endtoend;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.tamga.local.postgres.PostgresDatabase;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.Server;
import org.tamga.local.suite.Application;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.Ports;
import org.tamga.local.suite.SuiteStatus;
import org.tamga.local.suite.SuiteStatus.Phase;
import org.tamga.local.token.Token;

/**
 * The whole suite, started with {@code ./tamga up} as a user starts it, on free ports and a new data folder. It ends with this JVM at
 * the latest. Its logs are in {@code target/suite-logs} afterwards.
 */
public final class Suite implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    /** Under Maven all is built, and a build within a build would get in its way. */
    private static final Map<String, String> BUILT = Map.of("TAMGA_BUILT", "1");

    private final Path data;
    private final Ports ports;
    private final Server up;

    private Suite(Path data, Ports ports, Server up) {
        this.data = data;
        this.ports = ports;
        this.up = up;
    }

    /**
     * Starts a suite and returns when all is ready.
     *
     * @param options of {@code ./tamga up}, such as {@code --no-starter}
     */
    public static Suite start(String... options) throws IOException {
        Path data = Files.createTempDirectory("tamga-suite-");
        // PostgreSQL may run as another user.
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Ports ports = new Ports(freePorts(1));
        List<String> command = new ArrayList<>(List.of(CHECKOUT.resolve("tamga").toString(), "up",
                "--rehearsal", "never", "--data", data.toString(), "--port", Integer.toString(ports.base())));
        command.addAll(List.of(options));
        Server up = Server.start(
                new Server.Program("tamga", command, BUILT, data, data.resolve("up.log"), "TERM", "TERM"),
                Lifetime.THIS_JVM);
        Suite suite = new Suite(data, ports, up);
        try {
            up.await(suite::isUp, PATIENCE);
            return suite;
        } catch (RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    /** The address of the gateway. */
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + ports.base());
    }

    /** The address of an application itself, past the gateway. */
    public URI address(Application application) {
        return URI.create("http://127.0.0.1:" + ports.of(application));
    }

    /** What a Kafka client connects to first. */
    public String kafka() {
        return "127.0.0.1:" + ports.kafka();
    }

    /** An application's database, past the application. */
    public PostgresDatabase database(Application application) throws IOException {
        return database(data, ports, application);
    }

    static PostgresDatabase database(Path data, Ports ports, Application application) throws IOException {
        Properties passwords = new Properties();
        try (Reader in = Files.newBufferedReader(data.resolve("postgres/passwords.properties"))) {
            passwords.load(in);
        }
        return new PostgresDatabase("jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + application.id(),
                application.id(),
                passwords.getProperty(application.id()));
    }

    /** What the supervisor says. */
    public SuiteStatus status() {
        return SuiteStatus.read(DataFolder.existing(data)).orElseThrow();
    }

    /** The folder that holds all that this suite keeps. */
    public Path data() {
        return data;
    }

    /** A bearer token, as {@code ./tamga token} makes it. */
    public String token(String... roles) throws IOException {
        return Token.of("tester", List.of(roles), Duration.ofHours(12)).signedWith(DataFolder.existing(data).keys());
    }

    /**
     * What a command said and how it ended.
     *
     * @param output both outputs, as they came
     */
    public record Run(int exitCode, String output) {}

    /** Runs a command of {@code ./tamga} on this suite. */
    public Run tamga(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(CHECKOUT.resolve("tamga").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(BUILT);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** Stops all in order and deletes the data. */
    @Override
    public void close() throws IOException {
        keepLogs();
        up.stop(Duration.ofMinutes(2));
    }

    private boolean isUp() {
        return Files.isDirectory(data.resolve("run"))
                && SuiteStatus.read(DataFolder.existing(data)).filter(status -> status.phase() == Phase.UP).isPresent();
    }

    private void keepLogs() throws IOException {
        Path kept = Files.createDirectories(Path.of("target/suite-logs"));
        try (Stream<Path> files = Files.walk(data, 2)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                String name = data.relativize(log).toString().replace('/', '-');
                Files.copy(log, kept.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The first of as many free ports as a suite uses. */
    static int freePorts(int replicas) {
        while (true) {
            int base = FreePorts.any();
            if (base <= 65000 && new Ports(base, replicas).areFree()) {
                return base;
            }
        }
    }
}
