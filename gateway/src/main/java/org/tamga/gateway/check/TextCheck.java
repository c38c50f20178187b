package org.tamga.gateway.check;

import java.text.BreakIterator;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.check.Figures.Day;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Languages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Finds in a text what the record could know – figures, dates, people, offices, meetings – and says what it does know of each.
 * By rules alone: a figure is held against those of the same {@link Subject} and countries, or that were said in the same words;
 * where there is nothing of that kind, nothing is guessed.
 */
@Singleton
class TextCheck {

    private static final int MOST_MATCHES = 3;
    /** So many texts are checked at once: each asks for dozens of lists. */
    static final int AT_ONCE = 6;
    /** More than words in common ever count. */
    private static final int SURE = 1000;
    /** Of so many numbers of a text it is looked up what the record has. */
    static final int MOST_NUMBERS = 300;
    /** So many characters to each side of a figure may say that it is of something alone, or of what is to come. */
    private static final int NEAR = 300;
    /** No abbreviation is longer, with what is before it and the blanks behind it. */
    private static final int LONGEST_ABBREVIATION = 20;
    /** Stems of words that end a country's name and are none of their own, as in "Dominican Republic". */
    private static final Set<String> GENERIC = Set.of("repub", "респу", "islan", "остро", "kingd", "корол", "state", "штаты",
            "emira", "эмира", "терри", "terri", "공화", "제도", "지역", "지방", "지구");
    /** Their beginnings; and whole, with the sign for the end, what they are shortened to. */
    private static final List<Pattern> MONTHS = Stream
            .of("january|январ|қаңтар|1월|jan$|янв$", "february|феврал|ақпан|2월|feb$|февр?$",
                    "march|март|наурыз|3월|mar$|мар$",
                    "april|апрел|сәуір|4월|apr$|апр$", "may|ма[йя]|мамыр|5월", "june|июн|маусым|6월|jun$",
                    "july|июл|шілде|7월|jul$",
                    "august|август|тамыз|8월|aug$|авг$",
                    "september|сентябр|қыркүйек|9월|sept?$|сент?$", "october|октябр|қазан|10월|oct$|окт$",
                    "november|ноябр|қараша|11월|nov$|нояб?$",
                    "december|декабр|желтоқсан|12월|dec$|дек$")
            .map(month -> Pattern.compile("(?:" + month + ")\\p{L}*")).toList();
    /** Of a day that may be one or another. */
    private static final String EITHER = "";
    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final String OF_THE_YEAR = "(?:\\s*(?:год\\p{L}*|г\\.|жыл\\p{L}*|ж\\.))?";
    private static final Pattern DAY_FIRST = Pattern
            .compile("(?<![\\d.,])(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(\\p{L}{3,})\\.?\\s+(\\d{4})" + OF_THE_YEAR);
    private static final Pattern MONTH_FIRST = Pattern
            .compile("(?<!\\p{L})(\\p{L}{3,})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})");
    private static final Pattern DOTTED = Pattern
            .compile("(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?!\\d|[.,]\\d)" + OF_THE_YEAR);
    private static final Pattern YEAR_DOTTED = Pattern
            .compile(
                    "(?<![\\d.])(\\d{4})(?:\\.(\\d{1,2})\\.(\\d{1,2})(?!\\d|[.,]\\d)|\\.\\s(\\d{1,2})\\.\\s(\\d{1,2})(?:\\.|(?![\\d.,])))");
    /** Which part is the day is as it may be. */
    private static final Pattern SLASHED = Pattern.compile("(?<![\\d/])(\\d{1,2})/(\\d{1,2})/(\\d{4})(?![\\d/])");
    private static final Pattern YEAR_SLASHED = Pattern.compile("(?<![\\d/])(\\d{4})/(\\d{1,2})/(\\d{1,2})(?![\\d/])");
    private static final Pattern KOREAN = Pattern.compile("(\\d{4})년\\s*(\\d{1,2})월\\s*(\\d{1,2})일");
    private static final Pattern KAZAKH = Pattern.compile("(\\d{4})\\s*жыл\\p{L}*\\s+(\\d{1,2})[-\\s]\\s*(\\p{L}{4,})");
    /** A sentence does not end with these. */
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?isu).*(?<!\\p{L})(?:долл|тыс|млн|млрд|г|гг|т|им|ул|янв|февр?|апр|авг|сент?|окт|нояб?|дек"
                    + "|jan|feb|mar|apr|aug|sept?|oct|nov|dec|mr|mrs|ms|dr|no|st|u\\.s|approx|bn|mn)\\.\\s*");

    private final Knowledge knowledge;
    private final Figures figures;
    private final List<CountryName> countryNames;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /**
     * A country's name by its stems.
     *
     * @param whole a Hangul name of three syllables or more, or a prefix, which stand in compounds too; else null
     * @param isProper true of what is only a name where it has a capital: "того" is no Togo
     */
    private record CountryName(String code, List<String> stems, String whole, boolean isProper) {

        static CountryName of(String code, String name, boolean isProper) {
            var isWhole = Words.isHangul(name) && !name.contains(" ") && (name.length() > 2 || !name.matches("\\p{L}+"));
            return new CountryName(code, Words.stemsOf(name), isWhole ? name : null, isProper);
        }

        /** Where it stands in a sentence of these words; of a word its beginning, for compounds name several countries. */
        Stream<Words.Word> places(String sentence, List<Words.Word> words) {
            if (whole != null) {
                return IntStream.iterate(sentence.indexOf(whole), at -> at >= 0, at -> sentence.indexOf(whole, at + 1))
                        .mapToObj(at -> new Words.Word(whole, whole, at, at + whole.length()));
            }
            var found = Words.find(words, stems).filter(word -> !isProper || isCapital(sentence.charAt(word.from())));
            return stems.size() > 1
                    ? found
                    : found.map(
                            word -> new Words.Word(word.whole(), word.stem(), word.from(), word.from() + word.stem().length()));
        }

        /** True for what is no small letter of a script that has such. */
        private static boolean isCapital(char letter) {
            return !Character.isLowerCase(letter);
        }
    }

    TextCheck(Knowledge knowledge, Figures figures, Languages languages) {
        this.knowledge = knowledge;
        this.figures = figures;
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

    /** A newer figure of the same; one of the first three is there. */
    public record Newer(String claimId, String measure, String recordId, String said, String date, @JsonIgnore String page) {}

    /**
     * What the record has of it; one of the first three is there.
     *
     * @param measure the code of a measure whose present reading it is
     * @param by who said, published or recorded it; null where nobody is named
     * @param confidence how sure the record is; null of a measure
     * @param verdict of a claim, by its latest assessment; else null
     * @param agrees whether the text says the same; null where it cannot be told, and where the record's figure is disputed
     * @param newer a figure of a later date that is neither planned nor disputed, or null
     * @param page its address on this site
     */
    public record Match(String claimId, String measure, String recordId, String said, String by, String date,
            String confidence, String verdict, Boolean agrees, Newer newer, @JsonIgnore String page) {

        private static Match of(Figure.Source source, String said, String by, String date, Boolean agrees, Newer newer) {
            return new Match(source.claimId(), source.measure(), source.recordId(), said, by, date, source.confidence(), null,
                    agrees, newer, source.page());
        }

        private Match with(Map<String, String> verdicts) {
            return claimId == null
                    ? this
                    : new Match(claimId, measure, recordId, said, by, date, confidence, verdicts.get(claimId), agrees, newer,
                            page);
        }
    }

    /** A place in the text, by its first character and the one after its last (UTF-16), and what the record has of it. */
    public record Finding(int from, int to, String text, Kind kind, List<Match> matches) {}

    /**
     * What was left out, so that no finding or match of it says nothing of what the record has.
     *
     * @param countries that the text names, and whose figures were not asked for: it names too many
     * @param lists of which only the beginning was read, such as {@code trade/published-figures}
     * @param numbersFrom the place in the text of the first number that was not looked up; null where all were
     */
    public record NotAsked(Set<String> countries, Set<String> lists, Integer numbersFrom) {}

    /**
     * What is found in a text.
     *
     * @param findings in its order; nothing overlaps
     * @param missing domains whose services did not answer: what they hold is said of no figure
     * @param notAsked what was left out; null where nothing was
     */
    public record Checked(List<Finding> findings, Set<String> missing, NotAsked notAsked) {}

    /**
     * Holds a text against what was valid and known then. Waits for the services, so not for an event loop.
     *
     * @throws Problem 503 if as many are being checked as may be
     */
    Checked check(String text, Phrases phrases, AsOf asOf) {
        if (!free.tryAcquire()) {
            throw Problem.unavailable("As many texts are being checked as may be.", 2);
        }
        try {
            return checked(text, phrases, asOf);
        } finally {
            free.release();
        }
    }

    private Checked checked(String text, Phrases phrases, AsOf asOf) {
        var known = knowledge.as(asOf);
        var written = written(text);
        var sentences = sentences(text, written);
        var isOfPersons = Numbers.in(text)
                .anyMatch(number -> number.unit() != null && Words.kind(number.unit()).equals(Words.PERSONS));
        var ofCountries = figures.of(sentences.stream().map(Sentence::context).toList(), isOfPersons, asOf);
        var taken = new ArrayList<Finding>();
        dates(text, written, Stream.concat(known.days().stream(), ofCountries.days().stream()).toList(), phrases, taken);
        var days = taken.stream().flatMap(finding -> finding.matches().stream()).map(Match::date)
                .collect(Collectors.toSet());
        names(text, known, phrases, taken);
        var numbersFrom = numbers(text, sentences, days,
                Stream.concat(known.figures().stream(), ofCountries.figures().stream()).toList(),
                phrases,
                taken);
        taken.sort(Comparator.comparingInt(Finding::from));
        var cut = new TreeSet<>(known.cut());
        cut.addAll(ofCountries.cut());
        return new Checked(taken.stream().map(finding -> new Finding(finding.from(), finding.to(), finding.text(),
                finding.kind(), finding.matches().stream().map(match -> match.with(known.verdicts())).toList())).toList(),
                ofCountries.missing(), notAsked(ofCountries.notAsked(), cut, numbersFrom));
    }

    private static NotAsked notAsked(Set<String> countries, Set<String> lists, Integer numbersFrom) {
        return countries.isEmpty() && lists.isEmpty() && numbersFrom == null
                ? null
                : new NotAsked(countries, lists, numbersFrom);
    }

    private static boolean isFree(List<Finding> taken, int from, int to) {
        return taken.stream().noneMatch(finding -> from < finding.to() && finding.from() < to);
    }

    private static void dates(String text, List<Written> written, List<Day> days, Phrases phrases, List<Finding> taken) {
        for (var each : written) {
            var known = new LinkedHashMap<String, Day>();
            days.stream().filter(day -> day.date().replace("../", "").equals(each.day()))
                    .forEach(day -> known.putIfAbsent(day.source().id(), day));
            taken.add(new Finding(each.from(), each.to(), text.substring(each.from(), each.to()), Kind.DATE,
                    known.values().stream().limit(MOST_MATCHES)
                            .map(day -> Match.of(day.source(), day.said().apply(phrases), null, each.day(), null, null))
                            .toList()));
        }
    }

    /**
     * A day as it is written in a text.
     *
     * @param day in ISO 8601; null where it may be one or another, as 03/04/2025
     */
    record Written(int from, int to, String day) {

        /** True for a place within it, or just behind it. */
        boolean has(String text, int place) {
            return from < place && (place <= to || text.charAt(to - 1) == '.' && text.substring(to, place).isBlank());
        }
    }

    /** The days that are written in a text, in any of the ways in which one writes them. */
    static List<Written> written(String text) {
        var written = new ArrayList<Written>();
        find(text, ISO, m -> m.group(), written);
        find(text, KOREAN, m -> day(m.group(1), m.group(2), m.group(3)), written);
        find(text, KAZAKH, m -> day(m.group(1), month(m.group(3)), m.group(2)), written);
        find(text, DAY_FIRST, m -> day(m.group(3), month(m.group(2)), m.group(1)), written);
        find(text, MONTH_FIRST, m -> day(m.group(3), month(m.group(1)), m.group(2)), written);
        find(text, DOTTED, m -> day(m.group(3), m.group(2), m.group(1)), written);
        find(text, YEAR_DOTTED, m -> m.group(2) == null
                ? day(m.group(1), m.group(4), m.group(5))
                : day(m.group(1), m.group(2), m.group(3)), written);
        find(text, YEAR_SLASHED, m -> day(m.group(1), m.group(2), m.group(3)), written);
        find(text, SLASHED, m -> isDay(m.group(2))
                ? day(m.group(3), m.group(1), m.group(2))
                : isDay(m.group(1)) || m.group(1).equals(m.group(2)) ? day(m.group(3), m.group(2), m.group(1)) : EITHER,
                written);
        return written;
    }

    private static void find(String text, Pattern form, Function<MatchResult, String> day, List<Written> written) {
        form.matcher(text).results()
                .filter(m -> written.stream().noneMatch(other -> m.start() < other.to() && other.from() < m.end()))
                .forEach(m -> {
                    var found = day.apply(m);
                    if (EITHER.equals(found)) {
                        written.add(new Written(m.start(), m.end(), null));
                    } else if (found != null && isOne(found)) {
                        written.add(new Written(m.start(), m.end(), found));
                    }
                });
    }

    /** True for a number that is no month's. */
    private static boolean isDay(String number) {
        return Integer.parseInt(number) > MONTHS.size();
    }

    private static boolean isOne(String day) {
        try {
            LocalDate.parse(day);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The month that a word names, from 1; 0 for none. */
    static int month(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        for (var i = 0; i < MONTHS.size(); i++) {
            if (MONTHS.get(i).matcher(lower).matches()) {
                return i + 1;
            }
        }
        return 0;
    }

    private static String day(String year, int month, String day) {
        return month == 0 ? null : "%s-%02d-%02d".formatted(year, month, Integer.parseInt(day));
    }

    private static String day(String year, String month, String day) {
        return day(year, Integer.parseInt(month), day);
    }

    private static void names(String text, Knowledge.Known known, Phrases phrases, List<Finding> taken) {
        var words = Words.of(text);
        record Found(Words.Word place, Knowledge.Name name) {}
        var found = new ArrayList<Found>();
        known.names().forEach(name -> name.names()
                .forEach(each -> Words.findForms(words, each).forEach(place -> found.add(new Found(place, name)))));
        // The longest first: a name's part is not a finding of its own.
        found.sort(Comparator.comparingInt((Found each) -> each.place().from() - each.place().to())
                .thenComparing(each -> each.name().source().recordId()));
        for (var each : found) {
            var place = each.place();
            if (isFree(taken, place.from(), place.to())) {
                var same = found.stream()
                        .filter(other -> other.place().from() == place.from() && other.place().to() == place.to())
                        .map(Found::name).distinct().limit(MOST_MATCHES)
                        .map(name -> Match.of(name.source(), phrases.text(name.title()), null,
                                name.dates().stream().findFirst().orElse(null), null, null))
                        .toList();
                taken.add(new Finding(place.from(), place.to(), text.substring(place.from(), place.to()), each.name().kind(),
                        same));
            }
        }
    }

    /** @return the place of the first number that there are too many before to look up; null where all were */
    private static Integer numbers(String text, List<Sentence> sentences, Set<String> days, List<Figure> figures,
            Phrases phrases, List<Finding> taken) {
        var numbers = Numbers.in(text).filter(number -> isFree(taken, number.from(), number.to())).toList();
        numbers.stream().limit(MOST_NUMBERS).forEach(number -> {
            var sentence = sentences.stream().filter(each -> each.from() <= number.from() && number.from() < each.to())
                    .findFirst().orElseThrow();
            taken.add(new Finding(number.from(), number.to(), text.substring(number.from(), number.to()), Kind.NUMBER,
                    number.unit() == null ? List.of() : matches(number, sentence, days, figures, phrases)));
        });
        return numbers.size() > MOST_NUMBERS ? numbers.get(MOST_NUMBERS).from() : null;
    }

    /**
     * A sentence and what it speaks of.
     *
     * @param own the countries that it names
     * @param context those, and where they are fewer than two, those named before it, else after it
     */
    private record Sentence(int from, int to, String text, Set<String> stems, Set<String> own, Set<String> context,
            Set<String> years) {

        /** What of it is between the semicolons around that place in the text, or near. */
        String part(int place) {
            return text.substring(start(place - from), end(place - from));
        }

        /** Of that, what is rather of this number than of others. */
        String of(Numbers.Number number) {
            var start = start(number.from() - from);
            var end = Math.max(end(number.from() - from), number.to() - from);
            return Subject.around(text.substring(start, end), number.from() - from - start, number.to() - from - start);
        }

        private int start(int at) {
            return Math.max(text.lastIndexOf(';', at) + 1, at - NEAR);
        }

        private int end(int at) {
            var end = text.indexOf(';', at);
            return Math.min(end < 0 ? text.length() : end, at + NEAR);
        }
    }

    private List<Sentence> sentences(String text, List<Written> written) {
        var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        var parts = new ArrayList<Sentence>();
        for (int from = breaks.first(), to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            var end = to;
            if (to == text.length()
                    || !ABBREVIATED.matcher(text.substring(Math.max(from, to - LONGEST_ABBREVIATION), to)).matches()
                            && written.stream().noneMatch(day -> day.has(text, end))) {
                var sentence = text.substring(from, to);
                parts.add(new Sentence(from, to, sentence, Words.stems(sentence), countries(sentence), Set.of(),
                        Numbers.years(sentence)));
                from = to;
            }
        }
        return IntStream.range(0, parts.size()).mapToObj(i -> {
            var part = parts.get(i);
            var context = new LinkedHashSet<>(part.own());
            IntStream.concat(IntStream.iterate(i - 1, j -> j >= 0, j -> j - 1), IntStream.range(i + 1, parts.size()))
                    .filter(j -> context.size() < 2).forEach(j -> context.addAll(parts.get(j).own()));
            return new Sentence(part.from(), part.to(), part.text(), part.stems(), part.own(), context, part.years());
        }).toList();
    }

    private static List<Match> matches(Numbers.Number number, Sentence sentence, Set<String> days,
            List<Figure> figures, Phrases phrases) {
        var subject = Subject.of(number.unit(), sentence.text(), number.from() - sentence.from(),
                number.to() - sentence.from()).orElse(null);
        var ofNumber = sentence.of(number);
        record Scored(Figure figure, int score) {}
        var scored = figures.stream()
                .filter(figure -> figure.unit() != null && Words.isOfOneKind(number.unit(), figure.unit())
                        && isOfOne(subject, figure) && (figure.only() == null || Words.isOfOnly(figure.only(), ofNumber)))
                .map(figure -> new Scored(figure, score(figure, subject, sentence, days))).filter(each -> each.score() > 0)
                .toList();
        // What is said of cargo or a purpose alone is held against what is recorded of that alone, where there is anything.
        var anyScope = scored.stream().allMatch(each -> each.figure().only() == null);
        var near = scored.stream().filter(each -> anyScope || each.figure().only() != null).toList();
        var isOfPlans = Words.isOfPlans(sentence.part(number.from()));
        Function<Figure, Boolean> agrees = figure -> figure.agrees(number.stated(), number.unit(), isOfPlans);
        // What is said of a year is held against what is recorded of that year, where there is anything.
        Predicate<Scored> isOfYears = each -> sentence.years().stream()
                .anyMatch(year -> each.figure().day().startsWith(year));
        var anyYear = near.stream().noneMatch(isOfYears);
        var sorted = near.stream().filter(each -> anyYear || isOfYears.test(each) || each.figure().day().isEmpty())
                .sorted(Comparator
                        .comparing((Scored each) -> closeness(agrees.apply(each.figure()), each.figure().is(number.stated())))
                        .thenComparing(Scored::score, Comparator.reverseOrder())
                        .thenComparing(each -> !each.figure().isComplete())
                        .thenComparing(Scored::figure, Figure.BY_DATE.reversed()))
                .map(Scored::figure).toList();
        var agreeing = sorted.stream().filter(figure -> Boolean.TRUE.equals(agrees.apply(figure))).toList();
        return (agreeing.isEmpty() ? sorted : agreeing).stream().limit(MOST_MATCHES)
                .map(figure -> match(figure, agrees.apply(figure), figures, phrases)).toList();
    }

    /** What agrees goes first, then the same number that means something else, then what contradicts. */
    private static int closeness(Boolean agrees, boolean isSameNumber) {
        return agrees == null ? isSameNumber ? 1 : 3 : agrees ? 0 : 2;
    }

    /** What is of nothing that is known by its words is found by those words alone. */
    private static boolean isOfOne(Subject subject, Figure figure) {
        return subject == null ? !figure.stems().isEmpty() : figure.subject() == null || figure.subject() == subject;
    }

    /** How much the sentence and the figure have in common; 0 where they may be about different things. */
    private static int score(Figure figure, Subject subject, Sentence sentence, Set<String> days) {
        var countries = figure.countries();
        var both = (int) countries.stream().filter(sentence.own()::contains).count();
        var isWithin = !countries.isEmpty()
                && (sentence.own().size() > 1 ? sentence.own() : sentence.context()).containsAll(countries);
        if (!countries.isEmpty() && !sentence.own().isEmpty() && (both == 0 || sentence.own().size() > 1 && !isWithin)) {
            return 0;
        }
        if (isWithin && subject != null && figure.subject() == subject) {
            // That of a pair goes before that of one of them, and what was said before what is published.
            return SURE + 2 * countries.size() + (figure.source().claimId() == null ? 0 : 1);
        }
        if (subject == Subject.PARTICIPANTS && countries.isEmpty() && days.contains(figure.day())) {
            return SURE;
        }
        var shared = figure.stems().stream().mapToInt(stems -> (int) stems.stream().filter(sentence.stems()::contains).count())
                .max().orElse(0);
        var enough = subject == Subject.PARTICIPANTS || both > 0 ? 1 : 2;
        return shared >= enough || both >= 2 && figure.subject() == null && !figure.stems().isEmpty() ? shared + 2 * both : 0;
    }

    /**
     * The countries that a sentence names, in any of the languages, in its order; by a name of two of them, both. What stands within
     * a longer name is none: in "North Korea" no Korea.
     */
    private Set<String> countries(String sentence) {
        var words = Words.of(sentence);
        record Named(String code, int from, int to) {

            boolean isAt(Named other) {
                return from == other.from && to == other.to;
            }
        }
        var places = countryNames.stream().flatMap(country -> country.places(sentence, words)
                .map(place -> new Named(country.code(), place.from(), place.to()))).distinct()
                .sorted(Comparator.comparingInt((Named place) -> place.from() - place.to()).thenComparing(Named::from))
                .toList();
        var taken = new BitSet();
        var named = new ArrayList<Named>();
        for (var place : places) {
            var last = named.isEmpty() ? null : named.get(named.size() - 1);
            if (taken.get(place.from(), place.to()).isEmpty() || last != null && last.isAt(place)) {
                taken.set(place.from(), place.to());
                named.add(place);
            }
        }
        return named.stream().sorted(Comparator.comparingInt(Named::from)).map(Named::code)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<CountryName> countryNames(Languages languages) {
        var names = new ArrayList<CountryName>();
        var choices = languages.all().stream().map(Locale::forLanguageTag).flatMap(each -> Countries.choices(each).stream())
                .toList();
        choices.forEach(country -> names.add(CountryName.of(country.code(), country.name(), true)));
        for (var language : languages.all()) {
            // Such as "KR Korea Korean|US America American"; in a name of several words they are joined.
            for (var country : languages.choose(language, List.of()).of("check.countries").split("\\|")) {
                var parts = country.split(" ");
                Stream.of(parts).skip(1)
                        .forEach(name -> names.add(CountryName.of(parts[0], name.replace('_', ' '), false)));
            }
        }
        // People leave out all but the last word: of "South Korea", of "Республика Корея". Alone it means the country that has it for
        // its name, where there is one: no other Korea, Guinea or China.
        var owners = names.stream().collect(Collectors.toMap(CountryName::stems, CountryName::code, (first, next) -> first));
        choices.forEach(country -> {
            var last = country.name().substring(country.name().lastIndexOf(' ') + 1);
            var stems = Words.stemsOf(last);
            if (!GENERIC.contains(stems.stream().findFirst().orElse(""))
                    && owners.getOrDefault(stems, country.code()).equals(country.code())) {
                Stream.concat(Stream.of(last), Words.declined(last))
                        .forEach(name -> names.add(CountryName.of(country.code(), name, true)));
            }
        });
        return names.stream().distinct().toList();
    }

    private static Match match(Figure figure, Boolean agrees, List<Figure> figures, Phrases phrases) {
        var newer = figures.stream().filter(other -> other.isNewerThan(figure)).max(Figure.BY_DATE)
                // The same number again makes nothing outdated.
                .filter(other -> other.value().compareTo(figure.value()) != 0)
                .map(other -> new Newer(other.source().claimId(), other.source().measure(), other.source().recordId(),
                        phrases.quantity(other.quantity()), other.date(),
                        other.source().page()))
                .orElse(null);
        return Match.of(figure.source(), figure.said().apply(phrases), figure.by().apply(phrases), figure.date(),
                agrees, newer);
    }
}
