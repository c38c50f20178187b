package org.tamga.gateway.route;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.netty.util.NetUtil;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.http.HttpServerRequest;

/**
 * Tells who asks: the subject of a valid token, else an address; a token that does not verify counts for nothing, or inventing tokens
 * would be a way around whatever one caller is held to.
 */
@Singleton
public class Callers {

    private static final String BEARER = "Bearer ";

    private final JWTParser tokens;
    private final int proxies;

    public Callers(RouteConfig config, JWTParser tokens) {
        this.tokens = tokens;
        this.proxies = config.rateLimit().proxies();
    }

    /** Who sent the request: the same text for the same caller. */
    public String of(HttpServerRequest request) {
        return known(request).orElseGet(() -> unknown(request));
    }

    /** Who sent the request, if a valid token says so. */
    Optional<String> known(HttpServerRequest request) {
        return token(request).flatMap(Callers::named);
    }

    /** Whom a token names, as {@link #of} says it. */
    static Optional<String> named(JsonWebToken token) {
        return Optional.ofNullable(token.getSubject()).map(subject -> "subject " + subject);
    }

    /** The valid token that a request brings. */
    Optional<JsonWebToken> token(HttpServerRequest request) {
        var sent = request.getHeader("Authorization");
        if (sent == null || !sent.startsWith(BEARER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(tokens.parse(sent.substring(BEARER.length())));
        } catch (ParseException e) {
            // The service behind says so to the caller; here it only means that the address counts.
            return Optional.empty();
        }
    }

    /** Where the request was sent from. One IPv6 customer has 2^64 addresses at least, so those count as one. */
    String unknown(HttpServerRequest request) {
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
