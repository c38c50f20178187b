package org.tamga.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether those who relied on what was promised can rely on what is promised now. Contracts may only grow: who reads ignores members
 * that he does not know, and may rely on all that he was told of those that he does; who writes may go on with what was taken.
 */
public final class Compatibility {

    /** What a schema says of one value; who reads may have relied on each, and who writes must keep to it. */
    private static final List<String> KEPT = List.of("format", "pattern", "const", "minimum", "maximum", "minLength",
            "maxLength",
            "minItems", "maxItems", "minProperties", "maxProperties");
    private static final List<String> NESTED = List.of("items", "additionalProperties");
    private static final List<String> CHOICES = List.of("oneOf", "anyOf", "allOf");

    private final JsonNode former;
    private final JsonNode newer;
    private final List<String> broken = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    /** What a schema describes. */
    enum Use {
        READ, WRITTEN
    }

    /**
     * @param former the document in which the former schemas' references point, as {@code #/…}
     * @param newer the one of the newer schemas
     */
    Compatibility(JsonNode former, JsonNode newer) {
        this.former = former;
        this.newer = newer;
    }

    /**
     * What a reader of the former schema cannot read any more, each with its place as a JSON pointer; empty if the newer one only
     * grew. A value more in an enumeration counts: a reader that lists them all has no place for it.
     *
     * @param former a JSON Schema as it is stored in contracts/
     * @param newer that of the same topic, as the code has it
     */
    public static List<String> broken(JsonNode former, JsonNode newer) {
        var compatibility = new Compatibility(former, newer);
        compatibility.compare(Use.READ, "", former, newer);
        return compatibility.broken();
    }

    /** What was found so far. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** What is referred to is compared once for each use, and named by where it stands. */
    void compare(Use use, String place, JsonNode before, JsonNode now) {
        if (!before.has("$ref") && !now.has("$ref")) {
            compareResolved(use, place, before, now);
        } else if (compared.add(use + " " + before + " " + now)) {
            compare(use, before.has("$ref") ? before.get("$ref").textValue().substring(1) : place, resolved(former, before),
                    resolved(newer, now));
        }
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").textValue().substring(1)) : schema;
    }

    private void compareResolved(Use use, String place, JsonNode before, JsonNode now) {
        // Who reads relies on all that was said; who writes is bound by all that is said now.
        var said = use == Use.READ ? before : now;
        var other = use == Use.READ ? now : before;
        if (said.has("type") && !(other.has("type") && texts(said.get("type")).containsAll(texts(other.get("type"))))) {
            say(place, "has the type %s, and had %s", now.path("type"), before.path("type"));
        }
        if (said.has("enum") && !(other.has("enum") && texts(said.get("enum")).containsAll(texts(other.get("enum"))))) {
            say(place, use == Use.READ ? "has values beside %s" : "takes %s alone", said.get("enum"));
        }
        for (var keyword : KEPT) {
            if (said.has(keyword) && !Objects.equals(said.get(keyword), other.get(keyword))) {
                say(place, "has %s for the %s %s", now.path(keyword), keyword, before.path(keyword));
            }
        }
        for (var member : texts(said.path("required"))) {
            if (!texts(other.path("required")).contains(member)) {
                say(place + "/properties/" + member, use == Use.READ ? "is not required any more" : "is required now");
            }
        }
        before.path("properties").fields().forEachRemaining(property -> {
            var there = place + "/properties/" + property.getKey();
            if (now.path("properties").has(property.getKey())) {
                compare(use, there, property.getValue(), now.path("properties").get(property.getKey()));
            } else {
                say(there, "is gone");
            }
        });
        for (var part : NESTED) {
            if (said.path(part).isObject() && other.path(part).isObject()) {
                compare(use, place + "/" + part, before.path(part), now.path(part));
            } else if (said.path(part).isObject()) {
                say(place + "/" + part, use == Use.READ ? "is not said any more" : "is said now");
            }
        }
        for (var choice : CHOICES) {
            if (before.path(choice).size() != now.path(choice).size()) {
                say(place, "has %d for %s, and had %d", now.path(choice).size(), choice, before.path(choice).size());
            } else {
                for (int i = 0; i < before.path(choice).size(); i++) {
                    compare(use, place + "/" + choice + "/" + i, before.get(choice).get(i), now.get(choice).get(i));
                }
            }
        }
    }

    private static Set<String> texts(JsonNode oneOrMore) {
        var texts = new TreeSet<String>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(one -> texts.add(one.asText()));
        } else if (!oneOrMore.isMissingNode()) {
            texts.add(oneOrMore.asText());
        }
        return texts;
    }

    /** Adds to what was found. */
    void say(String place, String what, Object... arguments) {
        broken.add((place.isEmpty() ? "/" : place) + " " + what.formatted(arguments));
    }
}
