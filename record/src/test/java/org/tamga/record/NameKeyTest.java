package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class NameKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "Арыстанов Arystanov 아리스타노프 아르스타노프 АРЫСТАНОВ",
            "Қызылорда Кызылорда Kyzylorda Kyzyl-Orda Qyzylorda 크질로르다 크즐오르다",
            "Сеул Seoul 서울", "Пусан Busan Pusan 부산", "Шымкент Shymkent 쉼켄트", "Жамбыл Zhambyl Jambyl 잠빌",
            "Алматы Almaty 알마티", "Казахстан Kazakhstan 카자흐스탄", "Ким Kim 김", "Инчхон Incheon 인천",
            "Токаев Тоқаев Tokayev Tokaev 토카예프"})
    void spellings_of_one_name_have_one_key(String spellings) {
        assertEquals(1, Stream.of(spellings.split(" ")).map(NameKey::of).distinct().count(), spellings);
    }

    @Test
    void other_names_have_other_keys() {
        assertEquals(9,
                Stream.of("Астана", "Алматы", "Шымкент", "Кызылорда", "Арыстанов", "Токаев", "Нам Джин", "Сеул", "Пусан")
                        .map(NameKey::of).distinct().count());
    }

    @Test
    void names_sound_more_alike_the_more_they_share() {
        var near = NameKey.similarity("Арыстанов", "Arstnov");
        assertEquals(1, NameKey.similarity("Нам Джин", "남진"));
        assertTrue(near > 0.4 && near < 1, () -> "is " + near);
        assertTrue(NameKey.similarity("Астана", "Busan") < 0.2);
        assertEquals(0, NameKey.similarity("ъ", "—"));
    }

    @Property(tries = 200)
    void a_key_is_of_plain_letters_and_digits_whatever_was_typed(@ForAll String text) {
        assertTrue(NameKey.of(text).matches("([a-z0-9]+( [a-z0-9]+)*)?"));
    }

    /** The dash, which has no sound, has it go the way of all scripts. */
    @Property
    void plain_letters_sound_as_they_do_beside_others(@ForAll @CharRange(from = 0, to = 127) String text) {
        assertEquals(NameKey.of(text + " —"), NameKey.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Arystanov Nurgali", "Kyzyl-Orda", "O'Neill & Sons, Ltd.", "Qyzylorda", "SHYMKENT", "Incheon 2",
            "Jeongyeong", "Xi'an", "WWW.EXAMPLE.COM", "I", "y", "ng", " ", ""})
    void names_in_plain_letters_sound_as_they_do_beside_others(String name) {
        assertEquals(NameKey.of(name + " —"), NameKey.of(name));
    }

    @Test
    void what_has_no_letter_is_no_name() {
        assertThrows(IllegalArgumentException.class, () -> NameKey.condition("name_key", " – "));
    }

    @Test
    void rows_are_found_by_every_spelling_and_the_nearest_ranks_first() {
        try (var shelf = Shelf.fresh()) {
            shelf.database().write(transaction -> {
                transaction.update("""
                                   create extension if not exists pg_trgm;
                                   create table person (name text, name_key varchar);
                                   create index on person using gin (name_key gin_trgm_ops);
                                   """);
                for (var name : List.of("Нургали Арыстанов", "Аристов", "남진", "Касым-Жомарт Токаев", "Қызылорда")) {
                    transaction.update("insert into person values (?, ?)", name, NameKey.text(Stream.of(name)));
                }
                return null;
            });
            assertEquals("Нургали Арыстанов", found(shelf, "아르스타노프").get(0));
            assertEquals("Нургали Арыстанов", found(shelf, "Arystanov Nurgali").get(0));
            assertEquals("Нургали Арыстанов", found(shelf, "Aristanov").get(0));
            assertEquals(List.of("남진"), found(shelf, "Nam Jin"));
            assertEquals(List.of("Қызылорда"), found(shelf, "크즐오르다"));
            assertEquals(List.of("Касым-Жомарт Токаев"), found(shelf, "Tokayev"));
            assertEquals(List.of(), found(shelf, "Schmidt"));
        }
    }

    private static List<String> found(Shelf shelf, String words) {
        var query = Condition.nested("select name from person p where %s order by %s desc",
                NameKey.condition("p.name_key", words), NameKey.score("p.name_key", words));
        return shelf.database().read(
                transaction -> transaction.list(query.sql(), row -> row.getString(1), query.arguments().toArray()));
    }
}
