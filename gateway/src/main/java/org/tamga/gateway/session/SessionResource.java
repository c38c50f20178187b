package org.tamga.gateway.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Set;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tamga.gateway.page.Addresses;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;

/** Who is signed in, and the way there: the authorization code flow (OpenID Connect Core 1.0 section 3.1) is Quarkus' own. */
@Path("/")
public class SessionResource {

    private static final String HERE = "/sign-in";

    private final boolean isOn;
    private final SecurityIdentity identity;

    SessionResource(@ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean isOn, SecurityIdentity identity) {
        this.isOn = isOn;
        this.identity = identity;
    }

    /**
     * What a token says of its bearer.
     *
     * @param name to be shown
     * @param groups the roles
     * @param expiresAt when the token ends; a session may have another by then
     */
    public record Session(String name, Set<String> groups, Instant expiresAt) {}

    @GET
    @Path("api/session")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @HttpAuthenticationMechanism("Bearer")
    @Tag(name = "session", description = "Who is signed in")
    @Operation(summary = "Whose token or session the request came with", operationId = "session")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(schema = @Schema(implementation = Session.class)))
    @APIResponse(responseCode = "204", description = "It came with nobody's")
    public Response session() {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Response.noContent().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
        }
        return Response.ok(new Session(token.getName(), identity.getRoles(), Instant.ofEpochSecond(token.getExpirationTime())))
                .build();
    }

    /**
     * Whoever gets here has been at the provider and is signed in.
     *
     * @param next a page of ours, path and query; for anything else it is the page for signing in
     */
    @GET
    @Path("sign-in/oidc")
    @Operation(hidden = true)
    public Response signedIn(@QueryParam("next") String next) {
        if (!isOn) {
            throw new NotFoundException();
        }
        return Addresses.redirect(Response.Status.SEE_OTHER, own(next));
    }

    /** What leads to another host, in whichever spelling, leads nowhere. */
    static URI own(String next) {
        try {
            var address = new URI(next == null ? HERE : next);
            return next != null && address.getScheme() == null && address.getRawAuthority() == null && next.startsWith("/")
                    && !next.startsWith("//") && !address.getPath().equals("/sign-in/oidc")
                    && !address.getPath().equals(SessionTokens.SIGN_OUT)
                            ? address
                            : URI.create(HERE);
        } catch (URISyntaxException e) {
            return URI.create(HERE);
        }
    }
}
