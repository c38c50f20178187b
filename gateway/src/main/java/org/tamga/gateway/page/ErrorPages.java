package org.tamga.gateway.page;

import java.util.List;

import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tamga.commons.http.Correlation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemMapper;
import org.tamga.commons.problem.ProblemType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Shows a problem as a page to who asked for one; everybody else gets the problem document. */
@Singleton
public class ErrorPages {

    /** Before the mapper that all applications share. */
    private static final int FIRST = Priorities.USER - 1;

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance error(Layout layout, Problem problem, String correlationId);
    }

    private final ProblemMapper documents;
    private final Languages languages;

    ErrorPages(ProblemMapper documents, Languages languages) {
        this.documents = documents;
        this.languages = languages;
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response problem(Problem problem, ContainerRequestContext request) {
        return asksForPage(request) ? page(problem, request) : documents.problem(problem, request);
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response nothing(NotFoundException e, ContainerRequestContext request) {
        return problem(new Problem(ProblemType.NOT_FOUND, "There is nothing at this address."), request);
    }

    private Response page(Problem problem, ContainerRequestContext request) {
        var parameters = request.getUriInfo().getQueryParameters();
        var words = languages.offered(parameters.getFirst("lang"), request.getAcceptableLanguages());
        var layout = new Layout(words, List.of(words.language()), problem.type().title(), "/", asOf(request.getUriInfo()));
        var answer = Response.status(problem.type().status())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(Templates.error(layout, problem, Correlation.of(request)));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    /** The pair of times that was asked for, so that links lead on with it. */
    private static AsOf asOf(UriInfo uri) {
        try {
            return AsOf.of(uri);
        } catch (Problem e) {
            return AsOf.NOW;
        }
    }

    /** Browsers name HTML; programs name JSON or nothing. */
    private static boolean asksForPage(ContainerRequestContext request) {
        return request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> !type.isWildcardType() && !type.isWildcardSubtype()
                        && type.isCompatible(MediaType.TEXT_HTML_TYPE));
    }
}
