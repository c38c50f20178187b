package org.tamga.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one address of several replicas, as a Service is on Kubernetes: it hands each new connection to the next replica that says that
 * it is ready, and then knows nothing but bytes. Connections that stand are left alone; they end with the replica that has them.
 */
final class Door implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 250;
    private static final int BUFFER = 32 * 1024;

    private final List<Integer> replicas;
    private final Map<Integer, Boolean> ready = new ConcurrentHashMap<>();
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final List<Thread> threads;
    private volatile boolean closed;
    private int next;

    /**
     * Opens it.
     *
     * @param port where it listens, on 127.0.0.1
     * @param replicas the ports behind it
     */
    Door(String name, int port, List<Integer> replicas) throws IOException {
        this.replicas = List.copyOf(replicas);
        listener = ServerSocketChannel.open();
        listener.bind(address(port), 1024);
        listener.configureBlocking(false);
        selector = Selector.open();
        listener.register(selector, SelectionKey.OP_ACCEPT);
        threads = new ArrayList<>(List.of(new Thread(this::serve, "door of " + name)));
        // Each looks by itself: one that hangs must not hide what became of the others.
        replicas.forEach(replica -> threads.add(new Thread(() -> watch(replica), "look at " + name + " on " + replica)));
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Takes no more connections and ends those that stand. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(int replica) {
        try {
            while (!closed) {
                ready.put(replica, Health.ready(replica));
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try (selector; listener) {
            while (!closed) {
                selector.select(this::handle);
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else if (key.isValid()) {
                ((Way) key.attachment()).move();
            }
        } catch (IOException | CancelledKeyException e) {
            // One end is gone: so is the other.
            if (key.attachment() instanceof Way way) {
                way.end();
            }
        }
    }

    private void accept() throws IOException {
        var caller = listener.accept();
        if (caller == null) {
            return;
        }
        var replica = connect();
        if (replica == null) {
            caller.close();
            return;
        }
        Way.between(caller, replica, selector);
    }

    /** To one that is ready; if none says so, to any that takes a connection. Null if none does. */
    private SocketChannel connect() {
        for (var wanted : List.of(true, false)) {
            for (var attempt = 0; attempt < replicas.size(); attempt++) {
                var replica = replicas.get(Math.floorMod(next++, replicas.size()));
                if (ready.getOrDefault(replica, false).equals(wanted)) {
                    try {
                        return SocketChannel.open(address(replica));
                    } catch (IOException e) {
                        // Refused, as by one that was killed a moment ago: the next one, then.
                        ready.put(replica, false);
                    }
                }
            }
        }
        return null;
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** One direction of a connection: what is read at its beginning is written at its end, and no more is read before that. */
    private static final class Way {

        private final SocketChannel from;
        private final SocketChannel to;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        private Way back;
        private SelectionKey key;
        private boolean finished;

        private Way(SocketChannel from, SocketChannel to) {
            this.from = from;
            this.to = to;
        }

        static void between(SocketChannel caller, SocketChannel replica, Selector selector) throws IOException {
            var there = new Way(caller, replica);
            var back = new Way(replica, caller);
            there.back = back;
            back.back = there;
            there.begin(selector);
            back.begin(selector);
        }

        private void begin(Selector selector) throws IOException {
            from.configureBlocking(false);
            from.socket().setTcpNoDelay(true);
            key = from.register(selector, SelectionKey.OP_READ, this);
        }

        /** Something may be read at the beginning of this way, or written there, which is the end of the way back. */
        void move() throws IOException {
            if (key.isReadable()) {
                finished = from.read(buffer) < 0;
                write();
            }
            if (key.isValid() && key.isWritable()) {
                back.write();
            }
        }

        private void write() throws IOException {
            buffer.flip();
            to.write(buffer);
            var left = buffer.hasRemaining();
            buffer.compact();
            if (finished && !left) {
                to.shutdownOutput();
                if (back.finished) {
                    end();
                    return;
                }
            }
            wish(back.key, SelectionKey.OP_WRITE, left);
            wish(key, SelectionKey.OP_READ, !left && !finished);
        }

        private static void wish(SelectionKey key, int operation, boolean wished) {
            key.interestOps(wished ? key.interestOps() | operation : key.interestOps() & ~operation);
        }

        void end() {
            try (from; to) {
                key.cancel();
                back.key.cancel();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
