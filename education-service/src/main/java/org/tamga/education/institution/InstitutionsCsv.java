package org.tamga.education.institution;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.record.imports.Table;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Institutions as a table: {@code name}, {@code alias}, {@code acronym} and {@code former} are names, each also with a language as
 * {@code name:ru}; a column named as a scheme ({@code ror}, {@code wikidata}, …) is an identifier; {@code domains} has several
 * between semicolons; the others are named as the fields. A row is the institution with its {@code id} or its identifiers; without
 * either, the one of such tables with its country and name.
 */
@Singleton
class InstitutionsCsv extends FileFormat<Institution> {

    private static final Pattern NAME = Pattern.compile("(name|alias|acronym|former)(?::([A-Za-z0-9-]{2,35}))?");
    private static final Set<String> TEXTS = Set.of("country", "city", "kind", "status", "validFrom", "validTo", "confidence",
            "note");
    private static final Set<String> SCHEMES = Stream.of(IdentifierScheme.values()).map(Json::name)
            .collect(Collectors.toUnmodifiableSet());

    private final InstitutionRecords institutions;
    private final ObjectMapper mapper;

    InstitutionsCsv(InstitutionRecords institutions, ObjectMapper mapper) {
        super("institutions-csv", institutions, "Table of institutions", "Not named", "text/csv");
        this.institutions = institutions;
        this.mapper = mapper;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var met = new HashSet<List<Object>>();
        Table.read(content, Set.of("name", "kind"), InstitutionsCsv::isRead, rows, line -> {
            var row = row(line, file);
            var isNew = names(row).map(name -> met.add(List.of(name, line.text("validFrom"))))
                    .reduce(true, Boolean::logicalAnd);
            if (isNew) {
                rows.state(row);
            } else {
                rows.reject(line.place(), "duplicate", "stands in the file a second time");
            }
        });
    }

    /** What tells it from others: its id, else each of its keys. */
    private Stream<Object> names(Row<Institution> row) {
        return row.id() == null ? institutions.keys(row.write().content()).map(key -> key) : Stream.of(row.id());
    }

    private static boolean isRead(String column) {
        return NAME.matcher(column).matches() || TEXTS.contains(column) || SCHEMES.contains(column)
                || Set.of("id", "domains", "establishedYear").contains(column);
    }

    private Row<Institution> row(Table.Line line, ImportedFile file) {
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
        return new Row<>(line.place(), institutions, id, institutions.write(mapper.valueToTree(file.describe(institution))));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.brokenRule("/id", "must be a UUID");
        }
    }
}
