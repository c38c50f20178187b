package org.tamga.gateway.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tamga.commons.problem.Problem;

class SecretTest {

    @Test
    void signs_as_the_specifications_example() {
        assertEquals("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                Secret.parsed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                        "{\"test\": 2432232314}"));
    }

    @Test
    void is_made_anew_each_time_and_reads_as_it_is_written() {
        var made = Secret.made();
        assertNotEquals(made.text(), Secret.made().text());
        assertEquals(made.text(), Secret.parsed(made.text()).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_not base64 at all, is it"})
    void refuses_what_is_no_secret_or_too_short_a_one(String text) {
        assertThrows(Problem.class, () -> Secret.parsed(text));
    }
}
