package org.tamga.events.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.tamga.commons.value.LanguageMap;
import org.tamga.events.value.Sounds;

/** Shows where words were found: the neighbourhood of the first, with every one marked. What was recorded is never markup. */
final class Snippets {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N}'’‑-]*");
    /** Characters shown before the first mark, and in all. */
    private static final int BEFORE = 60;
    private static final int LENGTH = 240;
    /** What is looked through for a mark. */
    private static final int LONGEST_TEXT = 20_000;
    /** Of a shorter common beginning nobody would say that it is the same word. */
    private static final int SHORTEST_STEM = 3;

    private final List<String> stems;

    Snippets(SearchQuery query) {
        this.stems = query.words().stream().flatMap(List::stream).map(word -> SearchQuery.stem(Sounds.key(word))).toList();
    }

    private record Mark(int from, int to) {}

    /** Of the language in which most of the words are found; without a mark where their stems differ too much to be seen. */
    String of(LanguageMap texts) {
        String best = null;
        var bestMarks = List.<Mark>of();
        for (var text : texts.texts().values()) {
            var marks = marks(text);
            if (best == null || marks.size() > bestMarks.size()) {
                best = text;
                bestMarks = marks;
            }
        }
        return snippet(best, bestMarks);
    }

    private List<Mark> marks(String text) {
        var marks = new ArrayList<Mark>();
        var words = WORD.matcher(text).region(0, Math.min(text.length(), LONGEST_TEXT));
        while (words.find() && (marks.isEmpty() || words.start() < marks.get(0).from() + LENGTH)) {
            if (isAsked(Sounds.key(words.group()))) {
                marks.add(new Mark(words.start(), words.end()));
            }
        }
        return marks;
    }

    private boolean isAsked(String key) {
        return stems.stream().anyMatch(stem -> key.equals(stem) || stem.length() >= SHORTEST_STEM && key.startsWith(stem)
                || key.length() > SHORTEST_STEM && stem.startsWith(SearchQuery.stem(key)));
    }

    private static String snippet(String text, List<Mark> marks) {
        var from = marks.isEmpty() ? 0 : boundary(text, marks.get(0).from() - BEFORE);
        var to = Math.min(text.length(), from + LENGTH);
        var out = new StringBuilder(from > 0 ? "…" : "");
        var done = from;
        for (var mark : marks) {
            if (mark.to() <= to) {
                escape(text, done, mark.from(), out);
                out.append("<mark>");
                escape(text, mark.from(), mark.to(), out);
                out.append("</mark>");
                done = mark.to();
            }
        }
        escape(text, done, whole(text, to), out);
        return out.append(to < text.length() ? "…" : "").toString();
    }

    /** The beginning of the first word from there on. */
    private static int boundary(String text, int from) {
        if (from <= 0) {
            return 0;
        }
        var blank = text.indexOf(' ', from);
        return blank < 0 || blank > from + BEFORE ? whole(text, from) : blank + 1;
    }

    /** Not between the two halves of one character. */
    private static int whole(String text, int at) {
        return at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }

    private static void escape(String text, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            switch (text.charAt(i)) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(text.charAt(i));
            }
        }
    }
}
