package org.tamga.gateway.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.curve.Curve.Said;
import org.tamga.gateway.curve.Curve.Step;

class CurveTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-01-01");

    @Test
    void steps_that_touch_are_one_line_and_days_without_a_value_are_a_gap() {
        var line = curve(List.of(step("2020-01-01", "2022-01-01", 50), step("2022-01-01", "2023-01-01", 100),
                step("2024-01-01", null, 75)), List.of(), null).line();
        assertTrue(line.matches("M[\\d.]+ 112.0H[\\d.]+V16.0H[\\d.]+M[\\d.]+ 64.0H624.0"), line);
    }

    @Test
    void a_value_without_bounds_goes_through_the_whole_picture() {
        assertEquals("M64.0 16.0H624.0", curve(List.of(step(null, null, 20)), List.of(), null).line());
    }

    @Test
    void what_was_said_stands_at_its_day_and_height_and_makes_room_for_itself() {
        var curve = curve(List.of(step(null, null, 30)), List.of(),
                new Said(LocalDate.parse("2030-06-01"), BigDecimal.valueOf(60), "said: 60"));
        assertEquals("16.0", curve.mark().y());
        assertEquals("M64.0 112.0H624.0", curve.line());
        assertTrue(Double.parseDouble(curve.mark().x()) < 624);
    }

    @Test
    void what_was_known_before_is_drawn_only_where_it_was_otherwise() {
        var steps = List.of(step("2020-01-01", null, 10));
        assertNull(curve(steps, steps, null).former());
        assertNull(curve(steps, List.of(step("2020-01-01", "2021-01-01", 10), step("2021-01-01", null, 10)), null).former());
        assertNotNull(curve(steps, List.of(step("2020-01-01", null, 9)), null).former());
    }

    @Test
    void nothing_is_drawn_of_nothing() {
        var said = new Said(TODAY, BigDecimal.TEN, "said");
        assertEquals(Optional.empty(), Curve.of(List.of(), List.of(), said, TODAY, BigDecimal::toString));
        assertEquals(Optional.empty(),
                Curve.of(List.of(new Step(null, null, null)), List.of(), null, TODAY, BigDecimal::toString));
    }

    @Test
    void an_axis_starts_at_zero_and_has_round_values() {
        assertEquals(List.of("0", "200", "400", "600", "800"), curve(List.of(step(null, null, 740)), List.of(), null).values()
                .stream().map(Curve.Tick::text).toList());
        // A measure that is zero all the time.
        assertEquals(List.of("0", "1", "2", "3", "4"),
                curve(List.of(step(null, null, 0)), List.of(), null).values().stream().map(Curve.Tick::text).toList());
    }

    private static Curve curve(List<Step> now, List<Step> former, Said said) {
        return Curve.of(now, former, said, TODAY, BigDecimal::toPlainString).orElseThrow();
    }

    private static Step step(String from, String to, int value) {
        return new Step(from == null ? null : LocalDate.parse(from), to == null ? null : LocalDate.parse(to),
                BigDecimal.valueOf(value));
    }
}
