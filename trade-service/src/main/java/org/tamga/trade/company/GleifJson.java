package org.tamga.trade.company;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.record.Citation;
import org.tamga.record.imports.Batch;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.JsonDocument;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Legal entities as the Global LEI Foundation's API gives them: one, or a page of them ({@code data}), or an array of such records.
 * What a record says holds from the day of the file on ({@code meta.goldenCopy.publishDate}, unless {@code publishedOn} is given),
 * and is known since then. A branch may come before its head.
 */
@Singleton
class GleifJson extends JsonDocument<Company> {

    private static final String SCHEME = "XI-LEI";
    /** Records that are looked at together, so that their identifiers are looked up together. */
    private static final int TOGETHER = 500;
    /** Bytes of branches that wait for their heads, some 4,000; another is stated where it stands. */
    private static final int LATE = 16 << 20;

    private final CompanyRecords companies;
    private final Identified identified;
    private final Beside beside;

    GleifJson(CompanyRecords companies, Identified identified, Beside beside) {
        super("gleif-json", companies, "Global LEI Index", "Global Legal Entity Identifier Foundation",
                "application/vnd.api+json");
        this.companies = companies;
        this.identified = identified;
        this.beside = beside;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        try (var parser = parser(content)) {
            switch (String.valueOf(parser.nextToken())) {
                case "START_ARRAY" -> records(parser, "", file, rows);
                case "START_OBJECT" -> page(parser, file, rows);
                default -> throw Problem.brokenRule("", "The file is neither a page of LEI records nor an array of them.");
            }
        }
    }

    private void page(JsonParser parser, ImportedFile file, Rows rows) throws IOException {
        var dated = file;
        var found = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var member = parser.currentName();
            var value = parser.nextToken();
            if (member.equals("meta") && value == JsonToken.START_OBJECT) {
                dated = dated(file, value(parser));
                if (found && !dated.equals(file)) {
                    throw Problem.brokenRule("/meta",
                            "comes after data, of which it tells the day: put it before, or give publishedOn");
                }
            } else if (member.equals("data") && value == JsonToken.START_ARRAY) {
                found = true;
                records(parser, "/data", dated, rows);
            } else if (member.equals("data") && value == JsonToken.START_OBJECT) {
                found = true;
                take(List.of(new Placed(Place.pointer("/data"), value(parser))), new Late(0), dated, rows);
            } else {
                parser.skipChildren();
            }
        }
        if (!found) {
            throw Problem.brokenRule("/data", "is missing: the file is no page of LEI records");
        }
    }

    /** A record and where it stands. */
    private record Placed(Place place, JsonNode record) {

        String lei() {
            return record.at("/attributes/lei").asText(record.path("id").asText());
        }

        /** That of the company of which it is a branch, or nothing. */
        String head() {
            return record.at("/attributes/entity/associatedEntity/lei").asText("").replace("null", "");
        }

        boolean hasHead() {
            return record.at("/attributes/entity/category").asText().equals("BRANCH") && !head().isEmpty();
        }
    }

    /** Branches whose heads have not come yet, as text: it takes much less memory than what is read of it. */
    private static final class Late {

        private record Branch(Place place, byte[] text) {}

        private final List<Branch> branches = new ArrayList<>();
        private long room;

        /** @param room in bytes */
        Late(long room) {
            this.room = room;
        }

        /** False where there is no room for it. */
        boolean takes(Placed branch) {
            var text = branch.record().toString().getBytes(StandardCharsets.UTF_8);
            var isTaken = text.length <= room;
            if (isTaken) {
                room -= text.length;
                branches.add(new Branch(branch.place(), text));
            }
            return isTaken;
        }

        void addTo(Batch<Placed> batch) throws IOException {
            for (var branch : branches) {
                batch.add(new Placed(branch.place(), Json.mapper().readTree(branch.text())), branch.text().length);
            }
        }
    }

    /** A file that says of what day it is. */
    private static ImportedFile dated(ImportedFile file, JsonNode meta) {
        var day = meta.at("/goldenCopy/publishDate").asText();
        if (file.publishedOn() != null || !day.matches("\\d{4}-\\d{2}-\\d{2}T.*")) {
            return file;
        }
        LocalDate published;
        try {
            published = LocalDate.parse(day.substring(0, 10));
        } catch (DateTimeException e) {
            throw Problem.brokenRule("/meta/goldenCopy/publishDate", "\"" + day + "\" is no day");
        }
        var source = file.citation();
        return new ImportedFile(file.parentId(), published, new Citation(source.type(), source.title(), source.publisher(),
                source.url(), new Edtf(published.toString()), source.retrievedOn(), source.language(), source.relayedFrom(),
                source.locator(), source.quote()), file.parameters());
    }

    private void records(JsonParser parser, String pointer, ImportedFile file, Rows rows) throws IOException {
        var late = new Late(LATE);
        var batch = new Batch<Placed>(TOGETHER, placed -> take(placed, late, file, rows));
        elements(parser, pointer, (place, record, bytes) -> batch.add(new Placed(place, record), bytes));
        batch.end();
        var rest = new Batch<Placed>(TOGETHER, placed -> take(placed, new Late(0), file, rows));
        late.addTo(rest);
        rest.end();
    }

    private void take(List<Placed> batch, Late late, ImportedFile file, Rows rows) {
        if (!rows.areWanted()) {
            return;
        }
        var holders = identified.holders(batch.stream().flatMap(placed -> Stream.of(placed.lei(), placed.head()))
                .filter(lei -> !lei.isEmpty()).distinct().map(lei -> new Company.Identifier(SCHEME, lei, null)).toList(), rows);
        var part = beside.part(batch.stream().map(placed -> id(placed.lei(), holders))
                .collect(Collectors.toSet()), rows);
        var here = batch.stream().map(Placed::lei).collect(Collectors.toSet());
        for (var placed : headsFirst(batch)) {
            if (!placed.record().at("/attributes/entity").isObject() || placed.lei().isEmpty()) {
                rows.reject(placed.place(), "no-lei-record", "has no attributes with a lei and an entity");
                continue;
            }
            var isHeadThere = here.contains(placed.head()) || holders.containsKey(Identified.key(SCHEME, placed.head()));
            if (placed.hasHead() && !isHeadThere && late.takes(placed)) {
                continue;
            }
            try {
                var id = id(placed.lei(), holders);
                part.state(placed.place(), id, id.equals(Row.id(SCHEME, placed.lei())),
                        companies.write(company(placed, holders, file)), file.knownFrom());
            } catch (Problem refusal) {
                rows.reject(placed.place(), refusal);
            }
        }
    }

    private static List<Placed> headsFirst(List<Placed> batch) {
        return batch.stream().sorted(Comparator.comparing(Placed::hasHead)).toList();
    }

    /** The company that has the LEI, else one whose id is made of it, so that a branch can name its head before that is there. */
    private static UUID id(String lei, Map<String, UUID> holders) {
        return holders.getOrDefault(Identified.key(SCHEME, lei), Row.id(SCHEME, lei));
    }

    private static ObjectNode company(Placed placed, Map<String, UUID> holders, ImportedFile file) {
        var lei = placed.lei();
        var attributes = placed.record().get("attributes");
        var entity = attributes.get("entity");
        var company = JsonNodeFactory.instance.objectNode();
        var names = company.putArray("names");
        name(names, entity.path("legalName"), "legal");
        entity.path("otherNames").forEach(name -> name(names, name, switch (name.path("type").asText()) {
            case "PREVIOUS_LEGAL_NAME" -> "former";
            case "TRADING_OR_OPERATING_NAME" -> "trading";
            default -> "legal";
        }));
        entity.path("transliteratedOtherNames").forEach(name -> name(names, name, "transliterated"));
        var identifiers = company.putArray("identifiers");
        identifiers.addObject().put("scheme", SCHEME).put("value", lei)
                .put("status", lower(attributes.at("/registration/status")));
        var register = entity.at("/registeredAt/id").asText();
        if (register.matches("RA\\d{6}") && !register.startsWith("RA99") && entity.path("registeredAs").isTextual()) {
            identifiers.addObject().put("scheme", register).put("value", entity.get("registeredAs").textValue());
        }
        company.put("entityType", switch (entity.path("category").asText()) {
            case "BRANCH" -> "branch";
            case "SOLE_PROPRIETOR" -> "sole-trader";
            case "RESIDENT_GOVERNMENT_ENTITY" -> "state-body";
            default -> "company";
        });
        if (placed.hasHead()) {
            company.put("headId", id(placed.head(), holders).toString());
        }
        var jurisdiction = entity.path("jurisdiction").asText("");
        if (!jurisdiction.isEmpty()) {
            company.put("jurisdiction", Country.find(jurisdiction).map(Country::code)
                    .orElseThrow(() -> Problem.brokenRule("/attributes/entity/jurisdiction", "\"" + jurisdiction
                            + "\" is no country of ISO 3166-1 nor a part of one (ISO 3166-2)")));
        }
        company.put("legalForm", text(entity.at("/legalForm/other")));
        company.put("status", switch (entity.path("status").asText()) {
            case "ACTIVE" -> "active";
            case "INACTIVE" -> "inactive";
            default -> null;
        });
        company.put("foundedOn", day(entity.path("creationDate")));
        if (entity.at("/expiration/reason").asText().equals("DISSOLVED")) {
            company.put("dissolvedOn", day(entity.at("/expiration/date")));
        }
        var seat = entity.path("headquartersAddress");
        if (text(seat.path("city")) != null) {
            company.withObject("/seat").put("city", text(seat.path("city"))).put("region", text(seat.path("region")));
        }
        return ImportedFile.cite(file.describe(company), file.sources("LEI " + lei));
    }

    private static void name(ArrayNode names, JsonNode name, String type) {
        if (text(name.path("name")) != null) {
            names.addObject().put("text", name.get("name").textValue()).put("lang", text(name.path("language")))
                    .put("type", type);
        }
    }

    private static String text(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }

    private static String lower(JsonNode value) {
        return value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : null;
    }

    private static String day(JsonNode instant) {
        return instant.isTextual() && instant.textValue().length() >= 10 ? instant.textValue().substring(0, 10) : null;
    }
}
