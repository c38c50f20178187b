package org.tamga.trade.nomenclature;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.record.imports.Table;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * The Harmonized System as the table {@code section,hscode,description,parent,level}. The edition is that of the parameter
 * {@code edition}, H6 (2022) where it is not given; the language that of {@code language}, English where it is not.
 */
@Singleton
class HsCsv extends FileFormat<HsCode> {

    private final HsRecords codes;

    HsCsv(HsRecords codes) {
        super("hs-csv", codes, "Harmonized Commodity Description and Coding System", "World Customs Organization", "text/csv");
        this.codes = codes;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("edition", "language");
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var edition = file.parameters().getOrDefault("edition", "H6");
        var language = file.parameters().getOrDefault("language", "en");
        Table.read(content, List.of("hscode", "description"), Set.of("section", "parent", "level")::contains, rows, line -> {
            var code = JsonNodeFactory.instance.objectNode().put("edition", edition)
                    .put("code", line.text("hscode").orElse(null)).put("section", line.text("section").orElse(null));
            // Such a file gives a chapter the parent TOTAL; here it has none.
            line.text("parent").filter(parent -> !parent.equals("TOTAL")).ifPresent(parent -> code.put("parent", parent));
            line.text("description").ifPresent(title -> code.putObject("title").put(language, title));
            rows.state(new Row<>(line.place(), codes, null, codes.write(ImportedFile.cite(code, file.sources()))));
        });
    }
}
