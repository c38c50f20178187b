package org.tamga.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.faults.Ledger.Outcome;

/** One fault, done to a suite on which eight clients write, and what has become of what they wrote. */
public final class Trial {

    static final int READERS = 2;
    private static final int CLIENTS = 8;
    /** Seeds that follow one another give generators that begin alike. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    /** How long a suite may take to serve again before the trial itself is given up. */
    static final Duration PATIENCE = Duration.ofMinutes(10);
    /** What has not arrived after so long is lost. */
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);

    private Trial() {
    }

    /**
     * What of one kind of record is written, and what is to be looked at of it.
     *
     * @param ledger of those writes alone
     */
    private record Written(Kind kind, Ledger ledger, Collector collector, Subscriber subscriber) {

        static Written of(Suite suite, Kind kind, Ledger all) throws IOException, InterruptedException, SQLException {
            var written = new Written(kind, all.part(), new Collector(suite, kind), new Subscriber(suite, kind));
            start("subscriber", written.subscriber);
            while (!written.subscriber.isConnected()) {
                Thread.sleep(20);
            }
            return written;
        }
    }

    /**
     * @param suite is up
     * @param away how long the fault lasts, where it lasts
     * @param seed of what the clients write and of the moment, as far as the machine lets chance be repeated
     */
    public static Round of(Suite suite, Fault fault, Duration away, long seed)
            throws IOException, InterruptedException, SQLException {
        suite.awaitReady(PATIENCE);
        var random = new Random(seed);
        var ledger = new Ledger();
        var written = new ArrayList<Written>();
        for (var kind : fault.written()) {
            written.add(Written.of(suite, kind, ledger));
        }
        var token = suite.token();
        var clients = IntStream.range(0, CLIENTS).mapToObj(client -> {
            var to = written.get(client % written.size());
            return new Client(suite, to.kind(), to.ledger(), seed + "-" + client, token, seed + client * SPREAD);
        }).toList();
        var readers = Stream.generate(() -> new Reader(suite, ledger)).limit(READERS).toList();
        var threads = Stream.concat(clients.stream().map(client -> start("client", client)),
                readers.stream().map(reader -> start("reader", reader))).toList();
        awaitAccepted(written);
        Thread.sleep(2000 + random.nextInt(2000));

        var violations = new ArrayList<String>();
        var relayed = fault == Fault.RELAY_KILLED ? Fault.relaying(suite) : null;
        var began = Instant.now();
        var struck = fault.inflict(suite, away);
        var ended = Instant.now();
        Double takeover = null;
        if (relayed != null && Fault.relayingAfter(relayed, suite).isPresent()) {
            takeover = seconds(Duration.between(ended, Instant.now()));
        } else if (relayed != null) {
            violations.add("stood: nobody relayed for " + seconds(PATIENCE) + " s");
        }
        var ready = seconds(suite.awaitReady(PATIENCE));
        var over = fault.isOverAtOnce() ? Instant.now() : ended;
        awaitAccepted(written);
        Thread.sleep(2000);
        clients.forEach(Client::stop);
        readers.forEach(Reader::stop);
        for (var thread : threads) {
            thread.join();
        }
        violations.addAll(Verdict.ofAnswers(ledger, fault, began, struck, over));
        for (var one : written) {
            violations.addAll(settled(one));
            one.subscriber().stop();
        }
        var slowest = ledger.answers().stream().filter(answer -> answer.isToWhatWasSentWithin(struck, over))
                .mapToLong(answer -> answer.took().toMillis()).max();
        var accepted = ledger.entries().stream().filter(entry -> entry.outcome() == Outcome.ACCEPTED)
                .filter(entry -> entry.isWithin(began, over)).count();
        var reads = ledger.reads().stream().filter(read -> read.overlaps(began, over)).toList();
        var answered = reads.stream().filter(read -> read.status() == 200).count();
        return new Round(fault.id(), seed, (int) away.toSeconds(), suite.replicas(), ledger.count(Outcome.ACCEPTED),
                ledger.count(Outcome.REFUSED), ledger.count(Outcome.UNKNOWN), ready, takeover, slowest.orElse(0),
                accepted, answered,
                reads.size() - answered, written.stream().mapToInt(one -> one.subscriber().connections()).sum(), violations);
    }

    /** Of each kind so many more: a service that has just started is slow at first, and a fault that meets no write would show nothing. */
    private static void awaitAccepted(List<Written> written) throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        for (var one : written) {
            var writes = one.ledger().count(Outcome.ACCEPTED) + CLIENTS / written.size();
            while (one.ledger().count(Outcome.ACCEPTED) < writes) {
                if (Instant.now().isAfter(end)) {
                    throw new IOException("Only " + one.ledger().count(Outcome.ACCEPTED) + " writes to " + one.kind().path()
                            + " were accepted after " + PATIENCE.toMinutes() + " minutes, not " + writes + ": "
                            + one.ledger().entries());
                }
                Thread.sleep(100);
            }
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /** What is on its way gets time to arrive. */
    private static List<String> settled(Written written)
            throws IOException, InterruptedException, SQLException {
        var end = Instant.now().plus(SETTLED_WITHIN);
        while (true) {
            // To look at everything takes a while: what counts is what was there when that began.
            var looked = Instant.now();
            var violations = Verdict.of(written.ledger().entries(),
                    written.collector().collect(written.ledger().records(), written.subscriber().seen()));
            if (violations.isEmpty() || looked.isAfter(end)) {
                return violations;
            }
            Thread.sleep(1000);
        }
    }

    private static Thread start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
