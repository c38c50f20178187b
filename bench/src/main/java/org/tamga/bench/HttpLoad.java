package org.tamga.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.HdrHistogram.Histogram;

/**
 * Requests to a service over kept connections that few threads share, as pgbench's do: client, service and database share the
 * machine's cores, and a thread for each connection would take of them what is not the service's. HTTP/1.1 as our services speak
 * it, no general client.
 *
 * @param name what answers
 * @param requests begins the requests of one connection
 */
record HttpLoad(String name, int port, Supplier<Supplier<byte[]>> requests) implements Side {

    /** As many as pgbench is given. */
    private static final int THREADS = Pgbench.THREADS;
    /** A selector counts in milliseconds; what is due sooner is waited for in steps of this. */
    private static final long STEP = 50_000;

    @Override
    public double rate(int connections, Duration time) throws Exception {
        var all = run(connections, 0, time);
        return all.stream().mapToLong(Histogram::getTotalCount).sum() / (time.toNanos() / 1e9);
    }

    @Override
    public Histogram latencies(int connections, double perSecond, Duration time) throws Exception {
        var latencies = new Histogram(3);
        run(connections, 1e9 * connections / perSecond, time).forEach(latencies::add);
        return latencies;
    }

    /** @param interval the mean nanoseconds between two arrivals at a connection; 0 for the next as soon as one is answered */
    private List<Histogram> run(int connections, double interval, Duration time) throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var tasks = new ArrayList<Callable<Histogram>>();
            for (int i = 0; i < THREADS; i++) {
                var share = connections / THREADS + (i < connections % THREADS ? 1 : 0);
                if (share > 0) {
                    tasks.add(() -> exchange(share, interval, time));
                }
            }
            var latencies = new ArrayList<Histogram>();
            for (var result : threads.invokeAll(tasks)) {
                latencies.add(result.get());
            }
            return latencies;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private Histogram exchange(int connections, double interval, Duration time) throws IOException {
        var latencies = new Histogram(3);
        var open = new ArrayList<Connection>();
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                open.add(new Connection(selector, interval));
            }
            var end = System.nanoTime() + time.toNanos();
            for (long now; (now = System.nanoTime()) < end;) {
                var next = end;
                for (var connection : open) {
                    if (!connection.waits) {
                        if (connection.due <= now) {
                            connection.send();
                        } else {
                            next = Math.min(next, connection.due);
                        }
                    }
                }
                select(selector, next);
                for (var key : selector.selectedKeys()) {
                    var connection = (Connection) key.attachment();
                    if (connection.isAnswered()) {
                        latencies.recordValue(System.nanoTime() - connection.due);
                        connection.next();
                    }
                }
                selector.selectedKeys().clear();
            }
        } finally {
            for (var connection : open) {
                connection.channel.close();
            }
        }
        return latencies;
    }

    private static void select(Selector selector, long until) throws IOException {
        var left = until - System.nanoTime();
        if (left >= 2_000_000) {
            selector.select(left / 1_000_000);
        } else if (selector.selectNow() == 0 && left > 0) {
            LockSupport.parkNanos(Math.min(left, STEP));
            selector.selectNow();
        }
    }

    /** One of them, with at most one request under way. */
    private final class Connection {

        private final SocketChannel channel;
        private final Supplier<byte[]> requests;
        private final double interval;
        private final ByteBuffer in = ByteBuffer.allocate(1 << 20);
        private long due;
        private boolean waits;

        Connection(Selector selector, double interval) throws IOException {
            this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            this.channel.configureBlocking(false);
            this.channel.register(selector, SelectionKey.OP_READ, this);
            this.requests = HttpLoad.this.requests.get();
            this.interval = interval;
            this.due = System.nanoTime();
            next();
        }

        /** At random as pgbench has it: the gaps of a Poisson process. */
        void next() {
            due = interval == 0
                    ? System.nanoTime()
                    : due + (long) (-Math.log(1 - ThreadLocalRandom.current().nextDouble()) * interval);
            waits = false;
        }

        void send() throws IOException {
            var request = ByteBuffer.wrap(requests.get());
            in.clear();
            waits = true;
            // Far less than a socket's buffer.
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        /** Reads what has come; true if that is the whole answer. Anything but success is a failure of the measurement. */
        boolean isAnswered() throws IOException {
            if (channel.read(in) < 0) {
                throw new EOFException("the service closed the connection");
            }
            var answer = HttpAnswer.of(in.array(), in.position());
            if (answer == null) {
                return false;
            }
            answer.requireSuccess();
            return true;
        }
    }
}
