package org.tamga.education.institution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.education.institution.IdentifierScheme.ISNI;
import static org.tamga.education.institution.IdentifierScheme.ROR;
import static org.tamga.education.institution.IdentifierScheme.SCHAC;
import static org.tamga.education.institution.IdentifierScheme.WHED;
import static org.tamga.education.institution.IdentifierScheme.WIKIDATA;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class IdentifierSchemeTest {

    @Test
    void published_identifiers_are_sound() {
        assertEquals(Optional.empty(), ROR.fault("https://ror.org/0336rcx12"));
        assertEquals(Optional.empty(), ROR.fault("https://ror.org/01easw929"));
        assertEquals(Optional.empty(), ISNI.fault("0000000417979497"));
        assertEquals(Optional.empty(), ISNI.fault("0000000123648385"));
        assertEquals(Optional.empty(), WIKIDATA.fault("Q488851"));
        assertEquals(Optional.empty(), WHED.fault("IAU-020734"));
        assertEquals(Optional.empty(), SCHAC.fault("uw.edu.pl"));
    }

    @Test
    void a_mistyped_character_is_seen_by_the_check_digits() {
        assertTrue(ROR.fault("https://ror.org/0336rcx13").orElseThrow().contains("check digits"));
        assertTrue(ROR.fault("https://ror.org/0336rcz12").orElseThrow().contains("check digits"));
        assertTrue(ISNI.fault("0000000417979498").orElseThrow().contains("check digits"));
    }

    @Test
    void another_shape_is_answered_with_the_right_one() {
        assertEquals(Optional.of("is the whole URL, such as https://ror.org/0336rcx12"), ROR.fault("0336rcx12"));
        assertTrue(WIKIDATA.fault("488851").isPresent());
        assertTrue(WHED.fault("IAU-1").isPresent());
    }
}
