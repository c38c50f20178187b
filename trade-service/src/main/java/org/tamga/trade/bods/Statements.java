package org.tamga.trade.bods;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Edtf;
import org.tamga.record.Citation;
import org.tamga.record.Records;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.trade.bods.BodsJson.Placed;
import org.tamga.trade.company.Company.Identifier;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.Identified;
import org.tamga.trade.interest.InterestRecords;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes rows of a file's statements, in their order: what a relationship joins has been stated before it, or is recorded. */
final class Statements {

    /** Parties of a file that are remembered, the last named; what lies farther apart than so many is found by its id. */
    private static final int REMEMBERED = 200_000;
    private static final int LONGEST_NOTE = 10_000;

    private final CompanyRecords companies;
    private final InterestRecords interests;
    private final Identified identified;
    private final ImportedFile file;
    private final Rows rows;
    private final Map<String, Party> parties = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Party> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A person or entity of the file; a company's country is that of its own record. */
    private record Party(UUID companyId, String name, String kind, String country) {

        ObjectNode holder() {
            var holder = JsonNodeFactory.instance.objectNode().put("kind", kind).put("country", country);
            return companyId != null ? holder.put("companyId", companyId.toString()) : holder.put("name", name);
        }
    }

    Statements(CompanyRecords companies, InterestRecords interests, Identified identified, ImportedFile file, Rows rows) {
        this.companies = companies;
        this.interests = interests;
        this.identified = identified;
        this.file = file;
        this.rows = rows;
    }

    void take(List<Placed> statements) {
        var holders = identified.holders(statements.stream().flatMap(placed -> identifiers(placed.statement()).stream())
                .collect(Collectors.toSet()));
        for (var placed : statements) {
            try {
                take(placed.statement(), placed.place(), holders);
            } catch (Problem refusal) {
                rows.reject(placed.place(), refusal);
            }
        }
    }

    private void take(JsonNode statement, Place place, Map<String, UUID> holders) {
        var version = statement.at("/publicationDetails/bodsVersion").asText("0.4");
        if (!version.startsWith("0.4")) {
            throw Problem.brokenRule("/publicationDetails/bodsVersion", "is " + version + "; read here is BODS 0.4");
        }
        var recordId = statement.path("recordId").asText("");
        if (recordId.isEmpty() || !statement.path("recordDetails").isObject()) {
            throw Problem.brokenRule("/recordId", "is needed, and recordDetails: a statement of BODS 0.4 is about a record");
        }
        switch (statement.path("recordType").asText()) {
            case "entity" -> entity(statement, recordId, place, holders);
            case "person" -> parties.put(recordId, person(statement.get("recordDetails")));
            case "relationship" -> relationship(statement, recordId, place);
            default -> throw Problem.brokenRule("/recordType", "is entity, person or relationship");
        }
    }

    // --- Entities ------------------------------------------------------------------------------------------------------

    private static List<Identifier> identifiers(JsonNode statement) {
        var identifiers = new ArrayList<Identifier>();
        if (statement.path("recordType").asText().equals("entity")) {
            for (var identifier : statement.at("/recordDetails/identifiers")) {
                if (identifier.path("scheme").isTextual() && identifier.path("id").isTextual()) {
                    identifiers
                            .add(new Identifier(identifier.get("scheme").textValue(), identifier.get("id").textValue(), null));
                }
            }
        }
        return identifiers;
    }

    private void entity(JsonNode statement, String recordId, Place place, Map<String, UUID> holders) {
        var details = statement.get("recordDetails");
        var type = details.at("/entityType/type").asText();
        var identifiers = identifiers(statement);
        var id = identifiers.stream().map(one -> holders.get(Identified.key(one.scheme(), one.value())))
                .filter(holder -> holder != null).findFirst().orElseGet(() -> id(statement, recordId));
        var country = country(details.path("jurisdiction"));
        parties.put(recordId, new Party(id, null, type.startsWith("state") ? "state" : "entity", null));

        var company = JsonNodeFactory.instance.objectNode();
        var names = company.putArray("names");
        if (details.path("name").isTextual()) {
            names.addObject().put("text", details.get("name").textValue()).put("type", "legal");
        }
        details.path("alternateNames").forEach(name -> names.addObject().put("text", name.asText()).put("type", "trading"));
        if (names.isEmpty()) {
            // An entity that is not named, with the reason where one is given.
            names.addObject().put("text", unspecified(details, "Entity not named")).put("type", "legal");
        }
        company.put("entityType", type.startsWith("state") ? "state-body" : "company").put("jurisdiction", country)
                .put("foundedOn", text(details.path("foundingDate"))).put("dissolvedOn", text(details.path("dissolutionDate")));
        var listed = company.putArray("identifiers");
        identifiers.forEach(one -> listed.addObject().put("scheme", one.scheme()).put("value", one.value()));
        state(companies, id, null, company, statement, place);
    }

    private static Party person(JsonNode details) {
        var name = details.at("/names/0/fullName").asText("");
        return new Party(null, name.isBlank() ? unspecified(details, "Person not named") : name, "person",
                country(details.at("/nationalities/0")));
    }

    private static String unspecified(JsonNode details, String otherwise) {
        for (var kind : List.of("unspecifiedPersonDetails", "unspecifiedEntityDetails")) {
            var reason = details.path(kind).path("reason").asText("");
            if (!reason.isEmpty()) {
                return otherwise + " (" + reason + ")";
            }
        }
        return otherwise;
    }

    // --- Relationships -------------------------------------------------------------------------------------------------

    private void relationship(JsonNode statement, String recordId, Place place) {
        var details = statement.get("recordDetails");
        var subject = party(statement, details.path("subject"), "/recordDetails/subject");
        if (details.path("interestedParty").isObject()) {
            rows.warn(place, "party-unspecified", "names nobody who holds an interest: "
                    + details.at("/interestedParty/reason").asText("no reason is given") + "; nothing was recorded of it");
            return;
        }
        var holder = party(statement, details.path("interestedParty"), "/recordDetails/interestedParty");
        if (subject.companyId() == null) {
            throw Problem.brokenRule("/recordDetails/subject", "is a person; interests are held in entities");
        }
        var stated = details.path("interests");
        if (stated.isEmpty()) {
            interest(statement, recordId + " 0", subject, holder,
                    JsonNodeFactory.instance.objectNode().put("type", "unknownInterest"), place);
        }
        for (int i = 0; i < stated.size(); i++) {
            interest(statement, recordId + " " + i, subject, holder, stated.get(i), place.at("/recordDetails/interests/" + i));
        }
    }

    private Party party(JsonNode statement, JsonNode reference, String pointer) {
        if (!reference.isTextual()) {
            throw Problem.brokenRule(pointer, "is the recordId of a person or an entity");
        }
        var known = parties.get(reference.textValue());
        if (known != null) {
            return known;
        }
        // Stated in an earlier file; whether it is recorded shows when the interest is.
        return new Party(id(statement, reference.textValue()), null, "entity", null);
    }

    private void interest(JsonNode statement, String key, Party subject, Party holder, JsonNode stated, Place place) {
        var interest = JsonNodeFactory.instance.objectNode();
        interest.set("holder", holder.holder());
        interest.put("interestType", stated.path("type").asText("unknownInterest"));
        switch (stated.path("directOrIndirect").asText()) {
            case "direct" -> interest.put("direct", true);
            case "indirect" -> interest.put("direct", false);
            default -> interest.putNull("direct");
        }
        var from = day(stated.path("startDate"), "/startDate", false);
        var to = day(stated.path("endDate"), "/endDate", true);
        var statedOn = statedOn(statement);
        if (to == null && statement.path("recordStatus").asText().equals("closed")) {
            to = statedOn;
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw Problem.brokenRule("/endDate", "is not after startDate");
        }
        interest.put("validFrom", from == null ? null : from.toString()).put("validTo", to == null ? null : to.toString());
        share(stated.path("share"), statedOn, from, interest);
        var note = stated.path("details").asText("");
        interest.put("note", note.isEmpty() ? null : note.substring(0, Math.min(note.length(), LONGEST_NOTE)));
        state(interests, Row.id("bods interest", publisher(statement), key), subject.companyId(), interest, statement, place);
    }

    private static void share(JsonNode share, LocalDate statedOn, LocalDate from, ObjectNode interest) {
        var exclusiveMin = share.path("exclusiveMinimum");
        var exclusiveMax = share.path("exclusiveMaximum");
        var min = exclusiveMin.isNumber() ? exclusiveMin : share.path("minimum");
        var max = exclusiveMax.isNumber() ? exclusiveMax : share.path("maximum");
        if (!share.path("exact").isNumber() && !min.isNumber() && !max.isNumber()) {
            return;
        }
        var known = interest.putObject("share");
        if (share.path("exact").isNumber()) {
            known.set("exact", share.get("exact"));
        } else {
            if (min.isNumber()) {
                known.set("min", min);
            }
            if (max.isNumber()) {
                known.set("max", max);
            }
            known.put("inclusive", min.isNumber() ? !exclusiveMin.isNumber() : !exclusiveMax.isNumber());
            if (min.isNumber() && max.isNumber() && exclusiveMin.isNumber() != exclusiveMax.isNumber()) {
                known.put("maxInclusive", !exclusiveMax.isNumber());
            }
        }
        if (statedOn != null && (from == null || statedOn.isAfter(from))) {
            known.put("asOf", statedOn.toString());
        }
    }

    // --- What all have -------------------------------------------------------------------------------------------------

    private <C extends Record> void state(Records<C> records, UUID id, UUID parentId, ObjectNode content, JsonNode statement,
            Place place) {
        ImportedFile.cite(content, List.of(citation(statement)));
        var statedOn = statedOn(statement);
        Instant knownFrom = statedOn == null
                ? file.knownFrom()
                : statedOn.isBefore(Records.today()) ? statedOn.atStartOfDay(ZoneOffset.UTC).toInstant() : null;
        try {
            rows.state(new Row<>(place, records, id, parentId, records.write(content), knownFrom));
        } catch (Problem refusal) {
            rows.reject(place, refusal);
        }
    }

    private Citation citation(JsonNode statement) {
        var source = file.citation();
        var url = statement.at("/source/url").asText("");
        var published = statement.at("/publicationDetails/publicationDate").asText("");
        return new Citation(switch (statement.at("/source/type/0").asText()) {
            case "officialRegister" -> Citation.Type.OFFICIAL_REGISTER;
            case "selfDeclaration" -> Citation.Type.OFFICIAL_STATEMENT;
            case "thirdParty" -> Citation.Type.THIRD_PARTY;
            case "primaryResearch" -> Citation.Type.PRIMARY_RESEARCH;
            default -> source.type();
        }, source.title(), publisher(statement), url.matches("https?://\\S{1,1900}") ? url : source.url(),
                published.matches("\\d{4}(-\\d{2}){0,2}.*")
                        ? new Edtf(published.substring(0, Math.min(10, published.length())))
                        : source.publishedOn(),
                null, null, null, "statement " + statement.path("statementId").asText("without an id"), null);
    }

    private String publisher(JsonNode statement) {
        var publisher = statement.at("/publicationDetails/publisher/name").asText("");
        return publisher.isBlank() ? file.citation().publisher() : publisher;
    }

    private UUID id(JsonNode statement, String recordId) {
        return Row.id("bods", publisher(statement), recordId);
    }

    private static LocalDate statedOn(JsonNode statement) {
        var stated = day(statement.path("statementDate"), "/statementDate", true);
        return stated != null ? stated : day(statement.at("/publicationDetails/publicationDate"), "/publicationDetails", true);
    }

    /** A day as precise as it is given: of a year or a month its first or its last. */
    private static LocalDate day(JsonNode date, String pointer, boolean last) {
        var text = date.asText("");
        if (text.isEmpty() || text.equals("null")) {
            return null;
        }
        try {
            var edtf = new Edtf(text.length() > 10 ? text.substring(0, 10) : text);
            return last ? edtf.latest() : edtf.earliest();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Problem.brokenRule(pointer, "\"" + text + "\" is not a date");
        }
    }

    private static String country(JsonNode jurisdiction) {
        var code = jurisdiction.path("code").asText("");
        return code.length() >= 2 ? code.substring(0, 2).toUpperCase(Locale.ROOT) : null;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : null;
    }
}
