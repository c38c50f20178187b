package org.tamga.record;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.record.database.Transaction;

/**
 * A write before it lands, as a room's rules see it.
 *
 * @param transaction the write's own, with the record locked
 * @param id the record
 * @param parentId the record that it is part of, or null
 * @param write what is stated
 * @param standing what stands of the record until then, in the order of its days
 * @param isBackdated whether it is known since earlier than now: then {@code standing} is what was known then
 * @param isNew whether nothing was ever stated of the record: nothing can refer to it yet
 * @param neighbours what stands of other records of the same {@link Records#neighbourhood}, in no order
 */
public record Draft<C>(Transaction transaction, UUID id, UUID parentId, Write<C> write, List<Period<C>> standing,
        boolean isBackdated, boolean isNew, List<Period<C>> neighbours) {

    static final Comparator<Split.Remainder<?>> BY_DAYS = Comparator.comparing(rest -> rest.valid().from(),
            Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()));

    /** What is to be recorded. */
    public C content() {
        return write.content();
    }

    /** What led to what is stated: all of which it leaves nothing, and what will stand last before it. */
    public List<Period<C>> former() {
        return Stream.concat(covered().stream(), predecessor().map(Split.Remainder::of).stream()).toList();
    }

    /** Those of which nothing will stand any more. */
    List<Period<C>> covered() {
        var split = Split.stating(write.valid(), standing);
        return split.closed().stream().filter(period -> split.remainders().stream().noneMatch(rest -> rest.of() == period))
                .toList();
    }

    /** What stands on the first day that is stated: the period to be replaced or trimmed there. */
    Optional<Period<C>> replaced() {
        var from = write.valid().from();
        return standing.stream()
                .filter(period -> from == null ? period.valid().from() == null : period.valid().contains(from)).findFirst();
    }

    /** What stands on the last day that is stated. */
    Optional<Period<C>> replacedLast() {
        var to = write.valid().to();
        return standing.stream()
                .filter(period -> to == null ? period.valid().to() == null : period.valid().contains(to.minusDays(1)))
                .findFirst();
    }

    /** What will stand last before the days that are stated, with or without a gap, and on which days. */
    Optional<Split.Remainder<C>> predecessor() {
        return lastBefore(write.valid(), standing);
    }

    /** What stands last before some days, with or without a gap, and on which days. */
    static <C> Optional<Split.Remainder<C>> lastBefore(Interval days, List<Period<C>> standing) {
        return standing.stream().flatMap(period -> period.valid().before(days).stream()
                .map(rest -> new Split.Remainder<>(period, rest))).max(BY_DAYS);
    }

    /** What will stand first after the days that are stated, with or without a gap, and on which days. */
    Optional<Split.Remainder<C>> successor() {
        return standing.stream().filter(period -> !Split.sameStart(period.valid(), write.valid()))
                .flatMap(period -> period.valid().after(write.valid()).stream()
                        .map(days -> new Split.Remainder<>(period, days)))
                .min(BY_DAYS);
    }
}
