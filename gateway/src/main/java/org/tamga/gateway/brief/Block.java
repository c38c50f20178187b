package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Facts that stand together on the page: what one speaker said on one occasion, or what is recorded.
 *
 * @param isSaid true for claims; their speaker may still be unnamed
 * @param by who said all of it, or null
 * @param date when it was said (EDTF), or null
 */
public record Block(boolean isSaid, String by, String date, List<Brief.Fact> facts) {

    /** Groups facts that follow each other. */
    static List<Block> of(List<Brief.Fact> facts) {
        var blocks = new ArrayList<Block>();
        for (var fact : facts) {
            var last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
            if (last == null || !last.takes(fact)) {
                var said = fact.kind().equals("claim");
                last = new Block(said, said ? fact.by() : null, said ? fact.date() : null, new ArrayList<>());
                blocks.add(last);
            }
            last.facts.add(fact);
        }
        return blocks;
    }

    private boolean takes(Brief.Fact fact) {
        return isSaid == fact.kind().equals("claim")
                && (!isSaid || Objects.equals(by, fact.by()) && Objects.equals(date, fact.date()));
    }
}
