package org.tamga.gateway.page;

import java.util.concurrent.CompletionException;

import jakarta.ws.rs.core.UriInfo;

import org.tamga.commons.problem.Problem;

import io.vertx.core.Future;

/** What the pages with a form in their address have in common. */
public final class Addresses {

    private Addresses() {
    }

    /** This page's address without its language, for the links to the others. */
    public static String withoutLanguage(UriInfo uri) {
        var query = uri.getRequestUri().getRawQuery();
        var rest = query == null ? "" : query.replaceAll("(^|&)lang=[^&]*", "").replaceFirst("^&", "");
        return uri.getRequestUri().getRawPath() + (rest.isEmpty() ? "" : "?" + rest);
    }

    /** Waits for an answer, so not on an event loop; its problem is thrown. */
    public static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw e;
        }
    }
}
