package org.tamga.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {

    private static final Runtime.Version NEW = Runtime.Version.parse("25.0.3+9");
    private static final Runtime.Version OLD = Runtime.Version.parse("17.0.15+6");
    private static final List<String> ARCHIVE = List.of("-XX:SharedArchiveFile=app-cds.jsa", "-Xshare:auto", "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off");

    @TempDir
    Path folder;
    private StartCache cache;

    @BeforeEach
    void build() throws IOException {
        Files.writeString(folder.resolve("quarkus-run.jar"), "starter");
        Files.writeString(Files.createDirectory(folder.resolve("lib")).resolve("one.jar"), "one");
        cache = on(NEW, "-Xmx160m");
    }

    @Test
    void takes_the_build_s_archive_until_there_is_a_cache() throws IOException {
        assertEquals(List.of(), cache.arguments());
        Files.createFile(folder.resolve("app-cds.jsa"));
        assertEquals(ARCHIVE, cache.arguments());
        record(cache);
        assertTrue(cache.arguments().contains("-XX:AOTCache=" + cache.file().getFileName()), cache.arguments().toString());
        assertFalse(cache.isWanted());
    }

    @Test
    void passes_over_one_of_other_jars_another_JVM_or_other_options() throws IOException {
        record(cache);
        for (StartCache other : List.of(on(Runtime.Version.parse("25.0.4+1"), "-Xmx160m"), on(NEW, "-Xmx200m"))) {
            assertEquals(List.of(), other.arguments());
            assertTrue(other.isWanted());
        }
        Files.writeString(folder.resolve("lib/one.jar"), "one, built anew");
        assertEquals(List.of(), cache.arguments());
    }

    @Test
    void keeps_only_the_last_and_nothing_unfinished() throws IOException {
        record(cache);
        Path former = cache.file();
        Files.writeString(folder.resolve("lib/one.jar"), "one, built anew");
        assertNotEquals(former, cache.file());
        record(cache);
        assertFalse(Files.exists(former));
        Files.createFile(recorded(cache));
        cache.discard();
        assertFalse(cache.keep());
        assertTrue(Files.exists(cache.file()));
    }

    @Test
    void an_older_JVM_keeps_to_the_archive() throws IOException {
        Files.createFile(folder.resolve("app-cds.jsa"));
        StartCache old = on(OLD, "-Xmx160m");
        assertFalse(old.isWanted());
        assertEquals(ARCHIVE, old.arguments());
    }

    private StartCache on(Runtime.Version java, String option) {
        return new StartCache(folder.resolve("quarkus-run.jar"), java, List.of(option));
    }

    private void record(StartCache cache) throws IOException {
        Files.createFile(recorded(cache));
        assertTrue(cache.keep());
    }

    private Path recorded(StartCache cache) throws IOException {
        String output = "-XX:AOTCacheOutput=";
        return folder.resolve(cache.recording().stream().filter(option -> option.startsWith(output)).findFirst().orElseThrow()
                .substring(output.length()));
    }
}
