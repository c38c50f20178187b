package org.tamga.gateway.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** The names of the records to which others refer: those of a collection are asked for together. */
@Singleton
class References {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** Ids in an address. */
    private static final int MOST_IDS = 80;
    /** Lists that are asked for a page: of more, as where each record belongs to another one, the others have no names. */
    private static final int MOST_LISTS = 12;
    /** Who takes part is named by the person, and an office by the organisation: so far one goes on from what is referred to. */
    private static final int DEEPEST = 1;

    private final Catalog catalog;
    private final Services services;

    References(Catalog catalog, Services services) {
        this.catalog = catalog;
        this.services = services;
    }

    /** A record and where it is. */
    private record Referring(JsonNode record, Collection collection) {}

    /**
     * A list of records.
     *
     * @param path after the domain, with the id of the record to which they belong
     */
    private record Target(Collection collection, String path) {

        String api() {
            return "/api/" + collection.domain() + "/" + path;
        }

        String page(String id) {
            return "/records/" + collection.domain() + "/" + path + "/" + id;
        }
    }

    /** A record that is referred to. */
    private record Found(Target target, JsonNode record) {}

    /**
     * Links with the names of what some records of a collection refer to, by id. What is not recorded then, or does not come in time, has
     * none. Waits for the services, so not for an event loop.
     */
    Map<String, Field> of(Iterable<JsonNode> records, Collection collection, AsOf asOf, Messages words) {
        var referring = new ArrayList<Referring>();
        records.forEach(record -> referring.add(new Referring(record, collection)));
        return names(referring, asOf, words, 0);
    }

    private Map<String, Field> names(List<Referring> referring, AsOf asOf, Messages words, int depth) {
        var targets = new LinkedHashMap<String, List<Target>>();
        referring.forEach(each -> collect(each.record(), each, targets));
        var found = read(targets, asOf);
        var unnamed = found.values().stream().filter(each -> !Fields.isNamed(each.record()))
                .map(each -> new Referring(each.record(), each.target().collection())).toList();
        var inner = depth == DEEPEST || unnamed.isEmpty()
                ? Map.<String, Field>of()
                : names(unnamed, asOf, words, depth + 1);
        var fields = new Fields(words, catalog.countries(), (field, id) -> inner.get(id));
        var names = new LinkedHashMap<String, Field>();
        found.forEach((id, each) -> names.put(id, Field.link(null, fields.title(each.record(), asOf.day()),
                each.target().page(id) + "?lang=" + words.language() + asOf.parameters())));
        return names;
    }

    private void collect(JsonNode node, Referring referring, Map<String, List<Target>> targets) {
        node.properties().forEach(member -> {
            var values = member.getValue().isArray() ? member.getValue() : List.of(member.getValue());
            values.forEach(value -> {
                if (value.isObject()) {
                    collect(value, referring, targets);
                } else if (Fields.isId(value)) {
                    var possible = catalog.referredTo(member.getKey(), referring.collection()).stream()
                            .flatMap(collection -> target(collection, referring).stream()).toList();
                    if (!possible.isEmpty()) {
                        targets.putIfAbsent(value.textValue(), possible);
                    }
                }
            });
        });
    }

    /** Where such records are; of a nested collection, those of the record that the referring one names beside, or belongs to. */
    private Optional<Target> target(Collection collection, Referring referring) {
        if (!collection.isNested()) {
            return Optional.of(new Target(collection, collection.template()));
        }
        return referring.record().properties().stream().filter(member -> Fields.isId(member.getValue()))
                .filter(member -> catalog.referredTo(member.getKey(), referring.collection()).stream()
                        .anyMatch(outer -> outer.domain().equals(collection.domain())
                                && outer.template().equals(collection.outer())))
                .findFirst()
                .map(member -> new Target(collection,
                        collection.template().replaceFirst("\\{\\w+}", member.getValue().textValue())));
    }

    private Map<String, Found> read(Map<String, List<Target>> targets, AsOf asOf) {
        var ids = new LinkedHashMap<Target, Set<String>>();
        targets.forEach((id, possible) -> possible
                .forEach(target -> ids.computeIfAbsent(target, any -> new LinkedHashSet<>()).add(id)));
        var asked = new LinkedHashMap<Target, List<Future<Optional<JsonNode>>>>();
        ids.entrySet().stream().limit(MOST_LISTS).forEach(one -> asked.put(one.getKey(), inParts(one.getValue())
                .map(some -> services.read(one.getKey().collection().domain(), one.getKey().api() + "?id="
                        + String.join(",", some) + "&limit=" + MOST_IDS + asOf.parameters(), LIMIT))
                .toList()));
        Addresses.await(Future.join(asked.values().stream().<Future<?>>flatMap(List::stream).toList()).otherwiseEmpty());
        var records = new LinkedHashMap<Target, Map<String, JsonNode>>();
        asked.forEach((target, answers) -> answers.stream().filter(Future::succeeded)
                .flatMap(answer -> answer.result().stream()).forEach(list -> list.path("items").forEach(record -> records
                        .computeIfAbsent(target, any -> new LinkedHashMap<>()).put(record.path("id").asText(), record))));
        var found = new LinkedHashMap<String, Found>();
        targets.forEach((id, possible) -> possible.stream()
                .filter(target -> records.getOrDefault(target, Map.of()).containsKey(id)).findFirst()
                .ifPresent(target -> found.put(id, new Found(target, records.get(target).get(id)))));
        return found;
    }

    private static Stream<List<String>> inParts(Set<String> all) {
        var list = List.copyOf(all);
        return Stream.iterate(0, from -> from < list.size(), from -> from + MOST_IDS)
                .map(from -> list.subList(from, Math.min(list.size(), from + MOST_IDS)));
    }
}
