package org.tamga.gateway.page;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;

import io.vertx.core.Future;

/** What those have in common who answer an address with parameters. */
public final class Addresses {

    private Addresses() {
    }

    /** This page's address without its language, for the links to the others. */
    public static String withoutLanguage(UriInfo uri) {
        var query = uri.getRequestUri().getRawQuery();
        var rest = query == null ? "" : query.replaceAll("(^|&)lang=[^&]*", "").replaceFirst("^&", "");
        return uri.getRequestUri().getRawPath() + (rest.isEmpty() ? "" : "?" + rest);
    }

    /** A 400 that names those parameters of a request that its address does not have. */
    public static void refuseUnknown(Set<String> names, Set<String> parameters) {
        var unknown = names.stream().filter(name -> !parameters.contains(name)).sorted().toList();
        if (!unknown.isEmpty()) {
            throw new Problem(ProblemType.UNKNOWN_PARAMETER, "Unknown: " + String.join(", ", unknown) + ".",
                    unknown.stream().map(name -> new Violation(name, "is not a parameter of this address")).toList());
        }
    }

    /**
     * Sends a browser on to another of our addresses, relative as it is (RFC 9110 section 10.2.2): scheme and host are those that the
     * browser asked, which a proxy before us may have changed.
     */
    public static Response redirect(Response.Status status, URI address) {
        // Not by location(), which puts scheme and host before it.
        return Response.status(status).header(HttpHeaders.LOCATION, address.toString()).build();
    }

    /** Waits for an answer, so not on an event loop; its problem is thrown. */
    public static <T> T await(Future<T> answer) {
        return await(answer.toCompletionStage());
    }

    /** Waits likewise. */
    public static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw e;
        }
    }
}
