package org.tamga.record;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/** A body that answers 413 as soon as more has been read than a request may have. */
final class BoundedInput extends FilterInputStream {

    /** 10 MiB, as record.md says of all but imports. */
    static final long LIMIT = 10L << 20;

    private long read;

    BoundedInput(InputStream body) {
        super(body);
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

    static Problem tooLarge() {
        return new Problem(ProblemType.TOO_LARGE, "The body is larger than 10 MiB.");
    }

    private void count(int bytes) {
        read += bytes;
        if (read > LIMIT) {
            throw tooLarge();
        }
    }
}
