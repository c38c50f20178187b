package org.tamga.record.database;

import java.sql.SQLException;

import org.postgresql.util.PSQLException;

/** A statement that the database refused: a constraint that a room may know how to explain, else a fault of ours. */
public class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super(cause);
    }

    /** The name of the constraint that refused, or null. */
    public String constraint() {
        for (var cause = getCause(); cause != null; cause = cause.getCause()) {
            // A batch wraps what the server said.
            if (cause instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
                return refused.getServerErrorMessage().getConstraint();
            }
        }
        return null;
    }
}
