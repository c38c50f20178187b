package org.tamga.gateway.brief;

import java.time.Instant;
import java.time.LocalDate;

import org.tamga.gateway.page.Messages;
import org.tamga.gateway.pair.Pair;

/** What a brief is asked for. */
record Question(Subject subject, LocalDate validAt, Instant knownAt, Messages words) {

    /** The two countries of a brief about two countries; other briefs have no such parts. */
    Pair pair() {
        return ((Subject.Countries) subject).pair();
    }

    /** The times as parameters of a list. A brief is of what we had recorded then, not of what sources knew. */
    String times() {
        return times(validAt, knownAt);
    }

    /** The same before there is a question. */
    static String times(LocalDate validAt, Instant knownAt) {
        return "validAt=" + validAt + "&" + known(knownAt);
    }

    /** The same for an answer that has a day of its own. */
    String known() {
        return known(knownAt);
    }

    private static String known(Instant knownAt) {
        return "knownAt=" + knownAt + "&knownBasis=recorded";
    }
}
