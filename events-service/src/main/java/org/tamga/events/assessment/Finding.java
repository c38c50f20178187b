package org.tamga.events.assessment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import org.tamga.commons.value.LanguageMap;
import org.tamga.events.assessment.Assessment.Direction;
import org.tamga.events.assessment.Assessment.Observed;
import org.tamga.events.claim.Verdict;
import org.tamga.events.measure.MeasureReading.Part;

/** What the rules find of a claim; {@link Assessment} says what its members mean. */
record Finding(Verdict verdict, LocalDate validAt, Observed observed, BigDecimal difference, List<Part> breakdown,
        List<Direction> directions, String evidence, LanguageMap explanation) {}
