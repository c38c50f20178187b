package org.tamga.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** A migration runs while the version before serves: an index that is made or dropped on a table which has rows keeps its writers waiting. */
class MigrationFilesTest {

    private static final Path ROOT = Path.of("..", "..", "..").toAbsolutePath().normalize();
    /** The last of each folder that may: they were there before anything ran that would have had to wait. */
    private static final Map<String, String> BEFORE = Map.of("record", "0_14", "events", "6_17", "trade", "1_23", "mobility",
            "2_6", "education", "2_3", "gateway", "2");
    private static final Pattern NUMBER = Pattern.compile("V(\\d+(?:_\\d+)?)__.*\\.sql");
    private static final Pattern INDEX = Pattern.compile(
            "(?:create\\s+(?:unique\\s+)?index\\s+(?!concurrently)(?:if\\s+not\\s+exists\\s+)?\\S+\\s+on\\s+(?:only\\s+)?(\\w+)|drop\\s+index\\s+(?!concurrently))[^;]*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE = Pattern.compile("create\\s+table\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    @Test
    void an_index_of_a_table_with_rows_is_made_and_dropped_concurrently() throws IOException {
        var wrong = new ArrayList<String>();
        for (var folder : BEFORE.keySet()) {
            var service = folder.equals("record") || folder.equals("gateway") ? folder : folder + "-service";
            try (var files = Files.list(ROOT.resolve(service).resolve("src/main/resources/db").resolve(folder))) {
                for (var file : files.filter(file -> isAfter(file.getFileName().toString(), BEFORE.get(folder))).toList()) {
                    keepingWritersWaiting(Files.readString(file))
                            .forEach(statement -> wrong.add(file.getFileName() + ": " + statement));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void what_keeps_writers_waiting_is_seen() {
        assertEquals(List.of("create index late on company_version (name)"),
                keepingWritersWaiting("""
                                      create table fresh (id int);
                                      create index fresh_by_id on fresh (id);
                                      create index concurrently quick on company_version (name);
                                      create index late on company_version (name);
                                      """));
        assertEquals(1, keepingWritersWaiting("drop index if exists late;").size());
        assertEquals(1, keepingWritersWaiting("create index if not exists late on company_version (name);").size());
        assertEquals(List.of(), keepingWritersWaiting("drop index concurrently if exists late;"));
        assertTrue(isAfter("V1_10__x.sql", "1_9"));
        assertTrue(!isAfter("V1_9__x.sql", "1_9"));
        assertTrue(isAfter("V2__x.sql", "1_9"));
    }

    private static List<String> keepingWritersWaiting(String script) {
        var fresh = TABLE.matcher(script).results().map(table -> table.group(1)).collect(Collectors.toSet());
        return INDEX.matcher(script).results().filter(index -> index.group(1) == null || !fresh.contains(index.group(1)))
                .map(MatchResult::group).toList();
    }

    private static boolean isAfter(String file, String last) {
        var number = NUMBER.matcher(file);
        return number.matches() && Arrays.compare(parts(number.group(1)), parts(last)) > 0;
    }

    private static int[] parts(String number) {
        return Pattern.compile("_").splitAsStream(number).mapToInt(Integer::parseInt).toArray();
    }
}
