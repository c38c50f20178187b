package org.tamga.record.measure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.commons.value.Uuid7;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.change.Announced;
import org.tamga.record.change.Backlog;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Event;
import org.tamga.record.change.Foreground;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Computes anew the readings that were marked, and announces those that differ from what was announced before. One worker of one
 * replica does it, behind the writers: however many changes touch a reading meanwhile, it is computed once for all of them.
 */
@Singleton
class Recomputing implements Announced {

    private static final Duration IDLE = Duration.ofMillis(500);
    /** A reading is not computed again within so many times what the computation took. */
    private static final int REST = 5;
    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    /** Readings that are announced together, if they take no longer than that. */
    private static final int MOST_TOGETHER = 200;
    private static final Duration LONGEST_TOGETHER = Duration.ofMillis(100);
    /** Readings of which the calendar is minded together. */
    private static final int MOST_DUE = 1_000;

    private final Database database;
    private final Instance<Measure> measures;
    private final Series series;
    private final Foreground foreground;
    private final Marks marks;
    private final Definitions definitions;
    private final ChangeLog changes;
    private final ObjectMapper mapper;
    private final String domain;
    private final MeterRegistry metrics;

    private final Worker worker;

    Recomputing(Ledger ledger, Instance<Measure> measures, Series series, Marks marks, Definitions definitions,
            ChangeLog changes, Duty duty,
            Foreground foreground,
            ObjectMapper mapper, MeterRegistry metrics, @ConfigProperty(name = "tamga.domain") String domain) {
        this.database = ledger.database();
        this.measures = measures;
        this.series = series;
        this.foreground = foreground;
        this.marks = marks;
        this.definitions = definitions;
        this.changes = changes;
        this.worker = new Worker("recomputing", duty, () -> marks.backlog().isResting() ? SHORTEST_REST : IDLE, this::step);
        this.mapper = mapper;
        this.metrics = metrics;
        this.domain = domain;
    }

    @Override
    public Map<String, Class<? extends Record>> topics() {
        return measures.isUnsatisfied()
                ? Map.of()
                : Map.of(domain + ".measure", MeasureChanged.class, domain + ".measure-definition",
                        MeasuresResource.Description.class);
    }

    void start(@Observes StartupEvent event) {
        if (measures.isUnsatisfied()) {
            return;
        }
        Gauge.builder("tamga.readings.marked", marks.backlog(), Backlog::size)
                .description("Marks of readings that are to be computed anew").register(metrics);
        marks.backlog().whenMarked(worker::wake);
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    private boolean step() {
        definitions.announce();
        lookAtCalendar();
        var began = System.nanoTime();
        var marked = definitions.markNext();
        var worked = marks.backlog().workOutTogether(MOST_TOGETHER, LONGEST_TOGETHER, this::compute, this::publish,
                Recomputing::rest) || marked;
        if (worked) {
            foreground.giveWay(Duration.ofNanos(System.nanoTime() - began));
        }
        return worked;
    }

    // --- Readings ------------------------------------------------------------------------------------------------------

    /** A reading as it is now, and the measure. */
    private record Computed(Measure measure, Series.Computed series) {}

    private Computed compute(Backlog.Marked marked) {
        var name = marks.name(marked.key());
        var measure = measures.stream().filter(known -> known.code().equals(name.code())).findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no such measure any more"));
        definitions.requireAnnounced(measure);
        return new Computed(measure, series.of(measure, name.dimensions()));
    }

    private static Duration rest(Duration took) {
        var rest = took.multipliedBy(REST);
        return rest.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : rest;
    }

    private void publish(Map<Backlog.Marked, Computed> computed) {
        database.write(transaction -> {
            publish(transaction, computed);
            return null;
        });
    }

    /** A reading to be announced. */
    private record News(Measure measure, MeasureChanged reading, String traceparent) {}

    private void publish(Transaction transaction, Map<Backlog.Marked, Computed> computed) throws SQLException {
        var keys = computed.keySet().stream().map(Backlog.Marked::key).sorted().toList();
        transaction.update("insert into measure_reading (key) select unnest(?::text[]) on conflict do nothing", keys);
        record Row(MeasureChanged published, boolean isDue) {}
        var rows = new HashMap<String, Row>();
        transaction.list("select key, published::text, is_due from measure_reading where key = any (?) order by key for update",
                found -> rows.put(found.getString(1), new Row(
                        found.getString(2) == null ? null : read(found.getString(2)), found.getBoolean(3))),
                keys);
        marks.backlog().take(transaction, computed.keySet());
        var news = new LinkedHashMap<String, News>();
        computed.forEach((marked, now) -> {
            var row = rows.get(marked.key());
            var reading = now.series.reading().since(row.published);
            if (!(row.published == null && reading.isEmpty()) && (row.isDue || !reading.saysTheSameAs(row.published))) {
                news.put(marked.key(), new News(now.measure, reading, marked.traceparent()));
            }
        });
        announce(transaction, news);
        transaction.batch("update measure_reading set next_day = ?::date, is_due = false where key = ?", computed.entrySet()
                .stream().map(of -> new Object[]{of.getValue().series.nextDay(), of.getKey().key()}).toList());
    }

    private void announce(Transaction transaction, Map<String, News> news) throws SQLException {
        if (news.isEmpty()) {
            return;
        }
        var stamps = changes.stamps(transaction, "measure_reading", news.keySet());
        var published = new ArrayList<Object[]>();
        var events = new ArrayList<ChangeLog.Placed>();
        news.forEach((key, of) -> {
            var stamp = stamps.get(key);
            var announced = of.reading.at(stamp.at());
            var state = (ObjectNode) mapper.valueToTree(announced.withoutChanges());
            published.add(new Object[]{state.toString(), key});
            events.add(new ChangeLog.Placed(stamp.position(), new Event(Uuid7.next(), domain + ".measure",
                    eventKey(of.measure.code(), of.reading.dimensions()), "org.tamga." + domain + ".measure.changed.v1",
                    stamp.at(), countries(of.measure, of.reading.dimensions()), of.traceparent,
                    mapper.valueToTree(announced).toString(), state.put("sequence", stamp.position()).toString())));
        });
        transaction.batch("update measure_reading set published = ?::jsonb where key = ?", published);
        changes.append(transaction, events);
    }

    /** The key of a reading's events: {@code trade.companies.foreign-capital?partner=KR&reporter=KZ}. */
    static String eventKey(String code, Map<String, String> dimensions) {
        return code + "?" + new TreeMap<>(dimensions).entrySet().stream()
                .map(dimension -> dimension.getKey() + "=" + URLEncoder.encode(dimension.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Set<String> countries(Measure measure, Map<String, String> dimensions) {
        return measure.dimensions().stream().filter(Measure.Dimension::isCountry)
                .map(dimension -> dimensions.get(dimension.name())).collect(Collectors.toCollection(TreeSet::new));
    }

    // --- The calendar --------------------------------------------------------------------------------------------------

    /** Marks the readings of which something has begun or ended since they were computed. */
    private void lookAtCalendar() {
        var isAnyDue = database.read(transaction -> transaction.first(
                "select exists (select from measure_reading where next_day <= ?)", row -> row.getBoolean(1), Records.today()));
        if (isAnyDue.orElseThrow()) {
            database.write(transaction -> {
                // Each is found due once: on the day of many, a look costs no more than on any other.
                transaction.list("update measure_reading set next_day = null, is_due = true where key in (select key"
                        + " from measure_reading where next_day <= ? order by next_day limit ? for update skip locked)"
                        + " returning key", row -> row.getString(1), Records.today(), MOST_DUE)
                        .forEach(key -> marks.backlog().mark(transaction, key, null));
                return null;
            });
        }
    }

    private MeasureChanged read(String json) {
        try {
            return mapper.readValue(json, MeasureChanged.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was announced cannot be read", e);
        }
    }
}
