package org.tamga.record;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/** A body that answers 413 as soon as more of it has been read than there may be. */
public final class BoundedInput extends FilterInputStream {

    /** MiB of a body that records something, as record.md says of all but imports. */
    static final int RECORD = 10;
    /** MiB of a question that anybody may ask: several have to fit into memory at once. */
    static final int QUESTION = 1;

    private final int mebibytes;
    private long read;

    /** @param mebibytes as many as there may be */
    public BoundedInput(InputStream body, int mebibytes) {
        super(body);
        this.mebibytes = mebibytes;
    }

    @Override
    public int read() throws IOException {
        var next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = super.read(buffer, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    /** Counts what has come, or what is announced. */
    void count(long bytes) {
        read += bytes;
        if (read > (long) mebibytes << 20) {
            throw new Problem(ProblemType.TOO_LARGE, "The body is larger than " + mebibytes + " MiB.");
        }
    }
}
