package org.tamga.education.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.education.institution.Institution.Name;
import org.tamga.education.told.Told;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Write;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a file says of institutions, as statements that can be recorded. */
@Singleton
class Statements {

    private final InstitutionRecords institutions;
    private final ObjectMapper mapper;

    Statements(InstitutionRecords institutions, ObjectMapper mapper) {
        this.institutions = institutions;
        this.mapper = mapper;
    }

    /** The day of the file, as it is known now. */
    static At at(ImportedFile file) {
        LocalDate day = file.publishedOn();
        return At.now(day == null ? Records.today() : day);
    }

    /** An institution as the file alone has it. */
    Write<Institution> of(Institution institution, ImportedFile file) {
        return institutions.write(json(institution, file.valid(), file.sources()));
    }

    /**
     * States what a file says of an institution: in the place of what files of its publisher said, and where others have told of it
     * added to that, which the report says.
     *
     * @param id null for the one that holds its identifiers
     * @param isOwn false where the record came of other sources, whoever else told of it since
     * @param standing what is recorded of it
     */
    void state(Place place, UUID id, boolean isOwn, Write<Institution> read, List<Period<Institution>> standing,
            ImportedFile file, Rows rows) {
        List<Row<Institution>> stated;
        try {
            stated = Told.on(read.valid(), standing, file).stream()
                    .map(told -> told.before() == null || isOwn && told.isOfFilesAlone(file)
                            ? new Row<>(place, institutions, id, Told.during(told.days(), read))
                            : new Row<>(place, institutions, id, null, adding(read, told, file), null, told.before()))
                    .toList();
        } catch (Problem refusal) {
            rows.reject(place, refusal);
            return;
        }
        if (stated.stream().anyMatch(row -> row.madeOf() != null)) {
            rows.warn(place, "merged", "is recorded as institution " + id
                    + " from other sources; what this file knows more of it is added there");
        }
        stated.forEach(rows::state);
    }

    /** An institution that other sources have told of: all that they said, and what the file says beyond that. */
    private Write<Institution> adding(Write<Institution> write, Told<Institution> told, ImportedFile file) {
        var read = write.content();
        var before = told.before();
        var said = before.content();
        var all = new Institution(
                Told.together(said.identifiers(), read.identifiers(), Function.identity()),
                Told.together(said.names(), read.names(), Name::text),
                either(said.country(), read.country()), either(said.city(), read.city()), said.kind(),
                either(said.establishedYear(), read.establishedYear()), either(said.status(), read.status()),
                Told.together(said.relations(), read.relations(),
                        relation -> List.of(relation.type(), relation.institutionId())),
                Told.together(said.domains(), read.domains(), Function.identity()));
        var sources = told.sources(file);
        var isNew = !all.equals(said) || !sources.equals(before.sources());
        var json = json(all, isNew && Told.isDated(write.valid(), file) ? told.days() : before.valid(), sources);
        json.put("confidence", Json.name(before.confidence()));
        json.put("note", before.note());
        return institutions.write(json);
    }

    private ObjectNode json(Institution institution, Interval valid, List<Citation> sources) {
        ObjectNode json = mapper.valueToTree(institution);
        json.put("validFrom", valid.from() == null ? null : valid.from().toString());
        json.put("validTo", valid.to() == null ? null : valid.to().toString());
        json.set("sources", mapper.valueToTree(sources));
        return json;
    }

    private static <T> T either(T told, T read) {
        return told == null ? read : told;
    }
}
