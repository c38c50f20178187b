package org.tamga.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import org.tamga.commons.http.Bundle;
import org.tamga.commons.problem.Problem;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;

/**
 * Answers the gateway's {@link Bundle}s: records as of here and now, each just as a read of its own address without any parameter or
 * condition has it. What anybody may read, and nothing else.
 */
@Singleton
public class BundledReads {

    /** Of as many ids as may be asked for, each with the end of its line. */
    private static final int LONGEST_QUESTION = Bundle.MOST * 37;

    private final Instance<RecordResource<?>> resources;
    private volatile Map<String, RecordResource<?>> collections;

    BundledReads(Instance<RecordResource<?>> resources) {
        this.resources = resources;
    }

    void install(@Observes Router router) {
        router.route(HttpMethod.POST, Bundle.PATH + "*").handler(context -> {
            var request = context.request();
            var collection = collections().get(request.path().substring(Bundle.PATH.length()));
            if (collection == null) {
                request.response().setStatusCode(404).end();
            } else if (length(request) > LONGEST_QUESTION) {
                request.response().setStatusCode(413).end();
            } else {
                request.body().onSuccess(ids -> answer(collection, List.of(ids.toString().split("\n")), request.response()));
                request.resume();
            }
        });
    }

    /** Those that are no part of other records; looked for when the first is asked, not as the service starts. */
    private Map<String, RecordResource<?>> collections() {
        if (collections == null) {
            var found = new HashMap<String, RecordResource<?>>();
            for (var resource : resources) {
                if (resource.isReadTogether() && !resource.path().contains("{")) {
                    found.put(resource.path(), resource);
                }
            }
            collections = found;
        }
        return collections;
    }

    private static long length(HttpServerRequest request) {
        var said = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return said == null ? Long.MAX_VALUE : Long.parseLong(said);
    }

    private static void answer(RecordResource<?> collection, List<String> ids, HttpServerResponse response) {
        var answers = ids.stream().map(id -> read(collection, id).toCompletableFuture()).toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).handle((done, failed) -> {
            var passing = answers.stream().flatMap(answer -> passing(answer).stream()).findFirst();
            if (passing.isPresent()) {
                // One by one they would only wait for it once more.
                response.setStatusCode(passing.get().type().status())
                        .putHeader(Bundle.UNAVAILABLE, passing.get().headers().getOrDefault(HttpHeaders.RETRY_AFTER, "1"));
                return response.end(passing.get().getMessage());
            }
            return response.end(Bundle.write(answers.stream()
                    .map(answer -> answer.isCompletedExceptionally() ? null : answer.join()).toList()));
        }).exceptionally(failure -> response.setStatusCode(500).end());
    }

    private static CompletionStage<Bundle.Answer> read(RecordResource<?> collection, String id) {
        try {
            return collection.asOfNow(RecordResource.uuid(id));
        } catch (RuntimeException e) {
            // No id, or the service is stopping.
            return CompletableFuture.failedStage(e);
        }
    }

    /** Why it failed, where that may pass: the database is away. */
    private static Optional<Problem> passing(CompletableFuture<?> answer) {
        return answer.handle((answered, failure) -> {
            var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            return cause instanceof Problem problem && problem.type().mayPass()
                    ? Optional.of(problem)
                    : Optional.<Problem>empty();
        }).join();
    }
}
