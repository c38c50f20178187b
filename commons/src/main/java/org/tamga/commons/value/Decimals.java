package org.tamga.commons.value;

import java.math.BigDecimal;

/** Decimal numbers of a size that any statistic has: {@code 1e999999999} is a short text, but no number to compute with. */
public final class Decimals {

    private static final int MAX_DIGITS = 40;
    private static final int MAX_SCALE = 20;

    private Decimals() {
    }

    /** Reads a number; throws IllegalArgumentException where it is none, or has too many digits. */
    public static BigDecimal parse(String text) {
        if (text.length() > 2 * MAX_DIGITS) {
            throw new IllegalArgumentException("has too many digits");
        }
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a number", e);
        }
    }

    /** The number itself, if it is of a sane size. */
    public static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MAX_SCALE || number.precision() > MAX_DIGITS) {
            throw new IllegalArgumentException("has too many digits");
        }
        return number;
    }

    /** The number without trailing zeros, as JSON's readers and writers may drop them: 10.50 and 10.5 are one. */
    public static BigDecimal plain(BigDecimal number) {
        var stripped = bounded(number).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
