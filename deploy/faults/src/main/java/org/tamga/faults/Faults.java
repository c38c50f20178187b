package org.tamga.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.local.suite.Ports;
import org.tamga.local.suite.Rehearsals;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamga faults}: breaks a suite of its own under load, one fault after the other, and looks what became of what was written. */
@Command(name = "./tamga faults", description = "Breaks a suite of its own under load; nothing may be lost, and nothing come twice.")
public final class Faults implements Callable<Integer> {

    private static final String ROW = "%-17s %8s %8s %8s %10s %8s %8s %9s %9s %9s  %s%n";
    private static final String SUMMARY = "%-17s %6s %6s %8s %8s  %s%n";
    private static final int MOST_COMPLAINTS = 20;

    @Spec
    private CommandSpec spec;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Says how it is used.")
    private boolean help;
    @Option(names = "--rounds", description = "How often each; those that the results have of as long and as many replicas are not run again. Default: ${DEFAULT-VALUE}.")
    private int rounds = 1;
    @Option(names = "--away", paramLabel = "SECONDS", description = "How long what is stopped or gone stays so; default: ${DEFAULT-VALUE}.")
    private int away = Round.USUALLY_AWAY_SECONDS;
    @Option(names = "--replicas", description = "Processes of each application; default: ${DEFAULT-VALUE}.")
    private int replicas = 1;
    @Option(names = "--port", description = "The first port of the suite that is broken; default: ${DEFAULT-VALUE}.")
    private int port = 18080;
    @Option(names = "--data", paramLabel = "DIR", description = "Its data, kept for the next run; default: target/faults.")
    private Path data;
    @Option(names = "--results", paramLabel = "FILE", description = "Where each round is added; default: target/faults.json.")
    private Path file;
    @Parameters(paramLabel = "NAME", description = "Which faults; default: all that are possible.")
    private List<String> names = List.of();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Faults()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        var checkout = Path.of(System.getProperty("org.tamga.local.checkout", ".")).toAbsolutePath().normalize();
        data = data == null ? checkout.resolve("target/faults") : data.toAbsolutePath();
        file = file == null ? checkout.resolve("target/faults.json") : file.toAbsolutePath();
        var wanted = names.isEmpty() ? possible() : asked();
        var results = Results.of(file);
        if (wanted.stream().anyMatch(fault -> results.of(fault, away, replicas).size() < rounds)) {
            run(wanted, checkout, results);
        }
        return summarize(wanted, results) ? 0 : 1;
    }

    private void run(List<Fault> wanted, Path checkout, Results results)
            throws IOException, InterruptedException, SQLException {
        try (var suite = new Suite(checkout, data, new Ports(port, replicas))) {
            suite.up(Rehearsals.When.NOW);
            spec.commandLine().getOut().printf(ROW, "FAULT", "ACCEPTED", "REFUSED", "UNKNOWN", "MEANWHILE", "READS", "UNREAD",
                    "READY", "TAKEOVER", "SLOWEST", "");
            for (int round = 0; round < rounds; round++) {
                for (var fault : wanted) {
                    if (results.of(fault, away, replicas).size() <= round) {
                        var result = Trial.of(suite, fault, Duration.ofSeconds(away), System.nanoTime());
                        results.add(result);
                        print(result);
                    }
                }
            }
        }
    }

    /** Those that were named; none may be left out without a word. */
    private List<Fault> asked() throws IOException {
        var asked = names.stream().map(this::fault).distinct().toList();
        for (var fault : asked) {
            var lacking = fault.lacking(replicas, data);
            if (lacking.isPresent()) {
                throw new ParameterException(spec.commandLine(), fault.id() + " needs " + lacking.get());
            }
        }
        return asked;
    }

    private List<Fault> possible() throws IOException {
        var possible = new ArrayList<Fault>();
        for (var fault : Fault.values()) {
            var lacking = fault.lacking(replicas, data);
            if (lacking.isEmpty()) {
                possible.add(fault);
            } else {
                spec.commandLine().getOut().println("Left out: " + fault.id() + ", which needs " + lacking.get());
            }
        }
        spec.commandLine().getOut().flush();
        return possible;
    }

    private Fault fault(String id) {
        var fault = Fault.of(id);
        if (fault == null) {
            throw new ParameterException(spec.commandLine(), "No such fault: " + id + ". There are"
                    + Arrays.stream(Fault.values()).map(known -> "\n  " + known.id() + ": " + known.description())
                            .collect(Collectors.joining()));
        }
        return fault;
    }

    private void print(Round round) {
        var out = spec.commandLine().getOut();
        out.printf(ROW, round.fault(), round.accepted(), round.refused(), round.unknown(), round.acceptedMeanwhile(),
                round.readMeanwhile(), round.unreadMeanwhile(),
                Round.seconds(round.readySeconds()),
                round.takeoverSeconds() == null ? "-" : Round.seconds(round.takeoverSeconds()),
                round.slowestAnswerMillis() + " ms", round.verdict());
        print(Stream.concat(round.slow().stream(), round.violations().stream()).toList());
    }

    /** Says what all rounds in the results come to, those of earlier runs too, and returns whether all hold. */
    private boolean summarize(List<Fault> wanted, Results results) {
        var summaries = wanted.stream().map(fault -> new Summary(fault.id(), results.of(fault, away, replicas)))
                .filter(summary -> !summary.rounds().isEmpty()).toList();
        var out = spec.commandLine().getOut();
        out.printf("%nAll rounds with --away %d and --replicas %d in %s:%n", away, replicas, file);
        out.printf(SUMMARY, "FAULT", "ROUNDS", "HELD", "READY", "AT MOST", "");
        for (var summary : summaries) {
            out.printf(SUMMARY, summary.fault(), summary.rounds().size(), summary.held(),
                    Round.seconds(summary.medianReadySeconds()), Round.seconds(summary.mostReadySeconds()),
                    summary.verdict());
            print(summary.complaints());
        }
        out.flush();
        return summaries.stream().allMatch(Summary::holds);
    }

    private void print(List<String> complaints) {
        var out = spec.commandLine().getOut();
        complaints.stream().limit(MOST_COMPLAINTS).forEach(complaint -> out.println("  " + complaint));
        if (complaints.size() > MOST_COMPLAINTS) {
            out.println("  … and " + (complaints.size() - MOST_COMPLAINTS) + " more");
        }
        out.flush();
    }
}
