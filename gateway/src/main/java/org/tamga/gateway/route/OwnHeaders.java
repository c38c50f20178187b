package org.tamga.gateway.route;

import java.util.List;
import java.util.stream.Stream;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Keeps a connection's own headers on that connection (RFC 9110 section 7.6.1), and lets nobody tell a service where a
 * request came from but the gateway itself.
 */
final class OwnHeaders implements ProxyInterceptor {

    private static final CharSequence CONNECTION = HttpHeaders.createOptimized("connection");
    private static final List<CharSequence> HOP_BY_HOP = Stream.of("connection", "keep-alive", "proxy-authenticate",
            "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade").map(HttpHeaders::createOptimized).toList();
    private static final String FORWARDED = "x-forwarded-";

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request().proxiedRequest();
        var headers = context.request().headers();
        withoutConnectionHeaders(headers);
        names(headers).filter(OwnHeaders::claimsAnOrigin).forEach(headers::remove);
        // They are the gateway's, and tokens are in them.
        headers.remove(HttpHeaders.COOKIE);
        headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", request.scheme());
        if (request.authority() != null) {
            headers.set("X-Forwarded-Host", request.authority().toString());
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

    private static void withoutConnectionHeaders(MultiMap headers) {
        for (var named : headers.getAll(CONNECTION)) {
            for (var name : named.split(",")) {
                headers.remove(name.trim());
            }
        }
        HOP_BY_HOP.forEach(headers::remove);
    }

    /** As they were when this was asked, in no order; one that stands twice is there twice. */
    private static Stream<String> names(MultiMap headers) {
        var names = Stream.<String>builder();
        headers.forEach((name, value) -> names.add(name));
        return names.build();
    }

    private static boolean claimsAnOrigin(String header) {
        return header.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length()) || header.equalsIgnoreCase("forwarded")
                || header.equalsIgnoreCase("x-real-ip");
    }
}
