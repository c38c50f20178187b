package org.tamga.mobility.visa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.record.Citation;
import org.tamga.record.database.Database;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The rows of the passport index that say what the row of an earlier day said: no news, and not recorded; but an older file that
 * is taken in later, and says otherwise in between, does not outlast them.
 */
final class Repeats {

    private static final ObjectMapper MAPPER = Json.mapper();

    private final Database database;
    private final ImportedFile file;
    private final Rows rows;
    /** Whether any file before had one. */
    private final boolean areThere;
    /** Of this file, by record; equal ones are one object, as most of a matrix repeats. */
    private final Map<UUID, List<Repeat>> own = new HashMap<>();
    private final Map<Repeat, Repeat> shared = new HashMap<>();
    /** Of the files before, by record, as looked up last. */
    private Map<UUID, List<Repeat>> earlier = Map.of();
    private final Map<String, ImportedFile> files = new HashMap<>();
    private final List<Map.Entry<UUID, Repeat>> unnoted = new ArrayList<>();

    Repeats(Database database, ImportedFile file, Rows rows) {
        this.database = database;
        this.file = file;
        this.rows = rows;
        this.areThere = rows.areWanted() && database.read(transaction -> transaction
                .first("select from passport_index_repeat limit 1", row -> true).isPresent());
    }

    /**
     * What a row said.
     *
     * @param word of the requirement, as it is written
     * @param file that it stands in
     */
    record Repeat(LocalDate day, String word, ImportedFile file) {}

    /**
     * Finds those of some records in the files that were taken in before.
     *
     * @param since by record: the day after which
     */
    void lookUp(Map<UUID, LocalDate> since) {
        if (!areThere) {
            return;
        }
        var found = new HashMap<UUID, List<Repeat>>();
        database.read(transaction -> transaction.list("select r.id, r.day, r.word, f.citation"
                + " from unnest(?::uuid[], ?::date[]) as asked (id, day) join passport_index_repeat r on r.id = asked.id"
                + " and r.day > asked.day join passport_index_file f on f.id = r.file",
                row -> found.computeIfAbsent(row.getObject("id", UUID.class), id -> new ArrayList<>()).add(repeat(row)),
                since.keySet(), since.values()));
        earlier = found;
    }

    private Repeat repeat(ResultSet row) throws SQLException {
        return new Repeat(row.getObject("day", LocalDate.class), row.getString("word"),
                files.computeIfAbsent(row.getString("citation"), Repeats::file));
    }

    private static ImportedFile file(String citation) {
        try {
            return new ImportedFile(null, null, MAPPER.readValue(citation, Citation.class), Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored citation cannot be read", e);
        }
    }

    /** Those of a record from after one day up to and with another, in the order of their days; without end where that is null. */
    List<Repeat> of(UUID id, LocalDate after, LocalDate until) {
        return Stream.of(earlier, own).flatMap(all -> all.getOrDefault(id, List.of()).stream())
                .filter(repeat -> repeat.day.isAfter(after) && (until == null || !repeat.day.isAfter(until)))
                .sorted(Comparator.comparing(Repeat::day)).toList();
    }

    /** Takes in one of this file. */
    void add(UUID id, LocalDate day, String word) {
        var repeat = shared.computeIfAbsent(new Repeat(day, word, file), fresh -> fresh);
        own.computeIfAbsent(id, key -> new ArrayList<>(1)).add(repeat);
        unnoted.add(Map.entry(id, repeat));
    }

    /** Has what was taken in kept with the rows. */
    void note() {
        if (unnoted.isEmpty()) {
            return;
        }
        var citation = MAPPER.valueToTree(file.citation()).toString();
        var fileId = Row.id("passport-index", citation);
        var ids = unnoted.stream().map(Map.Entry::getKey).toList();
        var days = unnoted.stream().map(entry -> entry.getValue().day).toList();
        var words = unnoted.stream().map(entry -> entry.getValue().word).toList();
        unnoted.clear();
        rows.note(transaction -> transaction.update("with file as (insert into passport_index_file (id, citation)"
                + " values (?, ?::jsonb) on conflict do nothing) insert into passport_index_repeat (id, day, word, file)"
                + " select id, day, word, ?::uuid from unnest(?::uuid[], ?::date[], ?::text[]) as said (id, day, word)"
                + " order by id, day on conflict do nothing", fileId, citation, fileId, ids, days, words));
    }
}
