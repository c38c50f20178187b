package org.tamga.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.local.cli.Main;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Signals;
import org.tamga.local.suite.SuiteStatus.ServerState;
import org.tamga.local.suite.SuiteStatus.ServerStatus;

/** The commands as they are run, with real PostgreSQL and Kafka and {@link StandInApplication}s. */
class SuiteIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String COMPANY = "0198c0de-0000-7000-8000-000000000001";

    @TempDir
    Path parent;
    private Path checkout;
    private Path data;
    private int port;
    private int runs;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectory(parent.resolve("checkout"));
        data = parent.resolve("data");
        port = freePorts();
        Files.createDirectories(checkout.resolve("deploy/data"));
        Files.createSymbolicLink(checkout.resolve("deploy/local"), Path.of("").toAbsolutePath());
        Files.writeString(checkout.resolve("deploy/data/01-companies.json"),
                """
                {"collection": "/api/trade/companies", "records": [{"id": "%s", "periods": [{"sources": []}]}]}"""
                        .formatted(COMPANY));
        for (Application application : Application.values()) {
            Path jar = application.jar(checkout);
            Files.createDirectories(jar.getParent());
            Files.createFile(jar.getParent().getParent().getParent().resolve("pom.xml"));
            writeJar(jar);
        }
    }

    @AfterEach
    void leaveNothingRunning() throws Exception {
        run("down");
        assertEquals(List.of(), new SuiteProcesses(DataFolder.open(data)).servers());
        Files.delete(checkout.resolve("deploy/local"));
    }

    @Test
    void is_started_kept_taken_over_and_stopped() throws Exception {
        Run up = run("up", "--rehearsal", "never", "--detach", "--port", Integer.toString(port));
        assertEquals(0, up.exitCode(), up.output());
        for (String name : List.of("PostgreSQL", "Kafka", "events", "trade", "mobility", "education", "gateway")) {
            assertTrue(up.output().lines().anyMatch(line -> line.startsWith(name) && line.contains(" ready on 127.0.0.1:")),
                    up.output());
        }
        assertTrue(up.output().contains("http://127.0.0.1:" + port + "/"), up.output());
        assertEquals(1, starterLoads());
        assertEquals(0, run("status").exitCode());
        assertTrue(Files.isDirectory(data.resolve("imports/trade")), "files wait in the data folder");

        Run second = run("up", "--rehearsal", "never", "--port", Integer.toString(port));
        assertEquals(1, second.exitCode());
        assertEquals("Tamga already runs on http://127.0.0.1:" + port + " with the data in " + data.toRealPath()
                + "; ./tamga down stops it.\n", second.output());

        Run elsewhere = runOn(parent.resolve("other"), "up", "--rehearsal", "never", "--port", Integer.toString(port - 1));
        assertEquals(1, elsewhere.exitCode());
        assertEquals("Port " + port + " (events) is in use; choose others with --port, which names the first of 8.\n",
                elsewhere.output());

        for (String name : List.of("trade", "kafka", "postgresql")) {
            kill(server(name).pid());
            await().atMost(PATIENCE).until(() -> server(name).restarts() == 1 && server(name).state() == ServerState.READY);
        }
        await().atMost(PATIENCE).until(() -> run("status").exitCode() == 0);

        kill(status().supervisor());
        assertTrue(run("status").output().contains("7 processes run without their supervisor"));
        Run unsupervised = run("restart", "trade");
        assertEquals(1, unsupervised.exitCode());
        assertEquals("Nothing runs with the data in " + data.toRealPath() + ".\n", unsupervised.output());
        Run again = run("up", "--rehearsal", "never", "--detach", "--port", Integer.toString(port));
        assertEquals(0, again.exitCode(), again.output());
        assertTrue(again.output().startsWith("Ended 7 processes that a former start had left behind.\n"), again.output());
        assertEquals(1, starterLoads());

        assertEquals("Stopped.\n", run("down").output());
        assertEquals(1, run("status").exitCode());
    }

    @Test
    void is_stopped_in_order_from_the_foreground() throws Exception {
        Process up = start(parent.resolve("up.txt"), data, "up", "--rehearsal", "never", "--port", Integer.toString(port));
        await().atMost(PATIENCE).until(() -> Files.readString(parent.resolve("up.txt")).contains("Tamga is up"));
        assertTrue(Files.exists(DataFolder.open(data).starterLoaded()));
        Signals.send("INT", up.toHandle());
        assertTrue(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it said " + Files.readString(parent.resolve("up.txt")));
        assertEquals("Stopped. The data stay in " + data.toRealPath() + ".",
                Files.readString(parent.resolve("up.txt")).lines().reduce((one, other) -> other).orElseThrow());
        assertTrue(Files.readString(data.resolve("postgres/server.log")).contains("received fast shutdown request"));
        assertEquals(List.of(), new SuiteProcesses(DataFolder.open(data)).servers());
    }

    @Test
    void ends_a_foreground_that_is_stopped_from_elsewhere_as_a_success_once_all_has_ended() throws Exception {
        Process up = start(parent.resolve("up.txt"), data, "up", "--rehearsal", "never", "--port", Integer.toString(port));
        await().atMost(PATIENCE).until(() -> pid("postgresql") != 0);
        assertEquals("Stopped.\n", run("down").output());
        assertTrue(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, up.exitValue());
        assertTrue(Files.readString(parent.resolve("up.txt"))
                .endsWith("Stopped. The data stay in " + data.toRealPath() + ".\n"));
    }

    @Test
    void is_stopped_although_some_of_it_are_held() throws Exception {
        Process up = start(parent.resolve("up.txt"), data, "up", "--rehearsal", "never", "--port", Integer.toString(port));
        await().atMost(PATIENCE).until(() -> pid("kafka") != 0);
        Signals.send("STOP", ProcessHandle.of(pid("kafka")).orElseThrow());
        Signals.send("STOP", ProcessHandle.of(status().supervisor()).orElseThrow());
        assertEquals("Stopped.\n", run("down").output());
        assertFalse(Files.exists(data.resolve("run/status.json")));
        assertTrue(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void is_stopped_however_early_it_is_told() throws Exception {
        for (int round = 0; round < 6; round++) {
            Process up = start(parent.resolve("early.txt"), data, "up", "--rehearsal", "never", "--no-starter", "--port",
                    Integer.toString(port));
            // Half a second is about what it takes to the supervisor.
            up.waitFor(300 + 100 * round, TimeUnit.MILLISECONDS);
            Signals.send("TERM", up.toHandle());
            assertTrue(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(List.of(), new SuiteProcesses(DataFolder.open(data)).supervisor(), "round " + round);
        }
    }

    @Test
    void starts_after_its_supervisor_was_killed_at_any_moment() throws Exception {
        // Fixed, so that a failure can be repeated; the machine adds its own chance.
        Random moments = new Random(894);
        for (int round = 0; round < 5; round++) {
            Process up = start(parent.resolve("killed.txt"), data, "up", "--rehearsal", "never", "--port",
                    Integer.toString(port), "--detach");
            up.waitFor(moments.nextInt(8000), TimeUnit.MILLISECONDS);
            new SuiteProcesses(DataFolder.open(data)).supervisor().forEach(ProcessHandle::destroyForcibly);
            up.destroyForcibly().waitFor();
        }
        Run up = run("up", "--rehearsal", "never", "--detach", "--port", Integer.toString(port));
        assertEquals(0, up.exitCode(), up.output());
        assertEquals(0, run("status").exitCode());
    }

    @Test
    void says_why_it_cannot_be_started() throws Exception {
        Files.delete(Application.TRADE.jar(checkout));
        Run up = run("up", "--rehearsal", "never", "--port", Integer.toString(port));
        assertEquals(1, up.exitCode());
        assertEquals("There is no trade-service/target/quarkus-app/quarkus-run.jar; build it first.\n", up.output());

        writeJar(Application.TRADE.jar(checkout));
        Path lastWords = Application.TRADE.jar(checkout).resolveSibling(StandInApplication.LAST_WORDS);
        Files.writeString(lastWords, """
                                     Failed to start application: FlywayValidateException: Validate failed
                                     Migration checksum mismatch for migration version 1.1
                                     """);
        Run older = run("up", "--rehearsal", "never", "--port", Integer.toString(port));
        assertEquals(1, older.exitCode());
        assertTrue(older.output().contains("The data folder was made by another version of Tamga: the database of trade"),
                older.output());
        assertFalse(older.output().contains("checksum"), older.output());
        Files.delete(lastWords);

        Files.delete(Application.TRADE.jar(checkout));
        Files.createFile(Application.TRADE.jar(checkout));
        Run broken = run("up", "--rehearsal", "never", "--port", Integer.toString(port));
        assertEquals(1, broken.exitCode());
        assertTrue(broken.output().contains("trade ended with exit code 1:"), broken.output());
        assertEquals(List.of(), new SuiteProcesses(DataFolder.open(data)).servers());
    }

    @Test
    void runs_without_a_service_that_is_not_in_the_checkout() throws Exception {
        Files.delete(checkout.resolve("mobility-service/pom.xml"));
        Run up = run("up", "--rehearsal", "never", "--detach", "--no-starter", "--port", Integer.toString(port));
        assertEquals(0, up.exitCode(), up.output());
        assertFalse(up.output().contains("mobility"), up.output());
        assertFalse(Files.exists(DataFolder.open(data).starterLoaded()));
    }

    @Test
    void two_of_each_share_an_address_and_are_restarted_one_after_the_other() throws Exception {
        Files.delete(checkout.resolve("mobility-service/pom.xml"));
        Files.delete(checkout.resolve("education-service/pom.xml"));
        Run up = run("up", "--rehearsal", "never", "--detach", "--no-starter", "--replicas", "2", "--port",
                Integer.toString(port));
        assertEquals(0, up.exitCode(), up.output());
        assertEquals(List.of("postgresql", "kafka", "events-1", "events-2", "trade-1", "trade-2", "gateway-1", "gateway-2"),
                status().servers().stream().map(ServerStatus::name).toList());
        kill(server("gateway-1").pid());
        await().atMost(PATIENCE)
                .until(() -> server("gateway-1").restarts() == 1 && server("gateway-1").state() == ServerState.READY);
        assertTrue(Health.ready(new Ports(port).of(Application.GATEWAY)));

        Run restart = run("restart", "trade");
        assertEquals(0, restart.exitCode(), restart.output());
        assertEquals(List.of("trade-1", "trade-2"), restart.output().lines().map(line -> line.split(" ")[0]).toList());
        assertEquals(List.of(1, 1), List.of(server("trade-1").restarts(), server("trade-2").restarts()));
        assertEquals(0, server("events-1").restarts());
        assertEquals(2, run("restart", "taxes").exitCode());

        // As of a time with one of each.
        Files.writeString(data.resolve("logs/trade.log"), "long ago\n");
        Run logs = run("logs", "trade");
        assertEquals(0, logs.exitCode(), logs.output());
        assertEquals(Set.of("trade-1", "trade-2"),
                logs.output().lines().map(line -> line.split(" ")[0]).collect(Collectors.toSet()));
        assertEquals(2, run("up", "--rehearsal", "never", "--replicas", "9").exitCode());
    }

    private record Run(int exitCode, String output) {}

    private Run run(String... arguments) throws Exception {
        return runOn(data, arguments);
    }

    private Run runOn(Path folder, String... arguments) throws Exception {
        Path output = parent.resolve("output-" + runs++);
        int exitCode = start(output, folder, arguments).waitFor();
        return new Run(exitCode, Files.readString(output));
    }

    private Process start(Path output, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dorg.tamga.local.checkout=" + checkout, "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", folder.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
    }

    private SuiteStatus status() {
        return SuiteStatus.read(DataFolder.open(data)).orElseThrow();
    }

    private ServerStatus server(String name) {
        return status().servers().stream().filter(server -> server.name().equals(name)).findFirst().orElseThrow();
    }

    /** 0 as long as there is no such process. */
    private long pid(String name) {
        return SuiteStatus.read(DataFolder.open(data)).stream().flatMap(suite -> suite.servers().stream())
                .filter(server -> server.name().equals(name)).mapToLong(ServerStatus::pid).sum();
    }

    private long starterLoads() throws IOException {
        return Files.readString(data.resolve("logs/gateway.log")).lines()
                .filter(("PUT /api/trade/companies/" + COMPANY)::equals)
                .count();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static int freePorts() {
        int base = FreePorts.any();
        while (base > 65000 || !new Ports(base, 2).areFree()) {
            base = FreePorts.any();
        }
        return base;
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInApplication.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                Path.of("target/test-classes").toAbsolutePath().toUri().toString());
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream archive = new JarOutputStream(out, manifest)) {
            archive.finish();
        }
    }
}
