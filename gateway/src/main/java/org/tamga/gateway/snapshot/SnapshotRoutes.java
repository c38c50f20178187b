package org.tamga.gateway.snapshot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.apache.kafka.common.TopicPartition;
import org.tamga.commons.http.Correlation;
import org.tamga.commons.problem.Problem;
import org.tamga.gateway.change.ChangeHistory;
import org.tamga.gateway.change.ChangeTopics;
import org.tamga.gateway.change.ChangesConfig;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.problem.CorrelationIds;
import org.tamga.gateway.problem.Problems;
import org.tamga.gateway.route.Callers;
import org.tamga.gateway.route.Places;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/snapshot}: all that is known now, to begin with before one follows the changes. */
@Singleton
public class SnapshotRoutes {

    private static final String PARAMETER = "topic";

    private final Vertx vertx;
    private final ChangeTopics topics;
    private final ChangeHistory history;
    private final Duration patience;
    private final Problems problems;
    private final Callers callers;
    private final Places places;

    SnapshotRoutes(Vertx vertx, ChangeTopics topics, ChangeHistory history, ChangesConfig config,
            Problems problems, Callers callers) {
        this.vertx = vertx;
        this.topics = topics;
        this.history = history;
        this.patience = config.patience();
        this.problems = problems;
        this.callers = callers;
        this.places = new Places("snapshots", config.snapshots(), config.snapshotsPerCaller());
    }

    void install(@Observes Router router) {
        router.get("/api/snapshot").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        var caller = callers.of(context.request());
        Snapshot snapshot;
        try {
            snapshot = snapshot(context, caller);
        } catch (Problem problem) {
            problems.answer(context.request(), problem);
            return;
        }
        context.addEndHandler(ended -> {
            places.leave(caller);
            snapshot.closed();
        });
        snapshot.open();
    }

    private Snapshot snapshot(RoutingContext context, String caller) {
        Addresses.refuseUnknown(context.queryParams().names(), Set.of(PARAMETER));
        var known = topics.known();
        var wanted = partitions(known, context.queryParams().getAll(PARAMETER));
        places.take(caller);
        context.response().putHeader(Correlation.HEADER, CorrelationIds.of(context.request()));
        return new Snapshot(vertx, history, wanted, () -> topics.committed(known), patience, context.response(),
                problem -> problems.answer(context.request(), problem));
    }

    /** The change topics' partitions whose topic begins with one of these, topic by topic; all for none. */
    private static List<TopicPartition> partitions(ChangeTopics.Seen known, Collection<String> beginnings) {
        var wanted = new ArrayList<>(known.partitions());
        wanted.removeIf(partition -> !beginnings.isEmpty() && beginnings.stream().noneMatch(partition.topic()::startsWith));
        if (!beginnings.isEmpty() && wanted.isEmpty()) {
            throw Problem.invalidParameter(PARAMETER, "There is no topic that begins so.");
        }
        wanted.sort(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        return wanted;
    }
}
