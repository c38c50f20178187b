package org.tamga.record;

import java.util.List;

import jakarta.validation.constraints.NotNull;

/** The content of the records that these tests write. */
record Thing(@NotNull String colour, Integer size, List<String> tags) {

    static Write<Thing> painted(String colour, Interval valid) {
        return new Write<>(valid, new Thing(colour, null, List.of()), Confidence.REPORTED, SOURCES, null, null);
    }

    static final List<Citation> SOURCES = List.of(
            new Citation(Citation.Type.DATASET, "Things", "Test", null, null, null, null, null, null, null));
}
