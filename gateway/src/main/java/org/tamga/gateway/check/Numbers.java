package org.tamga.gateway.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Map;
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
    private static final Pattern DAY = Pattern.compile("\\d{1,2}");
    private static final Pattern OF_A_YEAR = Pattern
            .compile("(?su)\\d{4}(?:\\s?[-–]\\s?\\d{2,4})?\\s?(?:год|г\\.|гг\\.|жыл|년).*");
    private static final Pattern IN_A_YEAR = Pattern.compile(
            "(?isu).*(?<!\\p{L})(?:in|since|by|during|until|from|to|of|for|year|в|во|с|со|к|до|за|на|по|от|[-–(])\\s?");
    private static final Pattern ORDINAL_AFTER = Pattern
            .compile("(?su)(?:-?(?:й|го|му|ая|ый|ой|я|st|nd|rd|th)|-(?:е|ее|м|ом|х|ю|ую)|차|번째)(?!\\p{L}).*");
    private static final Pattern ORDINAL_BEFORE = Pattern
            .compile(
                    "(?isu).*(?:№|#|\\bNo\\.|제|(?:art|para)\\.|article|paragraph|resolution|постановлени\\p{L}+|(?<!\\p{L})(?:ст|пп?)\\.|стать\\p{L}+|пункт\\p{L}*)\\s?");
    private static final Pattern WHOLE = Pattern
            .compile("\\s(?:of(?: the| these| those)?|из(?: этих| тех)?|to|до)\\s\\d+(?:[ \u00a0,]\\d{3})*");
    private static final Pattern DAY_OF_MONTH = Pattern.compile("(?s).*월\\s?(?:\\d{1,2}일?\\s?(?:부터|에서|[-–~∼])\\s?)?");
    /** Between the ends of a range: a sign, or a word that has another before the first end. */
    private static final Pattern JOINT = Pattern
            .compile("[ \u00a0]?(?:[-–—~∼〜]|(?<=[ \u00a0])(and|и|до|по)(?=[ \u00a0]))[ \u00a0]?(?:US ?)?\\p{Sc}?(?=\\d)");
    private static final Map<String, Pattern> OPENINGS = Map.of("and", opening("between"), "и", opening("между"),
            "до", opening("от"), "по", opening("с"));
    private static final Pattern ABOUT = Pattern.compile(
            "(?isu).*(?:about|around|some|nearly|almost|approximately|roughly|около|почти|порядка|примерно|приблизительно|약|거의|шамамен|жуық)"
                    + "\\s(?:\\p{L}+\\s)?(?:US ?)?\\p{Sc}?");
    private static final Pattern OVER = Pattern.compile(
            "(?isu).*(?:over|than|above|exceed\\p{L}*|at least|upwards of|свыше|более|больше|превы\\p{L}+|не менее|артық|астам)"
                    + "\\s(?:\\p{L}+\\s)?(?:US ?)?\\p{Sc}?");
    private static final Pattern OVER_AFTER = Pattern
            .compile("(?su)\\s?(?:여|(?:명|편|개사|개|\\p{L}{0,3}\\s?달러)?\\s?(?:을|를|이|가)?\\s?(?:넘|이상|초과|웃돌)).*");
    private static final Pattern UNDER = Pattern.compile(
            "(?isu).*(?:(?<!no )(?<!not )(?:fewer|less) than|under|below|at most|not? more than|(?<!не )(?:менее|меньше)"
                    + "|не (?:более|больше|превы\\p{L}+))\\s(?:\\p{L}+\\s)?(?:US ?)?\\p{Sc}?");
    private static final Pattern UNDER_AFTER = Pattern
            .compile("(?su)\\s?(?:명|편|개사|개|\\p{L}{0,3}\\s?달러)?\\s?(?:을|를|이|가|에)?\\s?(?:미만|이하|밑돌|못 ?미).*");
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
                number(text, match).ifPresent(numbers::add);
            }
        }
        return numbers.stream();
    }

    private static Optional<Number> number(String text, MatchResult match) {
        var sum = sum(text, match);
        var joined = otherEnd(text, match.start(), sum.to);
        if (!sum.isScaled && DAY.matcher(match.group()).matches() && joined
                .filter(other -> isNoFigure(text, other) && !YEAR.matcher(other.group()).matches()).isPresent()) {
            // Such as the first of some days of a month.
            return Optional.empty();
        }
        // Before what is no figure, such as a year, the dash is the sentence's own.
        var end = joined.filter(other -> !isNoFigure(text, other));
        var range = end.flatMap(other -> range(text, sum, other));
        var to = range.map(Sum::to).orElse(sum.to);
        var unit = Words.unitAt(text, to).or(() -> Words.unitBefore(text, match.start())).or(() -> unitOfWhole(text, to))
                .orElse(null);
        if (unit == null && !sum.isScaled && YEAR.matcher(match.group()).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Number(match.start(), to, unit, range
                .map(upTo -> new Stated(scaled(text, sum, end.get()), upTo.value, 0, false, RoundingMode.HALF_UP))
                .orElseGet(() -> stated(text, match.start(), sum))));
    }

    /** The number at the other end of what may be a range. */
    private static Optional<MatchResult> otherEnd(String text, int from, int to) {
        var joint = JOINT.matcher(text).region(to, text.length()).useTransparentBounds(true);
        if (!joint.lookingAt()
                || joint.group(1) != null && !OPENINGS.get(joint.group(1)).matcher(before(text, from)).matches()) {
            return Optional.empty();
        }
        var number = NUMBER.matcher(text).region(joint.end(), text.length());
        return number.lookingAt() ? Optional.of(number.toMatchResult()) : Optional.empty();
    }

    /** The upper end of a range; empty where it is none, for it is not above the lower one. */
    private static Optional<Sum> range(String text, Sum low, MatchResult other) {
        return Optional.of(sum(text, other)).filter(high -> scaled(text, low, other).compareTo(high.value) < 0);
    }

    /** The lower end of a range: in "5–7 billion" both are billions. */
    private static BigDecimal scaled(String text, Sum low, MatchResult other) {
        return low.isScaled ? low.value : Words.scaleAt(text, other.end()).of(low.value);
    }

    private static Pattern opening(String word) {
        return Pattern.compile("(?isu).*(?<!\\p{L})" + word + "\\s(?:US ?)?\\p{Sc}?");
    }

    /** Of "537 of the 735 companies" and "from 740 to 894 companies": what the other figure is counted in. */
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
        var before = before(text, from);
        var after = after(text, sum.to);
        var mode = UNDER.matcher(before).matches() || UNDER_AFTER.matcher(after).matches()
                ? RoundingMode.UP
                : OVER.matcher(before).matches() || OVER_AFTER.matcher(after).matches()
                        ? RoundingMode.DOWN
                        : RoundingMode.HALF_UP;
        var isAbout = mode != RoundingMode.HALF_UP || ABOUT.matcher(before).matches();
        // Of "about 18,000" the noughts are no digits.
        var power = isAbout ? Math.max(sum.power, -sum.value.stripTrailingZeros().scale()) : sum.power;
        return new Stated(sum.value, null, power, isAbout || sum.isScaled, mode);
    }
}
