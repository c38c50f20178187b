package org.tamga.record.imports;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.commons.problem.Problem;

import io.quarkus.runtime.configuration.MemorySize;

class ImportFolderTest {

    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    Path path;

    @Test
    void a_file_that_would_be_too_much_is_put_off_before_it_comes() throws IOException {
        var folder = folder(10);
        file("waits.import", 6);
        file("comes-in.part", 3);
        assertDoesNotThrow(() -> folder.requireRoom(MEBIBYTE));
        var refusal = assertThrows(Problem.class, () -> folder.requireRoom(MEBIBYTE + 1));
        assertEquals(503, refusal.type().status());
        assertEquals("9 MiB of imports are waiting; try again when some are done.", refusal.getMessage());
    }

    @Test
    void one_that_does_not_say_how_large_it_is_is_put_off_while_it_comes_and_leaves_nothing() throws IOException {
        var folder = folder(40);
        file("waits.import", 20);
        assertThrows(Problem.class, () -> Spool.of(endless(), null, folder));
        try (var left = Files.list(path)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void processes_that_begin_together_in_one_folder_know_it_by_one_name() throws Exception {
        for (var round = 0; round < 50; round++) {
            var shared = path.resolve("shared-" + round);
            var begin = new CountDownLatch(1);
            var names = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                try {
                    begin.await();
                    return ImportJobs.keeper(shared);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }, task -> new Thread(task, "process").start())).limit(8).toList();
            begin.countDown();
            assertEquals(1, names.stream().map(CompletableFuture::join).distinct().count());
        }
    }

    private ImportFolder folder(long mebibytes) {
        return new ImportFolder(path, new MemorySize(BigInteger.valueOf(mebibytes * MEBIBYTE)));
    }

    private void file(String name, int mebibytes) throws IOException {
        Files.write(path.resolve(name), new byte[(int) (mebibytes * MEBIBYTE)]);
    }

    private static InputStream endless() {
        return new InputStream() {

            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return length;
            }
        };
    }
}
