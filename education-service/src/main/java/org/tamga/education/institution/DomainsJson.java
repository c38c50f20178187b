package org.tamga.education.institution;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.education.institution.Institution.Name;
import org.tamga.education.institution.Institution.NameType;
import org.tamga.education.naming.Words;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.JsonDocument;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The university domains list: a JSON array of names, countries and domains that many hands keep. What is recorded already
 * under another name, what is there twice, and a domain that is another institution's are rejected with the institution that
 * they seem to be: whether it is one is for somebody to decide.
 */
@Singleton
class DomainsJson extends JsonDocument<Institution> {

    private final InstitutionRecords institutions;
    private final Statements statements;

    DomainsJson(InstitutionRecords institutions, Statements statements) {
        super("domains-json", institutions, "University domains list", "Hipo");
        this.institutions = institutions;
        this.statements = statements;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        try (var json = parser(content)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw Problem.brokenRule("", "The file is not a JSON array of institutions.");
            }
            var reading = new Reading(file, rows);
            elements(json, "", (place, entry, bytes) -> {
                try {
                    reading.take(place, entry);
                } catch (Problem refusal) {
                    rows.reject(place, refusal);
                }
            });
        }
    }

    /** One pass over a file. It remembers names and domains: the whole list has some ten thousand. */
    private final class Reading {

        private final ImportedFile file;
        private final Rows rows;
        private final Map<String, Place> byDomain = new HashMap<>();
        private final Map<UUID, Place> places = new HashMap<>();
        private final Map<UUID, Institution> taken = new HashMap<>();
        /** What was taken, by country and telling word. */
        private final Map<String, List<UUID>> byWord = new HashMap<>();

        Reading(ImportedFile file, Rows rows) {
            this.file = file;
            this.rows = rows;
        }

        void take(Place place, JsonNode entry) {
            var name = entry.path("name").asText("").strip();
            if (name.isEmpty() || !entry.path("alpha_two_code").isTextual()) {
                throw Problem.brokenRule(name.isEmpty() ? "/name" : "/alpha_two_code", "is needed");
            }
            var country = country(entry.path("alpha_two_code").asText());
            var names = List.of(new Name(name, null, NameType.OFFICIAL, null, null));
            var institution = new Institution(List.of(), names, country, null, Institution.Kind.of(names), null, null,
                    List.of(),
                    domains(place, entry, country));
            var id = Row.id("university-domains", country.code(), name);
            if (places.putIfAbsent(id, place) != null) {
                rows.reject(place, "duplicate", "has the name and country of " + places.get(id).pointer());
                return;
            }
            // What came of this list before stays what it was taken for.
            var standing = institutions.standingOf(id);
            if (standing.isEmpty() && isTaken(place, institution)) {
                return;
            }
            institution.domains().forEach(domain -> byDomain.putIfAbsent(domain, place));
            taken.put(id, institution);
            words(institution).forEach(word -> byWord.computeIfAbsent(word, key -> new ArrayList<>()).add(id));
            statements.state(place, id, true, statements.of(institution, file), standing, file, rows);
        }

        /** True if it cannot be told from another institution without a look; says so in the report. */
        private boolean isTaken(Place place, Institution institution) {
            var name = institution.names().get(0).text();
            for (var domain : institution.domains()) {
                if (byDomain.containsKey(domain)) {
                    rows.reject(place.at("/domains"), "duplicate",
                            domain + " is the domain of " + byDomain.get(domain).pointer() + " too");
                    return true;
                }
                for (var holder : institutions.withDomain(domain, Statements.at(file)).entrySet()) {
                    var match = Match.of(name, Map.of(holder.getKey(), holder.getValue()));
                    var which = holder.getKey() + " \"" + holder.getValue().displayName() + "\"";
                    if (match.chosen() == null) {
                        rows.reject(place.at("/domains"), "wrong-domain", domain + " is the domain of institution " + which
                                + ", whose names are not like \"" + name + "\"");
                    } else {
                        rows.reject(place, "recorded", "is institution " + which + ": it has the domain " + domain
                                + ", and a name that is like this");
                    }
                    return true;
                }
            }
            var recorded = institutions.match(name, institution.country(), Statements.at(file));
            if (recorded.chosen() != null) {
                rows.reject(place, "likely-recorded", "seems to be institution " + recorded.chosen() + " \""
                        + recorded.candidates().get(0).name()
                        + "\", which has other domains; add them there, or record it by hand");
                return true;
            }
            var alike = words(institution).flatMap(word -> byWord.getOrDefault(word, List.of()).stream()).distinct()
                    .collect(Collectors.toMap(Function.identity(), taken::get));
            var earlier = Match.of(name, alike);
            if (earlier.chosen() != null) {
                rows.reject(place, "likely-duplicate", "seems to be " + places.get(earlier.chosen()).pointer() + " \""
                        + earlier.candidates().get(0).name() + "\" once more");
                return true;
            }
            return false;
        }

        private static Stream<String> words(Institution institution) {
            return Words.of(institution.names().get(0).text()).tellingKeys().stream()
                    .map(word -> institution.country() + " " + word);
        }

        private List<String> domains(Place place, JsonNode entry, Country country) {
            var domains = new ArrayList<String>();
            for (var given : entry.path("domains")) {
                var domain = given.asText().toLowerCase(Locale.ROOT).strip();
                if (domain.startsWith("www.")) {
                    rows.warn(place.at("/domains"), "odd-domain",
                            domain + " is the name of a server; the domain is without www");
                    domain = domain.substring("www.".length());
                }
                if (!Institution.isDomain(domain)) {
                    rows.warn(place.at("/domains"), "odd-domain", "\"" + domain + "\" is no domain; it is left out");
                } else if (!domains.contains(domain)) {
                    domains.add(domain);
                    warnOfAnotherCountry(place, domain, country);
                }
            }
            for (var page : entry.path("web_pages")) {
                var host = host(page.asText());
                if (host != null && domains.stream().noneMatch(domain -> host.equals(domain) || host.endsWith("." + domain)
                        || domain.endsWith("." + host))) {
                    rows.warn(place.at("/web_pages"), "other-host", host + " is under none of the domains");
                }
            }
            return domains;
        }

        private void warnOfAnotherCountry(Place place, String domain, Country country) {
            var top = domain.substring(domain.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
            if (top.length() == 2 && !top.equals(country.code()) && List.of(Locale.getISOCountries()).contains(top)) {
                rows.warn(place.at("/domains"), "domain-abroad", domain + " is a domain of " + top + ", not " + country.code());
            }
        }
    }

    private static Country country(String code) {
        try {
            return new Country(code);
        } catch (IllegalArgumentException e) {
            throw Problem.brokenRule("/alpha_two_code", e.getMessage());
        }
    }

    private static String host(String page) {
        try {
            var host = URI.create(page.strip()).getHost();
            return host == null ? null : host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
        } catch (IllegalArgumentException e) {
            // Then there is none to compare.
            return null;
        }
    }
}
