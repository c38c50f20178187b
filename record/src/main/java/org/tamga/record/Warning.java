package org.tamga.record;

/**
 * A rule that a write bends without being refused.
 *
 * @param code stable name of the rule, in kebab
 * @param pointer RFC 6901 pointer to the field in the body
 * @param detail what is odd, in English
 */
public record Warning(String code, String pointer, String detail) {}
