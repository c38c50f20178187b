package org.tamga.gateway.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.MissingResourceException;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @ValueSource(strings = {"ru", "ko", "kk"})
    void every_language_has_the_same_keys_with_the_same_places(String language) {
        var english = Messages.in("en");
        var other = Messages.in(language);
        assertEquals(withoutPlurals(english), withoutPlurals(other));
        // A unit's words may have the number in their midst.
        withoutPlurals(english).stream().filter(key -> !key.startsWith("unit."))
                .forEach(key -> assertEquals(places(english.of(key)), places(other.of(key)), key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru", "ko", "kk"})
    void no_text_is_empty_and_every_place_is_filled(String language) {
        var words = Messages.in(language);
        words.keys().forEach(key -> {
            assertFalse(words.of(key).isBlank(), key);
            assertFalse(words.filled(key, "0", "1", "2", "3", "4").contains("{"), key);
        });
    }

    @Test
    void a_language_without_a_file_is_not_taken_for_another() {
        assertThrows(MissingResourceException.class, () -> Messages.in("tlh"));
    }

    /** Plural forms are each language's own, but for the one that all have. */
    private static TreeSet<String> withoutPlurals(Messages words) {
        return words.keys().stream().filter(key -> !key.matches("unit\\..*\\.(one|few|many|more-than)"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> places(String text) {
        return PLACE.matcher(text).results().map(match -> match.group()).collect(Collectors.toCollection(TreeSet::new));
    }
}
