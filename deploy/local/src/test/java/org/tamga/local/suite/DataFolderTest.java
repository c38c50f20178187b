package org.tamga.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path parent;

    @Test
    void is_made_when_it_is_opened() {
        DataFolder folder = DataFolder.open(parent.resolve("a/b"));
        assertTrue(Files.isDirectory(folder.logs()));
    }

    @Test
    void has_one_path_however_it_is_reached() throws Exception {
        Path real = Files.createDirectory(parent.resolve("real"));
        Path link = Files.createSymbolicLink(parent.resolve("link"), real);
        assertEquals(DataFolder.open(real), DataFolder.open(link));
    }

    @Test
    void is_refused_in_one_line_where_it_cannot_be_made() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));
        CannotStart refusal = assertThrows(CannotStart.class, () -> DataFolder.open(file.resolve("data")));
        assertEquals(1, refusal.getMessage().lines().count());
    }

    @Test
    void is_not_made_for_a_command_that_needs_one() {
        assertThrows(CannotStart.class, () -> DataFolder.existing(parent.resolve("nothing")));
        assertFalse(Files.exists(parent.resolve("nothing")));
    }

    @Test
    void is_held_by_one_only() {
        DataFolder folder = DataFolder.open(parent);
        DataFolder.Lock lock = folder.lock().orElseThrow();
        assertTrue(folder.lock().isEmpty());
        lock.close();
        folder.lock().orElseThrow().close();
    }
}
