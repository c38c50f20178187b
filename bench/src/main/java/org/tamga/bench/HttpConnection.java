package org.tamga.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One kept connection to a service that sends prepared requests and reads each answer whole; for loads see {@link HttpLoad}. */
final class HttpConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = socket.getInputStream();
    }

    /** A request's bytes, without a body. */
    static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A request's bytes with a JSON body. */
    static byte[] put(String path, String token, String ifMatch, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = ("PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + token + "\r\n" + (ifMatch == null ? "" : "If-Match: " + ifMatch + "\r\n") + "Content-Length: " + bytes.length
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        var request = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(bytes, 0, request, head.length, bytes.length);
        return request;
    }

    /** Sends a request and gives the answer's body; anything but success is a failure of the measurement. */
    byte[] exchange(byte[] request) throws IOException {
        return ask(request).body();
    }

    /** As {@link #exchange}, with the answer's head; it stands until the next is asked for. */
    HttpAnswer ask(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        for (int count = 0, read; (read = in.read(buffer, count, buffer.length - count)) >= 0;) {
            count += read;
            var answer = HttpAnswer.of(buffer, count);
            if (answer != null) {
                answer.requireSuccess();
                return answer;
            }
            if (count == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * count);
            }
        }
        throw new EOFException("the service closed the connection");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
