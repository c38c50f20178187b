package org.tamga.events.statement;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.events.gathering.GatheringRecords;
import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.events.participation.ParticipationRecords;
import org.tamga.events.person.PersonRecords;
import org.tamga.events.session.SessionRecords;
import org.tamga.events.statement.Statement.Kind;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What was said, and the rules that is recorded by. */
@Singleton
public class StatementRecords extends Records<Statement> {

    /** More than any exchange of words has; keeps one answer from growing without end. */
    private static final int MOST_TURNS = 200;

    private final GatheringRecords gatherings;
    private final SessionRecords sessions;
    private final ParticipationRecords participations;
    private final PersonRecords persons;
    private final OrganisationRecords organisations;
    private final Database database;
    private final ObjectMapper mapper;

    StatementRecords(Ledger ledger, GatheringRecords gatherings, SessionRecords sessions, ParticipationRecords participations,
            PersonRecords persons, OrganisationRecords organisations, ObjectMapper mapper) {
        super(ledger, "statement", Statement.class);
        this.gatherings = gatherings;
        this.sessions = sessions;
        this.participations = participations;
        this.persons = persons;
        this.organisations = organisations;
        this.database = ledger.database();
        this.mapper = mapper;
    }

    @Override
    protected void check(Draft<Statement> draft, Findings findings) throws SQLException {
        var statement = draft.content();
        var transaction = draft.transaction();
        gatherings.requireRecorded(draft, statement.gatheringId(), "/gatheringId", findings);
        sessions.requireAt(statement.gatheringId(), draft, statement.sessionId(), findings);
        var speaker = statement.speakerId();
        findings.refuseIf(speaker != null && !persons.isRecorded(transaction, speaker)
                && !organisations.isRecorded(transaction, speaker), "/speakerId",
                "no person or organisation " + speaker + " is recorded");
        findings.refuseIf(
                statement.participationId() != null && participations.standing(transaction, statement.participationId())
                        .stream().noneMatch(participation -> participation.parentId().equals(statement.gatheringId())),
                "/participationId", "no participation " + statement.participationId() + " in that gathering is recorded");
        requireRecorded(draft, statement.inReplyTo(), "/inReplyTo", findings);
        requireNoCircle(draft, content -> Stream.ofNullable(content.inReplyTo()), "/inReplyTo", findings);
        findings.refuseIf(statement.kind() == Kind.ANSWER && standing(transaction, statement.inReplyTo()).stream()
                .noneMatch(other -> other.content().kind() == Kind.QUESTION), "/inReplyTo", "an answer replies to a question");
        for (int i = 0; i < statement.translations().size(); i++) {
            checkTranslation(statement, statement.translations().get(i), "/translations/" + i, findings);
        }
        if (statement.saidOn() != null && statement.kind().isSpoken()) {
            warnIfOnOtherDays(draft, findings);
        }
    }

    private static void checkTranslation(Statement statement, Statement.Translation translation, String pointer,
            Findings findings) {
        findings.refuseIf(translation.lang().equals(statement.originalLanguage()), pointer + "/lang",
                "is the language of the original");
        findings.refuseIf(translation.machine() == null && translation.translator() == null, pointer + "/machine",
                "say who translated: a translator, or machine: true");
        findings.warnIf(statement.text().texts().containsKey(translation.lang()), "two-texts-in-a-language",
                pointer + "/lang", "the text itself has words in this language, too");
    }

    /** What is said at a gathering is said while it lasts. */
    private void warnIfOnOtherDays(Draft<Statement> draft, Findings findings) throws SQLException {
        var said = draft.content().saidOn();
        for (var gathering : gatherings.standing(draft.transaction(), draft.content().gatheringId())) {
            var days = gathering.content().possibleDays();
            findings.warnIf(days != null && gathering.valid().overlaps(draft.write().valid())
                    && (said.latest() != null && days.from() != null && said.latest().isBefore(days.from())
                            || said.earliest() != null && days.to() != null && !said.earliest().isBefore(days.to())),
                    "said-on-other-days", "/saidOn", "lies outside the gathering, which is " + days);
        }
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "statement", Condition.of("v.in_reply_to = ?", id),
                "claim", Condition.of("v.statement_id = ?", id),
                "commitment", Condition.of("v.origin_statement_id = ?", id)));
    }

    /** Its own, those of the gathering, and those for whom the speaker is there. */
    @Override
    protected Stream<String> countries(Transaction transaction, Period<Statement> period) throws SQLException {
        var statement = period.content();
        var countries = new TreeSet<>(gatherings.countriesOf(transaction, statement.gatheringId()));
        statement.countries().forEach(country -> countries.add(country.code()));
        var speaking = statement.speakerId() == null
                ? Stream.ofNullable(statement.participationId())
                : participations.of(transaction, statement.speakerId(), statement.gatheringId());
        for (var participation : speaking.toList()) {
            countries.addAll(participations.countriesOf(transaction, participation));
        }
        return countries.stream();
    }

    /** A query for the ids of the statements that concern a country: those of which {@link #countries} names it. */
    public static Condition concerning(Country country, At at) {
        var holds = at.on("s");
        var delegates = ParticipationRecords.onBehalfOf(country, at);
        return Condition.nested("""
                                select s.id from statement_version s where s.countries @> jsonb_build_array(?::text) and %s
                                union all select s.id from statement_version s where s.gathering_id in (%s) and %s
                                union all select s.id from statement_version s where s.participation_id in (%s) and %s
                                union all select s.id from participation_version p join statement_version s
                                  on s.gathering_id = p.parent_id and s.speaker_id = coalesce(p.person_id, p.organisation_id)
                                  where p.id in (%s) and %s and %s""",
                country.code(), holds, GatheringRecords.concerning(country, at), holds, delegates, holds, delegates, at.on("p"),
                holds);
    }

    /** A query for the ids of the statements on a topic. */
    public static Condition on(String topic, At at) {
        return Condition.nested("select s.id from statement_version s where s.topics @> jsonb_build_array(?::text) and %s",
                topic,
                at.on("s"));
    }

    /** A query for the ids of the statements that were made at a gathering. */
    public static Condition madeAt(UUID gathering, At at) {
        return madeAt(List.of(gathering), at);
    }

    /** As {@link #madeAt(UUID, At)}, at any of several. */
    public static Condition madeAt(List<UUID> gatherings, At at) {
        return Condition.nested("select s.id from statement_version s where s.gathering_id in ("
                + String.join(", ", Collections.nCopies(gatherings.size(), "?")) + ") and %s",
                Stream.<Object>concat(gatherings.stream(), Stream.of(at.on("s"))).toArray());
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "country", Filter.of(Country[].class, (countries, at, all) -> Condition.each(countries,
                        country -> Condition.among(concerning(new Country(country), at)))),
                "topic", (topic, at, all) -> Condition.of("v.topics @> jsonb_build_array(?::text)", topic),
                "speakerId", Filter.of(UUID.class, (speaker, at, all) -> saidBy(UUID.fromString(speaker), at)));
    }

    private static Condition saidBy(UUID speaker, At at) {
        var holds = at.on("s");
        return Condition.nested(
                """
                v.id in (select s.id from statement_version s where s.speaker_id = ? and %s
                  union all select s.id from participation_version p join statement_version s on s.participation_id = p.id
                    where p.person_id = ? and %s and %s
                  union all select s.id from participation_version p join statement_version s on s.participation_id = p.id
                    where p.organisation_id = ? and %s and %s)""",
                speaker, holds, speaker, at.on("p"), holds, speaker, at.on("p"), holds);
    }

    @Override
    protected Map<String, Class<?>> derivedMembers() {
        return Map.of("occasion", Occasion.class, "thread", Turn[].class);
    }

    @Override
    protected Map<String, ?> derived(Period<Statement> period, At at) {
        var thread = thread(period.id(), at);
        var occasion = occasions(List.of(period.id()), at).get(period.id());
        return occasion == null ? Map.of("thread", thread) : Map.of("occasion", occasion, "thread", thread);
    }

    /**
     * What a statement replies to, up to the first of its thread, and all that replies to those, in the order of the thread;
     * empty where it stands alone.
     */
    private List<Turn> thread(UUID id, At at) {
        var holds = at.on("s");
        var query = Condition.nested(
                """
                with recursive before as (
                  select s.id, s.in_reply_to, 0 as up from statement_version s where s.id = ? and %s
                  union
                  select s.id, s.in_reply_to, b.up + 1 from before b join statement_version s on s.id = b.in_reply_to
                  where %s),
                thread as (
                  (select id, array[id] as path from before order by up desc limit 1)
                  union
                  select s.id, t.path || s.id from thread t join statement_version s on s.in_reply_to = t.id where %s)
                select id from thread order by path limit ?""",
                id, holds, holds, holds, MOST_TURNS);
        var ids = database.read(transaction -> transaction.list(query.sql(), row -> row.getObject("id", UUID.class),
                query.arguments().toArray()));
        if (ids.size() < 2) {
            return List.of();
        }
        var turns = matching(Condition.of("v.id = any (?::uuid[])", ids), at, MOST_TURNS).stream()
                .collect(Collectors.toMap(Period::id, Turn::of));
        return ids.stream().map(turns::get).filter(Objects::nonNull).toList();
    }

    @Override
    protected Map<String, Inclusion<Statement>> inclusions() {
        return Map.of("occasion", Inclusion.of(Occasion.class,
                (page, at) -> occasions(page.stream().map(Period::id).toList(), at)));
    }

    /** Who said each of these statements where, as known and valid then; those of which nothing is are missing. */
    public Map<UUID, Occasion> occasions(Collection<UUID> ids, At at) {
        var query = occasionsOf(ids, at);
        var occasions = new HashMap<UUID, Occasion>();
        database.read(transaction -> transaction.list(query.sql(), row -> occasion(row.getString("occasion")),
                query.arguments().toArray()))
                // Who takes part twice is found twice; a participation with a post comes first.
                .forEach(occasion -> occasions.putIfAbsent(occasion.id(), occasion));
        return occasions;
    }

    static Condition occasionsOf(Collection<UUID> ids, At at) {
        return Condition.nested(
                """
                select jsonb_build_object('id', s.id, 'kind', s.kind, 'speaker', coalesce(p.name, o.name, s.collective),
                  'office', t.label, 'attribution', a.attribution, 'unattributed', s.unattributed, 'saidOn', s.said_on,
                  'gatheringId', s.gathering_id, 'gathering', g.title) as occasion
                from statement_version s
                  left join gathering_version g on g.id = s.gathering_id and %s
                  left join lateral (%s) a on true
                  left join post_version t on t.id = a.post_id and %s
                  left join person_version p on p.id = coalesce(s.speaker_id, a.person_id) and %s
                  left join organisation_version o on o.id = coalesce(s.speaker_id, a.organisation_id) and %s
                where s.id = any (?::uuid[]) and %s
                order by s.id, t.label is null, a.id""",
                at.on("g"), ParticipationRecords.of(at), at.on("t"), at.on("p"), at.on("o"), ids, at.on("s"));
    }

    /**
     * In every spelling that is recorded, who said a statement and whose words it so is: the person or organisation, that of the post in
     * which one took part, and the one on whose behalf.
     */
    public Set<String> voices(UUID statement, At at) {
        var query = voicesOf(statement, at);
        return Set.copyOf(database.read(transaction -> transaction.list(query.sql(), row -> row.getString(1),
                query.arguments().toArray())));
    }

    static Condition voicesOf(UUID statement, At at) {
        return Condition.nested(
                """
                with said as (
                  select coalesce(s.speaker_id, a.person_id) as person,
                    array[s.speaker_id, a.organisation_id, a.on_behalf_of_id, t.organisation_id] as organisations
                  from statement_version s
                    left join lateral (%s) a on true
                    left join post_version t on t.id = a.post_id and %s
                  where s.id = ? and %s),
                voices as (
                  select p.name, p.other_names from person_version p
                  where p.id in (select person from said) and %s
                  union all
                  select o.name, o.other_names from organisation_version o
                  where o.id in (select unnest(organisations) from said) and %s)
                select names.value from voices, lateral jsonb_each_text(name) names
                union select other ->> 'name' from voices, lateral jsonb_array_elements(other_names) other""",
                ParticipationRecords.of(at), at.on("t"), statement, at.on("s"), at.on("p"), at.on("o"));
    }

    private Occasion occasion(String json) {
        try {
            return mapper.readValue(json, Occasion.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an occasion cannot be read", e);
        }
    }
}
