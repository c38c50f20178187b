package org.tamga.record.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.record.Author;
import org.tamga.record.Chunk;
import org.tamga.record.change.Foreground;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.micrometer.core.instrument.MeterRegistry;

/** Takes a file in: reads it in its format, records its rows in chunks, and tells what came of them. */
@Singleton
class Intake {

    /** Rows that are recorded together: enough to be quick, few enough to hold nobody up. */
    private static final int CHUNK = 500;
    /** Rows that stand or fall together: in a transaction of one to two minutes. */
    private static final int MOST_TOGETHER = 100_000;
    /** As much of a file as may be recorded together: rows may be large. */
    private static final long CHUNK_BYTES = 4 << 20;

    private final Database database;
    private final Foreground foreground;
    private final MeterRegistry metrics;

    Intake(Database database, Foreground foreground, MeterRegistry metrics) {
        this.database = database;
        this.foreground = foreground;
        this.metrics = metrics;
    }

    /** How far a file has come, told so that it can go on from there another time. */
    interface Progress {

        /** Of one that is taken in at once. */
        Progress NONE = new Progress() {
        };

        /** How many of the things that the format finds are dealt with already. */
        default long found() {
            return 0;
        }

        /** What came of those. */
        default Tally tally() {
            return new Tally();
        }

        /** Waits until another chunk may be recorded; throws where none shall be. */
        default void pace() {
        }

        /** Notes, in the chunk's transaction, that it stands with all before it. */
        default void landed(Transaction transaction, long found, Tally tally) throws SQLException {
        }

        /** Notes, in the one transaction of a file that stands or falls as a whole, that it stands. */
        default void done(Transaction transaction, ImportReport report) throws SQLException {
        }
    }

    /** Throws a 422 {@link Problem} where nothing was recorded, because the file or, in strict mode, one of its rows is bad. */
    ImportReport take(Order order, Spool spool, Progress progress) {
        if (order.readings() > 1 && progress.found() == 0) {
            // To its end, before the first row is recorded.
            unbroken(() -> read(order, spool, 0,
                    new Chunks(spool, 0, new Tally(), order.isOneTransaction(), order.isOneTransaction(), database::read,
                            (chunk, soFar, found) -> {
                                progress.pace();
                                requireFew(order, found);
                                return soFar;
                            })));
        }
        progress.pace();
        return foreground
                .during(() -> order.isOneTransaction()
                        ? takeWhole(order, spool, progress)
                        : takeInChunks(order, spool, progress));
    }

    /** All rows that are to stand or fall together are one transaction, which must not hold up everybody's horizon for long. */
    private static void requireFew(Order order, long rows) {
        if (order.isOneTransaction() && rows > MOST_TOGETHER) {
            throw new Problem(ProblemType.TOO_LARGE, "A strict import or a dry run has at most " + MOST_TOGETHER
                    + " rows: it is one transaction. Import the file leniently: good rows land, bad ones are named, and the"
                    + " mended file again changes only those. Or send it in parts.");
        }
    }

    private ImportReport takeInChunks(Order order, Spool spool, Progress progress) {
        return unbroken(
                () -> read(order, spool, order.readings() - 1,
                        chunks(order, spool, progress, (chunk, soFar, found) -> {
                            progress.pace();
                            var before = soFar.report();
                            var after = database.writeAtLength(transaction -> {
                                var tally = land(transaction, chunk, order.author(), soFar);
                                progress.landed(transaction, found, tally);
                                return tally;
                            });
                            count(order, before, after.report());
                            return after;
                        })));
    }

    /** Behind what is dealt with already, where that can be told by its number; else from the beginning. */
    private Chunks chunks(Order order, Spool spool, Progress progress, Lander lander) {
        return order.format().givesTheSameEachTime()
                ? new Chunks(spool, progress.found(), progress.tally(), true, false, database::read, lander)
                : new Chunks(spool, 0, progress.tally().again(), true, false, database::read, lander);
    }

    /** Throws what the database said as it said it: no statement is under way here, so it is no {@link SQLException}. */
    private static ImportReport unbroken(Supplier<ImportReport> reading) {
        try {
            return reading.get();
        } catch (Broken e) {
            try {
                return e.thrown();
            } catch (SQLException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private ImportReport takeWhole(Order order, Spool spool, Progress progress) {
        try {
            var whole = database.writeAtLength(transaction -> {
                ImportReport report;
                try {
                    report = read(order, spool, order.readings() - 1,
                            new Chunks(spool, 0, new Tally(), true, true, new Reader() {
                                @Override
                                public <T> T read(Database.Work<T> query) throws SQLException {
                                    return query.run(transaction);
                                }
                            },
                                    (chunk, soFar, found) -> land(transaction, chunk, order.author(), soFar)));
                } catch (Broken e) {
                    report = e.thrown();
                }
                if (order.dryRun() || report.rejected() > 0) {
                    throw new Undone(report);
                }
                progress.done(transaction, report);
                return report;
            });
            count(order, new Tally().report(), whole);
            return whole;
        } catch (Undone undone) {
            if (order.mode() == ImportMode.STRICT && undone.report.rejected() > 0) {
                throw new RefusedImport(undone.report);
            }
            return undone.report;
        }
    }

    private static ImportReport read(Order order, Spool spool, int reading, Chunks chunks) {
        try (var content = spool.open(reading)) {
            chunks.landedTo = spool.bytesRead();
            order.format().read(content, order.file(), chunks);
            return chunks.finished();
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw Problem.brokenRule("", "The file is not well-formed JSON"
                    + (place == null ? "." : ": line " + place.getLineNr() + ", column " + place.getColumnNr() + "."));
        } catch (CsvParseException e) {
            throw Problem.brokenRule("", "The file is not well-formed CSV: "
                    + e.getMessage().replaceFirst("^Exception when reading ", "a fault in the ") + ".");
        } catch (CharacterCodingException e) {
            throw Problem.brokenRule("", "The file is not text in UTF-8.");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw Problem.brokenRule("", "The file is not text in UTF-8.");
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a file that is being imported cannot be read", e);
        }
    }

    private void count(Order order, ImportReport before, ImportReport after) {
        count(order, "accepted", after.accepted() - before.accepted());
        count(order, "unchanged", after.unchanged() - before.unchanged());
        count(order, "rejected", after.rejected() - before.rejected());
    }

    private void count(Order order, String outcome, long rows) {
        metrics.counter("tamga.import.rows", "topic", order.format().records().topic(), "outcome", outcome).increment(rows);
    }

    /** Gives what came of all rows so far, these included. */
    private static Tally land(Transaction transaction, Gathered chunk, Author author, Tally soFar) throws SQLException {
        // Of its own: the transaction may be tried again.
        var tally = soFar.copy();
        Chunk.land(transaction, chunk.rows, author, tally);
        for (var note : chunk.notes) {
            note.write(transaction);
        }
        return tally;
    }

    /** Ends a transaction that is not to stand, with what it would have come to. */
    private static final class Undone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ImportReport report;

        Undone(ImportReport report) {
            super(null, null, false, false);
            this.report = report;
        }
    }

    /** Carries what the database said past a format, which knows only of rows and would take it for a refusal of one. */
    private static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Exception cause;

        Broken(Exception cause) {
            super(cause);
            this.cause = cause;
        }

        /** Throws what it carries. */
        <T> T thrown() throws SQLException {
            if (cause instanceof SQLException broken) {
                throw broken;
            }
            throw (RuntimeException) cause;
        }
    }

    /** What is recorded together. */
    private record Gathered(List<Row<?>> rows, List<Rows.Note> notes) {

        Gathered() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Records a chunk; gives what came of all rows so far, these included. */
    @FunctionalInterface
    private interface Lander {
        Tally land(Gathered chunk, Tally soFar, long found) throws SQLException;
    }

    /** Answers from what is recorded. */
    @FunctionalInterface
    private interface Reader {
        <T> T read(Database.Work<T> query) throws SQLException;
    }

    /** Gathers rows until they are worth recording. */
    private static final class Chunks implements Rows {

        private final Spool spool;
        private final long dealtWith;
        private final boolean areWanted;
        private final boolean areTogether;
        private final Reader reader;
        private final Lander lander;
        private long landedTo;
        private Tally tally;
        private long found;
        private Gathered gathered = new Gathered();

        /**
         * @param dealtWith how many of what is found were dealt with before
         * @param tally what came of those
         */
        Chunks(Spool spool, long dealtWith, Tally tally, boolean areWanted, boolean areTogether, Reader reader,
                Lander lander) {
            this.spool = spool;
            this.dealtWith = dealtWith;
            this.tally = tally;
            this.areWanted = areWanted;
            this.areTogether = areTogether;
            this.reader = reader;
            this.lander = lander;
        }

        @Override
        public boolean areWanted() {
            return areWanted;
        }

        @Override
        public boolean areTogether() {
            return areTogether;
        }

        @Override
        public void state(Row<?> row) {
            if (isNew()) {
                gathered.rows.add(row);
                landIfMany();
            }
        }

        /** Not counted among what is found: how many there are may depend on what is recorded already. */
        @Override
        public void note(Note note) {
            gathered.notes.add(note);
            landIfMany();
        }

        @Override
        public <T> T recorded(Database.Work<T> query) {
            land();
            try {
                return reader.read(query);
            } catch (SQLException | RuntimeException e) {
                throw new Broken(e);
            }
        }

        private void landIfMany() {
            if (gathered.rows.size() + gathered.notes.size() >= CHUNK || spool.bytesRead() - landedTo > CHUNK_BYTES) {
                land();
            }
        }

        @Override
        public void reject(Place place, String code, List<Violation> violations) {
            if (isNew()) {
                tally.rejected(place, code, violations);
            }
        }

        @Override
        public void warn(Place place, String code, String detail) {
            if (isNew()) {
                tally.odd(place, code, detail);
            }
        }

        private boolean isNew() {
            return ++found > dealtWith;
        }

        ImportReport finished() {
            land();
            return tally.report();
        }

        private void land() {
            try {
                tally = lander.land(gathered, tally, found);
                gathered = new Gathered();
                landedTo = spool.bytesRead();
            } catch (SQLException | RuntimeException e) {
                throw new Broken(e);
            }
        }
    }
}
