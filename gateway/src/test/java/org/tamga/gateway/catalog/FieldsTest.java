package org.tamga.gateway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class FieldsTest {

    private static final String OCCASION = """
                                           {"gatheringId": "0199e7a0-0000-7000-8000-0000000000c5", "gathering": {"en": "A forum"}}""";

    private static final Set<String> COUNTRIES = Set.of("country", "origin");
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");

    @Test
    void a_record_is_called_by_its_name_in_whatever_language_it_is() throws Exception {
        assertEquals("Nomi", title("{'id': '1', 'name': {'uz': 'Nomi'}}", "en"));
        assertEquals("名前", title("{'id': '1', 'title': {'ja': '名前'}}", "ru"));
        assertEquals("1", title("{'id': '1', 'name': {}}", "en"));
        assertEquals(List.of("Nomi"), new Fields(Messages.in("en"), COUNTRIES, (name, id) -> null)
                .of(json("{'name': {'uz': 'Nomi'}}")).stream().map(Field::text).toList());
    }

    @Test
    void of_several_names_the_one_counts_that_is_had_on_the_day_and_is_in_the_pages_language() throws Exception {
        var company = """
                      {'names': [{'text': 'Old', 'lang': 'en', 'type': 'former'},
                                 {'text': 'TOO Shinhan', 'lang': 'en', 'type': 'trading'},
                                 {'text': 'ЖШС Шинхан', 'lang': 'kk', 'type': 'legal', 'validTo': '2026-03'},
                                 {'text': 'ТОО Шинхан', 'lang': 'ru', 'type': 'legal', 'validFrom': '2020-05-01'}]}""";
        assertEquals("TOO Shinhan", title(company, "en"));
        assertEquals("ТОО Шинхан", title(company, "ru"));
        assertEquals("ЖШС Шинхан", title(company, "kk"));
        // No name in Korean: the first that is given by law and had then.
        assertEquals("ЖШС Шинхан", title(company, "ko"));
        assertEquals("ТОО Шинхан", new Phrases(Messages.in("kk")).name(json(company).path("names"), DAY.plusMonths(1)));
        assertEquals("ЖШС Шинхан", new Phrases(Messages.in("ru")).name(json(company).path("names"), DAY.minusYears(7)));
        // Official names in English are read by most, and a former name is better than none.
        assertEquals("Seoul National University",
                title("""
                      {'names': [{'text': '서울대학교', 'lang': 'ko', 'type': 'official'}, {'text': 'SNU', 'lang': 'en', 'type': 'acronym'},
                                 {'text': 'Seoul National University', 'lang': 'en', 'type': 'official'}]}""",
                        "kk"));
        assertEquals("Old", title("{'names': [{'text': 'Old', 'lang': 'en', 'type': 'former'}]}", "en"));
    }

    @Test
    void a_code_of_two_letters_is_a_country_only_where_a_country_is_meant() throws Exception {
        var fields = new Fields(Messages.in("en"), COUNTRIES, (name, id) -> null);
        var item = json("{'airline': 'TW', 'codes': [{'scheme': 'IATA', 'value': 'KE'}], 'section': 'VI', 'country': 'TW'}");
        assertEquals("TW", fields.line("airline", item.path("airline")));
        assertEquals("IATA, KE", fields.line("codes", item.path("codes")));
        assertEquals("VI", fields.line("section", item.path("section")));
        assertEquals("Taiwan", fields.line("country", item.path("country")));
        assertEquals("Kazakhstan", fields.line("from", json("{'from': 'KZ'}").path("from")));
        assertEquals("Kazakhstan (reporting country)", fields.line("dimensions", json("{'reporter': 'KZ'}")));
    }

    @Test
    void what_has_no_name_is_called_by_who_and_what_and_when_it_is_of() throws Exception {
        assertEquals("Kazakhstan · 2026 · masters",
                title("{'id': '1', 'year': 2026, 'origin': 'KZ', 'track': 'masters', 'places': 3}", "en"));
        assertEquals("2025 · graduate", title("{'id': '1', 'year': 2025, 'level': 'graduate'}", "ru"));
        assertEquals("Kim", title("{'id': '1', 'holder': {'name': 'Kim', 'kind': 'person', 'country': 'KR'}}", "en"));
        assertEquals("South Korea", title("{'id': '1', 'holder': {'kind': 'state', 'country': 'KR'}}", "en"));
        // Of an id whose name is not known nobody learns anything.
        assertEquals("1", title("{'id': '1', 'personId': '0199e7a0-0000-7000-8000-0000000000c5'}", "en"));
        assertEquals("1", title("{'id': '1', 'homeIds': ['0199e7a0-0000-7000-8000-0000000000c5']}", "en"));
    }

    @Test
    void the_digits_of_a_year_are_not_grouped() throws Exception {
        for (var language : List.of("en", "ru")) {
            var fields = new Fields(Messages.in(language), COUNTRIES, (name, id) -> null);
            var item = json("{'year': 2026, 'establishedYear': 1954, 'placesPerYear': 2000}");
            assertEquals("2026", fields.line("year", item.path("year")));
            assertEquals("1954", fields.line("establishedYear", item.path("establishedYear")));
            assertNotEquals("2000", fields.line("placesPerYear", item.path("placesPerYear")));
        }
    }

    private static String title(String item, String language) throws Exception {
        return new Fields(Messages.in(language), COUNTRIES, (name, id) -> null).title(json(item), DAY);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void a_name_beside_the_id_that_leads_to_it_is_not_said_twice() throws Exception {
        var item = new ObjectMapper().readTree(OCCASION);
        var linked = new Fields(Messages.in("en"), COUNTRIES, (name, id) -> Field.link(name, "The forum", "/records/" + id));
        assertEquals(List.of("The forum"), linked.of(item).stream().map(Field::text).toList());
        // Of what has no page, the name is all that can be read.
        var bare = new Fields(Messages.in("en"), COUNTRIES, (name, id) -> null);
        assertEquals("A forum", bare.of(item).get(1).text());
    }
}
