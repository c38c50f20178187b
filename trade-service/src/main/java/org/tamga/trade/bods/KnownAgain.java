package org.tamga.trade.bods;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which of a relationship's interests those are that a statement states. BODS gives an interest no id, and promises no order of its
 * list: so one is known again by what it is. Of several of its type it is the one with which it has most in common, and of equals
 * the one in its place of the list. One that was not known before takes the first number that nothing is known of.
 */
final class KnownAgain {

    static final String UNKNOWN = "unknownInterest";

    /** What one and the same have in common: all, else ever less. */
    private static final List<List<Function<Traits, Object>>> ALIKE = List.of(
            List.of(Traits::type, Traits::direct, Traits::from, Traits::share, Traits::note),
            List.of(Traits::type, Traits::direct, Traits::from, Traits::share),
            List.of(Traits::type, Traits::from, Traits::share),
            List.of(Traits::type, Traits::direct, Traits::from, Traits::note),
            List.of(Traits::type, Traits::direct, Traits::from),
            List.of(Traits::type, Traits::direct, Traits::share),
            List.of(Traits::type, Traits::direct, Traits::note),
            List.of(Traits::type, Traits::direct),
            List.of(Traits::type));

    private final List<List<Said>> earlier;
    /** By their numbers. */
    private final Map<Integer, Integer> places = new HashMap<>();
    /** Those that are not known again yet, by their places. */
    private final Map<Integer, Traits> left = new LinkedHashMap<>();

    /** What an interest is known again by. */
    private record Traits(String type, Boolean direct, LocalDate from, List<BigDecimal> share, String note) {

        static Traits of(ObjectNode stated) {
            var share = stated.path("share");
            return new Traits(KnownAgain.type(stated),
                    stated.path("direct").isBoolean() ? stated.get("direct").booleanValue() : null,
                    Told.day(stated, "validFrom"),
                    plain(Stream.of("exact", "min", "max").map(share::path)
                            .map(bound -> bound.isNumber() ? bound.decimalValue() : null)),
                    stated.path("note").textValue());
        }

        static Traits of(Said said) {
            var interest = said.write().content();
            var share = interest.share();
            return new Traits(interest.interestType(), interest.direct(), said.from(), share == null
                    ? Arrays.asList(null, null, null)
                    : plain(Stream.of(share.exact(), share.min(), share.max())), said.write().note());
        }

        private static List<BigDecimal> plain(Stream<BigDecimal> bounds) {
            return bounds.map(bound -> bound == null ? null : bound.stripTrailingZeros()).toList();
        }
    }

    private KnownAgain(List<List<Said>> earlier) {
        this.earlier = earlier;
    }

    /** The places of what is stated, by the numbers of the interests; by what was said of each of these before. */
    static Map<Integer, Integer> places(List<ObjectNode> stated, List<List<Said>> earlier) {
        var known = new KnownAgain(earlier);
        for (int place = 0; place < stated.size(); place++) {
            known.left.put(place, Traits.of(stated.get(place)));
        }
        for (var traits : ALIKE) {
            Function<Traits, Object> alike = one -> traits.stream().map(trait -> trait.apply(one)).toList();
            known.find(alike, alike);
        }
        // What was not known may turn out to be anything.
        known.find(one -> UNKNOWN, Traits::type);
        known.left.keySet().forEach(place -> known.places.put(known.free(), place));
        return known.places;
    }

    static String type(ObjectNode stated) {
        return stated.path("interestType").asText();
    }

    /** Finds of those that are left each whose number has the same key. */
    private void find(Function<Traits, Object> keyOfStated, Function<Traits, Object> keyOfEarlier) {
        if (left.isEmpty()) {
            return;
        }
        var numbers = new HashMap<Object, TreeSet<Integer>>();
        for (int number = 0; number < earlier.size(); number++) {
            for (var one : earlier.get(number)) {
                numbers.computeIfAbsent(keyOfEarlier.apply(Traits.of(one)), key -> new TreeSet<>()).add(number);
            }
        }
        left.entrySet().removeIf(one -> {
            var place = one.getKey();
            var alike = numbers.getOrDefault(keyOfStated.apply(one.getValue()), new TreeSet<>());
            alike.removeAll(places.keySet());
            if (!alike.isEmpty()) {
                places.put(alike.contains(place) ? place : alike.first(), place);
            }
            return !alike.isEmpty();
        });
    }

    /** The first number of which nothing is known. */
    private int free() {
        var number = 0;
        while (places.containsKey(number) || number < earlier.size() && !earlier.get(number).isEmpty()) {
            number++;
        }
        return number;
    }
}
