package org.tamga.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

import org.HdrHistogram.Histogram;

/**
 * Runs one kind of request over some connections, each with its own thread; for plain JDBC, where there is no pgbench.
 *
 * @param name what sends it
 * @param clients opens a connection
 */
record Load(String name, Load.Clients clients) implements Side {

    /** A connection that can do the request again and again. */
    interface Client extends AutoCloseable {
        void once() throws Exception;
    }

    /** Opens a connection. */
    interface Clients {
        Client open() throws Exception;
    }

    @Override
    public double rate(int connections, Duration time) throws Exception {
        var counts = run(connections, (client, number) -> {
            long done = 0;
            for (var end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; done++) {
                client.once();
            }
            return done;
        });
        return counts.stream().mapToLong(count -> count).sum() / (time.toNanos() / 1e9);
    }

    @Override
    public Histogram latencies(int connections, double perSecond, Duration time) throws Exception {
        var begin = System.nanoTime() + 100_000_000L;
        var interval = 1e9 * connections / perSecond;
        var all = new Histogram(3);
        run(connections, (client, number) -> {
            var own = new Histogram(3);
            var end = begin + time.toNanos();
            // At random as pgbench has it: the gaps of a Poisson process.
            for (var due = begin + gap(interval); due < end; due += gap(interval)) {
                for (long left; (left = due - System.nanoTime()) > 0;) {
                    LockSupport.parkNanos(left);
                }
                client.once();
                own.recordValue(System.nanoTime() - due);
            }
            return own;
        }).forEach(all::add);
        return all;
    }

    private static long gap(double interval) {
        return (long) (-Math.log(1 - ThreadLocalRandom.current().nextDouble()) * interval);
    }

    private interface Work<T> {
        T with(Client client, int number) throws Exception;
    }

    private <T> List<T> run(int connections, Work<T> work) throws Exception {
        var threads = Executors.newFixedThreadPool(connections);
        var open = new ArrayList<Client>();
        try {
            for (int i = 0; i < connections; i++) {
                open.add(clients.open());
            }
            var tasks = new ArrayList<Callable<T>>();
            for (int i = 0; i < connections; i++) {
                var number = i;
                tasks.add(() -> work.with(open.get(number), number));
            }
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
            for (var client : open) {
                client.close();
            }
        }
    }
}
