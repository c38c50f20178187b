package org.tamga.gateway.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.gateway.check.Figure.Stated;

/** The figures of a text: what counts something, with its scale and unit; no years, days of months, acts or rounds. */
final class Numbers {

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\p{L}\\d+.,:-])(\\d{1,3}(?:[ \u00a0\u202f,]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)?)(?![\\d+]|[.,:]\\d|[A-Za-z]\\+)");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d{2}(?!\\d|[.,]\\d)");
    private static final Pattern OF_A_YEAR = Pattern
            .compile("(?su)\\d{4}(?:\\s?[-–]\\s?\\d{2,4})?\\s?(?:год|г\\.|гг\\.|жыл|년).*");
    private static final Pattern IN_A_YEAR = Pattern.compile(
            "(?isu).*(?<!\\p{L})(?:in|since|by|during|until|from|to|of|for|year|в|во|с|со|к|до|за|на|по|от|[-–(])\\s?");
    private static final Pattern ORDINAL_AFTER = Pattern
            .compile("(?su)-?(?:й|го|му|ая|ый|ой|я|st|nd|rd|th)(?!\\p{L}).*");
    private static final Pattern ORDINAL_BEFORE = Pattern
            .compile("(?isu).*(?:№|#|\\bNo\\.|제|article|resolution|постановлени\\p{L}+|стать\\p{L}+)\\s?");
    private static final Pattern WHOLE = Pattern
            .compile("\\s(?:of(?: the| these| those)?|из(?: этих| тех)?)\\s\\d+(?:[ \u00a0,]\\d{3})*");
    private static final Pattern DAY_OF_MONTH = Pattern.compile("(?s).*월\\s?");
    private static final Pattern ABOUT = Pattern.compile(
            "(?isu).*(?:about|around|some|nearly|almost|approximately|roughly|около|почти|порядка|примерно|приблизительно|약|거의|шамамен|жуық)"
                    + "\\s(?:\\p{L}+\\s)?(?:US ?)?\\p{Sc}?");
    private static final Pattern OVER = Pattern.compile(
            "(?isu).*(?:over|than|above|exceed\\p{L}*|at least|upwards of|свыше|более|больше|превы\\p{L}+|не менее|артық|астам)"
                    + "\\s(?:\\p{L}+\\s)?(?:US ?)?\\p{Sc}?");
    private static final Pattern OVER_AFTER = Pattern
            .compile("(?su)\\s?(?:여|(?:명|편|개사|개|\\p{L}{0,3}\\s?달러)?\\s?(?:을|를|이|가)?\\s?(?:넘|이상|초과|웃돌)).*");
    /** So many characters around a figure tell how it is meant. */
    private static final int CONTEXT = 40;

    private Numbers() {
    }

    /**
     * A figure in a text.
     *
     * @param to behind its last digit or scale
     * @param unit as {@link Words} names it; null where none is known
     */
    record Number(int from, int to, String unit, Stated stated) {}

    /** A number with its scales; of {@code 5만 3,224} both parts. */
    private record Sum(BigDecimal value, int power, int to, boolean isScaled) {}

    /** The figures, in their order. */
    static Stream<Number> in(String text) {
        var numbers = new ArrayList<Number>();
        for (var match : NUMBER.matcher(text).results().toList()) {
            var isPart = !numbers.isEmpty() && match.start() < numbers.get(numbers.size() - 1).to();
            if (!isPart && !isNoFigure(text, match)) {
                var sum = sum(text, match);
                var unit = Words.unitAt(text, sum.to).or(() -> Words.unitBefore(text, match.start()))
                        .or(() -> unitOfWhole(text, sum.to)).orElse(null);
                if (unit != null || sum.isScaled || !YEAR.matcher(match.group()).matches()) {
                    numbers.add(new Number(match.start(), sum.to, unit, stated(text, match.start(), sum)));
                }
            }
        }
        return numbers.stream();
    }

    /** Of "537 of the 735 companies": what the whole is counted in. */
    private static Optional<String> unitOfWhole(String text, int position) {
        var whole = WHOLE.matcher(text).region(position, text.length());
        return whole.lookingAt() ? Words.unitAt(text, whole.end()) : Optional.empty();
    }

    /** The years that a text names. */
    static Set<String> years(String text) {
        return YEAR.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String before(String text, int position) {
        return text.substring(Math.max(0, position - CONTEXT), position);
    }

    private static String after(String text, int position) {
        return text.substring(position, Math.min(text.length(), position + CONTEXT));
    }

    private static boolean isNoFigure(String text, MatchResult number) {
        var before = before(text, number.start());
        var after = after(text, number.end());
        if (YEAR.matcher(number.group()).matches()
                && (OF_A_YEAR.matcher(number.group() + after).matches() || IN_A_YEAR.matcher(before).matches())) {
            return true;
        }
        if (ORDINAL_AFTER.matcher(after).matches() || ORDINAL_BEFORE.matcher(before).matches()) {
            return true;
        }
        // A day and its month, without a year.
        return number.group().length() <= 2 && (after.matches("(?s)\\s?월.*")
                || after.startsWith("일") && DAY_OF_MONTH.matcher(before).matches()
                || isMonth(after.strip().split("[^\\p{L}]", 2)[0])
                || isMonth(before.strip().replaceFirst("(?s).*[^\\p{L}]", "")));
    }

    private static boolean isMonth(String word) {
        return word.length() > 2 && TextCheck.month(word) > 0;
    }

    private static Sum sum(String text, MatchResult first) {
        var sum = sum(text, first, BigDecimal.ZERO);
        // In Hangul a number may go on behind its scale, with a smaller one or none.
        while (sum.isScaled && Words.isHangul(text.substring(sum.to - 1, sum.to))) {
            var next = NUMBER.matcher(text).region(sum.to + (text.startsWith(" ", sum.to) ? 1 : 0), text.length());
            if (!next.lookingAt() || Words.scaleAt(text, next.end()).power() >= sum.power) {
                break;
            }
            sum = sum(text, next.toMatchResult(), sum.value);
            if (sum.power <= 0) {
                return new Sum(sum.value, sum.power, sum.to, false);
            }
        }
        return sum;
    }

    private static Sum sum(String text, MatchResult part, BigDecimal former) {
        var number = new BigDecimal(
                part.group().replaceAll("[ \u00a0\u202f]|,(?=\\d{3}(?:\\D|$))", "").replace(',', '.'));
        var scale = Words.scaleAt(text, part.end());
        return new Sum(former.add(scale.of(number)), scale.power() - number.scale(), scale.end(), scale.power() > 0);
    }

    private static Stated stated(String text, int from, Sum sum) {
        var isAtLeast = OVER.matcher(before(text, from)).matches() || OVER_AFTER.matcher(after(text, sum.to)).matches();
        var isAbout = isAtLeast || ABOUT.matcher(before(text, from)).matches();
        // Of "about 18,000" the noughts are no digits.
        var power = isAbout ? Math.max(sum.power, -sum.value.stripTrailingZeros().scale()) : sum.power;
        return new Stated(sum.value, power, isAbout || sum.isScaled, isAtLeast);
    }
}
