package org.tamga.education.institution;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.education.institution.Institution.Name;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Condition;
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

    /** What stands of these institutions on the day of the file. */
    Map<UUID, Period<Institution>> standing(Collection<UUID> ids, ImportedFile file) {
        return ids.isEmpty()
                ? Map.of()
                : institutions.matching(Condition.of("v.id = any(?)", ids), at(file), ids.size()).stream()
                        .collect(Collectors.toMap(Period::id, Function.identity()));
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

    /** True if all that stands was told by this file, or by former ones of its publisher: then the file is the newer word. */
    boolean isOfFilesAlone(Period<Institution> before, ImportedFile file) {
        return before.sources().stream().allMatch(source -> source.type() == file.citation().type()
                && source.publisher().equals(file.citation().publisher()));
    }

    /** An institution that others have told of, with what the file adds; says so in the report. */
    Row<Institution> merging(Place place, UUID id, Institution read, Period<Institution> before, ImportedFile file, Rows rows) {
        rows.warn(place, "merged", "is recorded as institution " + id
                + " from other sources; what this file knows more of it is added there");
        return new Row<>(place, institutions, id, adding(read, before, file));
    }

    /** An institution that other sources have told of: all that they said, and what the file says beyond that. */
    private Write<Institution> adding(Institution read, Period<Institution> before, ImportedFile file) {
        var told = before.content();
        var json = json(new Institution(
                together(told.identifiers(), read.identifiers(), Function.identity()),
                together(told.names(), read.names(), Name::text),
                either(told.country(), read.country()), either(told.city(), read.city()), told.kind(),
                either(told.establishedYear(), read.establishedYear()), either(told.status(), read.status()),
                together(told.relations(), read.relations(), relation -> List.of(relation.type(), relation.institutionId())),
                together(told.domains(), read.domains(), Function.identity())), before.valid(),
                together(before.sources(), file.sources(), Statements::work));
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

    /** What a source is, whenever it was looked up. */
    private static Object work(Citation citation) {
        return List.of(citation.type(), citation.title(), citation.publisher(), String.valueOf(citation.url()),
                String.valueOf(citation.locator()));
    }

    private static <T> T either(T told, T read) {
        return told == null ? read : told;
    }

    private static <T> List<T> together(List<T> told, List<T> read, Function<? super T, ?> same) {
        var all = new ArrayList<>(told);
        Set<Object> known = told.stream().<Object>map(same).collect(Collectors.toCollection(LinkedHashSet::new));
        read.stream().filter(one -> known.add(same.apply(one))).forEach(all::add);
        return all;
    }
}
