package org.tamga.events.progress;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.commons.value.Uuid7;
import org.tamga.events.commitment.Commitment;
import org.tamga.events.commitment.Commitment.Effect;
import org.tamga.events.commitment.CommitmentRecords;
import org.tamga.events.commitment.Progressed;
import org.tamga.events.measure.Announcement;
import org.tamga.events.measure.MeasureDefinition;
import org.tamga.events.measure.Measures;
import org.tamga.events.progress.Progress.Method;
import org.tamga.record.At;
import org.tamga.record.Author;
import org.tamga.record.Change;
import org.tamga.record.Citation;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Repeatable;
import org.tamga.record.Witness;
import org.tamga.record.change.Announced;
import org.tamga.record.change.Backlog;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Event;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.inbox.Received;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Follows commitments: marks those that a change of theirs or a reading concerns, in its transaction; measures them behind it;
 * keeps every point and grade and announces it, and announces on the day itself that a commitment begins to lag behind.
 */
@Singleton
public class ProgressRecords implements Witness, Measures.Listener, Announced, Progressed {

    /** Who records what the record tells. */
    private static final String RULES = "events-service";
    /** What somebody reports is taken for all that there is. */
    private static final String COMPLETE = "complete";
    private static final Duration IDLE = Duration.ofMillis(500);
    /**
     * Of a row of commitment_progress: that it is to be told on a day, given three times. What does not hold then waits until it does;
     * what is overdue is at no risk any more.
     */
    private static final String AT_RISK = "risk_due <= ? and exists (select from commitment_version v"
            + " where v.id = commitment_id and v.standing and v.valid @> ?::date and (v.due_by is null or v.due_by >= ?))";

    private final Database database;
    private final CommitmentRecords commitments;
    private final Measures measures;
    private final ChangeLog changes;
    private final ObjectMapper mapper;
    private final String topic;
    private final Backlog backlog;
    private final Worker worker;

    ProgressRecords(Ledger ledger, CommitmentRecords commitments, Measures measures, ChangeLog changes, ObjectMapper mapper,
            Duty duty, @ConfigProperty(name = "tamga.domain") String domain) {
        this.database = ledger.database();
        this.commitments = commitments;
        this.measures = measures;
        this.changes = changes;
        this.mapper = mapper;
        this.topic = domain + ".progress";
        this.backlog = new Backlog(database, "progress", "progress/6.16");
        this.worker = new Worker("measuring", duty, () -> IDLE,
                () -> backlog.workOut(this::measure, took -> Duration.ZERO) || tellNextRisk(Records.today()));
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
        return Map.of(topic, CommitmentProgressed.class);
    }

    // --- What is to be measured ----------------------------------------------------------------------------------------

    @Override
    public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author)
            throws SQLException {
        mark(transaction, records, change.recordId(), author.traceparent());
    }

    @Override
    public <C extends Record> void dayCame(Transaction transaction, Records<C> records, UUID id) {
        mark(transaction, records, id, null);
    }

    private void mark(Transaction transaction, Records<?> records, UUID id, String traceparent) {
        if (records == commitments) {
            backlog.mark(transaction, id.toString(), traceparent);
        }
    }

    @Override
    public void defined(Transaction transaction, String code, String traceparent) throws SQLException {
        transaction.list("select distinct v.id::text from commitment_version v where v.target_code = ? and v.standing",
                row -> row.getString(1), code).forEach(commitment -> backlog.mark(transaction, commitment, traceparent));
    }

    @Override
    public void changed(Transaction transaction, String code, Map<String, String> dimensions, String traceparent)
            throws SQLException {
        transaction.list("""
                         select distinct v.id::text from commitment_version v
                         where v.target_code = ? and v.standing and v.target #> '{measure,dimensions}' = ?::jsonb""",
                row -> row.getString(1), code, measures.json(dimensions))
                .forEach(commitment -> backlog.mark(transaction, commitment, traceparent));
    }

    // --- What is told --------------------------------------------------------------------------------------------------

    private void measure(Backlog.Marked marked) {
        var id = UUID.fromString(marked.key());
        var commitment = commitments.find(id, At.now(Records.today())).map(Period::content);
        var point = commitment.filter(one -> one.target() != null).flatMap(one -> measured(id, one));
        database.write(transaction -> {
            lock(transaction, id);
            backlog.take(transaction, marked);
            if (commitment.isEmpty()) {
                // What was told of it stays with the days on which it held.
                return null;
            }
            var before = standing(transaction, id, null);
            // Where the record no longer tells, what has been reported counts again.
            var isNew = point.isPresent() && !isSame(point.get(), before.measured());
            var measured = point.isEmpty()
                    ? commitment.filter(one -> follows(one, before.measured())).isPresent()
                            ? before.measured()
                            : reported(transaction, id, commitment, before.measured())
                    : isNew ? point.get() : before.measured();
            stand(transaction, commitment, new Told(id, isNew ? measured : null, null, marked.traceparent()), before, measured,
                    before.grade());
            return null;
        });
    }

    /** True of a point that an event has made to which the commitment is bound, while no measure tells. */
    private static boolean follows(Commitment commitment, Progress point) {
        return commitment.target() == null && !commitment.bindings().isEmpty() && point != null
                && point.method() == Method.MEASURED && Commitment.FOLLOWED.contains(point.event().topic());
    }

    /**
     * Takes in an event of another service: it is a point of every commitment that is bound to such events. Where it says that
     * nothing of the record stands any more, what was counted of it is taken back.
     */
    void happened(Transaction transaction, Received received, Announcement.Event event, BoundEvent content)
            throws SQLException {
        if (content.after().isEmpty()) {
            for (var id : ids(transaction,
                    "select commitment_id from commitment_counted where topic = ? and key = ? order by 1",
                    event.topic(), event.key())) {
                lock(transaction, id);
                var effect = transaction.first(
                        "delete from commitment_counted where commitment_id = ? and topic = ? and key = ?"
                                + " returning effect",
                        row -> Json.constant(Effect.class, row.getString(1)), id, event.topic(),
                        event.key());
                if (effect.isPresent()) {
                    keep(transaction, id, event, counted(transaction, id, effect.get()), received.traceparent());
                }
            }
        }
        for (var id : bound(transaction, received.type())) {
            var binding = commitments.standing(transaction, id).stream()
                    .filter(period -> period.valid().contains(Records.today()))
                    .flatMap(period -> period.content().bindings().stream())
                    .filter(one -> one.eventType().equals(received.type()) && content.has(one.filter())).findFirst();
            if (binding.isPresent()) {
                lock(transaction, id);
                keep(transaction, id, event, value(transaction, id, binding.get().effect(), event),
                        received.traceparent());
            }
        }
    }

    /**
     * Whether a topic's events mean something: all of them where one of their types is bound, for what follows may take it back, and where
     * something is counted or waits.
     */
    Set<String> heeded(Transaction transaction, String topic, Set<String> types) throws SQLException {
        if (transaction.first("select exists (select from commitment_counted where topic = ?)"
                + " or exists (select from dead_letter where topic = ?)", row -> row.getBoolean(1), topic, topic)
                .orElseThrow()) {
            return types;
        }
        for (var type : types) {
            if (!bound(transaction, type).isEmpty()) {
                return types;
            }
        }
        return Set.of();
    }

    /** The commitments that are bound to events of that type; looked up once for all events that are taken in together. */
    private List<UUID> bound(Transaction transaction, String type) throws SQLException {
        Map<String, List<UUID>> bound = transaction.kept(this, HashMap::new);
        if (!bound.containsKey(type)) {
            bound.put(type, ids(transaction, "select distinct v.id from commitment_version v where v.standing"
                    + " and v.bindings @> jsonb_build_array(jsonb_build_object('eventType', ?::text)) order by v.id", type));
        }
        return bound.get(type);
    }

    private static List<UUID> ids(Transaction transaction, String query, Object... arguments) throws SQLException {
        return transaction.list(query, row -> row.getObject(1, UUID.class), arguments);
    }

    /** What is counted with this event; null where it is evidence alone: of one record one event counts, though it may happen again. */
    private static BigDecimal value(Transaction transaction, UUID id, Effect effect, Announcement.Event event)
            throws SQLException {
        return effect != Effect.EVIDENCE
                && transaction.update("insert into commitment_counted (commitment_id, topic, key, effect)"
                        + " values (?, ?, ?, ?) on conflict do nothing", id, event.topic(), event.key(), Json.name(effect)) == 1
                                ? counted(transaction, id, effect)
                                : null;
    }

    /** Of a commitment that is locked. */
    private static BigDecimal counted(Transaction transaction, UUID id, Effect effect) throws SQLException {
        if (effect == Effect.INCREMENTS) {
            transaction.update("update commitment_progress set counted = (select count(*) from commitment_counted"
                    + " where commitment_id = ? and effect = 'increments') where commitment_id = ? and counted is null", id,
                    id);
        }
        return transaction.first(effect == Effect.SETS
                ? "select exists (select from commitment_counted where commitment_id = ? and effect = 'sets')::int"
                : "select counted from commitment_progress where commitment_id = ?",
                row -> BigDecimal.valueOf(row.getLong(1)), id).orElseThrow();
    }

    /** A point that an event makes. Where a target's measure tells, its value is none of the measure's. */
    private void keep(Transaction transaction, UUID id, Announcement.Event event, BigDecimal counted, String traceparent)
            throws SQLException {
        var commitment = commitments.standing(transaction, id).stream()
                .filter(period -> period.valid().contains(Records.today())).map(Period::content).findFirst();
        var value = commitment.filter(one -> one.target() == null).isPresent() ? counted : null;
        var before = standing(transaction, id, null);
        var domain = event.topic().substring(0, event.topic().indexOf('.'));
        var point = new Progress(Uuid7.next(), id, Method.MEASURED, Records.today(), value, null, null, null, null, event,
                "/api/" + domain + "/changes?after=" + (event.sequence() - 1) + "&limit=1", null, List.of(), RULES, null);
        stand(transaction, commitment, new Told(id, point, null, traceparent), before,
                value == null ? before.measured() : point, before.grade());
    }

    private Optional<Progress> measured(UUID id, Commitment commitment) {
        var measure = commitment.target().measure();
        var today = Records.today();
        var announcement = measures.announcement(measure.code(), measure.dimensions(), null);
        var step = announcement.flatMap(one -> one.reading().on(today)).filter(one -> one.value() != null);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        var value = step.get().value();
        var course = course(commitment);
        return Optional.of(new Progress(Uuid7.next(), id, Method.MEASURED, today, value, course.unit(),
                step.get().completeness(), course.share(value), course.isReached(value, step.get().completeness()),
                announcement.get().event(), announcement.get().reading().evidence(), null, List.of(), RULES, null));
    }

    private Course course(Commitment commitment) {
        return new Course(commitment, measures.definition(commitment.target().measure().code())
                .map(MeasureDefinition::unit).orElse(null));
    }

    /** True if it tells the same; of which day and by which event does not matter. */
    private static boolean isSame(Progress point, Progress former) {
        return former != null && former.method() == Method.MEASURED && isSame(point.value(), former.value())
                && Objects.equals(point.unit(), former.unit()) && Objects.equals(point.completeness(), former.completeness())
                && isSame(point.share(), former.share()) && Objects.equals(point.reached(), former.reached());
    }

    private static boolean isSame(BigDecimal one, BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    /** Records what somebody reports, and gives that point as JSON; a 404 where there is no such commitment. */
    byte[] report(UUID id, ReportProgress report, Author author, Repeatable request) {
        var commitment = commitments.get(id, null, At.now(Records.today())).content();
        requireSources(report.sources());
        if (report.value() == null && report.text() == null) {
            throw Problem.brokenRule("/value", "report a value, or say in text what has happened");
        }
        if (report.at().isAfter(Records.today())) {
            throw Problem.brokenRule("/at", "lies in the future");
        }
        var course = commitment.target() == null ? null : new Course(commitment, report.unit());
        var point = new Progress(Uuid7.next(), id, Method.REPORTED, report.at(), report.value(), report.unit(), null,
                course == null ? null : course.share(report.value()),
                course == null ? null : course.isReached(report.value(), COMPLETE), null, null, report.text(),
                report.sources(), author.subject(), null);
        return once(id, request, transaction -> {
            lock(transaction, id);
            commitments.requireStanding(transaction, id);
            var before = standing(transaction, id, null);
            var counts = report.value() != null && (before.measured() == null || before.measured().method() == Method.REPORTED
                    && !report.at().isBefore(before.measured().at()));
            return stand(transaction, Optional.of(commitment), new Told(id, point, null, author.traceparent()), before,
                    counts ? point : before.measured(), before.grade()).progress();
        });
    }

    /** Records a grade, and gives it as JSON; a 404 where there is no such commitment. */
    byte[] grade(UUID id, GradeCommitment asked, Author author, Repeatable request) {
        var commitment = commitments.get(id, null, At.now(Records.today())).content();
        requireSources(asked.sources());
        var grade = new Grade(Uuid7.next(), id, asked.level(), asked.stage(), asked.explanation(), asked.sources(),
                asked.supersedes(), author.subject(), null);
        return once(id, request, transaction -> {
            lock(transaction, id);
            commitments.requireStanding(transaction, id);
            if (asked.supersedes() != null
                    && transaction.first("select from commitment_grade where id = ? and commitment_id = ?",
                            row -> true, asked.supersedes(), id).isEmpty()) {
                throw Problem.brokenRule("/supersedes", "is no grade of this commitment");
            }
            var before = standing(transaction, id, null);
            return stand(transaction, Optional.of(commitment), new Told(id, null, grade, author.traceparent()), before,
                    before.measured(), grade).grade();
        });
    }

    private byte[] once(UUID commitment, Repeatable request, Database.Work<?> work) {
        return database.write(transaction -> request.once(transaction, commitment, mapper, () -> work.run(transaction)));
    }

    private static void requireSources(List<Citation> sources) {
        if (sources.isEmpty()) {
            throw new Problem(ProblemType.SOURCE_REQUIRED, "What is told of a commitment needs at least one source.",
                    List.of(new Violation("/sources", "needs at least one citation")));
        }
    }

    // --- Keeping and announcing ----------------------------------------------------------------------------------------

    /** What is new of a commitment: a point, a grade, or neither where only what follows from them has changed. */
    private record Told(UUID commitment, Progress progress, Grade grade, String traceparent) {

        boolean isNothing() {
            return progress == null && grade == null;
        }

        /** As it is recorded at that instant. */
        Told at(Instant instant) {
            return new Told(commitment, progress == null ? null : dated(progress, instant),
                    grade == null
                            ? null
                            : new Grade(grade.id(), grade.commitmentId(), grade.level(), grade.stage(), grade.explanation(),
                                    grade.sources(), grade.supersedes(), grade.recordedBy(), instant),
                    traceparent);
        }

        private static Progress dated(Progress point, Instant instant) {
            return new Progress(point.id(), point.commitmentId(), point.method(), point.at(), point.value(), point.unit(),
                    point.completeness(), point.share(), point.reached(), point.event(), point.evidence(), point.text(),
                    point.sources(), point.recordedBy(), instant);
        }
    }

    private static void lock(Transaction transaction, UUID commitment) throws SQLException {
        transaction.update("insert into commitment_progress (commitment_id) values (?) on conflict do nothing", commitment);
        transaction.first("select from commitment_progress where commitment_id = ? for update", row -> true, commitment);
    }

    /** Keeps what is told, and where the commitment stands by it; nothing where neither is new. */
    private Told stand(Transaction transaction, Optional<Commitment> commitment, Told told, Standing before,
            Progress measured, Grade grade) throws SQLException {
        var atRiskFrom = measured == null
                ? null
                : commitment.filter(one -> one.target() != null)
                        .map(one -> new Course(one, measured.unit()).atRiskFrom(measured.share(), measured.reached()))
                        .orElse(null);
        var after = new Standing(measured, grade, Course.isContradicted(grade, measured), atRiskFrom);
        if (told.isNothing() && after.equals(before)) {
            return told;
        }
        var id = told.commitment();
        var stamp = changes.stamp(transaction, "commitment_progress", "commitment_id = ?", id);
        var kept = told.at(stamp.at());
        var standing = new Standing(measured == told.progress() ? kept.progress() : measured,
                grade == told.grade() ? kept.grade() : grade, after.disagreement(), after.atRiskFrom());
        if (kept.progress() != null) {
            transaction.update("insert into commitment_point (id, commitment_id, point) values (?, ?, ?::jsonb)",
                    kept.progress().id(), id, json(kept.progress()));
        }
        if (kept.grade() != null) {
            transaction.update("insert into commitment_grade (id, commitment_id, grade) values (?, ?, ?::jsonb)",
                    kept.grade().id(), id, json(kept.grade()));
        }
        transaction.update("update commitment_standing set during = tstzrange(lower(during), ?)"
                + " where commitment_id = ? and upper_inf(during)", stamp.at(), id);
        transaction.update(
                "insert into commitment_standing (commitment_id, during, measured, grade, disagreement, at_risk_from)"
                        + " values (?, tstzrange(?, null), ?::jsonb, ?::jsonb, ?, ?)",
                id, stamp.at(), json(standing.measured()),
                json(standing.grade()), standing.disagreement(), standing.atRiskFrom());
        var isTold = transaction.first("select risk_told from commitment_progress where commitment_id = ?",
                row -> row.getBoolean(1), id).orElseThrow() && standing.atRiskFrom() != null
                && !standing.atRiskFrom().isAfter(Records.today());
        transaction.update("update commitment_progress set risk_told = ?, risk_due = ?::date where commitment_id = ?", isTold,
                isTold ? null : standing.atRiskFrom(), id);
        // A point that was told before counts otherwise against another target.
        var progress = kept.progress() == null && !Objects.equals(measured, before.measured()) ? measured : kept.progress();
        announce(transaction, kept.grade() != null
                ? "graded"
                : kept.progress() == null
                        || kept.progress().method() == Method.MEASURED ? "measured" : "reported",
                kept, progress, standing, stamp);
        return kept;
    }

    private void announce(Transaction transaction, String happened, Told told, Progress progress, Standing standing,
            ChangeLog.Stamp stamp) throws SQLException {
        var id = told.commitment();
        changes.append(transaction, stamp.position(), new Event(Uuid7.next(), topic, id.toString(),
                "org.tamga.events.commitment." + happened + ".v1", stamp.at(), commitments.countriesOf(transaction, id),
                told.traceparent(),
                json(new CommitmentProgressed(id, progress, told.grade(), standing.disagreement(),
                        standing.atRiskFrom())),
                json(new CommitmentProgressed.State(id, standing.measured(), standing.grade(), standing.disagreement(),
                        standing.atRiskFrom(), stamp.position()))));
    }

    /**
     * Announces one commitment that holds on that day and lags behind from it or a former one on and was not said to; false where
     * none is left.
     */
    boolean tellNextRisk(LocalDate today) {
        var next = database.read(transaction -> transaction.first(
                "select commitment_id from commitment_progress where " + AT_RISK + " order by risk_due limit 1",
                row -> row.getObject(1, UUID.class), today, today, today));
        next.ifPresent(id -> database.write(transaction -> {
            lock(transaction, id);
            var standing = standing(transaction, id, null);
            if (transaction.update("update commitment_progress set risk_told = true, risk_due = null"
                    + " where commitment_id = ? and " + AT_RISK, id, today, today, today) == 1) {
                announce(transaction, "at-risk", new Told(id, null, null, null), null, standing,
                        changes.stamp(transaction, "commitment_progress", "commitment_id = ?", id));
            }
            return null;
        }));
        return next.isPresent();
    }

    // --- Reading -------------------------------------------------------------------------------------------------------

    @Override
    public Map<String, Class<?>> members() {
        return Map.of("measured", Progress.class, "grade", Grade.class, "atRisk", Boolean.class, "disagreement",
                Boolean.class);
    }

    @Override
    public Map<String, ?> of(Period<Commitment> commitment, At at) {
        var standing = database.read(transaction -> standing(transaction, commitment.id(), at.knownAt()));
        var members = new HashMap<String, Object>();
        members.put("measured", standing.measured());
        members.put("grade", standing.grade());
        members.put("disagreement", standing.disagreement());
        members.put("atRisk", isAtRisk(commitment.content(), standing, at.validAt()));
        return members;
    }

    /** Null where it cannot be told; what is overdue is at no risk any more. */
    private static Boolean isAtRisk(Commitment commitment, Standing standing, LocalDate day) {
        if (standing.atRiskFrom() == null) {
            return standing.measured() != null && Boolean.TRUE.equals(standing.measured().reached()) ? false : null;
        }
        return commitment.isOpen() && !commitment.isOverdue(day) && !standing.atRiskFrom().isAfter(day);
    }

    private Standing standing(Transaction transaction, UUID commitment, Instant knownAt) throws SQLException {
        var then = knownAt == null ? "upper_inf(during)" : "during @> ?::timestamptz";
        return transaction.first("select measured, grade, disagreement, at_risk_from from commitment_standing"
                + " where commitment_id = ? and " + then,
                row -> new Standing(read(row.getString("measured"), Progress.class), read(row.getString("grade"), Grade.class),
                        row.getObject("disagreement", Boolean.class), row.getObject("at_risk_from", LocalDate.class)),
                knownAt == null ? new Object[]{commitment} : new Object[]{commitment, knownAt}).orElse(Standing.NONE);
    }

    /** What was reported last, held against the target that there is now; as it stands, where that comes to the same. */
    private Progress reported(Transaction transaction, UUID id, Optional<Commitment> commitment, Progress standing)
            throws SQLException {
        var point = lastReported(transaction, id);
        if (point == null) {
            return null;
        }
        var course = commitment.filter(one -> one.target() != null).map(one -> new Course(one, point.unit()));
        var held = point.heldAgainst(course.map(one -> one.share(point.value())).orElse(null),
                course.map(one -> one.isReached(point.value(), COMPLETE)).orElse(null));
        return standing != null && standing.id().equals(held.id()) && isSame(standing.share(), held.share())
                && Objects.equals(standing.reached(), held.reached()) ? standing : held;
    }

    private Progress lastReported(Transaction transaction, UUID commitment) throws SQLException {
        return transaction.first("""
                                 select point from commitment_point
                                 where commitment_id = ? and point @> '{"method": "reported"}' and point -> 'value' is not null
                                 order by point ->> 'at' desc, number desc limit 1""",
                row -> read(row.getString(1), Progress.class), commitment).orElse(null);
    }

    /** Something that was told, and its place in the order in which it was. */
    record Numbered<T>(long number, T item) {}

    /** What was ever told of a commitment's progress, the last first; a 404 where there is no such commitment. */
    List<Numbered<Progress>> points(UUID commitment, long before, int limit) {
        return list("point", "commitment_point", Progress.class, commitment, before, limit);
    }

    /** Every grade of a commitment, the last first; a 404 where there is no such commitment. */
    List<Numbered<Grade>> grades(UUID commitment, long before, int limit) {
        return list("grade", "commitment_grade", Grade.class, commitment, before, limit);
    }

    private <T> List<Numbered<T>> list(String column, String table, Class<T> type, UUID commitment, long before, int limit) {
        commitments.get(commitment, null, At.now(Records.today()));
        return database.read(transaction -> transaction.list("select number, " + column + " from " + table
                + " where commitment_id = ? and number < ? order by number desc limit ?",
                row -> new Numbered<>(row.getLong(1), read(row.getString(2), type)), commitment, before, limit));
    }

    private String json(Object value) {
        return value == null ? null : mapper.valueToTree(value).toString();
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return json == null ? null : mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was told of a commitment cannot be read", e);
        }
    }
}
