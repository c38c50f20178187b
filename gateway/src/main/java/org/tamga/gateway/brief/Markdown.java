package org.tamga.gateway.brief;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A brief as Markdown (CommonMark with GitHub's tables), with its sources as a numbered list. What the record says can mean no
 * markup, but is escaped only where it could: people go on writing in the text.
 */
final class Markdown {

    /** What means something anywhere in a line, and what does at its beginning. */
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]|<>~&]|^[#+=-]|(?<=^\\d{1,9})[.)]");

    private final StringBuilder text = new StringBuilder();
    private final Brief brief;
    private final Phrases phrases;

    private Markdown(Brief brief, Phrases phrases) {
        this.brief = brief;
        this.phrases = phrases;
    }

    /** @param title of the brief, in its language */
    static String of(Brief brief, Phrases phrases, String title) {
        return new Markdown(brief, phrases).whole(title);
    }

    private String whole(String title) {
        line("# " + plain(title));
        line(plain(
                phrases.of("brief.valid-at") + ": " + phrases.day(brief.validAt()) + " · " + phrases.of("brief.known-at") + ": "
                        + phrases.instant(brief.knownAt())));
        brief.missing().forEach(missing -> line(
                "> " + plain(phrases.of("brief.missing", phrases.named("domain", missing.domain()), missing.reason()))));
        if (brief.changes() != null) {
            changes();
        }
        brief.sections().forEach(this::section);
        if (!brief.sources().isEmpty()) {
            line("## " + plain(phrases.of("brief.sources")));
            brief.sources().forEach(this::source);
        }
        text.append('\n');
        line("## " + plain(phrases.of("brief.cite")));
        line(plain(brief.citation()));
        return text.toString();
    }

    private void changes() {
        line("## " + plain(phrases.of("brief.since", phrases.instant(brief.compareWith()))));
        for (var change : brief.changes()) {
            item("- ", change.inWords(phrases), Set.of());
        }
        line(brief.changes().isEmpty() ? plain(phrases.of("brief.unchanged")) : "");
    }

    private void section(Brief.Section section) {
        line("## " + plain(phrases.named("domain", section.domain())));
        for (var block : section.blocks()) {
            switch (block.form()) {
                case SAID -> {
                    line("### " + plain(Phrases.joined(", ", block.by() == null ? phrases.of("brief.noted") : block.by(),
                            phrases.date(block.date()))));
                    block.facts().forEach(fact -> item("- ", fact.inWords(phrases), fact.numbers()));
                }
                case FIGURES -> table(block);
                case LIST -> block.facts().forEach(this::fact);
            }
            text.append('\n');
        }
    }

    private void fact(Brief.Fact fact) {
        var about = Phrases.joined(", ", phrases.date(fact.date()),
                fact.confidence() == null ? null : phrases.named("confidence", fact.confidence()));
        item("- ", fact.text() + (about.isEmpty() ? "" : " (" + about + ")"), fact.numbers());
        fact.claims().forEach(claim -> item("  - ", claim.inWords(phrases), claim.numbers()));
    }

    private void table(Block block) {
        row(Stream.of("of", "figure", "date", "by").map(column -> phrases.of("brief.column-" + column)).toList());
        row(List.of("---", "---", "---", "---"));
        for (var fact : block.facts()) {
            row(List.of(plain(fact.label()),
                    plain(fact.figure() == null ? phrases.of("brief.not-recorded") : phrases.quantity(fact.figure())),
                    plain(Phrases.joined(" ", phrases.date(fact.date()), phrases.confidence(fact.confidence()))),
                    (fact.publishedBy() == null ? "" : plain(fact.publishedBy())) + numbers(fact.numbers())));
        }
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void item(String bullet, String words, Set<Integer> sources) {
        text.append(bullet).append(plain(words)).append(numbers(sources)).append('\n');
    }

    private void source(Brief.Source source) {
        var title = source.url() == null
                ? plain(source.title())
                : "[" + plain(source.title()) + "](<" + address(source.url()) + ">)";
        text.append(source.number()).append(". ").append(title)
                .append(plain(after(Phrases.joined(", ", source.publisher(), phrases.date(source.publishedOn())))))
                .append(source.relayedFrom() == null ? "" : plain(" (" + source.relayedFrom() + ")")).append('\n');
        source.places().forEach(place -> text.append("    - ")
                .append(plain(Phrases.joined(" ", place.quote() == null ? null : "“" + place.quote() + "”", place.locator())))
                .append('\n'));
    }

    private void line(String words) {
        text.append(words).append("\n\n");
    }

    private static String after(String words) {
        return words.isEmpty() ? "" : ", " + words;
    }

    private static String numbers(Collection<Integer> numbers) {
        return numbers.stream().map(number -> " \\[" + number + "\\]").collect(Collectors.joining());
    }

    /** The words with everything escaped that could be markup, on one line. */
    private static String plain(String words) {
        return MARKUP.matcher(words.replaceAll("\\s+", " ")).replaceAll("\\\\$0");
    }

    private static String address(String url) {
        return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replaceAll("\\s", "%20");
    }
}
