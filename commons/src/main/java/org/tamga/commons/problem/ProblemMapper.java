package org.tamga.commons.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tamga.commons.http.Correlation;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.handler.HttpException;

/** Turns every exception that leaves a resource into a problem document; no stack trace or class name gets out. */
@Singleton
public class ProblemMapper {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response problem(Problem problem, ContainerRequestContext request) {
        var answer = Response.status(problem.type().status())
                .type(MEDIA_TYPE)
                .entity(problem.body(request.getUriInfo().getRequestUri().getRawPath(), Correlation.of(request)));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    public Response unauthenticated(Exception e, ContainerRequestContext request) {
        return problem(new Problem(ProblemType.UNAUTHENTICATED, "No valid bearer token came with the request.")
                .header("WWW-Authenticate", "Bearer"), request);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, ContainerRequestContext request) {
        return problem(new Problem(ProblemType.FORBIDDEN, "The token's roles do not allow this."), request);
    }

    @ServerExceptionMapper
    public Response framework(WebApplicationException e, ContainerRequestContext request) {
        var status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status >= 500) {
            LOG.errorf(e, "%s %s", request.getMethod(), request.getUriInfo().getPath());
        }
        var type = ProblemType.forStatus(status);
        return problem(new Problem(type, type == ProblemType.NOT_FOUND ? "There is nothing at this address." : type.title()),
                request);
    }

    /** What Vert.x itself could not read, such as a query with a broken percent sign. */
    @ServerExceptionMapper
    public Response unreadable(HttpException e, ContainerRequestContext request) {
        return problem(new Problem(ProblemType.forStatus(e.getStatusCode()), "The request cannot be read."), request);
    }

    @ServerExceptionMapper
    public Response malformed(JsonProcessingException e, ContainerRequestContext request) {
        return problem(new Problem(ProblemType.MALFORMED_REQUEST, "The body is not the JSON that is expected here."), request);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e, ContainerRequestContext request) {
        LOG.errorf(e, "%s %s", request.getMethod(), request.getUriInfo().getPath());
        return problem(
                new Problem(ProblemType.INTERNAL_ERROR, "Something failed on our side; the correlation id leads us to it."),
                request);
    }
}
