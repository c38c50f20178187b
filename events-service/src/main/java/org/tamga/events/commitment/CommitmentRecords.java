package org.tamga.events.commitment;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.events.commitment.Commitment.Status;
import org.tamga.events.commitment.Commitment.Target;
import org.tamga.events.measure.MeasureDefinition;
import org.tamga.events.measure.Measures;
import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.events.recommendation.RecommendationRecords;
import org.tamga.events.statement.StatementRecords;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Transitions;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/** What was promised, and the rules that is recorded by. */
@Singleton
public class CommitmentRecords extends Records<Commitment> {

    /** What was not kept in time may be kept late; what is fulfilled, superseded or withdrawn stays so. */
    private static final Transitions<Status> TRANSITIONS = Transitions.of(Status.class)
            .from(Status.PROPOSED, Status.ADOPTED, Status.SUPERSEDED, Status.WITHDRAWN)
            .from(Status.ADOPTED, Status.IN_PROGRESS, Status.FULFILLED, Status.PARTLY_FULFILLED, Status.NOT_FULFILLED,
                    Status.SUPERSEDED, Status.WITHDRAWN)
            .from(Status.IN_PROGRESS, Status.FULFILLED, Status.PARTLY_FULFILLED, Status.NOT_FULFILLED, Status.SUPERSEDED,
                    Status.WITHDRAWN)
            .from(Status.PARTLY_FULFILLED, Status.FULFILLED, Status.NOT_FULFILLED, Status.SUPERSEDED)
            .from(Status.NOT_FULFILLED, Status.PARTLY_FULFILLED, Status.FULFILLED, Status.SUPERSEDED);

    private static final Pattern EVENT_TYPE = Pattern.compile("org\\.tamga\\.([a-z]+\\.[a-z-]+)\\.[a-z-]+\\.v\\d+");
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*");
    private static final List<String> OPEN = Stream.of(Status.values()).filter(Status::isOpen).map(Json::name).toList();

    private static final String OVERDUE = "overdue";

    /** More than any promise has been renewed; keeps one answer from growing with a mistake. */
    private static final int MOST_RENEWALS = 100;

    private final StatementRecords statements;
    private final RecommendationRecords recommendations;
    private final OrganisationRecords organisations;
    private final Measures measures;
    /** Asked for when it is needed: what follows commitments rests on them. */
    private final Instance<Progressed> progressed;
    private final Database database;

    CommitmentRecords(Ledger ledger, StatementRecords statements, RecommendationRecords recommendations,
            OrganisationRecords organisations, Measures measures, Instance<Progressed> progressed) {
        super(ledger, "commitment", Commitment.class);
        this.statements = statements;
        this.recommendations = recommendations;
        this.organisations = organisations;
        this.measures = measures;
        this.progressed = progressed;
        this.database = ledger.database();
    }

    @Override
    protected void checkWithdrawal(Interval days, List<Period<Commitment>> standing) {
        TRANSITIONS.checkWithdrawal(days, standing, Commitment::status);
    }

    @Override
    protected void check(Draft<Commitment> draft, Findings findings) throws SQLException {
        var commitment = draft.content();
        TRANSITIONS.check(draft, Commitment::status);
        var former = draft.former();
        findings.refuseIf(former.stream().noneMatch(one -> one.content().status() == commitment.status())
                && former.stream().anyMatch(one -> one.sources().containsAll(draft.write().sources())), "/sources",
                "have nothing that the former status did not rest on: a new status needs its evidence");
        if (commitment.origin() != null) {
            statements.requireRecorded(draft, commitment.origin().statementId(), "/origin/statementId", findings);
            recommendations.requireRecorded(draft, commitment.origin().recommendationId(), "/origin/recommendationId",
                    findings);
        }
        organisations.requireRecorded(draft, commitment.committers(), "/committers", findings);
        organisations.requireRecorded(draft, commitment.beneficiaries(), "/beneficiaries", findings);
        requireRecorded(draft, commitment.predecessorId(), "/predecessorId", findings);
        if (commitment.target() != null) {
            checkTarget(draft, commitment.target(), findings);
        }
        for (int i = 0; i < commitment.bindings().size(); i++) {
            checkBinding(commitment.bindings().get(i), "/bindings/" + i, findings);
        }
        requireNoCircle(draft, content -> Stream.ofNullable(content.predecessorId()), "/predecessorId", findings);
    }

    private void checkTarget(Draft<Commitment> draft, Target target, Findings findings) throws SQLException {
        var measure = target.measure();
        findings.refuseIf(Boolean.TRUE.equals(measure.bothWays()), "/target/measure/bothWays", "a target is measured one way");
        measures.check(draft.transaction(), measure.code(), measure.dimensions().keySet(), "/target/measure", findings);
        var unit = measures.definition(draft.transaction(), measure.code()).map(MeasureDefinition::unit);
        findings.warnIf(target.unit() != null && unit.isPresent() && !unit.get().equals(target.unit()), "unit-differs",
                "/target/unit",
                "the measure counts " + unit.orElse(null) + "; it will not be told whether the target is reached");
    }

    private static void checkBinding(Commitment.Binding binding, String pointer, Findings findings) {
        var type = EVENT_TYPE.matcher(binding.eventType());
        findings.refuseIf(!type.matches() || !Commitment.FOLLOWED.contains(type.group(1)), pointer + "/eventType",
                "is the type of an event on " + String.join(", ", Commitment.FOLLOWED)
                        + ", such as org.tamga.trade.agreement.signed.v1");
        binding.filter().keySet().stream().filter(member -> !MEMBER.matcher(member).matches())
                .forEach(member -> findings.refuse(pointer + "/filter",
                        "\"" + member + "\" is no member such as status or seat.city"));
    }

    /** On the day after its last it is overdue, though nobody writes. */
    @Override
    protected Stream<CalendarDay> calendar(Period<Commitment> period) {
        var last = period.content().dueBy();
        return last == null || !period.content().isOpen() || !period.valid().contains(last.plusDays(1))
                ? super.calendar(period)
                : Stream.concat(super.calendar(period), Stream.of(new CalendarDay(last.plusDays(1), OVERDUE)));
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "commitment", Condition.of("v.predecessor_id = ?", id)));
    }

    /** The committers' and the beneficiaries', and those that the origin concerns. */
    @Override
    protected Stream<String> countries(Transaction transaction, Period<Commitment> period) throws SQLException {
        var commitment = period.content();
        var countries = new TreeSet<String>();
        organisations.countriesAmong(transaction, commitment.committers()).forEach(countries::add);
        organisations.countriesAmong(transaction, commitment.beneficiaries()).forEach(countries::add);
        if (commitment.origin() != null) {
            countries.addAll(statements.countriesOf(transaction, commitment.origin().statementId()));
            countries.addAll(recommendations.countriesOf(transaction, commitment.origin().recommendationId()));
        }
        return countries.stream();
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "country",
                Filter.of(Country[].class,
                        (countries, at, all) -> Condition.each(countries, country -> concerning(new Country(country), at))),
                "gatheringId", Filter.of(UUID.class, (id, at, all) -> madeAt(UUID.fromString(id), at)),
                "topic", (topic, at, all) -> Condition.of("v.topics @> jsonb_build_array(?::text)", topic),
                "overdue", Filter.of(Boolean.class, (yes, at, all) -> all.truth("overdue") ? overdue(at) : not(overdue(at))),
                "atRisk", Filter.of(Boolean.class, (yes, at, all) -> all.truth("atRisk") ? atRisk(at) : notAtRisk(at)),
                "disagreement", Filter.of(Boolean.class, (yes, at, all) -> standing(
                        all.truth("disagreement") ? "s.disagreement" : "not s.disagreement", at)));
    }

    private static Condition not(Condition condition) {
        return Condition.nested("not (%s)", condition);
    }

    /** Those that stand so by what had been told of them then (org.tamga.events.progress). */
    private static Condition standing(String so, At at, Object... arguments) {
        var known = at.knownAt() == null
                ? Condition.of("upper_inf(s.during)")
                : Condition.of("s.during @> ?::timestamptz", at.knownAt());
        return Condition.among(Condition.nested("select s.commitment_id as id from commitment_standing s where %s and %s",
                Condition.of(so, arguments), known));
    }

    /** As {@link Progressed} tells it. */
    private static Condition atRisk(At at) {
        return Condition.nested("%s and coalesce(v.due_by >= ?, true) and coalesce(v.status = any (?), true)",
                standing("s.at_risk_from <= ?", at, at.validAt()), at.validAt(), OPEN);
    }

    /** Those of which {@link Progressed} tells that they are not: of others it cannot be told. */
    private static Condition notAtRisk(At at) {
        return Condition.nested("%s and %s",
                standing("(s.at_risk_from is not null or s.measured @> '{\"reached\": true}')", at), not(atRisk(at)));
    }

    /** As {@link Commitment#isOverdue}; never null, so that it can be negated. */
    private static Condition overdue(At at) {
        return Condition.of("coalesce(v.due_by < ? and (v.status is null or v.status = any (?)), false)", at.validAt(), OPEN);
    }

    /** Those that come from what was said or recommended at a gathering. */
    private static Condition madeAt(UUID gathering, At at) {
        var holds = at.on("c");
        return Condition.among(Condition.nested(
                """
                select c.id from commitment_version c where c.origin_statement_id in (%s) and %s
                union all select c.id from commitment_version c where c.origin_recommendation_id in (%s) and %s""",
                StatementRecords.madeAt(gathering, at), holds, RecommendationRecords.madeAt(gathering, at), holds));
    }

    private static Condition concerning(Country country, At at) {
        var holds = at.on("c");
        return Condition.among(Condition.nested(
                """
                %s union all %s
                union all select c.id from commitment_version c where c.origin_statement_id in (%s) and %s
                union all select c.id from commitment_version c where c.origin_recommendation_id in (%s) and %s""",
                OrganisationRecords.among("commitment", "committers", country, at),
                OrganisationRecords.among("commitment", "beneficiaries", country, at),
                StatementRecords.concerning(country, at), holds, RecommendationRecords.concerning(country, at), holds));
    }

    @Override
    protected Map<String, Class<?>> derivedMembers() {
        var members = new HashMap<String, Class<?>>(Map.of("overdue", boolean.class, "renewals", Renewal[].class));
        progressed.forEach(told -> members.putAll(told.members()));
        return members;
    }

    @Override
    protected Map<String, ?> derived(Period<Commitment> period, At at) {
        var members = new HashMap<String, Object>(
                Map.of("overdue", period.content().isOverdue(at.validAt()), "renewals", renewals(period, at)));
        progressed.forEach(told -> members.putAll(told.of(period, at)));
        return members;
    }

    /**
     * The same promise as it was made before and again after, the oldest first, this one among them; empty where it was made
     * once. A predecessor may have several successors.
     */
    private List<Renewal> renewals(Period<Commitment> period, At at) {
        var holds = at.on("c");
        var query = Condition.nested(
                """
                with recursive older as (
                  select c.id, c.predecessor_id from commitment_version c where c.id = ? and %s
                  union
                  select c.id, c.predecessor_id from older o join commitment_version c on c.id = o.predecessor_id where %s),
                newer as (
                  select id from older
                  union
                  select c.id from newer n join commitment_version c on c.predecessor_id = n.id where %s)
                select c.id, g.id as gathering, g.format_code, g.edition
                from newer n join commitment_version c on c.id = n.id and %s
                  left join statement_version s on s.id = c.origin_statement_id and %s
                  left join recommendation_version r on r.id = c.origin_recommendation_id and %s
                  left join gathering_version g on g.id = coalesce(s.gathering_id, r.gathering_id) and %s
                order by g.edition nulls last, c.due_by nulls last, c.id limit ?""",
                period.id(), holds, holds, holds, holds, at.on("s"), at.on("r"), at.on("g"), MOST_RENEWALS);
        var places = database.read(transaction -> transaction.list(query.sql(),
                row -> new Renewal.Place(row.getObject("id", UUID.class), row.getObject("gathering", UUID.class),
                        row.getString("format_code"), row.getObject("edition", Integer.class)),
                query.arguments().toArray()));
        if (places.size() < 2) {
            return List.of();
        }
        var commitments = matching(Condition.of("v.id = any (?::uuid[])", places.stream().map(Renewal.Place::commitmentId)
                .toList()), at, MOST_RENEWALS).stream().collect(Collectors.toMap(Period::id, Period::content));
        return places.stream().filter(place -> commitments.containsKey(place.commitmentId()))
                .map(place -> Renewal.of(place, commitments.get(place.commitmentId()))).toList();
    }

    @Override
    protected Set<String> eventNames() {
        return Stream.of(super.eventNames().stream(), Stream.of(Status.values()).map(CommitmentRecords::reached),
                Stream.of(OVERDUE)).flatMap(names -> names).collect(Collectors.toSet());
    }

    @Override
    protected String eventName(Change<Commitment> change) {
        return change.newly(Commitment::status).map(CommitmentRecords::reached).orElseGet(() -> super.eventName(change));
    }

    private static String reached(Status status) {
        return status == Status.IN_PROGRESS ? "progressed" : Json.name(status);
    }
}
