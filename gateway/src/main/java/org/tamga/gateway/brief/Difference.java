package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @param about what else is told of it: the figure that words state, the date, how sure the record is
     * @param observed what the record said of it, which a brief shows only of words by themselves; else null
     */
    private record Line(String words, List<String> about, String observed) {

        static Line of(Brief.Fact fact, Phrases phrases) {
            var isClaim = fact.kind().equals("claim");
            return new Line(
                    Phrases.joined(" · ", fact.text(), isClaim || fact.kind().equals("published-figure") ? fact.by() : null,
                            phrases.verdict(fact.verdict())),
                    about(phrases, isClaim ? fact.figure() : null, fact.date(), fact.confidence()), fact.observed(phrases));
        }

        static Line of(Brief.Said claim, Phrases phrases) {
            return new Line(Phrases.joined(" · ", claim.text(), claim.by(), phrases.verdict(claim.verdict())),
                    about(phrases, claim.quantity(), claim.when(), claim.confidence()), null);
        }

        private static List<String> about(Phrases phrases, Brief.Quantity figure, String date, String confidence) {
            return Stream.of(phrases.quantity(figure), phrases.date(date),
                    confidence == null ? null : phrases.named("confidence", confidence)).filter(Objects::nonNull).toList();
        }

        /** Words stand beside a reading or by themselves, as it happens; they are the same words. */
        static boolean isSame(Line one, Line other) {
            return one == null || other == null
                    ? one == other
                    : one.words.equals(other.words) && one.about.equals(other.about)
                            && (one.observed == null || other.observed == null || one.observed.equals(other.observed));
        }

        /** It in words, with what is told of it otherwise than of the other, which may be null. */
        static String text(Line line, Line other) {
            return line == null
                    ? null
                    : Phrases.joined(" · ", line.words, other == null
                            ? null
                            : line.about.stream().filter(each -> !other.about.contains(each))
                                    .collect(Collectors.joining(" · ")),
                            line.observed);
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
                .map(key -> new Brief.Change(key.domain(), key.kind(), key.id(), Line.text(before.get(key), now.get(key)),
                        Line.text(now.get(key), before.get(key))))
                .toList();
    }

    private static Map<Key, Line> lines(Brief brief, Phrases phrases) {
        var lines = new LinkedHashMap<Key, Line>();
        brief.sections().forEach(section -> section.facts().forEach(fact -> {
            lines.put(new Key(section.domain(), fact.kind(), fact.id()), Line.of(fact, phrases));
            fact.claims().forEach(
                    claim -> lines.put(new Key(EventsSection.DOMAIN, "claim", claim.id()), Line.of(claim, phrases)));
        }));
        return lines;
    }
}
