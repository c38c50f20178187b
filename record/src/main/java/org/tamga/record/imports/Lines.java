package org.tamga.record.imports;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The lines of a text in UTF-8, in bounded memory. One that cannot be read is rejected; the others stand. */
public final class Lines {

    /** Bytes in a line: as much as a change may have to be announced. */
    static final int LONGEST = 4 << 20;

    private Lines() {
    }

    /** Takes a line. */
    @FunctionalInterface
    public interface Sink {

        /** @param number counted from 1 */
        void accept(long number, String line) throws IOException;
    }

    /** Hands over every line that is not blank, without its end, nor a byte order mark. */
    public static void read(InputStream content, Rows rows, Sink sink) throws IOException {
        var in = new BufferedInputStream(content, 1 << 16);
        var line = new ByteArrayOutputStream(1 << 12);
        var tooLong = false;
        for (long number = 1;; number++) {
            line.reset();
            tooLong = false;
            int next;
            while ((next = in.read()) >= 0 && next != '\n') {
                if (line.size() < LONGEST) {
                    line.write(next);
                } else {
                    tooLong = true;
                }
            }
            if (tooLong) {
                rows.reject(Place.line(number), "line-too-long", "is longer than " + LONGEST + " bytes");
            } else {
                hand(number, line.toByteArray(), rows, sink);
            }
            if (next < 0) {
                return;
            }
        }
    }

    /** The whole text, past a byte order mark; reading it throws a CharacterCodingException at what is no UTF-8. */
    public static Reader text(InputStream content) throws IOException {
        var text = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != 0xFEFF) {
            text.reset();
        }
        return text;
    }

    private static void hand(long number, byte[] bytes, Rows rows, Sink sink) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            rows.reject(Place.line(number), "not-utf-8", "is not text in UTF-8");
            return;
        }
        var line = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (!line.isBlank()) {
            sink.accept(number, line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
    }
}
