package org.tamga.education.institution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tamga.commons.value.Country;
import org.tamga.education.institution.Institution.Name;
import org.tamga.education.institution.Institution.NameType;
import org.tamga.record.imports.Row;

/** How well names are matched of countries that neither the vocabulary nor the limits were made with. */
class MatchHeldOutTest {

    private final Map<String, Map<UUID, Institution>> recorded = new HashMap<>();
    private final List<String[]> asked = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"matching-neighbours.csv, 0.8", "matching-held-out.csv, 0.55"})
    void names_of_countries_it_was_not_made_with_are_matched_or_left_open_but_never_mistaken(String list, double leastRecall)
            throws IOException {
        read(list);
        var known = 0;
        var right = 0;
        var mistaken = new ArrayList<String>();
        var open = new ArrayList<String>();
        for (var line : asked) {
            var chosen = Match.of(line[3], recorded.get(line[1])).chosen();
            var meant = line[2].equals("-") ? null : Row.id(line[1], line[2]);
            known += meant == null ? 0 : 1;
            if (chosen == null) {
                open.addAll(meant == null ? List.of() : List.of(line[3]));
            } else if (chosen.equals(meant)) {
                right++;
            } else {
                mistaken.add(line[3]);
            }
        }
        System.out.printf("%s: %d asked, %d of them known, %d right, %d mistaken, recall %.3f; left open: %s%n",
                list, asked.size(), known, right, mistaken.size(), right / (double) known, open);
        assertEquals(List.of(), mistaken);
        assertTrue(right >= leastRecall * known, () -> "left open: " + open);
    }

    private void read(String list) throws IOException {
        try (var file = MatchHeldOutTest.class.getResourceAsStream(list)) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";")).forEach(line -> {
                        if (line[0].equals("asked")) {
                            asked.add(line);
                        } else {
                            var names = Stream.of(line[4].split("\\|"))
                                    .map(name -> new Name(name, null, NameType.OFFICIAL, null, null)).toList();
                            recorded.computeIfAbsent(line[1], country -> new HashMap<>()).put(Row.id(line[1], line[3]),
                                    new Institution(List.of(), names, new Country(line[1]), line[2],
                                            Institution.Kind.of(names), null, null, List.of(), List.of()));
                        }
                    });
        }
    }
}
