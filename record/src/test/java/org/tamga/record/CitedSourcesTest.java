package org.tamga.record;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Edtf;
import org.tamga.record.database.Transaction;

class CitedSourcesTest {

    private static final Author AUTHOR = new Author("test", null);

    private Shelf shelf;

    @BeforeEach
    void start() {
        shelf = Shelf.fresh();
    }

    @AfterEach
    void stop() {
        shelf.close();
    }

    private static Citation source(String title, String publisher, String url, String date) {
        return new Citation(Citation.Type.NEWS_REPORT, title, publisher, url, date == null ? null : new Edtf(date), null, "ru",
                null,
                null, null);
    }

    private static Citation source(String title) {
        return source(title, "Herald", null, null);
    }

    private UUID cite(Citation... sources) {
        return cite(shelf, List.of(), sources);
    }

    private static UUID cite(Shelf shelf, List<String> tags, Citation... sources) {
        var id = UUID.randomUUID();
        shelf.things().writing().put(id, null, stated(tags, sources), Precondition.NONE, AUTHOR);
        return id;
    }

    private static Write<Thing> stated(List<String> tags, Citation... sources) {
        return new Write<>(Interval.ALWAYS, new Thing("red", null, tags), Confidence.REPORTED, List.of(sources), null, null);
    }

    private List<String> found(String words) {
        return shelf.ledger().sources.find(words, 10).stream().map(Citation::title).toList();
    }

    @Test
    void a_source_is_there_once_without_the_place_in_it_and_the_last_that_came_is_first() {
        var first = source("First");
        var quoted = new Citation(first.type(), "First", "Herald", null, null, new Edtf("2026-01-01"), "ru", null, "page 2",
                "So");
        cite(first, source("Second"));
        cite(quoted);
        cite(source("Third"), first);
        assertEquals(List.of("Third", "Second", "First"), found(""));
        assertEquals(List.of(first), shelf.ledger().sources.find("first", 10));
        assertEquals(1, shelf.ledger().sources.find("", 1).size());
    }

    @Test
    void a_source_is_found_by_parts_of_title_publisher_date_and_address_in_any_script() {
        cite(source("Форум в Сеуле", "Казинформ", "https://news.example/Forum-17", "2025-12-17"));
        cite(source("100% of it_all", "한국일보", null, "2024"));
        cite(source("İzmir Fuarı"));
        for (var words : new String[]{"İZMİR", "izmir", "fuarı"}) {
            assertEquals(List.of("İzmir Fuarı"), found(words), words);
        }
        for (var words : new String[]{"ФОРУМ", "ору", "сеул казин", "2025-12", "example/forum", "17 форум"}) {
            assertEquals(List.of("Форум в Сеуле"), found(words), words);
        }
        for (var words : new String[]{"한국", "100%", "it_all", "2024 of"}) {
            assertEquals(List.of("100% of it_all"), found(words), words);
        }
        for (var words : new String[]{"форум 2024", "5%1", "i__all", "\\"}) {
            assertEquals(List.of(), found(words), words);
        }
    }

    @Test
    void what_was_cited_long_ago_is_found_among_many() {
        cite(source("The quoll"));
        shelf.database().write(transaction -> transaction
                .update("""
                        insert into cited_source (source) select jsonb_build_object('type', 'dataset', 'title', 'Wombat ' || n,
                          'publisher', 'Bank') from generate_series(1, 6000) n""")
                + transaction.update("update thing_version set sources = (select jsonb_agg(source) from cited_source)"));
        assertEquals(List.of("The quoll"), found("quol"));
        assertEquals("Wombat 6000", found("wombat").get(0));
    }

    @Test
    void what_only_a_withheld_record_cites_is_not_shown_until_it_may_be_read_again() {
        var shared = source("Shared");
        var withheld = cite(shared, source("Its own"));
        cite(shared);
        shelf.withhold(withheld);
        assertEquals(List.of("Shared"), found(""));
        assertEquals(List.of(), found("its own"));
        shelf.database().write(transaction -> shelf.things().release(transaction, withheld, Thing.SOURCES, AUTHOR));
        assertEquals(List.of("Shared", "Its own"), found(""));
        // Whoever else cites it by then brings it back as well.
        shelf.withhold(withheld);
        cite(source("Its own"));
        assertEquals(List.of("Shared", "Its own"), found(""));
    }

    @Test
    void what_is_withheld_by_who_knows_nothing_of_the_list_is_not_shown_either() {
        cite(source("Shown"));
        var withheld = cite(source("Hidden"));
        shelf.database().write(transaction -> transaction.update("update thing_version set withheld = true where id = ?",
                withheld));
        assertEquals(List.of("Shown"), found(""));
    }

    @Test
    void what_is_cited_again_where_it_is_known_to_be_noted_is_found_whoever_withheld_the_first_that_cited_it() {
        var postgres = shelf.postgres();
        try (var other = Shelf.existing(postgres.url(), postgres.username(), postgres.password())) {
            shelf.withhold(cite(other, List.of(), source("Shared")));
            assertEquals(List.of(), found(""));
            cite(other, List.of(), source("Shared"));
        }
        assertEquals(List.of("Shared"), found(""));
    }

    @Test
    void what_only_an_erased_record_cited_is_erased() {
        var shared = source("Shared");
        var hidden = source("Hidden");
        var erased = cite(shared, hidden, source("Its own"));
        cite(shared);
        shelf.withhold(cite(hidden));
        crowd(1200);
        shelf.withhold(erased);
        shelf.database().write(transaction -> {
            shelf.things().erase(transaction, erased);
            return null;
        });
        assertEquals(List.of("Hidden", "Shared"), shelf.database().read(transaction -> transaction.list(
                "select source ->> 'title' as title from cited_source where words not like 'wombat%' order by title",
                row -> row.getString(1))));
        assertEquals(1202, noted());
        cite(source("Its own"));
        assertEquals(List.of("Its own"), found("own"));
    }

    @Test
    void what_is_being_cited_while_the_last_that_cited_it_is_erased_is_found() {
        var erased = cite(source("Shared"));
        shelf.withhold(erased);
        var erasing = shelf.database().write(transaction -> {
            shelf.things().writing().put(transaction, UUID.randomUUID(), null, stated(List.of(), source("Shared")),
                    Precondition.NONE, AUTHOR);
            return transaction.beforeCommit(this, () -> new ErasingMeanwhile(erased));
        }).erasing;
        erasing.join();
        assertEquals(List.of("Shared"), found(""));
    }

    /** Has something erased behind the last that a transaction does, as far as others let it. */
    private final class ErasingMeanwhile implements Transaction.Ending {

        private final UUID erased;
        private CompletableFuture<Void> erasing;

        ErasingMeanwhile(UUID erased) {
            this.erased = erased;
        }

        @Override
        public void end(Transaction transaction) {
            erasing = CompletableFuture.runAsync(() -> shelf.database().write(other -> {
                shelf.things().erase(other, erased);
                return null;
            }));
            await().pollInterval(Duration.ofMillis(20)).until(() -> erasing.isDone() || shelf.database().read(
                    other -> other.first("select from pg_stat_activity where datname = current_database()"
                            + " and wait_event_type = 'Lock'", row -> true))
                    .isPresent());
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }

    @Test
    void what_was_erased_elsewhere_and_is_cited_again_is_found() {
        var postgres = shelf.postgres();
        try (var other = Shelf.existing(postgres.url(), postgres.username(), postgres.password())) {
            var erased = cite(other, List.of(), source("Shared"));
            shelf.withhold(erased);
            shelf.database().write(transaction -> {
                shelf.things().erase(transaction, erased);
                return null;
            });
            assertEquals(0, noted());
            cite(other, List.of(), source("Shared"));
        }
        assertEquals(List.of("Shared"), found(""));
    }

    @Test
    void among_many_that_nothing_cites_a_search_ends_soon() {
        cite(source("The quoll"));
        crowd(90);
        assertEquals(List.of("The quoll"), found(""));
        crowd(3000);
        assertTimeout(Duration.ofSeconds(2), () -> {
            assertEquals(List.of(), found(""));
            assertEquals(List.of("The quoll"), found("quoll"));
            assertEquals(List.of(), found("wombat"));
        });
    }

    @Test
    void what_one_transaction_cites_is_noted_last_and_in_bounded_memory() {
        var sources = IntStream.range(0, 1500).mapToObj(n -> source("Source " + n)).toList();
        shelf.database().write(transaction -> {
            transaction.attempt(inner -> {
                shelf.ledger().sources.note(inner, sources);
                return null;
            });
            assertEquals(1500, transaction.first("select count(*) from cited_here", row -> row.getInt(1)).orElseThrow());
            shelf.ledger().sources.note(transaction, List.of(source("Source 0"), source("One more")));
            return transaction.beforeCommit(shelf, () -> end -> assertEquals(0, end
                    .first("select count(*) from cited_source", row -> row.getInt(1)).orElseThrow()));
        });
        assertEquals(1501, noted());
    }

    private void crowd(int sources) {
        shelf.database().write(transaction -> transaction
                .update("""
                        insert into cited_source (source) select jsonb_build_object('type', 'dataset', 'title', 'Wombat ' || n)
                          from generate_series(1, ?) n on conflict do nothing""", sources));
    }

    private int noted() {
        return shelf.database().read(transaction -> transaction.first("select count(*) from cited_source",
                row -> row.getInt(1))).orElseThrow();
    }

    @Test
    void what_is_refused_has_cited_nothing() {
        cite(shelf, List.of("only:one"), source("First"));
        assertThrows(Problem.class, () -> cite(shelf, List.of("only:one"), source("Refused")));
        assertEquals(List.of("First"), found(""));
        cite(source("Refused"));
        assertEquals(List.of("Refused", "First"), found(""));
    }

    @Test
    void what_was_cited_before_there_was_a_list_is_on_it_in_its_order() throws IOException {
        Stream.of("First", "Second").forEach(title -> cite(source(title)));
        shelf.withhold(cite(source("Withheld")));
        try (var schema = Shelf.class.getResourceAsStream("/db/record/V0_7__cited_source.sql")) {
            var script = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            shelf.database().write(transaction -> transaction.update("drop table cited_source")
                    + transaction.update("drop function is_cited") + transaction.update(script));
        }
        assertEquals(List.of("Second", "First"), found(""));
        assertTrue(found("withheld").isEmpty());
    }
}
