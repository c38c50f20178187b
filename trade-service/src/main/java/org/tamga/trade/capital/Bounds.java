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

    /** Digits after the point; less is the noise of computing. */
    private static final int SCALE = 6;

    /** Of parts of one. */
    static Bounds of(double min, double max) {
        return new Bounds(percent(min), percent(Math.max(min, max)));
    }

    private static BigDecimal percent(double part) {
        var rounded = BigDecimal.valueOf(part * 100).setScale(SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
