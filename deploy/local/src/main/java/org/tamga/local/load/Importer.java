package org.tamga.local.load;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import org.tamga.local.load.RecordApi.Answer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Imports records of a collection through the API as they come, a few thousand lines at a time over a few connections: in bounded
 * memory, however many there are. The first lines are answered before any others are sent, so that those may refer to them.
 */
public final class Importer implements AutoCloseable {

    /** As many files as a service takes at once. */
    private static final int CONNECTIONS = 2;
    private static final int LINES = 2000;
    /** Half of what is answered at once: the API makes a job of more. */
    private static final int BYTES = 5 << 20;
    private static final int PROBLEMS_KEPT = 20;

    private final RecordApi api;
    private final ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
    private final Semaphore free = new Semaphore(CONNECTIONS);

    /** As {@link Loader}'s. */
    public Importer(Function<String, URI> addresses, String token, Duration patience) {
        this.api = new RecordApi(addresses, token, patience);
    }

    /** Begins a collection. @param progress gets a line now and then */
    public Run begin(String name, Consumer<String> progress) {
        return new Run(name, progress);
    }

    @Override
    public void close() {
        connections.shutdownNow();
    }

    /** What became of the lines of one collection. Not for several threads. */
    public final class Run {

        private static final int LINES_BETWEEN_PROGRESS = 20_000;

        private final String name;
        private final Consumer<String> progress;
        private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
        private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
        private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
        private String collection;
        private int count;
        private boolean first = true;
        private long accepted;
        private long unchanged;
        private long rejected;
        private long told;

        private Run(String name, Consumer<String> progress) {
            this.name = name;
            this.progress = progress;
        }

        /**
         * Adds a record.
         *
         * @param collection its path, such as {@code /api/trade/companies}; records of one parent stand together
         * @param record as JSON without a line break
         * @throws NoAnswer if the API cannot be reached, does not let us in, or refuses a whole import
         */
        public void add(String collection, String record) {
            byte[] line = record.getBytes(StandardCharsets.UTF_8);
            if (count == LINES || lines.size() + line.length >= BYTES || !collection.equals(this.collection)) {
                flush();
            }
            this.collection = collection;
            lines.writeBytes(line);
            lines.write('\n');
            count++;
        }

        /** Waits for all answers. */
        public ImportReport end() {
            flush();
            free.acquireUninterruptibly(CONNECTIONS);
            free.release(CONNECTIONS);
            throwIfFailed();
            return report();
        }

        private void flush() {
            if (count == 0) {
                return;
            }
            byte[] body = lines.toByteArray();
            String path = collection;
            lines.reset();
            count = 0;
            free.acquireUninterruptibly();
            throwIfFailed();
            connections.execute(() -> {
                try {
                    take(api.importLines(path, body), path);
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                } finally {
                    free.release();
                }
            });
            if (first) {
                first = false;
                free.acquireUninterruptibly(CONNECTIONS);
                free.release(CONNECTIONS);
            }
        }

        private synchronized void take(Answer answer, String path) {
            if (answer.status() != 200) {
                throw new NoAnswer(URI.create(path + "/import"), Loader.describe(answer));
            }
            JsonNode report = answer.body();
            accepted += report.path("accepted").asLong();
            unchanged += report.path("unchanged").asLong();
            rejected += report.path("rejected").asLong();
            for (JsonNode problem : report.path("problems")) {
                if (problems.size() < PROBLEMS_KEPT && !problem.path("severity").asText().equals("warning")) {
                    problems.add(path + " line " + problem.path("line").asText() + " " + problem.path("pointer").asText() + ": "
                            + problem.path("detail").asText());
                }
            }
            if (accepted + unchanged + rejected >= told + LINES_BETWEEN_PROGRESS) {
                told = accepted + unchanged + rejected;
                progress.accept(name + ": " + report().summary() + " so far");
            }
        }

        private synchronized ImportReport report() {
            return new ImportReport(accepted, unchanged, rejected, problems.stream().toList());
        }

        private void throwIfFailed() {
            if (failure.get() != null) {
                throw failure.get();
            }
        }
    }
}
