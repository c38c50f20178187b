package org.tamga.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.tamga.bench.ConnectionBench.Flight;
import org.tamga.bench.ConnectionBench.Question;

/** The same questions asked of a mobility-service on this machine, over one connection that is kept, one after the other. */
final class ConnectionsOverHttp {

    private static final LocalDate MONDAY = LocalDate.of(2031, 3, 3);
    private static final int DAY = 24 * 60;
    private static final int LINES = 4_000;
    /** The longest that is recorded. */
    private static final int LONGEST = 20 * 60;
    private static final Pattern IATA = Pattern.compile("\"value\": ?\"([A-Z]{3})\"");
    private static final String PUBLISHER = "Tamga's bench of connections";
    private static final String SOURCES = "\"sources\": [{\"type\": \"dataset\", \"title\": \"Synthetic world\", \"publisher\": \""
            + PUBLISHER + "\"}]";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI service;
    private final String token;
    /** Of the world's airports, by their numbers. */
    private List<String> codes = List.of();

    ConnectionsOverHttp(URI service, String token) {
        this.service = service;
        this.token = token;
    }

    /** Records the world's airports and flights; flights of one route and hour as one schedule. */
    void load(int airports, List<Flight> week) throws IOException, InterruptedException {
        codes = codes(airports);
        var lines = new ArrayList<String>();
        for (int airport = 0; airport < airports; airport++) {
            lines.add("{\"id\": \"" + UUID.nameUUIDFromBytes(("airport " + airport).getBytes(StandardCharsets.UTF_8))
                    + "\", \"codes\": [{\"scheme\": \"IATA\", \"value\": \"" + code(airport)
                    + "\"}], \"name\": {\"en\": \"Airport\"}, \"zone\": \"Etc/UTC\", " + SOURCES + "}");
        }
        take("airports", lines);
        lines.clear();
        for (int first = 0, last; first < week.size(); first = last) {
            var flight = week.get(first);
            var days = new ArrayList<Integer>();
            for (last = first; last < week.size() && isOneRoute(flight, week.get(last)); last++) {
                days.add(week.get(last).departure() / DAY + 1);
            }
            var arrival = flight.departure() % DAY + Math.min(flight.arrival() - flight.departure(), LONGEST - 1);
            lines.add("{\"id\": \"" + UUID.nameUUIDFromBytes(("flight " + first).getBytes(StandardCharsets.UTF_8))
                    + "\", \"airline\": \"XX\", \"flightNumber\": \"" + first % 9999 + "\", \"from\": \"" + code(flight.from())
                    + "\", \"to\": \"" + code(flight.to()) + "\", \"std\": \"" + time(flight.departure()) + "\", \"sta\": \""
                    + time(arrival) + "\", \"arrivalDateVariation\": " + arrival / DAY + ", \"daysOfOperation\": "
                    + days.stream().sorted().distinct().toList()
                    + ", \"period\": {\"from\": \"" + MONDAY.minusDays(14) + "\", \"to\": \"" + MONDAY.plusDays(28) + "\"}, "
                    + SOURCES
                    + "}");
        }
        take("flight-schedules", lines);
    }

    private static boolean isOneRoute(Flight one, Flight other) {
        return one.from() == other.from() && one.to() == other.to() && one.departure() % DAY == other.departure() % DAY;
    }

    /** Codes that no other airport has: the suite may have its starter record, or another. */
    private List<String> codes(int airports) throws IOException, InterruptedException {
        var answer = client.send(HttpRequest.newBuilder(service.resolve("/api/mobility/airports"))
                .header("Accept", "application/x-ndjson").build(), BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + ": the airports cannot be read");
        }
        var taken = answer.body().filter(line -> !line.contains(PUBLISHER)).flatMap(line -> IATA.matcher(line).results())
                .map(code -> code.group(1)).collect(Collectors.toSet());
        return IntStream.range(0, 26 * 26 * 26)
                .mapToObj(number -> "" + (char) ('A' + number / 676) + (char) ('A' + number / 26 % 26)
                        + (char) ('A' + number % 26))
                .filter(code -> !taken.contains(code)).limit(airports).toList();
    }

    private String code(int airport) {
        return codes.get(airport);
    }

    private static String time(int minute) {
        return "%02d:%02d".formatted(minute % DAY / 60, minute % 60);
    }

    private void take(String collection, List<String> lines) throws IOException, InterruptedException {
        for (int first = 0; first < lines.size(); first += LINES) {
            var part = String.join("\n", lines.subList(first, Math.min(lines.size(), first + LINES)));
            var answer = client
                    .send(HttpRequest.newBuilder(service.resolve("/api/mobility/" + collection + "/import?format=ndjson"))
                            .header("Authorization", "Bearer " + token).header("Content-Type", "application/x-ndjson")
                            .POST(BodyPublishers.ofString(part)).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().contains("\"rejected\":0")) {
                throw new IOException(
                        answer.statusCode() + ": " + answer.body().substring(0, Math.min(500, answer.body().length())));
            }
        }
        System.out.printf("%,d %s recorded%n", lines.size(), collection);
    }

    /** What questions took, in milliseconds: all in all, and of that the search, as the service itself says. */
    record Times(List<Double> whole, List<Double> search) {

        Times() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Asks all questions, again and again for so long, and at least so many. */
    Times ask(List<Question> questions, int maxLegs, Duration time, int atLeast) throws IOException {
        var requests = questions.stream()
                .map(question -> HttpConnection.get("/api/mobility/connections?from=" + code(question.from()) + "&to="
                        + code(question.to()) + "&maxLegs=" + maxLegs + "&departAfter="
                        + MONDAY.atStartOfDay().plusMinutes(question.departAfter()) + ":00Z"))
                .toList();
        var times = new Times();
        try (var connection = new HttpConnection(service.getPort())) {
            var end = System.nanoTime() + time.toNanos();
            for (int i = 0; i < atLeast || System.nanoTime() < end; i++) {
                var begun = System.nanoTime();
                var answer = connection.ask(requests.get(i % requests.size()));
                times.whole.add((System.nanoTime() - begun) / 1e6);
                times.search.add(Double.valueOf(answer.header("server-timing").replaceFirst(".*dur=", "")));
            }
        }
        return times;
    }
}
