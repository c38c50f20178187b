package org.tamga.record.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Uuid7;
import org.tamga.record.Author;
import org.tamga.record.change.Queue;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.imports.ImportReport.RowProblem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Takes files in after their senders have gone: one at a time in each replica, in the order of their coming. How far it has come
 * is written in the transaction of each chunk, of a strict one in that of all its rows, so that a job whose process ended goes on
 * where that stood.
 */
@Singleton
public class ImportJobs {

    private static final Logger LOG = Logger.getLogger(ImportJobs.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    /** A process that was not seen for so long takes in nothing any more. */
    private static final String DEAD = "interval '20 seconds'";
    /** A folder that was not seen for so long is gone with its files. */
    private static final String LOST = "interval '10 minutes'";
    /** As often as a job may end without having recorded anything before it counts as one that cannot be done. */
    private static final int ATTEMPTS = 5;
    /** As many processes as may end while they take one file in: more would be ended by the file, unless it took them that many rows. */
    private static final int DEATHS = 5;
    private static final int ROWS_OF_GOOD_HEALTH = 50_000;
    private static final int MOST_WAITING = 50;
    private static final TypeReference<List<RowProblem>> PROBLEMS = new TypeReference<>() {
    };

    private final Database database;
    private final Queue queue;
    private final Formats formats;
    private final Intake intake;
    private final ObjectMapper mapper;
    private final ImportFolder folder;
    private final UUID owner = UUID.randomUUID();
    private final Worker worker = new Worker("imports", () -> true, () -> LOOK_EVERY, this::takeNext);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "imports-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running = true;
    private volatile Spool reading;
    private UUID keeper;

    ImportJobs(Database database, Queue queue, Formats formats, Intake intake, ObjectMapper mapper, ImportFolder folder) {
        this.database = database;
        this.queue = queue;
        this.formats = formats;
        this.intake = intake;
        this.mapper = mapper;
        this.folder = folder;
    }

    /** What a job is to do, and how far it has come. */
    private record Task(UUID id, String topic, Order order, Spool spool, int attempts, int deaths, long found,
            Tally tally) {}

    void start(@Observes StartupEvent event) throws IOException {
        keeper = keeper(folder.path());
        worker.start();
        timer.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::sweep, 0, SWEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        timer.shutdownNow();
        worker.close();
    }

    /** The folder's own name, which it keeps: so that a process finds what another left in it, earlier or beside it, and no other folder's. */
    static UUID keeper(Path folder) throws IOException {
        Files.createDirectories(folder);
        var name = folder.resolve("keeper");
        if (Files.notExists(name)) {
            var fresh = Files.writeString(Files.createTempFile(folder, "keeper-", ".part"), UUID.randomUUID().toString());
            try {
                Files.createLink(name, fresh);
            } catch (FileAlreadyExistsException e) {
                LOG.debug("Another process that shares the folder was quicker.");
            } finally {
                Files.delete(fresh);
            }
        }
        return UUID.fromString(Files.readString(name).strip());
    }

    /** Removes what a process that died has left: bodies that were coming in, and files of which no job is open. */
    void sweep() {
        try {
            var yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
            var open = database.read(transaction -> Set.copyOf(transaction.list(
                    "select id from import_job where status in ('queued', 'running')",
                    row -> path(row.getObject("id", UUID.class)))));
            var over = database.read(transaction -> Set.copyOf(transaction.list(
                    "select id from import_job where status in ('done', 'failed')"
                            + " and finished_at > clock_timestamp() - interval '2 days'",
                    row -> path(row.getObject("id", UUID.class)))));
            try (var files = Files.newDirectoryStream(folder.path(), "*.{part,import}")) {
                for (var file : files) {
                    // A younger one of no job may be on its way to become one.
                    if (over.contains(file)
                            || !open.contains(file) && Files.getLastModifiedTime(file).compareTo(yesterday) < 0) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.warnf("What earlier imports left could not be removed: %s", e);
        }
    }

    /** Keeps a file to be taken in; from here on it is this object's. */
    ImportJob submit(String topic, Order order, Spool spool) throws IOException {
        var id = Uuid7.next();
        Files.move(spool.path(), path(id), StandardCopyOption.ATOMIC_MOVE);
        try {
            register(id, topic, order, spool);
        } catch (RuntimeException e) {
            Files.deleteIfExists(path(id));
            throw e;
        }
        worker.wake();
        return find(id).orElseThrow();
    }

    /** Throws a 503 {@link Problem} where so many files wait that one more would be too much. */
    void requireRoom() {
        database.read(ImportJobs::requireRoom);
    }

    private static boolean requireRoom(Transaction transaction) throws SQLException {
        return transaction.first("select count(*) as files from import_job where status in ('queued', 'running')", waiting -> {
            if (waiting.getInt("files") >= MOST_WAITING) {
                throw Problem.unavailable(waiting.getInt("files") + " imports are waiting; try again when some are done.", 60);
            }
            return true;
        }).orElseThrow();
    }

    private void register(UUID id, String topic, Order order, Spool spool) {
        database.write(transaction -> {
            requireRoom(transaction);
            return transaction.update(
                    "insert into import_job (id, topic, format, file, mode, dry_run, subject, traceparent, keeper, size, readings)"
                            + " values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)",
                    id, topic, order.format().name(), json(order.file()), Json.name(order.mode()), order.dryRun(),
                    order.author().subject(), order.author().traceparent(), keeper, spool.size(), order.readings());
        });
    }

    /** A job, waiting, running or ended. */
    public Optional<ImportJob> find(UUID id) {
        return database.read(transaction -> transaction.first("select * from import_job where id = ?", this::job, id));
    }

    private ImportJob job(ResultSet row) throws SQLException {
        var status = Json.constant(ImportJob.Status.class, row.getString("status"));
        var toRead = row.getLong("size") * row.getInt("readings");
        var progress = status == ImportJob.Status.DONE ? 1 : toRead == 0 ? 0 : (double) row.getLong("bytes_read") / toRead;
        return new ImportJob(row.getObject("id", UUID.class), status, Math.round(progress * 1000) / 1000.0,
                row.getString("reason"), row.getString("topic"), row.getString("format"),
                Json.constant(ImportMode.class, row.getString("mode")), row.getBoolean("dry_run"), row.getLong("accepted"),
                row.getLong("unchanged"), row.getLong("rejected"), row.getLong("warnings"), problems(row),
                Transaction.instant(row, "created_at"), Transaction.instant(row, "started_at"),
                Transaction.instant(row, "finished_at"));
    }

    // --- The worker ----------------------------------------------------------------------------------------------------

    private boolean takeNext() {
        var task = claim();
        task.ifPresent(this::run);
        return task.isPresent();
    }

    /** The first that waits, or that a process took up which is not there any more. */
    private Optional<Task> claim() {
        return database.write(transaction -> transaction.first(
                "update import_job set status = 'running', owner = ?, seen_at = clock_timestamp(), attempts = attempts + 1,"
                        + " deaths = deaths + case when status = 'running' and owner <> ? then 1 else 0 end,"
                        + " started_at = coalesce(started_at, clock_timestamp()) where id = (select id from import_job"
                        + " where keeper = ? and status in ('queued', 'running') and (status = 'queued' or owner = ?"
                        + " or seen_at < clock_timestamp() - " + DEAD + ") order by created_at limit 1 for update skip locked)"
                        + " returning *",
                this::task, owner, owner, keeper, owner));
    }

    private Task task(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var format = formats.find(row.getString("topic"), row.getString("format")).orElse(null);
        var order = format == null
                ? null
                : new Order(format, read(row.getString("file"), new TypeReference<ImportedFile>() {
                }), Json.constant(ImportMode.class, row.getString("mode")), row.getBoolean("dry_run"),
                        new Author(row.getString("subject"), row.getString("traceparent")));
        var report = new ImportReport(row.getLong("accepted"), row.getLong("unchanged"), row.getLong("rejected"),
                row.getLong("warnings"), problems(row));
        return new Task(id, row.getString("topic"), order, new Spool(path(id), row.getLong("size")), row.getInt("attempts"),
                row.getInt("deaths"), row.getLong("found"), Tally.of(report));
    }

    private void run(Task task) {
        try {
            if (task.order() == null) {
                finish(task, "Its format is no longer known here.", null);
            } else if (Files.notExists(task.spool().path())) {
                finish(task, "Its file is no longer there.", null);
            } else if (task.deaths() >= DEATHS) {
                finish(task, "The service ended " + DEATHS + " times while it took the file in, which may be the file's doing."
                        + " What was recorded of it stands; if you trust the rest, send it again.", null);
            } else if (task.attempts() > ATTEMPTS) {
                finish(task, "It was begun " + ATTEMPTS + " times and could not be "
                        + (task.order().isOneTransaction()
                                ? "ended: a strict import or a dry run is one transaction, which must not take too long."
                                : "gone on with. What was recorded of it stands; send it again for the rest."),
                        null);
            } else {
                reading = task.spool();
                var report = intake.take(task.order(), task.spool(), progress(task));
                if (task.order().isOneTransaction() && !task.order().dryRun()) {
                    // Its end was noted in that transaction.
                    delete(task);
                } else {
                    finish(task, null, report);
                }
            }
        } catch (RefusedImport refusal) {
            finish(task, refusal.getMessage(), refusal.report());
        } catch (Problem refusal) {
            if (refusal.type().mayPass()) {
                throw refusal;
            }
            finish(task, refusal.getMessage(), null);
        } catch (Stopped stopped) {
            database.write(transaction -> transaction.update("update import_job set status = 'queued', owner = null"
                    + " where id = ? and owner = ? and status = 'running'", task.id(), owner));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Import %s", task.id());
            finish(task, "Something failed on our side; the job's id leads us to it.", null);
        } finally {
            reading = null;
        }
    }

    private Intake.Progress progress(Task task) {
        return new Intake.Progress() {

            /** How many problems the job's row holds, and how many a chunk that may have to be tried again has written: they only grow. */
            private int stored = task.tally().report().problems().size();
            private int written = stored;

            @Override
            public long found() {
                return task.found();
            }

            @Override
            public Tally tally() {
                return task.tally();
            }

            @Override
            public void pace() {
                // What was written by the chunk before stands by now.
                stored = written;
                while (running && queue.isLong()) {
                    pause();
                }
                if (!running) {
                    throw new Stopped();
                }
            }

            @Override
            public void landed(Transaction transaction, long found, Tally tally) throws SQLException {
                var report = tally.report();
                written = report.problems().size();
                var noted = transaction.update(
                        "update import_job set found = ?, bytes_read = greatest(bytes_read, ?), accepted = ?, unchanged = ?,"
                                + " rejected = ?, warnings = ?, problems = coalesce(?::jsonb, problems), attempts = 0,"
                                + " deaths = case when ? then 0 else deaths end, seen_at = clock_timestamp() where id = ? and owner = ?",
                        found, task.spool().bytesRead(), report.accepted(), report.unchanged(), report.rejected(),
                        report.warnings(), written == stored ? null : json(report.problems()),
                        found - task.found() >= ROWS_OF_GOOD_HEALTH, task.id(), owner);
                if (noted == 0) {
                    // Another process holds that this one is dead; it has begun where the last chunk that was noted stands.
                    throw new Stopped();
                }
            }

            @Override
            public void done(Transaction transaction, ImportReport report) throws SQLException {
                if (!end(transaction, task, null, report)) {
                    throw new Stopped();
                }
            }
        };
    }

    /** @param report null where it stays as it was noted last */
    private void finish(Task task, String reason, ImportReport report) {
        if (!database.<Boolean>write(transaction -> end(transaction, task, reason, report))) {
            // Another process took it over, and the file with it.
            return;
        }
        delete(task);
    }

    private static void delete(Task task) {
        try {
            task.spool().delete();
        } catch (IOException e) {
            LOG.warnf("The file of import %s stays: %s", task.id(), e.getMessage());
        }
    }

    /** Notes how a job has ended; false, and nothing is noted, where another process holds that this one is dead. */
    private boolean end(Transaction transaction, Task task, String reason, ImportReport report) throws SQLException {
        var isOurs = transaction.update("update import_job set status = ?, reason = ?,"
                + " finished_at = clock_timestamp() where id = ? and owner = ? and status = 'running'",
                reason == null ? "done" : "failed", reason, task.id(), owner) == 1;
        if (isOurs && report != null) {
            transaction.update(
                    "update import_job set bytes_read = size * readings, accepted = ?, unchanged = ?, rejected = ?, warnings = ?,"
                            + " problems = ?::jsonb where id = ?",
                    report.accepted(), report.unchanged(), report.rejected(),
                    report.warnings(), json(report.problems()), task.id());
        }
        return isOurs;
    }

    /** Says that this process and its folder are there, and ends what waits for a folder that is not. */
    private void look() {
        try {
            database.write(transaction -> {
                var spool = reading;
                transaction.update("update import_job set seen_at = clock_timestamp(), bytes_read = greatest(bytes_read, ?)"
                        + " where owner = ? and status = 'running'", spool == null ? 0 : spool.bytesRead(), owner);
                transaction.update("update import_job set seen_at = clock_timestamp() where keeper = ? and status = 'queued'",
                        keeper);
                return transaction.update("update import_job set status = 'failed', finished_at = clock_timestamp(),"
                        + " reason = 'The process that had the file is gone, and the file with it; send it again.'"
                        + " where keeper <> ? and status in ('queued', 'running') and seen_at < clock_timestamp() - " + LOST,
                        keeper);
            });
        } catch (RuntimeException | Error e) {
            LOG.debugf("Imports could not be looked at: %s", e);
        }
    }

    private Path path(UUID id) {
        return folder.path().resolve(id + ".import");
    }

    private List<RowProblem> problems(ResultSet row) throws SQLException {
        return read(row.getString("problems"), PROBLEMS);
    }

    private <T> T read(String json, TypeReference<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a stored job cannot be read", e);
        }
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a job cannot be stored", e);
        }
    }

    private void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Ends the reading of a file that is to go on another time. */
    private static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }
}
