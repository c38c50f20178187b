package org.tamga.record.imports;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Edtf;
import org.tamga.record.Citation;
import org.tamga.record.Exchange;
import org.tamga.record.Parameters;
import org.tamga.record.Records;
import org.tamga.record.change.Foreground;
import org.tamga.record.change.Queue;

/** Files that come to a collection's {@code …/import}. */
@Singleton
public class Imports {

    private static final Logger LOG = Logger.getLogger(Imports.class);

    /** The query parameters of every import; a format may have more. */
    public static final Set<String> PARAMETERS = Set.of("format", "mode", "publishedOn", "dryRun", "sourceTitle",
            "sourcePublisher", "sourceUrl");

    private static final List<String> CITATION = List.of("sourceTitle", "sourcePublisher", "sourceUrl");

    /** What says nothing of the content: also what curl says of itself. */
    private static final Set<String> GENERAL_TYPES = Set.of("application/octet-stream", "text/plain",
            "application/x-www-form-urlencoded");
    /** Files that are taken in while their senders wait. */
    private static final int AT_ONCE = 2;

    /** What is answered at once; what is larger is taken in afterwards. */
    private static final long AT_ONCE_BYTES = 10 << 20;

    private final Formats formats;
    private final ImportJobs jobs;
    private final Intake intake;
    private final Queue queue;
    private final ImportFolder folder;
    private final Foreground foreground;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);

    Imports(Formats formats, ImportJobs jobs, Intake intake, Queue queue, ImportFolder folder,
            Foreground foreground) {
        this.formats = formats;
        this.jobs = jobs;
        this.intake = intake;
        this.queue = queue;
        this.folder = folder;
        this.foreground = foreground;
    }

    /**
     * Takes a file in, or keeps it to be taken in, or refuses it with a {@link Problem}.
     *
     * @param parentId the record in the address, where the collection is nested; else null
     */
    public Response receive(Records<?> records, UUID parentId, Exchange exchange, InputStream body) {
        var order = order(records, parentId, exchange);
        var announced = announced(exchange);
        try {
            if (exchange.prefers("respond-async") || announced > AT_ONCE_BYTES) {
                jobs.requireRoom();
                folder.requireRoom(announced);
            }
            var spool = Spool.of(body, exchange.header("Content-Encoding"), folder);
            try {
                return exchange.prefers("respond-async") || spool.size() > AT_ONCE_BYTES
                        ? accepted(jobs.submit(records.topic(), order, spool), exchange)
                        : Response.ok(takenAtOnce(order, spool)).build();
            } finally {
                spool.delete();
            }
        } catch (IOException e) {
            LOG.errorf(e, "A file could not be kept in %s", folder.path());
            throw Problem.unavailable("The file cannot be kept on disk just now, which may be full.", 300);
        }
    }

    /** Bytes that the body is said to have, packed where it is packed; 0 where nothing is said. */
    private static long announced(Exchange exchange) {
        var length = exchange.header("Content-Length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private static Response accepted(ImportJob job, Exchange exchange) {
        var answer = Response.accepted(job).location(exchange.sibling("imports/" + job.id()));
        return (exchange.prefers("respond-async") ? answer.header("Preference-Applied", "respond-async") : answer).build();
    }

    private ImportReport takenAtOnce(Order order, Spool spool) {
        if (queue.isLong()) {
            throw Problem
                    .unavailable("The queue of changes is long: Kafka is away or slow. Send Prefer: respond-async to have the"
                            + " file taken in when it is shorter.", 60);
        }
        if (!atOnce.tryAcquire()) {
            throw Problem.unavailable("Other files are being imported; try again soon, or send Prefer: respond-async.", 5);
        }
        try {
            return foreground.answering(() -> intake.take(order, spool, Intake.Progress.NONE));
        } finally {
            atOnce.release();
        }
    }

    private Order order(Records<?> records, UUID parentId, Exchange exchange) {
        var parameters = exchange.parameters();
        var offered = formats.of(records);
        var names = offered.stream().map(ImportFormat::name).collect(Collectors.joining(", "));
        var name = parameters.text("format").orElseThrow(
                () -> Problem.invalidParameter("format", "format is needed: one of " + names + "."));
        var format = offered.stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> Problem.invalidParameter("format", "format is one of " + names + "."));
        parameters.allow(Stream.concat(PARAMETERS.stream(), format.parameters().stream()).toList());
        requireType(format, exchange);
        var own = new HashMap<String, String>();
        format.parameters().forEach(one -> parameters.text(one).ifPresent(value -> own.put(one, value)));
        var publishedOn = parameters.day("publishedOn").orElse(null);
        return new Order(format, new ImportedFile(parentId, publishedOn, citation(parameters, format, publishedOn), own),
                parameters.constant("mode", ImportMode.class).orElse(ImportMode.LENIENT), parameters.truth("dryRun"),
                exchange.author());
    }

    private static void requireType(ImportFormat format, Exchange exchange) {
        var type = exchange.contentType();
        if (type != null && !GENERAL_TYPES.contains(type) && !format.mediaTypes().contains(type)) {
            throw new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, format.name() + " comes as "
                    + format.mediaTypes().stream().sorted().collect(Collectors.joining(", "))
                    + ", or without a Content-Type; not as " + type + ".");
        }
    }

    private static Citation citation(Parameters parameters, ImportFormat format, LocalDate publishedOn) {
        var title = parameters.text("sourceTitle").orElse(format.title());
        var publisher = parameters.text("sourcePublisher").orElse(format.publisher());
        if (title == null || publisher == null) {
            requireNone(parameters, title == null, publisher == null);
            return null;
        }
        for (var name : List.of("sourceTitle", "sourcePublisher")) {
            parameters.text(name).filter(text -> text.length() > 500 || text.isBlank()).ifPresent(text -> {
                throw Problem.invalidParameter(name, name + " has 1 to 500 characters.");
            });
        }
        return parameters.value("sourceUrl", url -> source(title, publisher, url, publishedOn))
                .orElseGet(() -> source(title, publisher, null, publishedOn));
    }

    /** A part of a citation says of no row where it is from. */
    private static void requireNone(Parameters parameters, boolean lacksTitle, boolean lacksPublisher) {
        for (var name : CITATION) {
            if (parameters.has(name)) {
                throw Problem.invalidParameter(name, name + " is a part of a citation, which lacks "
                        + Stream.of(lacksTitle ? "sourceTitle" : null, lacksPublisher ? "sourcePublisher" : null)
                                .filter(Objects::nonNull).collect(Collectors.joining(" and "))
                        + ".");
            }
        }
    }

    private static Citation source(String title, String publisher, String url, LocalDate publishedOn) {
        return new Citation(Citation.Type.DATASET, title, publisher, url,
                publishedOn == null ? null : new Edtf(publishedOn.toString()), null, null, null, null, null);
    }
}
