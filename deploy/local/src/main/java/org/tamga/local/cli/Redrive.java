package org.tamga.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;

import org.tamga.local.suite.Application;
import org.tamga.local.suite.DataFolder;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamga redrive TOPIC}: has every reader of a topic try its dead letters again. Exit code 1 if some are left. */
@Command(name = "redrive", description = "Has every reader of a topic try its dead letters again; exit code 1 if some are left.")
final class Redrive implements Callable<Integer> {

    private static final int NOT_FOUND = 404;

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;
    @Parameters(paramLabel = "TOPIC", description = "Such as events.gathering.")
    private String topic;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        OperatorCalls calls = OperatorCalls.to(DataFolder.existing(data.path()));
        boolean read = false;
        int left = 0;
        for (Application service : calls.services()) {
            HttpResponse<String> answer = calls.post(service, "dead-letters/redrive?topic=" + topic);
            if (answer.statusCode() == NOT_FOUND) {
                continue;
            }
            JsonNode report = OperatorCalls.success(answer);
            read = true;
            left += report.get("left").asInt();
            out.printf("%s: %d taken in, %d left%n", service.id(), report.get("redriven").asInt(), report.get("left").asInt());
            for (JsonNode letter : OperatorCalls.success(calls.get(service, "dead-letters?limit=5&topic=" + topic))
                    .get("items")) {
                if (letter.hasNonNull("error")) {
                    out.printf("  %d, key %s: %s%n", letter.get("id").asLong(), letter.get("key").asText(),
                            letter.get("error").asText());
                }
            }
        }
        if (!read) {
            out.println("No service reads the topic " + topic + ".");
        }
        return left == 0 && read ? 0 : 1;
    }
}
