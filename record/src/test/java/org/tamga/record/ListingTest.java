package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.ws.rs.core.MultivaluedHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;

class ListingTest {

    private static final String LONG_AGO = "2020-01-01T00:00:00Z";

    private Shelf shelf;
    private Coloured things;
    private int texts;

    /** Things that can be asked for by a colour, which another query looks up. */
    private static final class Coloured extends Things {

        Coloured(Ledger ledger) {
            super(ledger);
        }

        @Override
        protected Map<String, Filter> filters() {
            return Map.of("painted", (value, at, all) -> Condition.among(
                    Condition.of("select t.id from thing_version t where t.colour = ?", value)));
        }
    }

    @BeforeEach
    void start() {
        shelf = Shelf.fresh();
        things = new Coloured(shelf.ledger());
        // As what PostgreSQL cannot press together.
        shelf.database().write(transaction -> transaction.update("alter table thing_version alter tags set storage external"));
    }

    @AfterEach
    void stop() {
        shelf.close();
    }

    @Test
    void what_was_recorded_since_comes_whole_and_once_whatever_it_is_filtered_by() throws InterruptedException {
        var often = UUID.randomUUID();
        shelf.add(often, "red");
        var others = new ArrayList<UUID>();
        for (var at = 1; at < 150; at++) {
            var other = UUID.randomUUID();
            others.add(other);
            shelf.add(other, at == 70 ? "red" : "blue");
            if (at > 65 && at % 20 == 0) {
                shelf.paint(often, "red " + at);
            }
        }
        var asked = Map.of("painted", "red", "updatedAfter", LONG_AGO, "includeHistory", "true", "limit", "2");
        var whole = shelf.database().read(transaction -> transaction.list("select row_id from thing_version where id in (?, ?)"
                + " order by lower(recorded), row_id", row -> row.getObject(1, UUID.class), often, others.get(69)));
        while (pages(Map.of("updatedAfter", LONG_AGO, "includeHistory", "true", "limit", "500")).size() < 154) {
            // Until the horizon is behind all that was written.
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertEquals(whole, pages(asked).stream().map(Period::rowId).toList());
    }

    @Test
    void a_page_of_long_records_ends_early_and_the_next_goes_on() {
        var ids = IntStream.range(0, 9).mapToObj(any -> UUID.randomUUID()).sorted(Comparator.comparing(UUID::toString))
                .toList();
        ids.forEach(this::putLong);
        var first = things.reading().page(listing(Map.of("limit", "100")));
        assertEquals(5, first.items().size(), "of nine of 2 MB");
        assertEquals(ids,
                pages(Map.of("limit", "100")).stream().map(Period::id).sorted(Comparator.comparing(UUID::toString)).toList());
        assertEquals(1, things.reading().page(listing(Map.of("limit", "1"))).items().size());
    }

    @Test
    void a_history_that_is_too_long_for_an_answer_is_given_page_by_page() {
        var id = UUID.randomUUID();
        for (var version = 0; version < 19; version++) {
            putLong(id);
        }
        var refused = assertThrows(Problem.class, () -> things.reading().history(id, null));
        assertTrue(refused.getMessage().contains("?id=" + id + "&includeHistory=true"), refused.getMessage());
        assertEquals(19, pages(Map.of("id", id.toString(), "includeHistory", "true")).size());
    }

    @Test
    void an_order_of_its_own_is_refused_of_what_was_recorded_since() {
        var refused = assertThrows(Problem.class, () -> listing(Map.of("updatedAfter", LONG_AGO, "sort", "garbage")));
        assertEquals("sort", refused.violations().get(0).pointer());
    }

    @Test
    void what_was_recorded_since_is_asked_of_the_past() {
        for (var asked : List.of(Map.of("updatedAfter", "2999-01-01T00:00:00Z"),
                Map.of("updatedAfter", "2025-01-01T00:00:00Z", "knownAt", LONG_AGO))) {
            var refused = assertThrows(Problem.class, () -> listing(asked));
            assertEquals("updatedAfter", refused.violations().get(0).pointer());
        }
    }

    /** Another version of some 2 MB. */
    private void putLong(UUID id) {
        var text = "x".repeat(950_000);
        var isNew = shelf.database().read(
                transaction -> transaction.first("select from thing where id = ?", row -> true, id)).isEmpty();
        var thing = new Thing("red", null, List.of(text + texts++, text));
        things.writing().put(id, null, new Write<>(Interval.ALWAYS, thing, Confidence.REPORTED, Thing.SOURCES, null, null),
                isNew ? Precondition.NONE : new Precondition("*", null), new Author("test", null));
    }

    private Listing listing(Map<String, String> parameters) {
        var given = new HashMap<String, String>(parameters);
        return things.reading().listing(new Parameters(new MultivaluedHashMap<>(given)), null);
    }

    private List<Period<Thing>> pages(Map<String, String> parameters) {
        var periods = new ArrayList<Period<Thing>>();
        var page = things.reading().page(listing(parameters));
        while (true) {
            periods.addAll(page.items());
            if (page.last() == null) {
                return periods;
            }
            var after = page.last().encode(listing(parameters).order());
            var next = new HashMap<>(parameters);
            next.put("after", after);
            page = things.reading().page(listing(next));
        }
    }
}
