package org.tamga.gateway.capital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class ChainTest {

    private static final Chain.Words WORDS = new Chain.Words() {

        @Override
        public String country(String code) {
            return code;
        }

        @Override
        public String share(JsonNode bounds) {
            return bounds.path("min") + "-" + bounds.path("max");
        }

        @Override
        public String unknown() {
            return "unknown";
        }

        @Override
        public String href(String companyId) {
            return "/" + companyId;
        }
    };

    @Test
    void an_owner_that_is_reached_by_two_ways_is_one_box_with_two_lines() throws Exception {
        var chain = chain("{'country': 'KR', 'paths': [{'steps': [" + step("b", 40) + "," + step("d", 100) + "]}, {'steps': ["
                + step("c", 35) + "," + step("d", 50) + "]}]}", "{'min': 25, 'max': 25}");
        assertEquals("own:A company:b company:d company:c unknown:unknown",
                chain.boxes().stream().map(box -> box.kind() + ":" + box.name()).collect(Collectors.joining(" ")));
        assertEquals("40-40 100-100 35-35 50-50 25-25",
                chain.lines().stream().map(Chain.Line::share).collect(Collectors.joining(" ")));
        // Holders stand to the right of what they hold.
        assertTrue(chain.lines().stream().allMatch(line -> line.x1() > line.x2()));
        assertTrue(chain.lines().get(4).isUnknown());
        assertTrue(chain.isWhole());
    }

    @Test
    void no_box_stands_upon_another_and_all_are_within_the_picture() throws Exception {
        var chain = chain("{'country': 'KR', 'paths': [" + IntStream.range(0, 100)
                .mapToObj(holder -> "{'steps': [" + step("h" + holder, 1) + "]}").collect(Collectors.joining(",")) + "]}",
                "{'min': 0, 'max': 0}");
        assertFalse(chain.isWhole());
        var boxes = chain.boxes();
        for (int one = 0; one < boxes.size(); one++) {
            assertTrue(boxes.get(one).x() + 168 <= chain.width() && boxes.get(one).y() + 46 <= chain.height());
            for (int other = 0; other < one; other++) {
                assertTrue(boxes.get(one).x() != boxes.get(other).x()
                        || Math.abs(boxes.get(one).y() - boxes.get(other).y()) >= 46);
            }
        }
    }

    private static String step(String company, int share) {
        return "{'companyId': '%1$s', 'name': '%1$s', 'country': 'KR', 'share': {'min': %2$d, 'max': %2$d}}".formatted(company,
                share);
    }

    private static Chain chain(String origin, String unknown) throws JsonProcessingException {
        return Chain.of(new ObjectMapper().readTree(
                ("{'companyId': 'a', 'origins': [" + origin + "], 'unknown': " + unknown + "}").replace('\'', '"')), "A",
                WORDS);
    }
}
