package org.tamga.mobility.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.airport.Airport;
import org.tamga.mobility.code.Code;
import org.tamga.mobility.schedule.FlightScheduleRecords.Link;
import org.tamga.record.At;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Reason;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NetworkTest {

    private static final List<String> CODES = List.of("AAA", "BBB", "CCC", "DDD", "EEE", "FFF");
    /** One city, so that one may change between them. */
    private static final List<Integer> CITY = List.of(4, 5);
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final Interval DAYS = new Interval(MONDAY, MONDAY.plusDays(7));
    private static final int DAY_MINUTES = 24 * 60;

    private static Network network(List<Link> links) {
        var maker = new Network.Maker();
        IntStream.range(0, CODES.size()).forEach(stop -> maker.take(airport(CODES.get(stop),
                CITY.contains(stop) ? "MMM" : null)));
        return maker.made(links);
    }

    private static Period<Airport> airport(String code, String metro) {
        var name = LanguageMap.of("en", code);
        var airport = new Airport(List.of(new Code(Code.IATA, code, null, null)), name,
                metro == null ? null : new Airport.City(name, null, metro), new Country("KR"), null, null, null, null);
        return new Period<>(UUID.randomUUID(), UUID.randomUUID(), null, 1, new Interval(null, null), Instant.EPOCH, null,
                Instant.EPOCH, "editor", Reason.NEW, Confidence.CONFIRMED, null, airport, List.of());
    }

    private static ConnectionQuestion question(String from, String to, int maxLegs) {
        return new ConnectionQuestion(List.of(from), List.of(to), MONDAY.atStartOfDay(ZoneOffset.UTC).toInstant(), false,
                maxLegs, List.of(),
                At.now(MONDAY));
    }

    @Property(tries = 300)
    void where_a_timetable_has_a_journey_the_network_never_says_no(@ForAll long seed) {
        var random = new Random(seed);
        var timetable = new Timetable.Builder(new int[CODES.size()], new int[][]{null, null, null, null, {5}, {4}}, 0);
        var links = new ArrayList<Link>();
        IntStream.range(0, 7).forEach(i -> {
            var from = random.nextInt(CODES.size());
            var to = (from + 1 + random.nextInt(CODES.size() - 1)) % CODES.size();
            var first = random.nextInt(9) - 1;
            var last = first + random.nextInt(4);
            links.add(new Link(CODES.get(from), CODES.get(to), random.nextInt(5) == 0 ? null : MONDAY.plusDays(first),
                    random.nextInt(5) == 0 ? null : MONDAY.plusDays(last)));
            IntStream.rangeClosed(Math.max(first, 0), Math.min(last, 6)).forEach(day -> {
                var departure = day * DAY_MINUTES + random.nextInt(DAY_MINUTES);
                timetable.add(from, to, departure, departure + 1 + random.nextInt(600), -1);
            });
        });
        var search = new Search(timetable.build());
        var network = network(links);
        for (int from = 0; from < CODES.size(); from++) {
            for (int to = 0; to < CODES.size(); to++) {
                for (int maxLegs = 1; maxLegs <= 4 && from != to; maxLegs++) {
                    var hasJourney = !search.journeys(new int[]{from}, new int[]{to}, 0, 20 * DAY_MINUTES, maxLegs).isEmpty();
                    assertTrue(!hasJourney || network.mayReach(question(CODES.get(from), CODES.get(to), maxLegs), DAYS),
                            CODES.get(from) + " to " + CODES.get(to) + " in " + maxLegs + " of " + links);
                }
            }
        }
    }

    @Test
    void it_says_no_where_links_are_too_few_or_of_other_days_or_lead_the_other_way() {
        var network = network(List.of(new Link("AAA", "BBB", MONDAY.plusDays(3), MONDAY.plusDays(9)),
                new Link("BBB", "EEE", null, MONDAY.minusDays(1)), new Link("BBB", "EEE", MONDAY.plusDays(6), null),
                new Link("FFF", "CCC", null, null), new Link("CCC", "DDD", MONDAY.plusDays(7), null),
                new Link("ZZZ", "DDD", null, null)));
        assertTrue(network.mayReach(question("AAA", "CCC", 3), DAYS));
        assertTrue(network.mayReach(question("AAA", "MMM", 2), DAYS));
        assertFalse(network.mayReach(question("AAA", "CCC", 2), DAYS));
        assertFalse(network.mayReach(question("AAA", "DDD", 8), DAYS));
        assertTrue(network.mayReach(question("AAA", "DDD", 4), new Interval(MONDAY, MONDAY.plusDays(8))));
        assertFalse(network.mayReach(question("AAA", "CCC", 3), new Interval(MONDAY, MONDAY.plusDays(6))));
        assertFalse(network.mayReach(question("CCC", "AAA", 8), DAYS));
        assertFalse(network.mayReach(question("ZZZ", "DDD", 8), DAYS));
    }
}
