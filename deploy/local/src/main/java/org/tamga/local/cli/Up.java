package org.tamga.local.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.Ports;
import org.tamga.local.suite.Rehearsals;
import org.tamga.local.suite.SuiteProcesses;
import org.tamga.local.suite.SuiteStatus;
import org.tamga.local.suite.SuiteStatus.Phase;
import org.tamga.local.suite.Supervisor;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./tamga up}: starts a suite.
 * <p>
 * The supervisor always is a process of its own in the background, out of reach of the terminal's Ctrl-C, which would otherwise hit
 * all servers at once instead of in order. This command shows what it says; in the foreground it passes the wish to stop on.
 */
@Command(name = "up", description = "Starts the suite.")
final class Up implements Callable<Integer> {

    /** The shell stays as the supervisor's parent, so that its exit code is known; -m gives it a process group of its own. */
    private static final String BACKGROUND = "trap '' INT HUP; set -m; \"$@\" & set +m; wait $!";

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;
    @Option(names = "--port", paramLabel = "N", description = "The gateway's port; the next ones are used too. Default: ${DEFAULT-VALUE}.")
    private int port = Ports.DEFAULT;
    @Option(names = "--replicas", paramLabel = "N", description = "Processes of each service and of the gateway; default: ${DEFAULT-VALUE}.")
    private int replicas = 1;
    @Option(names = "--detach", description = "Returns when all is ready and the starter record is loaded.")
    private boolean detach;
    @Option(names = "--no-starter", description = "Begins with an empty record.")
    private boolean noStarter;
    @Option(names = "--rehearsal", paramLabel = "WHEN", description = "When what makes later starts quicker is made, on JDK 25: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, a minute after all are ready.")
    private Rehearsals.When rehearsal = Rehearsals.When.LATER;

    /** Whether the end of this command is to end the suite too. */
    private volatile boolean inForeground = true;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkPort();
        DataFolder folder = DataFolder.open(data.path());
        folder.lock().orElseThrow(() -> Supervisor.alreadyRuns(folder)).close();
        LogTail log = LogTail.atEndOf(folder.supervisorLog());
        Process background = startSupervisor(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(background, log), "stop"));
        while (!background.waitFor(100, TimeUnit.MILLISECONDS)) {
            Optional<SuiteStatus> up = detach ? up(folder, background) : Optional.empty();
            print(log);
            if (up.isPresent()) {
                inForeground = false;
                return up.get().starterMissing() ? 1 : 0;
            }
        }
        print(log);
        return background.exitValue();
    }

    private void checkPort() {
        try {
            new Ports(port, replicas);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Process startSupervisor(DataFolder folder) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", BACKGROUND, "tamga",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), new SuiteProcesses(folder).supervisorMark(),
                "-Dorg.tamga.local.checkout=" + DataOption.checkout(), "-Xms16m", "-Xmx64m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                Main.class.getName(), "supervise", "--data", folder.path().toString(), "--port", Integer.toString(port),
                "--replicas",
                Integer.toString(replicas), "--rehearsal", rehearsal.name()));
        if (noStarter) {
            command.add("--no-starter");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.supervisorLog().toFile()));
        // Not as an argument: the class path is so long that the mark of the supervisor might not be found behind it.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    /** The status, if it is that of the supervisor started here and all that {@code up} is to do was done. */
    private static Optional<SuiteStatus> up(DataFolder folder, Process background) {
        return SuiteStatus.read(folder)
                .filter(status -> status.phase() == Phase.UP)
                .filter(status -> background.descendants().anyMatch(process -> process.pid() == status.supervisor()));
    }

    private void stop(Process background, LogTail log) {
        if (!inForeground || !background.isAlive()) {
            return;
        }
        background.children().forEach(ProcessHandle::destroy);
        try {
            while (!background.waitFor(100, TimeUnit.MILLISECONDS)) {
                print(log);
            }
            print(log);
        } catch (IOException e) {
            spec.commandLine().getErr().println("The log cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void print(LogTail log) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        log.newLines().forEach(out::println);
        out.flush();
    }
}
