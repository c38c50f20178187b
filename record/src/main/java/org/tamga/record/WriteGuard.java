package org.tamga.record;

import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

import io.quarkus.security.identity.SecurityIdentity;

/**
 * Reading is for everybody; every other method needs the role {@code <domain>-editor}, whatever resource it reaches. A
 * method that only computes is let through by {@link Computes}; one that {@link Operates} the service needs the role of those
 * who run it, reads included. So a new resource is closed unless it says otherwise.
 */
@Singleton
public class WriteGuard {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final SecurityIdentity identity;
    private final String role;

    WriteGuard(SecurityIdentity identity, @ConfigProperty(name = "tamga.domain") String domain) {
        this.identity = identity;
        this.role = domain + "-editor";
    }

    @ServerRequestFilter
    public void check(ContainerRequestContext request, ResourceInfo resource) {
        if (resource.getResourceMethod().isAnnotationPresent(Operates.class)) {
            require(Operates.ROLE);
            return;
        }
        if (READS.contains(request.getMethod()) || resource.getResourceMethod().isAnnotationPresent(Computes.class)) {
            return;
        }
        require(role);
    }

    private void require(String role) {
        if (identity.isAnonymous()) {
            throw new Problem(ProblemType.UNAUTHENTICATED, "This needs a bearer token with the role " + role + ".")
                    .header("WWW-Authenticate", "Bearer");
        }
        if (!identity.hasRole(role)) {
            throw new Problem(ProblemType.FORBIDDEN,
                    "This needs the role " + role + "; the token has " + identity.getRoles() + ".");
        }
    }
}
