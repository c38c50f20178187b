package org.tamga.testing;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A service's change log as its tests read it: to its end, page by page, and with patience, as an event shows once the log is settled
 * up to it and any transaction that runs beside the test holds that up.
 */
public final class ChangeLog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String domain;
    /** Where the log has events of which record, as far as it has been read. */
    private final Map<String, List<Long>> positions = new HashMap<>();
    private long read;

    private ChangeLog(String domain) {
        this.domain = domain;
    }

    /** @param domain the service's: {@code trade} */
    public static ChangeLog of(String domain) {
        return new ChangeLog(domain);
    }

    /** Waits until the types of a record's events are these, in this order, each without the domain, the noun and the version. */
    public void awaitAll(UUID subject, String... pastTenses) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of(pastTenses), all(subject).stream()
                .map(event -> event.get("type").asText().replaceAll("org\\.tamga\\.[a-z]+\\.[a-z-]+\\.(.+)\\.v\\d+", "$1"))
                .toList()));
    }

    /** The first event of a record that is as wanted, once there is one. */
    public JsonNode await(UUID subject, Predicate<JsonNode> wanted) {
        return Awaitility.await("an event of " + subject).atMost(PATIENCE)
                .until(() -> all(subject).stream().filter(wanted).findFirst(), Optional::isPresent).orElseThrow();
    }

    /** The first event of a record, once there is one. */
    public JsonNode awaitFirst(UUID subject) {
        return await(subject, event -> true);
    }

    /** The countries that an event concerns, sorted. */
    public static List<String> countries(JsonNode event) {
        var countries = new ArrayList<String>();
        event.get("countries").forEach(country -> countries.add(country.asText()));
        return countries.stream().sorted().toList();
    }

    /** What the log shows of a record now. Only what has come since the log was last read has to be looked through for it. */
    private List<JsonNode> all(UUID subject) {
        for (JsonNode items; !(items = page(read, 1000)).isEmpty();) {
            for (var item : items) {
                read = item.get("sequence").asLong();
                positions.computeIfAbsent(item.get("subject").asText(), any -> new ArrayList<>()).add(read);
            }
        }
        var events = new ArrayList<JsonNode>();
        for (var position : positions.getOrDefault(subject.toString(), List.of())) {
            var item = page(position - 1, 1).path(0);
            // Another stands there for one that has been withheld since.
            if (item.path("sequence").asLong() == position) {
                events.add(item);
            }
        }
        return events;
    }

    private JsonNode page(long after, int limit) {
        var answer = given().queryParam("limit", limit).queryParam("after", after).get("/api/" + domain + "/changes");
        try {
            return JSON.readTree(answer.then().statusCode(200).extract().asString()).get("items");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
