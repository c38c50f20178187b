package org.tamga.events.assessment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.tamga.commons.value.LanguageMap;
import org.tamga.events.claim.Verdict;
import org.tamga.record.Citation;

/**
 * A request to assess a claim: a person's finding, or the rules' own, now.
 *
 * @param method whose
 * @param verdict of a person
 * @param explanation of a person, why
 * @param sources of a person, what it rests on
 * @param supersedes a person's finding of the same claim that this one replaces, or null
 * @param validAt for the rules: the day to look at instead of the claim's own, or null
 * @param knownAt for the rules: what was known then instead of now, or null
 */
record AssessClaim(@NotNull Assessment.Method method, Verdict verdict, LanguageMap explanation,
        List<@NotNull @Valid Citation> sources, UUID supersedes, LocalDate validAt, Instant knownAt) {}
