package org.tamga.gateway.brief;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.page.Messages;

class DifferenceTest {

    private static final Phrases ENGLISH = new Phrases(Messages.in("en"));

    private static Brief brief(Brief.Fact fact) {
        return new Brief("KR-KZ", null, null, LocalDate.EPOCH, Instant.EPOCH, "en",
                List.of(new Brief.Section("events", List.of(fact))), List.of(), List.of(), null, null, null);
    }

    private static Brief claim(String verdict, Integer observed) {
        return brief(fact("claim", "900 companies", verdict,
                observed == null ? null : Brief.Quantity.exactly(BigDecimal.valueOf(observed), "companies"), List.of()));
    }

    private static Brief beside(String verdict) {
        var said = new Brief.Said("c", "900 companies", "Speaker", null, null, null, null, verdict, List.of());
        return brief(fact("claim", "900 companies", verdict, null, List.of(said)));
    }

    private static Brief.Fact fact(String kind, String text, String verdict, Brief.Quantity observed,
            List<Brief.Said> claims) {
        return claims.isEmpty()
                ? new Brief.Fact("c", kind, null, text, "Speaker", null, null, null, null, null, null, claims, verdict,
                        observed,
                        List.of())
                : new Brief.Fact("m", "measure", null, "Companies", null, null, null, null, null, null, null, claims, null,
                        null,
                        List.of());
    }

    @Test
    void another_verdict_is_a_change_and_so_is_another_figure_beside_it() {
        var changes = Difference.between(claim("consistent", 72), claim("overstated", 72), ENGLISH);
        assertEquals(1, changes.size());
        assertEquals("900 companies · Speaker · " + ENGLISH.verdict("consistent") + " · In the record: 72 companies",
                changes.get(0).before());
        assertEquals("900 companies · Speaker · " + ENGLISH.verdict("overstated") + " · In the record: 72 companies",
                changes.get(0).now());
        assertEquals(1, Difference.between(claim("overstated", 72), claim("overstated", 80), ENGLISH).size());
        assertEquals(1, Difference.between(claim("no-data", null), claim(null, null), ENGLISH).size());
        assertEquals(1, Difference.between(beside("consistent"), beside("overstated"), ENGLISH).size());
        assertEquals(List.of(), Difference.between(claim("overstated", 72), claim("overstated", 72), ENGLISH));
    }

    @Test
    void words_that_come_to_stand_beside_a_reading_are_the_same_words() {
        assertEquals(List.of("measure"), Difference.between(claim("overstated", 72), beside("overstated"), ENGLISH).stream()
                .map(Brief.Change::kind).toList());
    }

    private static Brief dated(String kind, String date, String confidence) {
        return brief(new Brief.Fact("c", kind, null, "Council of ministers", null, null, null, null, date, confidence, null,
                List.of(), null, null, List.of()));
    }

    @Test
    void another_date_is_a_change_and_so_is_another_confidence() {
        assertEquals(
                List.of(new Brief.Change("events", "gathering", "c", "Council of ministers · April 2026",
                        "Council of ministers · May 2026")),
                Difference.between(dated("gathering", "2026-04", "reported"), dated("gathering", "2026-05", "reported"),
                        ENGLISH));
        assertEquals(
                List.of(new Brief.Change("events", "commitment", "c", "Council of ministers · reported",
                        "Council of ministers · disputed")),
                Difference.between(dated("commitment", "2026-04", "reported"), dated("commitment", "2026-04", "disputed"),
                        ENGLISH));
        assertEquals(List.of(),
                Difference.between(dated("gathering", "2026-04", null), dated("gathering", "2026-04", null), ENGLISH));
    }
}
