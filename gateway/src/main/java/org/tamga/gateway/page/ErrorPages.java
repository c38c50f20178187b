package org.tamga.gateway.page;

import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

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
        // The explanations of problems are in English.
        var words = languages.choose("en", request.getAcceptableLanguages());
        var answer = Response.status(problem.type().status())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(Templates.error(Layout.of(words, problem.type().title(), "/"), problem, Correlation.of(request)));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    /** Browsers name HTML; programs name JSON or nothing. */
    private static boolean asksForPage(ContainerRequestContext request) {
        return request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> !type.isWildcardType() && !type.isWildcardSubtype()
                        && type.isCompatible(MediaType.TEXT_HTML_TYPE));
    }
}
