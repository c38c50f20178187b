package org.tamga.commons.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

class BundleTest {

    @Test
    void what_is_written_is_read_in_order() {
        var bodies = Buffer.buffer("{\"a\": \"line\nline\"}");
        var bundle = Bundle.write(Arrays.asList(new Bundle.Answer("\"1\"", bodies), null,
                new Bundle.Answer("\"2.a1\"", Buffer.buffer())));
        var read = Bundle.read(bundle, 3);
        assertEquals(new Bundle.Answer("\"1\"", bodies), read.get(0));
        assertNull(read.get(1));
        assertEquals(new Bundle.Answer("\"2.a1\"", Buffer.buffer()), read.get(2));
    }

    @Test
    void a_long_record_is_left_to_its_own_way() {
        var bundle = Bundle.write(Arrays.asList(new Bundle.Answer("\"1\"", Buffer.buffer(new byte[Bundle.LONGEST + 1])),
                new Bundle.Answer("\"2\"", Buffer.buffer(new byte[Bundle.LONGEST]))));
        assertNull(Bundle.read(bundle, 2).get(0));
        assertEquals(Bundle.LONGEST, Bundle.read(bundle, 2).get(1).body().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"1\" 3\n{}", "\"1\" -1\n{}", "\"1\" x\n{}", "{\"method\": \"POST\"}", "-\n-\n",
            "-\n\"1\" 2\n{}"})
    void what_is_no_bundle_of_one_is_refused(String bundle) {
        assertThrows(IllegalArgumentException.class, () -> Bundle.read(Buffer.buffer(bundle), 1));
    }
}
