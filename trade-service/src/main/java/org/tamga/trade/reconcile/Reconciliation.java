package org.tamga.trade.reconcile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Ledger;
import org.tamga.record.NameKey;
import org.tamga.record.NameSearch;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.search.SearchByName;
import org.tamga.record.search.SearchByName.Kind;
import org.tamga.record.search.SearchByName.Shown;
import org.tamga.trade.company.Company;
import org.tamga.trade.company.Company.EntityType;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.Identified;
import org.tamga.trade.reconcile.Reconciled.Candidate;
import org.tamga.trade.reconcile.Reconciled.Feature;
import org.tamga.trade.reconcile.Reconciled.Known;
import org.tamga.trade.reconcile.Reconciled.Named;
import org.tamga.trade.reconcile.Reconciled.Query;
import org.tamga.trade.reconcile.Reconciled.Suggestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Finds the recorded companies that the words of somebody's table may mean: by their names as they are written or sound in any
 * script, by their identifiers, narrowed by what else the table knows. As the record is today.
 */
@Singleton
class Reconciliation {

    /** The types: what a register says an entry is. */
    static final List<Named> TYPES = Stream.of(EntityType.values()).map(Reconciliation::named).toList();

    /** Properties that a query may give, beside every scheme of identifiers by its name. */
    static final List<Named> PROPERTIES = List.of(new Named("country", "Country of registration (ISO 3166-1 alpha-2)"),
            new Named("identifier", "Identifier in any register"), new Named("city", "City of the seat"),
            new Named("XI-LEI", "Legal entity identifier (LEI)"),
            new Named("KZ-BIN", "Business identification number (Kazakhstan)"),
            new Named("KR-BRN", "Business registration number (Korea)"),
            new Named("KR-CRN", "Corporate registration number (Korea)"), new Named("UZ-KTUT", "KTUT (Uzbekistan)"),
            new Named("KG-OKPO", "OKPO (Kyrgyzstan)"), new Named("TJ-TIN", "Taxpayer identification number (Tajikistan)"));

    private static final Condition ANY = Condition.of("true");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int MAX_LIMIT = 50;
    private static final int DEFAULT_LIMIT = 5;
    /** Companies that are compared closely, of each way to find some: the likeliest. */
    private static final int COMPARED = 50;
    private static final int MAX_WORDS = 500;
    private static final int MAX_PROPERTIES = 20;
    private static final int MAX_VALUES = 20;

    /** From here on a name counts as the same. */
    private static final double SAME = 0.95;
    /** Less is no candidate. */
    private static final double LIKE = 0.3;
    /** What a contradicting property leaves of a score. */
    private static final double CONTRADICTED = 0.6;

    private final CompanyRecords companies;
    private final Kind<Company> kind;
    private final SearchByName names;
    private final ObjectMapper mapper;

    Reconciliation(Ledger ledger, CompanyRecords companies, ObjectMapper mapper) {
        this.companies = companies;
        this.kind = Kind.of("company", companies, company -> new Shown(company.names().get(0).text(), null, null));
        this.names = new SearchByName(ledger.database(), "trade", kind);
        this.mapper = mapper;
    }

    private static Named named(EntityType type) {
        var id = Json.name(type);
        return new Named(id, Character.toUpperCase(id.charAt(0)) + id.substring(1).replace('-', ' '));
    }

    /** The candidates of one query, the best first; none where it says nothing that could be looked for. */
    List<Candidate> candidates(Query query) {
        var words = query.query() == null ? "" : query.query().strip();
        if (words.length() > MAX_WORDS) {
            throw Problem.invalidParameter("queries", "a query has at most " + MAX_WORDS + " characters");
        }
        var limit = query.limit() == null ? DEFAULT_LIMIT : Math.min(query.limit(), MAX_LIMIT);
        if (limit < 1) {
            throw Problem.invalidParameter("queries", "limit is 1 or more");
        }
        var types = texts(query.type()).toList();
        if (!TYPES.stream().map(Named::id).toList().containsAll(types)) {
            throw Problem.invalidParameter("queries",
                    "type is one of " + String.join(", ", TYPES.stream().map(Named::id).toList()));
        }
        var known = query.properties() == null ? List.<Known>of() : query.properties();
        if (known.stream().anyMatch(one -> one == null || one.pid() == null)) {
            throw Problem.invalidParameter("queries", "each of properties has a pid and a v");
        }
        if (known.size() > MAX_PROPERTIES || known.stream().anyMatch(one -> texts(one.v()).count() > MAX_VALUES
                || texts(one.v()).anyMatch(value -> value.length() > MAX_WORDS))) {
            throw Problem.invalidParameter("queries",
                    "a query has at most " + MAX_PROPERTIES + " properties, each of them at most "
                            + MAX_VALUES + " values, and a value at most " + MAX_WORDS + " characters");
        }
        if (words.isEmpty() && known.isEmpty()) {
            throw Problem.invalidParameter("queries", "a query has words in query, or properties, or both");
        }
        var itself = byId(words);
        if (itself.isPresent()) {
            return List.of(candidate(itself.get(), 1, true, List.of(new Feature("id", 100))));
        }
        var found = new ArrayList<Period<Company>>(identified(known));
        found.addAll(byName(words, types, known));
        var scored = distinct(found.stream())
                .filter(period -> types.isEmpty() || types.contains(Json.name(period.content().entityType())))
                .map(period -> score(period, words, known)).filter(one -> one.candidate().score() >= 100 * LIKE)
                .sorted(Scored.LIKELIEST_FIRST).toList();
        var sure = !scored.isEmpty() && isSure(scored);
        return scored.stream().limit(limit).map(Scored::candidate).map(one -> sure && one == scored.get(0).candidate()
                ? new Candidate(one.id(), one.name(), one.description(), one.score(), true, one.type(), one.features())
                : one).toList();
    }

    /** Where the first alone has the identifier; or, where none has, it is as good as the same and no other comes near. */
    private static boolean isSure(List<Scored> likeliestFirst) {
        var first = likeliestFirst.get(0);
        return likeliestFirst.stream().skip(1).noneMatch(first.isIdentified()
                ? Scored::isIdentified
                : other -> other.candidate().score() >= 100 * SAME) && first.candidate().score() >= 100 * SAME;
    }

    /**
     * A candidate as it was compared.
     *
     * @param isIdentified whether it has an identifier that is known, and nothing that is known contradicts it
     */
    private record Scored(Candidate candidate, boolean isIdentified) {

        static final Comparator<Scored> LIKELIEST_FIRST = Comparator
                .comparingDouble((Scored one) -> one.candidate().score()).thenComparing(Scored::isIdentified).reversed()
                .thenComparing(one -> one.candidate().id());
    }

    /** The company whose id somebody gives in place of a name. */
    private Optional<Period<Company>> byId(String text) {
        return ID.matcher(text).matches() ? companies.find(UUID.fromString(text), At.now(Records.today())) : Optional.empty();
    }

    /** Those of the country that is known, of which there may be many more elsewhere, and then those of any. */
    private List<Period<Company>> byName(String words, List<String> types, List<Known> known) {
        if (!NameKey.isOne(words)) {
            return List.of();
        }
        var anywhere = types.isEmpty() ? ANY : Condition.of("v.entity_type = any (?)", types);
        var countries = known.stream().filter(one -> one.pid().equals("country")).flatMap(one -> texts(one.v()))
                .map(code -> code.toUpperCase(Locale.ROOT)).distinct().toArray();
        var there = countries.length == 0
                ? Stream.<Condition>empty()
                : Stream.of(Condition.nested("%s and %s", anywhere, Condition.of(
                        "(" + String.join(" or ", Collections.nCopies(countries.length, "v.jurisdiction = ?")) + ")",
                        countries)));
        return Stream.concat(there, Stream.of(anywhere)).flatMap(among -> byName(words, among)).toList();
    }

    /** Those that are called so with their legal form, and those whose names are like it without. */
    private Stream<Period<Company>> byName(String words, Condition among) {
        var today = At.now(Records.today());
        return Stream.concat(
                companies
                        .matching(Condition.nested("%s and (%s) is true", NameKey.whole("v.name_key", words), among), today,
                                COMPARED)
                        .stream(),
                names.among(kind, among, CompanyName.bare(words), today, COMPARED).stream());
    }

    private static Stream<Period<Company>> distinct(Stream<Period<Company>> periods) {
        var seen = new HashSet<UUID>();
        return periods.filter(period -> seen.add(period.id()));
    }

    private List<Period<Company>> identified(List<Known> known) {
        var conditions = new ArrayList<Condition>();
        known.stream().filter(Reconciliation::identifies).forEach(one -> texts(one.v())
                .map(value -> Identified.by(isScheme(one.pid()) ? one.pid() : null, value)).forEach(conditions::add));
        return conditions.isEmpty()
                ? List.of()
                : companies.matching(Condition.nested(String.join(" or ", conditions.stream().map(one -> "%s").toList()),
                        conditions.toArray()), At.now(Records.today()), COMPARED);
    }

    private static boolean isScheme(String property) {
        return property.matches("[A-Z]{2}-[A-Z]{2,10}");
    }

    private Scored score(Period<Company> period, String words, List<Known> known) {
        var company = period.content();
        var name = company.names().stream()
                .max(Comparator.comparingDouble(one -> CompanyName.likeness(words, one.text()))).orElseThrow();
        var likeness = words.isEmpty() ? 0 : CompanyName.likeness(words, name.text());
        var features = new ArrayList<Feature>(List.of(new Feature("name", rounded(100 * likeness))));
        var identified = false;
        var contradictions = 0;
        for (var one : known) {
            var agrees = agrees(company, one);
            if (agrees.isEmpty()) {
                continue;
            }
            features.add(new Feature(one.pid(), agrees.get() ? 100 : 0));
            identified |= agrees.get() && identifies(one);
            contradictions += agrees.get() ? 0 : 1;
        }
        return new Scored(
                candidate(period, (identified ? 1 : likeness) * Math.pow(CONTRADICTED, contradictions), false, features),
                identified && contradictions == 0);
    }

    private static boolean identifies(Known one) {
        return one.pid().equals("identifier") || isScheme(one.pid());
    }

    private static Candidate candidate(Period<Company> period, double score, boolean match, List<Feature> features) {
        var company = period.content();
        return new Candidate(period.id().toString(), company.names().get(0).text(), description(company), rounded(100 * score),
                match, List.of(named(company.entityType())), features);
    }

    /** Whether what is known of a company agrees with what is recorded; empty where one of the two says nothing. */
    private static Optional<Boolean> agrees(Company company, Known known) {
        var values = texts(known.v()).toList();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return switch (known.pid()) {
            case "country" -> Optional.ofNullable(company.jurisdiction()).map(Country::code)
                    .map(code -> values.stream().anyMatch(code::equalsIgnoreCase));
            case "city" -> Optional.ofNullable(company.seat()).map(Company.Seat::city)
                    .map(city -> values.stream().anyMatch(value -> NameKey.similarity(value, city) >= SAME));
            default -> {
                var recorded = company.identifiers().stream()
                        .filter(one -> known.pid().equals("identifier") || one.scheme().equals(known.pid())).toList();
                yield recorded.isEmpty()
                        ? Optional.empty()
                        : Optional.of(recorded.stream().anyMatch(one -> values.stream().anyMatch(value -> Identified
                                .key(one.scheme(), value).equals(Identified.key(one.scheme(), one.value())))));
            }
        };
    }

    private static String description(Company company) {
        return Stream.of(Json.name(company.entityType()).replace('-', ' '),
                company.jurisdiction() == null ? null : company.jurisdiction().code(),
                company.seat() == null ? null : company.seat().city(),
                company.identifiers().isEmpty()
                        ? null
                        : company.identifiers().get(0).scheme() + " " + company.identifiers().get(0).value())
                .filter(Objects::nonNull).reduce((one, other) -> one + ", " + other).orElse("");
    }

    private static double rounded(double score) {
        return Math.round(score * 100) / 100.0;
    }

    /** A value as the specification lets it come: text, a number, an object with an id, or an array of these. */
    private static Stream<String> texts(JsonNode value) {
        if (value == null || value.isNull()) {
            return Stream.empty();
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).flatMap(Reconciliation::texts);
        }
        return Stream.of(value.isObject() ? value.path("id").asText() : value.asText()).map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    // --- Completions ---------------------------------------------------------------------------------------------------

    /** Companies with a name that has these words in it, as they are written or sound, the likeliest first; or the one of that id. */
    List<Suggestion> companies(String prefix, int limit) {
        return byId(prefix).map(Stream::of).orElseGet(() -> named(prefix, limit))
                .map(period -> new Suggestion(period.id().toString(), period.content().names().get(0).text(),
                        description(period.content())))
                .toList();
    }

    private Stream<Period<Company>> named(String words, int limit) {
        var today = At.now(Records.today());
        var like = names.among(kind, ANY, words, today, COMPARED).stream().map(Period::id).toList();
        var first = companies.matching(Condition.nested("v.id = any (?::uuid[]) and (%s) is true", like,
                CompanyRecords.named(words)), today, COMPARED);
        return distinct(Stream.concat(
                first.stream().sorted(Comparator.comparingInt(period -> like.indexOf(period.id()))),
                first.size() < limit ? companies.matching(companies.lookedUp(words), today, limit).stream() : Stream.empty()))
                .limit(limit);
    }

    /** Those of a list whose id or name has the words. */
    static List<Suggestion> among(List<Named> all, String prefix) {
        var words = NameSearch.text(Stream.of(prefix)).strip();
        return all.stream().filter(one -> NameSearch.text(Stream.of(one.id(), one.name())).contains(words))
                .map(one -> new Suggestion(one.id(), one.name(), null)).toList();
    }

    Query read(JsonNode query) throws JsonProcessingException {
        if (query.isNull()) {
            throw Problem.invalidParameter("queries", "a query has words in query, or properties, or both");
        }
        return mapper.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).treeToValue(query, Query.class);
    }
}
