package org.tamga.mobility.schedule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.tamga.commons.problem.Violation;
import org.tamga.mobility.schedule.FlightSchedule.OperatingPeriod;
import org.tamga.mobility.schedule.FlightSchedule.Stage;
import org.tamga.mobility.schedule.FlightSchedule.TimeMode;
import org.tamga.record.Interval;

/** A flight leg record (type 3) with the segment data records (type 4) that follow it, on the way to a flight schedule. */
final class SsimLeg {

    /** What {@link #locator} gives, in PostgreSQL's regular expressions. */
    static final String LOCATOR = "^[A-Z0-9]{2,3} \\d+ variation \\d+ leg \\d+$";

    /** Where a carrier record says whether its schedule is only proposed. */
    static final int STATUS = 72;
    static final char PROPOSED = 'P';

    /** Up to here a record says which leg it is of and which data element it has. */
    private static final int HEAD = 33;
    private static final String OPERATING_LEG = "050";

    private final SsimLine line;
    private final SsimLine carrier;
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> codeshares = new ArrayList<>();
    private String operatedAs;

    /** @param carrier the carrier record of its data set */
    SsimLeg(SsimLine line, SsimLine carrier) {
        this.line = line;
        this.carrier = carrier;
    }

    SsimLine line() {
        return line;
    }

    /** What identifies the leg in its file: flight, itinerary variation and leg. */
    String key() {
        return line.raw(2, 13) + line.at(128);
    }

    /** Where a citation finds it, in whatever line: {@code KC 909 variation 01 leg 01}. */
    String locator() {
        return line.columns(3, 5) + " " + line.columns(6, 9) + " variation " + line.columns(128, 128)
                + line.columns(10, 11) + " leg " + line.columns(12, 13);
    }

    boolean isContinuedBy(SsimLine segment) {
        return segment.raw(2, 13).equals(line.raw(2, 13));
    }

    /** Takes in a data element of a segment; those without meaning here are passed over. */
    void take(SsimLine segment) {
        var data = segment.columns(40, 194);
        switch (segment.columns(31, 33)) {
            // Duplicate leg cross-reference: the numbers under which this leg is sold besides.
            case "010" -> Stream.of(data.split("/")).map(SsimLeg::flight).filter(flight -> !flight.isEmpty())
                    .forEach(codeshares::add);
            // Operational leg identification: this leg is only a number on another's flight.
            case OPERATING_LEG -> operatedAs = flight(data);
            default -> {
            }
        }
    }

    /** Takes in that a segment of it is cut. Unless what is left names another data element, it may say who flies this leg. */
    void takeCut(SsimLine segment) {
        var isOfAnother = segment.text().length() >= HEAD && isContinuedBy(segment) && segment.raw(31, HEAD).matches("\\d{3}")
                && !segment.raw(31, HEAD).equals(OPERATING_LEG);
        if (!isOfAnother) {
            violations.add(new Violation("/operatedAs", "may be another airline's flight: line " + segment.number()
                    + ", where that would be said, cannot be read"));
        }
    }

    private static String flight(String data) {
        return data.replaceAll("\\s", "").replaceFirst("^([A-Z0-9]{2}[A-Z]?)0*(\\d)", "$1$2");
    }

    /** The schedule; where {@link #violations} are found, what could be read of it. */
    FlightSchedule schedule() {
        var departureVariation = variation(193, "/departureDateVariation");
        var arrivalVariation = variation(194, "/arrivalDateVariation");
        // What passengers are told; where that is blank, the aircraft's own time.
        var std = time(line.columns(40, 43).isEmpty() ? 44 : 40, "/std");
        var arrival = line.columns(62, 65).isEmpty() ? 58 : 62;
        // The end of a day is the beginning of the next.
        var isMidnight = line.raw(arrival, arrival + 3).equals("2400");
        var overflow = line.at(128) == ' ' ? 0 : number(128, 128, "/itineraryVariation");
        return new FlightSchedule(line.columns(3, 5), line.columns(6, 9).replaceFirst("^0+(?=.)", ""),
                line.columnsOrNull(2, 2), overflow * 100 + number(10, 11, "/itineraryVariation"), number(12, 13, "/leg"),
                line.columnsOrNull(14, 14), period(departureVariation), days(), frequencyRate(), line.columns(37, 39),
                line.columns(55, 57), std, isMidnight ? "00:00" : time(arrival, "/sta"), orNull(departureVariation),
                orNull(arrivalVariation + (isMidnight ? 1 : 0)), offset(48, "/departureUtcVariation"),
                offset(66, "/arrivalUtcVariation"), carrier.at(2) == 'U' ? TimeMode.UTC : TimeMode.LOCAL,
                line.columnsOrNull(73, 75), line.columnsOrNull(53, 54), line.columnsOrNull(71, 72), List.copyOf(codeshares),
                operatedAs, carrier.at(STATUS) == PROPOSED ? Stage.ANNOUNCED : Stage.SCHEDULED);
    }

    List<Violation> violations() {
        return violations;
    }

    /**
     * The days on which the leg itself departs; null, with a violation, where they cannot be read.
     *
     * @param variation from the days on which the flight leaves its origin, which those of the data set's validity are
     */
    private OperatingPeriod period(int variation) {
        var validity = carrier.days(15);
        var isOpenFrom = line.isOpen(15);
        var isOpenTo = line.isOpen(22);
        if (isOpenFrom && line.at(36) == '2') {
            violations.add(new Violation("/period/from",
                    "is open (" + SsimLine.OPEN + "), but every second week is counted from its first day"));
        }
        if (validity.isEmpty() && (isOpenFrom || isOpenTo)) {
            violations.add(new Violation(isOpenFrom ? "/period/from" : "/period/to",
                    "is open (" + SsimLine.OPEN + "), but the days of the data set cannot be read"));
            return null;
        }
        var from = isOpenFrom ? validity.get().from().plusDays(variation) : day(15, "/period/from");
        var to = isOpenTo
                ? validity.map(Interval::to).map(end -> end.plusDays(variation - 1L)).orElse(null)
                : day(22, "/period/to");
        if (!violations.isEmpty()) {
            return null;
        }
        try {
            return new OperatingPeriod(from, to);
        } catch (IllegalArgumentException e) {
            violations.add(new Violation("/period", e.getMessage()));
            return null;
        }
    }

    private LocalDate day(int column, String pointer) {
        var day = line.day(column);
        if (day.isEmpty()) {
            violations.add(
                    new Violation(pointer, "\"" + line.raw(column, column + 6) + "\" is not a day such as 29MAR26"));
        }
        return day.orElse(null);
    }

    /** Each day of the week has its own column; 1 is Monday. */
    private List<Integer> days() {
        var days = new ArrayList<Integer>();
        for (int day = 1; day <= 7; day++) {
            var sign = line.at(28 + day);
            if (sign == '0' + day) {
                days.add(day);
            } else if (sign != ' ' && sign != '0') {
                violations.add(new Violation("/daysOfOperation",
                        "\"" + line.raw(29, 35) + "\" has " + sign + " in the place of day " + day));
            }
        }
        return days;
    }

    private Integer frequencyRate() {
        return switch (line.at(36)) {
            case ' ', '1' -> null;
            case '2' -> 2;
            default -> {
                violations.add(new Violation("/frequencyRate", "\"" + line.at(36) + "\" is neither blank nor 2"));
                yield null;
            }
        };
    }

    private int number(int first, int last, String pointer) {
        var text = line.columns(first, last);
        if (text.matches("\\d{1,2}")) {
            return Integer.parseInt(text);
        }
        violations.add(new Violation(pointer, "\"" + line.raw(first, last) + "\" is not a number"));
        return 0;
    }

    private String time(int first, String pointer) {
        var text = line.raw(first, first + 3);
        if (text.isBlank()) {
            return null;
        }
        if (text.matches("([01]\\d|2[0-3])[0-5]\\d")) {
            return text.substring(0, 2) + ":" + text.substring(2);
        }
        violations.add(new Violation(pointer, "\"" + text + "\" is not a time such as 2305"));
        return null;
    }

    /**
     * Days from the day on which the flight leaves its origin to the departure or arrival, one character each: {@code 11} is one
     * day and one day, not eleven. A letter is a day before: {@code A}, or {@code J} in some systems.
     */
    private int variation(int column, String pointer) {
        var sign = line.at(column);
        return switch (sign) {
            case ' ' -> 0;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> sign - '0';
            case 'A', 'J' -> -1;
            default -> {
                violations.add(
                        new Violation(pointer, "\"" + sign + "\" is not a date variation: 0 to 7, or A for the day before"));
                yield 0;
            }
        };
    }

    private static Integer orNull(int variation) {
        return variation == 0 ? null : variation;
    }

    private String offset(int first, String pointer) {
        var text = line.columns(first, first + 4);
        if (text.isEmpty()) {
            return null;
        }
        if (text.matches("[+-]\\d{4}")) {
            return text.substring(0, 3) + ":" + text.substring(3);
        }
        violations.add(new Violation(pointer, "\"" + text + "\" is not an offset such as +0500"));
        return null;
    }
}
