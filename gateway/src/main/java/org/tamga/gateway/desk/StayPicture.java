package org.tamga.gateway.desk;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.tamga.gateway.brief.Phrases;

/**
 * Stretches of days on one line of time: what a template needs to draw them as SVG. Lengths are units of a picture of {@link #WIDTH} by
 * {@link #height()}.
 *
 * @param bars one below the other
 * @param months marks along the bottom
 */
public record StayPicture(List<Bar> bars, List<Mark> months) {

    static final int WIDTH = 640;
    /** The height of a bar with its words above it. */
    private static final int ROW = 38;
    private static final int AXIS = 24;
    private static final int MOST_MONTHS = 5;
    /** What the words of a month take up at most. */
    private static final int MONTH = 120;
    /** Between two marks, in months. */
    private static final int[] STEPS = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600};

    /**
     * A stretch of days.
     *
     * @param kind such as {@code trip}
     * @param name of the kind, in words
     */
    record Span(String kind, String name, LocalDate from, LocalDate to) {

        /** It in words. */
        String inWords(Phrases phrases) {
            return phrases.of("brief.reading", name, Phrases.dash(phrases.day(from), phrases.day(to)));
        }
    }

    /** A stretch in the picture, with its words. */
    public record Bar(String kind, int x, int y, int width, String label) {}

    /** A mark on the axis: where, and the month that begins there. */
    public record Mark(int x, String text) {}

    /** Draws at least one. */
    static StayPicture of(List<Span> spans, Phrases phrases) {
        var first = spans.stream().map(Span::from).min(LocalDate::compareTo).orElseThrow();
        var last = spans.stream().map(Span::to).max(LocalDate::compareTo).orElseThrow();
        var days = ChronoUnit.DAYS.between(first, last) + 1;
        var bars = new ArrayList<Bar>();
        for (var span : spans) {
            bars.add(new Bar(span.kind(), x(first, span.from(), days), bars.size() * ROW,
                    Math.max(2, x(span.from(), span.to().plusDays(1), days)), span.inWords(phrases)));
        }
        return new StayPicture(bars, months(first, last, days, phrases));
    }

    private static int x(LocalDate first, LocalDate day, long days) {
        return (int) (ChronoUnit.DAYS.between(first, day) * WIDTH / days);
    }

    private static List<Mark> months(LocalDate first, LocalDate last, long days, Phrases phrases) {
        var from = months(first.minusDays(1)) + 1;
        var to = months(last);
        var step = IntStream.of(STEPS).filter(each -> (to - from) / each < MOST_MONTHS).findFirst()
                .orElse(STEPS[STEPS.length - 1]);
        var marks = new ArrayList<Mark>();
        for (int month = Math.floorDiv(from + step - 1, step) * step; month <= to; month += step) {
            var day = YearMonth.of(month / 12, month % 12 + 1);
            var x = x(first, day.atDay(1), days);
            if (x <= WIDTH - MONTH) {
                marks.add(new Mark(x, phrases.date(day.toString())));
            }
        }
        return marks;
    }

    /** How many months after that of January of the year 0 it is. */
    private static int months(LocalDate day) {
        return day.getYear() * 12 + day.getMonthValue() - 1;
    }

    /** Where the axis is. */
    public int bottom() {
        return bars.size() * ROW;
    }

    /** The picture's height. */
    public int height() {
        return bottom() + AXIS;
    }
}
