package org.tamga.events.gathering;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.events.access.AccessReport;
import org.tamga.events.access.AccessReports;
import org.tamga.events.format.FormatRecords;
import org.tamga.events.gathering.Gathering.Status;
import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Parameters;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Transitions;
import org.tamga.record.database.Transaction;

/** The gatherings and the rules they are recorded by. */
@Singleton
public class GatheringRecords extends Records<Gathering> {

    /** What is cancelled or held stays so; what is postponed needs new days before it can be held. */
    private static final Transitions<Status> TRANSITIONS = Transitions.of(Status.class)
            .from(Status.ANNOUNCED, Status.SCHEDULED, Status.POSTPONED, Status.CANCELLED, Status.HELD)
            .from(Status.SCHEDULED, Status.POSTPONED, Status.CANCELLED, Status.HELD)
            .from(Status.POSTPONED, Status.ANNOUNCED, Status.SCHEDULED, Status.CANCELLED);

    private final FormatRecords formats;
    private final OrganisationRecords organisations;
    private final AccessReports access;

    GatheringRecords(Ledger ledger, FormatRecords formats, OrganisationRecords organisations, AccessReports access) {
        super(ledger, "gathering", Gathering.class);
        this.formats = formats;
        this.organisations = organisations;
        this.access = access;
    }

    @Override
    protected void checkWithdrawal(Interval days, List<Period<Gathering>> standing) {
        TRANSITIONS.checkWithdrawal(days, standing, Gathering::status);
    }

    @Override
    protected void check(Draft<Gathering> draft, Findings findings) throws SQLException {
        var gathering = draft.content();
        TRANSITIONS.check(draft, Gathering::status);
        if (gathering.startsOn() != null && gathering.endsOn() != null
                && gathering.endsOn().isSurelyBefore(gathering.startsOn())) {
            findings.refuse("/endsOn", "lies before startsOn");
        } else {
            warnOfSessionsOutside(draft, findings);
        }
        findings.refuseIf(gathering.zone() != null && !ZoneId.getAvailableZoneIds().contains(gathering.zone()), "/zone",
                "is not an IANA time zone such as Asia/Seoul");
        findings.refuseIf(gathering.edition() != null && gathering.formatCode() == null, "/edition",
                "counts the gatherings of a format; formatCode says of which");
        formats.requireRecorded(draft, gathering.formatCode(), "/formatCode", findings);
        requireRecorded(draft, gathering.parentId(), "/parentId", findings);
        requireNoCircle(draft, content -> Stream.ofNullable(content.parentId()), "/parentId", findings);
        for (int i = 0; i < gathering.organisers().size(); i++) {
            organisations.requireRecorded(draft, gathering.organisers().get(i).organisationId(),
                    "/organisers/" + i + "/organisationId", findings);
        }
    }

    /** Days may move before the programme does, so this only warns; a session itself is refused outside its gathering. */
    private static void warnOfSessionsOutside(Draft<Gathering> draft, Findings findings) throws SQLException {
        var days = draft.content().possibleDays();
        if (days == null || draft.standing().isEmpty()) {
            return;
        }
        var zone = draft.content().zone();
        var outside = draft.transaction().first(
                """
                select count(*) from session_version where parent_id = ? and standing and starts_at is not null
                  and not ?::daterange @> case when ?::text is null then starts_at::timestamp
                    else instant(starts_at) at time zone ?::text end::date""",
                row -> row.getInt(1), draft.id(), days.toRange(), zone, zone).orElseThrow();
        findings.warnIf(outside > 0, "sessions-outside", "/startsOn",
                outside + " of its sessions start on days on which it is not, which is " + days);
    }

    @Override
    protected Stream<Key> keys(Gathering gathering) {
        return gathering.edition() == null
                ? Stream.empty()
                : Stream.of(new Key("edition", gathering.formatCode() + " " + gathering.edition()));
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "gathering", Condition.of("v.within_id = ?", id),
                "statement", Condition.of("v.gathering_id = ?", id),
                "recommendation", Condition.of("v.gathering_id = ?", id)));
    }

    /** The place's, those invited, and the members of its format. */
    @Override
    protected Stream<String> countries(Transaction transaction, Period<Gathering> period) throws SQLException {
        var gathering = period.content();
        var format = formats.withCode(transaction, gathering.formatCode());
        var members = format.isEmpty() ? Stream.<String>empty() : formats.countriesOf(transaction, format.get()).stream();
        var place = gathering.place() == null ? null : gathering.place().country();
        return Stream.concat(members,
                Stream.concat(Stream.ofNullable(place), gathering.invited().stream()).map(Country::code));
    }

    /** A query for the ids of the gatherings that concern a country: one branch for each index that finds some. */
    public static Condition concerning(Country country, At at) {
        var holds = at.on("g");
        return Condition.nested(
                """
                select g.id from gathering_version g where g.place_country = ? and %s
                union all select g.id from gathering_version g where g.invited @> jsonb_build_array(?::text) and %s
                union all select g.id from gathering_version g where g.format_code in (%s) and %s""",
                country.code(), holds, country.code(), holds, FormatRecords.of(country, at), holds);
    }

    /** What a list's filters among these parameters ask for. */
    public Condition narrowed(Parameters parameters, At at) {
        var asked = filters().entrySet().stream().flatMap(filter -> parameters
                .value(filter.getKey(), text -> filter.getValue().of(text, at, parameters)).stream()).toArray();
        return Condition.nested(Stream.concat(Stream.of("true"), Stream.of(asked).map(one -> "(%s)"))
                .collect(Collectors.joining(" and ")), asked);
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "country", Filter.of(Country[].class, (countries, at, all) -> Condition.each(countries,
                        country -> Condition.among(concerning(new Country(country), at)))),
                "topic", (topic, at, all) -> Condition.of("v.topics @> jsonb_build_array(?::text)", topic),
                "from", Filter.of(LocalDate.class,
                        (day, at, all) -> Condition.of("v.days && daterange(?, null)", all.day("from").orElseThrow())),
                "to", Filter.of(LocalDate.class, (day, at, all) -> Condition.of("v.days && daterange(null, ?, '(]')",
                        all.day("to").orElseThrow())));
    }

    @Override
    protected Map<String, Class<?>> derivedMembers() {
        return Map.of("access", AccessReport.class);
    }

    /** How those who are invited get there: what mobility-service has found last, and so of what is known now only. */
    @Override
    protected Map<String, ?> derived(Period<Gathering> period, At at) {
        return at.knownAt() != null
                ? Map.of()
                : access.find(period.id()).map(report -> Map.of("access", report)).orElse(Map.of());
    }

    @Override
    protected Set<String> eventNames() {
        return Stream.concat(super.eventNames().stream(), Stream.of(Gathering.Status.values()).map(Json::name))
                .collect(Collectors.toSet());
    }

    @Override
    protected String eventName(Change<Gathering> change) {
        return change.newly(Gathering::status).map(Json::name).orElseGet(() -> super.eventName(change));
    }
}
