package org.tamga.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Readers of the gateway's change stream that mostly have nothing to read. */
final class Streams implements AutoCloseable {

    private static final byte[] REQUEST = ("GET /api/changes?topic=trade.company HTTP/1.1\r\nHost: localhost\r\n"
            + "Accept: text/event-stream\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Selector selector = Selector.open();
    private final List<Stream> streams = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16);

    /** One of them, and what it has read since it was last asked. */
    private static final class Stream {

        private final SocketChannel channel;
        private final StringBuilder read = new StringBuilder();

        Stream(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** Opens them, one after another, and returns when each says something. */
    Streams(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var stream = new Stream(
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            streams.add(stream);
            var request = ByteBuffer.wrap(REQUEST);
            while (request.hasRemaining()) {
                stream.channel.write(request);
            }
            stream.channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, stream);
        }
        // The retry line is the first of a stream.
        requireAll("retry:");
    }

    /** Waits until each has read that. */
    void requireAll(String text) throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            read(Duration.ofMillis(100));
            if (count(text) == streams.size()) {
                streams.forEach(stream -> stream.read.setLength(0));
                return;
            }
        }
        throw new IOException("of " + streams.size() + " streams only " + count(text) + " have read " + text);
    }

    private long count(String text) {
        return streams.stream().filter(stream -> stream.read.indexOf(text) >= 0).count();
    }

    /** Lets them read for so long; none may end. */
    void read(Duration time) throws IOException {
        var end = System.nanoTime() + time.toNanos();
        for (long left; (left = end - System.nanoTime()) > 0;) {
            selector.select(key -> take((Stream) key.attachment()), Math.max(1, left / 1_000_000));
        }
        if (streams.stream().anyMatch(stream -> !stream.channel.isOpen())) {
            throw new IOException("the gateway ended a stream");
        }
    }

    private void take(Stream stream) {
        try {
            in.clear();
            if (stream.channel.read(in) < 0) {
                stream.channel.close();
            }
            stream.read.append(StandardCharsets.ISO_8859_1.decode(in.flip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var stream : streams) {
            stream.channel.close();
        }
        selector.close();
    }
}
