package org.tamga.trade.reconcile;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Marks what pages of every origin may read, refusals included. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface AnyOrigin {

    /** Says so in the answer. */
    @Provider
    @AnyOrigin
    class Filter implements ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().putSingle("Access-Control-Allow-Origin", "*");
        }
    }
}
