package org.tamga.local.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.tamga.local.suite.Application;
import org.tamga.local.suite.CannotStart;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.Ports;
import org.tamga.local.suite.SuiteStatus;
import org.tamga.local.token.Token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Requests to a service of the suite that runs, as its operator. */
final class OperatorCalls {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final DataFolder folder;
    private final SuiteStatus suite;
    private final String token;
    private final HttpClient client = HttpClient.newHttpClient();

    private OperatorCalls(DataFolder folder, SuiteStatus suite, String token) {
        this.folder = folder;
        this.suite = suite;
        this.token = token;
    }

    static OperatorCalls to(DataFolder folder) throws IOException {
        SuiteStatus suite = SuiteStatus.read(folder).orElseThrow(() -> new CannotStart(
                "Tamga does not run with the data in " + folder.path() + "; ./tamga up starts it."));
        return new OperatorCalls(folder, suite,
                Token.of(System.getProperty("user.name"), List.of("operator"), Duration.ofHours(1)).signedWith(folder.keys()));
    }

    /** The services of the suite that keep records. */
    List<Application> services() {
        return List.of(Application.values()).stream().filter(application -> application != Application.GATEWAY)
                .filter(application -> suite.servers().stream().anyMatch(server -> application.isServer(server.name())))
                .toList();
    }

    HttpResponse<String> get(Application service, String path) {
        return send(service, path, "GET");
    }

    HttpResponse<String> post(Application service, String path) {
        return send(service, path, "POST");
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new CannotStart("The answer of " + answer.uri() + " cannot be read: " + e.getMessage());
        }
    }

    /** The answer's JSON where it is a success; else one line with the problem's own words. */
    static JsonNode success(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new CannotStart(
                    answer.uri() + " answers " + answer.statusCode() + ": " + json(answer).path("detail").asText());
        }
        return json(answer);
    }

    private HttpResponse<String> send(Application service, String path, String method) {
        if (!services().contains(service)) {
            throw new CannotStart("There is no " + service.id() + " in " + folder.path() + ".");
        }
        // One of its replicas, where there are several: what an operator asks for is the same to all.
        int port = new Ports(suite.port()).of(service);
        try {
            return client
                    .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/" + service.id() + "/" + path))
                            .timeout(PATIENCE).header("Authorization", "Bearer " + token)
                            .method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CannotStart(service.id() + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted.");
        }
    }
}
