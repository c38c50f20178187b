package org.tamga.gateway.route;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.tamga.commons.http.Bundle;

import io.netty.util.concurrent.FastThreadLocal;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Lets reads by id wait for those that are under way, and go to the service together (ADR 0020): alone, a read is as quick as ever, and the
 * more there are the less each costs. Each event loop has its own, of each collection its own.
 */
final class ReadsTogether {

    /** Who waits for a call under way goes when it is done, at once where so many wait, and in any case after so long. */
    private static final int CROWD = 8;
    private static final long PATIENCE_MILLIS = 20;
    /** Calls that go for a crowd while another is under way. */
    private static final int CALLS = 2;
    /** How long an id is. */
    private static final int ID = 36;
    /** What makes an answer another than that which everybody has, or is a trace's, which has to see each read. */
    private static final Set<String> ONES_OWN = Set.of("authorization", "if-none-match", "if-match", "if-modified-since",
            "if-unmodified-since", "range", "prefer", "traceparent");

    private final Vertx vertx;
    private final Function<HttpServerRequest, Future<?>> alone;
    private final BiFunction<String, List<HttpServerRequest>, Future<?>> together;
    private final FastThreadLocal<Map<String, Collection>> collections = new FastThreadLocal<>() {
        @Override
        protected Map<String, Collection> initialValue() {
            return new HashMap<>();
        }
    };

    /**
     * @param alone passes one on by itself
     * @param together passes several on, of that collection
     */
    ReadsTogether(Vertx vertx, Function<HttpServerRequest, Future<?>> alone,
            BiFunction<String, List<HttpServerRequest>, Future<?>> together) {
        this.vertx = vertx;
        this.alone = alone;
        this.together = together;
    }

    /** The collection of a record that is wanted as everybody has it; null for all else. */
    String collection(HttpServerRequest request) {
        var path = request.path();
        var last = path.length() - ID - 1;
        // After "/api/<domain>/".
        var from = path.indexOf('/', path.indexOf('/', 1) + 1) + 1;
        if (last <= from || path.lastIndexOf('/') != last || path.indexOf('/', from) != last || request.query() != null
                || request.method() != HttpMethod.GET || !isEverybodys(request.headers())) {
            return null;
        }
        return path.substring(from, last);
    }

    /** The id of a record that has a {@link #collection}. */
    static String id(HttpServerRequest request) {
        return request.path().substring(request.path().length() - ID);
    }

    private static boolean isEverybodys(MultiMap headers) {
        var accept = headers.get(HttpHeaders.ACCEPT);
        return (accept == null || accept.equals("*/*") || accept.equals("application/json"))
                && ONES_OWN.stream().noneMatch(headers::contains) && !Span.current().getSpanContext().isSampled();
    }

    /** Passes it on: at once, if not too many are under way. */
    void ask(String collection, HttpServerRequest request) {
        collections.get().computeIfAbsent(collection, Collection::new).ask(request);
    }

    /** Those of a collection, on one event loop. There while any is under way. */
    private final class Collection {

        private final String name;
        private final Queue<HttpServerRequest> waiting = new ArrayDeque<>();
        private int calls;
        private boolean isWatched;

        Collection(String name) {
            this.name = name;
        }

        void ask(HttpServerRequest request) {
            waiting.add(request);
            if (calls == 0 || calls < CALLS && waiting.size() >= CROWD) {
                go();
            } else if (!isWatched) {
                watch();
            }
        }

        private void go() {
            var next = next();
            if (!next.isEmpty()) {
                calls++;
                (next.size() == 1 ? alone.apply(next.get(0)) : together.apply(name, next)).onComplete(answered -> {
                    calls--;
                    if (calls == 0 || waiting.size() >= CROWD) {
                        go();
                    }
                });
            } else if (calls == 0) {
                collections.get().remove(name);
            }
        }

        /** A call that is not answered soon holds nobody up: where the first who waits is still there after a while, all go. */
        private void watch() {
            isWatched = true;
            var first = waiting.peek();
            vertx.setTimer(PATIENCE_MILLIS, later -> {
                isWatched = false;
                if (first == waiting.peek()) {
                    while (!waiting.isEmpty()) {
                        go();
                    }
                } else if (!waiting.isEmpty()) {
                    watch();
                }
            });
        }

        private List<HttpServerRequest> next() {
            var next = new ArrayList<HttpServerRequest>();
            for (HttpServerRequest request; next.size() < Bundle.MOST && (request = waiting.poll()) != null;) {
                // Who is gone needs no answer.
                if (!request.response().closed()) {
                    next.add(request);
                }
            }
            return next;
        }
    }
}
