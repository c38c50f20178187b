package org.tamga.events.format;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.events.format.Format.Member;
import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The formats and the rules they are recorded by. */
@Singleton
public class FormatRecords extends Records<Format> {

    private final OrganisationRecords organisations;

    FormatRecords(Ledger ledger, OrganisationRecords organisations) {
        super(ledger, "format", Format.class);
        this.organisations = organisations;
    }

    @Override
    protected void check(Draft<Format> draft, Findings findings) throws SQLException {
        var format = draft.content();
        requireRecorded(draft, format.parentCode(), "/parentCode", findings);
        requireNoCircle(draft, content -> withCode(draft.transaction(), content.parentCode()).stream(), "/parentCode",
                findings);
        for (int i = 0; i < format.members().size(); i++) {
            var member = format.members().get(i);
            organisations.requireRecorded(draft, member.organisationId(), "/members/" + i + "/organisationId", findings);
            var days = draft.write().valid();
            findings.refuseIf(isOutside(member.validFrom(), days) || isOutside(lastDay(member), days), "/members/" + i,
                    "belongs to it outside its own time, which is " + days);
        }
        for (int i = 0; i < format.tracks().size(); i++) {
            organisations.requireRecorded(draft, format.tracks().get(i).ledBy(), "/tracks/" + i + "/ledBy", findings);
        }
    }

    private static LocalDate lastDay(Member member) {
        return member.validTo() == null ? null : member.validTo().minusDays(1);
    }

    private static boolean isOutside(LocalDate day, Interval days) {
        return day != null && !days.contains(day);
    }

    /** Refuses a code that no format has; null refers to nothing. */
    public void requireRecorded(Draft<?> draft, String code, String pointer, Findings findings) throws SQLException {
        findings.refuseIf(code != null && withCode(draft.transaction(), code).isEmpty(), pointer,
                "no format " + code + " is recorded");
    }

    /** The format that has that code now. */
    public Optional<UUID> withCode(Transaction transaction, String code) throws SQLException {
        return code == null
                ? Optional.empty()
                : transaction.first("select id from format_version where code = ? and standing"
                        + " order by valid desc", row -> row.getObject("id", UUID.class), code);
    }

    @Override
    protected Stream<Key> keys(Format format) {
        return Stream.of(new Key("code", format.code()));
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        // They name a code, and another format may have it on other days.
        var codes = Condition.of("""
                                 select f.code from format_version f where f.id = ? and f.standing and not exists (
                                   select from format_version other
                                   where other.code = f.code and other.id <> f.id and other.standing)""", id);
        return named(transaction, Map.of("gathering", Condition.nested("v.format_code in (%s)", codes),
                "format", Condition.nested("v.parent_code in (%s)", codes)));
    }

    @Override
    protected Stream<String> countries(Format format) {
        return format.members().stream().map(Member::country).filter(country -> country != null).map(Country::code);
    }

    /** A query for the codes of the formats to which a country belongs. */
    public static Condition of(Country country, At at) {
        return Condition.nested("select f.code from format_version f where f.members @> ?::jsonb and %s",
                "[{\"country\": \"" + country + "\"}]", at.on("f"));
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("recorded", "updated", "corrected", "retracted", "member-joined", "member-left");
    }

    @Override
    protected String eventName(Change<Format> change) {
        if (change.reason() == Reason.NEW || change.reason() == Reason.RETRACTION || change.former().isEmpty()) {
            return super.eventName(change);
        }
        var before = members(change.former().get());
        var after = members(change.subject());
        if (!before.containsAll(after)) {
            return "member-joined";
        }
        return after.containsAll(before) ? super.eventName(change) : "member-left";
    }

    /** Who belongs to it and has not left, whatever their role. */
    private static Set<Object> members(Format format) {
        return format.members().stream().filter(member -> member.validTo() == null || member.validTo().isAfter(today()))
                .<Object>map(
                        member -> member.country() == null ? member.organisationId() : member.country())
                .collect(Collectors.toSet());
    }
}
