package org.tamga.mobility.gathering;

import java.sql.SQLException;
import java.util.UUID;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.tamga.record.Copies;
import org.tamga.record.Ledger;
import org.tamga.record.database.Transaction;
import org.tamga.record.inbox.Received;

/** Our copy of the gatherings, as events-service knows them now. */
@Singleton
public class GatheringCopies extends Copies<Gathering> {

    private final Instance<Listener> listeners;

    GatheringCopies(Ledger ledger, Instance<Listener> listeners) {
        super(ledger, "events.gathering", "gathering", Gathering.class);
        this.listeners = listeners;
    }

    /** Is told of every gathering whose copy changes, in the transaction that changes it. */
    public interface Listener {
        void changed(Transaction transaction, UUID gathering, String traceparent) throws SQLException;
    }

    @Override
    protected void changed(Transaction transaction, UUID id, Received received) throws SQLException {
        for (var listener : listeners) {
            listener.changed(transaction, id, received.traceparent());
        }
    }
}
