package org.tamga.gateway.session;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Puts the bearer token of whoever signed in at the OIDC provider into what the pages' own scripts ask the API. The token is in an
 * encrypted cookie that no script reads; whoever is asked verifies it as it verifies every token.
 *
 * <p>
 * A browser sends the cookie with whatever makes it ask. So it counts only where a header stands beside it that no form can send and
 * that no page of another origin may send: it is none of the headers that CORS allows here (OWASP, Cross-Site Request Forgery
 * Prevention, "custom request headers").
 */
@Singleton
public class SessionTokens {

    /** Says that a page of ours asks, on behalf of whoever is signed in. */
    public static final String HEADER = "Tamga-Session";

    private static final Logger LOG = Logger.getLogger(SessionTokens.class);
    /** After CORS (300), before requests are counted by whose they are (250) and before Quarkus looks at who asks (200). */
    private static final int BEFORE_RATE_LIMIT = 260;
    static final String SIGN_OUT = "/sign-out";

    private final boolean isOn;
    private final OidcAuthenticationMechanism sessions;
    private final IdentityProviderManager identities;

    SessionTokens(@ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean isOn, OidcAuthenticationMechanism sessions,
            IdentityProviderManager identities) {
        this.isOn = isOn;
        this.sessions = sessions;
        this.identities = identities;
    }

    void install(@Observes Filters filters) {
        if (isOn) {
            filters.register(this::admit, BEFORE_RATE_LIMIT);
        }
    }

    private void admit(RoutingContext context) {
        var request = context.request();
        if (context.normalizedPath().equals(SIGN_OUT) && isFromElsewhere(request.getHeader("Sec-Fetch-Site"))) {
            // A link on another site is not to sign anybody out.
            context.redirect("/sign-in");
        } else if (request.headers().contains(HEADER) && !request.headers().contains(HttpHeaders.AUTHORIZATION)
                && context.normalizedPath().startsWith("/api/")) {
            authenticate(context);
        } else {
            context.next();
        }
    }

    private void authenticate(RoutingContext context) {
        var here = context.vertx().getOrCreateContext();
        context.request().pause();
        Uni.createFrom().deferred(() -> sessions.authenticate(context, identities))
                .emitOn(task -> here.runOnContext(nothing -> task.run()))
                .subscribe().with(identity -> goOn(context, identity), failure -> {
                    LOG.debugf(failure, "A session that does not hold any more");
                    goOn(context, null);
                });
    }

    /** Without a session as without a token: whoever is asked says what it thinks of that. */
    private static void goOn(RoutingContext context, SecurityIdentity identity) {
        if (identity != null) {
            context.request().headers().set(HttpHeaders.AUTHORIZATION,
                    "Bearer " + identity.getCredential(AccessTokenCredential.class).getToken());
        }
        context.request().resume();
        context.next();
    }

    /** Browsers say so; what says nothing is no browser of the last years, and has no reason to be led astray. */
    private static boolean isFromElsewhere(String site) {
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }
}
