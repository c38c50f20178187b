package org.tamga.gateway.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tamga.commons.problem.Problem;

class PairTest {

    @ParameterizedTest
    @ValueSource(strings = {"KZ-KR", "KR-KZ", "kr-kz"})
    void has_no_order(String text) {
        assertEquals("KR-KZ", Pair.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KZ", "KZKR", "KZ-", "KZ-KR-UZ", "KAZ-KOR", "K1-KR", "KZ-KZ"})
    void has_two_different_countries(String text) {
        assertEquals(400, assertThrows(Problem.class, () -> Pair.parse(text)).type().status());
    }

    @Test
    void a_country_that_there_is_not_is_not_found() {
        assertEquals(404, assertThrows(Problem.class, () -> Pair.parse("KZ-XX")).type().status());
    }

    @Test
    void is_in_what_has_both() {
        var pair = Pair.parse("KZ-KR");
        assertTrue(pair.isIn(Set.of("KZ", "KR", "JP")));
        assertFalse(pair.isIn(Set.of("KZ")));
        assertEquals("KZ", pair.other("KR"));
    }
}
