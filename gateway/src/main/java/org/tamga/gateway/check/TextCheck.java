package org.tamga.gateway.check;

import java.math.BigDecimal;
import java.text.BreakIterator;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.gateway.brief.Brief;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Languages;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Finds in a text what the record could know – figures, dates, people, offices, meetings – and says what it does know of each.
 * By rules alone: a figure is held against what was said of the same unit about the same countries or in the same words; where
 * there is nothing of that kind, nothing is guessed.
 */
@Singleton
class TextCheck {

    private static final int MOST_MATCHES = 3;
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\p{L}\\d+.,-])(\\d{1,3}(?:[ \u00a0\u202f,]\\d{3})+|\\d+(?:[.,]\\d+)?)(?![\\d+]|[.,]\\d|[A-Za-z]\\+)");
    private static final List<String> MONTHS = List.of("january|январ|қаңтар|1월", "february|феврал|ақпан|2월",
            "march|март|наурыз|3월",
            "april|апрел|сәуір|4월", "may|ма[йя]|мамыр|5월", "june|июн|маусым|6월", "july|июл|шілде|7월", "august|август|тамыз|8월",
            "september|сентябр|қыркүйек|9월", "october|октябр|қазан|10월", "november|ноябр|қараша|11월",
            "december|декабр|желтоқсан|12월");
    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern DAY_FIRST = Pattern
            .compile("(\\d{1,2})\\s+(\\p{L}{3,})\\s+(\\d{4})(?:\\s*(?:год\\p{L}*|г\\.|жыл\\p{L}*))?");
    private static final Pattern MONTH_FIRST = Pattern.compile("(\\p{L}{3,})\\s+(\\d{1,2}),?\\s+(\\d{4})");
    private static final Pattern KOREAN = Pattern.compile("(\\d{4})년\\s*(\\d{1,2})월\\s*(\\d{1,2})일");
    private static final Pattern KAZAKH = Pattern.compile("(\\d{4})\\s*жыл\\p{L}*\\s+(\\d{1,2})[-\\s]\\s*(\\p{L}{4,})");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d{2}(?=\\s*(?:год|г\\.|жыл|년)|\\b)");

    private final Knowledge knowledge;
    private final List<CountryName> countryNames;

    private record CountryName(String code, List<String> stems) {}

    TextCheck(Knowledge knowledge, Languages languages) {
        this.knowledge = knowledge;
        this.countryNames = countryNames(languages);
    }

    /** What was found. */
    enum Kind {
        @JsonProperty("number")
        NUMBER, @JsonProperty("date")
        DATE, @JsonProperty("title")
        TITLE, @JsonProperty("office")
        OFFICE, @JsonProperty("person")
        PERSON
    }

    /** A newer figure of the same. */
    public record Newer(String claimId, String said, String date) {}

    /**
     * What the record has of it.
     *
     * @param agrees whether the text says the same; null where there is nothing to compare
     * @param newer a figure of a later date, or null
     */
    public record Match(String claimId, String recordId, String said, String by, String date, String verdict, Boolean agrees,
            Newer newer) {

        private Match with(Map<String, String> verdicts) {
            return claimId == null ? this : new Match(claimId, recordId, said, by, date, verdicts.get(claimId), agrees, newer);
        }
    }

    /** A place in the text, by its first character and the one after its last (UTF-16), and what the record has of it. */
    public record Finding(int from, int to, String text, Kind kind, List<Match> matches) {}

    /** What is found in a text, in its order; nothing overlaps. */
    List<Finding> findings(String text, Phrases phrases) {
        var known = knowledge.now();
        var taken = new ArrayList<Finding>();
        dates(text, known, phrases, taken);
        names(text, known, phrases, taken);
        numbers(text, known, phrases, taken);
        taken.sort(Comparator.comparingInt(Finding::from));
        var verdicts = knowledge.verdicts(taken.stream().flatMap(finding -> finding.matches().stream()).map(Match::claimId)
                .filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new)));
        return taken.stream().map(finding -> new Finding(finding.from(), finding.to(), finding.text(), finding.kind(),
                finding.matches().stream().map(match -> match.with(verdicts)).toList())).toList();
    }

    private static boolean isFree(List<Finding> taken, int from, int to) {
        return taken.stream().noneMatch(finding -> from < finding.to() && finding.from() < to);
    }

    private void dates(String text, Knowledge.Known known, Phrases phrases, List<Finding> taken) {
        ISO.matcher(text).results().forEach(m -> date(text, m.start(), m.end(), m.group(), known, phrases, taken));
        KOREAN.matcher(text).results().forEach(m -> date(text, m.start(), m.end(), day(m.group(1), Integer.parseInt(m.group(2)),
                m.group(3)), known, phrases, taken));
        KAZAKH.matcher(text).results().forEach(m -> date(text, m.start(), m.end(), day(m.group(1), month(m.group(3)),
                m.group(2)), known, phrases, taken));
        DAY_FIRST.matcher(text).results().forEach(m -> date(text, m.start(), m.end(), day(m.group(3), month(m.group(2)),
                m.group(1)), known, phrases, taken));
        MONTH_FIRST.matcher(text).results().forEach(m -> date(text, m.start(), m.end(), day(m.group(3), month(m.group(1)),
                m.group(2)), known, phrases, taken));
    }

    private static int month(String word) {
        for (var i = 0; i < MONTHS.size(); i++) {
            if (word.toLowerCase(Locale.ROOT).matches("(?:" + MONTHS.get(i) + ")\\p{L}*")) {
                return i + 1;
            }
        }
        return 0;
    }

    private static String day(String year, int month, String day) {
        return month == 0 ? null : "%s-%02d-%02d".formatted(year, month, Integer.parseInt(day));
    }

    private static void date(String text, int from, int to, String day, Knowledge.Known known, Phrases phrases,
            List<Finding> taken) {
        if (day == null || !isFree(taken, from, to)) {
            return;
        }
        try {
            LocalDate.parse(day);
        } catch (DateTimeException e) {
            return;
        }
        var matches = known.names().stream().filter(name -> name.dates().contains(day)).limit(MOST_MATCHES)
                .map(name -> new Match(null, name.recordId(), phrases.text(name.title()), null, day, null, null, null))
                .toList();
        taken.add(new Finding(from, to, text.substring(from, to), Kind.DATE, matches));
    }

    private static void names(String text, Knowledge.Known known, Phrases phrases, List<Finding> taken) {
        var words = Words.of(text);
        record Found(Words.Word place, Knowledge.Name name) {}
        var found = new ArrayList<Found>();
        known.names().forEach(name -> name.names()
                .forEach(each -> Words.find(words, each).forEach(place -> found.add(new Found(place, name)))));
        // The longest first: a name's part is not a finding of its own.
        found.sort(Comparator.comparingInt((Found each) -> each.place().from() - each.place().to())
                .thenComparing(each -> each.name().recordId()));
        for (var each : found) {
            var place = each.place();
            if (isFree(taken, place.from(), place.to())) {
                var same = found.stream()
                        .filter(other -> other.place().from() == place.from() && other.place().to() == place.to())
                        .map(Found::name).distinct().limit(MOST_MATCHES)
                        .map(name -> new Match(null, name.recordId(), phrases.text(name.title()), null,
                                name.dates().stream().findFirst().orElse(null), null, null, null))
                        .toList();
                taken.add(new Finding(place.from(), place.to(), text.substring(place.from(), place.to()), each.name().kind(),
                        same));
            }
        }
    }

    private void numbers(String text, Knowledge.Known known, Phrases phrases, List<Finding> taken) {
        var sentences = sentences(text);
        NUMBER.matcher(text).results().forEach(match -> {
            if (!isFree(taken, match.start(), match.end())) {
                return;
            }
            var plain = new BigDecimal(match.group().replaceAll("[ \u00a0\u202f]|,(?=\\d{3}(?:\\D|$))", "").replace(',', '.'));
            var scale = Words.scaleAt(text, match.end());
            var unit = Words.unitAt(text, scale.end()).orElse(null);
            var isYear = unit == null && YEAR.matcher(text).region(match.start(), text.length()).lookingAt();
            if (!isYear) {
                taken.add(new Finding(match.start(), scale.end(), text.substring(match.start(), scale.end()), Kind.NUMBER,
                        unit == null
                                ? List.of()
                                : matches(scale.of(plain), unit, sentences.floorEntry(match.start()).getValue(), known,
                                        phrases)));
            }
        });
    }

    /** What a sentence speaks of. */
    private record Sentence(Set<String> stems, Set<String> countries) {}

    /** A text's sentences by their beginnings. */
    private NavigableMap<Integer, Sentence> sentences(String text) {
        var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        var sentences = new TreeMap<Integer, Sentence>();
        for (int from = breaks.first(), to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            var sentence = text.substring(from, to);
            sentences.put(from, new Sentence(Words.stems(sentence), countries(sentence)));
        }
        return sentences;
    }

    private static List<Match> matches(BigDecimal value, String unit, Sentence sentence, Knowledge.Known known,
            Phrases phrases) {
        record Scored(Knowledge.Figure figure, int score) {}
        var near = known.figures().stream().filter(figure -> figure.unit() != null && Words.isOfOneKind(unit, figure.unit()))
                .map(figure -> new Scored(figure, score(figure, sentence))).filter(each -> each.score() > 0)
                .sorted(Comparator.comparing((Scored each) -> each.figure().value().compareTo(value) != 0)
                        .thenComparing(Scored::score, Comparator.reverseOrder())
                        .thenComparing(each -> Objects.requireNonNullElse(each.figure().date(), ""), Comparator.reverseOrder()))
                .map(Scored::figure).toList();
        var agreeing = near.stream().filter(figure -> figure.value().compareTo(value) == 0).toList();
        return (agreeing.isEmpty() ? near : agreeing).stream().limit(MOST_MATCHES)
                .map(figure -> match(figure, value, known, phrases)).toList();
    }

    /** How much the sentence and the figure have in common; 0 where they may be about different things. */
    private static int score(Knowledge.Figure figure, Sentence sentence) {
        var both = (int) figure.countries().stream().filter(sentence.countries()::contains).count();
        if (both == 0 && !sentence.countries().isEmpty() && !figure.countries().isEmpty()) {
            return 0;
        }
        var shared = figure.stems().stream().mapToInt(stems -> (int) stems.stream().filter(sentence.stems()::contains).count())
                .max().orElse(0);
        return shared >= 2 || both >= 2 || shared >= 1 && both >= 1 ? shared + 2 * both : 0;
    }

    /** The countries that a sentence names, in any of the languages; by a name of two of them, both. */
    private Set<String> countries(String sentence) {
        var words = Words.of(sentence);
        return countryNames.stream().filter(country -> Words.find(words, country.stems()).findAny().isPresent())
                .map(CountryName::code).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<CountryName> countryNames(Languages languages) {
        var names = new ArrayList<CountryName>();
        for (var language : languages.all()) {
            for (var country : Countries.choices(Locale.forLanguageTag(language))) {
                names.add(new CountryName(country.code(), Words.stemsOf(country.name())));
                // People leave out all but the last word: of "South Korea", of "Республика Корея".
                names.add(new CountryName(country.code(),
                        Words.stemsOf(country.name().substring(country.name().lastIndexOf(' ') + 1))));
            }
            // Such as "KR Korea Korean|US America American".
            for (var country : languages.choose(language, List.of()).of("check.countries").split("\\|")) {
                var parts = country.split(" ");
                Stream.of(parts).skip(1).forEach(name -> names.add(new CountryName(parts[0], Words.stemsOf(name))));
            }
        }
        return names.stream().distinct().toList();
    }

    private static Match match(Knowledge.Figure figure, BigDecimal value, Knowledge.Known known, Phrases phrases) {
        var newer = known.figures().stream()
                .filter(other -> figure.topic() != null && figure.topic().equals(other.topic()) && figure.date() != null
                        && other.date() != null && other.date().compareTo(figure.date()) > 0)
                .max(Comparator.comparing(Knowledge.Figure::date))
                .map(other -> new Newer(other.claimId(),
                        phrases.quantity(new Brief.Quantity("exactly", other.value(), other.unit())),
                        other.date()))
                .orElse(null);
        var by = String.join(", ", List.of(Objects.requireNonNullElse(phrases.text(figure.speaker()), ""),
                Objects.requireNonNullElse(phrases.text(figure.office()), "")).stream().filter(part -> !part.isEmpty())
                .toList());
        return new Match(figure.claimId(), null, phrases.text(figure.text()), by.isEmpty() ? null : by, figure.date(),
                null, figure.value().compareTo(value) == 0, newer);
    }
}
