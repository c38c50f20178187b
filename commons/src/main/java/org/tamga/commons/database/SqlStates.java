package org.tamga.commons.database;

import java.sql.SQLException;
import java.util.Set;

/** What PostgreSQL's error codes mean for whoever asked (PostgreSQL's manual, appendix A). */
public final class SqlStates {

    /** lock_not_available */
    public static final String LOCKED = "55P03";

    /** serialization_failure, deadlock_detected, lock_not_available. */
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01", LOCKED);

    private SqlStates() {
    }

    /** True where the same work can succeed when it is tried again. */
    public static boolean isTransient(SQLException e) {
        return TRANSIENT.contains(String.valueOf(e.getSQLState()));
    }

    /**
     * True where the database is away: classes 08 (connection), 53 (resources), 57 (shutdown, cancelled), 25P04 (too long), or no state:
     * the pool gave up. 99999 is the driver's own for a connection whose making was broken off, as the pool does where it takes too long.
     */
    public static boolean isAway(SQLException e) {
        var state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57")
                || state.equals("25P04") || state.equals("99999");
    }

    /**
     * True where what failed for the sake of this may succeed by itself later: the database is away, refuses the user (class 28) or is not
     * there yet (3D), for who makes them may come later; or others were in the way.
     *
     * @param e with whatever has caused it
     */
    public static boolean mayComeRight(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure && (isAway(failure) || isTransient(failure)
                    || failure.getSQLState().startsWith("28") || failure.getSQLState().startsWith("3D"))) {
                return true;
            }
        }
        return false;
    }
}
