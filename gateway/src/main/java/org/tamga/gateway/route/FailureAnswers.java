package org.tamga.gateway.route;

import org.tamga.commons.http.Correlation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemMapper;
import org.tamga.gateway.problem.CorrelationIds;
import org.tamga.gateway.problem.Problems;
import org.tamga.gateway.service.ServiceFailure;

import io.vertx.core.Future;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Answers for a service that did not. Nothing is tried twice: whether a write has landed cannot be known from here, and a
 * reader asks again by itself.
 */
final class FailureAnswers implements ProxyInterceptor {

    private final String domain;
    private final Problems problems;

    FailureAnswers(String domain, Problems problems) {
        this.domain = domain;
        this.problems = problems;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        return context.sendRequest().recover(failure -> Future.succeededFuture(answer(context,
                failure instanceof Problem problem ? problem : ServiceFailure.after(domain, failure))));
    }

    private ProxyResponse answer(ProxyContext context, Problem problem) {
        var request = context.request().proxiedRequest();
        var response = context.request().release().response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemMapper.MEDIA_TYPE)
                .putHeader(Correlation.HEADER, CorrelationIds.of(request))
                .setBody(Body.body(problems.body(request, problem)));
        problem.headers().forEach(response::putHeader);
        return response;
    }
}
