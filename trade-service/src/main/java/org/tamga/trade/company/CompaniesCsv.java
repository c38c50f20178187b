package org.tamga.trade.company;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
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
 * jurisdiction and name.
 */
@Singleton
class CompaniesCsv extends FileFormat<Company> {

    private static final Pattern NAME = Pattern.compile("(name|trading|former|transliterated)(?::([A-Za-z-]{2,35}))?");
    private static final Pattern SCHEME = Pattern.compile("[A-Z]{2}-[A-Z0-9]{2,20}");
    private static final Set<String> TEXTS = Set.of("entityType", "jurisdiction", "legalForm", "status", "foundedOn",
            "dissolvedOn",
            "headId", "validFrom", "validTo", "confidence", "note");
    private static final Set<String> SEAT = Set.of("city", "region", "unlocode");

    private final CompanyRecords companies;

    CompaniesCsv(CompanyRecords companies) {
        super("companies-csv", companies, "Table of companies", "Not named", "text/csv");
        this.companies = companies;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        Table.read(content, List.of("name"), CompaniesCsv::isKnown, rows, line -> {
            var company = company(line, file);
            rows.state(new Row<>(line.place(), companies, id(line, company), null, companies.write(company),
                    file.knownFrom()));
        });
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
