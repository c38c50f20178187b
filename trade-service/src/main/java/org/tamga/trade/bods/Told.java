package org.tamga.trade.bods;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import org.tamga.commons.problem.Problem;
import org.tamga.record.Citation;
import org.tamga.record.Interval;
import org.tamga.record.Records;
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
 * @param endsOn since when what it does not list does not hold; null where the statement has no day
 * @param statedOn its day, or null
 * @param holder who holds them; null for nobody who is named
 * @param interests as the record has them but for what only the whole tells; days as the statement has them
 * @param sources the statement
 */
record Told(LocalDate day, int rank, UUID company, boolean isClosed, LocalDate endsOn, LocalDate statedOn, ObjectNode holder,
        List<ObjectNode> interests, List<Citation> sources) {

    /** In which order statements of one relationship hold, in whichever they come. */
    static final Comparator<Told> ORDER = Comparator.comparing((Told told) -> told.day).thenComparing(Told::rank);

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

    /** How many interests it lists. */
    int listed() {
        return interests.size();
    }

    /**
     * What it says of one of the relationship's interests.
     *
     * @param earlier what was said of it before
     * @param isFirst whether nothing was said of any of them before
     * @param odd is told what it leaves open
     * @throws Problem where it cannot be recorded
     */
    List<Said> says(int number, List<Said> earlier, boolean isFirst, InterestRecords records, Consumer<String> odd) {
        if (number < listed()) {
            return stated(interests.get(number).deepCopy(), earlier, records);
        }
        if (number == 0 && holder != null && (!isClosed || isFirst)) {
            return stated(JsonNodeFactory.instance.objectNode().put("interestType", "unknownInterest"), earlier, records);
        }
        var ended = new ArrayList<Said>();
        for (var one : earlier) {
            if (endsOn == null || !one.beginsBefore(endsOn)) {
                if (endsOn == null || one.lastsBeyond(endsOn)) {
                    odd.accept("does not list interest " + number + " any more, which is recorded " + one.valid()
                            + "; since when it does not hold is not said");
                }
            } else if (one.lastsBeyond(endsOn)) {
                ended.add(until(one, endsOn));
            }
        }
        return ended;
    }

    private List<Said> stated(ObjectNode interest, List<Said> earlier, InterestRecords records) {
        var said = new ArrayList<Said>();
        var from = day(interest, "validFrom");
        var to = day(interest, "validTo");
        if (isClosed) {
            var end = to == null ? statedOn : to;
            to = end;
            if (end != null) {
                // What ends held since it was said to; what was said to begin on another day ends with it.
                var begun = earlier.stream().filter(one -> one.beginsBefore(end)).toList();
                from = from == null && !begun.isEmpty() ? begun.get(begun.size() - 1).from() : from;
                for (var one : begun) {
                    if (!Objects.equals(one.from(), from) && one.lastsBeyond(end)) {
                        said.add(until(one, end));
                    }
                }
            }
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw Problem.brokenRule("/endDate", "is not after startDate");
        }
        if (interest.has("share") && statedOn != null && (from == null || statedOn.isAfter(from))) {
            interest.withObject("/share").put("asOf", statedOn.toString());
        }
        interest.set("holder", holder);
        interest.put("validFrom", from == null ? null : from.toString()).put("validTo", to == null ? null : to.toString());
        interest.set("sources", records.tree(sources));
        said.add(new Said(company, records.write(interest)));
        return said;
    }

    private Said until(Said one, LocalDate day) {
        return one.during(new Interval(one.from(), day), sources);
    }

    private static LocalDate day(ObjectNode interest, String member) {
        return interest.hasNonNull(member) ? LocalDate.parse(interest.get(member).textValue()) : null;
    }
}
