package org.tamga.record.search;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Ledger;
import org.tamga.record.NameKey;
import org.tamga.record.Records;
import org.tamga.record.Shelf;
import org.tamga.record.search.SearchByName.Kind;
import org.tamga.record.search.SearchByName.Shown;

class SearchByNameTest {

    private static final String TABLE = """
                                        create extension if not exists pg_trgm;
                                        create table post_version (name text not null, name_key varchar not null);
                                        call two_time('post');
                                        create index post_version_by_key on post_version using gin (name_key gin_trgm_ops);
                                        create index post_version_by_whole on post_version
                                          using gin (string_to_array(name_key, E'\\n'));
                                        create index post_version_by_word on post_version
                                          using gin (string_to_array(translate(name_key, E'\\n', ' '), ' '));
                                        """;
    private static final String POSTS = """
                                        with head as (
                                          insert into post (id, version, written_at)
                                          select gen_random_uuid(), 1, '2026-01-01' from generate_series(1, ?) returning id)
                                        insert into post_version (row_id, id, version, valid, known, recorded, recorded_by, reason,
                                          confidence, sources, name, name_key)
                                        select gen_random_uuid(), id, 1, '(,)', '[2026-01-01,)', '[2026-01-01,)', 'test', 'new',
                                          'reported', '[{}]', ?, ? from head""";

    record Post(String name) {}

    static final class Posts extends Records<Post> {

        Posts(Ledger ledger) {
            super(ledger, "post", Post.class);
        }
    }

    private static void add(Shelf shelf, int count, String name) {
        shelf.database().write(
                transaction -> transaction.update(POSTS, count, name, NameKey.text(name.lines())));
    }

    @Test
    void what_is_called_just_so_is_found_among_more_with_the_word_than_are_compared() {
        try (var shelf = shelf()) {
            add(shelf, 1100, "Numbat trading company of the south");
            add(shelf, 1, "Numbat");
            assertEquals(List.of("Numbat", "Numbat trading company of the south"), titles(shelf, "Numbat", 2));
        }
    }

    @Test
    void of_words_that_all_have_and_one_that_few_have_the_few_are_found_however_the_others_are_spelt() {
        try (var shelf = shelf()) {
            add(shelf, 3000, "Numbat trading company of the south");
            add(shelf, 1, "Numbat trading company of the south 4711");
            for (var words : List.of("Numbat trading company 4711", "Numbad tradin company 4711", "4711 Нумбат")) {
                assertEquals("Numbat trading company of the south 4711", titles(shelf, words, 2).get(0), words);
            }
        }
    }

    @Test
    void what_has_the_number_of_a_misspelt_name_is_it_and_none_of_the_many_with_other_numbers() {
        try (var shelf = shelf()) {
            add(shelf, 3000, "Numbat trading company of the south 2000");
            add(shelf, 1, "Numbat trading company of the south 4711");
            assertEquals(List.of("Numbat trading company of the south 4711"),
                    titles(shelf, "Numbad tradin company 4711", 2));
        }
    }

    @Test
    void of_more_that_are_alike_than_are_compared_the_one_with_a_word_of_its_own_is_found() {
        try (var shelf = shelf()) {
            add(shelf, 500, "Memorandum of understanding of the wombats");
            add(shelf, 1, "Memorandum of understanding of the quolls");
            add(shelf, 4500, "Wombat bank");
            assertEquals("Memorandum of understanding of the quolls",
                    titles(shelf, "memorandum of understanding quolls", 2).get(0));
        }
    }

    @Test
    void a_rare_word_does_not_lead_away_from_those_that_have_all_the_others() {
        try (var shelf = shelf()) {
            add(shelf, 2, "Business council of quolls and wombats");
            add(shelf, 1, "Forum 2025");
            add(shelf, 17, "Numbat bank");
            assertEquals(
                    List.of("Business council of quolls and wombats", "Business council of quolls and wombats"),
                    titles(shelf, "business council of quolls and wombats 2025", 3));
        }
    }

    @Test
    void what_is_called_just_so_by_one_of_its_names_comes_before_all_that_only_have_the_word() {
        try (var shelf = shelf()) {
            add(shelf, 90, "Numbat A");
            add(shelf, 1, "Society for the protection of a striped marsupial\nNumbat");
            assertEquals(List.of("Society for the protection of a striped marsupial\nNumbat", "Numbat A"),
                    titles(shelf, "Numbat", 2));
            add(shelf, 4000, "Wombat bank");
            assertEquals("Society for the protection of a striped marsupial\nNumbat", titles(shelf, "Numbat", 2).get(0));
        }
    }

    @Test
    void what_is_called_just_so_is_looked_for_once_though_the_number_leads_nowhere() {
        try (var shelf = shelf()) {
            add(shelf, 3000, "Numbat trading company of the south");
            var asked = new AtomicInteger();
            var kind = new Kind<>("post", new Posts(shelf.ledger()), (words, at) -> {
                asked.incrementAndGet();
                return Optional.empty();
            }, post -> Shown.of(LanguageMap.of("en", post.name()), null));
            new SearchByName(shelf.database(), "test", kind).find("Numbat trading company 4711", Set.of("post"),
                    At.now(LocalDate.EPOCH), 2);
            assertEquals(1, asked.get());
        }
    }

    @Test
    void as_many_as_are_asked_for_are_answered_of_what_very_many_have() {
        try (var shelf = shelf()) {
            add(shelf, 1000, "Numbat bank");
            assertEquals(SearchAnswer.MOST, titles(shelf, "Numbat", SearchAnswer.MOST).size());
        }
    }

    @Test
    void of_many_words_that_nothing_has_the_last_leads_too_and_so_does_a_very_short_one() {
        try (var shelf = shelf()) {
            add(shelf, 50, "Numbat bank");
            add(shelf, 1, "Quoll");
            add(shelf, 1, "Headquarters");
            add(shelf, 1, "Numbat Lily");
            assertEquals(Set.of("Quoll", "Headquarters"),
                    Set.copyOf(titles(shelf, "headquarters representative administration quoll", 2)));
            assertEquals("Numbat Lily", titles(shelf, "Lily Numbat", 1).get(0));
        }
    }

    @Test
    void of_what_many_have_those_are_found_that_meet_a_condition_which_few_do() {
        try (var shelf = shelf()) {
            add(shelf, 1100, "Numbat trading company");
            add(shelf, 1, "Numbat Numbat");
            var kind = kind(shelf);
            var names = new SearchByName(shelf.database(), "test", kind);
            for (var condition : List.of("v.name = 'Numbat Numbat'", "v.name <> 'Numbat trading company'")) {
                assertEquals(List.of("Numbat Numbat"), names
                        .among(kind, Condition.of(condition), "Numbat", At.now(LocalDate.EPOCH), 2).stream()
                        .map(post -> post.content().name()).toList());
            }
            assertEquals(List.of(), names.among(kind, Condition.of("false"), "Numbat Numbat", At.now(LocalDate.EPOCH), 2));
        }
    }

    @Test
    void of_a_name_with_a_misspelt_word_those_are_found_that_have_the_others_and_are_most_like_it() {
        try (var shelf = shelf()) {
            add(shelf, 3000, "Wallaby Numbat Trading LLP");
            add(shelf, 1, "Kopetdag Numbat Technology LLP\nТОО «Копетдаг Нумбат Технология»");
            add(shelf, 400, "Kopetdag Numbat Trading LLP");
            for (var words : List.of("Kopetdag Numbat Tecnologia LLP", "Копетдаг Нумбат Технолгия",
                    "Kopitdag Numbat Technology LLP")) {
                assertTrue(titles(shelf, words, 3).get(0).startsWith("Kopetdag Numbat Technology"), words);
            }
        }
    }

    @Test
    void names_that_have_all_the_words_in_another_order_are_found_and_none_that_lack_one() {
        try (var shelf = shelf()) {
            add(shelf, 2000, "Numbat trading company");
            add(shelf, 2, "Company of the south, Numbat");
            assertEquals(List.of("Company of the south, Numbat", "Company of the south, Numbat"),
                    titles(shelf, "Нумбат south company", 5));
        }
    }

    @Test
    void who_is_called_by_one_word_or_two_hides_none_that_is_called_much_the_same() {
        try (var shelf = shelf()) {
            add(shelf, 1, "Korea");
            add(shelf, 1, "Koreana LLP");
            add(shelf, 1, "Hyundai Motor");
            add(shelf, 1, "Hyundai Motors Kazakhstan");
            add(shelf, 40, "Wombat bank");
            assertEquals(List.of("Korea", "Koreana LLP"), titles(shelf, "Korea", 5));
            assertEquals(List.of("Hyundai Motor", "Hyundai Motors Kazakhstan"), titles(shelf, "Hyundai Motor", 5));
        }
    }

    @Test
    void a_sample_of_no_rows_stands_for_nothing() {
        try (var shelf = shelf()) {
            var sample = shelf.database()
                    .read(transaction -> NameSample.taken(transaction, "post_version", Condition.of("true"), 8192));
            assertFalse(sample.isOf(8192));
            assertTrue(sample.areFew("Numbat"));
        }
    }

    @Test
    void goes_by_indexes_whether_many_have_the_word_or_few() {
        try (var shelf = shelf()) {
            // Always valid and known: what keeps one record's periods apart would only take its time.
            shelf.database().write(transaction -> transaction
                    .update("alter table post_version drop constraint post_version_no_contradiction"));
            add(shelf, 10_000, "Numbat trading");
            add(shelf, 10_000, "Wombat bank");
            add(shelf, 1, "Quoll");
            shelf.database().write(transaction -> transaction.update("analyze post_version"));
            var kind = kind(shelf);
            var size = shelf.database().read(transaction -> transaction
                    .first("select pg_relation_size('post_version')", row -> row.getLong(1))).orElseThrow();
            var sample = shelf.database()
                    .read(transaction -> NameSample.taken(transaction, "post_version", Condition.of("true"), size));
            assertTrue(sample.count("Numbat") > 20, "half of 200 have it");
            assertFalse(sample.areFew("Нумбад"), "half of all have it, however it is spelt");
            assertTrue(sample.areFew("Quoll"), "one has it");
            assertTrue(sample.isOf(size) && !sample.isOf(2 * size) && !sample.isOf(size / 2));
            assertEquals(List.of(), Kind.rarest(sample, "Numbat"));
            assertEquals(List.of(), Kind.rarest(sample, "trading Numbat"));
            assertEquals(List.of("4711"), Kind.rarest(sample, "Numbat trading – 4711"));
            assertEquals(List.of("Wallaby", "4711"), Kind.rarest(sample, "4711 Numbat Wallaby"));
            var then = Instant.parse("2026-06-01T00:00:00Z");
            for (var at : List.of(At.now(LocalDate.EPOCH), new At(LocalDate.EPOCH, then, At.Basis.SOURCE),
                    new At(LocalDate.EPOCH, then, At.Basis.RECORDED))) {
                var common = plan(shelf, kind.met("Numbat", at, 20));
                assertTrue(common.matches("(?s).*Limit.*Index Scan using post_version_(now|by_record).*"), common);
                var rare = plan(shelf, kind.gathered("Quoll of Numbat", "Quoll", at, 20), "enable_indexscan");
                assertTrue(rare.contains("Bitmap Index Scan on post_version_by_key"), rare);
                var literal = plan(shelf, kind.literal("Numbat 4711", "4711", at, 20).orElseThrow(), "enable_indexscan");
                assertTrue(literal.contains("Bitmap Index Scan on post_version_by_key"), literal);
                var exact = plan(shelf, kind.exact("Numbat", at, 20), "enable_indexscan");
                assertTrue(exact.contains("Bitmap Index Scan on post_version_by_whole"), exact);
                var together = plan(shelf, kind.together("Quoll Numbat", at, 20), "enable_indexscan");
                assertTrue(together.contains("Bitmap Index Scan on post_version_by_word"), together);
                for (var plan : List.of(common, rare, literal, exact, together)) {
                    assertFalse(plan.contains("Seq Scan"), plan);
                }
            }
        }
    }

    @Test
    void the_index_of_words_is_not_asked_for_words_that_most_have() {
        try (var shelf = shelf()) {
            add(shelf, 3000, "Numbat trading company");
            add(shelf, 1, "Quoll");
            for (var words : List.of("Numbat", "trading company", "Numbat trading wallaby")) {
                assertEquals("Numbat trading company", titles(shelf, words, 1).get(0));
            }
            assertEquals("Quoll", titles(shelf, "Quoll", 1).get(0));
            // PostgreSQL counts a little later, in order: what was asked first is counted where the last is.
            await().until(() -> rowsBy(shelf, "post_version_by_word") > 0);
            assertTrue(rowsBy(shelf, "post_version_by_word") < 100, "of 3,000");
        }
    }

    private static long rowsBy(Shelf shelf, String index) {
        return shelf.database().read(transaction -> transaction.first(
                "select idx_tup_read from pg_stat_user_indexes where indexrelname = ?", row -> row.getLong(1), index))
                .orElseThrow();
    }

    private static Shelf shelf() {
        var shelf = Shelf.fresh();
        shelf.database().write(transaction -> transaction.update(TABLE));
        return shelf;
    }

    private static Kind<Post> kind(Shelf shelf) {
        return Kind.of("post", new Posts(shelf.ledger()), post -> Shown.of(LanguageMap.of("en", post.name()), null));
    }

    private static List<String> titles(Shelf shelf, String words, int limit) {
        return new SearchByName(shelf.database(), "test", kind(shelf))
                .find(words, Set.of("post"), At.now(LocalDate.EPOCH), limit)
                .stream().map(Found::title).toList();
    }

    private static String plan(Shelf shelf, Condition query, String... off) {
        return shelf.database().snapshot(transaction -> {
            transaction.update("set local enable_seqscan = off");
            for (var setting : off) {
                transaction.update("set local " + setting + " = off");
            }
            return String.join("\n", transaction.list("explain " + query.sql(), row -> row.getString(1),
                    query.arguments().toArray()));
        });
    }
}
