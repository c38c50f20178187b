package org.tamga.gateway.brief;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

class PhrasesTest {

    private final Phrases english = new Phrases(Messages.in("en"));
    private final Phrases russian = new Phrases(Messages.in("ru"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "2025-12-17 | December 17, 2025 | 17 декабря 2025 г.",
            "2025-09 | September 2025 | сентябрь 2025",
            "2026 | 2026 | 2026",
            "../2025-12-17 | no later than December 17, 2025 | не позднее 17 декабря 2025 г.",
            "2024/2025 | 2024 to 2025 | 2024 – 2025",
            "2024/.. | since 2024 | с 2024",
            "2025-09/.. | since September 2025 | с сентября 2025",
            "../2025-09 | no later than September 2025 | не позднее сентября 2025",
            "2025-09~ | about September 2025 | около сентября 2025",
            "2025-09/2025-10 | September 2025 to October 2025 | сентябрь 2025 – октябрь 2025",
            "2023~ | about 2023 | около 2023",
            "2023-05? | May 2023 (uncertain) | май 2023 (неточно)",
            "201X | 201X | 201X",
            "2025-21 | 2025-21 | 2025-21"})
    void writes_a_date_as_precisely_as_it_is(String edtf, String inEnglish, String inRussian) {
        assertEquals(inEnglish, english.date(edtf));
        assertEquals(inRussian, russian.date(edtf));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1 | 1 company | 1 компания",
            "2 | 2 companies | 2 компании",
            "5 | 5 companies | 5 компаний",
            "11 | 11 companies | 11 компаний",
            "21 | 21 companies | 21 компания",
            "112 | 112 companies | 112 компаний",
            "894 | 894 companies | 894 компании",
            "1.5 | 1.5 companies | 1,5 компании"})
    void bends_a_unit_as_its_number_asks(BigDecimal number, String inEnglish, String inRussian) {
        assertEquals(inEnglish, english.amount(number, "companies"));
        assertEquals(inRussian, russian.amount(number, "companies"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "more-than | 894 | companies | более 894 компаний | 894 компаниядан астам",
            "more-than | 53224 | persons | более 53\u00a0224 человек | 53\u00a0224 адамнан астам",
            "at-most | 21 | days | до 21 дня | ең көбі 21 күн",
            "at-least | 5 | flights-per-week | не менее 5 рейсов в неделю | кемінде аптасына 5 рейс",
            "more-than | 1 | flights-per-week | более 1 рейса в неделю | аптасына 1 рейстен астам",
            "more-than | 6500000000 | USD | более 6,5 млрд USD | 6,5 млрд АҚШ долларынан астам",
            "more-than | 20 | EUR | более 20 EUR | 20 EUR мөлшерінен астам",
            "at-least | 6500000000 | USD | не менее 6,5 млрд USD | кемінде 6,5 млрд USD",
            "about | 1.5 | companies | около 1,5 компании | шамамен 1,5 компания",
            "exactly | 894 | companies | 894 компании | 894 компания"})
    void bends_a_unit_as_the_words_before_its_number_ask(String relation, BigDecimal number, String unit, String inRussian,
            String inKazakh) {
        var quantity = new Brief.Quantity(relation, number, unit);
        assertEquals(inRussian, russian.quantity(quantity));
        assertEquals(inKazakh, new Phrases(Messages.in("kk")).quantity(quantity));
    }

    @Test
    void says_in_kazakh_from_when_and_until_when_without_bending_the_date() {
        var kazakh = new Phrases(Messages.in("kk"));
        assertEquals("күшінде, басы: 2025 ж. 17 желтоқсан", kazakh.period(LocalDate.parse("2025-12-17"), null));
        assertEquals("күшінде, соңғы күні: 2025 ж. 17 желтоқсан", kazakh.period(null, LocalDate.parse("2025-12-18")));
        assertEquals("басы: 2025 ж. 17 желтоқсан", kazakh.date("2025-12-17/.."));
    }

    @Test
    void says_of_a_term_with_an_open_end_from_when_or_until_when_it_holds() {
        assertEquals("holds until 2015", english.inEffect("../2015"));
        assertEquals("holds from 2010", english.inEffect("2010/.."));
        assertEquals("in effect: 2010 to 2015", english.inEffect("2010/2015"));
        assertEquals("действует по 2015", russian.inEffect("/2015"));
        assertEquals("күшінде, басы: 2010", new Phrases(Messages.in("kk")).inEffect("2010/.."));
    }

    @Test
    void names_the_values_of_a_measures_dimensions() {
        var dimensions = new TreeMap<>(Map.of("origin", "KR", "basis", "residence", "period", "2025"));
        assertEquals("by residence (basis), South Korea (origin), 2025 (period)", english.dimensions(dimensions));
        assertEquals("экспорт (направление торговли)", russian.dimensions(Map.of("flow", "export")));
    }

    @Test
    void groups_digits_as_the_language_does() {
        assertEquals("1,500,000 persons", english.amount(new BigDecimal("1500000"), "persons"));
        assertEquals("1\u00a0500\u00a0000 человек", russian.amount(new BigDecimal("1500000"), "persons"));
    }

    @Test
    void writes_large_sums_in_words_where_nothing_is_lost() {
        assertEquals("1.5 billion USD", english.amount(new BigDecimal("1500000000"), "USD"));
        assertEquals("485.1 million USD", english.amount(new BigDecimal("485100000"), "USD"));
        assertEquals("1,234.567 million USD", english.amount(new BigDecimal("1234567000"), "USD"));
        assertEquals("1,500,000,001 USD", english.amount(new BigDecimal("1500000001"), "USD"));
        assertEquals("900,000 USD", english.amount(new BigDecimal("900000"), "USD"));
        assertEquals("3,8 млрд USD", russian.amount(new BigDecimal("3800000000"), "USD"));
        assertEquals("38억 USD", new Phrases(Messages.in("ko")).amount(new BigDecimal("3800000000"), "USD"));
    }

    @Test
    void puts_the_number_into_the_units_words_where_the_language_does() {
        assertEquals("주 11편", new Phrases(Messages.in("ko")).amount(BigDecimal.valueOf(11), "flights-per-week"));
        assertEquals("аптасына 11 рейс", new Phrases(Messages.in("kk")).amount(BigDecimal.valueOf(11), "flights-per-week"));
    }

    @Test
    void keeps_a_unit_or_word_that_it_does_not_know() {
        assertEquals("3 yurts", english.amount(BigDecimal.valueOf(3), "yurts"));
        assertEquals("brand-new", english.named("status", "brand-new"));
    }

    @Test
    void writes_an_instant_in_utc() {
        assertEquals("March 1, 2026, 09:59:59 UTC", english.instant(Instant.parse("2026-03-01T09:59:59.5Z")));
    }

    @Test
    void takes_the_text_in_the_language_or_the_next_best() {
        var nodes = JsonNodeFactory.instance;
        assertEquals("Астана", russian.text(nodes.objectNode().put("en", "Astana").put("ru", "Астана")));
        assertEquals("Astana", russian.text(nodes.objectNode().put("ko", "아스타나").put("en", "Astana")));
        assertEquals("Nur-Sultan", russian.text(nodes.objectNode().put("und", "Nur-Sultan")));
        assertEquals("Seoul", russian.text(nodes.textNode("Seoul")));
        assertNull(russian.text(nodes.missingNode()));
    }
}
