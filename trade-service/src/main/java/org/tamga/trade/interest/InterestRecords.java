package org.tamga.trade.interest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Change;
import org.tamga.record.Confidence;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;
import org.tamga.trade.company.CompanyRecords;

/** Who holds what in a company, and the rules it is recorded by. */
@Singleton
public class InterestRecords extends Records<Interest> {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private final CompanyRecords companies;

    InterestRecords(Ledger ledger, CompanyRecords companies) {
        super(ledger, "interest", Interest.class);
        this.companies = companies;
    }

    @Override
    protected CompanyRecords parents() {
        return companies;
    }

    /** A file of interests asks of each who holds it and in what, and what others hold there. */
    @Override
    protected void lookUp(Transaction transaction, List<Interest> interests, Set<UUID> parentIds) throws SQLException {
        if (interests.isEmpty()) {
            return;
        }
        companies.refer(transaction, interests.stream().map(interest -> interest.holder().companyId()).filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        var held = held(transaction);
        held.clear();
        parentIds.forEach(parentId -> held.put(parentId, new TreeMap<>()));
        transaction.list("""
                         with share as (
                           select parent_id, least_share::numeric as least, valid * daterange(share_as_of, null) as days
                           from interest_version i
                           where parent_id = any (?::uuid[]) and standing and is_capital and least_share > 0 and %s)
                         select parent_id, lower(days) as day, sum(least) as step from share where not isempty(days)
                         group by parent_id, day
                         union all select parent_id, upper(days), -sum(least) from share
                         where not isempty(days) and not upper_inf(days) group by parent_id, upper(days)"""
                .formatted(Confidence.sure("i")),
                row -> held.get(row.getObject("parent_id", UUID.class))
                        .merge(since(row.getObject("day", LocalDate.class)), row.getBigDecimal("step"), BigDecimal::add),
                parentIds);
    }

    /** By company and day, by how much there begins to be more or less of what is surely held in it, those of the transaction included. */
    private Map<UUID, NavigableMap<LocalDate, BigDecimal>> held(Transaction transaction) {
        return transaction.kept(this, HashMap::new);
    }

    private static void hold(NavigableMap<LocalDate, BigDecimal> held, Interval days, BigDecimal share) {
        held.merge(since(days.from()), share, BigDecimal::add);
        if (days.to() != null) {
            held.merge(days.to(), share.negate(), BigDecimal::add);
        }
    }

    private static LocalDate since(LocalDate day) {
        return day == null ? LocalDate.MIN : day;
    }

    @Override
    protected void check(Draft<Interest> draft, Findings findings) throws SQLException {
        var interest = draft.content();
        var holder = interest.holder();
        findings.refuseIf((holder.companyId() == null) == (holder.name() == null), "/holder",
                "has either a companyId or a name");
        findings.refuseIf(draft.parentId().equals(holder.companyId()), "/holder/companyId", "a company does not hold itself");
        companies.requireRecorded(draft, holder.companyId(), "/holder/companyId", findings);
        if (isShare(interest) && !findings.isRefused()) {
            var days = daysOfShare(interest, draft.write().valid());
            findings.warnIf(days.isEmpty(), "share-after-interest", "/share/asOf", "the interest has ended by that day");
            // Of what is only planned, or disputed, nobody knows that it is held beside the rest.
            if (draft.write().confidence().isSure() && days.isPresent() && canBeTooMuch(draft, days.get())) {
                warnOfTooMuch(draft, days.get(), findings);
            }
        }
    }

    private static boolean isShare(Interest interest) {
        return interest.share() != null && !Boolean.FALSE.equals(interest.direct())
                && interest.interestType().equals("shareholding");
    }

    /** On which of its days its share is known. */
    private static Optional<Interval> daysOfShare(Interest interest, Interval valid) {
        return valid.and(new Interval(interest.share().asOf(), null));
    }

    /** False where what is held with this interest in place of what it was surely comes to no more than the whole on any of the days. */
    private boolean canBeTooMuch(Draft<Interest> draft, Interval days) {
        var held = held(draft.transaction()).get(draft.parentId());
        if (held == null) {
            return true;
        }
        // Of what is stated as of an earlier instant some may stand on.
        if (!draft.isBackdated()) {
            draft.standing().stream().filter(period -> period.confidence().isSure() && isShare(period.content()))
                    .forEach(period -> daysOfShare(period.content(), period.valid())
                            .flatMap(former -> former.and(draft.write().valid()))
                            .ifPresent(former -> hold(held, former, period.content().share().least().negate())));
        }
        hold(held, days, draft.content().share().least());
        var first = since(days.from());
        var total = BigDecimal.ZERO;
        for (var step : (days.to() == null ? held : held.headMap(days.to())).entrySet()) {
            total = total.add(step.getValue());
            if (!step.getKey().isBefore(first) && total.compareTo(WHOLE) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The most that the others are surely known to hold on any of the days, and this share beside it. */
    private static void warnOfTooMuch(Draft<Interest> draft, Interval days, Findings findings) throws SQLException {
        var most = draft.transaction()
                .first("""
                       select coalesce(max(total), 0) from (
                         select sum(sum(step)) over (order by day) as total from (
                           select valid * daterange(share_as_of, null) * ?::daterange as days, least_share::numeric as least
                           from interest_version i
                           where parent_id = ? and id <> ? and standing and is_capital and least_share > 0 and %s) other,
                           lateral (values (coalesce(lower(days), '-infinity'), least),
                             (coalesce(upper(days), 'infinity'), -least)) bound (day, step)
                         where not isempty(days) group by day) totals"""
                        .formatted(Confidence.sure("i")),
                        row -> row.getBigDecimal(1), days.toRange(), draft.parentId(), draft.id())
                .orElseThrow();
        var total = draft.content().share().least().add(most).setScale(4, RoundingMode.HALF_EVEN);
        findings.warnIf(total.compareTo(WHOLE) > 0, "shares-over-100", "/share",
                "direct shareholdings come to at least " + total.stripTrailingZeros().toPlainString()
                        + " per cent on some day");
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<Interest> period) throws SQLException {
        var holder = period.content().holder();
        return Stream.of(Stream.ofNullable(holder.country()).map(Country::code),
                companies.countriesOf(transaction, holder.companyId()).stream(),
                companies.countriesOf(transaction, period.parentId()).stream()).flatMap(countries -> countries);
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("started", "changed", "ended", "retracted");
    }

    @Override
    protected String eventName(Change<Interest> change) {
        if (change.reason() == Reason.NEW) {
            return "started";
        }
        if (change.reason() == Reason.RETRACTION) {
            return super.eventName(change);
        }
        // What a dated import leaves of what was known earlier says nothing of what is known now.
        var after = change.after().stream().filter(period -> period.knownTo() == null).toList();
        return !after.isEmpty() && change.after().get(0).valid().to() != null
                && change.before().stream().anyMatch(period -> period.valid().to() == null)
                && after.stream().allMatch(period -> period.valid().to() != null) ? "ended" : "changed";
    }
}
