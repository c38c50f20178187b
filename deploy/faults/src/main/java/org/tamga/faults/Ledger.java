package org.tamga.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the clients were answered, kept by themselves: the only word on what must be in the record, and what must not. */
final class Ledger {

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> records = new HashSet<>();
    private final List<Answer> attempts = new ArrayList<>();
    private final List<Answer> reads = new ArrayList<>();
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
     * How a request was answered, a read or an attempt at a write, of which a write may have several.
     *
     * @param status 0 if there was no answer
     */
    record Answer(int status, Instant sent, Instant ended) {

        boolean overlaps(Instant began, Instant over) {
            return ended.isAfter(began) && sent.isBefore(over);
        }

        boolean isToWhatWasSentWithin(Instant began, Instant over) {
            return sent.isAfter(began) && sent.isBefore(over);
        }

        Duration took() {
            return Duration.between(sent, ended);
        }
    }

    synchronized void enter(Entry entry) {
        entries.add(entry);
        if (whole != null) {
            whole.enter(entry);
        }
    }

    /** The id of a record is one that its client chose: it may be looked up, whatever was answered. */
    synchronized void enter(String record) {
        records.add(record);
    }

    synchronized Set<String> records() {
        return Set.copyOf(records);
    }

    synchronized void attempted(Answer answer) {
        attempts.add(answer);
        if (whole != null) {
            whole.attempted(answer);
        }
    }

    synchronized void read(Answer answer) {
        reads.add(answer);
    }

    synchronized List<Answer> reads() {
        return List.copyOf(reads);
    }

    /** To reads and to all attempts at writes. */
    synchronized List<Answer> answers() {
        return Stream.of(attempts, reads).flatMap(List::stream).toList();
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    long count(Outcome outcome) {
        return entries().stream().filter(entry -> entry.outcome() == outcome).count();
    }
}
