package org.tamga.education.institution;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.education.institution.Institution.Identifier;
import org.tamga.education.institution.Institution.Name;
import org.tamga.education.institution.Institution.NameType;
import org.tamga.education.institution.Institution.Relation;
import org.tamga.education.institution.Institution.RelationType;
import org.tamga.education.naming.Words;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.NameKey;
import org.tamga.record.NameSearch;
import org.tamga.record.Period;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/** The institutions and the rules they are recorded by. */
@Singleton
public class InstitutionRecords extends Records<Institution> {

    /** Institutions that name another in their relations, at most. */
    private static final int MAX_RECIPROCAL = Institution.MOST_RELATIONS;

    /** Institutions that a name is compared with: those that share the most of its telling words. */
    private static final int MOST_COMPARED = 200;

    /** As many as an answer names of those that refer to an institution. */
    private static final int MOST_NAMED = 10;

    private final Database database;

    InstitutionRecords(Ledger ledger) {
        super(ledger, "institution", Institution.class);
        this.database = ledger.database();
    }

    @Override
    protected void check(Draft<Institution> draft, Findings findings) throws SQLException {
        var institution = draft.content();
        for (int i = 0; i < institution.identifiers().size(); i++) {
            var identifier = institution.identifiers().get(i);
            var pointer = "/identifiers/" + i + "/value";
            identifier.scheme().fault(identifier.value())
                    .ifPresent(fault -> findings.refuse(pointer, Json.name(identifier.scheme()) + " " + fault));
        }
        for (int i = 0; i < institution.relations().size(); i++) {
            var relation = institution.relations().get(i);
            var pointer = "/relations/" + i + "/institutionId";
            if (relation.institutionId().equals(draft.id())) {
                findings.refuse(pointer, "is this institution itself");
            } else {
                requireRecorded(draft, relation.institutionId(), pointer, findings);
            }
        }
        requireNoCircle(draft, RelationType.PARENT, "make this institution its own parent", findings);
        requireNoCircle(draft, RelationType.SUCCESSOR, "make this institution its own successor", findings);
    }

    /**
     * No institution may be above or before itself, whichever side says so: "B is my parent" and "A is my child" are one fact,
     * as are "B succeeds me" and "A preceded me".
     *
     * @param up the relation to what is above or after, such as parent
     */
    private void requireNoCircle(Draft<Institution> draft, RelationType up, String fault, Findings findings)
            throws SQLException {
        var upwards = related(draft.content(), up);
        var downwards = related(draft.content(), up.reciprocal());
        if (upwards.isEmpty() && downwards.isEmpty()) {
            return;
        }
        // One such check at a time: two writers could else each close their half of a circle unseen.
        draft.transaction().first("select pg_advisory_xact_lock(hashtext('institution relations'))", row -> true);
        var ahead = new ArrayDeque<UUID>(upwards);
        ahead.addAll(saidByOthers(draft, up, draft.id()));
        var seen = new HashSet<UUID>();
        while (!ahead.isEmpty()) {
            var id = ahead.remove();
            if (id.equals(draft.id()) || downwards.contains(id)) {
                findings.refuse("/relations", fault + ", by way of " + id);
                return;
            }
            if (seen.add(id)) {
                for (var period : standing(draft.transaction(), id)) {
                    if (period.valid().overlaps(draft.write().valid())) {
                        ahead.addAll(related(period.content(), up));
                    }
                }
                ahead.addAll(saidByOthers(draft, up, id));
            }
        }
    }

    private static Set<UUID> related(Institution institution, RelationType type) {
        return institution.relations().stream().filter(relation -> relation.type() == type).map(Relation::institutionId)
                .collect(Collectors.toSet());
    }

    /** Institutions that say of themselves that they are that to this one, such as its parent by naming it as their child. */
    private static List<UUID> saidByOthers(Draft<Institution> draft, RelationType up, UUID id) throws SQLException {
        return draft.transaction().list("select v.id from institution_version v where v.relations @> ?::jsonb and v.id <> ?"
                + " and v.standing and v.valid && ?::daterange",
                row -> row.getObject("id", UUID.class),
                "[{\"type\": \"" + Json.name(up.reciprocal()) + "\", \"institutionId\": \"" + id + "\"}]", draft.id(),
                draft.write().valid().toRange());
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return transaction
                .list("""
                      select 'partnership ' || v.id as referrer from partnership_version v
                      where v.parties @> jsonb_build_array(jsonb_build_object('institutionId', ?::uuid)) and v.standing
                      union select 'presence ' || v.id from presence_version v
                      where (v.home_ids @> jsonb_build_array(?::uuid) or v.host_partner_id = ?) and v.standing
                      union select 'programme ' || v.id from programme_version v
                      where v.awarding_institution_ids @> jsonb_build_array(?::uuid) and v.standing
                      union select 'institution ' || v.id from institution_version v
                      where v.relations @> jsonb_build_array(jsonb_build_object('institutionId', ?::uuid))
                        and v.standing
                      union select 'student-statistic ' || v.id from student_statistic_version v
                      where v.institution_id = ? and v.standing
                      limit ?""", row -> row.getString("referrer"), id, id, id, id, id, id, MOST_NAMED);
    }

    @Override
    protected Stream<Key> keys(Institution institution) {
        // A national number says nothing without its country.
        return institution.identifiers().stream()
                .filter(identifier -> identifier.scheme() != IdentifierScheme.NATIONAL || institution.country() != null)
                .map(identifier -> new Key(identifier.scheme() == IdentifierScheme.NATIONAL
                        ? Json.name(identifier.scheme()) + " " + institution.country()
                        : Json.name(identifier.scheme()), identifier.value()));
    }

    @Override
    protected Stream<String> countries(Institution institution) {
        return Stream.ofNullable(institution.country()).map(Country::code);
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("recorded", "updated", "corrected", "retracted", "renamed", "merged");
    }

    @Override
    protected String eventName(Change<Institution> change) {
        if (change.reason() == Reason.NEW || change.reason() == Reason.RETRACTION || change.former().isEmpty()) {
            return super.eventName(change);
        }
        var before = change.former().get();
        var after = change.subject();
        // One fact, whichever side says it: "B succeeds me" and "A preceded me".
        if (Stream.of(RelationType.SUCCESSOR, RelationType.PREDECESSOR)
                .anyMatch(type -> !related(before, type).containsAll(related(after, type)))) {
            return "merged";
        }
        return officialNames(before).equals(officialNames(after)) ? super.eventName(change) : "renamed";
    }

    private static Set<String> officialNames(Institution institution) {
        return institution.names().stream().filter(name -> name.type() == NameType.OFFICIAL).map(Name::text)
                .collect(Collectors.toSet());
    }

    @Override
    protected Map<String, Class<?>> derivedMembers() {
        return Map.of("reciprocalRelations", Relation[].class);
    }

    @Override
    protected Map<String, ?> derived(Period<Institution> period, At at) {
        return Map.of("reciprocalRelations", saidByOthers(period, at));
    }

    /** What others say that they are to this one, unless this one says it itself. */
    private List<Relation> saidByOthers(Period<Institution> period, At at) {
        var said = period.content().relations().stream()
                .map(relation -> new Relation(relation.type(), relation.institutionId(), null))
                .collect(Collectors.toSet());
        var naming = Condition.of("v.relations @> ?::jsonb", "[{\"institutionId\": \"" + period.id() + "\"}]");
        return matching(naming, at, MAX_RECIPROCAL).stream()
                .flatMap(other -> other.content().relations().stream()
                        .filter(relation -> relation.institutionId().equals(period.id()))
                        .map(relation -> new Relation(relation.type().reciprocal(), other.id(), relation.interval())))
                .filter(relation -> !said.contains(new Relation(relation.type(), relation.institutionId(), null)))
                .toList();
    }

    /** An institution as JSON-LD. */
    Map<String, Object> linkedData(UUID id, At at) {
        var period = get(id, null, at);
        return LinkedData.of(period, saidByOthers(period, at));
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "externalId", (id, at, all) -> externalId(id),
                "domain", (domain, at, all) -> withDomain(domain),
                "q", (words, at, all) -> named(words));
    }

    /** Institutions with a name that has these words in it: as they are written, or in another language or script. */
    private Condition named(String words) {
        var written = NameSearch.condition("v.name_text", words);
        var keys = Words.of(words).searchKeys();
        return keys.isEmpty() ? written : Condition.nested("(%s) or v.name_words @> ?", written, keys);
    }

    /**
     * Which institutions a name may mean.
     *
     * @param name in any language and script
     * @param country those of other countries are not meant; null is all
     */
    Match match(String name, Country country, At at) {
        var inCountry = country == null
                ? Condition.of("true")
                : Condition.of("(w.country = ? or w.country is null)", country.code());
        var words = Words.of(name);
        var likely = sharing(words.tellingKeys(), inCountry, at, MOST_COMPARED);
        return Match.of(name, (likely.isEmpty() ? sharing(words.keys(), inCountry, at, MOST_COMPARED) : likely).stream()
                .collect(Collectors.toMap(Period::id, Period::content)));
    }

    /** The institutions whose names have the most of these words in any script; if none has one, those that sound like them. */
    public List<Period<Institution>> named(String words, At at, int limit) {
        var sharing = sharing(Words.of(words).tellingKeys(), Condition.of("true"), at, limit);
        return sharing.isEmpty() && !NameKey.of(words).isEmpty()
                ? matching(Condition.nested("v.id in (select w.id from institution_version w where %s and %s"
                        + " order by %s desc, w.id limit ?)", NameKey.condition("w.name_key", words), at.on("w"),
                        NameKey.score("w.name_key", words), limit), at, limit)
                : sharing;
    }

    /** Those whose names have the most of these words. */
    private List<Period<Institution>> sharing(Set<String> keys, Condition narrowed, At at, int limit) {
        if (keys.isEmpty()) {
            return List.of();
        }
        var most = at.knownAt() == null
                ? Condition.nested("""
                                   select w.id from institution_word w where w.word = any(?) and %s and w.valid @> ?::date
                                   group by w.id order by count(*) desc, w.id limit ?""", keys, narrowed, at.validAt(), limit)
                : Condition.nested("""
                                   select w.id from institution_version w where w.name_words && ? and %s and %s
                                   order by (select count(*) from unnest(w.name_words) word where word = any(?)) desc, w.id
                                   limit ?""", keys, narrowed, at.on("w"), keys, limit);
        return matching(Condition.nested("v.id in (%s)", most), at, limit);
    }

    private static Condition externalId(String id) {
        var identifier = identifier(id);
        return Condition.of("v.identifiers @> jsonb_build_array(jsonb_build_object('scheme', ?::text, 'value', ?::text))",
                Json.name(identifier.scheme()), identifier.value());
    }

    /**
     * The institution that has an identifier now, such as {@code ror:https://ror.org/0336rcx12}. Throws IllegalArgumentException
     * where several have it, as they may a national one: each country numbers its own.
     */
    public Optional<UUID> identified(String id) {
        var had = externalId(id);
        var holders = database.read(transaction -> transaction.list(
                "select distinct v.id from institution_version v where " + had.sql() + " and v.standing order by v.id limit "
                        + MOST_NAMED,
                row -> row.getObject("id", UUID.class), had.arguments().toArray()));
        if (holders.size() > 1) {
            throw new IllegalArgumentException("is " + id + ", which several institutions have: "
                    + holders.stream().map(UUID::toString).collect(Collectors.joining(", ")) + "; name one by its id");
        }
        return holders.stream().findFirst();
    }

    /** Institutions with a domain, by id. */
    Map<UUID, Institution> withDomain(String domain, At at) {
        return matching(withDomain(domain), at, MOST_COMPARED).stream()
                .collect(Collectors.toMap(Period::id, Period::content));
    }

    private static Condition withDomain(String domain) {
        return Condition.of("v.domains @> jsonb_build_array(?::text)", domain);
    }

    /** {@code ror:https://ror.org/0336rcx12}: the scheme ends at the first colon. */
    private static Identifier identifier(String id) {
        var colon = id.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("is scheme and value such as ror:https://ror.org/0336rcx12");
        }
        var scheme = Stream.of(IdentifierScheme.values()).filter(known -> Json.name(known).equals(id.substring(0, colon)))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("begins with one of "
                        + Stream.of(IdentifierScheme.values()).map(Json::name).collect(Collectors.joining(", "))));
        return new Identifier(scheme, id.substring(colon + 1));
    }

    /** As {@link #standingOf(Transaction, Collection)}, of one, as everybody sees it. */
    List<Period<Institution>> standingOf(UUID id) {
        return database.read(transaction -> standingOf(transaction, List.of(id))).getOrDefault(id, List.of());
    }

    /** A key that an institution holds on some days. */
    record Held(Key key, UUID id, Interval days) {}

    /** Who holds these keys now, on whatever days. */
    List<Held> held(Transaction transaction, Collection<Key> keys) throws SQLException {
        return keys.isEmpty()
                ? List.of()
                : transaction.list(
                        "select scheme, value, id, lower(valid) as first, upper(valid) as last from record_key"
                                + " join unnest(?::text[], ?::text[]) as asked (scheme, value) using (scheme, value)"
                                + " where kind = 'institution'",
                        row -> new Held(new Key(row.getString("scheme"), row.getString("value")),
                                row.getObject("id", UUID.class),
                                new Interval(row.getObject("first", LocalDate.class), row.getObject("last", LocalDate.class))),
                        keys.stream().map(Key::scheme).toList(), keys.stream().map(Key::value).toList());
    }

    /** Which institutions have these identifiers now, by identifier. */
    Map<String, UUID> holders(Transaction transaction, IdentifierScheme scheme, Collection<String> values) throws SQLException {
        return transaction.list(
                "select value, id from record_key where kind = 'institution' and scheme = ? and value = any(?)",
                row -> Map.entry(row.getString("value"), row.getObject("id", UUID.class)), Json.name(scheme), values)
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    /**
     * A query for the ids of a country's institutions on that day, once or more each: what stands there may be older than what is
     * recorded of it, so between, before and after its recorded days it is of the country that {@link At#said} has.
     *
     * @param at with no day for those that are ever recorded in that country
     */
    public static Condition of(Country country, At at) {
        var ever = Condition.nested("select i.id from institution_version i where i.country = ? and %s", country.code(),
                new At(null, at.knownAt(), at.basis()).on("i"));
        return at.validAt() == null
                ? ever
                : Condition.nested("%s and (i.valid @> ?::date or (%s) = ?)", ever, at.validAt(),
                        at.said("institution", "country", "i.id"), country.code());
    }

    /** What people call these institutions, by id; whichever was not known then is missing. */
    public Map<UUID, String> namesOf(Collection<UUID> ids, At at) {
        return ids.isEmpty()
                ? Map.of()
                : matching(Condition.of("v.id = any(?)", ids), at, ids.size()).stream()
                        .collect(Collectors.toMap(Period::id, period -> period.content().displayName()));
    }

    /** The countries of several institutions together, as they stand now. */
    public Set<String> countriesOf(Transaction transaction, Collection<UUID> ids) throws SQLException {
        var countries = new HashSet<String>();
        for (var id : ids) {
            countries.addAll(countriesOf(transaction, id));
        }
        return countries;
    }
}
