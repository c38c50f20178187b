package org.tamga.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the clients were answered, kept by themselves: the only word on what must be in the record, and what must not. */
final class Ledger {

    private final List<Entry> entries = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();
    private final Ledger whole;

    Ledger() {
        this(null);
    }

    private Ledger(Ledger whole) {
        this.whole = whole;
    }

    /** One for a part of the writes, which are entered in this one, too. */
    Ledger part() {
        return new Ledger(this);
    }

    /** How a write ended for the client that sent it. */
    enum Outcome {
        /** Answered with success: it must be there. */
        ACCEPTED,
        /** Answered with a problem that says that it was not taken: it must not be there. */
        REFUSED,
        /** The connection broke, or the gateway could not tell: it may be there, whole. */
        UNKNOWN
    }

    /**
     * One write.
     *
     * @param mark stands in the content of this write and of no other; those of an import begin with it
     * @param record its id; null where it was not told
     * @param version that it was told; 0 if none
     * @param rows how many records one write states; 1 but for an import
     * @param status of the answer; 0 if there was none
     */
    record Entry(String mark, String record, int version, int rows, Outcome outcome, int status, Instant sent, Duration took) {

        boolean isWithin(Instant began, Instant ended) {
            return sent.isAfter(began) && sent.plus(took).isBefore(ended);
        }
    }

    /**
     * One read.
     *
     * @param status of the answer; 0 if there was none
     */
    record Read(int status, Instant sent, Instant ended) {

        boolean overlaps(Instant began, Instant over) {
            return ended.isAfter(began) && sent.isBefore(over);
        }
    }

    synchronized void enter(Entry entry) {
        entries.add(entry);
        if (whole != null) {
            whole.enter(entry);
        }
    }

    synchronized void enter(Read read) {
        reads.add(read);
    }

    synchronized List<Read> reads() {
        return List.copyOf(reads);
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    long count(Outcome outcome) {
        return entries().stream().filter(entry -> entry.outcome() == outcome).count();
    }
}
