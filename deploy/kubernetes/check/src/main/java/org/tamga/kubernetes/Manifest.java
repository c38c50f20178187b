package org.tamga.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** One object of a rendered overlay. */
public record Manifest(JsonNode tree) {

    public String kind() {
        return tree.path("kind").asText();
    }

    public String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    public String name() {
        return tree.at("/metadata/name").asText();
    }

    /** What stands at an RFC 6901 pointer; a missing node where nothing does. */
    public JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** The strings of an object at a pointer, such as labels. */
    public Map<String, String> strings(String pointer) {
        return strings(tree.at(pointer));
    }

    static Map<String, String> strings(JsonNode object) {
        var strings = new TreeMap<String, String>();
        object.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }

    /** The elements of the array at a pointer. */
    public List<JsonNode> list(String pointer) {
        return list(tree.at(pointer));
    }

    static List<JsonNode> list(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements;
    }

    /** The containers of a workload's pods. */
    public List<JsonNode> containers() {
        return list("/spec/template/spec/containers");
    }

    /** What runs in its pods before them, one after the other, each until it has ended. */
    public List<JsonNode> initContainers() {
        return list("/spec/template/spec/initContainers");
    }

    /** Both. */
    public List<JsonNode> allContainers() {
        return Stream.concat(initContainers().stream(), containers().stream()).toList();
    }

    /** What the environment of a workload's containers tells them, as far as it does not come from a Secret. */
    Stream<Map.Entry<String, String>> environment(Manifests manifests) {
        return containers().stream().flatMap(container -> Stream.concat(
                list(container.path("envFrom")).stream().map(from -> from.at("/configMapRef/name").asText())
                        .flatMap(name -> manifests.named("ConfigMap", name).stream())
                        .flatMap(map -> map.strings("/data").entrySet().stream()),
                list(container.path("env")).stream()
                        .map(variable -> Map.entry(variable.path("name").asText(), variable.path("value").asText()))));
    }

    @Override
    public String toString() {
        return kind() + "/" + name();
    }
}
