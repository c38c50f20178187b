package org.tamga.mobility.route;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.commons.value.Uuid7;
import org.tamga.mobility.route.DirectService.Cited;
import org.tamga.mobility.route.Turn.Told;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.change.Announced;
import org.tamga.record.change.Backlog;
import org.tamga.record.change.Backlog.Marked;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Event;
import org.tamga.record.change.Foreground;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Announces routes: that the first direct service between two cities has begun or the last has ended, once each, by changes of
 * schedules and airports or because its day has come. What is still to come is announced as a change of the days.
 */
@Singleton
class Routes implements Announced {

    private static final Duration IDLE = Duration.ofMillis(500);
    /** Of a timetable that is being taken in, all that a moment brings to a pair is looked at once. */
    private static final Duration REST = Duration.ofMillis(500);
    private static final int MOST_TOGETHER = 200;

    private final Database database;
    private final DirectServices services;
    private final Backlog backlog;
    private final ChangeLog changes;
    private final Foreground foreground;
    private final ObjectMapper mapper;
    private final String topic;
    private final Worker worker;

    @Inject
    Routes(Ledger ledger, DirectServices services, RouteMarks marks, ChangeLog changes, Duty duty, Foreground foreground,
            ObjectMapper mapper, @ConfigProperty(name = "tamga.domain") String domain) {
        this(ledger, services, marks.backlog(), changes, duty, foreground, mapper, domain);
    }

    /** @param backlog whose marks it works out */
    Routes(Ledger ledger, DirectServices services, Backlog backlog, ChangeLog changes, Duty duty, Foreground foreground,
            ObjectMapper mapper, String domain) {
        this.database = ledger.database();
        this.services = services;
        this.backlog = backlog;
        this.changes = changes;
        this.foreground = foreground;
        this.mapper = mapper;
        this.topic = domain + ".route";
        this.worker = new Worker("routes", duty, () -> IDLE, () -> step(Records.today()));
    }

    void start(@Observes StartupEvent event) {
        backlog.whenMarked(worker::wake);
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    @Override
    public Map<String, Class<? extends Record>> topics() {
        return Map.of(topic, Route.class);
    }

    /** Tells of some routes what is to be told on a day; false where there is nothing left. */
    boolean step(LocalDate today) {
        markDue(today);
        var began = System.nanoTime();
        var worked = backlog.workOutTogether(MOST_TOGETHER, IDLE, marked -> CityPair.named(marked.key()),
                pairs -> tell(pairs, today), took -> REST);
        if (worked) {
            foreground.giveWay(Duration.ofNanos(System.nanoTime() - began));
        }
        return worked;
    }

    /** Marks the routes whose next day has come. */
    private void markDue(LocalDate today) {
        var due = database.read(transaction -> transaction.list(
                "select key from route where next_day <= ? order by next_day limit ?", row -> row.getString(1), today,
                MOST_TOGETHER));
        if (!due.isEmpty()) {
            database.write(transaction -> {
                transaction.list("update route set next_day = null where key = any (?) and next_day <= ? returning key",
                        row -> row.getString(1), due, today).forEach(key -> backlog.mark(transaction, key, null));
                return null;
            });
        }
    }

    /** A route as it was told, and what that rested on. */
    private record Row(Told told, Cited cited) {

        static final Row NEW = new Row(Told.NOTHING, new Cited(List.of(), List.of()));
    }

    private void tell(Map<Marked, CityPair> marked, LocalDate today) {
        var found = services.between(marked.values());
        database.write(transaction -> {
            var keys = marked.keySet().stream().map(Marked::key).sorted().toList();
            transaction.update("insert into route (key) select unnest(?::text[]) on conflict do nothing", keys);
            var rows = new HashMap<String, Row>();
            transaction.list("select key, told::text, cited::text from route where key = any (?) order by key for update",
                    row -> rows.put(row.getString(1), row.getString(2) == null
                            ? Row.NEW
                            : new Row(read(row.getString(2), Told.class), read(row.getString(3), Cited.class))),
                    keys);
            backlog.take(transaction, marked.keySet());
            tell(transaction, marked, found, rows, today);
            return null;
        });
    }

    /** One turn of a route. */
    private record News(Marked marked, CityPair pair, Turn turn, Told before, Told now, Cited cited) {}

    private void tell(Transaction transaction, Map<Marked, CityPair> marked, Map<CityPair, DirectService> found,
            Map<String, Row> rows, LocalDate today) throws SQLException {
        var first = new ArrayList<News>();
        var second = new ArrayList<News>();
        var kept = new ArrayList<Object[]>();
        marked.forEach((mark, pair) -> {
            var service = found.get(pair);
            var row = rows.get(mark.key());
            var now = Told.of(service.countries(), service.served(), today);
            var turns = Turn.between(row.told, now, today);
            for (var turn : turns) {
                var cited = now.served().isEmpty() ? row.cited : service.cited(turn.on());
                (turn == turns.get(0) ? first : second).add(new News(mark, pair, turn, row.told, now, cited));
            }
            var told = now.served().isEmpty() ? null : json(now);
            kept.add(new Object[]{told, told == null ? null : json(service.cited(null)), nextDay(now, today), mark.key()});
        });
        transaction.batch("update route set told = ?::jsonb, cited = ?::jsonb, next_day = ?::date where key = ?", kept);
        announce(transaction, first);
        announce(transaction, second);
    }

    private static LocalDate nextDay(Told told, LocalDate today) {
        return told.served().stream().flatMap(days -> Stream.of(days.validFrom(), days.validTo())).filter(Objects::nonNull)
                .filter(today::isBefore).min(LocalDate::compareTo).orElse(null);
    }

    /** Of each route one turn. */
    private void announce(Transaction transaction, Collection<News> news) throws SQLException {
        if (news.isEmpty()) {
            return;
        }
        var byKey = new LinkedHashMap<String, News>();
        news.forEach(one -> byKey.put(one.marked.key(), one));
        var stamps = changes.stamps(transaction, "route", byKey.keySet());
        changes.append(transaction, news.stream().map(one -> {
            var stamp = stamps.get(one.marked.key());
            return new ChangeLog.Placed(stamp.position(), event(one, stamp));
        }).toList());
    }

    private Event event(News news, ChangeLog.Stamp stamp) {
        var cities = List.of(news.pair.one(), news.pair.other());
        var countries = new TreeSet<>(news.before.countries());
        countries.addAll(news.now.countries());
        var data = new Route(cities, countries, news.now.isOpen(), news.turn.on(), news.before.served(), news.now.served(),
                news.cited.scheduleIds(), news.cited.sources(), stamp.at());
        var state = news.now.served().isEmpty()
                ? null
                : json(new Route.State(cities, news.now.countries(), news.now.isOpen(), news.now.served(),
                        news.cited.scheduleIds(), news.cited.sources(), stamp.at(), stamp.position()));
        return new Event(Uuid7.next(), topic, news.marked.key(), "org.tamga.mobility.route." + news.turn.happened() + ".v1",
                stamp.at(), countries, news.marked.traceparent(), json(data), state);
    }

    private String json(Object value) {
        return mapper.valueToTree(value).toString();
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was announced of a route cannot be read", e);
        }
    }
}
