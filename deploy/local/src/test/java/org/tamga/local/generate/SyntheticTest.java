package org.tamga.local.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

class SyntheticTest {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_same_seed_gives_the_same_bytes_and_another_seed_others(Kind kind) {
        assertEquals(text(1, kind), text(1, kind));
        assertNotEquals(text(1, kind), text(2, kind));
    }

    /** If this fails, everybody's demonstrations and benchmarks change: say so in the commit. */
    @Test
    void the_bytes_stay_the_same_from_version_to_version() {
        ObjectNode company = record(1, Kind.COMPANIES, 7);
        assertEquals("b05a41a0-acb7-8014-ac02-01e7c38104df", company.path("id").asText());
        assertEquals("하늘한빛무역 주식회사", company.path("names").get(0).path("text").asText());
        assertEquals("АО «Ханыль-Ханбит Торговля»", company.path("names").get(2).path("text").asText());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_record_says_in_its_citation_that_it_is_synthetic(Kind kind) {
        for (ObjectNode record : records(3, kind)) {
            assertEquals(1, record.path("sources").size());
            assertTrue(record.path("sources").get(0).path("title").asText().startsWith("Synthetic data, seed 3:"));
        }
    }

    @Test
    void whatever_a_record_refers_to_comes_before_it() {
        Set<String> known = new HashSet<>();
        for (Kind kind : Kind.values()) {
            for (ObjectNode record : records(4, kind)) {
                String text = record.toString();
                ID.matcher(text.substring(text.indexOf(',')).replaceAll("\"identifiers\":\\[[^]]*]", "")).results()
                        .forEach(found -> assertTrue(known.contains(found.group()), text));
                assertTrue(known.add(record.path("id").asText()), "twice: " + text);
            }
        }
    }

    @Test
    void a_company_is_called_in_the_script_of_its_country() {
        Map<String, Pattern> scripts = Map.of("KR", Pattern.compile(".*\\p{IsHangul}.*"), "KZ",
                Pattern.compile(".*\\p{IsCyrillic}.*"),
                "UZ", Pattern.compile("[^\\p{IsCyrillic}\\p{IsHangul}]+"));
        for (ObjectNode company : records(5, Kind.COMPANIES)) {
            Pattern script = scripts.get(company.path("jurisdiction").asText());
            String name = company.path("names").get(0).path("text").asText();
            assertTrue(script == null || script.matcher(name).matches(), name);
        }
    }

    @Test
    void numbers_that_cannot_be_are_said() {
        Map<Kind, Integer> sizes = sizes();
        sizes.put(Kind.COMPANIES, 0);
        sizes.put(Kind.AIRLINES, 101);
        assertEquals(List.of("--interests needs --companies 1 or more", "--airlines is a number from 0 to 100"),
                Kind.faults(sizes));
    }

    private static String text(long seed, Kind kind) {
        return records(seed, kind).stream().map(ObjectNode::toString).collect(Collectors.joining("\n"));
    }

    private static List<ObjectNode> records(long seed, Kind kind) {
        Synthetic synthetic = new Synthetic(seed, sizes());
        return IntStream.range(0, synthetic.size(kind)).mapToObj(number -> synthetic.record(kind, number)).toList();
    }

    private static ObjectNode record(long seed, Kind kind, int number) {
        return new Synthetic(seed, sizes()).record(kind, number);
    }

    private static Map<Kind, Integer> sizes() {
        Map<Kind, Integer> sizes = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            sizes.put(kind, kind.usual() / 2);
        }
        return sizes;
    }
}
