package org.tamga.record;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.tamga.commons.problem.Problem;
import org.tamga.record.VersionTable.Found;

/**
 * Reads by id of what is held now, {@link Together}. An answer comes of a statement that began after it was asked for, so it shows
 * every write that was answered before, whichever replica wrote it (ADR 0014).
 */
final class SharedReads<C extends Record> implements Together.Work<SharedReads.Asked<C, ?>> {

    private final Reading<C> reading;
    private final Together<Asked<C, ?>> together;

    /** @param executor whose threads may wait for the database */
    SharedReads(Reading<C> reading, Executor executor) {
        this.reading = reading;
        this.together = new Together<>(this, false, executor);
    }

    /** @param isExplained whether it fails where there is none, and says why */
    record Asked<C, T>(UUID id, UUID parentId, Function<Found<C>, T> answer, boolean isExplained,
            CompletableFuture<T> answered) {

        void complete(Supplier<Found<C>> found) {
            try {
                var it = found.get();
                answered.complete(it == null ? null : answer.apply(it));
            } catch (RuntimeException e) {
                answered.completeExceptionally(e);
            }
        }
    }

    /** What is made of the period that holds today; fails as {@link Reading#found} does. Neither waits nor works on this thread. */
    <T> CompletionStage<T> find(UUID id, UUID parentId, Function<Found<C>, T> answer) {
        return ask(new Asked<>(id, parentId, answer, true, new CompletableFuture<>()));
    }

    /** The same of a record that is no part of another; null where there is none, which costs nothing more. */
    <T> CompletionStage<T> findOrNull(UUID id, Function<Found<C>, T> answer) {
        return ask(new Asked<>(id, null, answer, false, new CompletableFuture<>()));
    }

    private <T> CompletionStage<T> ask(Asked<C, T> asked) {
        together.ask(asked);
        return asked.answered();
    }

    @Override
    public void answer(List<Asked<C, ?>> all) {
        var now = At.now(Records.today());
        Map<UUID, Found<C>> found;
        try {
            found = reading.found(all.stream().map(Asked::id).collect(Collectors.toSet()), now);
        } catch (RuntimeException e) {
            if (e instanceof Problem problem && problem.type().mayPass()) {
                together.refuseAll(all, e);
            } else {
                refuse(all, e);
            }
            return;
        }
        for (var asked : all) {
            var one = found.get(asked.id());
            asked.complete(() -> asked.isExplained() ? reading.orAbsent(one, asked.id(), asked.parentId(), now) : one);
        }
    }

    @Override
    public void refuse(List<Asked<C, ?>> all, Throwable why) {
        all.forEach(asked -> asked.answered().completeExceptionally(why));
    }
}
