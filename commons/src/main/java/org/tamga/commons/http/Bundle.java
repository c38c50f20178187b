package org.tamga.commons.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/**
 * What the gateway asks a service for, and is given, where several want a record by its id at the same moment (ADR 0020): the ids,
 * a line each, at {@value #PATH} and the collection's name; and in their order a line of entity tag and length, then so many
 * octets. Where there is no such answer, because it is longer than {@link #LONGEST} or is not a record, the line is a hyphen, and
 * that read has to go by itself.
 */
public final class Bundle {

    /** Where a service is asked; not below {@code /api/}, so nobody outside reaches it. */
    public static final String PATH = "/reads/";
    /** The header of a refusal that each of them would have alike, with the seconds after which to ask again; its body says why. */
    public static final String UNAVAILABLE = "Bundle-Unavailable";
    /** The media type of each of the answers. */
    public static final String RECORD = "application/json;charset=UTF-8";
    /** How many go together at most. */
    public static final int MOST = 32;
    /** Of one answer, in octets; many times what a record takes. */
    public static final int LONGEST = 32 << 10;

    private static final String NONE = "-";
    private static final byte END = '\n';

    /** @param etag as the header has it, quotes included */
    public record Answer(String etag, Buffer body) {}

    private Bundle() {
    }

    /** @param answers with null where there is none */
    public static Buffer write(List<Answer> answers) {
        var bundle = Buffer.buffer();
        for (var answer : answers) {
            if (answer == null || answer.body().length() > LONGEST) {
                bundle.appendString(NONE).appendByte(END);
            } else {
                bundle.appendString(answer.etag() + " " + answer.body().length()).appendByte(END).appendBuffer(answer.body());
            }
        }
        return bundle;
    }

    /**
     * @param count how many were asked for
     * @return as many, with null where there is none; their bodies are parts of the bundle, not copies
     * @throws IllegalArgumentException if it is no bundle of so many
     */
    public static List<Answer> read(Buffer bundle, int count) {
        var answers = new ArrayList<Answer>(count);
        var at = 0;
        while (answers.size() < count) {
            var end = at;
            while (end < bundle.length() && bundle.getByte(end) != END) {
                end++;
            }
            var line = bundle.getString(at, end, StandardCharsets.ISO_8859_1.name());
            at = Math.min(end + 1, bundle.length());
            var space = line.lastIndexOf(' ');
            if (line.equals(NONE)) {
                answers.add(null);
            } else if (space < 0) {
                throw new IllegalArgumentException("no entity tag and length: " + line);
            } else {
                var length = Integer.parseInt(line.substring(space + 1));
                if (length < 0 || length > bundle.length() - at) {
                    throw new IllegalArgumentException("longer than the bundle: " + line);
                }
                answers.add(new Answer(line.substring(0, space), bundle.slice(at, at + length)));
                at += length;
            }
        }
        if (at != bundle.length()) {
            throw new IllegalArgumentException("more than was asked for");
        }
        return answers;
    }
}
