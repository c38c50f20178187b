package org.tamga.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.tamga.local.suite.Application;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.SuiteStatus;
import org.tamga.local.suite.SuiteStatus.ServerStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamga logs [SERVICE] [-f]}: the end of the logs, and what comes. */
@Command(name = "logs", description = "Shows the ends of the logs.")
final class Logs implements Callable<Integer> {

    private static final int LINES_OF_ONE = 200;
    private static final int LINES_OF_EACH = 20;

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;
    @Parameters(paramLabel = "SERVICE", arity = "0..1", description = "tamga (the supervisor), postgresql, kafka, events, trade, mobility, education, gateway; default: all")
    private String service;
    @Option(names = {"-f", "--follow"}, description = "Goes on with what comes, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        DataFolder folder = DataFolder.existing(data.path());
        Map<String, LogTail> tails = new LinkedHashMap<>();
        for (String name : service == null ? folder.logged() : asked(folder)) {
            tails.put(name, LogTail.nearEndOf(folder.log(name)));
        }
        print(tails, service == null ? LINES_OF_EACH : LINES_OF_ONE);
        while (follow) {
            Thread.sleep(200);
            print(tails, Integer.MAX_VALUE);
        }
        return 0;
    }

    /** An application stands for its processes: those that run, else all that have left a log. */
    private List<String> asked(DataFolder folder) {
        List<String> asked = folder.logged().stream().filter(this::isAsked).toList();
        if (asked.isEmpty()) {
            throw new ParameterException(spec.commandLine(),
                    "No log of " + service + ". There are " + String.join(", ", folder.logged()) + ".");
        }
        List<String> running = SuiteStatus.read(folder).stream().flatMap(suite -> suite.servers().stream())
                .map(ServerStatus::name).filter(asked::contains).toList();
        return running.isEmpty() ? asked : running;
    }

    private boolean isAsked(String name) {
        return name.equals(service) || Stream.of(Application.values())
                .anyMatch(application -> application.id().equals(service) && application.isServer(name));
    }

    private void print(Map<String, LogTail> tails, int most) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (Map.Entry<String, LogTail> tail : tails.entrySet()) {
            List<String> lines = tail.getValue().newLines();
            for (String line : lines.subList(Math.max(0, lines.size() - most), lines.size())) {
                out.println(tails.size() == 1 ? line : String.format("%-10s | %s", tail.getKey(), line));
            }
        }
        out.flush();
    }
}
