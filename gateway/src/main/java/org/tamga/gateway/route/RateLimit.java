package org.tamga.gateway.route;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.problem.Problems;

import io.github.bucket4j.Bucket;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/**
 * Holds each caller to a steady rate with room for bursts. What editors write to what they may edit is not held: bulk loading is their
 * right, and the services have their own brakes.
 */
@Singleton
public class RateLimit {

    /** After CORS (300), so that a browser may read the refusal; before anything that costs. */
    private static final int AFTER_CORS = 250;
    private static final String EDITOR = "-editor";
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final RouteConfig.RateLimit config;
    private final Callers callers;
    private final Problems problems;
    private final Map<String, Bucket> buckets;
    private final String policy;

    RateLimit(RouteConfig config, Callers callers, Problems problems) {
        this.config = config.rateLimit();
        this.callers = callers;
        this.problems = problems;
        this.buckets = Recent.of(this.config.callers());
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
        if (!READS.contains(request.method().name()) && callers.token(request)
                .filter(token -> mayEdit(token.getGroups(), context.normalizedPath())).isPresent()) {
            context.next();
            return;
        }
        var probe = buckets.computeIfAbsent(callers.of(request), unknown -> bucket()).tryConsumeAndReturnRemaining(1);
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

    /** Whether one of the roles is that of the editors of what is at the path; what is the gateway's own has none. */
    private static boolean mayEdit(Set<String> roles, String path) {
        return roles != null && roles.stream().anyMatch(role -> role.endsWith(EDITOR)
                && path.startsWith("/api/" + role.substring(0, role.length() - EDITOR.length()) + "/"));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(config.burst()).refillGreedy(config.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
