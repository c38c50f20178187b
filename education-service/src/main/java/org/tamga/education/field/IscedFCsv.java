package org.tamga.education.field;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.tamga.commons.value.LanguageMap;
import org.tamga.education.told.Told;
import org.tamga.record.Write;
import org.tamga.record.imports.Batch;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.record.imports.Table;

import com.fasterxml.jackson.databind.ObjectMapper;

/** ISCED-F 2013 as a table: {@code code}, {@code level}, {@code parent} and {@code label}, or {@code label:ru} and the like. In languages that it has no label in, a field is called as before. */
@Singleton
class IscedFCsv extends FileFormat<FieldOfEducation> {

    /** Fields that are looked up together. */
    private static final int TOGETHER = 500;

    private final FieldRecords fields;
    private final ObjectMapper mapper;

    IscedFCsv(FieldRecords fields, ObjectMapper mapper) {
        super("isced-f-csv", fields, "ISCED Fields of Education and Training 2013 (ISCED-F 2013)",
                "UNESCO Institute for Statistics", "text/csv");
        this.fields = fields;
        this.mapper = mapper;
    }

    /** A row. */
    private record Read(Place place, UUID id, Write<FieldOfEducation> write) {}

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var met = new HashSet<UUID>();
        var batch = new Batch<Read>(TOGETHER, together -> state(together, file, rows));
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
                    var id = Row.id("isced-f", line.text("code").orElse(""));
                    var read = new Read(line.place(), id, fields.write(file.describe(field)));
                    if (met.add(id)) {
                        batch.add(read, line.cells().values().stream().mapToInt(String::length).sum());
                    } else {
                        rows.reject(line.place(), "duplicate", "stands in the file a second time");
                    }
                });
        batch.end();
    }

    private void state(List<Read> together, ImportedFile file, Rows rows) {
        var standing = rows.recorded(
                transaction -> fields.standingOf(transaction, together.stream().map(Read::id).toList()));
        for (var read : together) {
            Told.on(read.write().valid(), standing.getOrDefault(read.id(), List.of()), file)
                    .forEach(told -> rows.state(new Row<>(read.place(), fields, read.id(), null,
                            beside(told, read.write(), file), null, told.before())));
        }
    }

    /** What the file calls a field, and what it is called in the languages that the file does not have. */
    private static Write<FieldOfEducation> beside(Told<FieldOfEducation> told, Write<FieldOfEducation> read,
            ImportedFile file) {
        var write = Told.during(told.days(), read);
        if (told.before() == null) {
            return write;
        }
        var field = read.content();
        var label = new LinkedHashMap<>(told.before().content().label().texts());
        label.putAll(field.label().texts());
        if (label.equals(field.label().texts())) {
            return write;
        }
        return new Write<>(told.days(), new FieldOfEducation(field.code(), field.level(), field.parent(),
                new LanguageMap(label)), read.confidence(), told.sources(file), null, read.note());
    }
}
