package org.tamga.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.tamga.faults.Evidence.Version;
import org.tamga.faults.Ledger.Answer;
import org.tamga.faults.Ledger.Entry;
import org.tamga.faults.Ledger.Outcome;

/** Holds what there is against what the clients were told. */
final class Verdict {

    private final List<String> violations = new ArrayList<>();

    private Verdict() {
    }

    /** What does not hold, in words; empty if all does. */
    static List<String> of(List<Entry> ledger, Evidence evidence) {
        var verdict = new Verdict();
        verdict.everyAnswerIsKept(ledger, evidence);
        verdict.allPlacesAgree(evidence);
        verdict.orderIsKept("the topic", evidence.topic());
        verdict.orderIsKept("the change log", evidence.log());
        verdict.eventsAreTheSame(evidence);
        verdict.copiesAreEqual(evidence);
        return verdict.violations;
    }

    /**
     * What the answers themselves have against the suite, in words.
     *
     * @param began when what is lacking may first have been
     * @param struck from when on it surely was
     * @param over when it was there again
     */
    static List<String> ofAnswers(Ledger ledger, Fault fault, Instant began, Instant struck, Instant over) {
        var verdict = new Verdict();
        var answers = ledger.answers();
        answers.stream().map(Answer::status)
                .filter(status -> status >= 500 && !List.of(502, 503, 504).contains(status)).distinct()
                .forEach(status -> verdict.say("broken: something was answered with %d", status));
        var reads = ledger.reads().stream().filter(read -> read.overlaps(began, over)).toList();
        var failed = reads.stream().filter(read -> read.status() != 200).toList();
        if (fault.isKafkas()) {
            if (ledger.entries().stream()
                    .noneMatch(entry -> entry.outcome() == Outcome.ACCEPTED && entry.isWithin(began, over))) {
                verdict.say("stood: no write was accepted while Kafka was away");
            }
            if (reads.isEmpty() || !failed.isEmpty()) {
                verdict.say("stood: %d of %d reads failed while Kafka was away", failed.size(), reads.size());
            }
        }
        if (fault.isPostgres()) {
            if (answers.stream().noneMatch(answer -> answer.status() == 503 && answer.overlaps(began, over))) {
                verdict.say("unrefused: nothing was answered with 503 while PostgreSQL was away");
            }
            // What was on its way when it went may not be known to anybody; what came after it can only be refused.
            answers.stream().filter(answer -> answer.isToWhatWasSentWithin(struck, over))
                    .collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()))
                    .forEach((status, count) -> {
                        if (status / 100 != 2 && status != 503) {
                            verdict.say("unrefused: while PostgreSQL was away, %d were answered with %d", count, status);
                        }
                    });
        }
        if (fault == Fault.REPLICA_KILLED && failed.size() > Trial.READERS) {
            verdict.say("unread: %d reads failed though another replica was there, more than the %d that were on their way",
                    failed.size(), Trial.READERS);
        }
        return verdict.violations;
    }

    private void everyAnswerIsKept(List<Entry> ledger, Evidence evidence) {
        Map<String, List<Version>> byMark = evidence.record().stream().collect(Collectors.groupingBy(Version::mark));
        for (var entry : ledger) {
            var found = entry.rows() == 1
                    ? byMark.getOrDefault(entry.mark(), List.of())
                    : evidence.record().stream().filter(version -> version.mark().startsWith(entry.mark() + "/")).toList();
            if (entry.outcome() == Outcome.ACCEPTED && found.size() < entry.rows()) {
                say("lost: %s was accepted, and %d of %d versions are in the record", entry.mark(), found.size(), entry.rows());
            } else if (entry.outcome() == Outcome.REFUSED && !found.isEmpty()) {
                say("refused with %d, but recorded: %s as %s", entry.status(), entry.mark(), found.get(0));
            } else if (found.size() > entry.rows()) {
                say("twice: %s is in the record %d times", entry.mark(), found.size());
            } else if (!found.isEmpty() && found.size() < entry.rows()) {
                say("half: %d of %d rows of the import %s are recorded", found.size(), entry.rows(), entry.mark());
            } else if (entry.version() > 0 && found.stream()
                    .noneMatch(version -> version.record().equals(entry.record()) && version.version() == entry.version())) {
                say("changed: %s was answered as version %d of %s, and is %s", entry.mark(), entry.version(), entry.record(),
                        found);
            }
        }
    }

    private void allPlacesAgree(Evidence evidence) {
        var expected = plain(evidence.record());
        Map<String, List<Version>> places = new LinkedHashMap<>();
        places.put("the change log", evidence.log());
        places.put("the topic", evidence.topic());
        places.put("the change stream", evidence.stream());
        places.forEach((place, versions) -> {
            var there = plain(versions);
            expected.stream().filter(version -> !there.contains(version))
                    .forEach(version -> say("lost: %s lacks %s", place, version));
            there.stream().filter(version -> !expected.contains(version))
                    .forEach(version -> say("invented: %s has %s, which is not in the record", place, version));
        });
    }

    /** Repeats of an event do no harm; the same version under another id does, and so does any step but one. */
    private void orderIsKept(String place, List<Version> versions) {
        Set<String> seen = new HashSet<>();
        Map<String, Integer> last = new HashMap<>();
        for (var version : versions) {
            if (seen.add(version.event())) {
                var before = last.getOrDefault(version.record(), 0);
                if (version.version() <= before) {
                    say("twice: %s has version %d of %s again, as another event", place, version.version(), version.record());
                } else if (version.version() > before + 1) {
                    say("order: in %s version %d of %s follows version %d", place, version.version(), version.record(), before);
                }
                last.merge(version.record(), version.version(), Math::max);
            }
        }
    }

    /** An event has one id, wherever it is read: readers tell by it what they have had. */
    private void eventsAreTheSame(Evidence evidence) {
        Map<Version, String> logged = new HashMap<>();
        evidence.log().forEach(version -> logged.put(version.plain(), version.event()));
        Map.of("the topic", evidence.topic(), "the change stream", evidence.stream())
                .forEach((place, versions) -> versions.stream()
                        .filter(version -> !version.event().equals(logged.getOrDefault(version.plain(), version.event())))
                        .forEach(version -> say("twice: %s has version %d of %s as the event %s, the change log as %s", place,
                                version.version(), version.record(), version.event(), logged.get(version.plain()))));
    }

    private void copiesAreEqual(Evidence evidence) {
        Map<String, Version> standing = new HashMap<>();
        evidence.record().forEach(version -> standing.merge(version.record(), version,
                (one, other) -> one.version() > other.version() ? one : other));
        evidence.copies().forEach((consumer, copies) -> standing.forEach((record, version) -> {
            if (!version.mark().equals(copies.get(record))) {
                say("copy: %s has %s of %s, which is at %s", consumer, copies.get(record), record, version.mark());
            }
        }));
    }

    private static Set<Version> plain(List<Version> versions) {
        return versions.stream().map(Version::plain).collect(Collectors.toSet());
    }

    private void say(String what, Object... arguments) {
        violations.add(what.formatted(arguments));
    }
}
