package org.tamga.trade.company;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.record.Records;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.trade.table.Cited;
import org.tamga.trade.table.Table;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Companies as a table: {@code name} is needed; {@code name:ru} and the like are the legal name in other languages,
 * {@code trading}, {@code former} and {@code transliterated} (with or without a language) other names; a column named as a scheme,
 * such as {@code KZ-BIN} or {@code XI-LEI}, is an identifier; {@code isic} may have several codes with blanks or semicolons
 * between. The others are named as the fields are.
 * <p>
 * A row is the company that has one of its identifiers; without any, the one of this table with its {@code id}, else with its
 * jurisdiction and name.
 */
@Singleton
class CompaniesCsv implements ImportFormat {

    private static final Pattern NAME = Pattern.compile("(name|trading|former|transliterated)(?::([A-Za-z-]{2,35}))?");
    private static final Pattern SCHEME = Pattern.compile("[A-Z]{2}-[A-Z0-9]{2,20}");
    private static final Set<String> TEXTS = Set.of("entityType", "jurisdiction", "legalForm", "status", "foundedOn",
            "dissolvedOn",
            "headId", "validFrom", "validTo", "confidence", "note");
    private static final Set<String> SEAT = Set.of("city", "region", "unlocode");

    private final CompanyRecords companies;

    CompaniesCsv(CompanyRecords companies) {
        this.companies = companies;
    }

    @Override
    public String name() {
        return "companies-csv";
    }

    @Override
    public Records<?> records() {
        return companies;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("text/csv");
    }

    @Override
    public String title() {
        return "Table of companies";
    }

    @Override
    public String publisher() {
        return "Not named";
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        Table.read(content, List.of("name"), CompaniesCsv::isKnown, rows, cells -> {
            try {
                var company = company(cells, file);
                rows.state(new Row<>(cells.place(), companies, id(cells, company), null, companies.write(company),
                        file.knownFrom()));
            } catch (Problem refusal) {
                rows.reject(cells.place(), refusal);
            }
        });
    }

    private static boolean isKnown(String column) {
        return NAME.matcher(column).matches() || SCHEME.matcher(column).matches() || TEXTS.contains(column)
                || SEAT.contains(column) || column.equals("isic") || column.equals("id");
    }

    private static UUID id(Table.Cells cells, ObjectNode company) {
        if (cells.text("id").isPresent()) {
            try {
                return UUID.fromString(cells.text("id").get());
            } catch (IllegalArgumentException e) {
                throw Problem.brokenRule("/id", "must be a UUID");
            }
        }
        return company.withArray("identifiers").isEmpty()
                ? Row.id("companies-csv", company.path("jurisdiction").asText(), cells.text("name").orElse(""))
                : null;
    }

    private static ObjectNode company(Table.Cells cells, ImportedFile file) {
        var company = JsonNodeFactory.instance.objectNode();
        var names = company.putArray("names");
        var identifiers = company.putArray("identifiers");
        for (var column : cells.columns()) {
            var value = cells.text(column).orElse(null);
            var name = NAME.matcher(column);
            if (name.matches()) {
                if (value != null) {
                    var one = names.addObject().put("text", value).put("type", name.group(1).replace("name", "legal"));
                    if (name.group(2) != null) {
                        one.put("lang", name.group(2));
                    }
                }
            } else if (SCHEME.matcher(column).matches()) {
                if (value != null) {
                    identifiers.addObject().put("scheme", column).put("value", value);
                }
            } else if (TEXTS.contains(column)) {
                company.put(column, value);
            } else if (SEAT.contains(column)) {
                if (value != null) {
                    company.withObject("/seat").put(column, value);
                }
            }
        }
        if (cells.text("name").isEmpty()) {
            throw Problem.brokenRule("/name", "is needed");
        }
        cells.text("isic").ifPresent(codes -> List.of(codes.split("[;\\s]+")).forEach(company.putArray("isic")::add));
        if (!company.hasNonNull("entityType")) {
            company.put("entityType", "company");
        }
        if (!company.hasNonNull("validFrom") && file.valid().from() != null) {
            company.put("validFrom", file.valid().from().toString());
        }
        Cited.by(company, file.sources());
        return company;
    }
}
