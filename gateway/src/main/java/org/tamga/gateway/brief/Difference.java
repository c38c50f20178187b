package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What differs between two briefs of one subject, one day and one language, known as of two instants. */
final class Difference {

    private Difference() {
    }

    private record Key(String domain, String kind, String id) {}

    /**
     * How it stands in a brief.
     *
     * @param observed what the record said of it, which a brief shows only of words by themselves; else null
     */
    private record Line(String words, String observed) {

        /** Words stand beside a reading or by themselves, as it happens; they are the same words. */
        static boolean isSame(Line one, Line other) {
            return one == null || other == null
                    ? one == other
                    : one.words.equals(other.words)
                            && (one.observed == null || other.observed == null || one.observed.equals(other.observed));
        }

        static String text(Line line) {
            return line == null ? null : Phrases.joined(" · ", line.words, line.observed);
        }
    }

    /** What changed, in the order of the later brief; what is gone comes last. A domain that either is missing is left out. */
    static List<Brief.Change> between(Brief former, Brief present, Phrases phrases) {
        var unknown = Stream.of(former, present).flatMap(brief -> brief.missing().stream()).map(Brief.Missing::domain)
                .collect(Collectors.toSet());
        var before = lines(former, phrases);
        var now = lines(present, phrases);
        var keys = new ArrayList<>(now.keySet());
        before.keySet().stream().filter(key -> !now.containsKey(key)).forEach(keys::add);
        return keys.stream().filter(key -> !unknown.contains(key.domain()))
                .filter(key -> !Line.isSame(before.get(key), now.get(key)))
                .map(key -> new Brief.Change(key.domain(), key.kind(), key.id(), Line.text(before.get(key)),
                        Line.text(now.get(key))))
                .toList();
    }

    private static Map<Key, Line> lines(Brief brief, Phrases phrases) {
        var lines = new LinkedHashMap<Key, Line>();
        brief.sections().forEach(section -> section.facts().forEach(fact -> {
            var by = fact.kind().equals("claim") || fact.kind().equals("published-figure") ? fact.by() : null;
            lines.put(new Key(section.domain(), fact.kind(), fact.id()), new Line(
                    Phrases.joined(" · ", fact.text(), by, phrases.verdict(fact.verdict())), fact.observed(phrases)));
            fact.claims().forEach(claim -> lines.put(new Key(EventsSection.DOMAIN, "claim", claim.id()),
                    new Line(Phrases.joined(" · ", claim.text(), claim.by(), phrases.verdict(claim.verdict())), null)));
        }));
        return lines;
    }
}
