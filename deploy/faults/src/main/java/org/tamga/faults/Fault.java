package org.tamga.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.tamga.local.process.Signals;
import org.tamga.local.suite.Application;

/** What is done to a suite. Each returns when it is over, so that what comes then is the suite's own recovery. */
public enum Fault {

    SERVICE_KILLED("kill -9 of events-service") {
        @Override
        void inflict(Suite suite, Duration away) {
            suite.kill(suite.replicas(Application.EVENTS).get(0).name());
        }
    },
    READER_KILLED("kill -9 of mobility-service, which copies what is written") {
        @Override
        void inflict(Suite suite, Duration away) {
            suite.kill(suite.replicas(Application.MOBILITY).get(0).name());
        }
    },
    GATEWAY_KILLED("kill -9 of the gateway") {
        @Override
        void inflict(Suite suite, Duration away) {
            suite.kill(suite.replicas(Application.GATEWAY).get(0).name());
        }
    },
    KAFKA_KILLED("kill -9 of Kafka") {
        @Override
        void inflict(Suite suite, Duration away) {
            suite.kill("kafka");
        }
    },
    POSTGRES_KILLED("kill -9 of PostgreSQL") {
        @Override
        void inflict(Suite suite, Duration away) {
            suite.killAll("postgresql");
        }
    },
    SERVICE_STOPPED("SIGSTOP of events-service") {
        @Override
        void inflict(Suite suite, Duration away) throws InterruptedException {
            hold(suite, suite.replicas(Application.EVENTS).get(0).name(), away);
        }
    },
    GATEWAY_STOPPED("SIGSTOP of the gateway") {
        @Override
        void inflict(Suite suite, Duration away) throws InterruptedException {
            hold(suite, suite.replicas(Application.GATEWAY).get(0).name(), away);
        }
    },
    KAFKA_STOPPED("SIGSTOP of Kafka") {
        @Override
        void inflict(Suite suite, Duration away) throws InterruptedException {
            hold(suite, "kafka", away);
        }
    },
    POSTGRES_STOPPED("SIGSTOP of PostgreSQL and its sessions") {
        @Override
        void inflict(Suite suite, Duration away) throws InterruptedException {
            hold(suite, "postgresql", away);
        }
    },
    KAFKA_AWAY("Kafka gone, and not started again for a while") {
        @Override
        void inflict(Suite suite, Duration away) throws InterruptedException {
            gone(suite, "kafka", away);
        }
    },
    POSTGRES_AWAY("PostgreSQL gone, and not started again for a while") {
        @Override
        void inflict(Suite suite, Duration away) throws InterruptedException {
            gone(suite, "postgresql", away);
        }
    },
    /** Needs replicas; the time of the takeover is measured in {@link Faults}. */
    RELAY_KILLED("kill -9 of the replica of events-service that relays") {
        @Override
        boolean isPossible(Suite suite) {
            return suite.replicas() > 1;
        }

        @Override
        void inflict(Suite suite, Duration away) throws IOException, InterruptedException {
            suite.kill(relaying(suite));
        }
    },
    DISK_FULL("the disk of Kafka full, where its folder is a file system of its own") {
        @Override
        boolean isPossible(Suite suite) throws IOException {
            return !Files.getFileStore(suite.data().resolve("kafka")).equals(Files.getFileStore(suite.data()));
        }

        @Override
        void inflict(Suite suite, Duration away) throws IOException, InterruptedException {
            var ballast = suite.data().resolve("kafka/ballast");
            fill(ballast);
            try {
                Thread.sleep(away.toMillis());
            } finally {
                Files.delete(ballast);
            }
        }
    };

    private static final int BLOCK = 64 * 1024;

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    /** @param away how long it lasts, where it lasts */
    abstract void inflict(Suite suite, Duration away) throws IOException, InterruptedException;

    boolean isPossible(Suite suite) throws IOException {
        // What keeps a server away is that the supervisor sleeps; with replicas it is also their door.
        return suite.replicas() == 1 || !List.of(KAFKA_AWAY, POSTGRES_AWAY).contains(this);
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

    /** The name of the replica that holds the lease. */
    static String relaying(Suite suite) throws IOException, InterruptedException {
        while (true) {
            for (var server : suite.replicas(Application.EVENTS)) {
                if (server.pid() != 0 && suite.metric(server, "tamga_relay_holding") == 1) {
                    return server.name();
                }
            }
            Thread.sleep(100);
        }
    }

    private static void hold(Suite suite, String name, Duration away) throws InterruptedException {
        suite.signalAll("STOP", name);
        try {
            Thread.sleep(away.toMillis());
        } finally {
            suite.signalAll("CONT", name);
        }
    }

    private static void gone(Suite suite, String name, Duration away) throws InterruptedException {
        var supervisor = suite.supervisor();
        Signals.send("STOP", supervisor);
        try {
            // Nobody fetches the dead meanwhile, so its end is not waited for.
            suite.signalAll("KILL", name);
            Thread.sleep(away.toMillis());
        } finally {
            Signals.send("CONT", supervisor);
        }
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
