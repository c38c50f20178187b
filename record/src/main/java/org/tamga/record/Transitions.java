package org.tamga.record;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/**
 * Which status may follow which. A first version may have any; a writer who says {@code reason: correction} was wrong about
 * the former one, so nothing followed it.
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
     * Refuses a write whose status does not follow that of the period which it replaces.
     *
     * @param status the content's; null is a status that nobody knows, which may follow and lead to any
     * @throws Problem 409 that names the legal ones
     */
    public <C> void check(Draft<C> draft, Function<C, S> status) {
        var former = draft.replaced().map(period -> status.apply(period.content())).orElse(null);
        var stated = status.apply(draft.content());
        if (former == null || stated == null || former == stated || draft.write().reason() == Reason.CORRECTION
                || legalAfter(former).contains(stated)) {
            return;
        }
        var legal = legalAfter(former).stream().map(Json::name).collect(Collectors.joining(", "));
        throw new Problem(ProblemType.ILLEGAL_TRANSITION,
                Json.name(former) + " leads to " + (legal.isEmpty() ? "nothing" : legal) + ", not to " + Json.name(stated)
                        + ". If it never was " + Json.name(former)
                        + ", send reason: correction, and leave out recordedAt so that it is taken for yours.");
    }

    /** The statuses to which this one leads. */
    public Set<S> legalAfter(S status) {
        return next.getOrDefault(status, Set.of());
    }
}
