package org.tamga.mobility.directflight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.tamga.mobility.frequency.FlightFrequency;
import org.tamga.mobility.frequency.FlightFrequency.Direction;
import org.tamga.mobility.frequency.FlightFrequency.Stage;
import org.tamga.mobility.frequency.FlightFrequency.Unit;
import org.tamga.record.Confidence;
import org.tamga.record.Period;

/** Which of the numbers that are published of some flights is taken for how many a week there are one way. */
final class WeeklyNumbers {

    /** The latest; of those the confirmed one. Ids settle what nothing else does. */
    private static final Comparator<Period<FlightFrequency>> BEST_FIRST = Comparator
            .<Period<FlightFrequency>, LocalDate>comparing(WeeklyNumbers::start, Comparator.reverseOrder())
            .thenComparing(period -> Confidence.SURE.indexOf(period.confidence()))
            .thenComparing(period -> period.id().toString());

    private WeeklyNumbers() {
    }

    /** For each stage the latest number of flights a week one way that no one disputes. */
    static Map<Stage, BigDecimal> byStage(List<Period<FlightFrequency>> published) {
        var numbers = new EnumMap<Stage, BigDecimal>(Stage.class);
        published.stream().filter(WeeklyNumbers::counts).sorted(BEST_FIRST)
                .forEach(period -> numbers.putIfAbsent(period.content().stage(), period.content().value()));
        return numbers;
    }

    private static boolean counts(Period<FlightFrequency> period) {
        var number = period.content();
        return number.unit() == Unit.FLIGHTS_PER_WEEK && number.direction() != Direction.TOTAL && number.stage() != null
                && period.confidence().isSure();
    }

    /** Its first day; of one that has none the first of all. */
    static LocalDate start(Period<?> period) {
        return period.valid().from() == null ? LocalDate.MIN : period.valid().from();
    }
}
