package org.tamga.trade.search;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Ledger;
import org.tamga.record.search.Found;
import org.tamga.record.search.SearchAnswer;
import org.tamga.record.search.SearchByName;
import org.tamga.record.search.SearchByName.Kind;
import org.tamga.record.search.SearchByName.Shown;
import org.tamga.trade.agreement.Agreement;
import org.tamga.trade.agreement.AgreementRecords;
import org.tamga.trade.chamber.Chamber;
import org.tamga.trade.chamber.ChamberRecords;
import org.tamga.trade.company.Company;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.Identified;
import org.tamga.trade.party.Party;
import org.tamga.trade.project.Project;
import org.tamga.trade.project.ProjectRecords;

/** Finds companies, chambers, agreements and projects by what they are called; companies by their registers' numbers too. */
@Singleton
class Search implements SearchAnswer.Finder {

    private final SearchByName names;

    Search(Ledger ledger, CompanyRecords companies, ChamberRecords chambers, AgreementRecords agreements,
            ProjectRecords projects) {
        this.names = new SearchByName(ledger.database(), "trade",
                new Kind<>("company", companies, (words, at) -> identified(words), Search::shown),
                Kind.of("chamber", chambers, Search::shown), Kind.of("agreement", agreements, Search::shown),
                Kind.of("project", projects, Search::shown));
    }

    List<String> types() {
        return names.types();
    }

    @Override
    public List<Found> find(String words, Set<String> types, At at, int limit) {
        return names.find(words, types, at, limit);
    }

    /** Every register's number has a digit. */
    private static Optional<Condition> identified(String words) {
        return words.chars().anyMatch(Character::isDigit) ? Optional.of(Identified.by(null, words.strip())) : Optional.empty();
    }

    private static Shown shown(Company company) {
        return new Shown(company.names().get(0).text(), null, line(", ", Stream.of(Json.name(company.entityType()),
                company.seat() == null ? null : company.seat().city(), code(company.jurisdiction()))));
    }

    private static Shown shown(Chamber chamber) {
        return Shown.of(chamber.name(), line(", ", Stream.concat(Stream.of(Json.name(chamber.kind()), chamber.city()),
                chamber.countries().stream().map(Country::code))));
    }

    private static Shown shown(Agreement agreement) {
        var parties = parties(agreement.parties());
        var snippet = line(", ", Stream.of(Json.name(agreement.kind()),
                agreement.signedOn() == null ? null : agreement.signedOn().toString(), parties));
        return agreement.title() == null
                ? new Shown(parties.isEmpty() ? Json.name(agreement.kind()) : parties, null, snippet)
                : Shown.of(agreement.title(), snippet);
    }

    private static Shown shown(Project project) {
        var parties = parties(project.parties());
        var snippet = line(", ", Stream.of(project.stage() == null ? null : Json.name(project.stage()),
                code(project.country()), parties));
        return project.name() == null
                ? new Shown(parties.isEmpty() ? "project" : parties, null, snippet)
                : Shown.of(project.name(), snippet);
    }

    /** Those that have a name of their own; of recorded ones, which are found by theirs, the country. */
    private static String parties(List<Party> parties) {
        return line(" – ", parties.stream().map(party -> party.name() == null ? code(party.country()) : party.name()));
    }

    private static String code(Country country) {
        return country == null ? null : country.code();
    }

    private static String line(String between, Stream<String> parts) {
        return parts.filter(Objects::nonNull).collect(Collectors.joining(between));
    }
}
