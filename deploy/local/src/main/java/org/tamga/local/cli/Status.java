package org.tamga.local.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.Health;
import org.tamga.local.suite.ResidentMemory;
import org.tamga.local.suite.SuiteProcesses;
import org.tamga.local.suite.SuiteStatus;
import org.tamga.local.suite.SuiteStatus.Phase;
import org.tamga.local.suite.SuiteStatus.ServerState;
import org.tamga.local.suite.SuiteStatus.ServerStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./tamga status}: what runs. Its exit code is 0 if all is up and ready, else 1. */
@Command(name = "status", description = "Shows what runs; its exit code is 0 if all is ready.")
final class Status implements Callable<Integer> {

    private static final String ROW = "%-11s %-9s %6s %8s %9s %-9s %8s  %s%n";

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DataFolder folder = DataFolder.existing(data.path());
        Optional<SuiteStatus> status = SuiteStatus.read(folder);
        if (status.isEmpty()) {
            int left = new SuiteProcesses(folder).servers().size();
            out.println(left == 0
                    ? "Nothing runs with the data in " + folder.path() + "."
                    : left + " processes run without their supervisor; ./tamga up or ./tamga down ends them.");
            return 1;
        }
        SuiteStatus suite = status.get();
        out.printf(ROW, "NAME", "STATE", "PORT", "PID", "MEMORY", "HEALTH", "RESTARTS", "SINCE");
        boolean healthy = suite.phase() == Phase.UP;
        for (ServerStatus server : suite.servers()) {
            boolean answers = answers(server);
            healthy &= answers && server.state() == ServerState.READY;
            out.printf(ROW, server.name(), server.state().name().toLowerCase(Locale.ROOT), server.port(),
                    server.pid() == 0 ? "-" : server.pid(), inMebibytes(ResidentMemory.withChildren(server.pid())),
                    answers ? "ready" : "not ready",
                    server.restarts(), server.since());
        }
        out.printf(ROW, "supervisor", suite.phase().name().toLowerCase(Locale.ROOT), "-", suite.supervisor(),
                inMebibytes(ResidentMemory.alone(suite.supervisor())), "-", "-", "");
        return healthy ? 0 : 1;
    }

    private static boolean answers(ServerStatus server) {
        return List.of("postgresql", "kafka").contains(server.name())
                ? Health.accepts(server.port())
                : Health.ready(server.port());
    }

    private static String inMebibytes(OptionalLong memory) {
        return memory.stream().mapToObj(bytes -> bytes / (1024 * 1024) + " MiB").findFirst().orElse("-");
    }
}
