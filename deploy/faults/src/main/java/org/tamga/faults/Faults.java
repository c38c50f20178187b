package org.tamga.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

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

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "%-17s %8s %8s %8s %10s %8s %8s %9s %9s %9s  %s%n";

    @Spec
    private CommandSpec spec;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Says how it is used.")
    private boolean help;
    @Option(names = "--rounds", description = "How often each; those that the results already have are not run again. Default: ${DEFAULT-VALUE}.")
    private int rounds = 1;
    @Option(names = "--away", paramLabel = "SECONDS", description = "How long what is stopped or gone stays so; default: ${DEFAULT-VALUE}.")
    private int away = 20;
    @Option(names = "--replicas", description = "Processes of each application; default: ${DEFAULT-VALUE}.")
    private int replicas = 1;
    @Option(names = "--port", description = "The first port of the suite that is broken; default: ${DEFAULT-VALUE}.")
    private int port = 18080;
    @Option(names = "--data", paramLabel = "DIR", description = "Its data, kept for the next run; default: target/faults.")
    private Path data;
    @Option(names = "--results", paramLabel = "FILE", description = "Where each round is added; default: target/faults.json.")
    private Path results;
    @Parameters(paramLabel = "NAME", description = "Which faults; default: all that are possible.")
    private List<String> names = List.of();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Faults()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        var wanted = names.isEmpty() ? List.of(Fault.values()) : names.stream().map(this::fault).toList();
        var checkout = Path.of(System.getProperty("org.tamga.local.checkout", ".")).toAbsolutePath().normalize();
        data = data == null ? checkout.resolve("target/faults") : data.toAbsolutePath();
        results = results == null ? checkout.resolve("target/faults.json") : results.toAbsolutePath();
        Files.createDirectories(results.getParent());
        var done = read();
        var out = spec.commandLine().getOut();
        var failed = false;
        try (var suite = new Suite(checkout, data, new Ports(port, replicas))) {
            suite.up(Rehearsals.When.NOW);
            out.printf(ROW, "FAULT", "ACCEPTED", "REFUSED", "UNKNOWN", "MEANWHILE", "READS", "UNREAD", "READY", "TAKEOVER",
                    "SLOWEST", "");
            for (int round = 0; round < rounds; round++) {
                for (var fault : wanted) {
                    var before = done.stream().filter(known -> known.fault().equals(fault.id())).count();
                    if (before > round || !fault.isPossible(suite)) {
                        continue;
                    }
                    var result = Trial.of(suite, fault, Duration.ofSeconds(away), System.nanoTime());
                    done.add(result);
                    Files.writeString(results, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(done));
                    print(out, result);
                    failed |= !result.holds();
                }
            }
        }
        return failed ? 1 : 0;
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

    private List<Round> read() throws IOException {
        return Files.exists(results)
                ? new ArrayList<>(JSON.readValue(Files.readString(results), new TypeReference<List<Round>>() {
                }))
                : new ArrayList<>();
    }

    private static void print(PrintWriter out, Round round) {
        out.printf(ROW, round.fault(), round.accepted(), round.refused(), round.unknown(), round.acceptedMeanwhile(),
                round.readMeanwhile(), round.unreadMeanwhile(),
                "%.1f s".formatted(round.readySeconds()),
                round.takeoverSeconds() == null ? "-" : "%.1f s".formatted(round.takeoverSeconds()),
                round.slowestRefusalMillis() + " ms",
                round.holds() ? "holds" : round.violations().isEmpty() ? "slow" : "BROKEN");
        Stream.concat(round.slow().stream(), round.violations().stream()).limit(20)
                .forEach(violation -> out.println("  " + violation));
        out.flush();
    }
}
