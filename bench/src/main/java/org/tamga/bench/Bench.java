package org.tamga.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

import org.HdrHistogram.Histogram;
import org.tamga.bench.Row.Bound;
import org.tamga.local.generate.Kind;
import org.tamga.local.generate.Synthetic;
import org.tamga.local.suite.Application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamga bench}: measures a suite of its own against the same PostgreSQL asked directly; see docs/benchmarks.md. */
@Command(name = "./tamga bench", mixinStandardHelpOptions = true, description = "Prints the table of the benchmark, and writes it as JSON.")
public final class Bench implements Callable<Integer> {

    private static final List<String> ALL = List.of("1", "2", "3", "4", "5", "6", "9", "10", "11", "13", "14", "15",
            "16", "17", "18");
    /** Those that take so long, or so much disk, that they are made only where they are named. */
    private static final List<String> NAMED = List.of("12", "statements", "search", "partnerships", "interests", "import");
    /** Those that need no companies but what they make themselves. */
    private static final List<String> WITHOUT_COMPANIES = List.of("statements", "partnerships", "import");
    private static final int CONNECTIONS = 16;
    /** Of fewer arrivals the 99th percentile is only the longest; in milliseconds, how long they are waited for. */
    private static final int FOR_A_99TH = 300;
    private static final long LONGEST = 90_000;
    private static final int MANY_CONNECTIONS = 64;
    /** So many times as long as others those are run first that go through much code and come a hundred times more seldom than a read. */
    private static final int LONG_WARM_UP = 5;
    private static final UUID WITH_VERSIONS = UUID.fromString("5eed0000-0000-8000-8001-000000000000");
    private static final int VERSIONS = 1000;
    /** What each application makes some seconds after its start is neither of a suite at rest nor of another's start. */
    private static final Duration SETTLING = Duration.ofSeconds(20);
    private static final String FILTERED = "/api/trade/companies?jurisdiction=KR&limit=50";

    @Spec
    private CommandSpec spec;
    @Parameters(paramLabel = "NAME", description = "Figures such as 1 or 13; default: all of ${DEFAULT-VALUE}.")
    private List<String> names = ALL;
    @Option(names = "--companies", paramLabel = "N", description = "How many the record holds; default: ${DEFAULT-VALUE}.")
    private int companies = 100_000;
    @Option(names = "--statements", paramLabel = "N", description = "How many the figure of that name is made on, and search; default: ${DEFAULT-VALUE}.")
    private int statements = 100_000;
    @Option(names = "--partnerships", paramLabel = "N", description = "How many the figure of that name is made on, of a fifth as many institutions; default: ${DEFAULT-VALUE}.")
    private int partnerships = 500_000;
    @Option(names = "--changes", paramLabel = "N", description = "How many changes the relay has to carry for figure 17; default: ${DEFAULT-VALUE}.")
    private int changes = 200_000;
    @Option(names = "--streams", paramLabel = "N", description = "Readers of the change stream for figure 18; default: ${DEFAULT-VALUE}.")
    private int streams = 2000;
    @Option(names = "--rounds", paramLabel = "N", description = "How often each side is measured, in turn; default: ${DEFAULT-VALUE}.")
    private int rounds = 3;
    @Option(names = "--seconds", paramLabel = "N", description = "How long each measurement takes; default: ${DEFAULT-VALUE}.")
    private int seconds = 10;
    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "How long each kind of request runs before; default: ${DEFAULT-VALUE}.")
    private int warmUp = 20;
    @Option(names = "--quick", description = "A few minutes in all: 20,000 companies, one round of 3 s each after 5 s. Rough.")
    private boolean quick;
    @Option(names = "--sizes", paramLabel = "N", split = ",", description = "Numbers of companies of figure 12; default: ${DEFAULT-VALUE}.")
    private List<Integer> sizes = List.of(10_000, 100_000, 1_000_000);
    @Option(names = "--against", paramLabel = "SIDE", description = "What asks PostgreSQL alone, pgbench or jdbc; default: pgbench where it is installed.")
    private Against against;
    @Option(names = "--keep", description = "Leaves the data folder where it is, for another run.")
    private boolean keep;
    @Option(names = "--data", paramLabel = "DIR", description = "Data folder of the suite that is measured; default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("target", "bench-data");
    @Option(names = "--port", paramLabel = "N", description = "Its first port; default: ${DEFAULT-VALUE}.")
    private int port = 18680;
    @Option(names = "--json", paramLabel = "FILE", description = "Where the table is written as JSON; default: ${DEFAULT-VALUE}.")
    private Path json = Path.of("target", "bench.json");

    private enum Against {
        pgbench, jdbc
    }

    private final List<Row> rows = new ArrayList<>();
    private Suite suite;
    private Served served;
    private Direct direct;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var unknown = names.stream().filter(name -> !ALL.contains(name) && !NAMED.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is no figure " + String.join(", ", unknown) + "; there are "
                    + String.join(", ", ALL) + " and " + String.join(", ", NAMED) + ".");
        }
        if (quick) {
            companies = 20_000;
            changes = 20_000;
            rounds = 1;
            seconds = 3;
            warmUp = 5;
        }
        var pgbench = against == Against.jdbc ? Optional.<Path>empty() : Pgbench.installed();
        if (against == Against.pgbench && pgbench.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "pgbench is not on the PATH.");
        }
        var checkout = Path.of(System.getProperty("org.tamga.local.checkout", "."));
        suite = new Suite(checkout, checkout.resolve(data).toAbsolutePath(), port, keep);
        served = new Served(suite);
        direct = new Direct(suite, pgbench);
        say("Starting a suite of its own in " + data + " …");
        // Whatever happens, nothing is left running.
        try (Suite running = suite) {
            if (wanted("9") || wanted("10")) {
                suite.rehearse();
            }
            suite.up();
            if (names.stream().anyMatch(name -> !WITHOUT_COMPANIES.contains(name))) {
                make(companies);
            }
            if (wanted("10")) {
                suite.down();
                rows.add(Row.absolute("10", "`./tamga up`, built, data present, to all ready", suite.up().toMillis() / 1000.0,
                        Bound.atMost(30, "s")));
            }
            if (wanted("9") || wanted("11")) {
                Thread.sleep(SETTLING.toMillis());
            }
            if (wanted("11")) {
                rows.add(Row.absolute("11", "resident memory of the five JVMs, idle", suite.residentMiB(),
                        Bound.atMost(1150, "MiB")));
            }
            measure();
            if (wanted("11")) {
                rows.add(Row.absolute("11", "resident memory of the five JVMs, after load", suite.residentMiB(),
                        Bound.atMost(1.6 * 1024, "MiB")));
            }
            if (wanted("12")) {
                growth();
            }
        }
        print();
        return rows.stream().allMatch(Row::isMet) ? 0 : 1;
    }

    private void make(int count) throws SQLException {
        say("Making synthetic companies, up to " + count + " …");
        try (var database = suite.database(Application.TRADE)) {
            Companies.make(database, count);
        }
    }

    private void measure() throws Exception {
        if (wanted("1") || wanted("4") || wanted("15")) {
            reads();
        }
        if (wanted("2")) {
            ratio("2", "filtered page of 50, 16 connections, " + companies + " companies", served.address(FILTERED),
                    direct.filtered("KR"), 0.40);
        }
        if (wanted("3")) {
            creates();
        }
        if (wanted("5")) {
            delivery();
        }
        if (wanted("6")) {
            imports();
        }
        if (wanted("9")) {
            var times = new ArrayList<Double>();
            for (int i = 0; i < rounds; i++) {
                suite.awaitRest();
                times.add(suite.startOneMore(Application.TRADE, "/api/trade/companies?limit=1").toMillis() / 1000.0);
            }
            rows.add(Row.absolute("9", "start of one service to its first answered read, JDK " + Runtime.version().feature(),
                    Rounds.median(times), Bound.atMost(Runtime.version().feature() >= 24 ? 2 : 4.5, "s")));
        }
        if (wanted("13")) {
            pages();
        }
        if (wanted("14")) {
            versions();
        }
        if (wanted("16")) {
            var brief = new Statements.Read("brief of two countries", random -> "/api/briefs/KZ-KR?validAt=2025-12-17&lang=en");
            served.anew(Application.GATEWAY, brief.path()).rate(CONNECTIONS,
                    Duration.ofSeconds(warmUp).multipliedBy(LONG_WARM_UP));
            lists("16", Application.GATEWAY, List.of(brief), companies, 150);
        }
        if (wanted("17")) {
            relay();
        }
        if (wanted("18")) {
            streams();
        }
        if (wanted("statements")) {
            statements();
        }
        if (wanted("search")) {
            search();
        }
        if (wanted("partnerships")) {
            partnerships();
        }
        if (wanted("interests")) {
            interests();
        }
        if (wanted("import")) {
            largeFiles();
        }
    }

    private void relay() throws Exception {
        var relaying = new Relaying(suite);
        var token = suite.token("bench", "trade-editor");
        relaying.drain(token, changes / 10);
        var drained = relaying.drain(token, changes);
        rows.add(Row.absolute("17", "relay: changes of %,d bytes and their states a second, draining %,d".formatted(
                drained.bytes(), changes), drained.perSecond(), new Bound(5000, Double.POSITIVE_INFINITY, "/s")));
        say(rows.get(rows.size() - 1));
    }

    /** What readers cost who mostly have nothing to read: two heartbeats and one change. */
    private void streams() throws Exception {
        var gateway = suite.port(Application.GATEWAY);
        // What the first few need is not needed again.
        try (var first = new Streams(gateway, streams / 20)) {
            first.read(Duration.ofSeconds(warmUp));
        }
        var before = suite.residentMiB(Application.GATEWAY);
        try (var all = new Streams(gateway, streams); var writing = served.connection()) {
            all.read(Duration.ofSeconds(32));
            var id = UUID.randomUUID();
            writing.exchange(Served.put(id, suite.token("bench", "trade-editor")));
            all.requireAll(id.toString());
            var after = suite.residentMiB(Application.GATEWAY);
            rows.add(Row.absolute("18",
                    "%,d idle streams on one gateway: resident memory that they add (%.0f → %.0f MiB)".formatted(
                            streams, before, after),
                    after - before, Bound.atMost(300, "MiB")));
            say(rows.get(rows.size() - 1));
        }
    }

    private void reads() throws Exception {
        var byId = served.byId(Application.TRADE, companies);
        var alone = direct.byId(companies);
        var rates = ratio("1", "read a record by id, 16 connections, " + companies + " companies", byId, alone, 0.45);
        if (wanted("4")) {
            var arrivals = Math.min(rates.ours(), rates.other()) / 2;
            var tails = Rounds.of(rounds, () -> millis(byId.latencies(MANY_CONNECTIONS, arrivals, time()), 99),
                    () -> millis(alone.latencies(MANY_CONNECTIONS, arrivals, time()), 99));
            rows.add(Row.ratio("4", "p99 of 1 at 64 connections, " + Math.round(arrivals) + " arrivals a second", tails.ours(),
                    tails.other(), alone.name(), "ms", Bound.atMost(1.5, "×")));
            say(rows.get(rows.size() - 1));
        }
        if (wanted("15")) {
            ratio("15", "1 through the gateway, against 1 of the service itself", served.byId(Application.GATEWAY, companies),
                    byId, 0.7);
        }
    }

    /** What becomes of the ratios of 1 and 2 as the record grows. */
    private void growth() throws Exception {
        var byId = new TreeMap<Integer, Double>();
        var filtered = new TreeMap<Integer, Double>();
        for (var size : new TreeSet<>(sizes)) {
            make(size);
            byId.put(size, rates(served.byId(Application.TRADE, size), direct.byId(size)).ratio());
            filtered.put(size, rates(served.address(FILTERED), direct.filtered("KR")).ratio());
        }
        for (var ratios : List.of(byId, filtered)) {
            var base = ratios.getOrDefault(1_000_000, ratios.lastEntry().getValue());
            ratios.forEach((size, ratio) -> {
                rows.add(Row.ratio("12", "ratio of " + (ratios == byId ? "1" : "2") + " at " + size
                        + " companies, against that at 1,000,000", ratio, base, "at 1,000,000", "×", Bound.within(0.20)));
                say(rows.get(rows.size() - 1));
            });
        }
    }

    /** What lists, filters and search of events-service take, over a million statements or as many as are asked for. */
    private void statements() throws Exception {
        makeStatements();
        lists("statements", Application.EVENTS, Statements.reads(statements), statements, 20);
    }

    private void makeStatements() throws SQLException {
        say("Making synthetic statements, up to " + statements + " …");
        try (var database = suite.database(Application.EVENTS)) {
            Statements.make(database, statements);
        }
    }

    /** What the one search over all services takes, over as many companies and statements as are asked for. */
    private void search() throws Exception {
        makeStatements();
        var reads = Searches.reads(companies, statements);
        served.anew(Application.GATEWAY, reads.get(0).path()).rate(CONNECTIONS, Duration.ofSeconds(warmUp));
        lists("search", Application.GATEWAY, reads, companies, 50);
    }

    /** What lists and filters of education-service take. */
    private void partnerships() throws Exception {
        say("Making synthetic partnerships, up to " + partnerships + " …");
        Partnerships.make(suite, partnerships);
        lists("partnerships", Application.EDUCATION, Partnerships.reads(), partnerships, 30);
    }

    /** What lists by whose capital is in a company take, and where the capital of one comes from. */
    private void interests() throws Exception {
        say("Making synthetic interests, up to " + companies * 3 / 2 + " …");
        try (var database = suite.database(Application.TRADE)) {
            Interests.make(database, companies);
        }
        lists("interests", Application.TRADE, Interests.filters(), companies, 30);
        lists("interests", Application.TRADE, Interests.origins(), companies, 50);
    }

    private void lists(String name, Application door, List<Statements.Read> reads, int count, int most) throws Exception {
        for (var read : reads) {
            var side = served.anew(door, read.path());
            var arrivals = Math.min(100, side.rate(CONNECTIONS, Duration.ofSeconds(warmUp)) / 3);
            var latencies = arrivals == 0
                    ? new Histogram(3)
                    : side.latencies(CONNECTIONS, arrivals, Duration.ofMillis(Math.max(time().toMillis(),
                            Math.min(LONGEST, (long) (FOR_A_99TH * 1000 / arrivals)))));
            if (latencies.getTotalCount() == 0) {
                throw new IOException(read.what() + " was not answered once in " + (warmUp + seconds) + " seconds");
            }
            rows.add(Row.absolute(name, "%s of %,d, p99 at %.0f arrivals a second (p50 %.1f ms)".formatted(read.what(), count,
                    arrivals, millis(latencies, 50)), millis(latencies, 99), Bound.atMost(most, "ms")));
            say(rows.get(rows.size() - 1));
        }
    }

    private void creates() throws Exception {
        var token = suite.token("bench", "trade-editor");
        var sample = UUID.randomUUID();
        try (var connection = served.connection()) {
            connection.exchange(Served.put(sample, token));
        }
        var created = direct.prepareCreates(sample);
        var ours = served.create(token);
        ours.rate(CONNECTIONS, Duration.ofSeconds(warmUp).multipliedBy(LONG_WARM_UP));
        ratio("3", "create: validation, version, change log, queue, 16 connections", ours, direct.create(created), 0.5);
    }

    private void delivery() throws Exception {
        var token = suite.token("bench", "trade-editor");
        var delivery = new Delivery(suite);
        delivery.throughTheSuite(token, 200, Duration.ofSeconds(warmUp).multipliedBy(LONG_WARM_UP));
        var ours = new Histogram(3);
        var medians = Rounds.of(rounds, () -> {
            var latencies = delivery.throughTheSuite(token, 200, time());
            ours.add(latencies);
            return millis(latencies, 50);
        }, () -> millis(delivery.byNotification(200, time()), 50));
        rows.add(Row.absolute("5", "answer → SSE subscriber, 200 changes a second, p50", medians.ours(),
                Bound.atMost(10, "ms")));
        rows.add(Row.absolute("5", "the same, p99", millis(ours, 99), Bound.atMost(50, "ms")));
        rows.add(Row.ratio("5", "the same, p50 against LISTEN/NOTIFY", medians.ours(), medians.other(), "LISTEN", "ms",
                Bound.atMost(4, "×")));
        say(rows.get(rows.size() - 1));
    }

    private void imports() throws Exception {
        var count = Math.min(20_000, companies / 5);
        var importing = new Importing(suite, count);
        importing.prepare();
        importing.throughTheApi(0);
        var seed = new AtomicLong();
        var rates = Rounds.of(rounds, () -> importing.throughTheApi(seed.incrementAndGet()), importing::byCopy);
        rows.add(
                Row.ratio("6", "import of " + count + " companies as NDJSON, validated, with their change events", rates.ours(),
                        rates.other(), "COPY", "/s", Bound.atLeast(0.10)));
        say(rows.get(rows.size() - 1));
        rows.add(Row.absolute("6", "resident memory of the service after it", suite.residentMiB(Application.TRADE),
                Bound.atMost(1.6 * 1024 / 5, "MiB")));
        say(rows.get(rows.size() - 1));
    }

    /** A file of companies and one of interests in them, each one job, and the same rows by COPY. */
    private void largeFiles() throws Exception {
        // Not those that an earlier run on the same data has recorded.
        var synthetic = new Synthetic(System.currentTimeMillis(),
                Map.of(Kind.COMPANIES, companies, Kind.INTERESTS, companies * 3 / 2));
        for (var kind : List.of(Kind.COMPANIES, Kind.INTERESTS)) {
            var copying = new Copying(suite, kind == Kind.COMPANIES ? "company_version" : "interest_version");
            copying.prepare();
            say("Writing a file of " + synthetic.size(kind) + " " + kind.name().toLowerCase(Locale.ROOT) + " …");
            try (var file = new LargeFile(suite, synthetic, kind)) {
                var subject = "bench-file-" + UUID.randomUUID();
                var taken = file.take(subject, this::say);
                rows.add(Row.ratio("import",
                        "a file of %,d %s, %,.0f MiB of NDJSON, as one job, with their change events".formatted(
                                synthetic.size(kind), kind.name().toLowerCase(Locale.ROOT), file.mebibytes()),
                        taken.perSecond(),
                        copying.copy(subject), "COPY", "/s", Bound.atLeast(0.10)));
                say(rows.get(rows.size() - 1));
                rows.add(Row.absolute("import", "the service's heap in use meanwhile, at the most (of %,.0f MiB)".formatted(
                        taken.heapLimit() / (1 << 20)), taken.heap() / (1 << 20), Bound.atMost(512, "MiB")));
                say(rows.get(rows.size() - 1));
                rows.add(Row.absolute("import", "its resident memory, at the most since it began",
                        suite.mostResidentMiB(Application.TRADE), Bound.atMost(512, "MiB")));
                say(rows.get(rows.size() - 1));
            }
        }
    }

    private void pages() throws Exception {
        var first = "/api/trade/companies?limit=50";
        var path = first;
        try (var connection = served.connection()) {
            for (int page = 1; page < Math.min(1000, companies / 50); page++) {
                path = json(connection.exchange(HttpConnection.get(path))).get("next").textValue()
                        .replaceFirst("^https?://[^/]+", "");
            }
        }
        var last = path;
        against("13", "page 1,000 of a list", last, "page 1", first, 1.2);
    }

    private void versions() throws Exception {
        var path = "/api/trade/companies/" + WITH_VERSIONS;
        var token = suite.token("bench", "trade-editor");
        Instant middle;
        try (var connection = served.connection()) {
            var version = 0;
            try {
                version = json(connection.exchange(HttpConnection.get(path))).get("version").intValue();
            } catch (IOException e) {
                // Not there yet.
                say("Making a record of " + VERSIONS + " versions …");
            }
            try (var writing = served.connection()) {
                while (version < VERSIONS) {
                    version = json(writing.exchange(HttpConnection.put(path, token, version == 0 ? null : "*",
                            Companies.body("Synthetic company of version " + version)))).get("version").intValue();
                }
            }
        }
        try (var connection = served.connection()) {
            var items = json(connection.exchange(HttpConnection.get(path + "/history"))).get("items");
            middle = Instant.parse(items.get(items.size() / 2).get("recordedAt").textValue());
        }
        against("14", "a record of 1,000 versions, as known in the middle", path + "?knownAt=" + middle + "&validAt=2026-01-01",
                "as now", path, 1.3);
    }

    /** Two addresses of ours: the milliseconds that one takes against the other's, on one connection. */
    private void against(String number, String what, String path, String otherIs, String otherPath, double most)
            throws Exception {
        var ours = served.address(path);
        var other = served.address(otherPath);
        ours.rate(1, Duration.ofSeconds(warmUp));
        var times = Rounds.of(rounds, () -> 1000 / ours.rate(1, time()), () -> 1000 / other.rate(1, time()));
        rows.add(Row.ratio(number, what, times.ours(), times.other(), otherIs, "ms", Bound.atMost(most, "×")));
        say(rows.get(rows.size() - 1));
    }

    private Rounds ratio(String number, String what, Side ours, Side other, double least) throws Exception {
        var rates = rates(ours, other);
        rows.add(Row.ratio(number, what, rates.ours(), rates.other(), other.name(), "/s", Bound.atLeast(least)));
        say(rows.get(rows.size() - 1));
        return rates;
    }

    private Rounds rates(Side ours, Side other) throws Exception {
        ours.rate(CONNECTIONS, Duration.ofSeconds(warmUp));
        other.rate(CONNECTIONS, Duration.ofSeconds(warmUp / 4 + 1));
        return Rounds.of(rounds, () -> ours.rate(CONNECTIONS, time()), () -> other.rate(CONNECTIONS, time()));
    }

    private Duration time() {
        return Duration.ofSeconds(seconds);
    }

    private boolean wanted(String name) {
        return names.contains(name);
    }

    private static double millis(Histogram nanoseconds, double percentile) {
        return nanoseconds.getValueAtPercentile(percentile) / 1e6;
    }

    private static JsonNode json(byte[] body) throws IOException {
        return new ObjectMapper().readTree(body);
    }

    private void say(Object line) {
        out().println(line instanceof Row row ? String.join("  ", row.cells()) : line);
        out().flush();
    }

    private void print() throws IOException {
        out().println();
        out().println("| # | what | Tamga | other side | ratio | must | met |");
        out().println("|---|---|---|---|---|---|---|");
        rows.forEach(row -> out().println("| " + String.join(" | ", row.cells()) + " |"));
        out().flush();
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.writeString(json,
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(new Report(Instant.now().toString(),
                        Runtime.getRuntime().availableProcessors(), Runtime.version().toString(), companies, rounds, seconds,
                        warmUp, rows)),
                StandardCharsets.UTF_8);
    }

    /** What the JSON file holds. */
    record Report(String at, int processors, String java, int companies, int rounds, int seconds, int warmUp, List<Row> rows) {}

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
