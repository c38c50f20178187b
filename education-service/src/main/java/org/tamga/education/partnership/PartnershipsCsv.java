package org.tamga.education.partnership;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.education.told.Told;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.imports.Batch;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.record.imports.Table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Partnerships as a table: a line is one condition of a partnership, and lines with the same {@code id} that follow each other are
 * one partnership; what they say of it as a whole stands in its first line. {@code parties} has two or more between semicolons, each
 * an institution's id, an identifier such as {@code ror:https://ror.org/0336rcx12} or {@code schac:uw.edu.pl}, or an
 * organisation's name, with its country as {@code Name (KZ)}. {@code sender} and {@code receiver} are written as in
 * {@code parties}, or by their number there, from 1. What the table has no column for stays as it is recorded.
 */
@Singleton
class PartnershipsCsv extends FileFormat<Partnership> {

    private static final Set<String> OF_ALL = Set.of("id", "parties", "type", "signedOn", "inEffect", "terminatedOn", "heldBy",
            "validFrom", "validTo", "confidence", "note");
    private static final List<String> TEXTS = List.of("kind", "academicYearFrom", "academicYearTo", "iscedF", "language",
            "cefr");
    private static final List<String> NUMBERS = List.of("placesPerYear", "monthsPerYear", "eqf");
    private static final Set<String> OTHERS = Set.of("sender", "receiver", "blended");

    private static final Pattern UUIDS = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z]+:\\S+");
    private static final Pattern WITH_COUNTRY = Pattern.compile("(.+?)\\s*\\(([A-Z]{2})\\)");

    /** Partnerships that are looked up together. */
    private static final int TOGETHER = 200;

    private final PartnershipRecords partnerships;
    private final InstitutionRecords institutions;
    private final ObjectMapper mapper;

    PartnershipsCsv(PartnershipRecords partnerships, InstitutionRecords institutions, ObjectMapper mapper) {
        super("partnerships-csv", partnerships, "Table of partnerships", "Not named", "text/csv");
        this.partnerships = partnerships;
        this.institutions = institutions;
        this.mapper = mapper;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var reading = new Reading(file, rows);
        Table.read(content, Set.of("id", "parties", "type"), column -> OF_ALL.contains(column) || TEXTS.contains(column)
                || NUMBERS.contains(column) || OTHERS.contains(column), rows, reading);
        reading.end();
    }

    /**
     * A partnership of the file.
     *
     * @param first its first line
     * @param read what the file says of it, with the file's source
     * @param valid when it says that this holds
     */
    private record Read(Table.Line first, UUID id, ObjectNode read, Interval valid) {}

    private final class Reading implements Table.Sink {

        private final ImportedFile file;
        private final Rows rows;
        private final Map<String, UUID> resolved = new HashMap<>();
        private final List<Table.Line> gathered = new ArrayList<>();
        /** The periods that were stated: the ids with their first days. */
        private final Set<List<Object>> met = new HashSet<>();
        /** Lines that were rejected, by the partnership that would lose what they say if the others were stated without them. */
        private final Map<UUID, Place> broken = new HashMap<>();
        /** A rejected line of which nobody can tell whether it belongs to the partnership before it or to the next. */
        private Place stray;
        private final Batch<Read> batch = new Batch<>(TOGETHER, this::state);

        Reading(ImportedFile file, Rows rows) {
            this.file = file;
            this.rows = rows;
        }

        @Override
        public void accept(Table.Line line) {
            var text = line.text("id");
            if (text.isEmpty()) {
                rejected(line);
                throw Problem.brokenRule("/id", "is needed");
            }
            var id = id(text.get());
            if (!gathered.isEmpty() && !id(gathered.get(0)).equals(id)) {
                flush();
            }
            if (stray != null) {
                broken.putIfAbsent(id, stray);
                stray = null;
            }
            gathered.add(line);
        }

        @Override
        public void rejected(Table.Line line) {
            var id = line.text("id");
            if (id.isPresent()) {
                broken.putIfAbsent(id(id.get()), line.place());
                return;
            }
            if (!gathered.isEmpty()) {
                broken.putIfAbsent(id(gathered.get(0)), line.place());
            }
            stray = line.place();
        }

        private static UUID id(Table.Line line) {
            return id(line.text("id").orElseThrow());
        }

        private static UUID id(String id) {
            return UUIDS.matcher(id).matches() ? UUID.fromString(id) : Row.id("partnerships-csv", id);
        }

        void end() {
            flush();
            batch.end();
        }

        private void flush() {
            if (gathered.isEmpty()) {
                return;
            }
            var first = gathered.get(0);
            var id = id(first);
            try {
                if (!met.add(List.of(id, first.text("validFrom")))) {
                    rows.reject(first.place().at("/id"), "duplicate", "stands in the file a second time, and not in lines that"
                            + " follow each other");
                } else if (broken.containsKey(id)) {
                    rows.reject(first.place().at("/id"), "broken", "has a line that is rejected, " + broken.get(id)
                            + "; without it the others do not say all that was agreed");
                } else {
                    var read = partnership(first);
                    batch.add(new Read(first, id, read, partnerships.write(read).valid()), gathered.stream()
                            .flatMap(line -> line.cells().values().stream()).mapToInt(String::length).sum());
                }
            } catch (Problem refusal) {
                rows.reject(first.place(), refusal);
            }
            gathered.clear();
        }

        private void state(List<Read> together) {
            var stated = new HashSet<UUID>();
            var standing = standing(together);
            for (var read : together) {
                if (!stated.add(read.id())) {
                    // Another period of what was stated before.
                    standing = standing(together);
                    stated.clear();
                    stated.add(read.id());
                }
                try {
                    var begins = together.stream().filter(other -> other.id().equals(read.id()))
                            .map(other -> other.valid().from());
                    state(read, Told.until(read.valid(), begins), standing.getOrDefault(read.id(), List.of()));
                } catch (Problem refusal) {
                    rows.reject(read.first().place(), refusal);
                }
            }
        }

        private Map<UUID, List<Period<Partnership>>> standing(List<Read> together) {
            return rows.recorded(transaction -> partnerships.standingOf(transaction,
                    together.stream().map(Read::id).distinct().toList()));
        }

        private void state(Read read, Interval valid, List<Period<Partnership>> standing) {
            var place = read.first().place();
            var days = Told.on(valid, standing, file);
            var stated = days.stream().map(told -> new Row<>(place, partnerships, read.id(), null,
                    partnerships.write(beside(told, read)), null, told.before())).toList();
            if (!days.stream().allMatch(told -> told.isOfFilesAlone(file))) {
                rows.warn(place, "merged", "is recorded as partnership " + read.id()
                        + " from other sources too; what has no column in this table stays as they told it");
            }
            stated.forEach(rows::state);
        }

        /** What the file says, with what it has no column for as it is recorded. */
        private ObjectNode beside(Told<Partnership> told, Read read) {
            var partnership = read.read().deepCopy();
            partnership.put("validFrom", told.days().from() == null ? null : told.days().from().toString());
            partnership.put("validTo", told.days().to() == null ? null : told.days().to().toString());
            if (told.before() == null) {
                return partnership;
            }
            var before = told.before();
            ObjectNode recorded = mapper.valueToTree(before.content());
            recorded.put("confidence", Json.name(before.confidence())).put("note", before.note());
            recorded.properties().stream().filter(member -> !isRead(member.getKey(), read.first().columns()))
                    .forEach(member -> partnership.set(member.getKey(), member.getValue()));
            partnership.path("parties").forEach(party -> recorded.path("parties").forEach(known -> {
                if (name(known).equals(name(party))) {
                    known.properties().stream().filter(member -> !party.hasNonNull(member.getKey()))
                            .forEach(member -> ((ObjectNode) party).set(member.getKey(), member.getValue()));
                }
            }));
            return told.isOfFilesAlone(file) ? partnership : ImportedFile.cite(partnership, told.sources(file));
        }

        private static boolean isRead(String member, List<String> columns) {
            return columns.contains(member.equals("conditions") ? "kind" : member);
        }

        private ObjectNode partnership(Table.Line first) {
            var partnership = mapper.createObjectNode();
            OF_ALL.stream().filter(column -> !Set.of("id", "parties", "heldBy").contains(column))
                    .forEach(column -> first.text(column).ifPresent(text -> partnership.put(column, text)));
            var parties = first.list("parties");
            for (int i = 0; i < parties.size(); i++) {
                partnership.withArray("parties").add(party(parties.get(i), "/parties/" + i));
            }
            first.text("heldBy").ifPresent(holder -> partnership.put("heldBy", name(holder, parties, "/heldBy")));
            for (int i = 0; i < gathered.size(); i++) {
                if (gathered.get(i).text("kind").isPresent()) {
                    partnership.withArray("conditions").add(condition(gathered.get(i), parties, "/conditions/" + i));
                }
            }
            return file.describe(partnership);
        }

        private ObjectNode condition(Table.Line line, List<String> parties, String pointer) {
            var condition = mapper.createObjectNode();
            TEXTS.forEach(column -> line.text(column).ifPresent(text -> condition.put(column, text)));
            NUMBERS.forEach(column -> line.number(column)
                    .ifPresent(number -> condition.set(column, mapper.<ObjectNode>valueToTree(Map.of("n", number)).get("n"))));
            for (var side : List.of("sender", "receiver")) {
                line.text(side).ifPresent(text -> condition.put(side, name(text, parties, pointer + "/" + side)));
            }
            line.text("blended").ifPresent(text -> {
                if (text.equals("true") || text.equals("false")) {
                    condition.put("blended", text.equals("true"));
                } else {
                    condition.put("blended", text);
                }
            });
            return condition;
        }

        /** What conditions call a party. */
        private String name(String text, List<String> parties, String pointer) {
            var party = party(text.matches("[1-9]\\d{0,2}") && Integer.parseInt(text) <= parties.size()
                    ? parties.get(Integer.parseInt(text) - 1)
                    : text, pointer);
            return name(party);
        }

        private static String name(JsonNode party) {
            return party.get(party.hasNonNull("institutionId") ? "institutionId" : "organisation").asText();
        }

        private ObjectNode party(String text, String pointer) {
            var party = mapper.createObjectNode();
            if (UUIDS.matcher(text).matches()) {
                return party.put("institutionId", UUID.fromString(text).toString());
            }
            if (IDENTIFIER.matcher(text).matches()) {
                return party.put("institutionId", resolved.computeIfAbsent(text, key -> institution(key, pointer)).toString());
            }
            var withCountry = WITH_COUNTRY.matcher(text);
            return withCountry.matches()
                    ? party.put("organisation", withCountry.group(1)).put("country", withCountry.group(2))
                    : party.put("organisation", text);
        }

        private UUID institution(String identifier, String pointer) {
            try {
                return institutions.identified(identifier)
                        .orElseThrow(() -> Problem.brokenRule(pointer, "no institution with " + identifier + " is recorded"));
            } catch (IllegalArgumentException e) {
                throw Problem.brokenRule(pointer, e.getMessage());
            }
        }
    }
}
