package org.tamga.trade.agreement;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.Transitions;
import org.tamga.record.database.Transaction;
import org.tamga.trade.agreement.Agreement.Status;
import org.tamga.trade.gathering.GatheringCopies;
import org.tamga.trade.party.Parties;

/** The agreements and the rules they are recorded by. */
@Singleton
public class AgreementRecords extends Records<Agreement> {

    /** What was expired may be prolonged; what is terminated or replaced stays so. */
    private static final Transitions<Status> TRANSITIONS = Transitions.of(Status.class)
            .from(Status.DRAFTED, Status.INITIALLED, Status.SIGNED)
            .from(Status.INITIALLED, Status.SIGNED)
            .from(Status.SIGNED, Status.RATIFIED, Status.PROVISIONALLY_APPLIED, Status.IN_FORCE, Status.TERMINATED,
                    Status.REPLACED)
            .from(Status.RATIFIED, Status.PROVISIONALLY_APPLIED, Status.IN_FORCE, Status.TERMINATED, Status.REPLACED)
            .from(Status.PROVISIONALLY_APPLIED, Status.RATIFIED, Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED,
                    Status.TERMINATED, Status.REPLACED)
            .from(Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.TERMINATED, Status.REPLACED)
            .from(Status.SUSPENDED, Status.PROVISIONALLY_APPLIED, Status.IN_FORCE, Status.EXPIRED, Status.TERMINATED,
                    Status.REPLACED)
            .from(Status.EXPIRED, Status.IN_FORCE, Status.REPLACED);

    private final Parties parties;
    private final GatheringCopies gatherings;

    AgreementRecords(Ledger ledger, Parties parties, GatheringCopies gatherings) {
        super(ledger, "agreement", Agreement.class);
        this.parties = parties;
        this.gatherings = gatherings;
    }

    @Override
    protected void checkWithdrawal(Interval days, List<Period<Agreement>> standing) {
        TRANSITIONS.checkWithdrawal(days, standing, Agreement::status);
    }

    @Override
    protected void check(Draft<Agreement> draft, Findings findings) throws SQLException {
        var agreement = draft.content();
        TRANSITIONS.check(draft, Agreement::status);
        parties.check(draft, agreement.parties(), findings);
        findings.refuseIf(agreement.effectiveFrom() != null && agreement.effectiveTo() != null
                && agreement.effectiveTo().isSurelyBefore(agreement.effectiveFrom()), "/effectiveTo",
                "lies before effectiveFrom");
        findings.refuseIf(agreement.signedOn() != null
                && (agreement.status() == Status.DRAFTED || agreement.status() == Status.INITIALLED), "/signedOn",
                "is there, but the status is one before the signing");
        if (agreement.gatheringId() != null) {
            checkGathering(draft, findings);
        }
    }

    /** What is known of gatherings comes later than they do, and days of signing are often those of a report: warnings only. */
    private void checkGathering(Draft<Agreement> draft, Findings findings) throws SQLException {
        var agreement = draft.content();
        var known = gatherings.standing(draft.transaction(), agreement.gatheringId());
        findings.warnIf(known.isEmpty(), "gathering-not-known", "/gatheringId",
                "no gathering " + agreement.gatheringId() + " is known here, or not yet");
        if (agreement.signedOn() != null && !known.isEmpty()
                && known.stream().allMatch(copy -> copy.content().surelyMisses(agreement.signedOn()))) {
            var gathering = known.get(known.size() - 1).content();
            findings.warn("signed-on-another-day", "/signedOn", "is not a day of the gathering \"" + gathering.title().in("en")
                    + "\", which is from " + gathering.startsOn() + " to "
                    + (gathering.endsOn() == null ? gathering.startsOn() : gathering.endsOn()));
        }
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<Agreement> period) throws SQLException {
        return parties.countries(transaction, period.content().parties()).stream();
    }

    @Override
    protected Set<String> eventNames() {
        return Stream.concat(super.eventNames().stream(),
                Stream.of(Status.values()).filter(status -> status != Status.DRAFTED).map(Json::name))
                .collect(Collectors.toSet());
    }

    /** The status that it surely came to, such as {@code signed} and {@code in-force}. */
    @Override
    protected String eventName(Change<Agreement> change) {
        if (change.reason() == Reason.RETRACTION) {
            return super.eventName(change);
        }
        var status = change.newlySure(Agreement::status).filter(reached -> reached != Status.DRAFTED);
        if (status.isEmpty() && change.newlySure(Agreement::signedOn).isPresent()) {
            return Json.name(Status.SIGNED);
        }
        return status.map(Json::name).orElseGet(() -> super.eventName(change));
    }

    /** By its own dates it begins and ends while it is recorded as in force, though nobody writes. */
    @Override
    protected Stream<CalendarDay> calendar(Period<Agreement> period) {
        var agreement = period.content();
        if (agreement.status() != Status.IN_FORCE && agreement.status() != Status.PROVISIONALLY_APPLIED
                || !period.confidence().isSure()) {
            return super.calendar(period);
        }
        var first = Optional.ofNullable(agreement.effectiveFrom()).map(Edtf::earliest);
        var last = Optional.ofNullable(agreement.effectiveTo()).map(Edtf::latest);
        return Stream.of(super.calendar(period),
                first.filter(period.valid()::contains).map(day -> new CalendarDay(day, TOOK_EFFECT)).stream(),
                last.filter(period.valid()::contains).map(day -> new CalendarDay(day.plusDays(1), LAPSED)).stream())
                .flatMap(Function.identity());
    }

    /** What the countries of agreements with a party are, as they stand now, beside the party's own as they are in this period. */
    Set<Set<String>> countriesWith(Transaction transaction, UUID party, Set<String> own) throws SQLException {
        var all = new HashSet<Set<String>>();
        for (var agreement : standing(transaction, Parties.named(party.toString()))) {
            var countries = concerned(transaction, List.of(agreement));
            countries.addAll(own);
            all.add(countries);
        }
        return all;
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "party", (party, at, all) -> Parties.all(party),
                "country", Filter.of(Country[].class, (countries, at, all) -> Condition.each(countries,
                        country -> Parties.among("agreement", new Country(country), at))),
                "inForceOn", Filter.of(LocalDate.class, (day, at, all) -> Condition.nested("%s and "
                        + Confidence.sure("v"), inForce(all.day("inForceOn").orElseThrow()))));
    }

    /** Agreements that are in force or provisionally applied on the day, by whoever says so. */
    static Condition inForce(LocalDate day) {
        return Condition.of("v.status in ('in-force', 'provisionally-applied') and v.effective_days @> ?::date", day);
    }
}
