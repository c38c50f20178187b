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

    /** What changed, in the order of the later brief; what is gone comes last. A domain that either is missing is left out. */
    static List<Brief.Change> between(Brief former, Brief present) {
        var unknown = Stream.of(former, present).flatMap(brief -> brief.missing().stream()).map(Brief.Missing::domain)
                .collect(Collectors.toSet());
        var before = lines(former);
        var now = lines(present);
        var keys = new ArrayList<>(now.keySet());
        before.keySet().stream().filter(key -> !now.containsKey(key)).forEach(keys::add);
        return keys.stream().filter(key -> !unknown.contains(key.domain()))
                .filter(key -> !Objects.equals(before.get(key), now.get(key)))
                .map(key -> new Brief.Change(key.domain(), key.kind(), key.id(), before.get(key), now.get(key))).toList();
    }

    private static Map<Key, String> lines(Brief brief) {
        var lines = new LinkedHashMap<Key, String>();
        brief.sections().forEach(section -> section.facts().forEach(fact -> {
            var by = fact.kind().equals("claim") || fact.kind().equals("published-figure") ? fact.by() : null;
            lines.put(new Key(section.domain(), fact.kind(), fact.id()), Phrases.joined(" · ", fact.text(), by));
            // Words stand beside a reading or by themselves, as it happens; they are the same words.
            fact.claims().forEach(claim -> lines.put(new Key(EventsSection.DOMAIN, "claim", claim.id()),
                    Phrases.joined(" · ", claim.text(), claim.by())));
        }));
        return lines;
    }
}
