package org.tamga.gateway.catalog;

import java.util.List;

/**
 * A member of a record as a page shows it: a text, or members of its own.
 *
 * @param label its name in the reader's language; null for one of many
 * @param text it in words, or null
 * @param lang BCP 47 tag of the text where it is another than the page's, or null
 * @param href where more of it is, or null
 * @param fields its members
 */
public record Field(String label, String text, String lang, String href, List<Field> fields) {

    static Field of(String label, String text) {
        return new Field(label, text, null, null, List.of());
    }

    static Field link(String label, String text, String href) {
        return new Field(label, text, null, href, List.of());
    }

    static Field group(String label, List<Field> fields) {
        return new Field(label, null, null, null, fields);
    }
}
