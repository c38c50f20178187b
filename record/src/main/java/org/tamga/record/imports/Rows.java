package org.tamga.record.imports;

import java.sql.SQLException;
import java.util.List;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.Violation;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/** Takes what a format finds in a file, in the order of the file. */
public interface Rows {

    /** False while a file is only read for whether it is whole: a format that makes rows of it in vain may spare itself that. */
    default boolean areWanted() {
        return true;
    }

    /** True where all rows are one transaction: what is read of the record meanwhile shows none of the rows before. */
    default boolean areTogether() {
        return false;
    }

    /** A row that can be recorded, if the rules of its collection let it. */
    void state(Row<?> row);

    /** What a format keeps in a table of its own, beside the records. */
    @FunctionalInterface
    interface Note {
        void write(Transaction transaction) throws SQLException;
    }

    /**
     * Something to be kept of what states nothing: written together with the rows around it, so that it stands as they do. It is
     * written again where a file is gone on with, so it must be of a kind that may be written twice.
     */
    void note(Note note);

    /**
     * What is recorded with all that was handed on so far, which is recorded for that first: for the few rows that depend on those
     * before them.
     */
    <T> T recorded(Database.Work<T> query);

    /**
     * One row that cannot be recorded.
     *
     * @param code stable name of what is wrong, in kebab
     * @param violations what is wrong, at least one; their pointers are below the place
     */
    void reject(Place place, String code, List<Violation> violations);

    /** One row that cannot be recorded, for one reason. */
    default void reject(Place place, String code, String detail) {
        reject(place, code, List.of(new Violation("", detail)));
    }

    /** One row that cannot be recorded, as a write of it would be refused. */
    default void reject(Place place, Problem refusal) {
        reject(place, refusal.type().slug(), Tally.violations(refusal));
    }

    /** Something odd that keeps no row from being recorded. */
    void warn(Place place, String code, String detail);
}
