package org.tamga.events.assessment;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.tamga.events.assessment.Assessment.Method;
import org.tamga.events.claim.Assessed;
import org.tamga.events.claim.Claim;
import org.tamga.events.claim.ClaimRecords;
import org.tamga.events.measure.Measures;
import org.tamga.events.statement.StatementRecords;
import org.tamga.record.At;
import org.tamga.record.Author;
import org.tamga.record.Change;
import org.tamga.record.Citation;
import org.tamga.record.Condition;
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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Assesses claims: marks those that a change of theirs or a reading concerns, in its transaction; compares them behind it; keeps
 * every finding and announces it. What a person finds stands beside.
 */
@Singleton
public class Assessments implements Witness, Measures.Listener, Announced, Assessed {

    /** Who finds what the rules find. */
    private static final String RULES = "events-service";
    private static final List<String> CONTENT = List.of("assessment", "before", "after");
    private static final Duration IDLE = Duration.ofMillis(500);

    private final Database database;
    private final ClaimRecords claims;
    private final StatementRecords statements;
    private final Measures measures;
    private final ChangeLog changes;
    private final ObjectMapper mapper;
    private final String topic;
    private final Backlog backlog;
    private final Worker worker;

    Assessments(Ledger ledger, ClaimRecords claims, StatementRecords statements, Measures measures, ChangeLog changes,
            ObjectMapper mapper, Duty duty, @ConfigProperty(name = "tamga.domain") String domain) {
        this.database = ledger.database();
        this.claims = claims;
        this.statements = statements;
        this.measures = measures;
        this.changes = changes;
        this.mapper = mapper;
        this.topic = domain + ".assessment";
        this.backlog = new Backlog(database, "assessment", "assessment/6.31");
        this.worker = new Worker("assessing", duty, () -> IDLE, () -> backlog.workOut(this::assess, took -> Duration.ZERO));
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
        return Map.of(topic, ClaimAssessed.class);
    }

    // --- What is to be assessed ----------------------------------------------------------------------------------------

    @Override
    public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author)
            throws SQLException {
        mark(transaction, records, change.recordId(), author.traceparent());
    }

    @Override
    public <C extends Record> void dayCame(Transaction transaction, Records<C> records, UUID id) throws SQLException {
        mark(transaction, records, id, null);
    }

    private void mark(Transaction transaction, Records<?> records, UUID id, String traceparent) throws SQLException {
        if (records == claims) {
            backlog.mark(transaction, id.toString(), traceparent);
        } else if (records == statements) {
            // Whose words they are decides what is independent of them.
            transaction.list("select distinct v.id::text from claim_version v where v.statement_id = ? and v.standing",
                    row -> row.getString(1), id).forEach(claim -> backlog.mark(transaction, claim, traceparent));
        }
    }

    @Override
    public void defined(Transaction transaction, String code, String traceparent) throws SQLException {
        transaction.list("select distinct v.id::text from claim_version v where v.measure_code = ? and v.standing",
                row -> row.getString(1), code).forEach(claim -> backlog.mark(transaction, claim, traceparent));
    }

    @Override
    public void changed(Transaction transaction, String code, Map<String, String> dimensions, String traceparent)
            throws SQLException {
        transaction.list("""
                         select distinct v.id::text from claim_version v
                         where v.measure_code = ? and v.standing and (v.measure -> 'dimensions' = ?::jsonb
                           or v.measure @> '{"bothWays": true}' and v.dimension_values @> to_jsonb(?::text[]))""",
                row -> row.getString(1), code, measures.json(dimensions), List.copyOf(dimensions.values()))
                .forEach(claim -> backlog.mark(transaction, claim, traceparent));
    }

    // --- What is found -------------------------------------------------------------------------------------------------

    private void assess(Backlog.Marked marked) {
        var id = UUID.fromString(marked.key());
        var finding = claims.find(id, At.now(Records.today())).filter(claim -> Rules.apply(claim.content()))
                .map(claim -> find(claim, dayOf(claim.content()), null));
        database.write(transaction -> {
            lock(transaction, id);
            backlog.take(transaction, marked);
            // It may have been withdrawn or withheld in the meantime.
            if (finding.isPresent() && claims.isRecorded(transaction, id)) {
                keepIfNew(transaction, id, finding.get(), marked.traceparent());
            } else {
                withdraw(transaction, id, marked.traceparent());
            }
            return null;
        });
    }

    private Assessment keepIfNew(Transaction transaction, UUID claim, Finding finding, String traceparent) throws SQLException {
        var former = latest(transaction, claim).automatic();
        if (former != null && former.findsTheSameAs(finding)) {
            return former;
        }
        var stamp = stamp(transaction, claim);
        return keep(transaction, assessment(claim, finding, stamp.at(), stamp.at()), former, stamp, traceparent);
    }

    private static Assessment assessment(UUID claim, Finding found, Instant knownAt, Instant recordedAt) {
        var finding = found.knownAt(knownAt);
        return new Assessment(Uuid7.next(), claim, Method.AUTOMATIC, finding.validAt(), knownAt, finding.observed(),
                finding.difference(), finding.breakdown(), finding.directions(), finding.verdict(), finding.evidence(),
                finding.explanation(), List.of(), null, RULES, recordedAt);
    }

    /** The rules have nothing to say any more of a claim that has left its measure or does not stand. */
    private void withdraw(Transaction transaction, UUID claim, String traceparent) throws SQLException {
        var former = latest(transaction, claim).automatic();
        if (former == null) {
            return;
        }
        var stamp = stamp(transaction, claim);
        transaction.update("insert into assessment (id, claim_id, method, stands, at) values (?, ?, ?, true, ?)", Uuid7.next(),
                claim, Json.name(Method.AUTOMATIC), stamp.at());
        transaction.update("update claim_assessment set automatic = null, automatic_verdict = null where claim_id = ?", claim);
        announce(transaction, "claim.verdict-withdrawn", new ClaimAssessed(claim, null, former.verdict(), null), stamp,
                countries(transaction, claim), traceparent);
    }

    private Finding find(Period<Claim> claim, LocalDate validAt, Instant knownAt) {
        var content = claim.content();
        var speakers = new HashSet<String>();
        var occasion = statements.occasions(List.of(content.statementId()), At.now(Records.today())).get(content.statementId());
        if (occasion != null) {
            if (occasion.speaker() != null) {
                occasion.speaker().texts().values().forEach(name -> speakers.add(Rules.Own.folded(name)));
            }
            Optional.ofNullable(occasion.attribution()).map(Rules.Own::folded).ifPresent(speakers::add);
        }
        statements.voices(content.statementId(), At.everyDay()).forEach(name -> speakers.add(Rules.Own.folded(name)));
        var code = content.measure().code();
        return new Rules(content, new Rules.Own(claim.sources(), speakers), measures.definition(code).orElse(null),
                dimensions -> measures.reading(code, dimensions, knownAt), validAt, knownAt).find();
    }

    /** The day of which a claim speaks: the last that its date can mean; today where it names none, or it is open. */
    private static LocalDate dayOf(Claim claim) {
        var latest = claim.aboutDate() == null ? null : claim.aboutDate().latest();
        return latest == null ? Records.today() : latest;
    }

    // --- What people find, and runs on demand --------------------------------------------------------------------------

    /** Does what is asked of a claim, and gives what was found as JSON; a 404 where there is none, a 422 where it is a position. */
    byte[] assess(UUID id, AssessClaim asked, Author author, Repeatable request) {
        var claim = claims.get(id, null, At.now(Records.today()));
        if (claim.content().kind() == Claim.Kind.POSITION) {
            throw Problem.brokenRule("/method",
                    "the claim is a position, which is never assessed: nothing shows an opinion wrong");
        }
        return asked.method() == Method.HUMAN
                ? human(claim, asked, author, request)
                : automatic(claim, asked, author, request);
    }

    private byte[] automatic(Period<Claim> claim, AssessClaim asked, Author author, Repeatable request) {
        if (!Rules.apply(claim.content())) {
            throw Problem.brokenRule("/method", "the claim is bound to no measure, or is an intention: only people assess it");
        }
        if (asked.knownAt() != null && asked.knownAt().isAfter(Instant.now())) {
            throw Problem.brokenRule("/knownAt", "lies in the future");
        }
        var finding = find(claim, asked.validAt() == null ? dayOf(claim.content()) : asked.validAt(), asked.knownAt());
        return once(claim, request, transaction -> {
            lock(transaction, claim.id());
            claims.requireStanding(transaction, claim.id());
            if (asked.validAt() == null && asked.knownAt() == null) {
                // What was found may be older by now than what somebody else has kept: then the next look puts it right.
                backlog.mark(transaction, claim.id().toString(), author.traceparent());
                return keepIfNew(transaction, claim.id(), finding, author.traceparent());
            }
            // Of another day or another knowledge: kept and shown among the others, but not what the claim stands at.
            var now = stamp(transaction, claim.id()).at();
            var assessment = assessment(claim.id(), finding, asked.knownAt() == null ? now : asked.knownAt(), now);
            insert(transaction, assessment, false);
            return assessment;
        });
    }

    private byte[] human(Period<Claim> claim, AssessClaim asked, Author author, Repeatable request) {
        if (asked.sources().isEmpty()) {
            throw new Problem(ProblemType.SOURCE_REQUIRED, "A finding needs at least one source.",
                    List.of(new Violation("/sources", "needs at least one citation")));
        }
        if (asked.verdict() == null) {
            throw Problem.brokenRule("/verdict", "a person's finding has a verdict");
        }
        if (asked.explanation() == null) {
            throw Problem.brokenRule("/explanation", "a person's finding says why");
        }
        return once(claim, request, transaction -> {
            lock(transaction, claim.id());
            claims.requireStanding(transaction, claim.id());
            if (asked.supersedes() != null && transaction.first(
                    "select from assessment where id = ? and claim_id = ? and method = 'human'", row -> true,
                    asked.supersedes(),
                    claim.id()).isEmpty()) {
                throw Problem.brokenRule("/supersedes", "is no person's finding of this claim");
            }
            var former = latest(transaction, claim.id()).human();
            var stamp = stamp(transaction, claim.id());
            return keep(transaction, new Assessment(Uuid7.next(), claim.id(), Method.HUMAN, asked.validAt(), stamp.at(), null,
                    null, List.of(), List.of(), asked.verdict(), null, asked.explanation(), asked.sources(),
                    asked.supersedes(), author.subject(), stamp.at()), former, stamp, author.traceparent());
        });
    }

    private byte[] once(Period<Claim> claim, Repeatable request, Database.Work<Assessment> work) {
        return database.write(transaction -> request.once(transaction, claim.id(), mapper, () -> work.run(transaction)));
    }

    // --- Keeping and announcing ----------------------------------------------------------------------------------------

    private static void lock(Transaction transaction, UUID claim) throws SQLException {
        transaction.update("insert into claim_assessment (claim_id) values (?) on conflict do nothing", claim);
        transaction.first("select from claim_assessment where claim_id = ? for update", row -> true, claim);
    }

    private ChangeLog.Stamp stamp(Transaction transaction, UUID claim) throws SQLException {
        return changes.stamp(transaction, "claim_assessment", "claim_id = ?", claim);
    }

    private Assessment keep(Transaction transaction, Assessment assessment, Assessment former, ChangeLog.Stamp stamp,
            String traceparent) throws SQLException {
        insert(transaction, assessment, true);
        stand(transaction, assessment);
        var claim = assessment.claimId();
        var assessed = new ClaimAssessed(claim, assessment, former == null ? null : former.verdict(), assessment.verdict());
        var countries = countries(transaction, claim);
        announce(transaction, "claim.assessed", assessed, stamp, countries, traceparent);
        if (assessed.before() != null && assessed.before() != assessed.after()) {
            announce(transaction, "claim.verdict-changed", assessed, stamp(transaction, claim), countries, traceparent);
        }
        return assessment;
    }

    private void stand(Transaction transaction, Assessment assessment) throws SQLException {
        var column = Json.name(assessment.method());
        transaction.update(
                "update claim_assessment set " + column + " = ?::jsonb, " + column + "_verdict = ? where claim_id = ?",
                json(assessment), Json.name(assessment.verdict()), assessment.claimId());
    }

    private void insert(Transaction transaction, Assessment assessment, boolean stands) throws SQLException {
        transaction.update("insert into assessment (id, claim_id, method, verdict, stands, at, assessment)"
                + " values (?, ?, ?, ?, ?, ?, ?::jsonb)", assessment.id(), assessment.claimId(), Json.name(assessment.method()),
                Json.name(assessment.verdict()), stands, assessment.recordedAt(), json(assessment));
    }

    private void announce(Transaction transaction, String happened, ClaimAssessed assessed, ChangeLog.Stamp stamp,
            Set<String> countries, String traceparent) throws SQLException {
        var claim = assessed.claimId();
        var latest = latest(transaction, claim);
        var state = latest.isEmpty()
                ? null
                : json(new ClaimAssessed.State(claim, latest.automatic(), latest.human(), stamp.position()));
        changes.append(transaction, stamp.position(), new Event(Uuid7.next(), topic, claim.toString(),
                "org.tamga.events." + happened + ".v1", stamp.at(), countries, traceparent, json(assessed), state));
    }

    // --- Withholding ---------------------------------------------------------------------------------------------------

    /** Withholds a claim with what was found of it. */
    public void withhold(Transaction transaction, UUID claim, List<Citation> sources, Author author) throws SQLException {
        lock(transaction, claim);
        var countries = countries(transaction, claim);
        if (!claims.withhold(transaction, claim, sources, author)) {
            return;
        }
        changes.withhold(transaction, topic, claim.toString(), redaction(claim));
        transaction.update("update claim_assessment set automatic = null, automatic_verdict = null, human = null,"
                + " human_verdict = null where claim_id = ?", claim);
        if (wasAnnounced(transaction, claim)) {
            announce(transaction, "assessment.withheld", new ClaimAssessed(claim, null, null, null, true),
                    stamp(transaction, claim), countries, author.traceparent());
        }
    }

    /** Lets a claim be read again, with what was found of it. */
    public void release(Transaction transaction, UUID claim, List<Citation> sources, Author author) throws SQLException {
        lock(transaction, claim);
        if (claims.release(transaction, claim, sources, author)) {
            changes.release(transaction, topic, claim.toString());
            var countries = countries(transaction, claim);
            if (wasAnnounced(transaction, claim)) {
                announce(transaction, "assessment.restored", new ClaimAssessed(claim, null, null, null),
                        stamp(transaction, claim), countries, author.traceparent());
            }
            for (var method : Method.values()) {
                var stood = latest(transaction, claim, method, null);
                if (stood != null) {
                    stand(transaction, stood);
                    announce(transaction, "claim.assessed", new ClaimAssessed(claim, stood, null, stood.verdict()),
                            stamp(transaction, claim), countries, author.traceparent());
                }
            }
            backlog.mark(transaction, claim.toString(), author.traceparent());
        }
    }

    /** True if anything was ever announced of what was found, be it that nothing of it stands now. */
    private static boolean wasAnnounced(Transaction transaction, UUID claim) throws SQLException {
        return transaction.first("select from assessment where claim_id = ? and stands limit 1", row -> true, claim)
                .isPresent();
    }

    /** Erases for good a claim that is withheld, with what was found of it. */
    public void erase(Transaction transaction, UUID claim) throws SQLException {
        lock(transaction, claim);
        claims.erase(transaction, claim);
        transaction.update("delete from assessment where claim_id = ?", claim);
        changes.erase(transaction, topic, claim.toString(), redaction(claim));
    }

    private ChangeLog.Redaction redaction(UUID claim) {
        return new ChangeLog.Redaction(CONTENT, json(new ClaimAssessed(claim, null, null, null)));
    }

    private Set<String> countries(Transaction transaction, UUID claim) throws SQLException {
        return claims.countriesOf(transaction, claim);
    }

    // --- Reading -------------------------------------------------------------------------------------------------------

    @Override
    public Class<?> type() {
        return Latest.class;
    }

    @Override
    public Class<?> standingType() {
        return Standing.class;
    }

    @Override
    public Latest of(UUID claim, At at) {
        return database.read(transaction -> at.knownAt() == null
                ? latest(transaction, claim)
                : new Latest(latest(transaction, claim, Method.AUTOMATIC, at.knownAt()),
                        latest(transaction, claim, Method.HUMAN, at.knownAt())));
    }

    @Override
    public Map<UUID, Standing> standing(Collection<UUID> claimIds, At at) {
        var latest = at.knownAt() == null
                ? Condition.of("select claim_id, automatic, human from claim_assessment where claim_id = any (?)", claimIds)
                : Condition.nested("select c.id as claim_id, (%s) as automatic, (%s) as human from unnest(?::uuid[]) c(id)",
                        then(Method.AUTOMATIC, at.knownAt()), then(Method.HUMAN, at.knownAt()), claimIds);
        var standing = new HashMap<UUID, Standing>();
        database.read(transaction -> transaction.list(
                """
                select claim_id, jsonb_build_object('verdict', coalesce(human, automatic) -> 'verdict',
                  'method', coalesce(human, automatic) -> 'method', 'observed', automatic -> 'observed',
                  'evidence', automatic -> 'evidence')
                from (%s) latest where coalesce(human, automatic) is not null""".formatted(latest.sql()),
                row -> standing.put(row.getObject(1, UUID.class), read(row.getString(2), Standing.class)),
                latest.arguments().toArray()));
        return standing;
    }

    private static Condition then(Method method, Instant knownAt) {
        return Condition.of("select a.assessment from assessment a where a.claim_id = c.id and a.method = ? and a.at <= ?"
                + " and a.stands order by a.number desc limit 1", Json.name(method), knownAt);
    }

    private Latest latest(Transaction transaction, UUID claim) throws SQLException {
        return transaction.first("select automatic, human from claim_assessment where claim_id = ?",
                row -> new Latest(assessment(row.getString("automatic")), assessment(row.getString("human"))), claim)
                .orElse(new Latest(null, null));
    }

    private Assessment latest(Transaction transaction, UUID claim, Method method, Instant knownAt) throws SQLException {
        return transaction.first("select assessment from assessment where claim_id = ? and method = ?"
                + " and at <= coalesce(?::timestamptz, 'infinity') and stands"
                + " order by number desc limit 1", row -> assessment(row.getString(1)), claim, Json.name(method), knownAt)
                .orElse(null);
    }

    /** An assessment and its place in the order in which they were recorded. */
    record Numbered(long number, Assessment assessment) {}

    /** What was ever found of a claim, newest first; a 404 where there is no such claim. */
    List<Numbered> list(UUID claim, long before, int limit) {
        claims.get(claim, null, At.now(Records.today()));
        return database.read(transaction -> transaction.list("select number, assessment from assessment"
                + " where claim_id = ? and number < ? and assessment is not null order by number desc limit ?",
                row -> new Numbered(row.getLong(1), assessment(row.getString(2))), claim, before, limit));
    }

    private String json(Object value) {
        return mapper.valueToTree(value).toString();
    }

    private Assessment assessment(String json) {
        return json == null ? null : read(json, Assessment.class);
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an assessment cannot be read", e);
        }
    }
}
