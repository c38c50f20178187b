package org.tamga.education.partnership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.Edtf;
import org.tamga.education.partnership.Partnership.Type;

class PartnershipTest {

    private static String days(String signedOn, String inEffect, String terminatedOn) {
        return new Partnership(List.of(), Type.MOU, date(signedOn), date(inEffect), List.of(), date(terminatedOn), null, null,
                null)
                .effectiveDays();
    }

    private static Edtf date(String text) {
        return text == null ? null : new Edtf(text);
    }

    @Test
    void its_interval_says_when_it_is_in_effect() {
        assertEquals("[2024-09-01,2027-09-01)", days("2024-05-02", "2024-09-01/2027-08-31", null));
        assertEquals("[2024-09-01,)", days(null, "2024-09-01/..", null));
    }

    @Test
    void without_an_interval_it_counts_from_its_signing() {
        assertEquals("[2024-05-02,)", days("2024-05-02", null, null));
        assertEquals("[2024-05-31,)", days("2024-05", null, null));
        assertEquals("[2025-12-17,)", days("../2025-12-17", null, null));
        assertEquals("[2024-05-01,)", days("2024-05-01/..", null, null));
    }

    @Test
    void a_termination_ends_it_before_its_time() {
        assertEquals("[2024-09-01,2025-01-01)", days(null, "2024-09-01/2027-08-31", "2025"));
        assertEquals("empty", days("2024-05-02", null, "2023-01-01"));
    }

    @Test
    void without_any_date_nobody_knows() {
        assertNull(days(null, null, null));
        assertNull(days(null, null, "2025"));
    }
}
