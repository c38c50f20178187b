package org.tamga.mobility.access;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.commons.value.Uuid7;
import org.tamga.mobility.airport.Airport;
import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.connection.Connections;
import org.tamga.mobility.gathering.GatheringCopies;
import org.tamga.mobility.schedule.FlightSchedule;
import org.tamga.mobility.schedule.FlightScheduleRecords;
import org.tamga.record.Author;
import org.tamga.record.Change;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Witness;
import org.tamga.record.change.Announced;
import org.tamga.record.change.Backlog;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Event;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Keeps the access reports: a change of a gathering, or of anything here that concerns two countries, marks the reports that it
 * may change, in its transaction; what differs from what was announced is announced. A gathering that is over is left alone by what
 * anybody's journeys may rest on, unless that is of days that are over, too.
 */
@Singleton
public class AccessReports implements Witness, GatheringCopies.Listener, Announced {

    private static final Duration IDLE = Duration.ofMillis(500);
    /** A report is not made again within so many times what it took: while a timetable is imported, each would be old at once. */
    private static final int REST = 5;
    /** So long before and after a gathering people travel to it, on flights that depart up to a week from their day of operation. */
    private static final int MARGIN_DAYS = 12;
    /** What nobody knows the days of is found at once, and takes no time; then come the next gatherings, then the last ones. */
    private static final String NEXT_FIRST = "(select min(array[(upper(g.days) <= current_date)::int,"
            + " abs(lower(g.days) - current_date)]) from gathering g where g.id = key::uuid) nulls first, key";

    private final Database database;
    private final GatheringCopies gatherings;
    private final FlightScheduleRecords schedules;
    private final AirportRecords airports;
    private final Access access;
    private final Connections connections;
    private final ChangeLog changes;
    private final ObjectMapper mapper;
    private final String topic;
    private final Backlog backlog;
    private final Worker worker;

    AccessReports(Ledger ledger, GatheringCopies gatherings, FlightScheduleRecords schedules, AirportRecords airports,
            Access access, Connections connections, ChangeLog changes, ObjectMapper mapper, Duty duty,
            @ConfigProperty(name = "tamga.domain") String domain) {
        this.database = ledger.database();
        this.gatherings = gatherings;
        this.schedules = schedules;
        this.airports = airports;
        this.access = access;
        this.connections = connections;
        this.changes = changes;
        this.mapper = mapper;
        this.topic = domain + ".access-report";
        this.backlog = new Backlog(database, "access-report", "access-report/2.5", NEXT_FIRST);
        this.worker = new Worker("access", duty, () -> IDLE,
                () -> backlog.workOut(this::report, took -> took.multipliedBy(REST)));
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
        return Map.of(topic, AccessReport.class);
    }

    /**
     * The report on a gathering, if there is one.
     *
     * @param knownAt as it had been announced last by then, which the change log keeps; null as it stands
     */
    Optional<JsonNode> find(UUID gathering, Instant knownAt) {
        return database.read(transaction -> knownAt == null
                ? transaction.first("select report from access_report where id = ? and report is not null",
                        row -> json(row.getString(1)), gathering)
                : transaction.first("""
                                    select data from (
                                      select data, type from change_log
                                      where topic = ? and key = ? and at <= ?::timestamptz and not withheld
                                      order by position desc limit 1) as last
                                    where type = ?""", row -> json(row.getString(1)), topic, gathering.toString(),
                        knownAt.toString(), type("changed")));
    }

    private static String type(String what) {
        return "org.tamga.mobility.access-report." + what + ".v1";
    }

    @Override
    public void changed(Transaction transaction, UUID gathering, String traceparent) {
        backlog.mark(transaction, gathering.toString(), traceparent);
    }

    @Override
    public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author)
            throws SQLException {
        if (records == schedules || records == airports) {
            // Whoever it is that flies: journeys lead through third countries too.
            change.days(AccessReports::journey)
                    .forEach(days -> concerned(transaction).add("", days, toCome(days), author.traceparent()));
        }
        if (records == airports ? change.version() > 1 : records == schedules) {
            return;
        }
        // A rule or a number is of two countries. Until an airport is recorded nobody can tell how one gets to its city.
        var guests = records.concerned(transaction, Stream.concat(change.before().stream(), change.after().stream()).toList());
        if (guests.size() > 1 || records == airports) {
            var touched = change.days(AccessReports::said).toList();
            guests.forEach(guest -> touched
                    .forEach(days -> concerned(transaction).add(guest, days, Interval.ALWAYS, author.traceparent())));
        }
    }

    /** What leads anybody anywhere: where it is of days to come, too, gatherings that are over stay as they were found. */
    private static Interval toCome(Interval days) {
        var today = Records.today();
        return days.to() != null && !days.to().isAfter(today) ? Interval.ALWAYS : new Interval(today, null);
    }

    private static Object journey(Period<?> period) {
        var content = period.content();
        return List.of(content instanceof FlightSchedule schedule ? schedule.journey() : ((Airport) content).journey(),
                period.confidence());
    }

    /** What a report may show of a rule, or of a number. */
    private static Object said(Period<?> period) {
        return Arrays.asList(period.content(), period.confidence(), period.sources(), period.valid().from());
    }

    private Concerned concerned(Transaction transaction) {
        return transaction.beforeCommit(this, Concerned::new);
    }

    private void report(Backlog.Marked marked) {
        var id = UUID.fromString(marked.key());
        // What left the mark may be another replica's write of a moment ago.
        connections.refresh();
        var report = gatherings.find(id, Records.today())
                .map(copy -> mapper.<JsonNode>valueToTree(access.to(id, copy.content()))).orElse(null);
        database.write(transaction -> {
            transaction.update("insert into access_report (id) values (?) on conflict do nothing", id);
            var former = transaction.first("select report from access_report where id = ? for update",
                    row -> Optional.ofNullable(row.getString(1)), id).orElseThrow().map(this::json).orElse(null);
            backlog.take(transaction, marked);
            if (!Objects.equals(said(report), said(former))) {
                announce(transaction, id, report, former, marked.traceparent());
            }
            return null;
        });
    }

    /** What a report says, whenever it was found. */
    private static JsonNode said(JsonNode report) {
        return report == null ? null : ((ObjectNode) report.deepCopy()).without("recordedAt");
    }

    private void announce(Transaction transaction, UUID id, JsonNode report, JsonNode former, String traceparent)
            throws SQLException {
        var stamp = changes.stamp(transaction, "access_report", "id = ?", id);
        transaction.update("update access_report set report = ?::jsonb where id = ?",
                report == null ? null : report.toString(), id);
        var told = report == null ? former : report;
        var state = report == null
                ? null
                : ((ObjectNode) report.deepCopy()).put("sequence", stamp.position()).toString();
        changes.append(transaction, stamp.position(), new Event(Uuid7.next(), topic, id.toString(),
                type(report == null ? "withdrawn" : "changed"), stamp.at(),
                countries(told), traceparent, told.toString(), state));
    }

    private static Set<String> countries(JsonNode report) {
        var countries = new TreeSet<String>();
        if (report.has("country")) {
            countries.add(report.get("country").textValue());
        }
        report.get("invited").forEach(invited -> countries.add(invited.get("nationality").textValue()));
        return countries;
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be read", e);
        }
    }

    /** Whose journeys something has changed, and on which days: one look at the gatherings for all changes of a transaction. */
    private final class Concerned implements Transaction.Ending {

        /** By guest, or nobody for all, days, and those of which a gathering has at least one. */
        private final Map<List<String>, String> changes = new LinkedHashMap<>();

        void add(String guest, Interval days, Interval held, String traceparent) {
            changes.put(List.of(guest, days.toRange(), held.toRange()), traceparent);
        }

        @Override
        public void end(Transaction transaction) throws SQLException {
            var asked = List.copyOf(changes.keySet());
            record Found(String gathering, List<String> change) {}
            transaction.list("""
                             select distinct on (g.id) g.id::text, guest, touched, held
                             from unnest(?::text[], ?::text[], ?::text[]) as changed (guest, touched, held)
                             join gathering g on g.days && (daterange(
                                 lower(touched::daterange) - ?::int, upper(touched::daterange) + ?::int) * held::daterange)
                               and (guest = '' or g.invited @> to_jsonb(guest))""",
                    row -> new Found(row.getString(1), List.of(row.getString(2), row.getString(3), row.getString(4))),
                    column(asked, 0), column(asked, 1), column(asked, 2), MARGIN_DAYS, MARGIN_DAYS)
                    .forEach(found -> backlog.mark(transaction, found.gathering, changes.get(found.change)));
        }

        private static List<String> column(List<List<String>> rows, int number) {
            return rows.stream().map(row -> row.get(number)).toList();
        }
    }
}
