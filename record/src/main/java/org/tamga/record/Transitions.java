package org.tamga.record;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/**
 * Which status may follow which. A first version may have any. What is stated follows what stands before it and leads to what
 * stands after it, however many days lie between, as the record will be when it is written; and it follows every period of which
 * it leaves nothing, unless its writer says {@code reason: correction}: then those were wrong, and nothing followed them.
 *
 * <p>What is withdrawn leaves no two neighbours of which one does not lead to the other.
 *
 * @param <S> the status
 */
public final class Transitions<S extends Enum<S>> {

    private final Map<S, Set<S>> next;

    private Transitions(Map<S, Set<S>> next) {
        this.next = next;
    }

    /** No status leads anywhere yet; {@link #from} adds where to. */
    public static <S extends Enum<S>> Transitions<S> of(Class<S> type) {
        return new Transitions<>(new EnumMap<>(type));
    }

    /** The same with the statuses to which this one leads. */
    @SafeVarargs
    public final Transitions<S> from(S status, S... leadsTo) {
        var more = new EnumMap<>(next);
        var targets = EnumSet.noneOf(status.getDeclaringClass());
        targets.addAll(Set.of(leadsTo));
        more.put(status, targets);
        return new Transitions<>(more);
    }

    /**
     * Refuses a write whose status does not follow that of every period which it replaces and of the one before it, or does not
     * lead to that of the one after it. Where the same status stood already, the write takes no step, and nothing is asked.
     *
     * @param status the content's; null is a status that nobody knows, which may follow and lead to any
     * @throws Problem 409 that names the legal ones
     */
    public <C> void check(Draft<C> draft, Function<C, S> status) {
        Function<Period<C>, S> had = period -> status.apply(period.content());
        var stated = status.apply(draft.content());
        if (draft.write().reason() != Reason.CORRECTION) {
            draft.covered().stream().map(had).filter(replaced -> !leads(replaced, stated)).findFirst().ifPresent(replaced -> {
                throw refusal(replaced, stated, ". If it never was " + Json.name(replaced)
                        + ", send reason: correction, and leave out recordedAt so that it is taken for yours.");
            });
        }
        if (draft.replaced().map(had).orElse(null) != stated) {
            draft.predecessor().ifPresent(before -> {
                var former = had.apply(before.of());
                require(former, stated, former, before.valid());
            });
        }
        if (draft.replacedLast().map(had).orElse(null) != stated) {
            draft.successor().ifPresent(after -> {
                var later = had.apply(after.of());
                require(stated, later, later, after.valid());
            });
        }
    }

    /**
     * Refuses to withdraw days between two statuses of which the former does not lead to the later: what is left would say that it did.
     * Where nothing is left before those days or after them, nothing is asked.
     *
     * @param days that are withdrawn
     * @param standing what stands of the record until then
     * @param status the content's; null is a status that nobody knows
     * @throws Problem 409 that says how to go about it
     */
    public <C> void checkWithdrawal(Interval days, List<Period<C>> standing, Function<C, S> status) {
        var former = Draft.lastBefore(days, standing);
        var later = standing.stream().flatMap(period -> period.valid().after(days).stream()
                .map(rest -> new Split.Remainder<>(period, rest))).min(Draft.BY_DAYS);
        if (former.isEmpty() || later.isEmpty()) {
            return;
        }
        var from = status.apply(former.get().of().content());
        var to = status.apply(later.get().of().content());
        if (!leads(from, to)) {
            throw refusal(from, to, ", which would follow it: it is " + Json.name(from) + " " + former.get().valid() + ", and "
                    + Json.name(to) + " " + later.get().valid()
                    + ". State what it was between them instead, or correct or withdraw"
                    + " one of them first.");
        }
    }

    private void require(S former, S later, S recorded, Interval days) {
        if (!leads(former, later)) {
            throw refusal(former, later, ", and it is " + Json.name(recorded) + " " + days
                    + ". If it was not, correct or withdraw that first.");
        }
    }

    private boolean leads(S former, S later) {
        return former == null || later == null || former == later || legalAfter(former).contains(later);
    }

    private Problem refusal(S former, S later, String more) {
        var legal = legalAfter(former).stream().map(Json::name).collect(Collectors.joining(", "));
        return new Problem(ProblemType.ILLEGAL_TRANSITION, Json.name(former) + " leads to "
                + (legal.isEmpty() ? "nothing" : legal) + ", not to " + Json.name(later) + more);
    }

    /** The statuses to which this one leads. */
    public Set<S> legalAfter(S status) {
        return next.getOrDefault(status, Set.of());
    }
}
