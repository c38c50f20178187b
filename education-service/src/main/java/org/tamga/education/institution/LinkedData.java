package org.tamga.education.institution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.education.institution.Institution.Kind;
import org.tamga.education.institution.Institution.Name;
import org.tamga.education.institution.Institution.NameType;
import org.tamga.education.institution.Institution.Relation;
import org.tamga.education.institution.Institution.RelationType;
import org.tamga.record.Citation;
import org.tamga.record.Period;

/** An institution in the words of schema.org, as JSON-LD 1.1. */
final class LinkedData {

    private LinkedData() {
    }

    /** @param reciprocal what others say that they are to it */
    static Map<String, Object> of(Period<Institution> period, List<Relation> reciprocal) {
        var institution = period.content();
        var document = new LinkedHashMap<String, Object>();
        document.put("@context", "https://schema.org");
        document.put("@id", address(period.id()));
        document.put("@type", type(institution.kind()));
        put(document, "name", texts(institution, NameType.OFFICIAL));
        put(document, "alternateName", texts(institution, NameType.ALIAS, NameType.ACRONYM, NameType.FORMER));
        put(document, "identifier", institution.identifiers().stream().map(identifier -> Map.of("@type", "PropertyValue",
                "propertyID", Json.name(identifier.scheme()), "value", identifier.value())).toList());
        put(document, "sameAs", institution.identifiers().stream()
                .flatMap(identifier -> identifier.scheme().page(identifier.value()).stream()).toList());
        put(document, "url", institution.domains().stream().map(domain -> "https://" + domain + "/").toList());
        if (institution.country() != null) {
            var address = new LinkedHashMap<String, Object>(Map.of("@type", "PostalAddress", "addressCountry",
                    institution.country().code()));
            if (institution.city() != null) {
                address.put("addressLocality", institution.city());
            }
            document.put("address", address);
        }
        if (institution.establishedYear() != null) {
            document.put("foundingDate", institution.establishedYear().toString());
        }
        var relations = Stream.concat(institution.relations().stream(), reciprocal.stream()).toList();
        put(document, "parentOrganization", related(relations, RelationType.PARENT));
        put(document, "subOrganization", related(relations, RelationType.CHILD));
        document.put("subjectOf", period.sources().stream().map(LinkedData::work).toList());
        return document;
    }

    private static void put(Map<String, Object> document, String name, List<?> values) {
        if (!values.isEmpty()) {
            document.put(name, values);
        }
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case UNIVERSITY, COLLEGE -> "CollegeOrUniversity";
            case BRANCH, INSTITUTE, SCHOOL -> "EducationalOrganization";
        };
    }

    private static List<Map<String, String>> texts(Institution institution, NameType... types) {
        return institution.names().stream().filter(name -> List.of(types).contains(name.type())).map(LinkedData::text).toList();
    }

    private static Map<String, String> text(Name name) {
        return name.lang() == null ? Map.of("@value", name.text()) : Map.of("@value", name.text(), "@language", name.lang());
    }

    private static List<Map<String, String>> related(List<Relation> relations, RelationType type) {
        return relations.stream().filter(relation -> relation.type() == type)
                .map(relation -> Map.of("@id", address(relation.institutionId()))).distinct().toList();
    }

    private static String address(UUID id) {
        return "/api/education/institutions/" + id;
    }

    private static Map<String, Object> work(Citation citation) {
        var work = new LinkedHashMap<String, Object>();
        work.put("@type", "CreativeWork");
        work.put("name", citation.title());
        work.put("publisher", Map.of("@type", "Organization", "name", citation.publisher()));
        if (citation.url() != null) {
            work.put("url", citation.url());
        }
        return work;
    }
}
