package org.tamga.education.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class IscedFieldsTest {

    @Test
    void detailed_fields_have_four_digits_and_stand_in_the_list() {
        assertTrue(IscedFields.areDetailed("0110"));
        assertTrue(IscedFields.areDetailed("0613"));
        assertFalse(IscedFields.areDetailed("061"));
        assertFalse(IscedFields.areDetailed("9998"));
    }

    @Test
    void a_lost_zero_is_seen() {
        assertEquals(Optional.of("0110"), IscedFields.meantBy("110"));
        assertEquals(Optional.of("0613"), IscedFields.meantBy("613"));
        assertEquals(Optional.empty(), IscedFields.meantBy("9998"));
    }

    @Test
    void a_field_that_is_not_detailed_is_answered_with_its_parts() {
        assertEquals(Optional.of("one of its parts: 0610, 0611, 0612, 0613, 0619"), IscedFields.meantBy("061"));
    }

    @Test
    void a_filter_is_a_field_or_the_beginning_of_some() {
        assertEquals("06", IscedFields.beginning("06*"));
        assertEquals("0613", IscedFields.beginning("0613"));
        assertThrows(IllegalArgumentException.class, () -> IscedFields.beginning("06"));
        assertThrows(IllegalArgumentException.class, () -> IscedFields.beginning("*"));
    }
}
