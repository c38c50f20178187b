package org.tamga.trade.gathering;

import jakarta.inject.Singleton;

import org.tamga.record.Copies;
import org.tamga.record.Ledger;

/** Our copy of the gatherings, as events-service knows them now. */
@Singleton
public class GatheringCopies extends Copies<Gathering> {

    GatheringCopies(Ledger ledger) {
        super(ledger, "events.gathering", "gathering", Gathering.class);
    }
}
