package org.tamga.record.search;

import java.util.UUID;

import org.tamga.commons.value.LanguageMap;

/**
 * A record that a search found.
 *
 * @param type its collection in the singular, such as {@code institution}
 * @param title what it is called
 * @param text the same in its languages; null where the record does not tell them apart
 * @param snippet what more one needs to know it by
 * @param url where it can be read
 * @param score how much of what was asked it has, from 0 to 1
 */
public record Found(String type, UUID id, String title, LanguageMap text, String snippet, String domain, String url,
        double score) {}
