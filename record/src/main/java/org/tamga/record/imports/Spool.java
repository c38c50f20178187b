package org.tamga.record.imports;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/** A file on disk while it is being imported: so that it may be larger than memory, and be read twice. */
final class Spool {

    /** As record.md says; of the content, however small it may be packed. */
    static final long LARGEST = 2L << 30;
    /** As much comes in before the folder is looked at again, which others fill at the same time. */
    private static final long STRIDE = 16L << 20;

    private final Path path;
    private final long size;
    private volatile long bytesRead;

    Spool(Path path, long size) {
        this.path = path;
        this.size = size;
    }

    /**
     * Writes a body to disk, unpacked, as far as the folder has room.
     *
     * @param encoding the body's Content-Encoding, or null
     */
    static Spool of(InputStream body, String encoding, ImportFolder folder) throws IOException {
        Files.createDirectories(folder.path());
        var path = Files.createTempFile(folder.path(), "import-", ".part");
        try {
            return new Spool(path, copy(unpacked(body, encoding), path, folder));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static InputStream unpacked(InputStream body, String encoding) throws IOException {
        if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
            return body;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding is gzip, or none; not " + encoding + ".")
                    .header("Accept-Encoding", "gzip");
        }
        try {
            return new GZIPInputStream(body, 1 << 16);
        } catch (ZipException | EOFException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "The body is not gzip, as its Content-Encoding says.");
        }
    }

    /** Stops as soon as it is too much, so that a small body that unpacks without end costs no more than a large one. */
    private static long copy(InputStream in, Path path, ImportFolder folder) throws IOException {
        var buffer = new byte[1 << 16];
        var size = 0L;
        try (var out = Files.newOutputStream(path)) {
            for (int count; (count = read(in, buffer)) >= 0;) {
                size += count;
                if (size > LARGEST) {
                    throw new Problem(ProblemType.TOO_LARGE, "The file is larger than 2 GiB.");
                }
                if (size / STRIDE > (size - count) / STRIDE) {
                    folder.requireRoom(count);
                }
                out.write(buffer, 0, count);
            }
        }
        return size;
    }

    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (ZipException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "The body's gzip is damaged.");
        } catch (IOException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "The body could not be read to its end.");
        }
    }

    Path path() {
        return path;
    }

    /** Bytes of its content. */
    long size() {
        return size;
    }

    /** How many of them have been read in this reading and those before it; from any thread. */
    long bytesRead() {
        return bytesRead;
    }

    /** @param reading which one it is, counted from 0 */
    InputStream open(int reading) throws IOException {
        bytesRead = reading * size;
        return new BufferedInputStream(new FilterInputStream(Files.newInputStream(path)) {

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                var count = super.read(buffer, offset, length);
                bytesRead += Math.max(count, 0);
                return count;
            }
        }, 1 << 16);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
