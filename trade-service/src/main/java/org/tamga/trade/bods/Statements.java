package org.tamga.trade.bods;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.record.Citation;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.trade.bods.BodsJson.Placed;
import org.tamga.trade.bods.Relationships.Relationship;
import org.tamga.trade.bods.StatedParties.Party;
import org.tamga.trade.company.Beside;
import org.tamga.trade.company.Company.Identifier;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.Identified;
import org.tamga.trade.interest.InterestRecords;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes rows of a file's statements: what a relationship joins has been stated before it, in this file or an earlier one. */
final class Statements {

    /** Interests of one relationship. */
    private static final int MOST_INTERESTS = 1_000;
    /** Characters of an id, and of a name as of any holder's. */
    private static final int LONGEST = 500;
    /** As of any note. */
    private static final int LONGEST_NOTE = 2_000;
    /** More than a company may have. */
    private static final int MOST_IDENTIFIERS = 51;

    private final CompanyRecords companies;
    private final Identified identified;
    private final Beside beside;
    private final ImportedFile file;
    private final Rows rows;
    private final StatedParties parties;
    private final Relationships relationships;

    Statements(CompanyRecords companies, InterestRecords interests, Identified identified, Beside beside, Database database,
            ImportedFile file, Rows rows) {
        this.companies = companies;
        this.identified = identified;
        this.beside = beside;
        this.file = file;
        this.rows = rows;
        this.parties = new StatedParties(database, rows);
        this.relationships = new Relationships(interests, database, rows);
    }

    void take(List<Placed> placed) {
        var statements = placed.stream().map(Placed::statement).toList();
        var holders = identified.holders(statements.stream().flatMap(statement -> identifiers(statement).stream())
                .collect(Collectors.toSet()), rows);
        var ofRelationships = statements.stream().filter(this::isLikelyRelationship).toList();
        relationships.lookUp(ofRelationships.stream().map(this::relationship).toList());
        parties.lookUp(ofRelationships.stream().flatMap(statement -> Stream.of("subject", "interestedParty")
                .map(statement.get("recordDetails")::path).filter(JsonNode::isTextual)
                .map(reference -> id(statement, reference.textValue()))).toList());
        var part = beside.part(Stream.concat(holders.values().stream(), statements.stream()
                .filter(statement -> statement.path("recordType").asText().equals("entity"))
                .map(statement -> id(statement, statement.path("recordId").asText()))).collect(Collectors.toSet()), rows);
        for (var one : placed) {
            try {
                take(one.statement(), one.place(), holders, part);
            } catch (Problem refusal) {
                rows.reject(one.place(), refusal);
            }
        }
        parties.note();
        relationships.note();
    }

    private void take(JsonNode statement, Place place, Map<String, UUID> holders, Beside.Part part) {
        var version = statement.at("/publicationDetails/bodsVersion").asText("0.4");
        if (!version.startsWith("0.4")) {
            throw Problem.brokenRule("/publicationDetails/bodsVersion", "is " + version + "; read here is BODS 0.4");
        }
        Records.requireTexts(statement);
        var recordId = statement.path("recordId").asText("");
        if (recordId.isEmpty() || !statement.path("recordDetails").isObject()) {
            throw Problem.brokenRule("/recordId", "is needed, and recordDetails: a statement of BODS 0.4 is about a record");
        }
        requireShort(recordId, "/recordId");
        switch (statement.path("recordType").asText()) {
            case "entity" -> entity(statement, recordId, place, holders, part);
            case "person" -> parties.put(id(statement, recordId), person(statement), day(statement));
            case "relationship" -> relationships.take(relationship(statement),
                    Row.id("bods statement", statement.toString()), told(statement, place), place);
            default -> throw Problem.brokenRule("/recordType", "is entity, person or relationship");
        }
    }

    private static void requireShort(String text, String pointer) {
        if (text.length() > LONGEST) {
            throw Problem.brokenRule(pointer, "has more than " + LONGEST + " characters");
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
                if (identifiers.size() == MOST_IDENTIFIERS) {
                    break;
                }
            }
        }
        return identifiers;
    }

    private void entity(JsonNode statement, String recordId, Place place, Map<String, UUID> holders,
            Beside.Part part) {
        var details = statement.get("recordDetails");
        var type = details.at("/entityType/type").asText();
        var identifiers = identifiers(statement);
        var id = identifiers.stream().map(one -> holders.get(Identified.key(one.scheme(), one.value())))
                .filter(holder -> holder != null).findFirst().orElseGet(() -> id(statement, recordId));
        var country = country(statement, "/recordDetails/jurisdiction/code");
        parties.put(id(statement, recordId), new Party(id, null, type.startsWith("state") ? "state" : "entity", null),
                day(statement));

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
        if (isClosed(statement) && !details.hasNonNull("dissolutionDate")) {
            rows.warn(place, "record-closed", "is told of no more by its publisher, who does not say that it is dissolved");
        }
        company.put("entityType", type.startsWith("state") ? "state-body" : "company").put("jurisdiction", country)
                .put("foundedOn", text(details.path("foundingDate"))).put("dissolvedOn", text(details.path("dissolutionDate")));
        var listed = company.putArray("identifiers");
        identifiers.forEach(one -> listed.addObject().put("scheme", one.scheme()).put("value", one.value()));
        ImportedFile.cite(company, List.of(citation(statement)));
        part.state(place, id, id.equals(id(statement, recordId)), companies.write(company), knownFrom(statement));
    }

    private static Party person(JsonNode statement) {
        var details = statement.get("recordDetails");
        var fullName = details.at("/names/0/fullName").asText("");
        var name = fullName.isBlank() ? unspecified(details, "Person not named") : fullName;
        requireShort(name, "/recordDetails/names/0/fullName");
        return new Party(null, name, "person",
                country(statement, "/recordDetails/nationalities/0/code"));
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

    private boolean isLikelyRelationship(JsonNode statement) {
        var recordId = statement.path("recordId").asText("");
        return statement.path("recordType").asText().equals("relationship") && !recordId.isEmpty()
                && recordId.length() <= LONGEST && statement.path("recordDetails").isObject()
                && stated(statement).size() <= MOST_INTERESTS;
    }

    private Relationship relationship(JsonNode statement) {
        return new Relationship(publisher(statement), statement.get("recordId").asText());
    }

    private static boolean isClosed(JsonNode statement) {
        return statement.path("recordStatus").asText().equals("closed");
    }

    private static boolean isOfNobody(JsonNode statement) {
        return statement.at("/recordDetails/interestedParty").isObject();
    }

    /** The interests that it lists of somebody. */
    private static JsonNode stated(JsonNode statement) {
        return isOfNobody(statement) ? MissingNode.getInstance() : statement.at("/recordDetails/interests");
    }

    private Told told(JsonNode statement, Place place) {
        var details = statement.get("recordDetails");
        if (stated(statement).size() > MOST_INTERESTS) {
            throw Problem.brokenRule("/recordDetails/interests", "lists more than " + MOST_INTERESTS);
        }
        var company = party(statement, details.path("subject"), "/recordDetails/subject").companyId();
        ObjectNode holder = null;
        if (isOfNobody(statement)) {
            rows.warn(place, "party-unspecified", "names nobody who holds an interest: "
                    + details.at("/interestedParty/reason").asText("no reason is given") + "; nothing was recorded of it");
        } else {
            holder = party(statement, details.path("interestedParty"), "/recordDetails/interestedParty").holder();
            if (company == null) {
                throw Problem.brokenRule("/recordDetails/subject", "is a person; interests are held in entities");
            }
        }
        var interests = new ArrayList<ObjectNode>();
        for (var interest : stated(statement)) {
            interests.add(interest(interest));
        }
        var statedOn = statedOn(statement);
        return new Told(day(statement), switch (statement.path("recordStatus").asText()) {
            case "new" -> 0;
            case "closed" -> 2;
            default -> 1;
        }, company, isClosed(statement), statedOn == null ? file.publishedOn() : statedOn, statedOn, holder, interests,
                List.of(citation(statement)));
    }

    private Party party(JsonNode statement, JsonNode reference, String pointer) {
        if (!reference.isTextual()) {
            throw Problem.brokenRule(pointer, "is the recordId of a person or an entity");
        }
        return parties.find(id(statement, reference.textValue())).orElseThrow(() -> Problem.brokenRule(pointer,
                "nothing was stated before of \"" + reference.textValue()
                        + "\", in this file or an earlier one of its publisher"));
    }

    private static ObjectNode interest(JsonNode stated) {
        var interest = JsonNodeFactory.instance.objectNode();
        interest.put("interestType", stated.path("type").asText("unknownInterest"));
        switch (stated.path("directOrIndirect").asText()) {
            case "direct" -> interest.put("direct", true);
            case "indirect" -> interest.put("direct", false);
            default -> interest.putNull("direct");
        }
        var from = day(stated.path("startDate"), "/startDate", false);
        var to = day(stated.path("endDate"), "/endDate", true);
        interest.put("validFrom", from == null ? null : from.toString()).put("validTo", to == null ? null : to.toString());
        share(stated.path("share"), interest);
        var note = stated.path("details").asText("");
        interest.put("note", note.isEmpty() ? null : note.substring(0, Math.min(note.length(), LONGEST_NOTE)));
        return interest;
    }

    private static void share(JsonNode share, ObjectNode interest) {
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
    }

    // --- What all have -------------------------------------------------------------------------------------------------

    /** When it was known: not after today. */
    private LocalDate day(JsonNode statement) {
        var statedOn = statedOn(statement);
        var day = statedOn == null ? file.publishedOn() : statedOn;
        return day == null || day.isAfter(Records.today()) ? Records.today() : day;
    }

    /** Null is from now on. */
    private Instant knownFrom(JsonNode statement) {
        var statedOn = statedOn(statement);
        if (statedOn == null) {
            return file.knownFrom();
        }
        return statedOn.isBefore(Records.today()) ? statedOn.atStartOfDay(ZoneOffset.UTC).toInstant() : null;
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
        return StatedParties.id(publisher(statement), recordId);
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

    /** Null where no code is given. */
    private static String country(JsonNode statement, String pointer) {
        var code = statement.at(pointer).asText("");
        return code.isEmpty()
                ? null
                : Country.find(code).map(Country::code).orElseThrow(() -> Problem.brokenRule(pointer,
                        "\"" + code + "\" is no country of ISO 3166-1 nor a part of one (ISO 3166-2)"));
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : null;
    }
}
