package org.tamga.events.statement;

import java.util.UUID;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;

/**
 * Who said something where: what a reader of a statement, or of a claim taken from it, needs to have beside it.
 *
 * @param id the statement
 * @param kind what kind of words
 * @param speaker the name of the person or organisation, or of the collective; null where it is unattributed
 * @param office the post in which the speaker took part, or null where none is recorded
 * @param attribution how the source names the speaker, in its own words, or null
 * @param unattributed true where the source says only that it was said
 * @param saidOn when, or null
 * @param gatheringId where
 * @param gathering its title; null where nothing of it is recorded for that day
 */
public record Occasion(UUID id, Statement.Kind kind, LanguageMap speaker, LanguageMap office, String attribution,
        Boolean unattributed, Edtf saidOn, UUID gatheringId, LanguageMap gathering) {}
