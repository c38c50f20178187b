package org.tamga.commons.problem;

/**
 * One broken rule.
 *
 * @param pointer RFC 6901 pointer to the field in the request's body, or the name of the query parameter or header
 * @param detail what is wrong with it, in English
 */
public record Violation(String pointer, String detail) {}
