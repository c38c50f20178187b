package org.tamga.record.measure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.tamga.commons.value.Uuid7;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.change.Announced;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Event;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Computes anew the readings that were marked, and announces those that differ from what was announced before. One worker of one
 * replica does it, behind the writers: however many changes touch a reading meanwhile, it is computed once for all of them.
 *
 * <p>The marks are read first, then the reading is computed, then, with the reading's row locked, just those marks are taken
 * away and the difference is appended. So a change that comes during the computation keeps its mark; and of two workers that
 * ever did the same, the later finds marks gone that it counted on, and leaves its result.
 */
@Singleton
class Recomputing implements Announced {

    private static final Logger LOG = Logger.getLogger(Recomputing.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    /** A reading is not computed again within so many times what the computation took. */
    private static final int REST = 5;
    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(30);
    private static final int MOST_MARKS = 10_000;
    private static final TypeReference<Map<String, String>> DIMENSIONS = new TypeReference<>() {
    };

    private final Database database;
    private final Instance<Measure> measures;
    private final Series series;
    private final Marks marks;
    private final ChangeLog changes;
    private final ObjectMapper mapper;
    private final String domain;
    private final MeterRegistry metrics;

    private final Worker worker;
    /** Readings that are left alone, and until when. */
    private final Map<String, Instant> resting = new HashMap<>();
    private boolean hasDefined;

    Recomputing(Ledger ledger, Instance<Measure> measures, Series series, Marks marks, ChangeLog changes, Duty duty,
            ObjectMapper mapper, MeterRegistry metrics, @ConfigProperty(name = "tamga.domain") String domain) {
        this.database = ledger.database();
        this.measures = measures;
        this.series = series;
        this.marks = marks;
        this.changes = changes;
        this.worker = new Worker("recomputing", duty, () -> resting.isEmpty() ? IDLE : SHORTEST_REST, this::step);
        this.mapper = mapper;
        this.metrics = metrics;
        this.domain = domain;
    }

    /** A reading that was marked, and the marks that were seen. */
    private record Marked(Measure measure, String dimensions, List<Long> marks, String traceparent) {

        String name() {
            return measure.code() + dimensions;
        }
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
        Gauge.builder("tamga.readings.marked", () -> database.read(transaction -> transaction.first(
                "select count(*) from (select from measure_mark limit 100000) m", row -> row.getDouble(1))).orElseThrow())
                .description("Marks of readings that are to be computed anew").register(metrics);
        marks.whenMarked(worker::wake);
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    private boolean step() {
        define();
        lookAtCalendar();
        return computeNext();
    }

    // --- Readings ------------------------------------------------------------------------------------------------------

    private boolean computeNext() {
        var now = Instant.now();
        resting.values().removeIf(until -> until.isBefore(now));
        var next = database.read(this::next);
        if (next.isEmpty()) {
            return false;
        }
        var marked = next.get();
        var began = Instant.now();
        try {
            var computed = series.of(marked.measure(), read(marked.dimensions(), DIMENSIONS));
            database.write(transaction -> {
                publish(transaction, marked, computed);
                return null;
            });
            var rest = Duration.between(began, Instant.now()).multipliedBy(REST);
            resting.put(marked.name(), Instant.now().plus(rest.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : rest));
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s of %s could not be computed; others go on.", marked.measure().code(), marked.dimensions());
            resting.put(marked.name(), Instant.now().plus(REST_AFTER_FAILURE));
        }
        return true;
    }

    private Optional<Marked> next(Transaction transaction) throws SQLException {
        record Name(String code, String dimensions) {}
        var first = transaction.first("select code, dimensions::text from measure_mark"
                + " where not code || dimensions::text = any (?) order by id limit 1",
                row -> new Name(row.getString(1), row.getString(2)), resting.keySet());
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var name = first.get();
        var measure = measures.stream().filter(known -> known.code().equals(name.code)).findFirst();
        if (measure.isEmpty()) {
            resting.put(name.code + name.dimensions, Instant.now().plus(REST_AFTER_FAILURE));
            return Optional.empty();
        }
        record Mark(long id, String traceparent) {}
        var seen = transaction.list("select id, traceparent from measure_mark where code = ? and dimensions = ?::jsonb"
                + " order by id limit ?", row -> new Mark(row.getLong(1), row.getString(2)), name.code, name.dimensions,
                MOST_MARKS);
        return Optional.of(new Marked(measure.get(), name.dimensions, seen.stream().map(Mark::id).toList(),
                seen.get(seen.size() - 1).traceparent));
    }

    private void publish(Transaction transaction, Marked marked, Series.Computed computed) throws SQLException {
        var code = marked.measure().code();
        transaction.update("insert into measure_reading (code, dimensions) values (?, ?::jsonb) on conflict do nothing", code,
                marked.dimensions());
        record Row(String published, LocalDate nextDay) {}
        var row = transaction.first("select published::text, next_day from measure_reading"
                + " where code = ? and dimensions = ?::jsonb for update",
                found -> new Row(found.getString(1), found.getObject(2, LocalDate.class)), code, marked.dimensions())
                .orElseThrow();
        if (transaction.update("delete from measure_mark where id = any (?)", marked.marks()) < marked.marks().size()) {
            throw new IllegalStateException("somebody else has computed it meanwhile");
        }
        var former = row.published == null ? null : read(row.published, MeasureChanged.class);
        var isDue = row.nextDay != null && !row.nextDay.isAfter(Records.today());
        var reading = computed.reading().since(former);
        transaction.update("update measure_reading set next_day = ?::date where code = ? and dimensions = ?::jsonb",
                computed.nextDay(), code, marked.dimensions());
        if (former == null && reading.isEmpty() || reading.saysTheSameAs(former) && !isDue) {
            return;
        }
        var stamp = changes.stamp(transaction, "measure_reading", "code = ? and dimensions = ?::jsonb", code,
                marked.dimensions());
        var announced = reading.at(stamp.at());
        var state = (ObjectNode) mapper.valueToTree(announced.withoutChanges());
        transaction.update("update measure_reading set published = ?::jsonb where code = ? and dimensions = ?::jsonb",
                state.toString(), code, marked.dimensions());
        changes.append(transaction, stamp.position(), new Event(Uuid7.next(), domain + ".measure",
                key(code, reading.dimensions()), "org.tamga." + domain + ".measure.changed.v1", stamp.at(),
                countries(marked.measure(), reading.dimensions()), marked.traceparent(),
                mapper.valueToTree(announced).toString(),
                state.put("sequence", stamp.position()).toString()));
    }

    /** The key of a reading's events: {@code trade.companies.foreign-capital?partner=KR&reporter=KZ}. */
    static String key(String code, Map<String, String> dimensions) {
        return code + "?" + new TreeMap<>(dimensions).entrySet().stream()
                .map(dimension -> dimension.getKey() + "=" + URLEncoder.encode(dimension.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Set<String> countries(Measure measure, Map<String, String> dimensions) {
        return measure.dimensions().stream().filter(dimension -> dimension.kind() == Measure.Kind.COUNTRY)
                .map(dimension -> dimensions.get(dimension.name())).collect(Collectors.toCollection(TreeSet::new));
    }

    // --- The calendar --------------------------------------------------------------------------------------------------

    /** Marks the readings of which something has begun or ended since they were computed. */
    private void lookAtCalendar() {
        database.write(
                transaction -> transaction.update("""
                                                  insert into measure_mark (code, dimensions)
                                                  select code, dimensions from measure_reading r where next_day <= ?::date
                                                    and not exists (select from measure_mark m
                                                      where m.code = r.code and m.dimensions = r.dimensions)""",
                        Records.today()));
    }

    // --- Definitions ---------------------------------------------------------------------------------------------------

    /** Announces definitions that are new or other than before; all readings by them are then computed anew. */
    private void define() {
        if (hasDefined) {
            return;
        }
        for (var measure : measures) {
            if (measure.grounds().isEmpty()) {
                LOG.warnf("%s says of no records that it rests on them: its readings are not announced.", measure.code());
            }
            define(measure);
        }
        hasDefined = true;
    }

    private void define(Measure measure) {
        var description = (ObjectNode) mapper.valueToTree(MeasuresResource.Description.of(measure));
        var definition = description.toString();
        database.write(transaction -> {
            transaction.update("insert into measure_definition (code) values (?) on conflict do nothing", measure.code());
            var isKnown = transaction.first("select published = ?::jsonb from measure_definition where code = ? for update",
                    row -> row.getBoolean(1), definition, measure.code()).orElse(false);
            if (isKnown) {
                return null;
            }
            var stamp = changes.stamp(transaction, "measure_definition", "code = ?", measure.code());
            transaction.update("update measure_definition set published = ?::jsonb where code = ?", definition, measure.code());
            changes.append(transaction, stamp.position(), new Event(Uuid7.next(), domain + ".measure-definition",
                    measure.code(), "org.tamga." + domain + ".measure-definition.changed.v1", stamp.at(), Set.of(), null,
                    definition, description.put("sequence", stamp.position()).toString()));
            for (var ground : measure.grounds()) {
                markAll(transaction, measure, ground);
            }
            return null;
        });
    }

    private <C extends Record> void markAll(Transaction transaction, Measure measure, Measure.Ground<C> ground)
            throws SQLException {
        ground.records().eachStanding(transaction, period -> ground.moves().of(transaction, period)
                .forEach(dimensions -> marks.add(transaction, measure.code(), dimensions, null)));
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was announced cannot be read", e);
        }
    }

    private <T> T read(String json, TypeReference<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("dimensions cannot be read", e);
        }
    }
}
