package org.tamga.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Says that properties run beside JUnit's tests, and that a token's subject comes through whatever it is. */
class PropertiesTest {

    @Property(tries = 20)
    void a_token_has_three_parts(@ForAll String subject) {
        assertEquals(3, Tokens.as(subject, "trade-editor").split("\\.").length);
    }
}
