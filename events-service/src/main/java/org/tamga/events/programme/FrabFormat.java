package org.tamga.events.programme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.gathering.Gathering;
import org.tamga.events.gathering.GatheringRecords;
import org.tamga.events.participation.Participation;
import org.tamga.events.participation.ParticipationRecords;
import org.tamga.events.person.Person;
import org.tamga.events.person.PersonRecords;
import org.tamga.events.session.Session;
import org.tamga.events.session.SessionRecords;
import org.tamga.events.value.Details;
import org.tamga.events.value.Identifier;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Records;
import org.tamga.record.Write;
import org.tamga.record.imports.ImportFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The schedule of a conference as frab, pretalx and the c3voc tools export it ({@code schedule.json}): a gathering, its sessions,
 * who speaks in them. A session keeps its {@code guid} as its id, everything else an id made of the conference's names, so the
 * same file again changes nothing. What has no field here stays in {@code details}, and {@code schedule.json} gives it back.
 */
@Singleton
class FrabFormat implements ImportFormat {

    /** The largest conferences' schedules have three or four; the document is held in memory while it is taken in. */
    private static final int LARGEST = 8 << 20;

    private static final String ABSENT = "absent-from-file";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,3}):([0-5]\\d)");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    private final GatheringRecords gatherings;
    private final SessionRecords sessions;
    private final ParticipationRecords participations;
    private final PersonRecords persons;
    private final ObjectMapper mapper;

    FrabFormat(GatheringRecords gatherings, SessionRecords sessions, ParticipationRecords participations, PersonRecords persons,
            ObjectMapper mapper) {
        this.gatherings = gatherings;
        this.sessions = sessions;
        this.participations = participations;
        this.persons = persons;
        this.mapper = mapper;
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
        var bytes = content.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new Problem(ProblemType.TOO_LARGE, "A schedule may have 8 MiB; cut it into its days.");
        }
        var document = mapper.readTree(utf8(bytes));
        FrabSchema.check(document);
        new Reading((ObjectNode) document, file, rows).read();
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Problem.brokenRule("", "The file is not UTF-8, as JSON has to be.");
        }
    }

    /** One file being read, after it has been found to be what it should be. */
    private final class Reading {

        private final ObjectNode document;
        private final ObjectNode conference;
        private final String acronym;
        private final UUID gathering;
        private final ImportedFile file;
        private final Rows rows;
        /** The sessions, participations and persons that the file has. */
        private final Set<UUID> known = new HashSet<>();

        Reading(ObjectNode document, ImportedFile file, Rows rows) {
            this.document = document;
            this.conference = (ObjectNode) document.at("/schedule/conference");
            this.acronym = conference.get("acronym").textValue();
            this.gathering = Row.id(FrabJson.SCHEME, document.at("/schedule/base_url").asText(), acronym);
            this.file = file;
            this.rows = rows;
        }

        void read() {
            rows.state(new Row<>(Place.pointer("/schedule/conference"), gatherings, gathering, write(gathering())));
            var days = conference.get(FrabJson.DAYS);
            for (int i = 0; i < days.size(); i++) {
                for (var room : days.get(i).get("rooms").properties()) {
                    for (int j = 0; j < room.getValue().size(); j++) {
                        event((ObjectNode) room.getValue().get(j), room.getKey(), FrabSchema.event(i, room.getKey(), j));
                    }
                }
            }
            warnOfAbsent();
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

        private static UUID participation(UUID session, UUID person) {
            return Row.id(FrabJson.SCHEME, session.toString(), person.toString());
        }

        private <C extends Record> Write<C> write(C content) {
            return new Write<>(Interval.ALWAYS, content, Confidence.REPORTED, file.sources(), null, null);
        }

        private Gathering gathering() {
            var details = mapper.createObjectNode();
            var root = document.deepCopy();
            root.remove(FrabJson.SCHEDULE);
            var schedule = (ObjectNode) document.get(FrabJson.SCHEDULE).deepCopy();
            schedule.remove(FrabJson.CONFERENCE);
            var rest = conference.deepCopy();
            rest.remove(List.of("acronym", "title", "start", "end", "time_zone_name", FrabJson.DAYS));
            var days = mapper.createArrayNode();
            for (var day : conference.get(FrabJson.DAYS)) {
                var kept = (ObjectNode) day.deepCopy();
                var rooms = kept.putArray("rooms");
                day.get("rooms").fieldNames().forEachRemaining(rooms::add);
                days.add(kept);
            }
            details.set(FrabJson.DOCUMENT, root);
            details.set(FrabJson.SCHEDULE, schedule);
            details.set(FrabJson.CONFERENCE, rest);
            details.set(FrabJson.DAYS, days);
            var classification = file.parameters().get("classification");
            var url = document.at("/schedule/base_url").textValue();
            return new Gathering(LanguageMap.of("und", conference.get("title").textValue()), null, List.of(),
                    classification == null ? Gathering.Classification.FORUM : classification(classification), null, null, null,
                    new Edtf(conference.get("start").textValue()), new Edtf(conference.get("end").textValue()),
                    conference.path("time_zone_name").textValue(), null, null, List.of(), List.of(), List.of(), null,
                    List.of(new Gathering.Reference(FrabJson.SCHEME, acronym, url)), new Details(FrabJson.SCHEME, details));
        }

        private void event(ObjectNode event, String room, Place place) {
            var session = UUID.fromString(event.get("guid").textValue());
            known.add(session);
            var details = event.deepCopy();
            var order = details.putArray(FrabJson.PARTICIPATIONS);
            var speakers = new ArrayList<Row<?>>();
            for (int i = 0; i < event.path("persons").size(); i++) {
                var person = event.get("persons").get(i);
                var at = place.at("/persons/" + i);
                var id = person(person, at);
                var participation = participation(session, id);
                if (known.add(participation)) {
                    order.add(participation.toString());
                    speakers.add(new Row<>(at, participations, participation, gathering, write(new Participation(id, null,
                            session, Participation.Role.SPEAKER, null, null, null, null)), null));
                }
            }
            rows.state(new Row<>(place, sessions, session, gathering, write(session(event, details, room)), null));
            speakers.forEach(rows::state);
        }

        /** What has a field goes into it; what is left of the details is kept as it stands. */
        private Session session(ObjectNode event, ObjectNode details, String room) {
            details.remove(List.of("guid", "date", "start", "duration", "room", "title", "persons"));
            var from = OffsetDateTime.parse(event.get("date").textValue());
            var language = taken(details, "language");
            if (language != null && !LANGUAGE.matcher(language).matches()) {
                details.put("language", language);
                language = null;
            }
            var tag = language == null ? "und" : language;
            return new Session(null, LanguageMap.of(tag, event.get("title").textValue()), from,
                    kind(event.path("type").asText("")), end(from, event.get("duration").textValue()), room,
                    taken(details, "track"), null, texts(tag, taken(details, "abstract")),
                    texts(tag, taken(details, "description")), language, taken(details, "url"),
                    new Details(FrabJson.SCHEME, details));
        }

        /** The person's id; the first time, the person is recorded. */
        private UUID person(JsonNode person, Place place) {
            var identifiers = new ArrayList<Identifier>();
            var details = (ObjectNode) person.deepCopy();
            details.remove(List.of("biography", FrabJson.ANSWERS));
            if (FrabJson.OTHER_NAMES.stream().noneMatch(details::has)) {
                details.remove("public_name");
            }
            for (var member : List.of("id", "code", "guid")) {
                if (!person.path(member).asText("").isEmpty()) {
                    identifiers.add(
                            new Identifier(FrabJson.SCHEME + ":" + acronym + ":" + member, person.get(member).asText()));
                    details.remove(member);
                }
            }
            var name = FrabSchema.name(person);
            var id = FrabSchema.isUuid(person.path("guid"))
                    ? UUID.fromString(person.get("guid").textValue())
                    : Row.id(FrabJson.SCHEME, gathering.toString(),
                            identifiers.isEmpty() ? name : identifiers.get(identifiers.size() - 1).value());
            if (known.add(id)) {
                if (person.path(FrabJson.ANSWERS).size() > 0) {
                    rows.warn(place.at("/" + FrabJson.ANSWERS), "answers-not-kept",
                            "what a speaker answered to the organisers is not kept");
                }
                var biography = person.path("biography").textValue();
                rows.state(new Row<>(place, persons, id, write(new Person(LanguageMap.of("und", name), List.of(), identifiers,
                        null, null, null, null, null, null, null, null, null, null, null, texts("und", biography), null,
                        List.of(), List.of(), details.isEmpty() ? null : new Details(FrabJson.SCHEME, details)))));
            }
            return id;
        }
    }

    private static Gathering.Classification classification(String name) {
        try {
            return Json.constant(Gathering.Classification.class, name);
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter("classification", "classification is one of a gathering's, such as forum.");
        }
    }

    private static Session.Kind kind(String type) {
        var words = type.toLowerCase(Locale.ROOT);
        return words.contains("keynote")
                ? Session.Kind.KEYNOTE
                : words.contains("panel")
                        ? Session.Kind.PANEL
                        : words.contains("plenary")
                                ? Session.Kind.PLENARY
                                : words.contains("q&a")
                                        ? Session.Kind.QA
                                        : words.contains("ceremony") || words.contains("opening") || words.contains("closing")
                                                ? Session.Kind.CEREMONY
                                                : words.contains("break") || words.contains("lunch")
                                                        ? Session.Kind.BREAK
                                                        : Session.Kind.OTHER;
    }

    private static OffsetDateTime end(OffsetDateTime from, String duration) {
        var length = duration(duration);
        return length.isZero() ? null : from.plus(length);
    }

    /** Throws DateTimeException where it is none. */
    static Duration duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new DateTimeException("is not hours and minutes such as 01:30");
        }
        return Duration.ofHours(Long.parseLong(match.group(1))).plusMinutes(Long.parseLong(match.group(2)));
    }

    /** A member's text, and it is gone; null, and it stays, where it is no text to speak of. */
    private static String taken(ObjectNode details, String member) {
        var text = details.path(member).textValue();
        if (text == null || text.isBlank()) {
            return null;
        }
        details.remove(member);
        return text;
    }

    private static LanguageMap texts(String language, String text) {
        return text == null || text.isBlank() ? null : LanguageMap.of(language, text);
    }

    /** Throws DateTimeException where it is none. */
    static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
