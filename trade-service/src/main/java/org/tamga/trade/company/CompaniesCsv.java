package org.tamga.trade.company;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.record.Write;
import org.tamga.record.imports.Batch;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.Firsts;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.record.imports.Table;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Companies as a table: {@code name} is needed; {@code name:ru} and the like are the legal name in other languages,
 * {@code trading}, {@code former} and {@code transliterated} (with or without a language) other names; a column named as a scheme,
 * such as {@code KZ-BIN} or {@code XI-LEI}, is an identifier; {@code isic} may have several codes with blanks or semicolons
 * between. The others are named as the fields are.
 * <p>
 * A row is the company that has one of its identifiers; without any, the one of this table with its {@code id}, else with its
 * jurisdiction and name, by which a table can tell of one company only. It takes the place of what the table said of the company
 * before; what others have said besides is kept.
 */
@Singleton
class CompaniesCsv extends FileFormat<Company> {

    private static final Pattern NAME = Pattern.compile("(name|trading|former|transliterated)(?::([A-Za-z-]{2,35}))?");
    private static final Pattern SCHEME = Pattern.compile("[A-Z]{2}-[A-Z0-9]{2,20}");
    private static final Set<String> TEXTS = Set.of("entityType", "jurisdiction", "legalForm", "status", "foundedOn",
            "dissolvedOn",
            "headId", "validFrom", "validTo", "confidence", "note");
    private static final Set<String> SEAT = Set.of("city", "region", "unlocode");

    /** Rows that are looked at together, so that their companies are looked up together. */
    private static final int TOGETHER = 500;

    private final CompanyRecords companies;
    private final Identified identified;
    private final Beside beside;

    CompaniesCsv(CompanyRecords companies, Identified identified, Beside beside) {
        super("companies-csv", companies, "Table of companies", "Not named", "text/csv");
        this.companies = companies;
        this.identified = identified;
        this.beside = beside;
    }

    /**
     * A row.
     *
     * @param id null for the company that has one of its identifiers
     */
    private record Stated(Place place, UUID id, Write<Company> write) {

        UUID recorded(Map<String, UUID> holders) {
            return id != null
                    ? id
                    : write.content().identifiers().stream()
                            .map(one -> holders.get(Identified.key(one.scheme(), one.value()))).filter(Objects::nonNull)
                            .findFirst().orElse(null);
        }

        /** What may be said of it once: since another day it may be otherwise. */
        UUID period() {
            return Row.id(id.toString(), String.valueOf(write.valid().from()));
        }
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var named = new Firsts();
        var batch = new Batch<Stated>(TOGETHER, stated -> take(stated, file, rows));
        Table.read(content, List.of("name"), CompaniesCsv::isKnown, rows, line -> {
            var company = company(line, file);
            var stated = new Stated(line.place(), id(line, company), companies.write(company));
            var first = stated.id() == null || line.text("id").isPresent()
                    ? Optional.<Place>empty()
                    : named.otherwise(stated.period(), stated.write(), stated.place());
            if (first.isPresent()) {
                rows.reject(line.place(), "same-name", "The row at " + first.get()
                        + " has the same jurisdiction and name and says"
                        + " otherwise: without an identifier or an id they are one company. The first is taken; where they are"
                        + " two, give each its own");
            } else {
                batch.add(stated, line.cells().values().stream().mapToInt(String::length).sum());
            }
        });
        batch.end();
    }

    private void take(List<Stated> batch, ImportedFile file, Rows rows) {
        var holders = identified.holders(batch.stream().filter(stated -> stated.id() == null)
                .flatMap(stated -> stated.write().content().identifiers().stream()).distinct().toList(), rows);
        var part = beside.part(batch.stream().map(stated -> stated.recorded(holders)).filter(Objects::nonNull)
                .collect(Collectors.toSet()), rows);
        for (var stated : batch) {
            try {
                part.restate(stated.place(), stated.id(), stated.recorded(holders), stated.write(), file.knownFrom());
            } catch (Problem refusal) {
                rows.reject(stated.place(), refusal);
            }
        }
    }

    private static boolean isKnown(String column) {
        return NAME.matcher(column).matches() || SCHEME.matcher(column).matches() || TEXTS.contains(column)
                || SEAT.contains(column) || column.equals("isic") || column.equals("id");
    }

    private static UUID id(Table.Line line, ObjectNode company) {
        if (line.text("id").isPresent()) {
            try {
                return UUID.fromString(line.text("id").get());
            } catch (IllegalArgumentException e) {
                throw Problem.brokenRule("/id", "must be a UUID");
            }
        }
        return company.withArray("identifiers").isEmpty()
                ? Row.id("companies-csv", company.path("jurisdiction").asText(), line.text("name").orElse(""))
                : null;
    }

    private static ObjectNode company(Table.Line line, ImportedFile file) {
        var company = JsonNodeFactory.instance.objectNode();
        var names = company.putArray("names");
        var identifiers = company.putArray("identifiers");
        line.cells().forEach((column, value) -> {
            var name = NAME.matcher(column);
            if (name.matches()) {
                var one = names.addObject().put("text", value).put("type", name.group(1).replace("name", "legal"));
                if (name.group(2) != null) {
                    one.put("lang", name.group(2));
                }
            } else if (SCHEME.matcher(column).matches()) {
                identifiers.addObject().put("scheme", column).put("value", value);
            } else if (TEXTS.contains(column)) {
                company.put(column, value);
            } else if (SEAT.contains(column)) {
                company.withObject("/seat").put(column, value);
            }
        });
        if (line.text("name").isEmpty()) {
            throw Problem.brokenRule("/name", "is needed");
        }
        line.text("isic").ifPresent(codes -> List.of(codes.split("[;\\s]+")).forEach(company.putArray("isic")::add));
        if (!company.hasNonNull("entityType")) {
            company.put("entityType", "company");
        }
        return file.describe(company);
    }
}
