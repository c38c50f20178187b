package org.tamga.trade.company;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.NameSearch;
import org.tamga.record.Parameters;
import org.tamga.record.Reason;
import org.tamga.record.Records;

/** The companies and the rules they are recorded by. */
@Singleton
public class CompanyRecords extends Records<Company> {

    CompanyRecords(Ledger ledger) {
        super(ledger, "company", Company.class);
    }

    @Override
    protected void check(Draft<Company> draft, Findings findings) throws SQLException {
        var company = draft.content();
        findings.refuseIf(company.headId() == null && company.entityType().isPart(), "/headId",
                "a branch or representative office has a head");
        requireRecorded(draft, company.headId(), "/headId", findings);
        requireNoCircle(draft, content -> Stream.ofNullable(content.headId()), "/headId", findings);
        findings.refuseIf(company.foundedOn() != null && company.dissolvedOn() != null
                && company.dissolvedOn().isSurelyBefore(company.foundedOn()), "/dissolvedOn", "lies before foundedOn");
        for (int i = 0; i < company.identifiers().size(); i++) {
            IdentifierScheme.check(company.identifiers().get(i), company.entityType(), "/identifiers/" + i + "/value",
                    findings);
        }
    }

    @Override
    protected Stream<Key> keys(Company company) {
        return company.identifiers().stream().map(identifier -> new Key(identifier.scheme(), identifier.value()));
    }

    @Override
    protected Stream<String> countries(Company company) {
        return Stream.ofNullable(company.jurisdiction()).map(Object::toString);
    }

    @Override
    protected String eventName(Change<Company> change) {
        if (change.reason() == Reason.NEW) {
            return "registered";
        }
        if (change.reason() == Reason.RETRACTION || change.before().isEmpty()) {
            return super.eventName(change);
        }
        var before = change.before().get(0).content();
        var after = change.subject();
        if (before.dissolvedOn() == null && after.dissolvedOn() != null) {
            return "dissolved";
        }
        return before.status() != after.status() ? "status-changed" : "updated";
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "country", (country, at, all) -> Condition.of("v.jurisdiction = ?", new Country(country).code()),
                "identifier", (identifier, at, all) -> Condition.of("v.identifiers @> ?::jsonb", identifier(identifier)),
                "capitalFrom", CompanyRecords::capitalFrom,
                "minShare", CompanyRecords::beside,
                "operating",
                (yes, at, all) -> all.truth("operating") ? operating("v") : Condition.nested("not (%s)", operating("v")),
                "q", (words, at, all) -> NameSearch.condition("v.name_text", words));
    }

    /** What counts as operating: all but what a register calls inactive or liquidated. */
    public static Condition operating(String row) {
        return Condition.of("coalesce(" + row + ".status, '') not in ('inactive', 'liquidated')");
    }

    /** Narrows capitalFrom, which reads it; means nothing alone. */
    private static Condition beside(String share, At at, Parameters all) {
        if (!all.has("capitalFrom")) {
            throw new IllegalArgumentException("goes with capitalFrom");
        }
        return Condition.of("true");
    }

    /** Companies in which somebody of that country holds a direct interest, of at least {@code minShare} per cent. */
    private static Condition capitalFrom(String country, At at, Parameters all) {
        var holds = at.on("i");
        var arguments = new ArrayList<Object>(List.of(new Country(country).code(), all.number("minShare", 0, 0, 100)));
        arguments.addAll(holds.arguments());
        return new Condition("exists (select from interest_version i where i.parent_id = v.id and i.holder_country = ?"
                + " and i.direct is not false and coalesce(i.least_share, 0) >= ? and " + holds.sql() + ")", arguments);
    }

    /** {@code KZ-BIN:123456789012} as the JSON that an entry with it contains. */
    private static String identifier(String text) {
        var colon = text.indexOf(':');
        if (colon < 1 || !text.matches("[A-Za-z-]+:[A-Za-z0-9 ./-]+")) {
            throw new IllegalArgumentException("is a scheme and a value, such as KZ-BIN:123456789012");
        }
        return "[{\"scheme\": \"" + text.substring(0, colon) + "\", \"value\": \"" + text.substring(colon + 1) + "\"}]";
    }
}
