package org.tamga.record;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.database.Contended;

/**
 * Writes of single periods, {@link Together}: in one transaction, each decided in the face of those before it, and all answered once
 * it is committed. One that is refused leaves nothing and keeps none of the others; where the transaction fails as a whole, for a
 * reason that one of them may have brought, the halves have one each (ADR 0016).
 */
final class SharedWrites<C extends Record> implements Together.Work<SharedWrites.Asked<C>> {

    private static final int MOST_IN_VAIN = 3;

    private final Writing<C> writing;
    private final Together<Asked<C>> together;

    /**
     * @param isDoneByWriters whether a writer does the work of those that wait with it
     * @param executor whose threads may wait for the database
     */
    SharedWrites(Writing<C> writing, boolean isDoneByWriters, Executor executor) {
        this.writing = writing;
        this.together = new Together<>(this, isDoneByWriters, executor);
    }

    record Asked<C>(Landing.Statement<C> statement, CompletableFuture<Outcome<C>> answered) {

        void complete(Supplier<Outcome<C>> outcome) {
            try {
                answered.complete(outcome.get());
            } catch (RuntimeException e) {
                answered.completeExceptionally(e);
            }
        }
    }

    /** What comes of it; fails as {@link Writing#put} does. */
    CompletableFuture<Outcome<C>> put(Landing.Statement<C> statement) {
        var asked = new Asked<>(statement, new CompletableFuture<Outcome<C>>());
        together.ask(asked);
        return asked.answered();
    }

    @Override
    public void answer(List<Asked<C>> all) {
        List<Supplier<Outcome<C>>> outcomes;
        try {
            outcomes = writing.putTogether(all.stream().map(Asked::statement).toList());
        } catch (RuntimeException e) {
            if (all.size() > 1 && e instanceof Contended) {
                alone(all);
                return;
            }
            var isAway = e instanceof Problem problem && problem.type().mayPass() && !(e instanceof Contended);
            if (all.size() > 1 && !isAway) {
                answer(all.subList(0, all.size() / 2));
                answer(all.subList(all.size() / 2, all.size()));
            } else if (isAway && ((Problem) e).type() == ProblemType.UNAVAILABLE) {
                together.refuseAll(all, e);
            } else {
                refuse(all, e);
            }
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).complete(outcomes.get(i));
        }
    }

    /** Each waits for what it needs itself; where several have waited in vain, it is held from all. */
    private void alone(List<Asked<C>> all) {
        var inVain = 0;
        for (int i = 0; i < all.size(); i++) {
            try {
                all.get(i).complete(writing.putTogether(List.of(all.get(i).statement())).get(0));
            } catch (RuntimeException e) {
                refuse(List.of(all.get(i)), e);
                if (e instanceof Problem problem && problem.type().mayPass() && ++inVain == MOST_IN_VAIN) {
                    refuse(all.subList(i + 1, all.size()), e);
                    return;
                }
            }
        }
    }

    @Override
    public void refuse(List<Asked<C>> all, Throwable why) {
        all.forEach(asked -> asked.answered().completeExceptionally(why));
    }
}
