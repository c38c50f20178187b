package org.tamga.trade.company;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.record.Condition;

/** How the codes of the International Standard Industrial Classification, Rev. 4, contain each other. */
public final class Isic {

    /** A section, a division, a group or a class. */
    public static final String CODE = "[A-U]|\\d{2,4}";

    /** The sections by their first division; a section's divisions follow one another. */
    private static final TreeMap<String, String> SECTIONS = new TreeMap<>(Map.ofEntries(Map.entry("01", "A"),
            Map.entry("05", "B"), Map.entry("10", "C"), Map.entry("35", "D"), Map.entry("36", "E"), Map.entry("41", "F"),
            Map.entry("45", "G"), Map.entry("49", "H"), Map.entry("55", "I"), Map.entry("58", "J"), Map.entry("64", "K"),
            Map.entry("68", "L"), Map.entry("69", "M"), Map.entry("77", "N"), Map.entry("84", "O"), Map.entry("85", "P"),
            Map.entry("86", "Q"), Map.entry("90", "R"), Map.entry("94", "S"), Map.entry("97", "T"), Map.entry("99", "U")));

    private Isic() {
    }

    /** The codes and what these are parts of, as PostgreSQL writes an array: to be stored as {@code isic_prefixes}. */
    public static String prefixes(List<String> codes) {
        return codes.stream().flatMap(Isic::withAncestors).distinct().collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * Rows that have that code, or one that is part of it: {@code 62} and {@code J} find {@code 6201}.
     *
     * @throws IllegalArgumentException if it is no code
     */
    public static Condition within(String code) {
        if (!code.matches(CODE)) {
            throw new IllegalArgumentException("is an ISIC Rev. 4 code such as 6201, 62 or J");
        }
        return Condition.of("v.isic_prefixes @> array[?]::varchar[]", code);
    }

    /** The code itself and all that it is part of: {@code 6201} is in 620, 62 and J. */
    private static Stream<String> withAncestors(String code) {
        if (code.length() == 1) {
            return Stream.of(code);
        }
        var section = SECTIONS.floorEntry(code.substring(0, 2));
        return Stream.concat(section == null ? Stream.empty() : Stream.of(section.getValue()),
                IntStream.rangeClosed(2, code.length()).mapToObj(length -> code.substring(0, length)));
    }
}
