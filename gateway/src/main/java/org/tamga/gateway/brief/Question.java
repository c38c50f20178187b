package org.tamga.gateway.brief;

import java.time.Instant;
import java.time.LocalDate;

import org.tamga.gateway.page.Messages;
import org.tamga.gateway.pair.Pair;

/** What a brief is asked for. */
record Question(Pair pair, LocalDate validAt, Instant knownAt, Messages words) {

    /** The times as parameters of a list. A brief is of what we had recorded then, not of what sources knew. */
    String times() {
        return "validAt=" + validAt + "&" + known();
    }

    /** The same for an answer that has a day of its own. */
    String known() {
        return "knownAt=" + knownAt + "&knownBasis=recorded";
    }
}
