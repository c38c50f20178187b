package org.tamga.trade.count;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.database.Transaction.Plan;
import org.tamga.record.measure.Completeness;
import org.tamga.record.measure.CoverageRecords;
import org.tamga.trade.capital.CapitalOrigins;
import org.tamga.trade.company.Company.EntityType;
import org.tamga.trade.company.Company.Status;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.ForeignHoldings;
import org.tamga.trade.definition.CountDefinition;
import org.tamga.trade.definition.CountDefinition.Holding;
import org.tamga.trade.definition.CountDefinition.Threshold;
import org.tamga.trade.definition.CountDefinitionRecords;
import org.tamga.trade.figure.PublishedFigure;
import org.tamga.trade.figure.PublishedFigureRecords;

/** Counts companies with foreign capital, and tells why two counts differ. */
@Singleton
public class Counts {

    /** Up to so many held companies are looked up by their ids. */
    private static final int ONE_BY_ONE = 5_000;
    /** The most that a share can be, an open bound a hair below a closed one, as the least is above; one argument, the day. */
    private static final String MOST_SHARE = """
                                             case when i.share_as_of > ?::date then 100 else coalesce((i.share ->> 'exact')::numeric,
                                               (i.share ->> 'max')::numeric - case when coalesce((i.share ->> 'maxInclusive')::boolean,
                                                 (i.share ->> 'inclusive')::boolean) is false then 1e-8 else 0 end, 100) end""";
    /** Published figures that are shown beside a count. */
    private static final int MAX_PUBLISHED = 50;

    private final Database database;
    private final CountDefinitionRecords definitions;
    private final PublishedFigureRecords figures;
    private final CapitalOrigins origins;
    private final CoverageRecords coverages;

    Counts(Ledger ledger, CountDefinitionRecords definitions, PublishedFigureRecords figures, CapitalOrigins origins,
            CoverageRecords coverages) {
        this.database = ledger.database();
        this.definitions = definitions;
        this.figures = figures;
        this.origins = origins;
        this.coverages = coverages;
    }

    /**
     * What is to be counted.
     *
     * @param definition as it was recorded then; a definition that came later is taken as it is now: it is our yardstick, not a
     *        fact that had to be known
     */
    record Question(Period<CountDefinition> definition, Country reporter, Country partner, At at) {

        CountDefinition rule() {
            return definition.content();
        }
    }

    Question question(String code, Country reporter, Country partner, At at) {
        var definition = definitions.named(code, at).or(() -> definitions.named(code, At.now(at.validAt())))
                .orElseThrow(() -> Problem.invalidParameter("definition", "There is no count definition " + code
                        + " for that day; see /api/trade/count-definitions."));
        return new Question(definition, reporter, partner, at);
    }

    Count count(Question question) {
        return count(question, new Counted());
    }

    private Count count(Question question, Counted all) {
        var rule = question.rule();
        var cells = all.cells(rule, question);
        var counted = cells.count(rule);
        var completeness = completeness(question, rule, cells, counted);
        var breakdown = cells.breakdown(rule);
        // That none is recorded is not that there is none.
        breakdown.byThreshold().entrySet().removeIf(with -> with.getValue() == 0 && completeness(question,
                rule.with(Json.constant(Threshold.class, with.getKey())), cells, 0) != Completeness.COMPLETE);
        return new Count(Count.Definition.of(question.definition().id(), question.definition().version(), rule),
                question.reporter(), question.partner(), known(counted, completeness), completeness, breakdown,
                question.at().validAt(),
                question.at().knownAt() == null ? Instant.now() : question.at().knownAt(), evidence(question),
                published(question));
    }

    private Completeness completeness(Question question, CountDefinition rule, Cells cells, long counted) {
        var few = counted > 0 ? Completeness.PARTIAL : Completeness.UNKNOWN;
        // What is stated of the measure says nothing of entries that it does not count, nor of chains of owners, which lead through
        // other countries' registers.
        if (rule.holding() != Holding.DIRECT || rule.statuses().isEmpty()
                || !ForeignCapital.COUNTED.statuses().containsAll(rule.statuses())) {
            return few;
        }
        var stated = coverages.completeness(ForeignCapital.CODE, Map.of("reporter", question.reporter().code(), "partner",
                question.partner().code()), question.at(), counted > 0);
        if (stated == Completeness.COMPLETE && mayHaveMore(question, rule)) {
            return few;
        }
        return cells.isUnsettled(rule) ? stated.unsettled() : stated;
    }

    /** Null where nothing counts and nobody says that this is all. */
    private static Long known(long counted, Completeness completeness) {
        return counted == 0 && completeness != Completeness.COMPLETE ? null : counted;
    }

    /**
     * Whether shares that are not known, or are known between bounds, may together reach a threshold in a company in which they do
     * not surely reach it.
     */
    private boolean mayHaveMore(Question question, CountDefinition rule) {
        if (rule.threshold() == Threshold.ANY) {
            return false;
        }
        var reached = rule.threshold() == Threshold.AT_LEAST_10 ? " >= 10" : " > 50";
        var at = question.at();
        var unsure = Condition.nested(
                """
                select exists (select from (select i.id from (%s) i group by i.id having not %s""" + reached
                        + """
                          ) held where (select sum(%s) from interest_version i
                            where i.parent_id = held.id and %s and %s and %s = ?)""" + reached + ")",
                ForeignHoldings.interests(question.partner(), question.reporter(), at),
                Condition.of(CompanyRecords.leastShare("i"), at.validAt()), Condition.of(MOST_SHARE, at.validAt()),
                Condition.of(ForeignHoldings.capital("i")), at.on("i"), ForeignHoldings.holderCountry("i", at),
                question.partner().code());
        return database.snapshot(transaction -> transaction.first(unsure.sql(), row -> row.getBoolean(1),
                unsure.arguments().toArray())).orElseThrow();
    }

    /** A figure that somebody published of companies; the two countries are its own. */
    Optional<Difference.Side> published(UUID id, At at) {
        return figures.find(id, at).filter(found -> found.content().kind() == PublishedFigure.Kind.COMPANIES)
                .map(figure -> new Difference.Side(null, Count.Published.of(figure)));
    }

    private List<Count.Published> published(Question question) {
        return figures.matching(Condition.of("v.kind = 'companies' and v.reporter = ? and v.partner = ?",
                question.reporter().code(), question.partner().code()), question.at(), MAX_PUBLISHED).stream()
                .map(Count.Published::of).toList();
    }

    private static String evidence(Question question) {
        var rule = question.rule();
        return rule.holding() == Holding.INDIRECT
                ? null
                : "/api/trade/companies?country=" + question.reporter() + "&capitalFrom=" + question.partner()
                        + (rule.entityTypes().isEmpty() ? "" : "&entityType=" + names(rule.entityTypes()))
                        + (rule.statuses().isEmpty() ? "" : "&status=" + names(rule.statuses())) + switch (rule.threshold()) {
                            case ANY -> "";
                            case AT_LEAST_10 -> "&minShare=10";
                            case OVER_50 -> "&overShare=50";
                        } + "&" + question.at().parameters();
    }

    private static String names(List<? extends Enum<?>> constants) {
        return constants.stream().map(Json::name).collect(Collectors.joining(","));
    }

    // --- Counting ------------------------------------------------------------------------------------------------------

    /** What one answer counts, each once: through chains of owners it takes seconds. */
    private final class Counted {

        private record Place(Country reporter, Country partner, Holding holding, At at) {}

        private final Map<Place, Cells> seen = new HashMap<>();

        Cells cells(CountDefinition rule, Question where) {
            return seen.computeIfAbsent(new Place(where.reporter(), where.partner(), rule.holding(), where.at()),
                    asked -> Counts.this.cells(asked.reporter(), asked.partner(), asked.holding(), asked.at()));
        }
    }

    Cells cells(Country reporter, Country partner, Holding holding, At at) {
        return holding == Holding.DIRECT ? direct(reporter, partner, at) : throughChains(reporter, partner, at);
    }

    private Cells direct(Country reporter, Country partner, At at) {
        var query = Condition.nested(
                """
                with held (id, share, is_sure, is_disputed) as (
                  select i.id, %s, bool_or(i.is_sure), bool_or(i.is_disputed) from (%s) i group by i.id
                  union all
                  select b.id, 100, true, false from (%s) b)
                select c.entity_type, %s as status,
                  case when h.share > 50 then 'over-50' when h.share >= 10 then 'at-least-10' else 'any' end as reached,
                  h.is_sure and %s as is_sure,
                  c.confidence <> 'planned' and (h.is_disputed or h.is_sure and c.confidence = 'disputed') as is_disputed,
                  count(*) as companies
                from (select id, max(share) as share, bool_or(is_sure) as is_sure, bool_or(is_disputed) as is_disputed
                    from held group by id) h
                  join company_version c on c.id = h.id
                where c.jurisdiction = ? and %s group by 1, 2, 3, 4, 5""",
                Condition.of(CompanyRecords.leastShare("i"), at.validAt()),
                ForeignHoldings.interests(partner, reporter, at), ForeignHoldings.parts(partner, reporter, at),
                CompanyRecords.status("c", at.validAt()), Condition.of(Confidence.sure("c")), reporter.code(), at.on("c"));
        var held = Condition.nested("(select i.id from (%s) i limit ?) union all (select b.id from (%s) b limit ?)",
                ForeignHoldings.interests(partner, reporter, at), ONE_BY_ONE, ForeignHoldings.parts(partner, reporter, at),
                ONE_BY_ONE);
        return new Cells(database.snapshot(transaction -> {
            foresee(transaction, held);
            return transaction.list(Plan.EACH_TIME, query.sql(),
                    row -> new Cells.Cell(Json.constant(EntityType.class, row.getString("entity_type")),
                            Json.constant(Status.class, row.getString("status")),
                            Json.constant(Threshold.class, row.getString("reached")), row.getBoolean("is_sure"),
                            row.getBoolean("is_disputed"), row.getLong("companies")),
                    query.arguments().toArray());
        }));
    }

    /** Has what follows join all companies where many are held: for a few, all of the country would be read. */
    static void foresee(Transaction transaction, Condition held) throws SQLException {
        var few = Condition.nested("select count(*) from (select from (%s) h limit ?) few", held, ONE_BY_ONE);
        if (transaction.first(few.sql(), row -> row.getInt(1), few.arguments().toArray()).orElseThrow() >= ONE_BY_ONE) {
            transaction.expectMany();
        }
    }

    private Cells throughChains(Country reporter, Country partner, At at) {
        record Kind(String label, Threshold reached) {}
        var companies = new HashMap<Kind, Long>();
        origins.sharesOf(partner, Condition.nested("case when c.jurisdiction = ? and %s then c.entity_type || ' ' || %s end",
                reporter.code(), Condition.of(Confidence.sure("c")), CompanyRecords.status("c", at.validAt())),
                at, (label, share) -> companies.merge(new Kind(label, reached(share)), 1L, Long::sum));
        return new Cells(companies.entrySet().stream().map(entry -> {
            var label = entry.getKey().label().split(" ");
            return new Cells.Cell(Json.constant(EntityType.class, label[0]), Json.constant(Status.class, label[1]),
                    entry.getKey().reached(), true, false, entry.getValue());
        }).toList());
    }

    private static Threshold reached(BigDecimal share) {
        return share.compareTo(BigDecimal.valueOf(50)) > 0
                ? Threshold.OVER_50
                : share.compareTo(BigDecimal.TEN) >= 0 ? Threshold.AT_LEAST_10 : Threshold.ANY;
    }

    // --- Why two differ ------------------------------------------------------------------------------------------------

    Difference difference(Question a, Question b) {
        var counted = new Counted();
        var counts = List.of(count(a, counted), count(b, counted));
        var walk = new Walk(a, counted);
        var from = a.rule();
        var to = b.rule();
        var rule = new CountDefinition(from.code(), null, null, to.entityTypes(), from.statuses(), from.threshold(),
                from.holding());
        walk.step("definition.entityTypes", types(from.entityTypes()), types(to.entityTypes()), rule, a);
        rule = new CountDefinition(from.code(), null, null, to.entityTypes(), to.statuses(), from.threshold(), from.holding());
        walk.step("definition.statuses", types(from.statuses()), types(to.statuses()), rule, a);
        rule = new CountDefinition(from.code(), null, null, to.entityTypes(), to.statuses(), to.threshold(), from.holding());
        walk.step("definition.threshold", Json.name(from.threshold()), Json.name(to.threshold()), rule, a);
        walk.step("definition.holding", Json.name(from.holding()), Json.name(to.holding()), to, a);
        var moved = new Question(b.definition(), b.reporter(), b.partner(), a.at());
        if (b.reporter().equals(a.partner())) {
            // No country has foreign capital of its own, so that there is nothing between the two.
            walk.step("reporter and partner", a.reporter() + ", " + a.partner(), b.reporter() + ", " + b.partner(), to, moved);
        } else {
            walk.step("reporter", a.reporter().code(), b.reporter().code(), to,
                    new Question(b.definition(), b.reporter(), a.partner(), a.at()));
            walk.step("partner", a.partner().code(), b.partner().code(), to, moved);
        }
        moved = new Question(b.definition(), b.reporter(), b.partner(),
                new At(b.at().validAt(), a.at().knownAt(), a.at().basis()));
        walk.step("validAt", a.at().validAt().toString(), b.at().validAt().toString(), to, moved);
        moved = new Question(b.definition(), b.reporter(), b.partner(),
                new At(b.at().validAt(), b.at().knownAt(), a.at().basis()));
        walk.step("knownAt", known(a.at()), known(b.at()), to, moved);
        walk.step("knownBasis", Json.name(a.at().basis()), Json.name(b.at().basis()), to, b);
        var sides = counts.stream().map(count -> new Difference.Side(count, null)).toList();
        return difference(sides.get(0), sides.get(1), walk.steps);
    }

    /** A published figure and a count: the one thing that can be said is what is counted, and where, and what is not told. */
    Difference difference(Difference.Side a, Difference.Side b) {
        var others = Stream.of(
                Stream.of(step("reporter", Difference.Side::reporter, a, b), step("partner", Difference.Side::partner, a, b),
                        step("region", Difference.Side::region, a, b))
                        .filter(step -> !Objects.equals(step.from(), step.to())),
                Stream.of(step("period", Counts::period, a, b)).filter(step -> !a.mayBeOfOneDayWith(b)),
                Stream.of(step("relation", Counts::relation, a, b)).filter(step -> !a.hasExactNumber() || !b.hasExactNumber()))
                .flatMap(Function.identity()).toList();
        var steps = new ArrayList<>(List.of(step("definition", Counts::words, a, b)));
        steps.addAll(others);
        steps.add(step("value", Counts::value, a, b));
        return others.isEmpty() ? difference(a, b, steps) : new Difference(a, b, null, steps);
    }

    private static String period(Difference.Side side) {
        return side.period() == null ? null : side.period().text();
    }

    private static String relation(Difference.Side side) {
        return Json.name(side.relation());
    }

    private static Difference.Step step(String by, Function<Difference.Side, String> said, Difference.Side a,
            Difference.Side b) {
        return new Difference.Step(by, said.apply(a), said.apply(b), null);
    }

    private static Difference difference(Difference.Side a, Difference.Side b, List<Difference.Step> steps) {
        var difference = a.value() == null || b.value() == null ? null : b.value().subtract(a.value());
        return new Difference(a, b, difference == null || difference.bitLength() >= Long.SIZE ? null : difference.longValue(),
                steps);
    }

    private static String value(Difference.Side side) {
        return side.value() == null ? null : side.value().toString();
    }

    private static String words(Difference.Side side) {
        var definition = side.count() != null ? side.count().definition().definition() : side.published().definition();
        return definition == null ? null : definition.in("en");
    }

    private static String types(List<? extends Enum<?>> constants) {
        return constants.isEmpty() ? "all" : constants.stream().map(Json::name).sorted().collect(Collectors.joining(", "));
    }

    private static String known(At at) {
        return at.knownAt() == null ? "now" : at.knownAt().toString();
    }

    /** From one count to another, changing one thing after the other. */
    private final class Walk {

        private final Counted all;
        private final List<Difference.Step> steps = new ArrayList<>();
        /** Null where it is not known. */
        private Long value;

        Walk(Question start, Counted all) {
            this.all = all;
            value = value(start.rule(), start);
        }

        void step(String by, String from, String to, CountDefinition rule, Question where) {
            if (!from.equals(to)) {
                var next = value(rule, where);
                steps.add(new Difference.Step(by, from, to, value == null || next == null ? null : next - value));
                value = next;
            }
        }

        private Long value(CountDefinition rule, Question where) {
            var cells = all.cells(rule, where);
            var counted = cells.count(rule);
            return counted > 0 ? Long.valueOf(counted) : known(counted, completeness(where, rule, cells, counted));
        }
    }
}
