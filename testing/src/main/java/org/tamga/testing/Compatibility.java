package org.tamga.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether readers of what was promised can read what is promised now. Contracts may only grow: a reader ignores members that it does
 * not know, and may rely on all that it was told of those that it does.
 */
public final class Compatibility {

    /** What a schema says of one value; a reader may have relied on each. */
    private static final List<String> KEPT = List.of("format", "pattern", "const", "$ref", "minimum", "minItems",
            "minProperties");
    private static final List<String> NESTED = List.of("items", "additionalProperties");

    private final List<String> broken = new ArrayList<>();

    private Compatibility() {
    }

    /**
     * What a reader of the former schema cannot read any more, each with its place as a JSON pointer; empty if the newer one only
     * grew. A value more in an enumeration counts: a reader that lists them all has no place for it.
     *
     * @param former a JSON Schema as it is stored in contracts/
     * @param newer that of the same topic, as the code has it
     */
    public static List<String> broken(JsonNode former, JsonNode newer) {
        var compatibility = new Compatibility();
        compatibility.compare("", former, newer);
        return compatibility.broken;
    }

    private void compare(String place, JsonNode former, JsonNode newer) {
        if (former.has("type") && !(newer.has("type") && texts(former.get("type")).containsAll(texts(newer.get("type"))))) {
            say(place, "has the type %s, and had %s", newer.path("type"), former.get("type"));
        }
        if (former.has("enum") && !(newer.has("enum") && texts(former.get("enum")).containsAll(texts(newer.get("enum"))))) {
            say(place, "has values beside %s", former.get("enum"));
        }
        for (var keyword : KEPT) {
            if (former.has(keyword) && !Objects.equals(former.get(keyword), newer.get(keyword))) {
                say(place, "has %s for the %s %s", newer.path(keyword), keyword, former.get(keyword));
            }
        }
        for (var member : texts(former.path("required"))) {
            if (!texts(newer.path("required")).contains(member)) {
                say(place + "/properties/" + member, "is not required any more");
            }
        }
        for (var parts : List.of("properties", "$defs")) {
            former.path(parts).fields().forEachRemaining(part -> {
                var there = place + "/" + parts + "/" + part.getKey();
                if (newer.path(parts).has(part.getKey())) {
                    compare(there, part.getValue(), newer.path(parts).get(part.getKey()));
                } else {
                    say(there, "is gone");
                }
            });
        }
        for (var part : NESTED) {
            if (former.path(part).isObject()) {
                compare(place + "/" + part, former.get(part), newer.path(part));
            }
        }
    }

    private static Set<String> texts(JsonNode oneOrMore) {
        var texts = new HashSet<String>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(one -> texts.add(one.asText()));
        } else if (!oneOrMore.isMissingNode()) {
            texts.add(oneOrMore.asText());
        }
        return texts;
    }

    private void say(String place, String what, Object... arguments) {
        broken.add((place.isEmpty() ? "/" : place) + " " + what.formatted(arguments));
    }
}
