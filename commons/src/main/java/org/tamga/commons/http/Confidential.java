package org.tamga.commons.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Keeps what is answered to somebody with a token out of every cache, for it may be nobody else's (RFC 9111 section 5.2.2.5). Of a token
 * that a browser has in a cookie, and the gateway puts in its place, no cache would know by itself.
 */
@Singleton
public class Confidential {

    @ServerResponseFilter
    public void keep(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaderString(HttpHeaders.AUTHORIZATION) != null) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
