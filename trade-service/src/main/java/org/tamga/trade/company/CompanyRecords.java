package org.tamga.trade.company;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Decimals;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.NameKey;
import org.tamga.record.NameSearch;
import org.tamga.record.Parameters;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.database.Transaction.Plan;
import org.tamga.trade.company.Company.EntityType;
import org.tamga.trade.company.Company.Status;
import org.tamga.trade.company.ForeignHoldings.Way;

/** The companies and the rules they are recorded by. */
@Singleton
public class CompanyRecords extends Records<Company> {

    /** The shortest sound that is searched. */
    private static final int SOUND = 3;

    /** So many are looked at one by one sooner than a page is found among the others. */
    private static final int FEW = 1_000;

    /** So many are told to a list by their ids, where they were looked at one by one. */
    private static final int LISTED = 5_000;

    /** So many of a country that few have, whatever its share. */
    private static final int RARE = 200;

    /** As many as an answer names of those that refer to a company. */
    private static final int MOST_NAMED = 10;

    private final Database database;

    CompanyRecords(Ledger ledger) {
        super(ledger, "company", Company.class);
        this.database = ledger.database();
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return transaction.list("""
                                select 'interest ' || v.id || ' in company ' || v.parent_id as referrer from interest_version v
                                where v.holder_company = ? and v.standing
                                union select 'company ' || v.id from company_version v where v.head_id = ? and v.standing
                                union select 'agreement ' || v.id from agreement_version v
                                where v.parties @> jsonb_build_array(jsonb_build_object('companyId', ?::uuid)) and v.standing
                                union select 'project ' || v.id from project_version v
                                where v.parties @> jsonb_build_array(jsonb_build_object('companyId', ?::uuid)) and v.standing
                                limit ?""", row -> row.getString("referrer"), id, id, id, id, MOST_NAMED);
    }

    /** A file of companies asks of each whose branch it is. */
    @Override
    protected void lookUp(Transaction transaction, List<Company> companies, Set<UUID> parentIds) throws SQLException {
        refer(transaction, companies.stream().map(Company::headId).filter(Objects::nonNull).collect(Collectors.toSet()));
    }

    /** And of which countries they are, which whoever refers to a company asks next. */
    @Override
    public void refer(Transaction transaction, Set<UUID> ids) throws SQLException {
        super.refer(transaction, ids);
        var countries = countries(transaction);
        var asked = ids.stream().filter(id -> !countries.containsKey(id)).toList();
        if (!asked.isEmpty()) {
            if (countries.size() + asked.size() > MOST_REFERRED) {
                countries.clear();
            }
            transaction.list("select id, array_remove(array_agg(distinct jurisdiction), null) as countries from company_version"
                    + " where id = any (?::uuid[]) and standing group by id",
                    row -> countries.put(row.getObject("id", UUID.class),
                            Set.of((String[]) row.getArray("countries").getArray())),
                    asked);
        }
    }

    /** By company, those that it is recorded with. */
    private Map<UUID, Set<String>> countries(Transaction transaction) {
        return transaction.kept(this, HashMap::new);
    }

    @Override
    public Set<String> countriesOf(Transaction transaction, UUID id) throws SQLException {
        var known = countries(transaction).get(id);
        return known != null ? known : super.countriesOf(transaction, id);
    }

    @Override
    protected void changing(Transaction transaction, UUID id) {
        super.changing(transaction, id);
        countries(transaction).remove(id);
    }

    @Override
    protected void check(Draft<Company> draft, Findings findings) throws SQLException {
        var company = draft.content();
        findings.refuseIf(company.headId() == null && company.entityType().isPart(), "/headId",
                "a branch or representative office has a head");
        requireRecorded(draft, company.headId(), "/headId", findings);
        if (!draft.isNew()) {
            requireNoCircle(draft, content -> Stream.ofNullable(content.headId()), "/headId", findings);
        }
        findings.refuseIf(company.foundedOn() != null && company.dissolvedOn() != null
                && company.dissolvedOn().isSurelyBefore(company.foundedOn()), "/dissolvedOn", "lies before foundedOn");
        for (int i = 0; i < company.identifiers().size(); i++) {
            IdentifierScheme.check(company.identifiers().get(i), company.entityType(), "/identifiers/" + i + "/value",
                    findings);
        }
    }

    @Override
    protected Stream<Key> keys(Company company) {
        return company.identifiers().stream()
                .map(identifier -> new Key(identifier.scheme(), Identified.bare(identifier.scheme(), identifier.value())));
    }

    @Override
    protected Stream<String> countries(Company company) {
        return Stream.ofNullable(company.jurisdiction()).map(Object::toString);
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("registered", "updated", "status-changed", "dissolved", "corrected", "retracted");
    }

    @Override
    protected String eventName(Change<Company> change) {
        if (change.reason() == Reason.NEW) {
            return "registered";
        }
        if (change.reason() == Reason.RETRACTION || change.former().isEmpty()) {
            return super.eventName(change);
        }
        var before = change.former().get();
        var after = change.subject();
        if (before.dissolvedOn() == null && after.dissolvedOn() != null) {
            return "dissolved";
        }
        return before.status() != after.status() ? "status-changed" : "updated";
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "country",
                Filter.of(Country.class, (country, at, all) -> Condition.of("v.jurisdiction = ?", new Country(country).code())),
                "identifier", (identifier, at, all) -> identified(identifier),
                "isic", (code, at, all) -> Isic.within(code),
                "entityType",
                Filter.of(EntityType[].class, (types, at, all) -> among("v.entity_type", names(EntityType.class, types))),
                "status", Filter.of(Status[].class, (statuses, at, all) -> status(names(Status.class, statuses), at.validAt())),
                "capitalFrom", this::capitalFrom,
                "minShare", (share, at, all) -> beside("minShare", all),
                "overShare", (share, at, all) -> beside("overShare", all),
                "operating",
                Filter.of(Boolean.class, (yes, at, all) -> all.truth("operating")
                        ? operating("v", at.validAt())
                        : Condition.nested("not (%s)", operating("v", at.validAt()))),
                "q", this::named);
    }

    private Condition named(String words, At at, Parameters all) {
        return NameLookup.of(database, ways(words),
                country(all).map(code -> Condition.of("v.jurisdiction = ?", code.code())).orElse(Condition.of("true")));
    }

    /** The one country of which a list is; empty where it is of any, or of several. */
    private static Optional<Country> country(Parameters all) {
        return all.value("country", Country::new).or(() -> all.list("jurisdiction").size() == 1
                ? all.value("jurisdiction", Country::new)
                : Optional.empty());
    }

    /** As {@link #named(String)}, for a query in the order of ids that ends with the first of them, by what few have. */
    public Condition lookedUp(String words) {
        return NameLookup.of(database, ways(words), Condition.of("true"));
    }

    /** Part of a name as it is written, or as it sounds in any script. */
    public static Condition named(String words) {
        var ways = ways(words);
        return ways.size() == 1 ? ways.get(0) : Condition.nested("(%s or %s)", ways.toArray());
    }

    /** A sound of one or two letters is in every name. */
    private static List<Condition> ways(String words) {
        var written = NameSearch.condition("v.name_text", words);
        var sound = NameKey.of(words);
        return sound.length() < SOUND
                ? List.of(written)
                : List.of(written, Condition.of("v.name_key like ?", "%" + sound + "%"));
    }

    /**
     * SQL for a company's status on a day: what is recorded, unknown where nothing is, and liquidated since it is dissolved, whatever
     * else a register still has.
     */
    public static Condition status(String row, LocalDate day) {
        return Condition.of("case when " + row + ".dissolved_by <= ?::date then 'liquidated' else coalesce(" + row
                + ".status, 'unknown') end", day);
    }

    /**
     * What counts as operating: all but what a register calls inactive or liquidated, and what is dissolved by that day.
     *
     * @param day null for whatever day, of which a caller makes out itself when it is dissolved
     */
    public static Condition operating(String row, LocalDate day) {
        var operating = Condition.of("coalesce(" + row + ".status, '') not in ('inactive', 'liquidated')");
        return day == null ? operating : Condition.nested("%s and " + isThere(row), operating, day);
    }

    /** The planner makes no guess of coalesce, and so takes what is recorded of few for what is true of most. */
    private static String isThere(String row) {
        return "coalesce(" + row + ".dissolved_by > ?::date, true)";
    }

    /** As {@link #status(String, LocalDate)}, but for several days together, of each of which that may hold. */
    private static Condition status(List<String> statuses, LocalDate day) {
        var recorded = statuses.contains("unknown")
                ? Condition.nested("(%s or v.status is null)", among("v.status", statuses))
                : among("v.status", statuses);
        if (day == null) {
            return recorded;
        }
        return statuses.contains("liquidated")
                ? Condition.nested("(%s or v.dissolved_by <= ?::date)", recorded, day)
                : Condition.nested("%s and " + isThere("v"), recorded, day);
    }

    /** One value by equality, whose index has its rows in the order of ids. */
    private static Condition among(String column, List<String> values) {
        return values.size() == 1
                ? Condition.of(column + " = ?", values.get(0))
                : Condition.of(column + " = any (?)", values);
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type, String values) {
        var known = Stream.of(type.getEnumConstants()).map(Json::name).toList();
        var names = Stream.of(values.split(",", -1)).map(String::strip).distinct().toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("is one of " + String.join(", ", known) + ", or several with commas between");
        }
        return names;
    }

    /**
     * Companies in which holders of that country have capital directly, and parts of companies of that country; narrowed to those of
     * which the holders together surely have so much. None that is only planned, or disputed, as a company or a holding: the list
     * shows what is counted. A share stands in the SQL itself, as the countries do.
     */
    private Condition capitalFrom(String country, At at, Parameters all) {
        var from = new Country(country);
        // The companies' own country is in the index of their interests too.
        var in = country(all).orElse(null);
        var least = share(all, "minShare");
        var below = share(all, "overShare");
        var share = least.map(asked -> leastShare("i") + " >= " + asked.toPlainString())
                .or(() -> below.map(asked -> leastShare("i") + " > " + asked.toPlainString()));
        var having = share.map(asked -> Condition.of(" having " + asked, at.validAt())).orElse(Condition.of(""));
        var few = least.or(() -> below).flatMap(asked -> few(from, in, asked, at));
        var ways = ways(from);
        if (ways.isEmpty()) {
            return Condition.of("false");
        }
        var companies = ForeignHoldings.companies(from, in, ways, having, few.orElse(Condition.of("")), at);
        var listed = few.map(unused -> LISTED).or(() -> share.isEmpty() && isRare(from) ? Optional.of(RARE) : Optional.empty());
        return Condition.nested("%s and " + Confidence.sure("v"), listed.flatMap(most -> ids(companies, most))
                .map(ids -> Condition.of("v.id = any ((select ?::uuid[])::uuid[])", ids))
                .orElse(Condition.nested("v.id in (select capital.id from (%s) capital)", companies)));
    }

    /**
     * Where few companies can be meant, those: else all of a country's capital might be gone through for them. Where many can, a page
     * is full before long. Several days together, of which each may count, have no bound.
     */
    private Optional<Condition> few(Country from, Country in, BigDecimal share, At at) {
        if (share.signum() == 0 || at.validAt() == null) {
            return Optional.empty();
        }
        var mayHold = ForeignHoldings.mayHold(from, in, share).sql() + " limit " + (FEW + 1);
        var companies = database.read(transaction -> transaction.list(mayHold, row -> row.getObject(1, UUID.class)));
        return companies.size() > FEW
                ? Optional.empty()
                : Optional.of(Condition.of(" and i.parent_id = any (?::uuid[])", companies));
    }

    /** Those in which any company can ever have had that country's capital. */
    private Set<Way> ways(Country from) {
        return database.read(transaction -> transaction.first(ForeignHoldings.recorded(from), row -> {
            var ways = EnumSet.noneOf(Way.class);
            for (var way : Way.values()) {
                if (row.getBoolean(way.ordinal() + 1)) {
                    ways.add(way);
                }
            }
            return ways;
        })).orElseThrow();
    }

    /** Whether so little is recorded of what the country's holders have, ever, that a page of it is not full before long. */
    private boolean isRare(Country from) {
        return database.read(transaction -> transaction.first("select count(*) from (select from interest_version i"
                + " where i.holder_country = '" + from + "' and i.is_capital limit " + (RARE + 1) + ") i",
                row -> row.getInt(1)))
                .orElseThrow() <= RARE;
    }

    /** The companies themselves, where they are no more than so many: found by a list, they are found by the B-tree of ids. */
    private Optional<List<UUID>> ids(Condition companies, int most) {
        var ids = database.read(transaction -> transaction.list(Plan.EACH_TIME, companies.sql() + " limit " + (most + 1),
                row -> row.getObject(1, UUID.class), companies.arguments().toArray()));
        return ids.size() > most ? Optional.empty() : Optional.of(ids);
    }

    private static Optional<BigDecimal> share(Parameters all, String name) {
        return all.value(name, text -> {
            var share = Decimals.parse(text);
            if (share.signum() < 0 || share.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new IllegalArgumentException("is a per cent from 0 to 100");
            }
            return share;
        });
    }

    /** Narrows capitalFrom, which reads it; means nothing alone. */
    private static Condition beside(String name, Parameters all) {
        if (!all.has("capitalFrom")) {
            throw new IllegalArgumentException("goes with capitalFrom");
        }
        if (all.has("minShare") && all.has("overShare")) {
            throw new IllegalArgumentException("is one of minShare or overShare, not both");
        }
        share(all, name);
        return Condition.of("true");
    }

    /**
     * SQL for what interests come to at the least, in per cent; one argument, the day. An interest of unknown size, or of a size
     * that is known only since later, adds nothing.
     *
     * @param row the alias of a row of {@code interest_version}
     */
    public static String leastShare(String row) {
        return "coalesce(round(sum(%1$s.least_share) filter (where %1$s.share_as_of is null or %1$s.share_as_of <= ?::date)::numeric, 9), 0)"
                .replace("%1$s", row);
    }

    /** By a scheme and a value, such as {@code KZ-BIN:123456789012}. */
    private static Condition identified(String text) {
        var parts = text.split(":", 2);
        if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException("is a scheme and a value, such as KZ-BIN:123456789012");
        }
        return Identified.by(parts[0], parts[1]);
    }
}
