package org.tamga.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.tamga.local.process.Signals;
import org.tamga.local.suite.Application;
import org.tamga.local.suite.SuiteStatus.ServerStatus;

/** What is done to a suite. Each returns when it is over, so that what comes then is the suite's own recovery. */
public enum Fault {

    SERVICE_KILLED("kill -9 of events-service, which is written to", killed(Application.EVENTS)),
    MOBILITY_KILLED("kill -9 of mobility-service, which is written to and copies what is written",
            killed(Application.MOBILITY)),
    TRADE_KILLED("kill -9 of trade-service, which is written to and copies what is written", killed(Application.TRADE)),
    EDUCATION_KILLED("kill -9 of education-service, which is written to and copies what is written",
            killed(Application.EDUCATION)),
    GATEWAY_KILLED("kill -9 of the gateway", killed(Application.GATEWAY)),
    KAFKA_KILLED("kill -9 of Kafka", atOnce(suite -> suite.kill("kafka"))),
    POSTGRES_KILLED("kill -9 of PostgreSQL", atOnce(suite -> suite.killAll("postgresql"))),
    SERVICE_STOPPED("SIGSTOP of events-service", stopped(Application.EVENTS)),
    MOBILITY_STOPPED("SIGSTOP of mobility-service", stopped(Application.MOBILITY)),
    TRADE_STOPPED("SIGSTOP of trade-service", stopped(Application.TRADE)),
    EDUCATION_STOPPED("SIGSTOP of education-service", stopped(Application.EDUCATION)),
    GATEWAY_STOPPED("SIGSTOP of the gateway", stopped(Application.GATEWAY)),
    KAFKA_STOPPED("SIGSTOP of Kafka", (suite, away) -> hold(suite, "kafka", away)),
    POSTGRES_STOPPED("SIGSTOP of PostgreSQL and its sessions", (suite, away) -> hold(suite, "postgresql", away)),
    KAFKA_AWAY("Kafka gone, and not started again for a while", (suite, away) -> gone(suite, "kafka", away)),
    POSTGRES_AWAY("PostgreSQL gone, and not started again for a while", (suite, away) -> gone(suite, "postgresql", away)),
    /** The time of the takeover is measured in {@link Trial}. */
    RELAY_KILLED("kill -9 of the replica of events-service that relays", atOnce(suite -> suite.kill(relaying(suite).name()))),
    /** What is read meanwhile is counted. */
    REPLICA_KILLED("kill -9 of one of two replicas of events-service, while others read of it", killed(Application.EVENTS)),
    DISK_FULL("the disk of Kafka full, where its folder is a file system of its own", Fault::fillTheDiskOfKafka);

    private static final int BLOCK = 64 * 1024;

    private final String description;
    private final Infliction infliction;

    Fault(String description, Infliction infliction) {
        this.description = description;
        this.infliction = infliction;
    }

    /** What is done. */
    @FunctionalInterface
    private interface Infliction {

        Instant on(Suite suite, Duration away) throws IOException, InterruptedException;
    }

    /** What is done at once, and over with that. */
    @FunctionalInterface
    private interface Stroke {

        void on(Suite suite) throws IOException, InterruptedException;
    }

    /**
     * Returns when it is over.
     *
     * @param away how long it lasts, where it lasts
     * @return from when on what is lacking was
     */
    Instant inflict(Suite suite, Duration away) throws IOException, InterruptedException {
        return infliction.on(suite, away);
    }

    /**
     * What it needs and a suite does not have; nothing if it can be done to it.
     *
     * @param data the suite's data folder, which need not be there yet
     */
    Optional<String> lacking(int replicas, Path data) throws IOException {
        var needs = switch (this) {
            case RELAY_KILLED, REPLICA_KILLED -> replicas > 1 ? null : "--replicas 2";
            // What keeps a server away is that the supervisor sleeps; with replicas it is also their door.
            case KAFKA_AWAY, POSTGRES_AWAY -> replicas == 1 ? null : "--replicas 1";
            case DISK_FULL -> {
                var kafka = data.resolve("kafka");
                yield Files.exists(kafka) && !Files.getFileStore(kafka).equals(Files.getFileStore(data))
                        ? null
                        : kafka + " to be a file system of its own, such as a small tmpfs";
            }
            default -> null;
        };
        return Optional.ofNullable(needs);
    }

    /** What is written meanwhile: what the service that it is done to records, and what it copies of another; else gatherings. */
    List<Kind> written() {
        return switch (this) {
            case TRADE_KILLED, TRADE_STOPPED -> List.of(Kind.GATHERING, Kind.COMPANY);
            case MOBILITY_KILLED, MOBILITY_STOPPED -> List.of(Kind.GATHERING, Kind.AIRPORT);
            case EDUCATION_KILLED, EDUCATION_STOPPED -> List.of(Kind.AIRPORT, Kind.INSTITUTION);
            default -> List.of(Kind.GATHERING);
        };
    }

    /** Whether Kafka is what is lacking: then writes and reads go on all the same. */
    boolean isKafkas() {
        return List.of(KAFKA_KILLED, KAFKA_STOPPED, KAFKA_AWAY, DISK_FULL).contains(this);
    }

    /** Whether PostgreSQL is what is lacking: then all is refused soon. */
    boolean isPostgres() {
        return List.of(POSTGRES_KILLED, POSTGRES_STOPPED, POSTGRES_AWAY).contains(this);
    }

    /** Whether it is over by itself at once, and what is lacking is lacking until it is started again. */
    boolean isOverAtOnce() {
        return name().endsWith("_KILLED");
    }

    String description() {
        return description;
    }

    /** As it is named on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(String id) {
        return Arrays.stream(values()).filter(fault -> fault.id().equals(id)).findFirst().orElse(null);
    }

    /**
     * The replica that holds the lease.
     *
     * @throws IOException if none does for minutes
     */
    static ServerStatus relaying(Suite suite) throws IOException, InterruptedException {
        return relaying(suite, 0).orElseThrow(() -> new IOException("nobody relays: " + suite.servers()));
    }

    /** The replica that holds the lease after another process had it; empty if none does for minutes. */
    static Optional<ServerStatus> relayingAfter(ServerStatus former, Suite suite) throws IOException, InterruptedException {
        return relaying(suite, former.pid());
    }

    private static Optional<ServerStatus> relaying(Suite suite, long former) throws IOException, InterruptedException {
        var end = Instant.now().plus(Trial.PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (var server : suite.replicas(Application.EVENTS)) {
                if (server.pid() != 0 && server.pid() != former && suite.metric(server, "tamga_relay_holding") == 1) {
                    return Optional.of(server);
                }
            }
            Thread.sleep(50);
        }
        return Optional.empty();
    }

    private static Infliction atOnce(Stroke stroke) {
        return (suite, away) -> {
            stroke.on(suite);
            return Instant.now();
        };
    }

    private static Infliction killed(Application application) {
        return atOnce(suite -> suite.kill(suite.replicas(application).get(0).name()));
    }

    private static Infliction stopped(Application application) {
        return (suite, away) -> hold(suite, suite.replicas(application).get(0).name(), away);
    }

    private static Instant fillTheDiskOfKafka(Suite suite, Duration away) throws IOException, InterruptedException {
        var ballast = suite.data().resolve("kafka/ballast");
        fill(ballast);
        try {
            return lasting(away);
        } finally {
            Files.delete(ballast);
        }
    }

    private static Instant hold(Suite suite, String name, Duration away) throws InterruptedException {
        suite.signalAll("STOP", name);
        try {
            return lasting(away);
        } finally {
            suite.signalAll("CONT", name);
        }
    }

    private static Instant gone(Suite suite, String name, Duration away) throws InterruptedException {
        var supervisor = suite.supervisor();
        Signals.send("STOP", supervisor);
        try {
            // Nobody fetches the dead meanwhile, so its end is not waited for.
            suite.signalAll("KILL", name);
            return lasting(away);
        } finally {
            Signals.send("CONT", supervisor);
        }
    }

    /** Returns after that time, with when it began. */
    private static Instant lasting(Duration away) throws InterruptedException {
        var struck = Instant.now();
        Thread.sleep(away.toMillis());
        return struck;
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var block = new byte[BLOCK];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // No space left, as it was meant; if that is not why, the file is not there or small, and is said.
            if (!Files.exists(file) || Files.getFileStore(file).getUsableSpace() > 2 * BLOCK) {
                throw e;
            }
        }
    }
}
