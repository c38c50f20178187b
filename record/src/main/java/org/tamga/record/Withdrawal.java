package org.tamga.record;

import java.util.List;

/**
 * A statement that what was recorded never held.
 *
 * @param valid in which days; {@link Interval#ALWAYS} is all of it
 * @param because why, in words
 * @param sources at least one
 */
public record Withdrawal(Interval valid, String because, List<Citation> sources) {}
