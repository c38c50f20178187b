package org.tamga.commons.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The same words in several languages, as {@code {"en": "Astana", "kk": "Астана"}}: keys are BCP 47 tags, {@code und} where
 * the language is unknown; at least one entry, none blank. Entries keep the order in which they came.
 */
public record LanguageMap(@JsonValue Map<String, String> texts) {

    /** What the pages and explanations are written in; also the order in which a text is looked for. */
    public static final List<String> PREFERRED = List.of("en", "ru", "kk", "ko");

    private static final int MAX_TAG = 35;
    private static final Pattern TAG = Pattern.compile(LanguageTag.FORM);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LanguageMap {
        if (texts == null || texts.isEmpty()) {
            throw new IllegalArgumentException("needs the text in at least one language, such as {\"en\": \"…\"}");
        }
        texts.forEach((tag, text) -> {
            if (tag.length() > MAX_TAG || !TAG.matcher(tag).matches()) {
                throw new IllegalArgumentException(
                        "\"" + brief(tag) + "\" is not a BCP 47 language tag (und where it is unknown)");
            }
            if (text == null || text.isBlank()) {
                throw new IllegalArgumentException("the text in \"" + tag + "\" is empty");
            }
        });
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    private static String brief(String tag) {
        return tag.length() > MAX_TAG ? tag.substring(0, MAX_TAG) + "…" : tag;
    }

    /** One text in one language. */
    public static LanguageMap of(String tag, String text) {
        return new LanguageMap(Map.of(tag, text));
    }

    /** The text in that language, else in the first of {@link #PREFERRED} that there is, else any. Never null. */
    public String in(String tag) {
        var text = texts.get(tag);
        if (text != null) {
            return text;
        }
        return PREFERRED.stream().map(texts::get).filter(t -> t != null).findFirst()
                .orElseGet(() -> texts.values().iterator().next());
    }
}
