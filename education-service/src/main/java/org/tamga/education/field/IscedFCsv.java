package org.tamga.education.field;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

import jakarta.inject.Singleton;

import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.record.imports.Table;

import com.fasterxml.jackson.databind.ObjectMapper;

/** ISCED-F 2013 as a table: {@code code}, {@code level}, {@code parent} and {@code label}, or {@code label:ru} and the like. */
@Singleton
class IscedFCsv extends FileFormat<FieldOfEducation> {

    private final FieldRecords fields;
    private final ObjectMapper mapper;

    IscedFCsv(FieldRecords fields, ObjectMapper mapper) {
        super("isced-f-csv", fields, "ISCED Fields of Education and Training 2013 (ISCED-F 2013)",
                "UNESCO Institute for Statistics", "text/csv");
        this.fields = fields;
        this.mapper = mapper;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        Table.read(content, Set.of("code", "level"), column -> Set.of("code", "level", "parent", "label").contains(column)
                || column.matches("label:[A-Za-z0-9-]{2,35}"), rows, line -> {
                    var field = mapper.createObjectNode();
                    line.cells().forEach((column, text) -> {
                        if (column.startsWith("label")) {
                            field.withObject("/label").put(column.equals("label") ? "en" : column.substring("label:".length()),
                                    text);
                        } else {
                            field.put(column, text);
                        }
                    });
                    rows.state(new Row<>(line.place(), fields, Row.id("isced-f", line.text("code").orElse("")),
                            fields.write(file.describe(field))));
                });
    }
}
