package org.tamga.local.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.Ports;
import org.tamga.local.suite.Rehearsals;
import org.tamga.local.suite.Supervisor;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code up} starts in the background: the process that holds a suite together until it is sent SIGTERM. */
@Command(name = "supervise", hidden = true)
final class Supervise implements Callable<Integer> {

    @Spec
    private CommandSpec spec;
    @Mixin
    private DataOption data;
    @Option(names = "--port")
    private int port = Ports.DEFAULT;
    @Option(names = "--replicas")
    private int replicas = 1;
    @Option(names = "--no-starter")
    private boolean noStarter;
    @Option(names = "--rehearsal")
    private Rehearsals.When rehearsal = Rehearsals.When.LATER;

    @Override
    public Integer call() {
        Supervisor supervisor = new Supervisor(DataOption.checkout(), DataFolder.open(data.path()), new Ports(port, replicas),
                !noStarter, rehearsal, this::say);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOnSignal(supervisor, ended), "stop"));
        try {
            supervisor.run();
            return 0;
        } finally {
            ended.countDown();
        }
    }

    private static void stopOnSignal(Supervisor supervisor, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        supervisor.stop();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // To end when told to is a success, which the JVM's own exit code after a signal would not say.
        Runtime.getRuntime().halt(0);
    }

    private synchronized void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
