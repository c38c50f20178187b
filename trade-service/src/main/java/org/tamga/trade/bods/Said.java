package org.tamga.trade.bods;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.tamga.record.Citation;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Write;
import org.tamga.trade.interest.Interest;
import org.tamga.trade.interest.Interest.Share;

/**
 * An interest on some days, as a statement left it.
 *
 * @param companyId in which it is held
 */
record Said(UUID companyId, Write<Interest> write) {

    static final Comparator<Said> BY_DAYS = Comparator.comparing(Said::from, Comparator.nullsFirst(Comparator.naturalOrder()));

    static Said of(Period<Interest> period) {
        return new Said(period.parentId(), new Write<>(period.valid(), period.content(), period.confidence(), period.sources(),
                null, period.note()));
    }

    /** What was said of the others, and this in its days: as the record takes a statement. */
    static List<Said> stating(List<Said> before, Said one) {
        var after = new ArrayList<Said>();
        before.stream().filter(other -> !Objects.equals(other.from(), one.from()))
                .forEach(other -> other.valid().without(one.valid()).forEach(rest -> after.add(other.during(rest,
                        other.write.sources()))));
        after.add(one);
        after.sort(BY_DAYS);
        return after;
    }

    Interval valid() {
        return write.valid();
    }

    LocalDate from() {
        return write.valid().from();
    }

    String type() {
        return write.content().interestType();
    }

    boolean hasShare(Share share) {
        var own = write.content().share();
        return own != null && own.whenever().equals(share.whenever());
    }

    /** Since when its share is known to be this; null is ever. */
    LocalDate shareSince() {
        var asOf = write.content().share().asOf();
        return asOf == null ? from() : asOf;
    }

    boolean beginsBefore(LocalDate day) {
        return from() == null || from().isBefore(day);
    }

    boolean lastsBeyond(LocalDate day) {
        return valid().to() == null || valid().to().isAfter(day);
    }

    Said during(Interval valid, List<Citation> sources) {
        return new Said(companyId, new Write<>(valid, write.content(), write.confidence(), sources, null, write.note()));
    }

    /** True of what the record would take for no change. */
    boolean isSameAs(Said other) {
        return valid().equals(other.valid()) && write.content().equals(other.write.content())
                && write.confidence() == other.write.confidence()
                && work(write.sources()).equals(work(other.write.sources()));
    }

    private static List<Citation> work(List<Citation> sources) {
        return sources.stream().map(Citation::whenever).toList();
    }

    /** In bytes, about. */
    long size() {
        return 400 + (write.note() == null ? 0 : 2L * write.note().length());
    }
}
