package org.tamga.education.partnership;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.education.institution.Institution;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.education.partnership.Partnership.Party;
import org.tamga.education.value.Few;
import org.tamga.education.value.IscedFields;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Parameters;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.database.Transaction.Plan;

/** The partnerships and the rules they are recorded by. */
@Singleton
public class PartnershipRecords extends Records<Partnership> {

    /** As many as a partnership may have parties. */
    private static final int MAX_COPIES = 200;

    private static final int HARDLY_ANY = 10;

    private static final String SIGNED = "signed";
    private static final String TERMINATED = "terminated";

    private final InstitutionRecords institutions;
    private final Database database;

    PartnershipRecords(Ledger ledger, InstitutionRecords institutions) {
        super(ledger, "partnership", Partnership.class);
        this.institutions = institutions;
        this.database = ledger.database();
    }

    @Override
    protected void check(Draft<Partnership> draft, Findings findings) throws SQLException {
        var partnership = draft.content();
        checkParties(draft, findings);
        checkConditions(partnership, findings);
        checkCopy(draft, findings);
        findings.refuseIf(partnership.signedOn() != null && partnership.terminatedOn() != null
                && partnership.terminatedOn().isSurelyBefore(partnership.signedOn()), "/terminatedOn", "lies before signedOn");
    }

    private void checkParties(Draft<Partnership> draft, Findings findings) throws SQLException {
        var names = new HashSet<String>();
        for (int i = 0; i < draft.content().parties().size(); i++) {
            var party = draft.content().parties().get(i);
            institutions.requireRecorded(draft, party.institutionId(), "/parties/" + i + "/institutionId", findings);
            findings.refuseIf(!names.add(party.name()), "/parties/" + i, "is a party already");
        }
    }

    private static void checkConditions(Partnership partnership, Findings findings) {
        var parties = partnership.parties().stream().map(Party::name).collect(Collectors.toSet());
        for (int i = 0; i < partnership.conditions().size(); i++) {
            var condition = partnership.conditions().get(i);
            var pointer = "/conditions/" + i;
            var unknown = "is not the institutionId or organisation of a party";
            findings.refuseIf(!parties.contains(condition.sender()), pointer + "/sender", unknown);
            findings.refuseIf(!parties.contains(condition.receiver()), pointer + "/receiver", unknown);
            findings.refuseIf(condition.sender().equals(condition.receiver()), pointer + "/receiver", "is the sender itself");
            findings.refuseIf(condition.academicYearFrom() != null && condition.academicYearTo() != null
                    && condition.academicYearTo().compareTo(condition.academicYearFrom()) < 0, pointer + "/academicYearTo",
                    "lies before academicYearFrom");
            findings.warnIf(condition.cefr() != null && condition.language() == null, "level-without-language",
                    pointer + "/cefr", "is the level of a language that is not named");
        }
    }

    /** A copy is of an original, is held by a party, and is not the original's own holder's; where it differs, a warning says. */
    private void checkCopy(Draft<Partnership> draft, Findings findings) throws SQLException {
        var partnership = draft.content();
        findings.refuseIf(partnership.heldBy() != null && partnership.parties().stream()
                .noneMatch(party -> partnership.heldBy().equals(party.institutionId())), "/heldBy", "is not a party");
        if (partnership.copyOf() == null) {
            return;
        }
        findings.refuseIf(partnership.copyOf().equals(draft.id()), "/copyOf", "is this partnership itself");
        findings.refuseIf(!standing(draft.transaction(), Condition.of("v.copy_of = ?", draft.id())).isEmpty(), "/copyOf",
                "makes a copy of what has copies itself");
        requireRecorded(draft, partnership.copyOf(), "/copyOf", findings);
        for (var original : standing(draft.transaction(), partnership.copyOf())) {
            findings.refuseIf(original.content().copyOf() != null, "/copyOf",
                    "is a copy itself: name the original, " + original.content().copyOf());
            findings.refuseIf(partnership.heldBy() != null && partnership.heldBy().equals(original.content().heldBy()),
                    "/heldBy", "holds the original");
            if (original.valid().overlaps(draft.write().valid())) {
                Copies.conflicts(List.of(new Copies.Copy(original.id(), original.content()),
                        new Copies.Copy(draft.id(), partnership)))
                        .forEach(conflict -> findings.warn("copies-differ", conflict.pointer(), conflict.detail()));
            }
        }
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return standing(transaction, Condition.of("v.copy_of = ?", id)).stream().map(copy -> "partnership " + copy.id())
                .distinct().toList();
    }

    /** An agreement as its parties keep it: the original, its copies, and where they contradict each other. */
    Copies copies(UUID id, At at) {
        var asked = get(id, null, at);
        var original = asked.content().copyOf() == null ? id : asked.content().copyOf();
        return Copies.of(original,
                matching(Condition.of("v.id = ? or v.copy_of = ?", original, original), at, MAX_COPIES));
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<Partnership> period) throws SQLException {
        var parties = period.content().parties();
        return Stream.concat(parties.stream().map(Party::country).filter(Objects::nonNull).map(Country::code),
                institutions.countriesOf(transaction,
                        parties.stream().map(Party::institutionId).filter(Objects::nonNull).toList()).stream());
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("recorded", "updated", "corrected", "retracted", SIGNED, TERMINATED);
    }

    /** Of what is only planned, or disputed, nobody knows that it is signed or terminated: it is said once that is sure. */
    @Override
    protected String eventName(Change<Partnership> change) {
        if (change.newlySure(Partnership::terminatedOn).isPresent() && !isAhead(change.subject().terminated())) {
            return TERMINATED;
        }
        return change.newlySure(Partnership::signedOn).isPresent() && !isAhead(change.subject().signed())
                ? SIGNED
                : super.eventName(change);
    }

    private static boolean isAhead(LocalDate day) {
        return day != null && day.isAfter(today());
    }

    /** On their days it is signed and terminated, though nobody writes; but where that is only planned, or disputed. */
    @Override
    protected Stream<CalendarDay> calendar(Period<Partnership> period) {
        if (!period.confidence().isSure()) {
            return super.calendar(period);
        }
        return Stream.concat(super.calendar(period), Stream
                .of(new CalendarDay(period.content().signed(), SIGNED),
                        new CalendarDay(period.content().terminated(), TERMINATED))
                .filter(occasion -> occasion.day() != null));
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "party", (party, at, all) -> Condition.each(party, one -> Few.of(database, "partnership_version", party(one))),
                "country", PartnershipRecords::country,
                "inEffectOn",
                Filter.of(LocalDate.class,
                        (day, at, all) -> Condition.of("v.effective_days @> ?::date and " + Confidence.sure("v"),
                                all.day("inEffectOn").orElseThrow())),
                "isCopy",
                Filter.of(Boolean.class,
                        (yes, at, all) -> Condition.of(all.truth("isCopy") ? "v.copy_of is not null" : "v.copy_of is null")),
                "iscedF", (field, at, all) -> has("isced_beginnings", IscedFields.beginning(field), all));
    }

    /**
     * The countries of the parties and the fields of the conditions. Of the few that one party has, none is needed; nor of a time
     * when hardly any were known or in effect, which are found by that.
     */
    @Override
    protected Optional<Terms> terms(Parameters all) {
        var terms = Stream.concat(all.list("country").stream().map(String::strip),
                all.text("iscedF").map(IscedFields::beginning).stream()).collect(Collectors.toSet());
        var inEffect = all.day("inEffectOn").map(day -> Condition.of("%s.effective_days @> ?::date", day));
        var known = all.instant("knownAt").map(instant -> Condition.of("lower(%s.known) <= ?::timestamptz", instant));
        return terms.isEmpty() || all.has("party") || inEffect.filter(this::isHardlyMet).isPresent()
                || known.filter(this::isHardlyMet).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Terms(terms, inEffect.map(days -> row("t", days)).orElse(Condition.of("true"))));
    }

    private boolean isHardlyMet(Condition condition) {
        var met = row("v", condition);
        return database
                .read(transaction -> transaction.list(Plan.EACH_TIME, "select from partnership_version v where " + met.sql()
                        + " limit " + HARDLY_ANY, row -> true, met.arguments().toArray()))
                .size() < HARDLY_ANY;
    }

    /** A condition of the row of that alias. */
    private static Condition row(String alias, Condition condition) {
        return new Condition(condition.sql().formatted(alias), condition.arguments());
    }

    /** With a party of each of these countries. */
    private static Condition country(String countries, At at, Parameters all) {
        return Condition.each(countries, country -> Condition.nested("%s and %s",
                has("party_countries", new Country(country).code(), all), isOf(new Country(country), at)));
    }

    /** Where a list is found by its terms, the planner is not to take this for something rare to begin with. */
    private static Condition has(String column, String value, Parameters all) {
        var has = Condition.of("v." + column + " @> array[?::text]", value);
        return all.has("party") || all.has("updatedAfter") ? has : Condition.nested("case when %s then true end", has);
    }

    private static Condition party(String party) {
        return Condition.of("v.parties @> jsonb_build_array(jsonb_build_object('institutionId', ?::text))"
                + " or v.parties @> jsonb_build_array(jsonb_build_object('organisation', ?::text))", party, party);
    }

    /**
     * The countries of the partnerships of an institution, as they stand now, each combination once: all that their parties ever
     * had, and the institution's own as it is in this period.
     */
    List<Set<String>> countriesWith(Transaction transaction, Period<Institution> institution) throws SQLException {
        var own = institution.content().country();
        return transaction.list("""
                                select distinct v.party_countries from partnership_version v
                                where v.parties @> jsonb_build_array(jsonb_build_object('institutionId', ?::uuid))
                                  and v.standing""", row -> {
            var countries = new TreeSet<>(List.of((String[]) row.getArray("party_countries").getArray()));
            if (own != null) {
                countries.add(own.code());
            }
            return countries;
        }, institution.id());
    }

    /** Partnerships with a party of each of the two countries, as they are valid and known then. */
    static Condition between(Country one, Country other, At at) {
        return Condition.nested("v.party_countries @> array[?::text, ?::text] and %s and %s", one.code(), other.code(),
                isOf(one, at), isOf(other, at));
    }

    /** Of those that have it among their countries: a party is of that country then. */
    private static Condition isOf(Country country, At at) {
        return Condition.nested("""
                                (not v.countries_vary or exists (
                                  select from jsonb_array_elements(v.parties) party
                                  where coalesce((%s), party ->> 'country') = ?))""",
                at.said("institution", "country", "(party ->> 'institutionId')::uuid"), country.code());
    }
}
