package org.tamga.gateway.route;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Keeps a connection's own headers on that connection (RFC 9110 section 7.6.1), and lets nobody tell a service where a
 * request came from but the gateway itself.
 */
final class OwnHeaders implements ProxyInterceptor {

    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
    private static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");
    private static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("X-Forwarded-Host");
    private static final String FORWARDED = "x-forwarded-";
    private static final Set<String> HOP_BY_HOP = caseless("connection", "keep-alive", "proxy-authenticate",
            "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");
    /** Cookies are the gateway's, and tokens are in them. */
    private static final Set<String> FOR_THE_GATEWAY = caseless("cookie", "forwarded", "x-real-ip");

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request().proxiedRequest();
        var headers = context.request().headers();
        withoutConnectionHeaders(headers);
        names(headers).filter(OwnHeaders::isForTheGateway).forEach(headers::remove);
        sayWhereFrom(request, headers);
        if (request.authority() != null) {
            // So that the addresses a service writes (Location, next) are the ones the caller can follow.
            context.request().setAuthority(request.authority());
        }
        return context.sendRequest();
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        var response = context.response();
        withoutConnectionHeaders(response.headers());
        // What the gateway has set on its answer stands once, not once more for the service's own.
        names(context.request().proxiedRequest().response().headers()).forEach(response.headers()::remove);
        if (response.getStatusCode() == 204 || response.getStatusCode() == 304) {
            response.setBody(null);
        }
        return context.sendResponse();
    }

    /** The same for a request that is passed on without the proxy. */
    static void pass(HttpServerRequest request, HttpClientRequest call) {
        var named = named(request.headers());
        var headers = call.headers();
        request.headers().forEach((name, value) -> {
            if (!isHopByHop(name, named) && !isForTheGateway(name) && !name.equalsIgnoreCase("host")) {
                headers.add(name, value);
            }
        });
        sayWhereFrom(request, headers);
        if (request.authority() != null) {
            call.authority(request.authority());
        }
    }

    /** The same for an answer that is passed on without the proxy. */
    static void pass(MultiMap answered, MultiMap headers) {
        var named = named(answered);
        // One that stands twice in the answer does so in the end: what the gateway itself has set is looked at beforehand.
        var own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> own.add(name));
        answered.forEach((name, value) -> {
            if (!isHopByHop(name, named) && !own.contains(name)) {
                headers.add(name, value);
            }
        });
    }

    private static void sayWhereFrom(HttpServerRequest request, MultiMap headers) {
        headers.set(FORWARDED_FOR, request.remoteAddress().hostAddress());
        headers.set(FORWARDED_PROTO, request.scheme());
        if (request.authority() != null) {
            headers.set(FORWARDED_HOST, request.authority().toString());
        }
    }

    private static void withoutConnectionHeaders(MultiMap headers) {
        named(headers).forEach(headers::remove);
        HOP_BY_HOP.forEach(headers::remove);
    }

    /** What a connection's own header says is a connection's own, too. */
    private static Set<String> named(MultiMap headers) {
        return headers.contains(HttpHeaders.CONNECTION)
                ? caseless(headers.getAll(HttpHeaders.CONNECTION).stream().flatMap(said -> Stream.of(said.split(",")))
                        .map(String::strip).toArray(String[]::new))
                : Set.of();
    }

    private static boolean isHopByHop(String name, Set<String> named) {
        return HOP_BY_HOP.contains(name) || named.contains(name);
    }

    private static boolean isForTheGateway(String name) {
        return name.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length()) || FOR_THE_GATEWAY.contains(name);
    }

    /** As they were when this was asked, in no order; one that stands twice is there twice. */
    private static Stream<String> names(MultiMap headers) {
        var names = Stream.<String>builder();
        headers.forEach((name, value) -> names.add(name));
        return names.build();
    }

    private static Set<String> caseless(String... names) {
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(List.of(names));
        return all;
    }
}
