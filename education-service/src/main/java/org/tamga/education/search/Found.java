package org.tamga.education.search;

import java.util.UUID;

/**
 * A record that a search found.
 *
 * @param type its collection in the singular: {@code institution}, {@code presence}, {@code partnership}, {@code programme}
 * @param title what it is called
 * @param snippet what more one needs to know it by
 * @param domain always {@code education}
 * @param url where it can be read
 * @param score how much of what was asked it has, from 0 to 1
 */
public record Found(String type, UUID id, String title, String snippet, String domain, String url, double score) {}
