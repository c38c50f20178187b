package org.tamga.events.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.tamga.commons.value.LanguageMap;
import org.tamga.events.assessment.Assessment.Direction;
import org.tamga.events.assessment.Assessment.Observed;
import org.tamga.events.claim.Verdict;
import org.tamga.events.measure.MeasureReading.Part;

/** What the rules find of a claim; {@link Assessment} says what its members mean. What is known now has no instant until it is kept. */
record Finding(Verdict verdict, LocalDate validAt, Observed observed, BigDecimal difference, List<Part> breakdown,
        List<Direction> directions, String evidence, LanguageMap explanation) {

    /** The same, of what was known at that instant. */
    Finding knownAt(Instant instant) {
        return new Finding(verdict, validAt, observed.knownAt(instant), difference, breakdown, directions.stream()
                .map(direction -> new Direction(direction.dimensions(), direction.observed().knownAt(instant),
                        direction.difference(), direction.verdict()))
                .toList(), evidence, explanation);
    }
}
