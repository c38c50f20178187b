package org.tamga.events.progress;

import java.sql.SQLException;
import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.tamga.events.measure.Announcement;
import org.tamga.record.database.Transaction;
import org.tamga.record.inbox.Received;
import org.tamga.record.inbox.Subscription;

/** What we read of the topics that commitments may be bound to ({@link org.tamga.events.commitment.Commitment#FOLLOWED}). */
class BoundEvents {

    @Produces
    @Singleton
    Subscription<BoundEvent, BoundEvents.State> agreements(ProgressRecords progress) {
        return new Events("trade.agreement", progress);
    }

    @Produces
    @Singleton
    Subscription<BoundEvent, BoundEvents.State> projects(ProgressRecords progress) {
        return new Events("trade.project", progress);
    }

    @Produces
    @Singleton
    Subscription<BoundEvent, BoundEvents.State> partnerships(ProgressRecords progress) {
        return new Events("education.partnership", progress);
    }

    @Produces
    @Singleton
    Subscription<BoundEvent, BoundEvents.State> presences(ProgressRecords progress) {
        return new Events("education.presence", progress);
    }

    @Produces
    @Singleton
    Subscription<BoundEvent, BoundEvents.State> visaRegimes(ProgressRecords progress) {
        return new Events("mobility.visa-regime", progress);
    }

    @Produces
    @Singleton
    Subscription<BoundEvent, BoundEvents.State> trafficRights(ProgressRecords progress) {
        return new Events("mobility.traffic-right", progress);
    }

    /** Of a state nothing is read: it does not tell what has happened. */
    record State() {}

    private static final class Events extends Subscription<BoundEvent, State> {

        private final ProgressRecords progress;

        Events(String topic, ProgressRecords progress) {
            super("commitments-by-" + topic.substring(topic.indexOf('.') + 1), topic, BoundEvent.class, State.class);
            this.progress = progress;
        }

        /** Most of what happens nobody has promised. */
        @Override
        protected Set<String> heeded(Transaction transaction, Set<String> types) throws SQLException {
            return progress.heeded(transaction, topic(), types);
        }

        /** Each may be somebody's progress. */
        @Override
        protected boolean everyEventCounts() {
            return true;
        }

        @Override
        protected void apply(Transaction transaction, Received received, BoundEvent event) throws SQLException {
            progress.happened(transaction, received,
                    new Announcement.Event(topic(), received.key(), received.sequence(), received.eventId()), event);
        }

        @Override
        protected void restore(Transaction transaction, Received received, State state) {
        }

        @Override
        protected void forget(Transaction transaction, String key) {
        }
    }
}
