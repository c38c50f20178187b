package org.tamga.trade.bods;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Write;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.trade.bods.BodsJson.Placed;
import org.tamga.trade.company.Beside;
import org.tamga.trade.company.Company;
import org.tamga.trade.company.Company.Identifier;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.Identified;
import org.tamga.trade.interest.Interest;
import org.tamga.trade.interest.InterestRecords;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes rows of a file's statements, in their order: what a relationship joins has been stated before it, or is recorded. */
final class Statements {

    /** Bytes of parties that are remembered, some 110,000; a company that was named before them is found by its id. */
    private static final long PARTIES = 24 << 20;
    /** Bytes of interests that are remembered, some 30,000; those that were stated before them are recorded by then. */
    private static final long INTERESTS = 16 << 20;
    /** Interests of one relationship. */
    private static final int MOST_INTERESTS = 1_000;
    /** Characters of an id, and of a name as of any holder's. */
    private static final int LONGEST = 500;
    /** As of any note. */
    private static final int LONGEST_NOTE = 2_000;
    /** More than a company may have. */
    private static final int MOST_IDENTIFIERS = 51;
    /** Interests beside the stated ones that are looked for at first: nearly never is there any. */
    private static final int AHEAD = 4;

    private final CompanyRecords companies;
    private final InterestRecords interests;
    private final Identified identified;
    private final Beside beside;
    private final ImportedFile file;
    private final Rows rows;
    private final Remembered<Party> parties = new Remembered<>(PARTIES, Party::size, (id, party) -> {
    });
    /** By relationship, each interest in its place as it was stated last: it may not be recorded yet, or its transaction is open. */
    private final Remembered<List<Said>> relationships = new Remembered<>(INTERESTS,
            list -> list.stream().mapToLong(one -> one == null ? 0 : one.size()).sum(), this::forgotten);

    /**
     * Relationships that are not remembered any more, in a file that is one transaction, where nothing that they stated can be looked
     * up: no more than such a file has rows.
     */
    private final Set<UUID> forgotten = new HashSet<>();

    /** A person or entity of the file; a company's country is that of its own record. */
    private record Party(UUID companyId, String name, String kind, String country) {

        ObjectNode holder() {
            var holder = JsonNodeFactory.instance.objectNode().put("kind", kind).put("country", country);
            return companyId != null ? holder.put("companyId", companyId.toString()) : holder.put("name", name);
        }

        long size() {
            return 64 + (name == null ? 0 : 2L * name.length());
        }
    }

    /** An interest as it was stated last, in this file or an earlier one. */
    private record Said(UUID companyId, Interest interest, Interval valid, Confidence confidence, String note) {

        static Said of(Period<Interest> period) {
            return new Said(period.parentId(), period.content(), period.valid(), period.confidence(), period.note());
        }

        boolean beginsBefore(LocalDate day) {
            return valid.from() == null || valid.from().isBefore(day);
        }

        boolean lastsBeyond(LocalDate day) {
            return valid.to() == null || valid.to().isAfter(day);
        }

        long size() {
            return 400 + (note == null ? 0 : 2L * note.length());
        }
    }

    Statements(CompanyRecords companies, InterestRecords interests, Identified identified, Beside beside, ImportedFile file,
            Rows rows) {
        this.companies = companies;
        this.interests = interests;
        this.identified = identified;
        this.beside = beside;
        this.file = file;
        this.rows = rows;
    }

    private void forgotten(UUID relationship, List<Said> said) {
        if (rows.areTogether() && !said.isEmpty()) {
            forgotten.add(relationship);
        }
    }

    void take(List<Placed> statements) {
        var holders = identified.holders(statements.stream().flatMap(placed -> identifiers(placed.statement()).stream())
                .collect(Collectors.toSet()));
        var recorded = interests.recorded(statements.stream().map(Placed::statement).flatMap(this::likelyInterests).toList());
        var standing = beside.standing(Set.copyOf(holders.values()));
        for (var placed : statements) {
            try {
                take(placed.statement(), placed.place(), holders, standing, recorded);
            } catch (Problem refusal) {
                rows.reject(placed.place(), refusal);
            }
        }
    }

    private void take(JsonNode statement, Place place, Map<String, UUID> holders, Map<UUID, Period<Company>> standing,
            Set<UUID> recorded) {
        var version = statement.at("/publicationDetails/bodsVersion").asText("0.4");
        if (!version.startsWith("0.4")) {
            throw Problem.brokenRule("/publicationDetails/bodsVersion", "is " + version + "; read here is BODS 0.4");
        }
        var recordId = statement.path("recordId").asText("");
        if (recordId.isEmpty() || !statement.path("recordDetails").isObject()) {
            throw Problem.brokenRule("/recordId", "is needed, and recordDetails: a statement of BODS 0.4 is about a record");
        }
        requireShort(recordId, "/recordId");
        switch (statement.path("recordType").asText()) {
            case "entity" -> entity(statement, recordId, place, holders, standing);
            case "person" -> parties.put(party(recordId), person(statement));
            case "relationship" -> new Relationship(statement, recordId, place).take(recorded);
            default -> throw Problem.brokenRule("/recordType", "is entity, person or relationship");
        }
    }

    private static void requireShort(String text, String pointer) {
        if (text.length() > LONGEST) {
            throw Problem.brokenRule(pointer, "has more than " + LONGEST + " characters");
        }
    }

    /** By what a party of the file is remembered. */
    private static UUID party(String recordId) {
        return Row.id("bods party", recordId);
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
            Map<UUID, Period<Company>> standing) {
        var details = statement.get("recordDetails");
        var type = details.at("/entityType/type").asText();
        var identifiers = identifiers(statement);
        var id = identifiers.stream().map(one -> holders.get(Identified.key(one.scheme(), one.value())))
                .filter(holder -> holder != null).findFirst().orElseGet(() -> id(statement, recordId));
        var country = country(statement, "/recordDetails/jurisdiction/code");
        parties.put(party(recordId), new Party(id, null, type.startsWith("state") ? "state" : "entity", null));

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
        if (standing.containsKey(id) && !id.equals(id(statement, recordId))) {
            ImportedFile.cite(company, List.of(citation(statement)));
            rows.state(new Row<>(place, companies, id,
                    beside.adding(companies.write(company), standing.get(id), place, rows)));
        } else {
            state(companies, id, null, company, statement, place);
        }
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

    /** Those of which it is worth knowing beforehand whether anything is recorded. */
    private Stream<UUID> likelyInterests(JsonNode statement) {
        var recordId = statement.path("recordId").asText("");
        var stated = statement.at("/recordDetails/interests").size();
        if (!statement.path("recordType").asText().equals("relationship") || recordId.length() > LONGEST
                || stated > MOST_INTERESTS) {
            return Stream.empty();
        }
        return IntStream.range(isClosed(statement) ? 0 : stated, stated + AHEAD).mapToObj(i -> id(statement, recordId, i));
    }

    /** An interest is known again by its place in the relationship's list. */
    private UUID id(JsonNode statement, String recordId, int number) {
        return Row.id("bods interest", publisher(statement), recordId + " " + number);
    }

    private static boolean isClosed(JsonNode statement) {
        return statement.path("recordStatus").asText().equals("closed");
    }

    private Party party(JsonNode statement, JsonNode reference, String pointer) {
        if (!reference.isTextual()) {
            throw Problem.brokenRule(pointer, "is the recordId of a person or an entity");
        }
        var known = parties.get(party(reference.textValue()));
        if (known != null) {
            return known;
        }
        // Stated in an earlier file; whether it is recorded shows when the interest is.
        return new Party(id(statement, reference.textValue()), null, "entity", null);
    }

    /** A statement of a relationship: the interests that it lists, and the end of those that it does not list any more. */
    private final class Relationship {

        private final JsonNode statement;
        private final String recordId;
        private final Place place;
        private final UUID id;
        private final List<Said> said;

        Relationship(JsonNode statement, String recordId, Place place) {
            this.statement = statement;
            this.recordId = recordId;
            this.place = place;
            this.id = Row.id("bods relationship", publisher(statement), recordId);
            var before = relationships.get(id);
            this.said = before == null ? new ArrayList<>() : new ArrayList<>(before);
        }

        void take(Set<UUID> recorded) {
            if (forgotten.contains(id)) {
                throw Problem.brokenRule("/recordId",
                        "states again what was stated too long before in the file: what it does not list"
                                + " any more cannot be looked up in a strict import or a dry run, which is one transaction. Import the file"
                                + " leniently, or in parts");
            }
            var details = statement.get("recordDetails");
            var subject = party(statement, details.path("subject"), "/recordDetails/subject");
            var stated = new ArrayList<JsonNode>();
            if (details.path("interestedParty").isObject()) {
                rows.warn(place, "party-unspecified", "names nobody who holds an interest: "
                        + details.at("/interestedParty/reason").asText("no reason is given") + "; nothing was recorded of it");
            } else {
                details.path("interests").forEach(stated::add);
            }
            var listed = stated.size();
            if (listed > MOST_INTERESTS) {
                throw Problem.brokenRule("/recordDetails/interests", "lists more than " + MOST_INTERESTS);
            }
            var earlier = earlier(listed, recorded);
            if (!details.path("interestedParty").isObject()) {
                var holder = party(statement, details.path("interestedParty"), "/recordDetails/interestedParty");
                if (subject.companyId() == null) {
                    throw Problem.brokenRule("/recordDetails/subject", "is a person; interests are held in entities");
                }
                if (listed == 0 && !(isClosed(statement) && earlier.stream().anyMatch(one -> !one.isEmpty()))) {
                    stated.add(JsonNodeFactory.instance.objectNode().put("type", "unknownInterest"));
                }
                for (int i = 0; i < stated.size(); i++) {
                    interest(i, subject, holder, stated.get(i), earlier.get(i),
                            listed == 0 ? place : place.at("/recordDetails/interests/" + i));
                }
            }
            for (int i = stated.size(); i < earlier.size(); i++) {
                for (var one : earlier.get(i)) {
                    end(i, one, statedOn(statement) == null ? file.publishedOn() : statedOn(statement));
                }
            }
            relationships.put(id, said);
        }

        /**
         * What was known on the statement's day of each interest that it may change without naming it: of all that it does not list any
         * more, and of the listed ones too where it closes the relationship.
         */
        private List<List<Said>> earlier(int listed, Set<UUID> recorded) {
            var earlier = new ArrayList<List<Said>>();
            for (int i = 0, last = listed + AHEAD; i < Math.max(last, said.size()); i++) {
                var interest = id(statement, recordId, i);
                earlier.add(earlier(i, recorded.contains(interest) || i >= listed + AHEAD
                        ? interests.known(interest, new At(null, knownFrom(statement), At.Basis.SOURCE))
                        : List.of()));
                if (i >= listed && !earlier.get(i).isEmpty()) {
                    last = i + 1 + AHEAD;
                }
            }
            return earlier;
        }

        /** As the file stated it last, unless this very statement was taken in before: then as that left it. */
        private List<Said> earlier(int number, List<Period<Interest>> known) {
            var here = number < said.size() ? said.get(number) : null;
            var before = known.stream().map(Said::of).toList();
            if (here == null) {
                return before;
            }
            if (known.stream().noneMatch(period -> period.knownFrom().equals(knownFrom(statement)))) {
                return List.of(here);
            }
            remember(number, before.get(before.size() - 1));
            return before;
        }

        private void interest(int number, Party subject, Party holder, JsonNode stated, List<Said> earlier, Place place) {
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
            if (isClosed(statement)) {
                to = to == null ? statedOn : to;
                // What ends held since it was said to.
                from = from == null && to != null ? begun(earlier, to) : from;
                endOthers(number, from, to, earlier);
            }
            if (from != null && to != null && !from.isBefore(to)) {
                throw Problem.brokenRule("/endDate", "is not after startDate");
            }
            interest.put("validFrom", from == null ? null : from.toString()).put("validTo", to == null ? null : to.toString());
            share(stated.path("share"), statedOn, from, interest);
            var note = stated.path("details").asText("");
            interest.put("note", note.isEmpty() ? null : note.substring(0, Math.min(note.length(), LONGEST_NOTE)));
            state(number, subject.companyId(), interest, place);
        }

        /** What was said to begin on another day than what is closed now ends with it. */
        private void endOthers(int number, LocalDate from, LocalDate to, List<Said> earlier) {
            earlier.stream().filter(one -> to != null && one.beginsBefore(to) && !Objects.equals(one.valid().from(), from))
                    .forEach(one -> end(number, one, to));
        }

        /**
         * States that an interest which is not listed any more held until then.
         *
         * @param day null where the statement has none
         */
        private void end(int number, Said one, LocalDate day) {
            if (day != null && !one.lastsBeyond(day)) {
                return;
            }
            if (day == null || !one.beginsBefore(day)) {
                rows.warn(place, "interest-not-ended", "does not list interest " + number + " any more, which is recorded "
                        + one.valid() + "; since when it does not hold is not said");
                return;
            }
            ObjectNode ended = interests.tree(one.interest()).deepCopy();
            ended.put("validFrom", one.valid().from() == null ? null : one.valid().from().toString())
                    .put("validTo", day.toString()).put("confidence", Json.name(one.confidence())).put("note", one.note());
            state(number, one.companyId(), ended, place);
        }

        private void state(int number, UUID companyId, ObjectNode interest, Place place) {
            Statements.this.state(interests, id(statement, recordId, number), companyId, interest, statement, place)
                    .ifPresent(write -> remember(number,
                            new Said(companyId, write.content(), write.valid(), write.confidence(), write.note())));
        }

        private void remember(int number, Said one) {
            said.addAll(Collections.nCopies(Math.max(0, number + 1 - said.size()), null));
            said.set(number, one);
        }
    }

    private static LocalDate begun(List<Said> earlier, LocalDate to) {
        return earlier.stream().filter(one -> one.beginsBefore(to)).reduce((first, last) -> last)
                .map(one -> one.valid().from()).orElse(null);
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

    /** Hands a row on, and gives what it states; empty where it is refused. */
    private <C extends Record> Optional<Write<C>> state(Records<C> records, UUID id, UUID parentId, ObjectNode content,
            JsonNode statement, Place place) {
        ImportedFile.cite(content, List.of(citation(statement)));
        var knownFrom = knownFrom(statement);
        try {
            var write = records.write(content);
            rows.state(new Row<>(place, records, id, parentId, write, knownFrom));
            return Optional.of(write);
        } catch (Problem refusal) {
            rows.reject(place, refusal);
            return Optional.empty();
        }
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
