package org.tamga.gateway.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.tamga.commons.value.LanguageTag;
import org.tamga.gateway.brief.Brief;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes words of a record's members, by what they are: texts, dates, countries, figures, references. */
final class Fields {

    /** What every version has: it stands in places of its own. */
    static final Set<String> COMMON = Set.of("id", "version", "validFrom", "validTo", "recordedAt", "supersededAt", "knownFrom",
            "recordedBy", "reason", "confidence", "note", "sources", "warnings", "changed");
    private static final List<String> NAMING = List.of("title", "name", "names", "label", "text", "code", "subject");
    private static final List<List<String>> WAYS = List.of(List.of("nationality", "destination"),
            List.of("origin", "destination"),
            List.of("origin", "host"), List.of("homeCountry", "hostCountry"), List.of("reporter", "partner"),
            List.of("from", "to"));

    /** What together tells a record that has no name of its own: who, as what, of where, of when. */
    private static final List<String> PARTS = List.of("personId", "postId", "organisationId", "role", "holder", "parties",
            "homeIds", "hostCity", "hostCountry", "institutionId", "category", "reporter", "kind", "pair", "origin", "host",
            "country", "year", "track", "level", "measure", "dimensions", "period", "gatheringId");
    /** By which a party, or a holder, is known: the first of them that it has. */
    private static final List<String> WHO = List.of("companyId", "institutionId", "chamberId", "organisationId", "name",
            "organisation", "country");

    /** Whose values may be airports and cities too, which have longer codes. */
    private static final Set<String> PLACES = Set.of("from", "to");

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern UUIDS = Pattern.compile(UUID + "(, " + UUID + ")*");
    private static final Pattern EDTF = Pattern
            .compile("(\\.\\.|\\d{4}(-\\d{2}){0,2}[?~%]?)?(/(\\.\\.|\\d{4}(-\\d{2}){0,2}[?~%]?)?)?");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}.*");
    private static final Pattern LANGUAGE = Pattern.compile(LanguageTag.FORM);
    private static final int DEEPEST = 6;

    private final Messages words;
    private final Phrases phrases;
    private final Set<String> countries;
    private final BiFunction<String, String, Field> reference;

    /**
     * @param countries names of the members that are countries' codes: airlines and sections of a nomenclature have such codes, too
     * @param reference makes a link of a field's name and the id that it has; null where the id is of nothing that has a page
     */
    Fields(Messages words, Set<String> countries, BiFunction<String, String, Field> reference) {
        this.words = words;
        this.phrases = new Phrases(words);
        this.countries = countries;
        this.reference = reference;
    }

    /** The members that are a record's own. */
    List<Field> of(JsonNode item) {
        return members(item, COMMON, 0);
    }

    /** What a record is called on that day; its id where nothing in it tells. */
    String title(JsonNode item, LocalDate day) {
        var name = name(item, day);
        if (name != null) {
            return name;
        }
        var way = way(item);
        if (way != null) {
            return country(item.path(way.get(0)).textValue(), phrases) + " → "
                    + country(item.path(way.get(1)).textValue(), phrases);
        }
        var parts = joined(" · ", PARTS.stream().map(part -> part(part, item.path(part))));
        return parts.isEmpty() ? item.path("id").asText() : parts;
    }

    /** The members of which {@link #title} is made, for a record that has no name of its own. */
    Set<String> titling(JsonNode item) {
        if (isNamed(item)) {
            return Set.of();
        }
        var way = way(item);
        return Set.copyOf(way == null ? PARTS : way);
    }

    /** True if a record has a name of its own. */
    static boolean isNamed(JsonNode item) {
        return NAMING.stream().map(item::path)
                .anyMatch(value -> value.isTextual() || value.isContainerNode() && !value.isEmpty());
    }

    private String name(JsonNode item, LocalDate day) {
        for (var name : NAMING) {
            var value = item.path(name);
            var text = name.equals("names")
                    ? phrases.name(value, day)
                    : areTexts(value) || value.isTextual() ? phrases.text(value) : null;
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static List<String> way(JsonNode item) {
        return WAYS.stream().filter(way -> way.stream().allMatch(end -> item.path(end).isTextual())).findFirst().orElse(null);
    }

    private String part(String name, JsonNode value) {
        if (value.isArray()) {
            return joined(", ", StreamSupport.stream(value.spliterator(), false).map(each -> part(name, each)));
        }
        return value.isObject() && !name.equals("dimensions")
                ? WHO.stream().map(who -> line(who, value.path(who))).filter(text -> !text.isEmpty()).findFirst().orElse("")
                : line(name, value);
    }

    private static String joined(String separator, Stream<String> parts) {
        return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(separator));
    }

    /** True for what can be the id of a record. */
    static boolean isId(JsonNode value) {
        return value.isTextual() && UUID.matcher(value.textValue()).matches();
    }

    private static String country(String code, Phrases phrases) {
        return COUNTRY.matcher(code).matches() ? phrases.country(code) : code;
    }

    /** A field's name in words. */
    String label(String name) {
        return words.orElse("field." + name, spaced(name));
    }

    /** One member in one line; empty where it is none, or only the id of something whose name is not known. */
    String line(String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull() || value.isContainerNode() && value.isEmpty()) {
            return "";
        }
        var field = field(name, value, 0);
        return field == null ? "" : line(field);
    }

    private static String line(Field field) {
        if (field.text() != null) {
            return UUIDS.matcher(field.text()).matches() ? "" : field.text();
        }
        return joined(", ", field.fields().stream().map(Fields::line));
    }

    private List<Field> members(JsonNode item, Set<String> without, int depth) {
        var fields = new ArrayList<Field>();
        item.fields().forEachRemaining(member -> {
            if (!without.contains(member.getKey()) && !isNamedBeside(item, member.getKey())) {
                var field = field(member.getKey(), member.getValue(), depth);
                if (field != null) {
                    fields.add(field);
                }
            }
        });
        return fields;
    }

    /** True for a name that stands beside the id of what has it, such as a gathering's title: the link says it. */
    private boolean isNamedBeside(JsonNode item, String name) {
        var id = item.path(name + "Id");
        return id.isTextual() && reference.apply(name + "Id", id.textValue()) != null;
    }

    private Field field(String name, JsonNode value, int depth) {
        var label = label(name);
        if (value.isNull() || value.isContainerNode() && value.isEmpty() || depth > DEEPEST) {
            return null;
        }
        if (value.isTextual()) {
            return text(label, name, value.textValue());
        }
        if (value.isNumber()) {
            // A year is no quantity: its digits are not grouped.
            return Field.of(label,
                    name.matches("year|\\w+(?<!Per)Year") ? value.asText() : phrases.amount(value.decimalValue(), null));
        }
        if (value.isBoolean()) {
            return Field.of(label, words.of(value.booleanValue() ? "record.yes" : "record.no"));
        }
        if (isTexts(value) || NAMING.contains(name) && areTexts(value)) {
            var own = value.has(words.language());
            var text = phrases.text(value);
            return new Field(label, text, own ? null : languageOf(value, text), null, List.of());
        }
        if (value.isArray()) {
            return list(label, name, value, depth);
        }
        if (value.path("value").isNumber() && value.path("relation").isTextual()) {
            return Field.of(label, phrases.quantity(new Brief.Quantity(value.path("relation").textValue(),
                    value.path("value").decimalValue(), value.path("unit").asText(null))));
        }
        if (value.path("amount").isTextual() && value.path("currency").isTextual()) {
            return Field.of(label, phrases.amount(new BigDecimal(value.path("amount").textValue()),
                    value.path("currency").textValue()));
        }
        if (value.path("code").isTextual() && value.path("dimensions").isObject()) {
            return Field.of(label, value.path("code").textValue() + " · " + dimensions(value.path("dimensions")));
        }
        if (name.equals("dimensions")) {
            return Field.of(label, dimensions(value));
        }
        // Its id is that of a member beside it, or of nothing that has a page.
        var members = members(value, Set.of("sources", "id"), depth + 1);
        return members.isEmpty() ? null : Field.group(label, members);
    }

    private String dimensions(JsonNode values) {
        Map<String, String> dimensions = new TreeMap<>();
        values.fields().forEachRemaining(each -> dimensions.put(each.getKey(), each.getValue().asText()));
        return phrases.dimensions(dimensions);
    }

    private Field list(String label, String name, JsonNode values, int depth) {
        var fields = new ArrayList<Field>();
        values.forEach(value -> {
            var field = field(name, value, depth + 1);
            if (field != null) {
                fields.add(new Field(null, field.text(), field.lang(), field.href(), field.fields()));
            }
        });
        if (!fields.isEmpty() && fields.stream().allMatch(field -> field.text() != null && field.href() == null)) {
            return Field.of(label, String.join(", ", fields.stream().map(Field::text).toList()));
        }
        return fields.isEmpty() ? null : Field.group(label, fields);
    }

    private Field text(String label, String name, String text) {
        if (UUID.matcher(text).matches()) {
            var link = reference.apply(name, text);
            return link == null ? Field.of(label, text) : new Field(label, link.text(), null, link.href(), List.of());
        }
        if (text.startsWith("https://") || text.startsWith("http://")) {
            return Field.link(label, text, text);
        }
        if (INSTANT.matcher(text).matches()) {
            try {
                return Field.of(label, phrases.instant(OffsetDateTime.parse(text).toInstant()));
            } catch (DateTimeException e) {
                return Field.of(label, text);
            }
        }
        if (!text.isEmpty() && EDTF.matcher(text).matches()) {
            return Field.of(label, phrases.date(text));
        }
        if ((countries.contains(name) || PLACES.contains(name)) && COUNTRY.matcher(text).matches()) {
            return Field.of(label, phrases.country(text));
        }
        return Field.of(label, code(name, text));
    }

    /** A word of the record's own, such as a status, by the name of its field; as it stands where there is none. */
    String code(String field, String code) {
        for (var group : List.of(spaced(field).replace(' ', '-'), "value", "classification", "requirement", "verdict",
                "relation")) {
            var found = words.orElse(group + "." + code, null);
            if (found != null && !found.contains("{")) {
                return found;
            }
        }
        return code;
    }

    /** True for texts by language, whatever they are for; without a language that is common here it may be something else. */
    private static boolean isTexts(JsonNode value) {
        return areTexts(value)
                && (value.has("und") || value.has("en") || value.has("ru") || value.has("ko") || value.has("kk"));
    }

    /** True for what can be texts by language, as it is where a name is expected. */
    private static boolean areTexts(JsonNode value) {
        if (!value.isObject() || value.isEmpty()) {
            return false;
        }
        for (var each : value.properties()) {
            if (!each.getValue().isTextual() || !LANGUAGE.matcher(each.getKey()).matches() || each.getKey().length() > 12) {
                return false;
            }
        }
        return true;
    }

    private static String languageOf(JsonNode texts, String text) {
        for (var each : texts.properties()) {
            if (each.getValue().textValue().equals(text) && !each.getKey().equals("und")) {
                return each.getKey();
            }
        }
        return null;
    }

    private static String spaced(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
