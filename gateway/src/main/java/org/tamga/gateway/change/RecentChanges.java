package org.tamga.gateway.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.pair.Pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * The latest changes of a pair of countries, for those who come by from time to time. What was read is kept, so that only the first to
 * ask for a pair waits for more than what is new: for the last hour, and if that has too few, for longer.
 */
@Singleton
public class RecentChanges {

    private static final int PAGE = 1000;
    /** How many of a pair are kept, and for how many pairs. */
    private static final int MOST = 50;
    private static final int PAIRS = 100;
    /** How far back the first to ask for a pair looks for as many; in the end, for all that Kafka keeps. */
    private static final List<Duration> WINDOWS = List.of(Duration.ofHours(1), Duration.ofHours(24));
    /** What is shown of a change; all of it would be too much to keep. */
    private static final Set<String> ATTRIBUTES = Set.of("id", "type", "time", "subject", "dataschema");
    private static final Set<String> DATA = Set.of("reason", "parentId", "code", "unit");
    private static final Set<String> NAMES = Set.of("title", "name", "names", "label", "text", "code", "subject");
    private static final int LONGEST = 4 << 10;
    /**
     * By when they happened, whatever partition they came by; the ids tell those of one moment apart. Times are in UTC, and without the
     * sign for it sort as text.
     */
    private static final Comparator<JsonNode> NEWEST_FIRST = Comparator
            .comparing((JsonNode change) -> change.path("time").asText().replace("Z", ""))
            .thenComparing(change -> change.path("id").asText()).reversed();

    private final Vertx vertx;
    private final ChangeTail tail;
    private final ChangeHistory history;
    private final ObjectMapper json;
    private final Map<Pair, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Kept> eldest) {
            return size() > PAIRS;
        }
    };

    RecentChanges(Vertx vertx, ChangeTail tail, ChangeHistory history, ObjectMapper json) {
        this.vertx = vertx;
        this.tail = tail;
        this.history = history;
        this.json = json;
    }

    /** What is known of one pair; guarded by itself. */
    private static final class Kept {

        private final NavigableSet<JsonNode> changes = new TreeSet<>(NEWEST_FIRST);
        private Cursor after;
        /** How many windows were too short. */
        private int windows;
        /** The ids of what said that something is withheld, or restored. */
        private final Set<String> turns = new HashSet<>();
        /** True if one of these has come since reading began: the past may be another now. */
        private boolean isOutdated;
        private Future<List<JsonNode>> reading;

        private void beginAnew(int window) {
            windows = window;
            after = null;
            changes.clear();
            isOutdated = false;
        }
    }

    /** The latest changes, the newest first, as CloudEvents with what names them and says what happened; a {@link Problem} while Kafka is away. */
    public Future<List<JsonNode>> of(Pair pair) {
        Kept own;
        synchronized (kept) {
            own = kept.computeIfAbsent(pair, any -> new Kept());
        }
        synchronized (own) {
            if (own.reading == null || own.reading.isComplete()) {
                var promise = Promise.<List<JsonNode>>promise();
                own.reading = promise.future();
                readOn(pair, own, promise);
            }
            return own.reading;
        }
    }

    private void readOn(Pair pair, Kept own, Promise<List<JsonNode>> promise) {
        var start = own.after != null
                ? new ChangeQuery.Start.After(own.after)
                : own.windows < WINDOWS.size()
                        ? new ChangeQuery.Start.Since(Instant.now().minus(WINDOWS.get(own.windows)))
                        : new ChangeQuery.Start.Beginning();
        var filter = new ChangeFilter(Set.of(), Set.of(), Set.of(), Set.of(), Optional.of(pair), Optional.empty());
        new ChangePage(vertx, tail, history, new ChangeQuery(ChangeQuery.Form.NDJSON, start, filter, PAGE), page -> {
            if (take(own, page) || beginsAnew(own)) {
                readOn(pair, own, promise);
            } else {
                List<JsonNode> changes;
                synchronized (own) {
                    changes = List.copyOf(own.changes);
                }
                promise.complete(changes);
            }
        }, problem -> {
            if (own.after != null && problem.type() == ProblemType.CURSOR_TOO_OLD) {
                synchronized (own) {
                    own.beginAnew(0);
                }
                readOn(pair, own, promise);
            } else {
                promise.fail(problem);
            }
        }).open();
    }

    /** True if all is to be read anew: where the past is another now, or there are too few and there is a longer time to look into. */
    private static boolean beginsAnew(Kept own) {
        synchronized (own) {
            if (own.isOutdated) {
                own.beginAnew(0);
                return true;
            }
            if (own.changes.size() >= MOST || own.windows >= WINDOWS.size()) {
                own.windows = WINDOWS.size();
                return false;
            }
            own.beginAnew(own.windows + 1);
            return true;
        }
    }

    /** True if there may be more. */
    private boolean take(Kept own, Buffer page) {
        synchronized (own) {
            var any = false;
            for (var line : page.toString().split("\n")) {
                var read = read(line);
                if (read.has("cursor")) {
                    own.after = Cursor.decoded(read.path("cursor").asText()).orElseThrow();
                } else {
                    any = true;
                    var type = read.path("type").asText();
                    if (type.endsWith(Change.WITHHELD) || type.endsWith(Change.RESTORED)) {
                        own.isOutdated |= own.turns.add(read.path("id").asText());
                    }
                    // What a relay sends once more takes the place of what it sent first.
                    own.changes.removeIf(change -> change.path("id").equals(read.path("id")));
                    own.changes.add(shortened(read));
                    if (own.changes.size() > MOST) {
                        own.changes.pollLast();
                    }
                }
            }
            return any;
        }
    }

    private static JsonNode shortened(JsonNode change) {
        var kept = ((ObjectNode) change.deepCopy()).retain(ATTRIBUTES);
        var data = change.path("data");
        var some = kept.putObject("data");
        DATA.stream().filter(data::hasNonNull).forEach(name -> some.set(name, data.path(name)));
        for (var state : List.of("before", "after", "changed")) {
            if (data.path(state).path(0) instanceof ObjectNode first) {
                var names = state.equals("changed") ? first : first.deepCopy().retain(NAMES);
                some.putArray(state).add(names.toString().length() <= LONGEST ? names : names.removeAll());
            }
        }
        return kept;
    }

    private JsonNode read(String line) {
        try {
            return json.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("a page of changes has JSON on every line", e);
        }
    }
}
