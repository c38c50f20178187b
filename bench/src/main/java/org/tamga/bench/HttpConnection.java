package org.tamga.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept connection to a service that sends prepared requests and reads each answer whole: as little of the machine as a
 * client can take, for both cores are shared with what is measured. HTTP/1.1 as our services speak it, no general client.
 */
final class HttpConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final StringBuilder line = new StringBuilder();

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
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
        socket.getOutputStream().write(request);
        var status = line();
        int length = 0;
        var chunked = false;
        for (String header; !(header = line()).isEmpty();) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, "transfer-encoding: chunked", 0, 26)) {
                chunked = true;
            }
        }
        var body = chunked ? chunks() : in.readNBytes(length);
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(status + ": " + new String(body, StandardCharsets.UTF_8));
        }
        return body;
    }

    private byte[] chunks() throws IOException {
        var body = new java.io.ByteArrayOutputStream();
        for (int length; (length = Integer.parseInt(line(), 16)) > 0; line()) {
            body.write(in.readNBytes(length));
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        line.setLength(0);
        for (int c; (c = in.read()) != '\n';) {
            if (c < 0) {
                throw new EOFException("the service closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
