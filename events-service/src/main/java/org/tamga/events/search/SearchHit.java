package org.tamga.events.search;

import java.util.UUID;

import org.tamga.commons.value.LanguageMap;

/**
 * Something that was found.
 *
 * @param kind of what collection: person, organisation, post, format, gathering, statement, claim, commitment or recommendation
 * @param id which
 * @param href its address
 * @param text its name, title or words, in languages
 * @param snippet where the words were found, as HTML text in which {@code <mark>} alone is markup
 * @param score how well it fits; names that are the words come first
 */
public record SearchHit(String kind, UUID id, String href, LanguageMap text, String snippet, double score) {}
