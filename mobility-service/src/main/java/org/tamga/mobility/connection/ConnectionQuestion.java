package org.tamga.mobility.connection;

import java.time.Instant;
import java.util.List;

import org.tamga.commons.value.Country;
import org.tamga.record.At;

/**
 * How does one get from one place to another?
 *
 * @param from countries, cities or airports: from any of them
 * @param to likewise, to any of them
 * @param when the earliest departure, or the latest arrival
 * @param isArrival which of them it is
 * @param maxLegs the most legs
 * @param nationalities whose transit visas are asked for
 * @param at what was known when; its day is not looked at
 */
public record ConnectionQuestion(List<String> from, List<String> to, Instant when, boolean isArrival, int maxLegs,
        List<Country> nationalities, At at) {

    ConnectionQuestion at(Instant later) {
        return new ConnectionQuestion(from, to, later, isArrival, maxLegs, nationalities, at);
    }

    /** The same, for who leaves at that instant or later. */
    ConnectionQuestion departing(Instant earliest) {
        return new ConnectionQuestion(from, to, earliest, false, maxLegs, nationalities, at);
    }
}
