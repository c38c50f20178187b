package org.tamga.trade.nomenclature;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

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

/**
 * The Harmonized System as the table {@code section,hscode,description,parent,level}. The edition is that of the parameter
 * {@code edition}, H6 (2022) where it is not given; the language that of {@code language}, English where it is not.
 */
@Singleton
class HsCsv implements ImportFormat {

    private final HsRecords codes;

    HsCsv(HsRecords codes) {
        this.codes = codes;
    }

    @Override
    public String name() {
        return "hs-csv";
    }

    @Override
    public Records<?> records() {
        return codes;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("text/csv");
    }

    @Override
    public String title() {
        return "Harmonized Commodity Description and Coding System";
    }

    @Override
    public String publisher() {
        return "World Customs Organization";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("edition", "language");
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var edition = file.parameters().getOrDefault("edition", "H6");
        var language = file.parameters().getOrDefault("language", "en");
        Table.read(content, List.of("hscode", "description"), Set.of("section", "parent", "level")::contains, rows, cells -> {
            try {
                var code = JsonNodeFactory.instance.objectNode().put("edition", edition)
                        .put("code", cells.text("hscode").orElse(null)).put("section", cells.text("section").orElse(null));
                // Such a file gives a chapter the parent TOTAL; here it has none.
                cells.text("parent").filter(parent -> !parent.equals("TOTAL")).ifPresent(parent -> code.put("parent", parent));
                cells.text("description").ifPresent(title -> code.putObject("title").put(language, title));
                Cited.by(code, file.sources());
                rows.state(new Row<>(cells.place(), codes, null, codes.write(code)));
            } catch (Problem refusal) {
                rows.reject(cells.place(), refusal);
            }
        });
    }
}
