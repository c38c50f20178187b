package org.tamga.local.suite;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.local.process.Signals;

/**
 * The processes of a suite, found by what stands in their command lines, where the data folder is named. So nothing that has to be
 * written down can be lost when a supervisor is killed, and no process that only got the same id is taken for ours.
 *
 * @param folder the suite's
 */
public record SuiteProcesses(DataFolder folder) {

    private static final int ATTEMPTS = 750;

    /** The argument that marks a suite's Java processes. */
    List<String> marks() {
        return List.of("-Dorg.tamga.local.data=" + folder.path());
    }

    /** The argument that marks its supervisor. */
    public String supervisorMark() {
        return "-Dorg.tamga.local.supervises=" + folder.path();
    }

    /** The supervisor, of which there is at most one, and the shell that waits for it. */
    public List<ProcessHandle> supervisor() {
        return withArgument(supervisorMark()).toList();
    }

    boolean isSupervisor(long pid) {
        return ProcessHandle.of(pid).filter(process -> hasArgument(process, supervisorMark())).isPresent();
    }

    /** All others, without PostgreSQL's sessions. */
    public List<ProcessHandle> servers() {
        Stream<ProcessHandle> postgres = postgres().stream()
                .filter(process -> process.parent().filter(this::isOfPostgres).isEmpty());
        return Stream.concat(applications().stream(), postgres).toList();
    }

    /**
     * Ends what a killed supervisor left running: in good order if they do as they are told, by force otherwise.
     *
     * @return how many there were
     */
    public int end() {
        int count = servers().size();
        end(this::applications, "TERM");
        end(this::postgres, "INT");
        return count;
    }

    /** Wakes those that SIGSTOP holds, of all that there are. */
    public void goOn() {
        Stream.of(supervisor(), applications(), postgres()).flatMap(List::stream)
                .forEach(process -> Signals.send("CONT", process));
    }

    private List<ProcessHandle> applications() {
        return marks().stream().flatMap(SuiteProcesses::withArgument).toList();
    }

    /** Whatever is run from the programs that lie in the folder: a server, its sessions, also those that outlived it, an initdb. */
    private List<ProcessHandle> postgres() {
        return ProcessHandle.allProcesses().filter(this::isOfPostgres).toList();
    }

    private boolean isOfPostgres(ProcessHandle process) {
        return process.info().command().filter(command -> command.startsWith(folder.postgres() + "/")).isPresent();
    }

    private static Stream<ProcessHandle> withArgument(String argument) {
        return ProcessHandle.allProcesses().filter(process -> hasArgument(process, argument));
    }

    private static boolean hasArgument(ProcessHandle process, String argument) {
        return Arrays.asList(process.info().arguments().orElse(new String[0])).contains(argument);
    }

    /** They are looked for again and again, not waited for: one that ended counts as alive until its new parent takes note. */
    private static void end(Supplier<List<ProcessHandle>> search, String signal) {
        search.get().forEach(process -> Signals.send(signal, process));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<ProcessHandle> left = search.get();
            if (left.isEmpty()) {
                return;
            }
            if (attempt == ATTEMPTS / 2) {
                left.forEach(ProcessHandle::destroyForcibly);
            }
            pause();
        }
        throw new CannotStart("Processes that a former start left running do not end: "
                + search.get().stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(", ")));
    }

    private static void pause() {
        try {
            Thread.sleep(40);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while processes of a former start were ending.");
        }
    }
}
