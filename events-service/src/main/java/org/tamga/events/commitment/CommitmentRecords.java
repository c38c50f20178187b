package org.tamga.events.commitment;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.events.commitment.Commitment.Status;
import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.events.recommendation.RecommendationRecords;
import org.tamga.events.statement.StatementRecords;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Transitions;
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

    private final StatementRecords statements;
    private final RecommendationRecords recommendations;
    private final OrganisationRecords organisations;

    CommitmentRecords(Ledger ledger, StatementRecords statements, RecommendationRecords recommendations,
            OrganisationRecords organisations) {
        super(ledger, "commitment", Commitment.class);
        this.statements = statements;
        this.recommendations = recommendations;
        this.organisations = organisations;
    }

    @Override
    protected void check(Draft<Commitment> draft, Findings findings) throws SQLException {
        var commitment = draft.content();
        TRANSITIONS.check(draft, Commitment::status);
        draft.replaced().filter(former -> former.content().status() != commitment.status()).ifPresent(
                former -> findings.warnIf(former.sources().containsAll(draft.write().sources()), "status-without-evidence",
                        "/sources", "the new status rests on no other source than the former one"));
        if (commitment.origin() != null) {
            statements.requireRecorded(draft, commitment.origin().statementId(), "/origin/statementId", findings);
            recommendations.requireRecorded(draft, commitment.origin().recommendationId(), "/origin/recommendationId",
                    findings);
        }
        organisations.requireRecorded(draft, commitment.committers(), "/committers", findings);
        organisations.requireRecorded(draft, commitment.beneficiaries(), "/beneficiaries", findings);
        requireRecorded(draft, commitment.predecessorId(), "/predecessorId", findings);
        requireNoCircle(draft, content -> Stream.ofNullable(content.predecessorId()), "/predecessorId", findings);
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
                "country", (countries, at, all) -> Condition.each(countries, country -> concerning(new Country(country), at)),
                "gatheringId", (id, at, all) -> madeAt(UUID.fromString(id), at),
                "topic", (topic, at, all) -> Condition.of("v.topics @> jsonb_build_array(?::text)", topic));
    }

    /** Those that come from what was said or recommended at a gathering. */
    private static Condition madeAt(UUID gathering, At at) {
        var holds = at.on("c");
        return Condition.nested(
                """
                v.id in (select c.id from commitment_version c where c.origin_statement_id in (%s) and %s
                  union all select c.id from commitment_version c where c.origin_recommendation_id in (%s) and %s)""",
                StatementRecords.madeAt(gathering, at), holds, RecommendationRecords.madeAt(gathering, at), holds);
    }

    private static Condition concerning(Country country, At at) {
        var holds = at.on("c");
        return Condition.nested(
                """
                v.id in (%s union all %s
                  union all select c.id from commitment_version c where c.origin_statement_id in (%s) and %s
                  union all select c.id from commitment_version c where c.origin_recommendation_id in (%s) and %s)""",
                OrganisationRecords.among("commitment", "committers", country, at),
                OrganisationRecords.among("commitment", "beneficiaries", country, at),
                StatementRecords.concerning(country, at), holds, RecommendationRecords.concerning(country, at), holds);
    }

    @Override
    protected Set<String> derivedMembers() {
        return Set.of("overdue");
    }

    @Override
    protected Map<String, ?> derived(Period<Commitment> period, At at) {
        return Map.of("overdue", period.content().isOverdue(at.validAt()));
    }

    @Override
    protected String eventName(Change<Commitment> change) {
        return change.newly(Commitment::status).map(status -> status == Status.IN_PROGRESS ? "progressed" : Json.name(status))
                .orElseGet(() -> super.eventName(change));
    }
}
