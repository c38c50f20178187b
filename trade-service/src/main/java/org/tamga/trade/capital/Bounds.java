package org.tamga.trade.capital;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A share of which only bounds may be known, in per cent.
 *
 * @param min the least that it can be
 * @param max the most that it can be
 */
public record Bounds(BigDecimal min, BigDecimal max) {

    /** Digits after the point that are shown. */
    private static final int SHOWN = 6;
    /** Digits that tell an open bound from a closed one; less is the noise of computing. */
    private static final int KEPT = 9;

    /** Of parts of one. */
    static Bounds of(double min, double max) {
        return new Bounds(percent(min, SHOWN), percent(Math.max(min, max), SHOWN));
    }

    /** Per cent of a part of one, to be held against thresholds: more than 50 per cent is more than 50. */
    static BigDecimal kept(double part) {
        return percent(part, KEPT);
    }

    private static BigDecimal percent(double part, int scale) {
        var rounded = BigDecimal.valueOf(part * 100).setScale(scale, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
