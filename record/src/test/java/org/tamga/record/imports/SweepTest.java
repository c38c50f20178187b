package org.tamga.record.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.commons.json.Json;
import org.tamga.record.Shelf;

import io.quarkus.runtime.configuration.MemorySize;

class SweepTest {

    @Test
    void what_a_process_that_died_left_is_removed_and_what_may_yet_be_taken_in_is_not(@TempDir Path folder) throws IOException {
        try (var shelf = Shelf.fresh()) {
            var open = UUID.randomUUID();
            var done = UUID.randomUUID();
            insert(shelf, open, "running");
            insert(shelf, done, "done");
            var kept = Set.of(file(folder, "keeper", 9), file(folder, open + ".import", 9), file(folder, "import-1.part", 0),
                    file(folder, UUID.randomUUID() + ".import", 0));
            file(folder, done + ".import", 0);
            file(folder, UUID.randomUUID() + ".import", 2);
            file(folder, "import-2.part", 2);
            var files = new ImportFolder(folder, new MemorySize(BigInteger.ONE));
            new ImportJobs(shelf.database(), null, null, null, Json.mapper(), files).sweep();
            try (var left = Files.list(folder)) {
                assertEquals(kept, left.collect(Collectors.toSet()));
            }
        }
    }

    private static void insert(Shelf shelf, UUID id, String status) {
        shelf.database()
                .write(transaction -> transaction.update("insert into import_job (id, topic, format, file, mode, dry_run,"
                        + " subject, status, keeper, size, finished_at)"
                        + " values (?, 'test.thing', 'ndjson', '{}', 'lenient', false, 'test', ?, ?, 1, now())",
                        id,
                        status, UUID.randomUUID()));
    }

    private static Path file(Path folder, String name, int daysOld) throws IOException {
        var file = Files.writeString(folder.resolve(name), "{}");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(daysOld))));
    }
}
