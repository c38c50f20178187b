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

import org.tamga.commons.problem.Problem;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.record.imports.Table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Partnerships as a table: a line is one condition of a partnership, and lines with the same {@code id} that follow each other are
 * one partnership; what they say of it as a whole stands in its first line. {@code parties} has two or more between semicolons, each
 * an institution's id, an identifier such as {@code ror:https://ror.org/0336rcx12} or {@code schac:uw.edu.pl}, or an
 * organisation's name, with its country as {@code Name (KZ)}. {@code sender} and {@code receiver} are written as in
 * {@code parties}, or by their number there, from 1.
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
                || NUMBERS.contains(column) || OTHERS.contains(column), rows, reading::take);
        reading.flush();
    }

    private final class Reading {

        private final ImportedFile file;
        private final Rows rows;
        private final Map<String, UUID> resolved = new HashMap<>();
        private final List<Table.Line> gathered = new ArrayList<>();
        /** The periods that were stated: the ids with their first days. */
        private final Set<List<Object>> met = new HashSet<>();

        Reading(ImportedFile file, Rows rows) {
            this.file = file;
            this.rows = rows;
        }

        void take(Table.Line line) {
            var id = id(line);
            if (!gathered.isEmpty() && !id(gathered.get(0)).equals(id)) {
                flush();
            }
            gathered.add(line);
        }

        private static UUID id(Table.Line line) {
            var id = line.text("id").orElseThrow(() -> Problem.brokenRule("/id", "is needed"));
            return UUIDS.matcher(id).matches() ? UUID.fromString(id) : Row.id("partnerships-csv", id);
        }

        void flush() {
            if (gathered.isEmpty()) {
                return;
            }
            var first = gathered.get(0);
            try {
                if (met.add(List.of(id(first), first.text("validFrom")))) {
                    rows.state(new Row<>(first.place(), partnerships, id(first), partnerships.write(partnership(first))));
                } else {
                    rows.reject(first.place().at("/id"), "duplicate", "stands in the file a second time, and not in lines that"
                            + " follow each other");
                }
            } catch (Problem refusal) {
                rows.reject(first.place(), refusal);
            }
            gathered.clear();
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
            return party.has("institutionId") ? party.get("institutionId").asText() : party.get("organisation").asText();
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
