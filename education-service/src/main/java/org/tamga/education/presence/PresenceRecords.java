package org.tamga.education.presence;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.education.presence.Presence.Finding;
import org.tamga.education.presence.Presence.Kind;
import org.tamga.education.presence.Presence.Milestone;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The presences abroad and the rules they are recorded by. */
@Singleton
public class PresenceRecords extends Records<Presence> {

    private static final String MILESTONE_REACHED = "milestone-reached";

    private final InstitutionRecords institutions;

    PresenceRecords(Ledger ledger, InstitutionRecords institutions) {
        super(ledger, "presence", Presence.class);
        this.institutions = institutions;
    }

    @Override
    protected void check(Draft<Presence> draft, Findings findings) throws SQLException {
        var presence = draft.content();
        checkPlaces(draft, findings);
        Milestones.disorder(presence.milestones())
                .ifPresent(disorder -> findings.refuse("/milestones/" + disorder.index(), disorder.detail()));
        if (presence.kind() == Kind.BRANCH_CAMPUS) {
            BranchCampus.findings(presence.criteria())
                    .filter(criterion -> criterion.criterion().value() == Finding.FALSE)
                    .forEach(criterion -> findings.refuse("/criteria/" + criterion.name(),
                            "a branch campus meets all four criteria, as far as they are known; record it as another kind"));
        }
    }

    private void checkPlaces(Draft<Presence> draft, Findings findings) throws SQLException {
        var presence = draft.content();
        for (int i = 0; i < presence.homeIds().size(); i++) {
            institutions.requireRecorded(draft, presence.homeIds().get(i), "/homeIds/" + i, findings);
        }
        institutions.requireRecorded(draft, presence.hostPartnerId(), "/hostPartnerId", findings);
        var homes = institutions.countriesOf(draft.transaction(), presence.homeIds());
        var home = presence.homeCountry();
        findings.refuseIf(home != null && !homes.isEmpty() && !homes.contains(home.code()), "/homeCountry",
                "is not a country of the institutions in homeIds: " + String.join(", ", homes));
        findings.warnIf(presence.hostCountry().equals(home) || homes.contains(presence.hostCountry().code()), "not-abroad",
                "/hostCountry", "is the home country too: a presence is abroad");
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<Presence> period) throws SQLException {
        var presence = period.content();
        return Stream.concat(
                Stream.of(presence.hostCountry(), presence.homeCountry()).filter(Objects::nonNull).map(Country::code),
                institutions.countriesOf(transaction, presence.homeIds()).stream());
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("recorded", "updated", "corrected", "retracted", MILESTONE_REACHED, "classified");
    }

    @Override
    protected String eventName(Change<Presence> change) {
        if (change.reason() == Reason.NEW || change.reason() == Reason.RETRACTION || change.former().isEmpty()) {
            return super.eventName(change);
        }
        var before = change.former().get();
        var after = change.subject();
        var reached = change.formerly().map(PresenceRecords::reached).orElseThrow();
        if (reached(change.concerned()).stream()
                .anyMatch(milestone -> !reached.contains(milestone) && !Milestones.isAhead(milestone))) {
            return MILESTONE_REACHED;
        }
        return before.kind() != after.kind() || !Objects.equals(before.criteria(), after.criteria())
                ? "classified"
                : super.eventName(change);
    }

    /** On their days milestones are reached, though nobody writes. */
    @Override
    protected Stream<CalendarDay> calendar(Period<Presence> period) {
        return Stream.concat(super.calendar(period), reached(period).stream().map(Milestones::day).filter(Objects::nonNull)
                .map(day -> new CalendarDay(day, MILESTONE_REACHED)));
    }

    /** Its milestones, which it reaches on their days; of what is only planned, or disputed, nobody knows that it does. */
    private static List<Milestone> reached(Period<Presence> period) {
        return period.confidence().isSure() ? period.content().milestones() : List.of();
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "homeId",
                Filter.of(UUID.class,
                        (id, at, all) -> Condition.of("v.home_ids @> jsonb_build_array(?::uuid)", UUID.fromString(id))),
                "homeCountry", Filter.of(Country.class, (country, at, all) -> home(new Country(country), at)),
                "pair", (pair, at, all) -> Condition.nested("v.host_country = ? and %s or v.host_country = ? and %s",
                        all.bothWays("pair").orElseThrow().stream()
                                .flatMap(way -> Stream.of(way.to().code(), home(way.from(), at))).toArray()),
                "openOn", Filter.of(LocalDate.class,
                        (day, at, all) -> Condition.of("v.open_days @> ?::date and " + Confidence.sure("v"),
                                all.day("openOn").orElseThrow())));
    }

    /** A presence put to the four criteria of a branch campus, with the names of those whose it is. */
    BranchCampus tested(UUID id, At at) {
        var period = get(id, null, at);
        var presence = period.content();
        var ids = Stream.concat(presence.homeIds().stream(), Stream.ofNullable(presence.hostPartnerId())).distinct().toList();
        var names = institutions.namesOf(ids, at);
        return BranchCampus.test(period, presence.homeIds().stream().map(home -> names.getOrDefault(home, home.toString()))
                .toList(),
                presence.hostPartnerId() == null
                        ? null
                        : names.getOrDefault(presence.hostPartnerId(), presence.hostPartnerId().toString()));
    }

    /** What a presence went through, as known then. A 404 where nothing of it is. */
    LifeLine lifeLine(UUID id, At at) {
        var periods = known(id, at);
        return LifeLine.of(periods.isEmpty() ? List.of(get(id, null, at)) : periods, at.validAt());
    }

    /** Presences whose institutions are of that country then, as {@link InstitutionRecords#of} has it. */
    static Condition home(Country country, At at) {
        var holds = at.on("p");
        return Condition.nested("""
                                v.id in (select p.id from presence_version p where p.home_country = ? and %s
                                  union all select p.id from (%s) i join presence_version p
                                    on p.home_ids @> jsonb_build_array(i.id) and %s)""",
                country.code(), holds, InstitutionRecords.of(country, at), holds);
    }

    /** The presences of an institution, as they stand now. */
    List<Period<Presence>> of(Transaction transaction, UUID institution) throws SQLException {
        return standing(transaction, Condition.of("v.home_ids @> jsonb_build_array(?::uuid)", institution));
    }
}
