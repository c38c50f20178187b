package org.tamga.local.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.tamga.local.suite.CannotStart;
import org.tamga.local.suite.DataFolder;
import org.tamga.local.suite.SuiteProcesses;
import org.tamga.local.suite.SuiteStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./tamga down}: stops a suite, also one whose supervisor was killed. */
@Command(name = "down", description = "Stops the suite and keeps its data.")
final class Down implements Callable<Integer> {

    private static final int ATTEMPTS = 1200;

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;
    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws IOException {
        DataFolder folder = DataFolder.existing(data.path());
        SuiteProcesses processes = new SuiteProcesses(folder);
        boolean ran = !processes.supervisor().isEmpty();
        processes.supervisor().forEach(ProcessHandle::destroy);
        processes.goOn();
        DataFolder.Lock lock = await(folder);
        try {
            int leftovers = processes.end();
            SuiteStatus.remove(folder);
            String what = leftovers > 0
                    ? "Stopped; " + leftovers + " processes had been left without their supervisor."
                    : ran ? "Stopped." : "Nothing runs with the data in " + folder.path() + ".";
            spec.commandLine().getOut().println(what);
            return 0;
        } finally {
            lock.close();
        }
    }

    /** The supervisor has the lock until all have ended. */
    private static DataFolder.Lock await(DataFolder folder) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<DataFolder.Lock> lock = folder.lock();
            if (lock.isPresent()) {
                return lock.get();
            }
            pause();
        }
        throw new CannotStart("The suite does not stop; see " + folder.supervisorLog() + ".");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted.");
        }
    }
}
