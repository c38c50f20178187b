package org.tamga.local.load;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.tamga.local.load.LoadReport.Outcome;
import org.tamga.local.load.LoadReport.Remark;
import org.tamga.local.load.RecordApi.Answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * PUTs records through the API, so that afterwards they hold what the files say. Loading again changes nothing. A record that holds
 * something else is changed only if its last version is the loader's own statement: nobody's later work is undone.
 */
public final class Loader {

    private static final int CONNECTIONS = 6;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RecordApi api;
    private final String subject;

    /**
     * @param addresses makes a whole address of a path such as {@code /api/trade/companies}
     * @param token a bearer token with the roles of an editor
     * @param subject whom the token names
     * @param patience how long a request that gets no answer, or is told to come later, is tried again
     */
    public Loader(Function<String, URI> addresses, String token, String subject, Duration patience) {
        this.api = new RecordApi(addresses, token, patience);
        this.subject = subject;
    }

    /** As {@link #load(List, Duration, Consumer)}; what is refused at the end of its file is not sent again. */
    public LoadReport load(List<RecordFile> files, Consumer<String> progress) {
        return load(files, Duration.ZERO, progress);
    }

    /**
     * Loads the files one after the other. The records of one file are sent over several connections; those that are refused are
     * sent once more at the file's end, one by one, for they may have needed another record of the same file.
     *
     * @param settling how long, once all files are sent, those that are still refused are sent again: what one service records,
     *        another one that a record refers to hears of only after a moment
     * @param progress gets a line per file
     * @throws NoAnswer if the API cannot be reached, or does not let the loader in
     */
    public LoadReport load(List<RecordFile> files, Duration settling, Consumer<String> progress) {
        List<Sent> sent = new ArrayList<>();
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS, task -> {
            Thread thread = new Thread(task, "loader");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (RecordFile file : files) {
                List<Sent> ofFile = load(file, connections);
                sent.addAll(ofFile);
                progress.accept(file.name() + ": " + report(ofFile).summary());
            }
        } finally {
            connections.shutdownNow();
        }
        long end = System.nanoTime() + settling.toNanos();
        while (sent.stream().anyMatch(Sent::isRefused) && System.nanoTime() < end) {
            pause();
            sent.replaceAll(this::againIfRefused);
        }
        return report(sent);
    }

    private List<Sent> load(RecordFile file, ExecutorService connections) {
        List<Future<Sent>> sent = file.records().stream().map(entry -> connections.submit(() -> load(file, entry))).toList();
        return sent.stream().map(Loader::result).toList().stream().map(this::againIfRefused).toList();
    }

    private Sent load(RecordFile file, RecordFile.Entry entry) {
        return new Sent(file, entry, load(file.collection(), entry));
    }

    private Sent againIfRefused(Sent sent) {
        return sent.isRefused() ? load(sent.file(), sent.entry()) : sent;
    }

    private static LoadReport report(List<Sent> sent) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0);
        }
        List<Remark> remarks = new ArrayList<>();
        for (Sent one : sent) {
            Result result = one.result();
            counts.merge(result.outcome(), 1, Integer::sum);
            if (result.remark() != null) {
                remarks.add(new Remark(one.file().name(), one.file().collection() + "/" + one.entry().id(), result.outcome(),
                        result.remark()));
            }
        }
        return new LoadReport(counts, remarks);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static NoAnswer interrupted() {
        Thread.currentThread().interrupt();
        return new NoAnswer(URI.create("load"), "interrupted");
    }

    /** A record, and what became of it. */
    private record Sent(RecordFile file, RecordFile.Entry entry, Result result) {

        boolean isRefused() {
            return result.outcome() == Outcome.REFUSED;
        }
    }

    /** @param remark null if there is nothing to say */
    private record Result(Outcome outcome, String remark) {}

    private Result load(String collection, RecordFile.Entry entry) {
        String path = collection + "/" + entry.id();
        Outcome outcome = Outcome.UNCHANGED;
        // Known only while nobody but us can have written the record: from its creation on.
        String etag = null;
        for (ObjectNode period : entry.endedPeriods()) {
            Answer answer = api.put(path, period, etag);
            for (int attempt = 0; answer.status() == 428 || answer.status() == 412; attempt++) {
                String other = lastWriteOfAnother(path, answer.version());
                if (other != null || attempt == ATTEMPTS) {
                    return new Result(Outcome.DIFFERS, other == null ? "somebody else is writing it" : other);
                }
                answer = api.put(path, period, answer.etag());
                if (answer.status() == 200) {
                    outcome = outcome == Outcome.CREATED ? outcome : Outcome.CHANGED;
                }
            }
            switch (answer.status()) {
                case 200 -> {
                    // An unchanged record says nothing of who wrote it last.
                    etag = outcome == Outcome.CREATED ? answer.etag() : null;
                }
                case 201 -> {
                    outcome = Outcome.CREATED;
                    etag = answer.etag();
                }
                case 401, 403 -> throw new NoAnswer(URI.create(path), "not allowed: " + describe(answer));
                default -> {
                    return new Result(Outcome.REFUSED, describe(answer));
                }
            }
        }
        return new Result(outcome, null);
    }

    /**
     * What another did that made the record's present version, as a remark; null if that was this loader's own statement. Of the
     * periods of a version one may be new, and those beside it are what is left of former ones, which keep the names of who recorded
     * them: only where all are the loader's was it the loader who wrote.
     */
    private String lastWriteOfAnother(String path, int version) {
        JsonNode items = api.get(path + "/history").body().path("items");
        List<JsonNode> last = stream(items).filter(item -> item.path("version").asInt() == version).toList();
        if (last.isEmpty()) {
            // A version of which no period is: something was only withdrawn.
            return stream(items).anyMatch(item -> item.path("supersededAt").asText(null) == null)
                    ? "part of it was retracted"
                    : "it was retracted";
        }
        return last.stream().map(item -> item.path("recordedBy").asText("")).filter(by -> !by.equals(subject)).findFirst()
                .map(by -> "last recorded by " + by)
                .orElse(last.stream().anyMatch(item -> isLeftByRetraction(path, item)) ? "part of it was retracted" : null);
    }

    /** What a retraction leaves of a period ends, or begins, where the days begin, or end, that it withdrew. */
    private boolean isLeftByRetraction(String path, JsonNode period) {
        return Stream.of(day(period, "validTo"), day(period, "validFrom").map(from -> from.minusDays(1)))
                .flatMap(Optional::stream)
                .map(day -> api.get(path + "?validAt=" + day))
                .anyMatch(answer -> answer.status() == 404 && answer.body().path("type").asText().endsWith("/retracted"));
    }

    private static Optional<LocalDate> day(JsonNode period, String member) {
        return Optional.ofNullable(period.path(member).asText(null)).map(LocalDate::parse);
    }

    private static Stream<JsonNode> stream(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false);
    }

    /** A problem (RFC 9457) in a line, with a line for each violation. */
    static String describe(Answer answer) {
        StringBuilder text = new StringBuilder(Integer.toString(answer.status()));
        JsonNode problem = answer.body();
        for (String field : List.of("title", "detail")) {
            if (problem.path(field).isTextual()) {
                text.append(field.equals("title") ? " " : ": ").append(problem.path(field).asText());
            }
        }
        for (JsonNode violation : problem.path("violations")) {
            text.append("\n").append(violation.path("pointer").asText()).append(": ").append(violation.path("detail").asText());
        }
        return text.toString();
    }

    private static Sent result(Future<Sent> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }
}
