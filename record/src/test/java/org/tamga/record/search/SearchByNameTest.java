package org.tamga.record.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
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
                transaction -> transaction.update(POSTS, count, name, NameKey.text(Stream.of(name))));
    }

    @Test
    void what_is_called_just_so_is_found_among_more_with_the_word_than_are_compared() {
        try (var shelf = Shelf.fresh()) {
            shelf.database().write(transaction -> transaction.update(TABLE));
            add(shelf, 1100, "Numbat trading company of the south");
            add(shelf, 1, "Numbat");
            var names = new SearchByName(shelf.database(), "test", Kind.of("post", new Posts(shelf.ledger()),
                    post -> Shown.of(LanguageMap.of("en", post.name()), null)));
            var found = names.find("Numbat", Set.of("post"), At.now(LocalDate.EPOCH), 2);
            assertEquals("Numbat", found.get(0).title());
            assertEquals("Numbat trading company of the south", found.get(1).title());
        }
    }
}
