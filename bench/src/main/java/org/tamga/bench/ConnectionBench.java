package org.tamga.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

import org.tamga.bench.Row.Bound;
import org.tamga.mobility.connection.Search;
import org.tamga.mobility.connection.Timetable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./tamga bench connections}: mobility-service's connection search against a plain Dijkstra search on the same timetable,
 * in one process and on one core. First a generated world of 67,000 routes and 300,000 connections a week; then, where their files
 * are given, OpenFlights' real routes as daily services at made-up times.
 */
@Command(name = "./tamga bench connections", mixinStandardHelpOptions = true, description = "Prints figure 7 of the benchmark, and 8 where a service is given.")
public final class ConnectionBench implements Callable<Integer> {

    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    /** How long after the wished departure the service looks for journeys. */
    private static final int WINDOW = 4 * DAY;
    private static final int CONNECTING = 60;
    private static final int MAX_LEGS = 3;
    private static final int KM_PER_HOUR = 850;
    private static final int TAXIING = 30;
    private static final int AT_A_TIME = 20;
    /** After fewer, what a service runs once for each question is not what its JVM's optimising compiler makes of it. */
    private static final int UNTIL_COMPILED = 50_000;

    @Option(names = "--airports", paramLabel = "N", description = "Airports of the generated world; default: ${DEFAULT-VALUE}.")
    private int airports = 3_400;
    @Option(names = "--routes", paramLabel = "N", description = "Its routes; default: ${DEFAULT-VALUE}.")
    private int routes = 67_000;
    @Option(names = "--connections", paramLabel = "N", description = "Its connections a week; default: ${DEFAULT-VALUE}.")
    private int connections = 300_000;
    @Option(names = "--openflights", paramLabel = "DIR", description = "A folder with openflights-airports.dat and openflights-routes.dat.")
    private Path openFlights;
    @Option(names = "--to", paramLabel = "URL", description = "A mobility-service on this machine, of a suite of its own, into which the generated world is recorded and which is then asked: figure 8.")
    private URI service;
    @Option(names = "--token", paramLabel = "TOKEN", description = "With the role mobility-editor, for --to.")
    private String token;
    @Option(names = "--queries", paramLabel = "N", description = "Questions whose answers are compared; default: ${DEFAULT-VALUE}.")
    private int queries = 1_000;
    @Option(names = "--rounds", paramLabel = "N", description = "How often each side is measured, in turn; default: ${DEFAULT-VALUE}.")
    private int rounds = 3;
    @Option(names = "--seconds", paramLabel = "N", description = "How long each measurement takes; default: ${DEFAULT-VALUE}.")
    private int seconds = 5;
    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "How long both run before; default: ${DEFAULT-VALUE}.")
    private int warmUp = 20;
    @Option(names = "--seed", paramLabel = "N", description = "Of the generated world and the questions; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    private final List<Row> rows = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ConnectionBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var world = world();
        measure("generated world", world);
        if (service != null) {
            measureOverHttp(world);
        }
        if (openFlights != null) {
            measure("OpenFlights' routes of 2014, daily at synthetic times", real());
        }
        System.out.println();
        System.out.println("| # | what | Tamga | other side | ratio | must | met |");
        System.out.println("|---|---|---|---|---|---|---|");
        rows.forEach(row -> System.out.println("| " + String.join(" | ", row.cells()) + " |"));
        return rows.stream().allMatch(Row::isMet) ? 0 : 1;
    }

    /** A flight from one landing to the next, in minutes of the week. */
    record Flight(int from, int to, int departure, int arrival) {}

    private record Network(int airports, int routes, List<Flight> flights) {}

    record Question(int from, int to, int departAfter) {}

    /** Airports on a globe; a few have most of the routes, as in the world. */
    private Network world() {
        var random = new Random(seed);
        var places = new double[airports][];
        for (int i = 0; i < airports; i++) {
            places[i] = new double[]{Math.toDegrees(Math.asin(random.nextDouble() * 1.7 - 0.7)), random.nextDouble() * 360};
        }
        var flights = new ArrayList<Flight>();
        var times = weights(random);
        for (int route = 0; route < routes; route++) {
            var from = airport(random);
            var to = airport(random);
            // Every airport is served.
            from = route < airports ? route : from;
            to = to == from ? (from + 1) % airports : to;
            var start = random.nextInt(DAY);
            var takes = minutes(places[from], places[to]);
            var days = Math.min(7, times[route]);
            for (int day = 0; day < days; day++) {
                var departure = (day * 7 / days + route) % 7 * DAY + start;
                flights.add(new Flight(from, to, departure, departure + takes));
            }
        }
        return new Network(airports, routes, flights);
    }

    /** How many days a week each route is flown, so that all together make the wished number. */
    private int[] weights(Random random) {
        var days = new int[routes];
        Arrays.fill(days, 1);
        for (int left = Math.min(connections, 7 * routes) - routes; left > 0;) {
            var route = random.nextInt(routes);
            if (days[route] < 7) {
                days[route]++;
                left--;
            }
        }
        return days;
    }

    private int airport(Random random) {
        return (int) (airports * Math.pow(random.nextDouble(), 3));
    }

    private static int minutes(double[] one, double[] other) {
        var a = Math.toRadians(one[0]);
        var b = Math.toRadians(other[0]);
        var angle = Math.acos(Math.max(-1, Math.min(1, Math.sin(a) * Math.sin(b)
                + Math.cos(a) * Math.cos(b) * Math.cos(Math.toRadians(one[1] - other[1])))));
        return TAXIING + (int) (angle * 6371 * 60 / KM_PER_HOUR);
    }

    private Network real() throws IOException {
        var places = new HashMap<String, Integer>();
        var degrees = new ArrayList<double[]>();
        for (var line : Files.readAllLines(openFlights.resolve("openflights-airports.dat"), StandardCharsets.UTF_8)) {
            // Commas within quotes are in names only, before the codes.
            var columns = line.replaceAll("\"([^\"]*)\"", "x").split(",");
            var code = line.replaceFirst("^.*?,\"(\\w{3})\",(\"\\w{4}\"|\\\\N),.*$", "$1");
            if (code.length() == 3) {
                places.put(code, degrees.size());
                degrees.add(new double[]{Double.parseDouble(columns[6]), Double.parseDouble(columns[7])});
            }
        }
        var random = new Random(seed);
        var flights = new ArrayList<Flight>();
        var number = 0;
        for (var line : Files.readAllLines(openFlights.resolve("openflights-routes.dat"), StandardCharsets.UTF_8)) {
            var columns = line.split(",");
            var from = places.get(columns[2]);
            var to = places.get(columns[4]);
            if (from != null && to != null && !from.equals(to)) {
                number++;
                var start = random.nextInt(DAY);
                for (int day = 0; day < 7; day++) {
                    flights.add(new Flight(from, to, day * DAY + start,
                            day * DAY + start + minutes(degrees.get(from), degrees.get(to))));
                }
            }
        }
        return new Network(degrees.size(), number, flights);
    }

    private void measure(String name, Network network) throws Exception {
        System.out.printf("%s: %,d airports, %,d routes, %,d connections a week%n", name, network.airports, network.routes,
                network.flights.size());
        var search = new Search(builder(network).build());
        var dijkstra = new Dijkstra(network.airports, network.flights, CONNECTING, MAX_LEGS, false);
        var questions = questions(network);

        var differing = questions.stream().filter(question -> !ours(search, question).equals(dijkstra.ask(question))).count();
        var answered = questions.stream().filter(question -> !ours(search, question).isEmpty()).count();
        System.out.printf("%,d questions, %,d with journeys of at most %d legs, %,d answered otherwise than by Dijkstra%n",
                questions.size(), answered, MAX_LEGS, differing);
        rows.add(Row.absolute("7", name + ": answers that differ from Dijkstra's, of " + questions.size(), differing,
                Bound.atMost(0, "")));

        rate(question -> ours(search, questions.get(question)), questions.size(), Duration.ofSeconds(warmUp));
        rate(question -> dijkstra.ask(questions.get(question)), questions.size(), Duration.ofSeconds(warmUp));
        var nanos = new ArrayList<Double>();
        var rates = Rounds.of(rounds, () -> {
            var scanned = search.scanned();
            var started = cpuNanos();
            var rate = rate(question -> ours(search, questions.get(question)), questions.size(), Duration.ofSeconds(seconds));
            nanos.add((cpuNanos() - started) / (double) (search.scanned() - scanned));
            return rate;
        }, () -> rate(question -> dijkstra.ask(questions.get(question)), questions.size(), Duration.ofSeconds(seconds)));
        rows.add(Row.ratio("7", name + ": questions answered on one core", rates.ours(), rates.other(), "Dijkstra", "/s",
                Bound.atLeast(3)));
        rows.add(Row.absolute("7", name + ": time for each connection scanned", Rounds.median(nanos), Bound.atMost(6, "ns")));
        var pruning = new Dijkstra(network.airports, network.flights, CONNECTING, MAX_LEGS, true);
        System.out.printf("A Dijkstra search that prunes by what it has of the target answers %,.0f a second%n",
                rate(question -> pruning.ask(questions.get(question)), questions.size(), Duration.ofSeconds(seconds)));
        rows.subList(rows.size() - 2, rows.size()).forEach(row -> System.out.println(String.join("  ", row.cells())));
    }

    /** The same questions to the service and in this process, in turn: what is between the two is what HTTP, and all else, adds. */
    private void measureOverHttp(Network network) throws Exception {
        var http = new ConnectionsOverHttp(service, token);
        http.load(network.airports, network.flights);
        var builder = builder(network);
        var there = new Search(builder.build());
        var back = new Search(builder.mirrored());
        // Where there is no journey the service looks for the next in the weeks after, which is another question.
        var questions = questions(network).stream().filter(question -> !there.journeys(new int[]{question.from},
                new int[]{question.to}, question.departAfter, question.departAfter + WINDOW, MAX_LEGS).isEmpty()).toList();
        http.ask(questions, MAX_LEGS, Duration.ofSeconds(warmUp), UNTIL_COMPILED);
        inProcess(there, back, questions, Duration.ofSeconds(warmUp));
        var asked = new ConnectionsOverHttp.Times();
        var own = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            var times = http.ask(questions, MAX_LEGS, Duration.ofSeconds(seconds), 1);
            asked.whole().addAll(times.whole());
            asked.search().addAll(times.search());
            own.addAll(inProcess(there, back, questions, Duration.ofSeconds(seconds)));
        }
        System.out.printf(
                "%,d questions over HTTP: p50 %.2f ms, of these in the service's search %.2f ms; in process %.2f ms%n",
                asked.whole().size(), Rounds.median(asked.whole()), Rounds.median(asked.search()), Rounds.median(own));
        rows.add(Row.absolute("8", "what HTTP adds to the same questions in process, p50",
                Rounds.median(asked.whole()) - Rounds.median(own),
                Bound.atMost(0.5, "ms")));
    }

    /** As the service finds journeys: for each number of legs the earliest arrival, then when to leave for it at the latest. */
    private static List<Double> inProcess(Search there, Search back, List<Question> questions, Duration time) {
        var times = new ArrayList<Double>();
        var end = System.nanoTime() + time.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            var question = questions.get(i % questions.size());
            var begun = System.nanoTime();
            var from = new int[]{question.from};
            var to = new int[]{question.to};
            there.journeys(from, to, question.departAfter, question.departAfter + WINDOW, MAX_LEGS).forEach(journey -> back
                    .journeys(to, from, -journey.arrival(), -question.departAfter, journey.connections().length));
            times.add((System.nanoTime() - begun) / 1e6);
        }
        return times;
    }

    private static Timetable.Builder builder(Network network) {
        var connecting = new int[network.airports];
        Arrays.fill(connecting, CONNECTING);
        var builder = new Timetable.Builder(connecting, new int[network.airports][], 0);
        network.flights.forEach(flight -> builder.add(flight.from, flight.to, flight.departure, flight.arrival, -1));
        return builder;
    }

    /** Between airports that have flights, on the first three days of the week. */
    private List<Question> questions(Network network) {
        var random = new Random(seed + 1);
        var questions = new ArrayList<Question>();
        while (questions.size() < queries) {
            var from = network.flights.get(random.nextInt(network.flights.size())).from;
            var to = network.flights.get(random.nextInt(network.flights.size())).to;
            if (from != to) {
                questions.add(new Question(from, to, random.nextInt(3 * DAY)));
            }
        }
        return questions;
    }

    /** The Pareto set: legs and arrivals. */
    private static List<List<Integer>> ours(Search search, Question question) {
        return search
                .journeys(new int[]{question.from}, new int[]{question.to}, question.departAfter, 2 * WEEK, MAX_LEGS).stream()
                .map(journey -> List.of(journey.connections().length, journey.arrival())).toList();
    }

    /** Questions a second of the processor's time, asked one after the other: what else the machine does costs neither side. */
    private static double rate(IntFunction<Object> ask, int questions, Duration time) {
        var started = cpuNanos();
        var asked = 0;
        while (cpuNanos() - started < time.toNanos()) {
            for (int i = 0; i < AT_A_TIME; i++) {
                // Looked at, so that it cannot be left out.
                if (ask.apply(asked++ % questions) == null) {
                    throw new IllegalStateException("no answer");
                }
            }
        }
        return asked * 1e9 / (cpuNanos() - started);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
