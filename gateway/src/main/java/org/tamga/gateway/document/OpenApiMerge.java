package org.tamga.gateway.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Makes one OpenAPI document of several. Components that are the same everywhere stay one; where two parts mean different
 * things by one name, each gets its part's name before it, and so does all that refers to it.
 */
final class OpenApiMerge {

    private static final String COMPONENTS = "#/components/";
    /** Named by security requirements, not by references; they are the same in every part. */
    private static final String SECURITY = "securitySchemes";
    private static final List<String> OPERATIONS = List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final Map<String, JsonNode> parts;
    private final Set<String> clashes;
    private final Set<String> sharedTags;

    private OpenApiMerge(Map<String, JsonNode> parts) {
        this.parts = new TreeMap<>(parts);
        this.clashes = clashes();
        this.sharedTags = sharedTags();
    }

    /**
     * Merges documents.
     *
     * @param parts documents by the name that tells them apart
     * @return {@code paths}, {@code components} and {@code tags}; what is said of the whole is the caller's to add
     */
    static ObjectNode of(Map<String, JsonNode> parts) {
        return new OpenApiMerge(parts).merged();
    }

    private ObjectNode merged() {
        var merged = JsonNodeFactory.instance.objectNode();
        var paths = merged.putObject("paths");
        var components = merged.putObject("components");
        var tags = merged.putArray("tags");
        var named = new HashSet<String>();
        parts.forEach((part, document) -> {
            document.path("paths").fields().forEachRemaining(path -> {
                var item = rewritten(part, path.getValue());
                tag(part, item);
                paths.set(path.getKey(), item);
            });
            document.path("components").fields().forEachRemaining(section -> section.getValue().fields()
                    .forEachRemaining(component -> ((ObjectNode) components.withObject("/" + section.getKey())).set(
                            nameOf(part, section.getKey(), component.getKey()), rewritten(part, component.getValue()))));
            for (var tag : document.path("tags")) {
                var renamed = (ObjectNode) tag.deepCopy();
                renamed.put("name", tagOf(part, tag.path("name").asText()));
                if (named.add(renamed.path("name").asText())) {
                    tags.add(renamed);
                }
            }
        });
        return merged;
    }

    /** References to components whose name means different things in different parts. */
    private Set<String> clashes() {
        var byReference = new TreeMap<String, List<JsonNode>>();
        parts.values().forEach(document -> document.path("components").fields().forEachRemaining(section -> {
            if (!section.getKey().equals(SECURITY)) {
                section.getValue().fields().forEachRemaining(component -> byReference
                        .computeIfAbsent(COMPONENTS + section.getKey() + "/" + component.getKey(), any -> new ArrayList<>())
                        .add(component.getValue()));
            }
        }));
        byReference.values().removeIf(bodies -> bodies.size() == 1);
        var clashes = byReference.entrySet().stream().filter(component -> new HashSet<>(component.getValue()).size() > 1)
                .map(Map.Entry::getKey).collect(Collectors.toCollection(HashSet::new));
        // Of the same text, but referring to what is not the same: different too. Until no more are found.
        while (clashes.addAll(byReference.entrySet().stream()
                .filter(component -> refersTo(component.getValue().get(0), clashes))
                .map(Map.Entry::getKey).collect(Collectors.toSet()))) {
            continue;
        }
        return clashes;
    }

    private static boolean refersTo(JsonNode node, Set<String> references) {
        if (node.isTextual()) {
            return references.contains(node.textValue());
        }
        for (var child : node) {
            if (refersTo(child, references)) {
                return true;
            }
        }
        return false;
    }

    private Set<String> sharedTags() {
        var once = new HashSet<String>();
        var twice = new HashSet<String>();
        parts.values().forEach(document -> tags(document).forEach(tag -> {
            if (!once.add(tag)) {
                twice.add(tag);
            }
        }));
        return twice;
    }

    private static Set<String> tags(JsonNode document) {
        var tags = new LinkedHashSet<String>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
        document.path("paths").forEach(path -> OPERATIONS.forEach(
                operation -> path.path(operation).path("tags").forEach(tag -> tags.add(tag.asText()))));
        return tags;
    }

    private JsonNode rewritten(String part, JsonNode node) {
        if (node.isTextual() && clashes.contains(node.textValue())) {
            var slash = node.textValue().lastIndexOf('/') + 1;
            return TextNode.valueOf(node.textValue().substring(0, slash) + prefixed(part, node.textValue().substring(slash)));
        }
        if (node.isObject()) {
            var copy = JsonNodeFactory.instance.objectNode();
            node.fields().forEachRemaining(member -> copy.set(member.getKey(), rewritten(part, member.getValue())));
            return copy;
        }
        if (node.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(rewritten(part, element)));
            return copy;
        }
        return node;
    }

    private void tag(String part, JsonNode item) {
        for (var operation : OPERATIONS) {
            var tags = item.path(operation).path("tags");
            if (tags.isArray()) {
                var renamed = JsonNodeFactory.instance.arrayNode();
                tags.forEach(tag -> renamed.add(tagOf(part, tag.asText())));
                ((ObjectNode) item.path(operation)).set("tags", renamed);
            }
        }
    }

    private String nameOf(String part, String section, String name) {
        return clashes.contains(COMPONENTS + section + "/" + name) ? prefixed(part, name) : name;
    }

    private String tagOf(String part, String tag) {
        return sharedTags.contains(tag) ? part + ": " + tag : tag;
    }

    private static String prefixed(String part, String name) {
        return part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1) + name;
    }
}
