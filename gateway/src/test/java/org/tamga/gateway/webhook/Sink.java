package org.tamga.gateway.webhook;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;

/** A subscriber's end: keeps what it is sent, and answers as it is told. */
final class Sink implements AutoCloseable {

    private static final Vertx VERTX = Vertx.vertx();

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A message that came, and how it was answered. */
    record Message(String path, Map<String, String> headers, String body, int answered) {

        String id() {
            return headers.get("webhook-id");
        }

        JsonObject event() {
            return new JsonObject(body);
        }
    }

    /** @param answer the status for each message; 0 for none at all */
    Sink(Function<Message, Integer> answer) {
        server = VERTX.createHttpServer().requestHandler(request -> request.body().onSuccess(body -> {
            var asked = new Message(request.path(), flat(request.headers()), body.toString(), 0);
            var status = answer.apply(asked);
            messages.add(new Message(asked.path, asked.headers, asked.body, status));
            if (status == 0) {
                return;
            }
            if (status / 100 == 3) {
                request.response().putHeader("Location", "/elsewhere");
            }
            request.response().setStatusCode(status).end();
        })).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/hook";
    }

    /** All that came, in order. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** What was taken. */
    List<Message> taken() {
        return messages.stream().filter(message -> message.answered / 100 == 2).toList();
    }

    private static Map<String, String> flat(MultiMap headers) {
        var flat = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(flat::put);
        return flat;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
