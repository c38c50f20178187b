package org.tamga.events.programme;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.events.gathering.Gathering;
import org.tamga.events.gathering.GatheringRecords;
import org.tamga.events.participation.Participation;
import org.tamga.events.participation.ParticipationRecords;
import org.tamga.events.person.Person;
import org.tamga.events.person.PersonRecords;
import org.tamga.events.session.Session;
import org.tamga.events.session.SessionRecords;
import org.tamga.events.value.Details;
import org.tamga.record.At;
import org.tamga.record.BoundedInput;
import org.tamga.record.Citation;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Write;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The schedule of a conference as frab, pretalx and the c3voc tools export it ({@code schedule.json}): a gathering, its sessions,
 * who speaks in them. A session keeps its {@code guid} as its id, everything else an id made of the conference's names, so the
 * same file again changes nothing. What has no field here stays in {@code details}, and {@code schedule.json} gives it back. What
 * is recorded and has no word in a file stays as it is, and all of it does where the file is a {@code schedule.json} from here.
 */
@Singleton
class FrabFormat implements ImportFormat {

    /** MiB: the largest conferences' schedules have three or four; the document is held in memory while it is taken in. */
    private static final int LARGEST = 8;

    /** Values, names and brackets: more than a schedule of that size has, and not too many to be held, whatever they are. */
    private static final int MOST_TOKENS = 400_000;

    private static final String ABSENT = "absent-from-file";

    /** Events that are looked up together. */
    private static final int TOGETHER = 100;

    private static final ObjectReader READER = reader();

    private final GatheringRecords gatherings;
    private final SessionRecords sessions;
    private final ParticipationRecords participations;
    private final PersonRecords persons;

    FrabFormat(GatheringRecords gatherings, SessionRecords sessions, ParticipationRecords participations,
            PersonRecords persons) {
        this.gatherings = gatherings;
        this.sessions = sessions;
        this.participations = participations;
        this.persons = persons;
    }

    @Override
    public String name() {
        return "frab";
    }

    @Override
    public Records<?> records() {
        return gatherings;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/json");
    }

    @Override
    public String title() {
        return "Conference schedule (frab JSON)";
    }

    @Override
    public String publisher() {
        return "The conference";
    }

    /** {@code classification}: what kind of gathering it is; a forum where nothing is said. */
    @Override
    public Set<String> parameters() {
        return Set.of("classification");
    }

    @Override
    public boolean isOneDocument() {
        return true;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        var document = document(content);
        FrabSchema.check(document);
        if (rows.areWanted()) {
            new Reading((ObjectNode) document, file, rows).read();
        }
    }

    private static JsonNode document(InputStream content) throws IOException {
        var text = new InputStreamReader(new BoundedInput(content, LARGEST),
                StandardCharsets.UTF_8.newDecoder());
        try {
            return READER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw new Problem(ProblemType.TOO_LARGE, "A schedule may have " + MOST_TOKENS
                    + " values and names, none of more than a million characters; cut it into its days.");
        }
    }

    private static ObjectReader reader() {
        var mapper = Json.mapper();
        var factory = mapper.getFactory();
        factory.setStreamReadConstraints(factory.streamReadConstraints().rebuild().maxTokenCount(MOST_TOKENS).build());
        factory.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        return mapper.reader();
    }

    /** What stands of records, whatever days it holds: of each the period that holds today, else its last. */
    private static <C extends Record> Map<UUID, Period<C>> standing(Records<C> records, Condition condition) {
        var today = Records.today();
        var order = Comparator.comparing((Period<C> period) -> period.valid().contains(today)).thenComparing(
                period -> period.valid().from(), Comparator.nullsFirst(Comparator.naturalOrder()));
        return records.matching(condition, At.everyDay(), Integer.MAX_VALUE).stream()
                .collect(Collectors.toMap(Period::id, Function.identity(), BinaryOperator.maxBy(order), LinkedHashMap::new));
    }

    private static <C extends Record> Map<UUID, Period<C>> standing(Records<C> records, Collection<UUID> ids) {
        return standing(records, Condition.of("v.id = any (?::uuid[])", ids));
    }

    /** The id of a participation that a file makes known. */
    private static UUID participation(UUID session, UUID participant) {
        return Row.id(FrabJson.SCHEME, session.toString(), participant.toString());
    }

    /** An event of the file and the room under which it stands. */
    private record Event(ObjectNode node, String room, Place place) {

        UUID session() {
            return UUID.fromString(node.get("guid").textValue());
        }

        Stream<JsonNode> persons() {
            return StreamSupport.stream(node.path("persons").spliterator(), false);
        }
    }

    /** One file being read, after it has been found to be what it should be. It is taken apart and not copied: it may be large. */
    private final class Reading {

        private final ImportedFile file;
        private final Rows rows;
        private final ObjectNode document;
        private final ObjectNode schedule;
        private final ObjectNode conference;
        private final ArrayNode days;
        private final UUID gathering;
        private final Period<Gathering> recorded;
        private final FrabContent content;
        /** The sessions, participations and persons that the file has. */
        private final Set<UUID> known = new HashSet<>();

        Reading(ObjectNode document, ImportedFile file, Rows rows) {
            this.file = file;
            this.rows = rows;
            this.document = document;
            this.schedule = (ObjectNode) document.remove(FrabJson.SCHEDULE);
            this.conference = (ObjectNode) schedule.remove(FrabJson.CONFERENCE);
            this.days = (ArrayNode) conference.remove(FrabJson.DAYS);
            var acronym = conference.get("acronym").textValue();
            var named = Row.id(FrabJson.SCHEME, schedule.path("base_url").asText(), acronym);
            var ours = FrabSchema.isUuid(conference.get("acronym")) ? UUID.fromString(acronym) : named;
            var standing = standing(gatherings, List.of(named, ours));
            var isOurs = !ours.equals(named) && standing.containsKey(ours);
            this.gathering = isOurs ? ours : named;
            this.recorded = standing.get(gathering);
            this.content = new FrabContent(acronym, isOurs ? recorded.content() : null);
        }

        void read() {
            var events = events();
            gathering();
            for (int i = 0; i < events.size(); i += TOGETHER) {
                take(events.subList(i, Math.min(i + TOGETHER, events.size())));
            }
            warnOfAbsent();
        }

        /** The events of all days; what is left of these are the names of their rooms. */
        private List<Event> events() {
            var events = new ArrayList<Event>();
            for (int i = 0; i < days.size(); i++) {
                var rooms = days.get(i).get("rooms").properties();
                var names = ((ObjectNode) days.get(i)).putArray("rooms");
                for (var room : rooms) {
                    names.add(room.getKey());
                    for (int j = 0; j < room.getValue().size(); j++) {
                        events.add(new Event((ObjectNode) room.getValue().get(j), room.getKey(),
                                FrabSchema.event(i, room.getKey(), j)));
                    }
                }
            }
            return events;
        }

        private void gathering() {
            var rest = JsonNodeFactory.instance.objectNode();
            rest.set(FrabJson.DOCUMENT, document);
            rest.set(FrabJson.SCHEDULE, schedule);
            rest.set(FrabJson.CONFERENCE, conference);
            rest.set(FrabJson.DAYS, days);
            var classification = file.parameters().get("classification");
            state(Place.pointer("/schedule/conference"), gatherings, gathering, null, recorded,
                    content.gathering(conference, schedule.path("base_url").textValue(),
                            classification == null ? null : classification(classification),
                            recorded == null ? null : recorded.content(), rest));
        }

        /** Takes in some of the events, after a look at what is recorded of them. */
        private void take(List<Event> events) {
            var ids = events.stream().map(Event::session).toList();
            var before = standing(sessions, ids);
            var people = standing(persons,
                    events.stream().flatMap(Event::persons).map(this::id).filter(id -> !known.contains(id)).distinct()
                            .toList());
            var named = events.stream()
                    .flatMap(event -> event.persons().map(person -> participation(event.session(), id(person)))).toList();
            var parts = new LinkedHashMap<UUID, List<Period<Participation>>>();
            standing(participations, Condition.of("v.id = any (?::uuid[]) or v.session_id = any (?::uuid[])", named, ids))
                    .values().forEach(part -> names(part).distinct()
                            .forEach(id -> parts.computeIfAbsent(id, one -> new ArrayList<>()).add(part)));
            events.forEach(event -> take(event, before.get(event.session()), parts, people));
        }

        /** What a file would call a participation that is recorded: also one that was recorded otherwise. */
        private static Stream<UUID> names(Period<Participation> part) {
            var content = part.content();
            return content.sessionId() == null
                    ? Stream.of(part.id())
                    : Stream.of(part.id(), participation(content.sessionId(),
                            content.personId() == null ? content.organisationId() : content.personId()));
        }

        private void take(Event event, Period<Session> before, Map<UUID, List<Period<Participation>>> parts,
                Map<UUID, Period<Person>> people) {
            var session = event.session();
            known.add(session);
            var present = new LinkedHashMap<UUID, Runnable>();
            var speakers = event.persons().toList();
            for (int i = 0; i < speakers.size(); i++) {
                var place = event.place().at("/persons/" + i);
                var id = id(speakers.get(i));
                var named = participation(session, id);
                var part = parts.getOrDefault(named, List.of()).stream().filter(one -> !known.contains(one.id())).findFirst();
                var isNew = known.add(named);
                if (part.isPresent()) {
                    // Who takes part as what, people may have found out: the file only knows that somebody does.
                    known.add(part.get().id());
                    present.put(part.get().id(), () -> state(place, participations, part.get().id(), gathering, part.get(),
                            part.get().content()));
                } else if (isNew) {
                    present.put(named, () -> state(place, participations, named, gathering, null,
                            new Participation(id, null, session, Participation.Role.SPEAKER, null, null, null, null)));
                }
                if (part.isEmpty() || id.equals(part.get().content().personId())) {
                    person((ObjectNode) speakers.get(i), id, place, people.get(id));
                }
            }
            state(event.place(), sessions, session, gathering, before, content.session(event.node(), event.room(),
                    present.keySet(), before == null ? null : before.content()));
            present.values().forEach(Runnable::run);
        }

        private UUID id(JsonNode person) {
            if (FrabSchema.isUuid(person.path("guid"))) {
                return UUID.fromString(person.get("guid").textValue());
            }
            var identifiers = content.identifiers(person);
            return Row.id(FrabJson.SCHEME, gathering.toString(), identifiers.isEmpty()
                    ? FrabSchema.name(person)
                    : identifiers.get(identifiers.size() - 1).value());
        }

        /** States a person, once in a file. */
        private void person(ObjectNode person, UUID id, Place place, Period<Person> before) {
            if (!known.add(id)) {
                return;
            }
            if (person.path(FrabJson.ANSWERS).size() > 0) {
                rows.warn(place.at("/" + FrabJson.ANSWERS), "answers-not-kept",
                        "what a speaker answered to the organisers is not kept");
            }
            state(place, persons, id, null, before, content.person(person, before == null ? null : before.content()));
        }

        /** States what the file makes of a record; of one that stands, for the days of its period and beside its other sources. */
        private <C extends Record> void state(Place place, Records<C> records, UUID id, UUID parent, Period<C> before,
                C content) {
            var violations = records.violations(content);
            if (!violations.isEmpty()) {
                rows.reject(place, "rule-broken", violations);
                return;
            }
            var write = before == null
                    ? new Write<>(Interval.ALWAYS, content, Confidence.REPORTED, file.sources(), null, null)
                    : new Write<>(before.valid(), content, before.confidence(),
                            content.equals(before.content()) ? before.sources() : sources(before), null, null);
            rows.state(new Row<>(place, records, id, parent, write, null, before));
        }

        /** The file and what else a record rests on, but for the editions of the file before this one. */
        private List<Citation> sources(Period<?> before) {
            var cited = file.citation();
            return Stream.concat(before.sources().stream().filter(source -> !source.title().equals(cited.title())
                    || !source.publisher().equals(cited.publisher())), Stream.of(cited)).toList();
        }

        /** What an earlier file of this conference had and this one has not stays recorded: whether it was dropped, people know. */
        private void warnOfAbsent() {
            var place = Place.pointer("/schedule/conference/days");
            var ofGathering = Condition.of("v.parent_id = ?", gathering);
            var today = At.now(Records.today());
            sessions.matching(ofGathering, today, Programmes.MOST_SESSIONS).stream()
                    .filter(session -> Details.of(session.content().details(), FrabJson.SCHEME) != null
                            && !known.contains(session.id()))
                    .forEach(session -> rows.warn(place, ABSENT, "session " + session.id() + " (" + session.content().title()
                            .in("und") + ") is recorded but not in this file; it stays, unless it is retracted"));
            participations.matching(ofGathering, today, Programmes.MOST_SPEAKERS).stream()
                    .filter(part -> part.content().sessionId() != null && part.content().personId() != null
                            && part.id().equals(participation(part.content().sessionId(), part.content().personId()))
                            && !known.contains(part.id()))
                    .forEach(part -> rows.warn(place, ABSENT, "participation " + part.id() + " of person "
                            + part.content().personId() + " in session " + part.content().sessionId()
                            + " is recorded but not in this file; it stays, unless it is retracted"));
        }
    }

    private static Gathering.Classification classification(String name) {
        try {
            return Json.constant(Gathering.Classification.class, name);
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter("classification", "classification is one of a gathering's, such as forum.");
        }
    }
}
