package org.tamga.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An answer of HTTP/1.1 as our services give it: with its length, or in chunks. */
final class HttpAnswer {

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\r\ncontent-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "\r\ntransfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int bodyBegin;
    private final int end;
    private final boolean isChunked;

    private HttpAnswer(byte[] bytes, int bodyBegin, int end, boolean isChunked) {
        this.bytes = bytes;
        this.bodyBegin = bodyBegin;
        this.end = end;
        this.isChunked = isChunked;
    }

    /** The answer at the beginning of these bytes, or null while it is not all there. */
    static HttpAnswer of(byte[] bytes, int count) {
        var head = find(END_OF_HEAD, bytes, 0, count);
        if (head < 0) {
            return null;
        }
        var body = head + END_OF_HEAD.length;
        if (find(CHUNKED, bytes, 0, head) >= 0) {
            var end = endOfChunks(bytes, body, count);
            return end < 0 ? null : new HttpAnswer(bytes, body, end, true);
        }
        var length = find(LENGTH, bytes, 0, head);
        var end = body + (length < 0 ? 0 : number(bytes, length + LENGTH.length, 10));
        return count < end ? null : new HttpAnswer(bytes, body, end, false);
    }

    /** Throws what was answered, where that is no success. */
    void requireSuccess() throws IOException {
        if (bytes[9] != '2') {
            throw new IOException(new String(bytes, 0, end, StandardCharsets.UTF_8));
        }
    }

    /** A header's text; empty where there is none. */
    String header(String name) {
        var start = find(("\r\n" + name + ": ").getBytes(StandardCharsets.US_ASCII), bytes, 0, bodyBegin);
        if (start < 0) {
            return "";
        }
        var text = start + name.length() + END_OF_LINE.length + 2;
        return new String(bytes, text, find(END_OF_LINE, bytes, text, bodyBegin) - text, StandardCharsets.US_ASCII);
    }

    byte[] body() {
        if (!isChunked) {
            return Arrays.copyOfRange(bytes, bodyBegin, end);
        }
        var body = new ByteArrayOutputStream();
        for (int at = bodyBegin, length; (length = number(bytes, at, 16)) > 0;) {
            var begin = find(END_OF_LINE, bytes, at, end) + END_OF_LINE.length;
            body.write(bytes, begin, length);
            at = begin + length + END_OF_LINE.length;
        }
        return body.toByteArray();
    }

    private static int endOfChunks(byte[] bytes, int body, int count) {
        for (int at = body;;) {
            var line = find(END_OF_LINE, bytes, at, count);
            if (line < 0) {
                return -1;
            }
            var length = number(bytes, at, 16);
            at = line + END_OF_LINE.length + length + END_OF_LINE.length;
            if (at > count) {
                return -1;
            }
            if (length == 0) {
                return at;
            }
        }
    }

    private static int number(byte[] bytes, int from, int radix) {
        var number = 0;
        for (int i = from, digit; (digit = Character.digit(bytes[i], radix)) >= 0; i++) {
            number = number * radix + digit;
        }
        return number;
    }

    /** Where the letters stand, whatever their case; negative where they do not. */
    private static int find(byte[] letters, byte[] in, int from, int to) {
        for (int i = from; i <= to - letters.length; i++) {
            var k = 0;
            while (k < letters.length && lower(in[i + k]) == letters[k]) {
                k++;
            }
            if (k == letters.length) {
                return i;
            }
        }
        return -1;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }
}
