package org.tamga.trade.count;

import java.math.BigInteger;
import java.util.List;

import org.tamga.commons.value.Edtf;
import org.tamga.trade.figure.PublishedFigure.Relation;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Why two counts differ: first what their definitions do, then where and when they were counted.
 *
 * @param a the first count, or a published figure
 * @param b the second
 * @param difference b less a; null where one of them is not known, or a published figure is of other countries, another region
 *        or another time, or is no exact number
 * @param steps what leads from a to b, one change after the other; where both are counts and all
 *        of them are known, their changes come to the difference
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Difference(Side a, Side b, Long difference, List<Step> steps) {

    /** A number that is compared: one of the two is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Side(Count count, Count.Published published) {

        BigInteger value() {
            if (published != null) {
                return published.value().toBigIntegerExact();
            }
            return count.value() == null ? null : BigInteger.valueOf(count.value());
        }

        String reporter() {
            return (count != null ? count.reporter() : published.reporter()).code();
        }

        /** Null is all other countries. */
        String partner() {
            var partner = count != null ? count.partner() : published.partner();
            return partner == null ? null : partner.code();
        }

        /** Null is all of the reporter. */
        String region() {
            return count != null ? null : published.region();
        }

        /** Of which days it is; null where that is not stated. */
        Edtf period() {
            return count != null ? new Edtf(count.validAt().toString()) : published.period();
        }

        /** False where their periods surely have no day in common. */
        boolean mayBeOfOneDayWith(Side other) {
            var one = period();
            return one == null || other.period() == null
                    || !one.isSurelyBefore(other.period()) && !other.period().isSurelyBefore(one);
        }

        Relation relation() {
            return count != null || published.relation() == null ? Relation.EXACTLY : published.relation();
        }

        boolean hasExactNumber() {
            return relation() == Relation.EXACTLY;
        }
    }

    /**
     * One thing in which the two differ.
     *
     * @param by such as {@code definition.threshold} or {@code validAt}
     * @param from what it is for a; null where that is not stated
     * @param to what it is for b
     * @param change how many companies more this makes; null where one of the two is not known, or it cannot be
     *        told otherwise
     */
    public record Step(String by, String from, String to, Long change) {}
}
