package org.tamga.events.progress;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import org.tamga.events.commitment.Commitment;
import org.tamga.events.commitment.Commitment.Target;

/**
 * The rules by which a value is held against a commitment's target. Plain: what they look at is given to them. What cannot be
 * told is null, never false or zero.
 *
 * @param commitment which has a target
 * @param unit the measure's, or null where it is not known
 */
record Course(Commitment commitment, String unit) {

    /** What rounds: who promises "about" has kept it within a tenth; who lags by no more is on course. */
    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final String COMPLETE = "complete";

    /** Which part of the way from the baseline to the target the value is; negative where it has moved away. */
    BigDecimal share(BigDecimal value) {
        var target = target();
        if (value == null || target.baseline() == null || !isInItsUnit() || target.value().compareTo(target.baseline()) == 0) {
            return null;
        }
        return value.subtract(target.baseline()).divide(target.value().subtract(target.baseline()), 4, RoundingMode.HALF_UP);
    }

    /** Whether the target is reached. A record that is not stated to be complete can show that it is, and not that it is not. */
    Boolean isReached(BigDecimal value, String completeness) {
        if (value == null || !isInItsUnit()) {
            return null;
        }
        var order = value.compareTo(target().value());
        var reached = switch (target().comparison()) {
            case AT_LEAST -> order >= 0;
            case MORE_THAN -> order > 0;
            case AT_MOST -> order <= 0;
            case EXACTLY -> order == 0;
            case ABOUT -> value.subtract(target().value()).abs().compareTo(TENTH.multiply(target().value().abs())) <= 0;
        };
        return COMPLETE.equals(completeness) || reached && isAskedForMore() ? (Boolean) reached : null;
    }

    /**
     * The first day on which a straight line, from the baseline on its day to the target on the due day, is ahead of the value by
     * more than a tenth of the way; null where that cannot be told, the target is reached or nobody is bound by it any more.
     */
    LocalDate atRiskFrom(BigDecimal share, Boolean reached) {
        var from = target().baselineDate() == null ? null : target().baselineDate().latest();
        var to = commitment.dueBy();
        if (share == null || Boolean.TRUE.equals(reached) || from == null || to == null || !from.isBefore(to)
                || !commitment.isOpen()) {
            return null;
        }
        var ahead = share.max(BigDecimal.ZERO).add(TENTH);
        if (ahead.compareTo(BigDecimal.ONE) >= 0) {
            return null;
        }
        var days = ahead.multiply(BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to)))
                .setScale(0, RoundingMode.FLOOR).longValueExact();
        return from.plusDays(days + 1);
    }

    /** Whether a grade lies outside what the value allows; null where one of them is missing or says nothing. */
    static Boolean isContradicted(Grade grade, Progress measured) {
        if (grade == null || measured == null || measured.reached() == null && measured.share() == null) {
            return null;
        }
        var level = level(measured);
        // Not stated to be complete: at least so far.
        var isCertain = measured.reached() != null;
        if (measured.share() == null && !measured.reached()) {
            return grade.level() == Grade.Level.COMPLETE;
        }
        var order = grade.level().compareTo(level);
        return order < 0 || order > 0 && isCertain;
    }

    private static Grade.Level level(Progress measured) {
        if (Boolean.TRUE.equals(measured.reached())) {
            return Grade.Level.COMPLETE;
        }
        var share = measured.share() == null ? BigDecimal.ZERO : measured.share();
        return share.signum() <= 0
                ? Grade.Level.NOT_STARTED
                : share.compareTo(HALF) < 0 ? Grade.Level.LIMITED : Grade.Level.SUBSTANTIAL;
    }

    private boolean isAskedForMore() {
        return switch (target().comparison()) {
            case AT_LEAST, MORE_THAN -> true;
            default -> false;
        };
    }

    private boolean isInItsUnit() {
        return target().unit() == null || unit == null || target().unit().equals(unit);
    }

    private Target target() {
        return commitment.target();
    }
}
