package org.tamga.faults;

import java.util.List;
import java.util.stream.Stream;

/** What all rounds of a fault come to. */
record Summary(String fault, List<Round> rounds) {

    long held() {
        return rounds.stream().filter(Round::holds).count();
    }

    boolean holds() {
        return held() == rounds.size();
    }

    /** The worst of what its rounds are said to be. */
    String verdict() {
        return Stream.of("BROKEN", "slow").filter(verdict -> rounds.stream().anyMatch(round -> round.verdict().equals(verdict)))
                .findFirst().orElse("holds");
    }

    double medianReadySeconds() {
        var sorted = rounds.stream().mapToDouble(Round::readySeconds).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    double mostReadySeconds() {
        return rounds.stream().mapToDouble(Round::readySeconds).max().orElseThrow();
    }

    /** What any of them has against the suite. */
    List<String> complaints() {
        return rounds.stream().flatMap(round -> Stream.concat(round.violations().stream(), round.slow().stream())).toList();
    }
}
