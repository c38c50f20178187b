package org.tamga.gateway.check;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a figure is of, as far as words tell: its unit, and the word of the sentence that is nearest to it. */
enum Subject {

    COMPANIES("companies", null),
    FLIGHTS("flights", null),
    PRESENCES("presences", null),
    AGREEMENTS("agreements", null),
    /** How long one may stay. */
    STAY("days",
            "\\bvisa|\\bstay|виз|пребыва|находиться|въезд|сууз|визасыз|болу|무비자|무사증|비자|사증|체류"),
    TURNOVER(Words.MONEY,
            "\\btrade\\b|turnover|товарооборот|торговл|торгов\\p{L}+ оборот|взаимн\\p{L}+ торг|교역|무역|тауар айналым|сауда"),
    EXPORTS(Words.MONEY, "export|экспорт|수출"),
    IMPORTS(Words.MONEY, "\\bimport(?:s|ed|ing)?\\b|импорт|수입"),
    INVESTMENT(Words.MONEY, "invest|инвест|капиталовложен|투자"),
    VISITORS(Words.PERSONS,
            "touris|visit|arriv|\\bcame\\b|travell?ed|travell?er|турист|турпоток|посе[тщ]|прибы|въех|въезд|поездк|관광|방문|입국|여행|찾|келуші|келген|барған"),
    STUDENTS(Words.PERSONS, "student|studying|студент|обуча|учащ|учатся|유학|(?<!장)학생|재학|оқи|білім ал"),
    GRANTS(Words.PERSONS, "scholarship|\\bgrants?\\b|stipend|стипенди|грант|장학|шәкіртақы"),
    PARTICIPANTS(Words.PERSONS, "participa|attend|gathered|участник|участи|участвова|собра|делегат|참석|참가|모였|қатысушы|қатысқан");

    /** Between two words that belong to two figures. */
    private static final Pattern BREAK = Pattern.compile("[,;:]| and | а | и | but | пен | мен |며 |고 ");
    private static final Pattern FIGURE = Pattern.compile("(?<![\\d.,])(?!(?:19|20)\\d{2}(?!\\d))\\d");
    private static final int FAR = 1000;
    /** So many characters to each side of a figure tell what it is of, however long its sentence. */
    private static final int WINDOW = 300;

    /** Those that are counted anew for each year, month or other time: one of a month is no newer one of a year. */
    private static final Set<Subject> FLOWS = Set.of(TURNOVER, EXPORTS, IMPORTS, INVESTMENT, VISITORS);

    private final String unit;
    private final Pattern words;

    Subject(String unit, String words) {
        this.unit = unit;
        this.words = words == null
                ? null
                : Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    boolean isFlow() {
        return FLOWS.contains(this);
    }

    /**
     * What a figure is of.
     *
     * @param unit as {@link Words} names it
     * @param sentence in which it stands
     * @param from of the figure in the sentence
     * @param to behind its last digit or scale
     */
    static Optional<Subject> of(String unit, String sentence, int from, int to) {
        var kind = Words.kind(unit);
        var start = Math.max(0, from - WINDOW);
        var around = sentence.substring(start, Math.min(sentence.length(), to + WINDOW));
        return Stream.of(values()).filter(subject -> subject.unit.equals(kind))
                .flatMap(subject -> subject.words == null
                        ? Stream.of(new Near(subject, 0))
                        : subject.words.matcher(around).results()
                                .map(word -> new Near(subject,
                                        distance(around, from - start, to - start, word.start(), word.end()))))
                .min(Comparator.comparingInt(Near::distance)).map(Near::subject);
    }

    private record Near(Subject subject, int distance) {}

    /**
     * What of a part of a sentence is rather of the figure behind its digits than of those before and after.
     *
     * @param from of the figure
     * @param to behind its last digit or scale
     */
    static String around(String part, int from, int to) {
        var before = FIGURE.matcher(part.substring(0, from)).results().reduce((first, second) -> second);
        var head = before.map(figure -> behindLastBreak(part.substring(figure.start(), from))).orElse(part.substring(0, from));
        var tail = part.substring(to);
        var next = FIGURE.matcher(tail);
        return head + part.substring(from, to) + (next.find() ? beforeLastBreak(tail.substring(0, next.start())) : tail);
    }

    private static String behindLastBreak(String gap) {
        return BREAK.matcher(gap).results().reduce((first, second) -> second).map(found -> gap.substring(found.end()))
                .orElse(gap);
    }

    private static String beforeLastBreak(String gap) {
        return BREAK.matcher(gap).results().reduce((first, second) -> second).map(found -> gap.substring(0, found.start()))
                .orElse(gap);
    }

    private static int distance(String sentence, int from, int to, int start, int end) {
        var gap = start >= to ? sentence.substring(to, start) : end <= from ? sentence.substring(end, from) : "";
        // What stands beyond another figure is rather of that one.
        return gap.length() + (BREAK.matcher(gap).find() ? FAR : 0) + (FIGURE.matcher(gap).find() ? 2 * FAR : 0);
    }
}
