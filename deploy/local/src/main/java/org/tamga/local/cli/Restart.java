package org.tamga.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import org.tamga.local.process.Signals;
import org.tamga.local.suite.Application;
import org.tamga.local.suite.CannotStart;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.Health;
import org.tamga.local.suite.SuiteProcesses;
import org.tamga.local.suite.SuiteStatus;
import org.tamga.local.suite.SuiteStatus.ServerState;
import org.tamga.local.suite.SuiteStatus.ServerStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./tamga restart [APPLICATION]}: one process after the other, each of the next only once the one before is ready again. The
 * supervisor starts what ended; this only asks it to end.
 */
@Command(name = "restart", description = "Restarts the processes of one application, or of all, one after the other.")
final class Restart implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;
    @Parameters(paramLabel = "APPLICATION", arity = "0..1", description = "events, trade, mobility, education or gateway; default: all.")
    private String name;

    private DataFolder folder;

    @Override
    public Integer call() throws InterruptedException {
        folder = DataFolder.existing(data.path());
        List<ServerStatus> wanted = servers().stream().filter(server -> List.of(Application.values()).stream()
                .anyMatch(
                        application -> application.isServer(server.name()) && (name == null || name.equals(application.id()))))
                .toList();
        if (wanted.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "No such application: " + name + ". There are "
                    + List.of(Application.values()).stream().map(Application::id).toList() + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        for (ServerStatus server : wanted) {
            Instant began = Instant.now();
            new SuiteProcesses(folder).servers().stream().filter(process -> process.pid() == server.pid())
                    .forEach(process -> Signals.send("TERM", process));
            await(server);
            out.printf("%-12s restarted in %.1f s%n", server.name(),
                    Duration.between(began, Instant.now()).toMillis() / 1000.0);
            out.flush();
        }
        return 0;
    }

    private void await(ServerStatus before) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!isAgain(before)) {
            if (Instant.now().isAfter(end)) {
                throw new CannotStart(before.name() + " did not come up again; see ./tamga logs " + before.name() + ".");
            }
            Thread.sleep(200);
        }
    }

    private boolean isAgain(ServerStatus before) {
        return servers().stream().anyMatch(server -> server.name().equals(before.name()) && server.pid() != before.pid()
                && server.state() == ServerState.READY && Health.ready(server.port()));
    }

    private List<ServerStatus> servers() {
        return SuiteStatus.read(folder)
                .orElseThrow(() -> new CannotStart("Nothing runs with the data in " + folder.path() + "."))
                .servers();
    }
}
