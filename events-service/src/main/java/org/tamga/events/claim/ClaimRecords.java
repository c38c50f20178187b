package org.tamga.events.claim;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.events.claim.Claim.RelationType;
import org.tamga.events.measure.Measures;
import org.tamga.events.statement.Occasion;
import org.tamga.events.statement.StatementRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Parameters;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What was claimed, and the rules that is recorded by. */
@Singleton
public class ClaimRecords extends Records<Claim> {

    /** More than any claim has; keeps one answer from growing with a mistake. */
    private static final int MOST_RELATED = 200;

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final StatementRecords statements;
    private final Measures measures;
    /** Asked for when it is needed: what assesses claims rests on them. */
    private final Instance<Assessed> assessed;
    private final ObjectMapper mapper;
    private final Database database;

    ClaimRecords(Ledger ledger, StatementRecords statements, Measures measures, Instance<Assessed> assessed,
            ObjectMapper mapper) {
        super(ledger, "claim", Claim.class);
        this.statements = statements;
        this.measures = measures;
        this.assessed = assessed;
        this.mapper = mapper;
        this.database = ledger.database();
    }

    @Override
    protected void check(Draft<Claim> draft, Findings findings) throws SQLException {
        var claim = draft.content();
        statements.requireRecorded(draft, claim.statementId(), "/statementId", findings);
        if (claim.kind().isNumeric()) {
            findings.refuseIf(claim.quantity() == null, "/quantity", "a claim of this kind has a quantity");
            findings.refuseIf(claim.aboutDate() == null, "/aboutDate", "a number holds of some time; say of which");
        }
        for (int i = 0; i < claim.relations().size(); i++) {
            var other = claim.relations().get(i).claimId();
            requireRecorded(draft, other, "/relations/" + i + "/claimId", findings);
            findings.refuseIf(other.equals(draft.id()), "/relations/" + i + "/claimId", "is this claim itself");
        }
        if (claim.measure() != null) {
            measures.check(draft.transaction(), claim.measure().code(), claim.measure().dimensions().keySet(), "/measure",
                    findings);
        }
        requireNoCircle(draft, ClaimRecords::updated, "/relations", findings);
    }

    private static Stream<UUID> updated(Claim claim) {
        return claim.relations().stream().filter(relation -> relation.type() == RelationType.UPDATES)
                .map(Claim.Relation::claimId);
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "claim", Condition.of("v.relations @> jsonb_build_array(jsonb_build_object('claimId', ?::uuid))", id)));
    }

    /** Those in the measure's dimensions, and those of the statement. */
    @Override
    protected Stream<String> countries(Transaction transaction, Period<Claim> period) throws SQLException {
        var claim = period.content();
        // A dimension is a country where its value is one's code; what its name means only the measure's service knows.
        var dimensions = claim.measure() == null ? Stream.<String>empty() : claim.measure().dimensions().values().stream();
        return Stream.concat(dimensions.filter(COUNTRIES::contains),
                statements.countriesOf(transaction, claim.statementId()).stream());
    }

    private static Condition concerning(Country country, At at) {
        var holds = at.on("c");
        return Condition.among(Condition.nested(
                """
                select c.id from claim_version c where c.dimension_values @> jsonb_build_array(?::text) and %s
                union all select c.id from claim_version c where c.statement_id in (%s) and %s""",
                country.code(), holds, StatementRecords.concerning(country, at), holds));
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "country",
                Filter.of(Country[].class,
                        (countries, at, all) -> Condition.each(countries, country -> concerning(new Country(country), at))),
                "gatheringId",
                Filter.of(UUID[].class, (ids, at, all) -> of(
                        StatementRecords.madeAt(Condition.values(ids).stream().map(UUID::fromString).toList(), at), at)),
                "measure", (code, at, all) -> Condition.of("v.measure_code = ?", code),
                "verdict", Filter.of(Verdict.class, ClaimRecords::withVerdict),
                "topic", (topic, at, all) -> of(StatementRecords.on(topic, at), at));
    }

    /** Claims of the statements whose ids a query gives. */
    private static Condition of(Condition statements, At at) {
        return Condition.among(
                Condition.nested("select c.id from claim_version c where c.statement_id in (%s) and %s", statements,
                        at.on("c")));
    }

    /** Claims that stand at a verdict, by a person's finding or by the rules'. */
    private static Condition withVerdict(String name, At at, Parameters all) {
        var verdict = Stream.of(Verdict.values()).map(Json::name).filter(name::equals).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is one of "
                        + Stream.of(Verdict.values()).map(Json::name).collect(Collectors.joining(", "))));
        return Condition.among(at.knownAt() == null
                ? Condition.of("select claim_id as id from claim_assessment where automatic_verdict = ?"
                        + " union all select claim_id from claim_assessment where human_verdict = ?", verdict, verdict)
                : Condition.of(
                        """
                        select a.claim_id as id from assessment a where a.verdict = ? and a.at <= ? and a.stands
                          and not exists (select from assessment later where later.claim_id = a.claim_id
                            and later.number > a.number and later.method = a.method and later.at <= ? and later.stands)""",
                        verdict, at.knownAt(), at.knownAt()));
    }

    @Override
    protected Map<String, Class<?>> derivedMembers() {
        var members = new HashMap<String, Class<?>>(Map.of("statement", Occasion.class, "related", RelatedClaim[].class));
        assessed.forEach(findings -> members.put("assessment", findings.type()));
        return members;
    }

    @Override
    protected Map<String, ?> derived(Period<Claim> period, At at) {
        var members = new HashMap<String, Object>(Map.of("related", related(period.id(), at)));
        assessed.forEach(findings -> members.put("assessment", findings.of(period.id(), at)));
        members.computeIfAbsent("statement", name -> occasions(List.of(period), at).get(period.id()));
        return members;
    }

    @Override
    protected Map<String, Inclusion<Claim>> inclusions() {
        var inclusions = new HashMap<String, Inclusion<Claim>>();
        inclusions.put("statement", Inclusion.of(Occasion.class, this::occasions));
        assessed.forEach(findings -> inclusions.put("assessed", Inclusion.of(findings.standingType(),
                (page, at) -> findings.standing(page.stream().map(Period::id).toList(), at))));
        return inclusions;
    }

    private Map<UUID, Occasion> occasions(List<Period<Claim>> claims, At at) {
        var occasions = statements.occasions(claims.stream().map(claim -> claim.content().statementId()).distinct().toList(),
                at);
        return claims.stream().filter(claim -> occasions.containsKey(claim.content().statementId())).collect(
                Collectors.toMap(Period::id, claim -> occasions.get(claim.content().statementId()), (one, other) -> one));
    }

    /**
     * A claim for fact-checkers, as schema.org has it; a 404 problem where nothing of it is recorded for then.
     *
     * @param address of the claim, an absolute one
     */
    ObjectNode review(UUID id, String address, At at) {
        var claim = get(id, null, at);
        var review = ClaimReview.of(claim, address, occasions(List.of(claim), at).get(id));
        assessed.forEach(findings -> ClaimReview.rate(review, mapper.valueToTree(findings.of(id, at))));
        return review;
    }

    private record Link(UUID claim, String type) {}

    /** The claims to which this one stands in a relation and those that do to it; along updates the whole chain, newest first. */
    private List<RelatedClaim> related(UUID id, At at) {
        var known = at.on("v");
        var query = Condition.nested(
                """
                with recursive older as (
                  select (r ->> 'claimId')::uuid as id, r ->> 'type' as type
                  from claim_version v, jsonb_array_elements(v.relations) r where v.id = ? and %s
                  union
                  select (r ->> 'claimId')::uuid, r ->> 'type'
                  from older o join claim_version v on v.id = o.id, jsonb_array_elements(v.relations) r
                  where o.type = 'updates' and r ->> 'type' = 'updates' and %s),
                newer as (
                  select v.id, r ->> 'type' as type
                  from claim_version v, jsonb_array_elements(v.relations) r
                  where v.relations @> jsonb_build_array(jsonb_build_object('claimId', ?::text)) and r ->> 'claimId' = ?::text
                    and %s
                  union
                  select v.id, 'updates'
                  from newer n join claim_version v
                    on v.relations @> jsonb_build_array(jsonb_build_object('claimId', n.id, 'type', 'updates'))
                  where n.type = 'updates' and %s)
                select id, type, false as reversed from older union select id, type, true from newer
                limit ?""",
                id, known, known, id, id, known, known, MOST_RELATED);
        var links = database.read(transaction -> transaction.list(query.sql(), row -> {
            var type = Json.constant(RelationType.class, row.getString("type"));
            return new Link(row.getObject("id", UUID.class), row.getBoolean("reversed") ? type.reversed() : Json.name(type));
        }, query.arguments().toArray()));
        var claims = matching(Condition.of("v.id = any (?::uuid[])", links.stream().map(Link::claim).toList()), at,
                MOST_RELATED)
                .stream()
                .collect(Collectors.toMap(Period::id, claim -> claim));
        return links.stream().filter(link -> claims.containsKey(link.claim()))
                .map(link -> RelatedClaim.of(link.type(), claims.get(link.claim())))
                .sorted(Comparator.comparing(ClaimRecords::day).reversed().thenComparing(RelatedClaim::claimId)).toList();
    }

    private static LocalDate day(RelatedClaim claim) {
        var day = claim.aboutDate() == null ? null : claim.aboutDate().latest();
        return day == null ? LocalDate.MIN : day;
    }
}
