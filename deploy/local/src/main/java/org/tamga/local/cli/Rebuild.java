package org.tamga.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.tamga.local.suite.Application;
import org.tamga.local.suite.CannotStart;
import org.tamga.local.suite.DataFolder;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamga rebuild SERVICE}: has a service build its copies of others' records anew, and waits for it. */
@Command(name = "rebuild", description = "Builds a service's copies of others' records anew from the state topics.")
final class Rebuild implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 500;

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;
    @Parameters(paramLabel = "SERVICE", description = "events, trade, mobility or education.")
    private String name;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Application service = service();
        PrintWriter out = spec.commandLine().getOut();
        OperatorCalls calls = OperatorCalls.to(DataFolder.existing(data.path()));
        JsonNode items = OperatorCalls.success(calls.post(service, "subscriptions/rebuild")).get("items");
        if (items.isEmpty()) {
            out.println(service.id() + " keeps no copies of others' records.");
            return 0;
        }
        Set<String> failures = new HashSet<>();
        while (!areOver(items)) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            items = OperatorCalls.success(calls.get(service, "subscriptions")).get("items");
            for (JsonNode item : items) {
                if (item.hasNonNull("failure") && failures.add(item.get("failure").asText())) {
                    spec.commandLine().getErr().println(item.get("name").asText() + ": " + item.get("failure").asText());
                }
            }
        }
        if (isAnyToBeAskedAgain(items)) {
            throw new CannotStart("Of these nothing was dropped. When all that stands has been announced anew,"
                    + " ask once more: ./tamga rebuild " + service.id());
        }
        items.forEach(item -> out.printf("%s from %s.state: %d states read, %d keys dropped%n", item.get("name").asText(),
                item.get("topic").asText(), item.get("restored").asLong(), item.get("forgotten").asLong()));
        return 0;
    }

    /** Whether each is built, or is not going to be before it is asked for once more. */
    private static boolean areOver(JsonNode items) {
        for (JsonNode item : items) {
            if (!item.get("built").asBoolean() && !item.path("toBeAskedAgain").asBoolean()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAnyToBeAskedAgain(JsonNode items) {
        for (JsonNode item : items) {
            if (item.path("toBeAskedAgain").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    private Application service() {
        List<Application> services = Arrays.stream(Application.values())
                .filter(application -> application != Application.GATEWAY).toList();
        return services.stream()
                .filter(application -> name.equals(application.id()) || name.equals(application.id() + "-service"))
                .findFirst().orElseThrow(() -> new ParameterException(spec.commandLine(),
                        "No such service: " + name + ". There are " + services.stream().map(Application::id).toList() + "."));
    }
}
