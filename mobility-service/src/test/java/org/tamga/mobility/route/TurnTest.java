package org.tamga.mobility.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.route.DirectService.Flights;
import org.tamga.mobility.route.Route.Served;
import org.tamga.mobility.route.Turn.Told;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TurnTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final Served PAST = served("2025-04-01", "2025-10-26");
    private static final Served NOW = served("2026-03-29", "2026-10-25");
    private static final Served COMING = served("2027-03-28", null);

    private static Served served(String from, String to) {
        return new Served(LocalDate.parse(from), to == null ? null : LocalDate.parse(to));
    }

    private static Told told(LocalDate on, Served... served) {
        return Told.of(new TreeSet<>(List.of("KR", "KZ")), List.of(served), on);
    }

    private static void becomes(Told before, Told now, String... turns) {
        assertEquals(List.of(turns), Turn.between(before, now, TODAY).stream()
                .map(turn -> turn.happened() + (turn.on() == null ? "" : " " + turn.on())).toList());
    }

    @Test
    void the_first_service_opens_and_the_last_closes() {
        becomes(Told.NOTHING, told(TODAY, NOW), "opened 2026-03-29");
        becomes(told(TODAY, NOW), told(TODAY, NOW));
        becomes(told(TODAY, NOW), told(TODAY, served("2026-03-29", "2026-05-30")), "closed 2026-05-30");
        becomes(told(TODAY, PAST), told(TODAY, PAST, NOW), "opened 2026-03-29");
    }

    @Test
    void days_to_come_change_and_open_when_they_have_come() {
        becomes(Told.NOTHING, told(TODAY, COMING), "changed");
        becomes(told(TODAY.minusDays(1), served("2026-06-01", null)), told(TODAY, served("2026-06-01", null)),
                "opened 2026-06-01");
        becomes(told(TODAY.minusDays(1), served("2026-03-29", "2026-06-01"), COMING),
                told(TODAY, served("2026-03-29", "2026-06-01"), COMING), "closed 2026-06-01");
        becomes(told(TODAY, NOW), told(TODAY, NOW, COMING), "changed");
    }

    @Test
    void what_came_and_went_untold_opens_and_closes() {
        becomes(Told.NOTHING, told(TODAY, PAST), "opened 2025-04-01", "closed 2025-10-26");
        becomes(told(TODAY, PAST), told(TODAY, PAST, served("2026-01-01", "2026-02-01")), "opened 2026-01-01",
                "closed 2026-02-01");
        becomes(told(TODAY, PAST), told(TODAY, served("2025-04-01", "2025-10-20")), "changed");
    }

    @Test
    void what_never_was_is_withdrawn() {
        becomes(told(TODAY, NOW), told(TODAY), "withdrawn");
        becomes(told(TODAY, NOW), told(TODAY, COMING), "withdrawn");
        becomes(told(TODAY, PAST), told(TODAY), "withdrawn");
        becomes(told(TODAY, COMING), told(TODAY), "withdrawn");
        becomes(Told.NOTHING, told(TODAY));
    }

    @Test
    void service_ends_with_four_weeks_without_a_flight() {
        assertEquals(List.of(served("2026-03-29", "2027-03-27")),
                service(served("2026-10-26", "2027-03-27"), served("2026-03-29", "2026-10-20")).served());
        assertEquals(List.of(served("2026-01-01", "2026-02-28")),
                service(served("2026-01-01", "2026-02-01"), served("2026-02-28", "2026-02-28")).served());
        assertEquals(List.of(served("2026-01-01", "2026-02-01"), served("2026-03-01", null)),
                service(served("2026-01-01", "2026-02-01"), served("2026-03-01", null), served("2026-04-01", "2026-05-01"))
                        .served());
    }

    private static DirectService service(Served... served) {
        return new DirectService(new TreeSet<>(),
                Stream.of(served).map(days -> new Flights(days, UUID.randomUUID(), List.of())).toList());
    }

    /** Whatever is recorded on whatever day: openings and closings take turns, and who follows them knows whether it is open. */
    @Property
    void openings_and_closings_take_turns(@ForAll("histories") List<List<Served>> histories) {
        var told = Told.NOTHING;
        var isOpen = false;
        for (int day = 0; day < histories.size(); day++) {
            var today = TODAY.plusDays(day * 10L);
            var now = Told.of(new TreeSet<>(), service(histories.get(day).toArray(Served[]::new)).served(), today);
            for (var turn : Turn.between(told, now, today)) {
                if (turn.happened().equals("opened") || turn.happened().equals("closed")) {
                    assertEquals(turn.happened().equals("closed"), isOpen);
                }
                isOpen = turn.happened().equals("opened") || isOpen && turn.happened().equals("changed");
            }
            assertEquals(now.isOpen(), isOpen);
            assertEquals(List.of(), Turn.between(now, now, today));
            told = now;
        }
    }

    @Provide
    Arbitrary<List<List<Served>>> histories() {
        var days = Arbitraries.integers().between(-200, 200).map(TODAY::plusDays);
        var served = days.flatMap(from -> Arbitraries.integers().between(1, 150)
                .map(length -> new Served(from, length > 130 ? null : from.plusDays(length))));
        return served.list().ofMaxSize(4).list().ofMaxSize(8);
    }
}
