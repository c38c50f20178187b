package org.tamga.gateway.change;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.tamga.gateway.pair.Pair;

/**
 * Which changes a reader wants. Values of one kind are alternatives, kinds add up; what is empty asks for nothing.
 *
 * @param topics beginnings of topics
 * @param types exact CloudEvent types
 * @param subjects exact record ids
 * @param countries of which one is concerned
 * @param pair both countries of which are concerned
 * @param measure the readings of one measure
 */
public record ChangeFilter(Set<String> topics, Set<String> types, Set<String> subjects, Set<String> countries,
        Optional<Pair> pair,
        Optional<Measure> measure) {

    /**
     * Readings of one measure.
     *
     * @param code such as {@code trade.companies.foreign-capital}
     * @param dimensions values that the reading's dimensions must have; others may have any
     */
    public record Measure(String code, Map<String, String> dimensions) {

        /** The one topic that has its readings. */
        String topic() {
            return code.substring(0, code.indexOf('.')) + ".measure";
        }

        private boolean matches(Change change) {
            return code.equals(change.data().path("code").textValue())
                    && dimensions.entrySet().stream().allMatch(dimension -> dimension.getValue()
                            .equals(change.data().path("dimensions").path(dimension.getKey()).asText(null)));
        }
    }

    /** True if the topic can have changes that are wanted. */
    boolean wants(String topic) {
        return (topics.isEmpty() || topics.stream().anyMatch(topic::startsWith))
                && (measure.isEmpty() || measure.get().topic().equals(topic));
    }

    /** True if the change is wanted. */
    public boolean matches(Change change) {
        return wants(change.topic())
                && (types.isEmpty() || types.contains(change.type()))
                && (subjects.isEmpty() || change.subject() != null && subjects.contains(change.subject()))
                && (countries.isEmpty() || meets(countries, change.countries()))
                && (pair.isEmpty() || pair.get().isIn(change.countries()))
                && (measure.isEmpty() || measure.get().matches(change));
    }

    private static boolean meets(Collection<String> some, Collection<String> others) {
        return !Collections.disjoint(some, others);
    }
}
