package org.tamga.gateway.route;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.tamga.commons.http.Bundle;
import org.tamga.commons.http.Correlation;
import org.tamga.commons.problem.Problem;
import org.tamga.gateway.problem.CorrelationIds;
import org.tamga.gateway.problem.Problems;
import org.tamga.gateway.service.ServiceFailure;
import org.tamga.gateway.service.Services;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Passes on what has no body, which is nearly all that is asked, as the proxy passes on everything else, in as few steps as there
 * must be: on the way of a read through the gateway, steps are what costs. A short answer goes out in one piece, and records that are
 * wanted at the same moment are asked for in one call (ADR 0020).
 */
final class Reads {

    private static final CharSequence TRANSFER_ENCODING = HttpHeaders.TRANSFER_ENCODING;
    /** RFC 9110 section 5.6.7. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static volatile Date lately = new Date(0, "");

    private final String domain;
    private final Services services;
    private final Services.Line line;
    private final Problems problems;
    private final LongAnswers longAnswers;
    private final ReadsTogether together;

    private record Date(long second, String text) {}

    Reads(String domain, Services services, Services.Line line, Problems problems, LongAnswers longAnswers, Vertx vertx) {
        this.domain = domain;
        this.services = services;
        this.line = line;
        this.problems = problems;
        this.longAnswers = longAnswers;
        this.together = new ReadsTogether(vertx, this::alone, this::together);
    }

    /** Whether a request has no body. */
    static boolean are(HttpServerRequest request) {
        var headers = request.headers();
        return (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)
                && !headers.contains(HttpHeaders.CONTENT_LENGTH) && !headers.contains(TRANSFER_ENCODING)
                && !headers.contains(HttpHeaders.EXPECT);
    }

    void pass(HttpServerRequest request) {
        // Should something come all the same, it is read away.
        request.resume();
        var collection = together.collection(request);
        if (collection == null) {
            alone(request);
        } else {
            together.ask(collection, request);
        }
    }

    /** @return what is done when the service has begun to answer, or cannot */
    private Future<HttpClientResponse> alone(HttpServerRequest request) {
        return services.open(domain, line).compose(call -> {
            // Who asked is gone, and nobody needs the answer.
            request.response().exceptionHandler(gone -> call.reset(0, gone));
            call.setMethod(request.method()).setURI(request.uri());
            OwnHeaders.pass(request, call);
            var answered = call.response().onSuccess(answer -> answer(request, call, answer));
            call.end();
            call.idleTimeout(line.silence().toMillis());
            return answered;
        }).onFailure(failure -> refuse(request, failure));
    }

    /** @return what is done when the service has answered, or cannot */
    private Future<Buffer> together(String collection, List<HttpServerRequest> requests) {
        return services.open(domain, line).compose(call -> {
            call.setMethod(HttpMethod.POST).setURI(Bundle.PATH + collection).idleTimeout(line.silence().toMillis());
            var ids = requests.stream().map(ReadsTogether::id).collect(Collectors.joining("\n"));
            // One inside the other: a body is lost whose reader comes after the answer's own tick of the event loop.
            return call.send(ids).compose(answer -> answer.body().map(body -> {
                answer(requests, answer, body);
                return body;
            }));
        }).onFailure(failure -> requests.forEach(request -> refuse(request, failure)));
    }

    private void answer(List<HttpServerRequest> requests, HttpClientResponse answer, Buffer body) {
        var retryAfter = answer.getHeader(Bundle.UNAVAILABLE);
        if (answer.statusCode() == 200) {
            var answers = Bundle.read(body, requests.size());
            for (int i = 0; i < requests.size(); i++) {
                answer(requests.get(i), answers.get(i));
            }
        } else if (retryAfter != null) {
            requests.forEach(request -> refuse(request, Problem.unavailable(body.toString(), Integer.parseInt(retryAfter))));
        } else {
            // It has no such records, or is of a version that knows no bundles.
            requests.forEach(this::alone);
        }
    }

    private void answer(HttpServerRequest request, Bundle.Answer answer) {
        if (answer == null) {
            alone(request);
        } else {
            request.response().headers().set(HttpHeaders.CONTENT_TYPE, Bundle.RECORD).set(HttpHeaders.ETAG, answer.etag())
                    .set(Correlation.HEADER, CorrelationIds.of(request)).set(HttpHeaders.DATE, now());
            request.response().end(answer.body());
        }
    }

    private void answer(HttpServerRequest request, HttpClientRequest call, HttpClientResponse answer) {
        var response = request.response();
        var length = length(answer);
        if (request.method() == HttpMethod.HEAD || answer.statusCode() == 204 || answer.statusCode() == 304) {
            begin(response, answer);
            response.end();
        } else if (!LongAnswers.areOf(length)) {
            answer.body().onComplete(read -> {
                if (read.succeeded()) {
                    begin(response, answer);
                    response.end(read.result());
                } else {
                    refuse(request, read.cause());
                }
            });
        } else {
            longAnswers.send(request, length, answer.getHeader(HttpHeaders.CONTENT_TYPE), answer, watched -> {
                begin(response, answer);
                response.setChunked(length < 0);
                return watched.pipe().endOnFailure(false).to(response);
            }).onComplete(sent -> {
                if (sent.cause() instanceof Problem problem) {
                    call.reset();
                    problems.answer(request, problem);
                } else if (sent.failed()) {
                    // What breaks off on one side breaks off on the other, and does not look whole.
                    call.reset();
                    response.reset();
                } else if (length < 0 && request.version() == HttpVersion.HTTP_1_0) {
                    // It knows no pieces: the answer's end is the connection's.
                    request.connection().close();
                }
            });
        }
    }

    private static void begin(HttpServerResponse response, HttpClientResponse answer) {
        response.setStatusCode(answer.statusCode());
        if (!answer.statusMessage().equals(response.getStatusMessage())) {
            response.setStatusMessage(answer.statusMessage());
        }
        OwnHeaders.pass(answer.headers(), response.headers());
        if (!response.headers().contains(HttpHeaders.DATE)) {
            response.putHeader(HttpHeaders.DATE, now());
        }
    }

    private static long length(HttpClientResponse answer) {
        var said = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        return said == null ? -1 : Long.parseLong(said);
    }

    /** Written anew each second. */
    private static String now() {
        var second = System.currentTimeMillis() / 1000;
        var date = lately;
        if (date.second() != second) {
            date = new Date(second, DATE.format(Instant.ofEpochSecond(second)));
            lately = date;
        }
        return date.text();
    }

    private void refuse(HttpServerRequest request, Throwable failure) {
        if (!request.response().closed()) {
            problems.answer(request, failure instanceof Problem problem ? problem : ServiceFailure.after(domain, failure));
        }
    }
}
