package org.tamga.gateway.curve;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value over the days on which it holds, as a line in steps: what a template needs to draw it as SVG. Lengths are units of a picture of
 * {@link #WIDTH} by {@link #HEIGHT}. Days without a value are a gap, never a zero.
 *
 * @param line a path through the values
 * @param former a path through the values as they were known before, or null where there is nothing to lay beside
 * @param days marks along the bottom
 * @param values marks along the side
 * @param mark what was said, at the day that it is about; null where nothing was
 */
public record Curve(String line, String former, List<Tick> days, List<Tick> values, Mark mark) {

    public static final int WIDTH = 640;
    public static final int HEIGHT = 240;
    private static final int LEFT = 64;
    private static final int RIGHT = WIDTH - 16;
    private static final int TOP = 16;
    private static final int BOTTOM = HEIGHT - 32;
    private static final int MOST_DAYS = 7;
    private static final int VALUES = 4;

    /**
     * A stretch of days with one value.
     *
     * @param from its first day, or null for as long as can be
     * @param to the day after its last, or null
     * @param value or null where there is none
     */
    public record Step(LocalDate from, LocalDate to, BigDecimal value) {

        /** The stretches of a measure's announcement, as its service gives them. */
        public static List<Step> of(JsonNode announcement) {
            return StreamSupport.stream(announcement.path("series").spliterator(), false)
                    .map(step -> new Step(day(step, "validFrom"), day(step, "validTo"),
                            step.path("value").isNumber() ? step.path("value").decimalValue() : null))
                    .toList();
        }

        private static LocalDate day(JsonNode step, String bound) {
            return step.path(bound).isTextual() ? LocalDate.parse(step.path(bound).textValue()) : null;
        }
    }

    /** A mark on an axis: where, and what it says. */
    public record Tick(String at, String text) {}

    /** A point in the picture with its words. */
    public record Mark(String x, String y, String text) {}

    /** What was said: a value of a day. */
    public record Said(LocalDate day, BigDecimal value, String text) {}

    private record Scale(LocalDate first, LocalDate last, double most) {

        double x(LocalDate day) {
            return LEFT + (RIGHT - LEFT) * (double) ChronoUnit.DAYS.between(first, day) / ChronoUnit.DAYS.between(first, last);
        }

        double y(BigDecimal value) {
            return BOTTOM - (BOTTOM - TOP) * value.doubleValue() / most;
        }
    }

    /**
     * Draws a value.
     *
     * @param now as it is known, in the order of days
     * @param former as it was known before; empty for nothing to lay beside
     * @param said or null
     * @param today is in the picture, whatever the days of the values
     * @param amounts writes a value on the axis
     * @return empty where there is no value at all, or a negative one, which no measure has
     */
    public static Optional<Curve> of(List<Step> now, List<Step> former, Said said, LocalDate today,
            Function<BigDecimal, String> amounts) {
        var values = Stream.concat(Stream.concat(now.stream(), former.stream()).map(Step::value),
                said == null ? Stream.of() : Stream.of(said.value())).filter(Objects::nonNull).toList();
        if (now.stream().allMatch(step -> step.value() == null) || values.stream().anyMatch(value -> value.signum() < 0)) {
            return Optional.empty();
        }
        var days = Stream.concat(
                Stream.concat(now.stream(), former.stream()).flatMap(step -> Stream.of(Optional.ofNullable(step.from()),
                        Optional.ofNullable(step.to())).flatMap(Optional::stream)),
                said == null ? Stream.of(today) : Stream.of(today, said.day())).sorted().toList();
        var line = joined(now);
        var before = joined(former);
        // A year before and half a year after, so that what has no bound is seen to go on.
        var scale = new Scale(days.get(0).minusYears(1).withDayOfYear(1), days.get(days.size() - 1).plusMonths(6),
                roof(values.stream().mapToDouble(BigDecimal::doubleValue).max().orElse(0)));
        return Optional.of(new Curve(path(line, scale), before.isEmpty() || before.equals(line) ? null : path(before, scale),
                years(scale), heights(scale, amounts),
                said == null ? null : new Mark(number(scale.x(said.day())), number(scale.y(said.value())), said.text())));
    }

    /** Stretches with one value that touch are one: what makes the value is not in the picture. */
    private static List<Step> joined(List<Step> steps) {
        var joined = new ArrayList<Step>();
        for (var step : steps) {
            var last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.value() != null && step.value() != null && last.value().compareTo(step.value()) == 0
                    && Objects.equals(last.to(), step.from())) {
                joined.set(joined.size() - 1, new Step(last.from(), step.to(), last.value()));
            } else {
                joined.add(step);
            }
        }
        return joined;
    }

    private static String path(List<Step> steps, Scale scale) {
        var path = new StringBuilder();
        LocalDate end = null;
        var isOpen = false;
        for (var step : steps) {
            if (step.value() == null) {
                isOpen = false;
                continue;
            }
            var from = step.from() == null ? scale.first() : step.from();
            var to = step.to() == null ? scale.last() : step.to();
            path.append(isOpen && from.equals(end) ? "V" : "M" + number(scale.x(from)) + " ")
                    .append(number(scale.y(step.value())))
                    .append('H').append(number(scale.x(to)));
            end = to;
            isOpen = true;
        }
        return path.toString();
    }

    private static List<Tick> years(Scale scale) {
        int first = scale.first().getYear();
        int last = scale.last().getYear();
        int every = 1;
        while ((last - first) / every >= MOST_DAYS) {
            every = every == 1 ? 2 : every == 2 ? 5 : every * 2;
        }
        var ticks = new ArrayList<Tick>();
        for (int year = Math.floorDiv(first + every - 1, every) * every; year <= last; year += every) {
            ticks.add(new Tick(number(scale.x(LocalDate.of(year, 1, 1))), Integer.toString(year)));
        }
        return ticks;
    }

    private static List<Tick> heights(Scale scale, Function<BigDecimal, String> amounts) {
        var ticks = new ArrayList<Tick>();
        for (int part = 0; part <= VALUES; part++) {
            var value = BigDecimal.valueOf(scale.most()).multiply(BigDecimal.valueOf(part))
                    .divide(BigDecimal.valueOf(VALUES), 6, RoundingMode.HALF_EVEN).stripTrailingZeros();
            ticks.add(new Tick(number(scale.y(value)), amounts.apply(value.scale() < 0 ? value.setScale(0) : value)));
        }
        return ticks;
    }

    /** The next higher number whose quarters are round. */
    private static double roof(double most) {
        if (most <= 0) {
            return VALUES;
        }
        var power = Math.pow(10, Math.floor(Math.log10(most)));
        for (var step : new double[]{1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8}) {
            if (most <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    static String number(double length) {
        return String.format(Locale.ROOT, "%.1f", length);
    }
}
