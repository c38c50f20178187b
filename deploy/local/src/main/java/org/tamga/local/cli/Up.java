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

    /**
     * The shell stays as the supervisor's parent, so that its exit code is known; -m gives that one a process group of its own. It passes
     * a wish to stop on, whenever that comes, and ends with the supervisor.
     */
    private static final String BACKGROUND = """
                                             trap '' INT HUP
                                             told=
                                             trap 'told=1; kill $! 2>/dev/null' TERM
                                             set -m; "$@" & set +m
                                             [ -z "$told" ] || kill $! 2>/dev/null
                                             until wait $!; code=$?; ! kill -0 $! 2>/dev/null; do :; done
                                             exit $code
                                             """;
    /** Of a process that SIGTERM has ended, as POSIX shells have it. */
    private static final int TERMINATED = 128 + 15;

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
    /** The shell around the supervisor. */
    private Process background;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkPort();
        DataFolder folder = DataFolder.open(data.path());
        folder.lock().orElseThrow(() -> Supervisor.alreadyRuns(folder)).close();
        LogTail log = LogTail.atEndOf(folder.supervisorLog());
        startSupervisor(folder, log);
        while (!background.waitFor(100, TimeUnit.MILLISECONDS)) {
            Optional<SuiteStatus> up = detach ? up(folder, background) : Optional.empty();
            print(log);
            if (up.isPresent()) {
                inForeground = false;
                return up.get().starterMissing() ? 1 : 0;
            }
        }
        print(log);
        return exitCode();
    }

    /** To end when told to is a success of what runs in the foreground; with --detach, nothing is up. */
    private int exitCode() {
        int code = background.exitValue();
        if (code == TERMINATED) {
            // It was told before it could say so itself.
            spec.commandLine().getOut().println("Stopped.");
            code = 0;
        }
        return code == 0 && detach ? 1 : code;
    }

    private void checkPort() {
        try {
            new Ports(port, replicas);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** A Ctrl-C that comes meanwhile waits until there is something to stop. */
    private synchronized void startSupervisor(DataFolder folder, LogTail log) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(log), "stop"));
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
        background = builder.start();
    }

    /** The status, if it is that of the supervisor started here and all that {@code up} is to do was done. */
    private static Optional<SuiteStatus> up(DataFolder folder, Process background) {
        return SuiteStatus.read(folder)
                .filter(status -> status.phase() == Phase.UP)
                .filter(status -> background.descendants().anyMatch(process -> process.pid() == status.supervisor()));
    }

    private synchronized void stop(LogTail log) {
        if (!inForeground || background == null || !background.isAlive()) {
            return;
        }
        background.destroy();
        try {
            while (!background.waitFor(100, TimeUnit.MILLISECONDS)) {
                print(log);
            }
            print(log);
            // Not what the JVM itself says after a signal.
            Runtime.getRuntime().halt(exitCode());
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
