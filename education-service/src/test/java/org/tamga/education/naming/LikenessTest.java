package org.tamga.education.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LikenessTest {

    private static final double CLEAR = 0.86;

    private static Likeness between(String asked, String known) {
        return Likeness.of(Words.of(asked), Words.of(known), Set.of());
    }

    @ParameterizedTest
    @CsvSource({
            "Tashkent Medical Academy, Toshkent Tibbiyot Akademiyasi",
            "Ташкентский государственный аграрный университет, Tashkent State Agrarian University",
            "Казахский национальный университет имени аль-Фараби, Al-Farabi Kazakh National University",
            "Әл-Фараби атындағы Қазақ ұлттық университеті, Al-Farabi Kazakh National University",
            "Назарбаев Университеті, Nazarbayev University",
            "Kyrgyz National Agrarian University named after K.I. Skryabin, Kyrgyz National Agrarian University",
            "경남대학교, Kyungnam University", "국민대학교, Kookmin University", "우석대학교, Woosuk University", "원광대학교, Wonkwang University",
            "충남대학교, Chungnam University",
            "Sung Kyun Kwan University, Sungkyunkwan University", "Kyunghee University, Kyung Hee University",
            "Hankuk Aviation University, Korea Aerospace University", "Cheju National University, Jeju National University",
            "East Kazakstan State Technical University, East Kazakhstan State Technical University"})
    void spellings_of_one_name_are_clearly_alike(String one, String other) {
        var likeness = between(one, other);
        assertTrue(likeness.score() >= CLEAR && likeness.tellsApart(), likeness::toString);
        assertEquals(likeness.score(), between(other, one).score(), 0.001);
    }

    @ParameterizedTest
    @CsvSource({
            "Kangwon National University, Kangnung National University",
            "Changwon National University, Kangwon National University",
            "Daejin University, Daejeon University", "Hanseo University, Hansei University",
            "Dongduk Women's University, Dongguk University", "Chungnam National University, Chonnam National University",
            "Korea University, Korea National University of Education", "Ulsan College, University of Ulsan",
            "Tashkent State Medical University, Tashkent State Technical University",
            "Tashkent Islam University, Tashkent International University",
            "Seoul National University, Seoul National University of Education",
            "Kokand University, Kokand University Andijan branch", "Jungwon University, Chungwoon University",
            "Korea National University of Physical Education, Korea National University of Education",
            "충남대학교, Chonnam University"})
    void names_of_different_institutions_are_not_clearly_alike(String one, String other) {
        var likeness = between(one, other);
        assertTrue(likeness.score() < CLEAR, likeness::toString);
    }

    @ParameterizedTest
    @CsvSource({"National University, State University", "Академия, Academy"})
    void words_that_half_of_all_names_have_tell_nothing_apart(String one, String other) {
        assertFalse(between(one, other).tellsApart());
    }

    @Property(tries = 200)
    void a_name_is_as_like_as_can_be_to_itself(@ForAll String name) {
        var words = Words.of(name);
        assertEquals(words.words().stream().mapToDouble(Word::weight).sum() > 0 ? 1 : 0,
                Likeness.of(words, words, Set.of()).score(), 1e-9);
    }

    @Property(tries = 200)
    void likeness_is_between_nothing_and_all(@ForAll String one, @ForAll String other) {
        var score = between(one, other).score();
        assertTrue(score >= 0 && score <= 1, () -> "score " + score);
    }
}
