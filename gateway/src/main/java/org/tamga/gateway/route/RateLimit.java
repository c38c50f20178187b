package org.tamga.gateway.route;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.problem.Problems;

import io.github.bucket4j.Bucket;
import io.netty.util.NetUtil;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Holds each caller to a steady rate with room for bursts. A caller is the subject of a valid token, else an address; a
 * token that does not verify counts for nothing, or inventing tokens would be a way around. Writes with a valid token are
 * not held: bulk loading is an editor's right, and the services have their own brakes.
 */
@Singleton
public class RateLimit {

    /** After CORS (300), so that a browser may read the refusal; before anything that costs. */
    private static final int AFTER_CORS = 250;
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";

    private final RouteConfig.RateLimit config;
    private final JWTParser tokens;
    private final Problems problems;
    private final Map<String, Bucket> buckets;
    private final String policy;

    RateLimit(RouteConfig config, JWTParser tokens, Problems problems) {
        this.config = config.rateLimit();
        this.tokens = tokens;
        this.problems = problems;
        this.buckets = Collections.synchronizedMap(new Recent(this.config.callers()));
        this.policy = "\"caller\";q=%d;w=%d".formatted(this.config.burst(), this.config.burst() / this.config.perSecond());
    }

    void install(@Observes Filters filters) {
        if (config.enabled()) {
            filters.register(this::admit, AFTER_CORS);
        }
    }

    void admit(RoutingContext context) {
        var request = context.request();
        if (!isLimited(context.normalizedPath())) {
            context.next();
            return;
        }
        var subject = subject(request);
        if (subject.isPresent() && !READS.contains(request.method().name())) {
            context.next();
            return;
        }
        var caller = subject.map(name -> "subject " + name).orElseGet(() -> network(address(request)));
        var probe = buckets.computeIfAbsent(caller, unknown -> bucket()).tryConsumeAndReturnRemaining(1);
        var seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + 999_999_999L);
        // draft-ietf-httpapi-ratelimit-headers-10
        request.response().putHeader("RateLimit-Policy", policy)
                .putHeader("RateLimit", "\"caller\";r=" + probe.getRemainingTokens() + ";t=" + seconds);
        if (probe.isConsumed()) {
            context.next();
        } else {
            problems.answer(request, new Problem(ProblemType.RATE_LIMITED,
                    "More than %d requests a second from one caller.".formatted(config.perSecond()))
                    .header("Retry-After", Long.toString(Math.max(1, seconds))));
        }
    }

    /** What costs little and is asked by pages and probes many at a time is free. */
    private static boolean isLimited(String path) {
        return !path.startsWith("/assets/") && !path.startsWith("/q/");
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(config.burst()).refillGreedy(config.perSecond(), Duration.ofSeconds(1)))
                .build();
    }

    private Optional<String> subject(HttpServerRequest request) {
        var sent = request.getHeader("Authorization");
        if (sent == null || !sent.startsWith(BEARER)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(tokens.parse(sent.substring(BEARER.length())).getSubject());
        } catch (ParseException e) {
            // The service behind says so to the caller; here it only means that the address counts.
            return Optional.empty();
        }
    }

    /** Where a request comes from, before one's own proxies: of what stands in front of their own entries anybody can write anything. */
    private String address(HttpServerRequest request) {
        var hops = request.headers().getAll("X-Forwarded-For").stream().flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip).toList();
        var caller = config.proxies() > 0 && hops.size() >= config.proxies() ? hops.get(hops.size() - config.proxies()) : "";
        return NetUtil.createByteArrayFromIpAddressString(caller) == null ? request.remoteAddress().hostAddress() : caller;
    }

    /** One IPv6 customer has 2^64 addresses at least, so those count as one. */
    private static String network(String address) {
        try {
            var parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
                    : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the address of a connection is not an address: " + address, e);
        }
    }

    /** Forgets the caller not seen for longest. */
    private static final class Recent extends LinkedHashMap<String, Bucket> {

        private static final long serialVersionUID = 1L;

        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > most;
        }
    }
}
