package org.tamga.gateway.route;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.netty.util.NetUtil;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells who asks: the subject of a valid token, else an address; a token that does not verify counts for nothing, or inventing tokens
 * would be a way around whatever one caller is held to. One that has not come before is verified on threads of its own, for the
 * provider's keys may have to be fetched for that, which anybody can cause who invents a key's name.
 */
@Singleton
public class Callers {

    private static final String BEARER = "Bearer ";
    /** After sessions (260), which bring tokens of their own; before anybody is counted (250). */
    private static final int AFTER_SESSIONS = 255;
    private static final int THREADS = 2;
    /** So long a request waits for its token; then it counts by its address. */
    private static final long PATIENCE_SECONDS = 2;
    private static final int MOST_REMEMBERED = 1000;

    private final JWTParser tokens;
    private final int proxies;
    private final WorkerExecutor threads;
    /** As they were sent. */
    private final Map<String, JsonWebToken> verified = Recent.of(MOST_REMEMBERED);

    public Callers(RouteConfig config, JWTParser tokens, Vertx vertx) {
        this.tokens = tokens;
        this.proxies = config.rateLimit().proxies();
        this.threads = vertx.createSharedWorkerExecutor("tokens", THREADS);
    }

    void install(@Observes Filters filters) {
        filters.register(this::verify, AFTER_SESSIONS);
    }

    /** Goes on once it is known whether the request's token is valid, if it brings one. */
    void verify(RoutingContext context) {
        var request = context.request();
        var sent = sent(request);
        if (sent.isEmpty() || token(request).isPresent()) {
            context.next();
            return;
        }
        request.pause();
        threads.executeBlocking(() -> verified.put(sent.get(), tokens.parse(sent.get())), false)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).onComplete(done -> {
                    // Of one that is not valid the service behind says so to the caller.
                    request.resume();
                    context.next();
                });
    }

    /** Who sent the request: the same text for the same caller. */
    public String of(HttpServerRequest request) {
        return token(request).map(JsonWebToken::getSubject).map(subject -> "subject " + subject)
                .orElseGet(() -> from(request));
    }

    /** The valid token that a request brings. */
    Optional<JsonWebToken> token(HttpServerRequest request) {
        return sent(request).map(verified::get)
                .filter(token -> token.getExpirationTime() > TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()));
    }

    private static Optional<String> sent(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)).filter(sent -> sent.startsWith(BEARER))
                .map(sent -> sent.substring(BEARER.length()));
    }

    /** Where the request was sent from. One IPv6 customer has 2^64 addresses at least, so those count as one. */
    private String from(HttpServerRequest request) {
        var address = address(request);
        try {
            var parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
                    : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the address of a connection is not an address: " + address, e);
        }
    }

    /** Where a request comes from, before one's own proxies: of what stands in front of their own entries anybody can write anything. */
    private String address(HttpServerRequest request) {
        var hops = request.headers().getAll("X-Forwarded-For").stream().flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip).toList();
        var caller = proxies > 0 && hops.size() >= proxies ? hops.get(hops.size() - proxies) : "";
        return NetUtil.createByteArrayFromIpAddressString(caller) == null ? request.remoteAddress().hostAddress() : caller;
    }
}
