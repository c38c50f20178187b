package org.tamga.events.programme;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.events.gathering.Gathering;
import org.tamga.events.person.Person;
import org.tamga.events.programme.Programme.Entry;
import org.tamga.events.programme.Programme.Speaker;
import org.tamga.events.value.Details;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A programme as frab, pretalx and the c3voc tools write it (voc/schedule's {@code schedule.json}). What an imported file said
 * beside the fields of the record is given back from {@code details}; where both speak, the record does.
 */
final class FrabJson {

    /** Where in a gathering's details the parts of an imported file are kept that are no facts of the gathering. */
    static final String DOCUMENT = "document";
    static final String SCHEDULE = "schedule";
    static final String CONFERENCE = "conference";
    static final String DAYS = "days";
    /** In a session's details: who takes part, in the order of the file. */
    static final String PARTICIPATIONS = "participations";

    /** In a person: what the person told the organisers, which is not kept. */
    static final String ANSWERS = "answers";

    /** What else a file calls a person; with them the {@code public_name} is kept, to tell whether they still hold. */
    static final List<String> OTHER_NAMES = List.of("name", "full_public_name");

    /** What begins the scheme of a person's identifiers in a frab file; the conference's acronym and the member follow. */
    static final String SCHEME = "frab";

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    /** When the day of a conference turns, where nothing else is said: what is after midnight belongs to the evening before. */
    private static final LocalTime TURN = LocalTime.of(4, 0);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FrabJson() {
    }

    static byte[] write(Programme programme) {
        return tree(programme).toString().getBytes(StandardCharsets.UTF_8);
    }

    static ObjectNode tree(Programme programme) {
        var gathering = programme.gathering().content();
        var root = kept(gathering, DOCUMENT);
        var schedule = kept(gathering, SCHEDULE);
        if (!schedule.has("version")) {
            schedule.put("version", String.valueOf(programme.gathering().version()));
        }
        schedule.set(CONFERENCE, conference(programme));
        root.set(SCHEDULE, schedule);
        return root;
    }

    private static ObjectNode kept(Gathering gathering, String part) {
        var details = Details.of(gathering.details(), SCHEME);
        return details != null && details.get(part) instanceof ObjectNode node ? node.deepCopy() : JSON.objectNode();
    }

    private static ObjectNode conference(Programme programme) {
        var gathering = programme.gathering().content();
        var conference = kept(gathering, CONFERENCE);
        conference.put("acronym", acronym(gathering, programme.gathering().id()));
        conference.put("title", programme.text(gathering.title()));
        var days = days(programme);
        programme.firstDay().ifPresent(day -> conference.put("start", day.toString()));
        programme.lastDay().ifPresent(day -> conference.put("end", day.toString()));
        if (!conference.has("daysCount")) {
            conference.put("daysCount", days.size());
        }
        if (!conference.has("timeslot_duration")) {
            conference.put("timeslot_duration", "00:05");
        }
        if (gathering.zone() != null) {
            conference.put("time_zone_name", gathering.zone());
        }
        if (!conference.has("rooms")) {
            var rooms = conference.putArray("rooms");
            programme.timed().stream().map(FrabJson::room).distinct().sorted()
                    .forEach(room -> rooms.addObject().put("name", room));
        }
        conference.set(DAYS, days);
        return conference;
    }

    /** What the file called the conference; its id where it comes from no file. */
    static String acronym(Gathering gathering, UUID id) {
        return gathering.references().stream().filter(reference -> reference.scheme().equals(SCHEME))
                .map(Gathering.Reference::value).findFirst().orElse(id.toString());
    }

    private static ArrayNode days(Programme programme) {
        var known = new TreeMap<LocalDate, ObjectNode>();
        var details = Details.of(programme.gathering().content().details(), SCHEME);
        if (details != null) {
            details.path(DAYS).forEach(day -> {
                if (FrabSchema.isDay(day)) {
                    known.put(LocalDate.parse(day.get("date").textValue()), day.deepCopy());
                }
            });
        }
        var entries = new TreeMap<LocalDate, Map<String, ArrayNode>>();
        known.forEach((date, day) -> {
            var rooms = new LinkedHashMap<String, ArrayNode>();
            day.path("rooms").forEach(room -> rooms.put(room.asText(), JSON.arrayNode()));
            entries.put(date, rooms);
        });
        for (var entry : programme.timed()) {
            entries.computeIfAbsent(day(start(programme, entry), known), date -> new LinkedHashMap<>())
                    .computeIfAbsent(room(entry), room -> JSON.arrayNode()).add(event(programme, entry));
        }
        var days = JSON.arrayNode();
        entries.forEach((date, rooms) -> {
            var day = known.containsKey(date) ? known.get(date) : computed(date, days.size() + 1, programme);
            var filled = day.putObject("rooms");
            rooms.forEach(filled::set);
            days.add(day);
        });
        return days;
    }

    /** The conference's day on which it starts: the one whose hours it lies in, else by the hour at which days turn. */
    private static LocalDate day(OffsetDateTime start, Map<LocalDate, ObjectNode> known) {
        return known.entrySet().stream().filter(day -> isWithin(start, day.getValue())).map(Map.Entry::getKey).findFirst()
                .orElseGet(() -> start.toLocalTime().isBefore(TURN) ? start.toLocalDate().minusDays(1) : start.toLocalDate());
    }

    /** When it starts by the clocks of the gathering's zone, whatever offset it was recorded with; of a file, as that has it. */
    private static OffsetDateTime start(Programme programme, Entry entry) {
        var zone = programme.gathering().content().zone();
        var start = entry.content().startsAt();
        return zone == null || Details.of(entry.content().details(), SCHEME) != null
                ? start
                : start.atZoneSameInstant(ZoneId.of(zone)).toOffsetDateTime();
    }

    private static boolean isWithin(OffsetDateTime start, JsonNode day) {
        return !start.isBefore(OffsetDateTime.parse(day.get("day_start").textValue()))
                && !start.isAfter(OffsetDateTime.parse(day.get("day_end").textValue()));
    }

    private static ObjectNode computed(LocalDate date, int index, Programme programme) {
        var offset = start(programme, programme.timed().get(0)).getOffset();
        return JSON.objectNode().put("index", index).put("date", date.toString())
                .put("day_start", INSTANT.format(OffsetDateTime.of(date, TURN, offset)))
                .put("day_end", INSTANT.format(OffsetDateTime.of(date.plusDays(1), TURN.minusMinutes(1), offset)));
    }

    private static String room(Entry entry) {
        return Objects.requireNonNullElse(entry.content().room(), "");
    }

    private static ObjectNode event(Programme programme, Entry entry) {
        var content = entry.content();
        var details = Details.of(content.details(), SCHEME);
        var event = details == null ? JSON.objectNode() : details.deepCopy();
        var order = event.remove(PARTICIPATIONS);
        if (!event.has("id")) {
            // An integer by the format, and the same in every file.
            event.put("id", entry.session().id().hashCode() & Integer.MAX_VALUE);
        }
        event.put("guid", entry.session().id().toString());
        var start = start(programme, entry);
        event.put("date", INSTANT.format(start));
        event.put("start", TIME.format(start));
        event.put("duration", duration(content.startsAt(), content.endsAt()));
        event.put("room", room(entry));
        event.put("title", programme.text(content.title()));
        put(event, "track", content.track());
        put(event, "language", content.language());
        put(event, "abstract", programme.text(content.summary()));
        put(event, "description", programme.text(content.description()));
        put(event, "url", content.url());
        if (!event.has("type")) {
            event.put("type", content.kind().name().toLowerCase(Locale.ROOT));
        }
        var persons = event.putArray("persons");
        ordered(entry.speakers(), order).forEach(speaker -> persons.add(person(programme, speaker)));
        return event;
    }

    private static Stream<Speaker> ordered(List<Speaker> speakers, JsonNode order) {
        var positions = new LinkedHashSet<String>();
        if (order != null) {
            order.forEach(id -> positions.add(id.textValue()));
        }
        var inOrder = List.copyOf(positions);
        return speakers.stream().sorted(Comparator.comparing(speaker -> {
            var position = inOrder.indexOf(speaker.participation().id().toString());
            return position < 0 ? Integer.MAX_VALUE : position;
        }));
    }

    private static ObjectNode person(Programme programme, Speaker speaker) {
        var details = speaker.person() == null ? null : Details.of(speaker.person().details(), SCHEME);
        var node = details == null ? JSON.objectNode() : details.deepCopy();
        var imported = FrabSchema.name(node);
        if (imported != null && !speaker.name().texts().containsValue(imported)) {
            node.remove(OTHER_NAMES);
        }
        var identifiers = speaker.person() == null ? Map.<String, String>of() : identifiers(programme, speaker.person());
        if (identifiers.isEmpty()) {
            node.put("guid", speaker.id().toString());
        }
        identifiers.forEach((member, value) -> {
            if (member.equals("id") && value.matches("\\d{1,18}")) {
                node.put(member, Long.parseLong(value));
            } else {
                node.put(member, value);
            }
        });
        node.put("public_name", programme.text(speaker.name()));
        node.put("biography", speaker.person() == null ? null : programme.text(speaker.person().biography()));
        node.putArray(ANSWERS);
        return node;
    }

    /** What the conference's own file calls the person, by the member of the file. */
    private static Map<String, String> identifiers(Programme programme, Person person) {
        var scheme = SCHEME + ":" + acronym(programme.gathering().content(), programme.gathering().id()) + ":";
        var found = new LinkedHashMap<String, String>();
        person.identifiers().stream().filter(identifier -> identifier.scheme().startsWith(scheme))
                .forEach(identifier -> found.put(identifier.scheme().substring(scheme.length()), identifier.value()));
        return found;
    }

    static String duration(OffsetDateTime from, OffsetDateTime to) {
        var duration = to == null ? Duration.ZERO : Duration.between(from, to);
        return "%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart());
    }

    private static void put(ObjectNode node, String name, String value) {
        if (value != null) {
            node.put(name, value);
        } else if (!node.has(name)) {
            node.putNull(name);
        }
    }
}
