package org.tamga.education.institution;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.education.institution.Institution.Identifier;
import org.tamga.education.institution.Institution.Name;
import org.tamga.education.institution.Institution.NameType;
import org.tamga.education.institution.Institution.Relation;
import org.tamga.education.institution.Institution.RelationType;
import org.tamga.education.institution.Institution.Status;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.imports.Batch;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.JsonDocument;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A dump of the Research Organization Registry: a JSON array of records (schema v2 or v1). An institution that has its ROR id already
 * is that one: what the file knows more of it is added to it, and said in the report. Of two related ones, the later says it.
 */
@Singleton
class RorJson extends JsonDocument<Institution> {

    /** Records that are looked up together. */
    private static final int BATCH = 500;

    private final InstitutionRecords institutions;
    private final Statements statements;

    RorJson(InstitutionRecords institutions, Statements statements) {
        super("ror-json", institutions, "ROR data dump", "Research Organization Registry");
        this.institutions = institutions;
        this.statements = statements;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        try (var json = parser(content)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw Problem.brokenRule("", "The file is not a JSON array of ROR records.");
            }
            var reading = new Reading(file, rows);
            var batch = new Batch<Placed>(BATCH, reading::take);
            elements(json, "", (place, record, bytes) -> {
                if (rows.areWanted()) {
                    batch.add(new Placed(place, RorV1.is(record) ? RorV1.asV2(record) : record), bytes);
                }
            });
            batch.end();
            reading.end();
        }
    }

    /** A record and where it stands. */
    private record Placed(Place place, JsonNode record) {}

    /** A relation as one side says it, by ROR ids. */
    private record Said(String of, RelationType type, String other) {

        Said reciprocal() {
            return new Said(other, type.reciprocal(), of);
        }
    }

    /** One pass over a file. What it keeps grows with the file's ids and relations, not with its records. */
    private final class Reading {

        private final ImportedFile file;
        private final Rows rows;
        /** Institutions by ROR id: those that are recorded, and those of {@link #unsettled}. */
        private final Map<String, UUID> ids = new HashMap<>();
        private final Set<String> met = new HashSet<>();
        /** Those of the file that were handed on since it was last asked what landed. */
        private final Set<String> unsettled = new HashSet<>();
        /** What is recorded of those that are taken, or related to them, by id. */
        private final Map<UUID, List<Period<Institution>>> standing = new HashMap<>();
        /** What earlier records say of later ones, by the later. */
        private final Map<String, Map<Said, Place>> pending = new HashMap<>();

        Reading(ImportedFile file, Rows rows) {
            this.file = file;
            this.rows = rows;
        }

        void take(List<Placed> batch) {
            standing.clear();
            settle(batch.stream().map(Placed::record).flatMap(this::mentioned).collect(Collectors.toSet()));
            batch.forEach(placed -> take(placed.place(), placed.record()));
        }

        /** Its own id, and those of the others to which it is related by what it says, or by what others have said. */
        private Stream<String> mentioned(JsonNode record) {
            var ror = record.path("id").asText();
            return Stream.concat(Stream.of(ror), Stream.concat(
                    StreamSupport.stream(record.path("relationships").spliterator(), false)
                            .map(relation -> relation.path("id").asText()),
                    pending.getOrDefault(ror, Map.of()).keySet().stream().map(Said::other)));
        }

        /** Asks what is recorded of these, and what landed of all that was handed on: what did not is not related to. */
        private void settle(Set<String> mentioned) {
            standing.putAll(rows.recorded(transaction -> {
                ids.putAll(institutions.holders(transaction, IdentifierScheme.ROR,
                        mentioned.stream().filter(ror -> !ids.containsKey(ror)).toList()));
                return institutions.standingOf(transaction, Stream.concat(mentioned.stream(), unsettled.stream())
                        .map(ror -> ids.getOrDefault(ror, own(ror))).distinct().toList());
            }));
            for (var ror : unsettled) {
                if (standing.containsKey(ids.get(ror))) {
                    pending.remove(ror);
                } else {
                    ids.remove(ror);
                }
            }
            unsettled.clear();
        }

        private static UUID own(String ror) {
            return Row.id("ror", ror);
        }

        private void take(Place place, JsonNode record) {
            var ror = record.path("id").asText();
            var fault = IdentifierScheme.ROR.fault(ror);
            if (fault.isPresent() || !record.path("names").isArray()) {
                rows.reject(place.at(fault.isPresent() ? "/id" : "/names"), "not-a-ror-record",
                        fault.map(form -> "ror " + form)
                                .orElse("is not an array, nor is there a name: this is no record of schema v1 or v2"));
                return;
            }
            if (!met.add(ror)) {
                rows.reject(place.at("/id"), "duplicate", "stands in the file a second time");
                return;
            }
            if (mentioned(record).anyMatch(unsettled::contains)) {
                settle(mentioned(record).collect(Collectors.toSet()));
            }
            var id = ids.computeIfAbsent(ror, Reading::own);
            unsettled.add(ror);
            try {
                var read = institution(place, record, relations(place, record));
                statements.state(place, id, id.equals(own(ror)), statements.of(read, file),
                        standing.getOrDefault(id, List.of()),
                        file, rows);
            } catch (Problem refusal) {
                rows.reject(place, refusal);
            }
        }

        /** Of two related ones, the later says it, unless the earlier does. */
        private List<Relation> relations(Place place, JsonNode record) {
            var ror = record.path("id").asText();
            var all = new LinkedHashSet<Said>();
            for (var relation : record.path("relationships")) {
                var type = type(relation.path("type").asText());
                if (type == null) {
                    rows.warn(place, "relation-unknown", "relationship of type " + relation.path("type").asText()
                            + " to " + relation.path("id").asText() + " is left out");
                    continue;
                }
                var said = new Said(ror, type, relation.path("id").asText());
                if (ids.containsKey(said.other())) {
                    all.add(said);
                } else if (met.contains(said.other())) {
                    rows.warn(place.at("/relationships"), "relation-unknown", unknown(said.other()));
                } else {
                    pending.computeIfAbsent(said.other(), key -> new LinkedHashMap<>()).put(said.reciprocal(), place);
                }
            }
            pending.getOrDefault(ror, Map.of()).keySet().stream().filter(said -> ids.containsKey(said.other()))
                    .forEach(all::add);
            return all.stream().filter(said -> !says(said.reciprocal()))
                    .map(said -> new Relation(said.type(), ids.get(said.other()), null)).toList();
        }

        /** Whether that is recorded as the word of the one itself. */
        private boolean says(Said said) {
            return standing.getOrDefault(ids.get(said.of()), List.of()).stream()
                    .flatMap(period -> period.content().relations().stream())
                    .anyMatch(relation -> relation.type() == said.type()
                            && relation.institutionId().equals(ids.get(said.other())));
        }

        /** Names what was related to, but is not recorded. */
        void end() {
            settle(Set.of());
            pending.forEach((other, saids) -> {
                if (!ids.containsKey(other)) {
                    saids.forEach((said, place) -> {
                        if (ids.containsKey(said.other())) {
                            rows.warn(place.at("/relationships"), "relation-unknown", unknown(other));
                        }
                    });
                }
            });
        }

        private static String unknown(String ror) {
            return ror + " is not recorded; the relation is left out";
        }

        private Institution institution(Place place, JsonNode record, List<Relation> relations) {
            var names = new ArrayList<Name>();
            record.path("names").forEach(name -> names.add(name(name)));
            var location = record.at("/locations/0/geonames_details");
            if (record.path("locations").size() > 1) {
                rows.warn(place.at("/locations"), "several-places", "has several places; the first counts");
            }
            var year = record.path("established");
            return new Institution(identifiers(place, record), names, country(place, location), text(location.path("name")),
                    Institution.Kind.of(names), year.isInt() ? year.intValue() : null,
                    switch (record.path("status").asText()) {
                        case "active" -> Status.ACTIVE;
                        case "inactive", "withdrawn" -> Status.INACTIVE;
                        default -> null;
                    }, relations, domains(place, record.path("domains")));
        }

        private Country country(Place place, JsonNode location) {
            var code = text(location.path("country_code"));
            try {
                return code == null ? null : new Country(code);
            } catch (IllegalArgumentException e) {
                rows.warn(place.at("/locations/0/geonames_details/country_code"), "odd-country",
                        e.getMessage() + "; it is left out");
                return null;
            }
        }

        private List<Identifier> identifiers(Place place, JsonNode record) {
            var identifiers = new ArrayList<>(List.of(new Identifier(IdentifierScheme.ROR, record.path("id").asText())));
            for (var external : record.path("external_ids")) {
                var scheme = switch (external.path("type").asText()) {
                    case "isni" -> IdentifierScheme.ISNI;
                    case "wikidata" -> IdentifierScheme.WIKIDATA;
                    // GRID is no longer kept, and a funder's number says nothing of a school.
                    default -> null;
                };
                if (scheme == null) {
                    continue;
                }
                for (var value : external.path("all")) {
                    var identifier = new Identifier(scheme, value.asText());
                    var fault = scheme.fault(identifier.value());
                    if (fault.isPresent()) {
                        rows.warn(place.at("/external_ids"), "odd-identifier",
                                value.asText() + " " + fault.get() + "; it is left out");
                    } else {
                        identifiers.add(identifier);
                    }
                }
            }
            return identifiers;
        }

        private List<String> domains(Place place, JsonNode given) {
            var domains = new ArrayList<String>();
            for (var domain : given) {
                var text = domain.asText().toLowerCase(Locale.ROOT);
                if (Institution.isDomain(text)) {
                    domains.add(text);
                } else {
                    rows.warn(place.at("/domains"), "odd-domain", "\"" + domain.asText() + "\" is no domain; it is left out");
                }
            }
            return domains;
        }
    }

    private static Name name(JsonNode name) {
        var types = new HashSet<String>();
        name.path("types").forEach(type -> types.add(type.asText()));
        var type = types.contains("ror_display") || types.contains("label")
                ? NameType.OFFICIAL
                : types.contains("acronym") ? NameType.ACRONYM : NameType.ALIAS;
        return new Name(name.path("value").asText(), text(name.path("lang")), type, null, null);
    }

    private static RelationType type(String type) {
        return Stream.of(RelationType.values()).filter(known -> known.name().equalsIgnoreCase(type)).findFirst().orElse(null);
    }

    private static String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }
}
