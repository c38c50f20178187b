package org.tamga.record.change;

import java.time.Duration;
import java.util.UUID;

import org.tamga.record.database.Database;

/**
 * Which replica does something: a row that its holder renews, on the database's clock, so that a stopped process loses it by itself
 * (an advisory lock it would keep for ever).
 */
final class Lease {

    /** The row of who relays. */
    static final String OF_RELAY = "relay_lease";
    /** SQL that holds only for who relays; its argument is {@link #owner}. */
    static final String HELD = "exists (select from relay_lease where owner = ? and until > clock_timestamp())";

    private final Database database;
    private final Duration lasts;
    private final String table;
    private final UUID owner = UUID.randomUUID();

    /** @param table the one of its row */
    Lease(Database database, Duration lasts, String table) {
        this.database = database;
        this.lasts = lasts;
        this.table = table;
    }

    /** How long it lasts without renewal. */
    Duration lasts() {
        return lasts;
    }

    UUID owner() {
        return owner;
    }

    /** Takes the lease if it is free or lapsed, or renews it; false if another replica holds it. */
    boolean takeOrRenew() {
        return database.write(transaction -> transaction.update("update " + table
                + " set owner = ?, until = clock_timestamp() + make_interval(secs => ? / 1000.0) where owner = ? or until < clock_timestamp()",
                owner, lasts.toMillis(), owner)) == 1;
    }

    /** Gives it back at once, for an orderly stop. */
    void release() {
        database.write(
                transaction -> transaction.update("update " + table + " set until = '-infinity' where owner = ?", owner));
    }
}
