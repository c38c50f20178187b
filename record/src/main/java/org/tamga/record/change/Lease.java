package org.tamga.record.change;

import java.time.Duration;
import java.util.UUID;

import org.tamga.record.database.Database;

/**
 * Which replica relays: a row that its holder renews, on the database's clock, so that a stopped process loses it by itself
 * (an advisory lock it would keep for ever).
 */
final class Lease {

    /** SQL that holds only for the holder; its argument is {@link #owner}. */
    static final String HELD = "exists (select from relay_lease where owner = ? and until > clock_timestamp())";

    private final Database database;
    private final Duration lasts;
    private final UUID owner = UUID.randomUUID();

    Lease(Database database, Duration lasts) {
        this.database = database;
        this.lasts = lasts;
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
        return database.write(transaction -> transaction.update("update relay_lease"
                + " set owner = ?, until = clock_timestamp() + make_interval(secs => ? / 1000.0) where owner = ? or until < clock_timestamp()",
                owner, lasts.toMillis(), owner)) == 1;
    }

    /** Gives it back at once, for an orderly stop. */
    void release() {
        database.write(transaction -> transaction.update("update relay_lease set until = '-infinity' where owner = ?", owner));
    }
}
