package org.tamga.gateway.page;

import java.util.regex.Pattern;

/** What the record may hold and XML may not. */
public final class Xml {

    /** All that is not a Char of XML 1.0 (section 2.2), but for halves of surrogate pairs, which the record refuses. */
    private static final Pattern NO_CHARACTER = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    private Xml() {
    }

    /** The text with a blank for each character that no document of XML 1.0 can have, not even escaped. */
    public static String text(String text) {
        return NO_CHARACTER.matcher(text).replaceAll(" ");
    }
}
