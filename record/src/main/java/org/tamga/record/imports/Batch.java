package org.tamga.record.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Elements of a file that are looked at together, as many as are worth a look-up and fit in memory. */
public final class Batch<T> {

    private static final long LARGEST = 1 << 20;

    private final int most;
    private final Consumer<List<T>> sink;
    private List<T> gathered = new ArrayList<>();
    private long bytes;

    /** @param sink takes a list of at most so many, in the order of the file */
    public Batch(int most, Consumer<List<T>> sink) {
        this.most = most;
        this.sink = sink;
    }

    /** @param bytes as long as it is in the file */
    public void add(T element, long bytes) {
        if (this.bytes + bytes > LARGEST) {
            end();
        }
        gathered.add(element);
        this.bytes += bytes;
        if (gathered.size() >= most) {
            end();
        }
    }

    /** Hands over what is left. */
    public void end() {
        var full = gathered;
        gathered = new ArrayList<>();
        bytes = 0;
        if (!full.isEmpty()) {
            sink.accept(full);
        }
    }
}
