package org.tamga.education.value;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.tamga.record.Condition;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

/** The fields of education and training of ISCED-F 2013, each detailed field a part of a narrow one and that of a broad one. */
public final class IscedFields {

    /** Level by code, of all levels. */
    private static final Map<String, String> LEVELS = read();

    private IscedFields() {
    }

    private static Map<String, String> read() {
        try (var list = CsvReader.builder().ofNamedCsvRecord(
                new InputStreamReader(IscedFields.class.getResourceAsStream("isced-f-2013.csv"), StandardCharsets.UTF_8))) {
            return list.stream()
                    .collect(Collectors.toMap(line -> line.getField("code"), (NamedCsvRecord line) -> line.getField("level")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True for the code of a field of any level. */
    public static boolean areKnown(String code) {
        return LEVELS.containsKey(code);
    }

    static boolean areDetailed(String code) {
        return "detailed".equals(LEVELS.get(code));
    }

    /** What somebody probably meant who wrote that: the code with the zero that a spreadsheet ate, or the parts of a field. */
    static Optional<String> meantBy(String code) {
        if (areDetailed("0" + code)) {
            return Optional.of("0" + code);
        }
        var parts = LEVELS.keySet().stream()
                .filter(known -> LEVELS.containsKey(code) && known.startsWith(code) && areDetailed(known))
                .collect(Collectors.toCollection(TreeSet::new));
        return parts.isEmpty() ? Optional.empty() : Optional.of("one of its parts: " + String.join(", ", parts));
    }

    /**
     * A filter by field: {@code 0613} is that one, {@code 06*} every field whose code begins so.
     *
     * @param column text, of the version table's row {@code v}
     */
    public static Condition within(String column, String asked) {
        var beginning = beginning(asked);
        // Codes have digits only, so this holds in any collation, and an index serves it.
        return Condition.of("v." + column + " between ? and ?", beginning, beginning + "9999".substring(beginning.length()));
    }

    /** The digits of a filter. Throws IllegalArgumentException where it has another form. */
    public static String beginning(String asked) {
        if (!asked.matches("\\d{4}|\\d{1,3}\\*")) {
            throw new IllegalArgumentException(
                    "is a detailed field of ISCED-F 2013 such as 0613, or the beginning of some such as 06*");
        }
        return asked.replace("*", "");
    }
}
