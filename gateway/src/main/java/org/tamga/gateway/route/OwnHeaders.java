package org.tamga.gateway.route;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Keeps a connection's own headers on that connection (RFC 9110 section 7.6.1), and lets nobody tell a service where a
 * request came from but the gateway itself.
 */
final class OwnHeaders implements ProxyInterceptor {

    private static final Set<String> HOP_BY_HOP = Set.of("connection", "keep-alive", "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection", "te", "trailer", "upgrade");

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request().proxiedRequest();
        var headers = context.request().headers();
        withoutConnectionHeaders(headers);
        List.copyOf(headers.names()).stream().filter(OwnHeaders::claimsAnOrigin).forEach(headers::remove);
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
        context.request().proxiedRequest().response().headers().names().forEach(response.headers()::remove);
        if (response.getStatusCode() == 204 || response.getStatusCode() == 304) {
            response.setBody(null);
        }
        return context.sendResponse();
    }

    private static void withoutConnectionHeaders(MultiMap headers) {
        for (var named : headers.getAll("Connection")) {
            for (var name : named.split(",")) {
                headers.remove(name.trim());
            }
        }
        HOP_BY_HOP.forEach(headers::remove);
    }

    private static boolean claimsAnOrigin(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded-") || name.equals("forwarded") || name.equals("x-real-ip");
    }
}
