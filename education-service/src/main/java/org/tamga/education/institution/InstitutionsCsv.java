package org.tamga.education.institution;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.education.told.Told;
import org.tamga.record.Period;
import org.tamga.record.Write;
import org.tamga.record.imports.Batch;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.record.imports.Table;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Institutions as a table: {@code name}, {@code alias}, {@code acronym} and {@code former} are names, each also with a language as
 * {@code name:ru}; a column named as a scheme ({@code ror}, {@code wikidata}, …) is an identifier; {@code domains} has several
 * between semicolons; the others are named as the fields. A row is the institution with its {@code id} or its identifiers; without
 * either, the one of such tables with its country and name. What others told of it stays, and gains what the row adds.
 */
@Singleton
class InstitutionsCsv extends FileFormat<Institution> {

    private static final Pattern NAME = Pattern.compile("(name|alias|acronym|former)(?::([A-Za-z0-9-]{2,35}))?");
    private static final Set<String> TEXTS = Set.of("country", "city", "kind", "status", "validFrom", "validTo", "confidence",
            "note");
    private static final Set<String> SCHEMES = Stream.of(IdentifierScheme.values()).map(Json::name)
            .collect(Collectors.toUnmodifiableSet());

    /** Rows that are looked up together. */
    private static final int TOGETHER = 500;

    private final InstitutionRecords institutions;
    private final Statements statements;
    private final ObjectMapper mapper;

    InstitutionsCsv(InstitutionRecords institutions, Statements statements, ObjectMapper mapper) {
        super("institutions-csv", institutions, "Table of institutions", "Not named", "text/csv");
        this.institutions = institutions;
        this.statements = statements;
        this.mapper = mapper;
    }

    /**
     * A row.
     *
     * @param id null for the institution that has one of its identifiers
     */
    private record Read(Place place, UUID id, Write<Institution> write) {}

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var met = new HashSet<List<Object>>();
        var batch = new Batch<Read>(TOGETHER, read -> new Reading(file, rows).take(read));
        Table.read(content, Set.of("name", "kind"), InstitutionsCsv::isRead, rows, line -> {
            var read = read(line, file);
            var isNew = names(read).map(name -> met.add(List.of(name, line.text("validFrom"))))
                    .reduce(true, Boolean::logicalAnd);
            if (isNew) {
                batch.add(read, line.cells().values().stream().mapToInt(String::length).sum());
            } else {
                rows.reject(line.place(), "duplicate", "stands in the file a second time");
            }
        });
        batch.end();
    }

    /** What tells it from others: its id, else each of its keys. */
    private Stream<Object> names(Read read) {
        return read.id() == null ? institutions.keys(read.write().content()).map(key -> key) : Stream.of(read.id());
    }

    /** What is recorded of the rows that are taken together, with all that the file has stated before them. */
    private final class Reading {

        private final ImportedFile file;
        private final Rows rows;
        private final Set<Object> stated = new HashSet<>();
        private List<InstitutionRecords.Held> held;
        private Map<UUID, List<Period<Institution>>> standing;

        Reading(ImportedFile file, Rows rows) {
            this.file = file;
            this.rows = rows;
        }

        void take(List<Read> batch) {
            lookUp(batch);
            var begins = new HashMap<Object, List<LocalDate>>();
            batch.forEach(read -> names(read).forEach(name -> begins.computeIfAbsent(name, one -> new ArrayList<>())
                    .add(read.write().valid().from())));
            for (var read : batch) {
                if (names(read).anyMatch(stated::contains)) {
                    // Another period of what a row before it told of.
                    lookUp(batch);
                    stated.clear();
                }
                names(read).forEach(stated::add);
                var id = recorded(read);
                var days = Told.until(read.write().valid(), names(read).flatMap(name -> begins.get(name).stream()));
                statements.state(read.place(), id, true, Told.during(days, read.write()),
                        id == null ? List.of() : standing.getOrDefault(id, List.of()), file, rows);
            }
        }

        private void lookUp(List<Read> batch) {
            rows.<Void>recorded(transaction -> {
                held = institutions.held(transaction, batch.stream().filter(read -> read.id() == null)
                        .flatMap(read -> institutions.keys(read.write().content())).distinct().toList());
                standing = institutions.standingOf(transaction, Stream.concat(held.stream().map(InstitutionRecords.Held::id),
                        batch.stream().map(Read::id).filter(Objects::nonNull)).distinct().toList());
                return null;
            });
        }

        /** The record that a row is of; null where there is none yet, or where several have its identifiers, which is refused. */
        private UUID recorded(Read read) {
            if (read.id() != null) {
                return read.id();
            }
            var keys = institutions.keys(read.write().content()).collect(Collectors.toSet());
            var holders = held.stream().filter(one -> keys.contains(one.key()) && one.days().overlaps(read.write().valid()))
                    .map(InstitutionRecords.Held::id).distinct().toList();
            return holders.size() == 1 ? holders.get(0) : null;
        }
    }

    private static boolean isRead(String column) {
        return NAME.matcher(column).matches() || TEXTS.contains(column) || SCHEMES.contains(column)
                || Set.of("id", "domains", "establishedYear").contains(column);
    }

    private Read read(Table.Line line, ImportedFile file) {
        var institution = mapper.createObjectNode();
        var names = institution.putArray("names");
        var identifiers = institution.putArray("identifiers");
        line.cells().forEach((column, text) -> {
            var name = NAME.matcher(column);
            if (name.matches()) {
                names.addObject().put("text", text).put("type", name.group(1).replace("name", "official"))
                        .put("lang", name.group(2));
            } else if (SCHEMES.contains(column)) {
                identifiers.addObject().put("scheme", column).put("value", text);
            } else if (TEXTS.contains(column)) {
                institution.put(column, text);
            }
        });
        line.list("domains").forEach(domain -> institution.withArray("domains").add(domain.toLowerCase(Locale.ROOT)));
        line.number("establishedYear").ifPresent(year -> institution.putPOJO("establishedYear", year));
        var id = line.text("id").map(InstitutionsCsv::uuid).orElseGet(() -> identifiers.isEmpty()
                ? Row.id("institutions-csv", line.text("country").orElse(""), line.text("name").orElse(""))
                : null);
        return new Read(line.place(), id, institutions.write(mapper.valueToTree(file.describe(institution))));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.brokenRule("/id", "must be a UUID");
        }
    }
}
