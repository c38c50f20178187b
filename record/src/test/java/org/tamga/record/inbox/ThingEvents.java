package org.tamga.record.inbox;

import java.sql.SQLException;
import java.util.UUID;

import org.tamga.commons.problem.Problem;
import org.tamga.record.database.Transaction;

/** What happens to things, each of which counts; it can be made to wait for it, or to find all of it poison. */
class ThingEvents extends Subscription<ThingEvents.Anything, ThingEvents.Anything> {

    volatile boolean waits;
    volatile boolean isAllergic;

    record Anything() {}

    ThingEvents(String topic) {
        super("thing_events", topic, Anything.class, Anything.class);
    }

    @Override
    protected boolean everyEventCounts() {
        return true;
    }

    @Override
    protected void apply(Transaction transaction, Received received, Anything event) throws SQLException {
        if (waits) {
            throw Problem.unavailable("not yet", 1);
        }
        if (isAllergic) {
            throw new IllegalStateException("is poison");
        }
        transaction.update("insert into thing_effect (id, sequence) values (?, ?)", UUID.fromString(received.key()),
                received.sequence());
    }

    @Override
    protected void restore(Transaction transaction, Received received, Anything state) {
    }

    @Override
    protected void forget(Transaction transaction, String key) {
    }
}
