package org.tamga.record;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.database.Transaction;

import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * What is answered of records at a pair of times: one, a page, all of them, or all that was ever recorded of one.
 *
 * @param <C> the room's content
 */
final class Reading<C extends Record> {

    private final Records<C> records;
    private final Ledger ledger;
    private final VersionTable<C> table;
    private final RecordJson<C> json;
    private final Executor executor;
    private final SharedReads<C> shared;

    Reading(Records<C> records) {
        this.records = records;
        this.ledger = records.ledger();
        this.table = records.table();
        this.json = records.json();
        // The worker threads of Quarkus.
        this.executor = Infrastructure.getDefaultExecutor();
        this.shared = new SharedReads<>(this, executor);
    }

    /** The period that holds then; a 404 that says when there is one, or names the retraction. */
    VersionTable.Found<C> found(UUID id, UUID parentId, At at) {
        return orAbsent(ledger.database.read(transaction -> table.find(transaction, id, at)).orElse(null), id, parentId, at);
    }

    /** What was found, or the 404; also where it is part of another record than the address says. */
    VersionTable.Found<C> orAbsent(VersionTable.Found<C> found, UUID id, UUID parentId, At at) {
        if (found == null || !Objects.equals(found.period().parentId(), parentId)) {
            throw absence(id, parentId, at);
        }
        return found;
    }

    /** Those of several records of which a period is held now and holds on that day; at most {@link VersionTable#TOGETHER}. */
    Map<UUID, VersionTable.Found<C>> found(Set<UUID> ids, At now) {
        return ledger.database.read(transaction -> table.findNow(transaction, ids, now));
    }

    /**
     * What is made of the period that holds then; fails as {@link #found(UUID, UUID, At)} does. Neither waits nor works on this
     * thread, which may be one that must not.
     */
    <T> CompletionStage<T> later(UUID id, UUID parentId, At at, boolean ofNow, Function<VersionTable.Found<C>, T> answer) {
        if (ofNow && isShared()) {
            return shared.find(id, parentId, answer);
        }
        var answered = new CompletableFuture<T>();
        executor.execute(() -> {
            try {
                answered.complete(answer.apply(found(id, parentId, at)));
            } catch (RuntimeException e) {
                answered.completeExceptionally(e);
            }
        });
        return answered;
    }

    /** As {@link #later}, of what holds now and is no part of another record; null where there is none, which costs nothing more. */
    <T> CompletionStage<T> ofNow(UUID id, Function<VersionTable.Found<C>, T> answer) {
        return isShared()
                ? shared.findOrNull(id, answer)
                : later(id, null, At.now(Records.today()), true, answer);
    }

    /** What is derived may need statements of its own, for which others shall not wait. */
    private boolean isShared() {
        return records.derivedMembers().isEmpty();
    }

    /** A page of a list. {@code last} is where the next one goes on, or null where this is the last. */
    record Page<C>(List<Period<C>> items, Listing.Cursor last) {}

    Listing listing(Parameters parameters, UUID parentId) {
        return Listing.of(parameters, records, parentId, ledger.horizon);
    }

    Page<C> page(Listing listing) {
        var page = table.reading(ledger.database, transaction -> table.page(transaction, listing));
        var found = page.rows().stream().map(period -> period.asKnown(listing.at().knownAt())).toList();
        if (found.size() <= listing.limit() && !page.isCut()) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, Math.min(found.size(), listing.limit()));
        return new Page<>(items, Listing.Cursor.of(items.get(items.size() - 1), listing.order()));
    }

    /** What the list's {@code include} asks for, member by member. */
    Map<String, Map<UUID, ?>> included(Listing listing, Page<C> page) {
        return listing.include().stream().distinct()
                .collect(Collectors.toMap(member -> member,
                        member -> records.inclusions().get(member).of(page.items(), listing.at())));
    }

    /** Streams the whole list. At most a few at a time: see {@link Ledger#export}. */
    void stream(Listing listing, Records.PeriodSink<C> sink) {
        ledger.export(() -> ledger.database.streaming(transaction -> {
            table.stream(transaction, listing, period -> sink.accept(period.asKnown(listing.at().knownAt())));
            return null;
        }));
    }

    /** Tells of a period of a history the names of what differs from the one that it replaced; none where it replaced nothing. */
    Function<Period<C>, Set<String>> changes(List<Period<C>> history) {
        var replaced = history.stream().filter(period -> period.supersededAt() != null)
                .collect(Collectors.groupingBy(Period::supersededAt));
        return period -> replaced.getOrDefault(period.recordedAt(), List.of()).stream()
                .filter(older -> older.valid().overlaps(period.valid()))
                .min(Comparator.comparing((Period<C> older) -> !Split.sameStart(older.valid(), period.valid())))
                .map(older -> json.differences(period, older)).orElse(Set.of());
    }

    List<Period<C>> history(UUID id, UUID parentId) {
        return table.reading(ledger.database, transaction -> {
            var history = table.history(transaction, id);
            var periods = history.rows();
            if (periods.isEmpty() || !Objects.equals(periods.get(0).parentId(), parentId)) {
                throw records.notFound(id);
            }
            if (history.isCut()) {
                throw new Problem(ProblemType.RULE_BROKEN,
                        "Its history is too long for one answer; the list gives it page by page: ?id=" + id
                                + "&includeHistory=true.");
            }
            return periods;
        });
    }

    /** How the 404 names a retraction: which version of the record it was, when, and why. */
    record Retraction(int version, Instant at, String because) {}

    /** The 404 of what was not found. */
    Problem absence(UUID id, UUID parentId, At at) {
        return ledger.database.read(transaction -> absence(transaction, id, parentId, at));
    }

    Problem absence(Transaction transaction, UUID id, UUID parentId, At at) throws SQLException {
        var head = table.head(transaction, id)
                .filter(found -> !found.isWithheld() && Objects.equals(found.parentId(), parentId)).orElse(null);
        if (head == null || table.isErased(transaction, id)) {
            return records.notFound(id);
        }
        var nearest = table.nearest(transaction, id, at);
        // Withdrawn for that day, and nothing has been said of it since; or for all days.
        var withdrawn = table.superseded(transaction, id, nearest.isEmpty() ? null : at.validAt(), at.knownAt());
        if (withdrawn.isPresent()) {
            var retraction = transaction.first(
                    "select version, at, because from retraction where kind = ? and id = ? and at = ?",
                    row -> new Retraction(row.getInt("version"), Transaction.instant(row, "at"), row.getString("because")),
                    records.name(), id, withdrawn.get()).orElse(null);
            if (retraction != null) {
                return new Problem(ProblemType.RETRACTED, "Retracted by version " + retraction.version() + " of "
                        + retraction.at() + ": " + retraction.because()).with("retraction", retraction).header("ETag",
                                "\"" + head.version() + "\"");
            }
        }
        var first = at.knownAt() == null ? Optional.<Instant>empty() : table.knownFirst(transaction, id);
        return new Problem(ProblemType.NOT_RECORDED_THEN,
                first.isPresent() && at.knownAt().isBefore(first.get())
                        ? "Nothing of it was known before " + first.get() + "."
                        : "Nothing is recorded for " + at.validAt() + Records.nearest(nearest) + ".")
                .header("ETag", "\"" + head.version() + "\"");
    }
}
