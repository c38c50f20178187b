package org.tamga.local.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a growing log file line by line. It may not be there yet, and may be put aside and begun anew. */
final class LogTail {

    private static final int LONGEST_READ = 1 << 20;

    private final Path file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long position;

    /** @param position where to begin, in bytes */
    private LogTail(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** One that begins with the last mebibyte. */
    static LogTail nearEndOf(Path file) throws IOException {
        return new LogTail(file, Files.exists(file) ? Math.max(0, Files.size(file) - LONGEST_READ) : 0);
    }

    /** One that begins with what comes now. */
    static LogTail atEndOf(Path file) throws IOException {
        return new LogTail(file, Files.exists(file) ? Files.size(file) : 0);
    }

    /** The lines that were completed since the last call. */
    List<String> newLines() throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        for (byte next : newBytes()) {
            if (next == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(next);
            }
        }
        return lines;
    }

    private byte[] newBytes() throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            if (reader.length() < position) {
                position = 0;
                line.reset();
            }
            byte[] bytes = new byte[(int) Math.min(LONGEST_READ, reader.length() - position)];
            reader.seek(position);
            reader.readFully(bytes);
            position += bytes.length;
            return bytes;
        }
    }
}
