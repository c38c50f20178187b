package org.tamga.record.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.record.Author;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;

import de.siegmar.fastcsv.reader.CsvParseException;

/** Takes a file in: reads it in its format, records its rows in chunks, and tells what came of them. */
final class Intake {

    /** Rows that are recorded together: enough to be quick, few enough to hold nobody up. */
    private static final int CHUNK = 500;

    private final Database database;

    Intake(Database database) {
        this.database = database;
    }

    /** Throws a 422 {@link Problem} where nothing was recorded, because the file or, in strict mode, one of its rows is bad. */
    ImportReport take(Order order, Spool spool) {
        if (order.format().isOneDocument()) {
            // To its end, before the first row is recorded.
            read(order, spool, new Chunks(rows -> new Tally()));
        }
        return order.isOneTransaction() ? takeWhole(order, spool) : takeInChunks(order, spool);
    }

    private ImportReport takeInChunks(Order order, Spool spool) {
        var chunks = new Chunks(rows -> database.writeAtLength(transaction -> land(transaction, rows, order.author())));
        return read(order, spool, chunks);
    }

    private ImportReport takeWhole(Order order, Spool spool) {
        try {
            return database.writeAtLength(transaction -> {
                ImportReport report;
                try {
                    report = read(order, spool, new Chunks(rows -> land(transaction, rows, order.author())));
                } catch (Broken e) {
                    throw e.cause;
                }
                if (order.dryRun() || report.rejected() > 0) {
                    throw new Undone(report);
                }
                return report;
            });
        } catch (Undone undone) {
            if (order.mode() == ImportMode.STRICT && undone.report.rejected() > 0) {
                throw refused(undone.report);
            }
            return undone.report;
        }
    }

    private static Problem refused(ImportReport report) {
        return new Problem(ProblemType.IMPORT_REFUSED,
                report.rejected() + " rows cannot be recorded, so nothing was (mode=strict).")
                .with("accepted", 0).with("unchanged", report.unchanged()).with("rejected", report.rejected())
                .with("warnings", report.warnings()).with("problems", report.problems());
    }

    private static ImportReport read(Order order, Spool spool, Chunks chunks) {
        try (var content = spool.open()) {
            order.format().read(content, order.file(), chunks);
            return chunks.finished();
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw Problem.brokenRule("", "The file is not well-formed JSON"
                    + (place == null ? "." : ": line " + place.getLineNr() + ", column " + place.getColumnNr() + "."));
        } catch (CsvParseException e) {
            throw Problem.brokenRule("", "The file is not well-formed CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("a file that is being imported cannot be read", e);
        }
    }

    /** Records what can be recorded of these, each as if it had come alone. */
    private static Tally land(Transaction transaction, List<Row<?>> rows, Author author) throws SQLException {
        var tally = new Tally();
        for (var row : rows) {
            land(transaction, row, author, tally);
        }
        return tally;
    }

    private static <C extends Record> void land(Transaction transaction, Row<C> row, Author author, Tally tally)
            throws SQLException {
        try {
            tally.landed(row.place(), transaction.attempt(inner -> row.records().state(inner, row, author)));
        } catch (Problem refusal) {
            if (refusal.type() == ProblemType.UNAVAILABLE) {
                throw refusal;
            }
            tally.rejected(row.place(), refusal.type().slug(), Tally.violations(refusal));
        }
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

    /** Carries what the database said past a format, which knows nothing of databases. */
    private static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException cause;

        Broken(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    /** Records a chunk. */
    @FunctionalInterface
    private interface Lander {
        Tally land(List<Row<?>> rows) throws SQLException;
    }

    /** Gathers rows until they are worth recording. */
    private static final class Chunks implements Rows {

        private final Lander lander;
        private final Tally tally = new Tally();
        private List<Row<?>> gathered = new ArrayList<>();

        Chunks(Lander lander) {
            this.lander = lander;
        }

        @Override
        public void state(Row<?> row) {
            gathered.add(row);
            if (gathered.size() == CHUNK) {
                land();
            }
        }

        @Override
        public void reject(Place place, String code, List<Violation> violations) {
            tally.rejected(place, code, violations);
        }

        @Override
        public void warn(Place place, String code, String detail) {
            tally.odd(place, code, detail);
        }

        ImportReport finished() {
            land();
            return tally.report();
        }

        private void land() {
            if (!gathered.isEmpty()) {
                try {
                    tally.add(lander.land(gathered));
                } catch (SQLException e) {
                    throw new Broken(e);
                }
                gathered = new ArrayList<>();
            }
        }
    }
}
