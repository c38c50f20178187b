package org.tamga.gateway.webhook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;

/**
 * Posts an event to a webhook's target: structured mode of CloudEvents' HTTP binding, signed as Standard Webhooks 1.0.0 says. It
 * connects to the very address that {@link Targets} has looked at, and follows nobody to another.
 */
@Singleton
class Post {

    /** What a target may say in its answer; nobody reads it. */
    private static final int MOST_ANSWERED = 64 << 10;

    private final Vertx vertx;
    private final Targets targets;
    private final Duration timeout;
    private final HttpClient client;

    Post(Vertx vertx, Targets targets, WebhooksConfig config) {
        this.vertx = vertx;
        this.targets = targets;
        this.timeout = config.timeout();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) timeout.toMillis()).setKeepAliveTimeout(5)
                        .setIdleTimeout((int) timeout.toSeconds() + 1).setMaxHeaderSize(16 << 10),
                // The pool is by host, which webhooks may share: none of them must have to wait for another's connection.
                new PoolOptions().setHttp1MaxSize(config.atOnce()));
    }

    /**
     * How a try ended.
     *
     * @param responseCode null where there was no answer
     * @param problem null if it succeeded
     */
    record Outcome(Integer responseCode, String problem) {

        boolean isSuccess() {
            return problem == null;
        }

        private static Outcome of(int responseCode) {
            return new Outcome(responseCode, responseCode / 100 == 2
                    ? null
                    : responseCode / 100 == 3
                            ? "The target answered " + responseCode + "; redirects are not followed."
                            : "The target answered " + responseCode + ".");
        }
    }

    /** Makes one try, and waits for its end; not for an event loop. The target has its time from when it could be reached. */
    Outcome send(DeliveryRecords.Due due) {
        try {
            var address = targets.resolved(due.url());
            var answer = new CompletableFuture<Integer>();
            var request = new CompletableFuture<HttpClientRequest>();
            client.request(options(due, address).setConnectTimeout(timeout.toMillis()))
                    .onFailure(request::completeExceptionally)
                    .onSuccess(opened -> {
                        send(opened, due, answer);
                        request.complete(opened);
                    });
            var opened = request.get();
            try {
                return Outcome.of(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                opened.reset();
                return new Outcome(null, "The target did not answer within " + timeout.toSeconds() + " s.");
            }
        } catch (Targets.Refused e) {
            return new Outcome(null, e.getMessage());
        } catch (ExecutionException e) {
            // What a connection fails of tells of the network behind; the subscriber needs to know only that it failed.
            return new Outcome(null, "There was no connection, or it broke.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(null, "The gateway was stopping.");
        }
    }

    private static RequestOptions options(DeliveryRecords.Due due, InetAddress address) {
        var url = due.url();
        var tls = "https".equalsIgnoreCase(url.getScheme());
        var port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions().setMethod(HttpMethod.POST).setSsl(tls).setPort(port).setHost(Targets.host(url))
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)));
    }

    private void send(HttpClientRequest request, DeliveryRecords.Due due, CompletableFuture<Integer> answer) {
        var timestamp = Instant.now().getEpochSecond();
        // An IPv6 address stands in brackets there, and nowhere else.
        request.authority(HostAndPort.create(due.url().getHost(), request.getPort()))
                .putHeader("Content-Type", "application/cloudevents+json; charset=utf-8")
                .putHeader("User-Agent", "Tamga-Webhooks")
                .putHeader("webhook-id", due.eventId())
                .putHeader("webhook-timestamp", Long.toString(timestamp))
                .putHeader("webhook-signature", due.secrets().stream()
                        .map(secret -> secret.signature(due.eventId(), timestamp, due.body()))
                        .collect(Collectors.joining(" ")));
        request.send(due.body()).onFailure(answer::completeExceptionally).onSuccess(response -> {
            discard(request, response);
            answer.complete(response.statusCode());
        });
    }

    /** Takes what follows the head, for as long as a target has for all of its answer: the connection serves others, too. */
    private void discard(HttpClientRequest request, HttpClientResponse response) {
        var clock = vertx.setTimer(timeout.toMillis(), late -> request.reset());
        response.endHandler(end -> vertx.cancelTimer(clock)).exceptionHandler(broken -> vertx.cancelTimer(clock));
        var read = new int[1];
        response.handler(part -> {
            read[0] += part.length();
            if (read[0] > MOST_ANSWERED) {
                request.connection().close();
            }
        });
    }
}
