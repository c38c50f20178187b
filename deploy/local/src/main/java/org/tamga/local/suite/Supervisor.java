package org.tamga.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.tamga.local.kafka.BuiltLibraries;
import org.tamga.local.kafka.LocalKafka;
import org.tamga.local.postgres.Durability;
import org.tamga.local.postgres.LocalPostgres;
import org.tamga.local.postgres.PostgresBinaries;
import org.tamga.local.postgres.PostgresDatabase;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.LocalServer;
import org.tamga.local.process.ServerNotStarted;
import org.tamga.local.suite.SuiteStatus.Phase;

/**
 * Starts a whole suite on one machine and keeps it running until it is told to stop. It is the only one that starts processes on a
 * data folder, whose lock it holds meanwhile.
 */
public final class Supervisor {

    private final Path checkout;
    private final DataFolder folder;
    private final Ports ports;
    private final boolean starterWanted;
    private final Consumer<String> out;
    private final Instant began = Instant.now();
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** What was started together, in the order of starting. */
    private final List<List<Keeper>> stages = new ArrayList<>();
    private final List<Door> doors = new ArrayList<>();
    private final Rehearsals rehearsals;
    private Phase phase = Phase.STARTING;
    private FutureTask<Boolean> loading;
    private volatile boolean starterMissing;

    /**
     * @param checkout the root of a built checkout
     * @param starterWanted whether the starter record is loaded if the folder has not got it yet
     * @param rehearsed when what makes later starts quick is made, where there is none yet
     * @param out gets the lines for the person who started it
     */
    public Supervisor(Path checkout, DataFolder folder, Ports ports, boolean starterWanted, Rehearsals.When rehearsed,
            Consumer<String> out) {
        this.checkout = checkout;
        this.folder = folder;
        this.ports = ports;
        this.starterWanted = starterWanted;
        this.out = out;
        this.rehearsals = new Rehearsals(rehearsed, out);
    }

    /**
     * Starts the suite and returns when {@link #stop()} was called and all has ended.
     *
     * @throws CannotStart if it cannot be started; what had been started was stopped
     */
    public void run() {
        DataFolder.Lock lock = folder.lock().orElseThrow(() -> alreadyRuns(folder));
        try {
            prepare();
            runUntilStopped();
        } catch (ServerNotStarted e) {
            throw new CannotStart(e.getMessage());
        } catch (IOException e) {
            throw new CannotStart("The data folder " + folder.path() + " cannot be used: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted.");
        } finally {
            lock.close();
        }
    }

    private void runUntilStopped() throws IOException, InterruptedException {
        try {
            start();
            stopped.await();
        } catch (ServerNotStarted e) {
            // To be stopped while starting is no failure.
            if (!isStopping()) {
                throw e;
            }
        } finally {
            stop();
            stopped.await();
            SuiteStatus.remove(folder);
        }
    }

    /** What a second start on a folder is told. */
    public static CannotStart alreadyRuns(DataFolder folder) {
        String where = SuiteStatus.read(folder).map(status -> " on http://127.0.0.1:" + status.port()).orElse("");
        return new CannotStart(
                "Tamga already runs" + where + " with the data in " + folder.path() + "; ./tamga down stops it.");
    }

    /**
     * Stops all in order, the gateway first and PostgreSQL last, and returns when they have ended. May be called from any thread, and
     * again.
     */
    public void stop() {
        synchronized (this) {
            if (phase == Phase.STOPPING) {
                return;
            }
            phase = Phase.STOPPING;
            if (loading != null) {
                loading.cancel(true);
            }
        }
        writeStatus();
        out.accept("Stopping.");
        rehearsals.stop();
        for (int i = stages.size() - 1; i >= 0; i--) {
            stages.get(i).parallelStream().forEach(Keeper::stop);
        }
        doors.forEach(Door::close);
        out.accept("Stopped. The data stay in " + folder.path() + ".");
        stopped.countDown();
    }

    private void prepare() throws IOException {
        SuiteStatus.remove(folder);
        int leftovers = new SuiteProcesses(folder).end();
        if (leftovers > 0) {
            out.accept("Ended " + leftovers + " processes that a former start had left behind.");
        }
        ports.taken().forEach((port, use) -> {
            throw new CannotStart(
                    "Port " + port + " (" + use + ") is in use; choose others with --port, which names the first of "
                            + ports.count() + ".");
        });
        FreeMemory.require(FreeMemory.needed(ports.replicas()));
        for (Application application : Application.in(checkout)) {
            if (!Files.exists(application.jar(checkout))) {
                throw new CannotStart("There is no " + checkout.relativize(application.jar(checkout)) + "; build it first.");
            }
        }
    }

    private void start() throws IOException, InterruptedException {
        writeStatus();
        List<String> marks = new SuiteProcesses(folder).marks();
        LocalPostgres postgres = new LocalPostgres(folder.postgres(), ports.postgres(),
                PostgresBinaries.unpackedIn(folder.postgres()), Durability.DURABLE, Lifetime.OWN);
        LocalKafka kafka = new LocalKafka(folder.kafka(), ports.kafka(), ports.kafkaController(),
                BuiltLibraries.above(checkout), Lifetime.OWN, marks);
        CompletableFuture<Void> postgresReady = begin(List.of(postgres));
        CompletableFuture<Void> kafkaReady = begin(List.of(kafka));
        await(postgresReady);
        Map<Application, PostgresDatabase> databases = new HashMap<>();
        List<Application> applications = Application.in(checkout);
        for (Application application : applications) {
            databases.put(application, postgres.database(application.id()));
        }
        await(kafkaReady);

        Environments environments = new Environments(ports, folder, kafka.bootstrapServers(),
                folder.keys().publicKeyFile().toUri().toString());
        List<LocalServer> services = new ArrayList<>();
        List<LocalServer> gateway = new ArrayList<>();
        for (Application application : applications) {
            List<LocalServer> stage = application == Application.GATEWAY ? gateway : services;
            for (int replica = 0; replica < ports.replicas(); replica++) {
                String name = application.server(ports, replica);
                ApplicationServer server = new ApplicationServer(name, ports.replica(application, replica),
                        application.jar(checkout), folder.log(name),
                        environments.of(application, replica, databases.get(application)), marks);
                stage.add(server);
                if (replica == 0) {
                    rehearsals.add(server.rehearsal(application, FreePorts.any(),
                            folder.logs().resolve(application.id() + "-rehearsal.log"),
                            folder.imports(application.id() + "-rehearsal")));
                }
            }
            if (ports.replicas() > 1) {
                open(application);
            }
        }
        CompletableFuture<Void> servicesReady = begin(services);
        CompletableFuture<Void> gatewayReady = begin(gateway);
        await(servicesReady);
        await(gatewayReady);

        enter(Phase.LOADING);
        starterMissing = starterWanted && !loadStarter();
        new Welcome(ports, applications).lines().forEach(out);
        rehearsals.begin();
        enter(Phase.UP);
    }

    private void open(Application application) throws IOException {
        List<Integer> replicas = IntStream.range(0, ports.replicas()).mapToObj(replica -> ports.replica(application, replica))
                .toList();
        Door door = new Door(application.id(), ports.of(application), replicas);
        synchronized (this) {
            doors.add(door);
        }
    }

    private boolean loadStarter() throws IOException, InterruptedException {
        FutureTask<Boolean> task = new FutureTask<>(() -> new StarterRecord(checkout, folder, ports).loadOnce(out));
        synchronized (this) {
            loading = task;
        }
        new Thread(task, "starter record").start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (CancellationException e) {
            throw new ServerNotStarted("Stopped before all was loaded.", e);
        }
    }

    /** @return done when all are ready for the first time */
    private CompletableFuture<Void> begin(List<? extends LocalServer> servers) {
        List<Keeper> stage = new ArrayList<>();
        for (LocalServer server : servers) {
            Keeper keeper = new Keeper(server, new Log());
            keeper.ready().thenRun(() -> out.accept(String.format("%-16s ready on 127.0.0.1:%d after %.1f s",
                    server.title(), server.port(), seconds())));
            stage.add(keeper);
        }
        synchronized (this) {
            if (phase == Phase.STOPPING) {
                throw new ServerNotStarted("Stopped before all was started.");
            }
            stages.add(stage);
            stage.forEach(Keeper::start);
        }
        return CompletableFuture.allOf(stage.stream().map(Keeper::ready).toArray(CompletableFuture[]::new));
    }

    private static void await(CompletableFuture<Void> ready) {
        try {
            ready.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ServerNotStarted failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void enter(Phase next) {
        synchronized (this) {
            if (phase == Phase.STOPPING) {
                throw new ServerNotStarted("Stopped before all was started.");
            }
            phase = next;
        }
        writeStatus();
    }

    private synchronized boolean isStopping() {
        return phase == Phase.STOPPING;
    }

    private synchronized void writeStatus() {
        List<SuiteStatus.ServerStatus> servers = stages.stream().flatMap(List::stream).map(Keeper::status).toList();
        try {
            new SuiteStatus(ProcessHandle.current().pid(), ports.base(), phase, starterMissing, servers).write(folder);
        } catch (IOException e) {
            out.accept("The status cannot be written: " + e.getMessage());
        }
    }

    private double seconds() {
        return Duration.between(began, Instant.now()).toMillis() / 1000.0;
    }

    /** What the keepers say, with the time, for it comes at any time. */
    private final class Log implements Keeper.Announcements {

        @Override
        public void changed() {
            writeStatus();
        }

        @Override
        public void say(String line) {
            out.accept(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
        }
    }
}
