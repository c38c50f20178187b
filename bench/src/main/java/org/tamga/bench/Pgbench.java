package org.tamga.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;

/**
 * PostgreSQL's own load generator, with prepared statements, where it is installed.
 *
 * @param program where it is
 * @param database which it asks
 * @param script what each client does again and again, in pgbench's language
 * @param variables of the script: parameters of its statements, as they are of the service's
 */
record Pgbench(Path program, Database database, String script, Map<String, String> variables) implements Side {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    /** Its client threads: as many as there are cores on the machine that the figures are for. */
    static final int THREADS = 2;

    /** Where a database is and who may in. */
    record Database(String host, int port, String name, String user, String password) {}

    /** Where it is installed; empty if it is not. */
    static Optional<Path> installed() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "pgbench")).filter(Files::isExecutable).findFirst();
    }

    @Override
    public String name() {
        return "pgbench";
    }

    @Override
    public double rate(int connections, Duration time) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("tamga-pgbench-");
        try {
            var said = run(folder, connections, time, List.of());
            var rate = RATE.matcher(said);
            if (!rate.find()) {
                throw new IOException("pgbench said no rate: " + said);
            }
            return Double.parseDouble(rate.group(1));
        } finally {
            delete(folder);
        }
    }

    @Override
    public Histogram latencies(int connections, double perSecond, Duration time) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("tamga-pgbench-");
        try {
            run(folder, connections, time,
                    List.of("--rate=" + perSecond, "--log", "--log-prefix=" + folder.resolve("transactions")));
            var latencies = new Histogram(3);
            try (var logs = Files.newDirectoryStream(folder, "transactions*")) {
                for (var log : logs) {
                    try (Stream<String> lines = Files.lines(log)) {
                        // client, number, microseconds since it was due, …
                        lines.forEach(line -> latencies.recordValue(1000 * Long.parseLong(line.split(" ")[2])));
                    }
                }
            }
            return latencies;
        } finally {
            delete(folder);
        }
    }

    private String run(Path folder, int connections, Duration time, List<String> more)
            throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("script.sql"), script);
        var command = new ArrayList<>(List.of(program.toString(), "--no-vacuum", "--protocol=prepared", "--file=" + file,
                "--client=" + connections, "--jobs=" + THREADS, "--time=" + Math.max(1, time.toSeconds())));
        variables.forEach((name, value) -> command.add("--define=" + name + "=" + value));
        command.addAll(more);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGHOST", database.host());
        builder.environment().put("PGPORT", Integer.toString(database.port()));
        builder.environment().put("PGDATABASE", database.name());
        builder.environment().put("PGUSER", database.user());
        builder.environment().put("PGPASSWORD", database.password());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("pgbench ended with " + process.exitValue() + ": " + said);
        }
        return said;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
