package org.tamga.trade.company;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Edtf;
import org.tamga.record.Citation;
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
 * and is known since then.
 */
@Singleton
class GleifJson extends JsonDocument<Company> {

    private final CompanyRecords companies;
    private final Identified identified;

    GleifJson(CompanyRecords companies, Identified identified) {
        super("gleif-json", companies, "Global LEI Index", "Global Legal Entity Identifier Foundation",
                "application/vnd.api+json");
        this.companies = companies;
        this.identified = identified;
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
            } else if (member.equals("data") && value == JsonToken.START_ARRAY) {
                found = true;
                records(parser, "/data", dated, rows);
            } else if (member.equals("data") && value == JsonToken.START_OBJECT) {
                found = true;
                record(value(parser), Place.pointer("/data"), dated, rows);
            } else {
                parser.skipChildren();
            }
        }
        if (!found) {
            throw Problem.brokenRule("/data", "is missing: the file is no page of LEI records");
        }
    }

    /** A file that says of what day it is. */
    private static ImportedFile dated(ImportedFile file, JsonNode meta) {
        var day = meta.at("/goldenCopy/publishDate").asText();
        if (file.publishedOn() != null || !day.matches("\\d{4}-\\d{2}-\\d{2}T.*")) {
            return file;
        }
        var published = LocalDate.parse(day.substring(0, 10));
        var source = file.citation();
        return new ImportedFile(file.parentId(), published, new Citation(source.type(), source.title(), source.publisher(),
                source.url(), new Edtf(published.toString()), source.retrievedOn(), source.language(), source.relayedFrom(),
                source.locator(), source.quote()), file.parameters());
    }

    private void records(JsonParser parser, String pointer, ImportedFile file, Rows rows) throws IOException {
        elements(parser, pointer, (place, record, bytes) -> record(record, place, file, rows));
    }

    private void record(JsonNode record, Place place, ImportedFile file, Rows rows) {
        var entity = record.at("/attributes/entity");
        var lei = record.at("/attributes/lei").asText(record.path("id").asText());
        if (!entity.isObject() || lei.isEmpty()) {
            rows.reject(place, "no-lei-record", "has no attributes with a lei and an entity");
            return;
        }
        try {
            rows.state(new Row<>(place, companies, id(lei), null, companies.write(company(lei, record.get("attributes"), file)),
                    file.knownFrom()));
        } catch (Problem refusal) {
            rows.reject(place, refusal);
        }
    }

    /** The company that has the LEI, else one whose id is made of it, so that a branch can name its head before that is there. */
    private UUID id(String lei) {
        return identified.holders(List.of(new Company.Identifier("XI-LEI", lei, null)))
                .getOrDefault(Identified.key("XI-LEI", lei), Row.id("XI-LEI", lei));
    }

    private ObjectNode company(String lei, JsonNode attributes, ImportedFile file) {
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
        identifiers.addObject().put("scheme", "XI-LEI").put("value", lei)
                .put("status", lower(attributes.at("/registration/status")));
        var register = entity.at("/registeredAt/id").asText();
        if (register.matches("RA\\d{6}") && !register.startsWith("RA99") && entity.path("registeredAs").isTextual()) {
            identifiers.addObject().put("scheme", register).put("value", entity.get("registeredAs").textValue());
        }
        var head = entity.at("/associatedEntity/lei").asText("");
        var isBranch = entity.path("category").asText().equals("BRANCH");
        company.put("entityType", switch (entity.path("category").asText()) {
            case "BRANCH" -> "branch";
            case "SOLE_PROPRIETOR" -> "sole-trader";
            case "RESIDENT_GOVERNMENT_ENTITY" -> "state-body";
            default -> "company";
        });
        if (isBranch && !head.isEmpty() && !head.equals("null")) {
            company.put("headId", id(head).toString());
        }
        var jurisdiction = entity.path("jurisdiction").asText("");
        company.put("jurisdiction", jurisdiction.length() >= 2 ? jurisdiction.substring(0, 2) : null);
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
