package org.tamga.trade.gathering;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;

import com.fasterxml.jackson.databind.ObjectMapper;

class GatheringContractTest {

    private static final Path CONTRACT = Path.of("..", "contracts", "events", "events.gathering.v1.schema.json");

    @Test
    void what_we_read_is_what_events_service_promises() throws IOException {
        var period = new ObjectMapper().readTree(CONTRACT.toFile()).at("/$defs/period/properties");
        for (var name : Stream.of(Gathering.class.getRecordComponents()).map(RecordComponent::getName).toList()) {
            assertTrue(period.has(name), () -> name + " is not promised in " + CONTRACT);
        }
    }

    private static boolean misses(String startsOn, String endsOn, String day) {
        return new Gathering(LanguageMap.of("en", "Forum"), startsOn == null ? null : new Edtf(startsOn),
                endsOn == null ? null : new Edtf(endsOn)).surelyMisses(new Edtf(day));
    }

    @Test
    void a_day_is_wrong_only_where_it_surely_is() {
        assertFalse(misses("2025-09-01", "2025-09-03", "2025-09-03"));
        assertTrue(misses("2025-09-01", "2025-09-03", "2025-09-04"));
        assertTrue(misses("2025-09-01", null, "2025-09-02"));
        assertFalse(misses("2025-09-01", null, "2025-09"));
        assertFalse(misses("2025", null, "2025-09-02"));
        assertTrue(misses("2025", null, "2024-12-31"));
        assertFalse(misses(null, null, "2024-12-31"));
        assertFalse(misses("../2025-12-17", null, "2025-12-17"));
        assertTrue(misses("../2025-12-17", null, "2025-12-18"));
    }
}
