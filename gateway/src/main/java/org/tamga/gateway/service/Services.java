package org.tamga.gateway.service;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;

/** The services behind the gateway: a table by domain, fixed at start, and the HTTP clients that reach them. */
@Singleton
public class Services {

    private static final Logger LOG = Logger.getLogger(Services.class);

    private final Map<String, Address> addresses = new TreeMap<>();
    private final Line ordinary;
    private final Line imports;
    private final ObjectMapper json;

    /** A way to the services: a client for each event loop, so that no answer has to be handed from one thread to another. */
    public static final class Line {

        private final Vertx vertx;
        private final HttpClientOptions options;
        private final PoolOptions pool;
        private final Duration silence;
        private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();

        private Line(Vertx vertx, CallsConfig calls, Duration silence) {
            var loops = ((VertxInternal) vertx).getEventLoopGroup();
            var count = (int) StreamSupport.stream(loops.spliterator(), false).count();
            this.vertx = vertx;
            this.silence = silence;
            this.options = new HttpClientOptions()
                    .setConnectTimeout((int) calls.connectTimeout().toMillis())
                    // Shorter than a service keeps an idle connection, so that none is taken that it is about to close.
                    .setKeepAliveTimeout(30)
                    // Behind the limit on the answer, which cannot see an upload that stalls.
                    .setIdleTimeout((int) silence.toSeconds() + 5);
            this.pool = new PoolOptions().setHttp1MaxSize(share(calls.connections(), count))
                    .setMaxWaitQueueSize(share(calls.waiting(), count));
        }

        private static int share(int all, int count) {
            return (all + count - 1) / count;
        }

        /** The client of the event loop on which this is called. */
        public HttpClient client() {
            return clients.computeIfAbsent(((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop(),
                    loop -> vertx.createHttpClient(options, pool));
        }

        /** How long a service may stay silent on it before a call is given up. */
        public Duration silence() {
            return silence;
        }
    }

    public Services(Vertx vertx, ServicesConfig config, CallsConfig calls, ObjectMapper json) {
        config.addresses().forEach((domain, address) -> addresses.put(domain, Address.of(domain, address)));
        this.json = json;
        this.ordinary = new Line(vertx, calls, calls.silence());
        this.imports = new Line(vertx, calls, calls.importSilence());
    }

    /** The known domains, in alphabetical order. */
    public List<String> domains() {
        return List.copyOf(addresses.keySet());
    }

    /** The line for all but imports. */
    public Line ordinary() {
        return ordinary;
    }

    /** The line for imports; they take no connection from the others. */
    public Line imports() {
        return imports;
    }

    /**
     * Opens a request to a service; method, address and headers are still to be set.
     *
     * @param domain one of {@link #domains()}
     * @return the request, or a {@link ServiceFailure}
     */
    public Future<HttpClientRequest> open(String domain, Line line) {
        return line.client().request(addresses.get(domain).plain())
                // Whoever sends it hears of the failure; Vert.x would log it as an error nobody cares for.
                .map(request -> request.exceptionHandler(failure -> LOG.debugf(failure, "Call to %s", domain)))
                .recover(failure -> Future.failedFuture(ServiceFailure.away(domain)));
    }

    /**
     * What a service has under an address.
     *
     * @param document null where it has nothing
     * @param absence the 404 that says why; null where there is a document
     */
    public record Found(JsonNode document, Problem absence) {}

    /** Reads a JSON document from a service, as {@link #find} does; empty where the service answers 404. */
    public Future<Optional<JsonNode>> read(String domain, String uri, Duration limit) {
        return find(domain, uri, limit).map(found -> Optional.ofNullable(found.document()));
    }

    /**
     * Reads a JSON document from a service.
     *
     * @param domain one of {@link #domains()}
     * @param uri path and query
     * @param limit how long the connection and then the answer may take
     * @return the document, or why there is none; a {@link Problem} where the service refuses the question (400, 422), in every other case
     *     a {@link ServiceFailure}
     */
    public Future<Found> find(String domain, String uri, Duration limit) {
        return ordinary.client().request(addresses.get(domain).options().setURI(uri).setTimeout(limit.toMillis()))
                .recover(failure -> Future.failedFuture(ServiceFailure.away(domain)))
                // One inside the other: a body is lost whose reader comes after the answer's own tick of the event loop.
                .compose(request -> request.putHeader("Accept", "application/json").send()
                        .compose(answer -> answer.body().map(body -> found(domain, answer, body))))
                .recover(failure -> Future
                        .failedFuture(failure instanceof Problem ? failure : ServiceFailure.after(domain, failure)));
    }

    /**
     * Has a service compute something.
     *
     * @param question its body
     * @return the answer; a {@link Problem} where the service refuses the question, in every other case a {@link ServiceFailure}
     */
    public Future<JsonNode> compute(String domain, String uri, JsonNode question, Duration limit) {
        return ordinary.client()
                .request(addresses.get(domain).options().setMethod(HttpMethod.POST).setURI(uri).setTimeout(limit.toMillis()))
                .recover(failure -> Future.failedFuture(ServiceFailure.away(domain)))
                .compose(
                        request -> request.putHeader("Accept", "application/json").putHeader("Content-Type", "application/json")
                                .send(question.toString())
                                .compose(answer -> answer.body().map(body -> document(domain, answer, body))))
                .recover(failure -> Future
                        .failedFuture(failure instanceof Problem ? failure : ServiceFailure.after(domain, failure)));
    }

    private JsonNode document(String domain, HttpClientResponse answer, Buffer body) {
        var found = found(domain, answer, body);
        if (found.absence() != null) {
            throw found.absence();
        }
        return found.document();
    }

    private Found found(String domain, HttpClientResponse answer, Buffer body) {
        return switch (answer.statusCode()) {
            case 200 -> new Found(parsed(domain, body), null);
            case 404 -> new Found(null, refusal(domain, body, ProblemType.NOT_FOUND));
            case 400, 422 -> throw refusal(domain, body, ProblemType.MALFORMED_REQUEST);
            default -> throw ServiceFailure.broken(domain, "answered " + answer.statusCode());
        };
    }

    /** What a service finds wrong with a question, as it says it; of that type where it does not say which. */
    private Problem refusal(String domain, Buffer body, ProblemType unnamed) {
        var said = parsed(domain, body);
        var type = said.path("type").asText();
        var violations = new ArrayList<Violation>();
        said.path("violations").forEach(violation -> violations
                .add(new Violation(violation.path("pointer").asText(), violation.path("detail").asText())));
        var problem = new Problem(ProblemType.bySlug(type.substring(type.lastIndexOf('/') + 1)).orElse(unnamed),
                said.path("detail").asText(), violations);
        said.properties().stream().filter(member -> !Problem.MEMBERS.contains(member.getKey()))
                .forEach(member -> problem.with(member.getKey(), member.getValue()));
        return problem;
    }

    private JsonNode parsed(String domain, Buffer body) {
        try {
            return json.readTree(body.getBytes());
        } catch (IOException e) {
            throw ServiceFailure.broken(domain, "answered with something that is not JSON");
        }
    }

    /** @param plain as the options of a call are before anything is said of it; never changed */
    private record Address(RequestOptions plain) {

        static Address of(String domain, URI uri) {
            if ("unix".equals(uri.getScheme()) && uri.getPath() != null) {
                return new Address(new RequestOptions().setSsl(false).setHost("localhost").setPort(80)
                        .setServer(SocketAddress.domainSocketAddress(uri.getPath())));
            }
            var tls = "https".equals(uri.getScheme());
            if (uri.getHost() == null || !tls && !"http".equals(uri.getScheme())) {
                throw new IllegalArgumentException(
                        "tamga.services." + domain + " is not an http, https or unix address: " + uri);
            }
            var port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
            return new Address(new RequestOptions().setSsl(tls).setHost(uri.getHost()).setPort(port)
                    .setServer(SocketAddress.inetSocketAddress(port, uri.getHost())));
        }

        RequestOptions options() {
            return new RequestOptions(plain);
        }
    }
}
