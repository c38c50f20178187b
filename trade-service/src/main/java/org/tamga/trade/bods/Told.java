package org.tamga.trade.bods;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.problem.Problem;
import org.tamga.record.Citation;
import org.tamga.record.Interval;
import org.tamga.record.Records;
import org.tamga.record.Write;
import org.tamga.trade.interest.Interest;
import org.tamga.trade.interest.InterestRecords;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a statement says of a relationship: the interests that it lists, and the end of those that it does not list any more.
 *
 * @param day when it was known: its own, else that of the file, else that of the import; not after that
 * @param rank of those of one day which comes first: new, updated, closed
 * @param company in which the interests are held
 * @param isClosed whether they have ended
 * @param endsOn since when what it does not list does not hold: its own day, else that of the file, else that of the import
 * @param statedOn its own day, or null
 * @param holder who holds them; null for nobody who is named
 * @param interests as the record has them but for what only the whole tells; days as the statement has them
 * @param sources the statement
 */
record Told(LocalDate day, int rank, UUID company, boolean isClosed, LocalDate endsOn, LocalDate statedOn, ObjectNode holder,
        List<ObjectNode> interests, List<Citation> sources) {

    /** In which order statements of one relationship hold, in whichever they come. */
    static final Comparator<Told> ORDER = Comparator.comparing((Told told) -> told.day).thenComparing(Told::rank);

    Told {
        endsOn = endsOn == null ? day : endsOn;
    }

    Told dated(LocalDate other) {
        return new Told(other, rank, company, isClosed, endsOn, statedOn, holder, interests, sources);
    }

    /** Since when it is known; null is from now on. */
    Instant knownFrom() {
        return day.isBefore(Records.today()) ? beginning() : null;
    }

    Instant beginning() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * The interests that it states. Of a holder of whom it lists none, one that is not known; but for the end of what was told before.
     *
     * @param isFirst whether nothing was said of any of them before
     */
    List<ObjectNode> stated(boolean isFirst) {
        return interests.isEmpty() && holder != null && (!isClosed || isFirst)
                ? List.of(JsonNodeFactory.instance.objectNode().put("interestType", KnownAgain.UNKNOWN))
                : interests;
    }

    /**
     * Of how many interests of a relationship something may be recorded by these: of each type as many as one of them states, and some
     * that are of another type by now, or are numbered by the places that they once had.
     */
    static int most(Stream<Told> all) {
        var most = new HashMap<String, Long>();
        all.forEach(told -> told.stated(true).stream()
                .collect(Collectors.groupingBy(KnownAgain::type, Collectors.counting()))
                .forEach((type, number) -> most.merge(type, number, Long::max)));
        return most.values().stream().mapToInt(Long::intValue).sum() + SPARE;
    }

    private static final int SPARE = 8;

    /** Is told what a statement leaves open. */
    @FunctionalInterface
    interface Odd {
        void accept(String code, String detail);
    }

    /**
     * The end of an interest that it does not list any more.
     *
     * @param earlier what was said of it before
     */
    List<Said> ends(List<Said> earlier, Odd odd) {
        var ended = new ArrayList<Said>();
        for (var one : earlier) {
            if (one.lastsBeyond(endsOn)) {
                if (one.beginsBefore(endsOn)) {
                    ended.add(until(one, endsOn));
                } else {
                    odd.accept("interest-not-ended", "does not list any more the interest " + one.type()
                            + ", which is recorded " + one.valid() + "; since when it does not hold is not said");
                }
            }
        }
        if (!ended.isEmpty()) {
            warnOfDay(odd);
        }
        return ended;
    }

    /**
     * What it says of an interest that it states.
     *
     * @param interest that it may change
     * @param earlier what was said of it before
     * @throws Problem where it cannot be recorded
     */
    List<Said> states(ObjectNode interest, List<Said> earlier, InterestRecords records, Odd odd) {
        var said = new ArrayList<Said>();
        var from = day(interest, "validFrom");
        var to = day(interest, "validTo");
        if (isClosed) {
            if (to == null) {
                to = endsOn;
                warnOfDay(odd);
            }
            var end = to;
            // What ends held since it was said to; what was said to begin on another day ends with it.
            var begun = earlier.stream().filter(one -> one.beginsBefore(end)).toList();
            from = from == null && !begun.isEmpty() ? begun.get(begun.size() - 1).from() : from;
            for (var one : begun) {
                if (!Objects.equals(one.from(), from) && one.lastsBeyond(end)) {
                    said.add(until(one, end));
                }
            }
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw Problem.brokenRule("/endDate", "is not after startDate");
        }
        interest.set("holder", holder);
        interest.put("validFrom", from == null ? null : from.toString()).put("validTo", to == null ? null : to.toString());
        interest.set("sources", records.tree(sources));
        said.add(dated(records.write(interest), earlier));
        return said;
    }

    /** With the day since when its share is known: where it is the same as was said before, since then; else since it was stated. */
    private Said dated(Write<Interest> write, List<Said> earlier) {
        var interest = write.content();
        if (interest.share() == null) {
            return new Said(company, write);
        }
        var from = write.valid().from();
        var same = earlier.stream()
                .filter(one -> one.valid().overlaps(write.valid()) && one.hasShare(interest.share())).findFirst();
        var since = same.isPresent() ? same.get().shareSince() : statedOn;
        return new Said(company, new Write<>(write.valid(),
                interest.shareAsOf(since != null && (from == null || since.isAfter(from)) ? since : null), write.confidence(),
                write.sources(), write.reason(), write.note()));
    }

    private void warnOfDay(Odd odd) {
        if (statedOn == null) {
            odd.accept("end-not-dated", "has no day; what it ends is taken to have ended by " + endsOn
                    + ", the day of the file or else of its import");
        }
    }

    private Said until(Said one, LocalDate day) {
        return one.during(new Interval(one.from(), day), sources);
    }

    static LocalDate day(ObjectNode interest, String member) {
        return interest.hasNonNull(member) ? LocalDate.parse(interest.get(member).textValue()) : null;
    }
}
