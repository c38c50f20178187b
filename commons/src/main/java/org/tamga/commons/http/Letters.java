package org.tamga.commons.http;

import java.util.BitSet;

/** ASCII letters, digits and a few other characters: what an ordinary id or path is made of. Of every request, a pattern takes many times as long. */
public final class Letters {

    private final BitSet letters = new BitSet();

    /** @param others characters besides A to Z, a to z and 0 to 9 */
    public Letters(String others) {
        letters.set('0', '9' + 1);
        letters.set('A', 'Z' + 1);
        letters.set('a', 'z' + 1);
        others.chars().forEach(letters::set);
    }

    /** Whether there is no other character in a text; true of an empty one. */
    public boolean make(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!letters.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
