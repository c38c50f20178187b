package org.tamga.gateway.problem;

import jakarta.inject.Singleton;

import org.tamga.commons.http.Correlation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Problem documents where no resource is at work: on the routes and the change stream. */
@Singleton
public class Problems {

    private final ObjectMapper json;

    public Problems(ObjectMapper json) {
        this.json = json;
    }

    /** Ends the request with that problem; nothing of the answer may have been written yet. */
    public void answer(HttpServerRequest request, Problem problem) {
        var response = request.response();
        response.setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemMapper.MEDIA_TYPE)
                .putHeader(Correlation.HEADER, CorrelationIds.of(request));
        problem.headers().forEach(response::putHeader);
        response.end(body(request, problem));
    }

    /** The problem's document for that request. */
    public Buffer body(HttpServerRequest request, Problem problem) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(problem.body(request.path(), CorrelationIds.of(request))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem's members are plain text", e);
        }
    }
}
