package org.tamga.record;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/**
 * Writes of single periods, {@link Together}: in one transaction, each decided in the face of those before it, and all answered once
 * it is committed. One that is refused leaves nothing and keeps none of the others; where the transaction fails as a whole, for a
 * reason that one of them may have brought, each has a transaction of its own (ADR 0016).
 */
final class SharedWrites<C extends Record> implements Together.Work<SharedWrites.Asked<C>> {

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
            if (e instanceof Problem problem && problem.type() == ProblemType.UNAVAILABLE) {
                together.refuseAll(all, e);
            } else if (all.size() == 1 || e instanceof Problem problem && problem.type().mayPass()) {
                refuse(all, e);
            } else {
                all.forEach(asked -> answer(List.of(asked)));
            }
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).complete(outcomes.get(i));
        }
    }

    @Override
    public void refuse(List<Asked<C>> all, Throwable why) {
        all.forEach(asked -> asked.answered().completeExceptionally(why));
    }
}
