package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Facts that stand together on the page.
 *
 * @param form how they stand there
 * @param by who said all of it, or null
 * @param date when it was said (EDTF), or null
 */
public record Block(Form form, String by, String date, List<Brief.Fact> facts) {

    /** How facts stand on the page. */
    public enum Form {
        /** What one speaker said on one occasion; who it was may be unnamed. */
        SAID,
        /** Figures, one a line. */
        FIGURES,
        /** All else that is recorded, and readings with what was said of them. */
        LIST;

        private static Form of(Brief.Fact fact) {
            return fact.kind().equals("claim") ? SAID : fact.label() != null && fact.claims().isEmpty() ? FIGURES : LIST;
        }
    }

    /** Figures that are of the same. */
    public record Figures(String label, List<Brief.Fact> facts) {}

    /** Groups facts that follow each other. */
    static List<Block> of(List<Brief.Fact> facts) {
        var blocks = new ArrayList<Block>();
        for (var fact : facts) {
            var last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
            if (last == null || !last.takes(fact)) {
                var form = Form.of(fact);
                last = new Block(form, form == Form.SAID ? fact.by() : null, form == Form.SAID ? fact.date() : null,
                        new ArrayList<>());
                blocks.add(last);
            }
            last.facts.add(fact);
        }
        return blocks;
    }

    /** The figures, those that follow each other and are of the same together. */
    public List<Figures> figures() {
        var groups = new ArrayList<Figures>();
        for (var fact : facts) {
            var last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
            if (last == null || !last.label.equals(fact.label())) {
                last = new Figures(fact.label(), new ArrayList<>());
                groups.add(last);
            }
            last.facts.add(fact);
        }
        return groups;
    }

    private boolean takes(Brief.Fact fact) {
        return form == Form.of(fact)
                && (form != Form.SAID || Objects.equals(by, fact.by()) && Objects.equals(date, fact.date()));
    }
}
