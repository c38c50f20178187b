package org.tamga.events.programme;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.gathering.Gathering;
import org.tamga.events.person.Person;
import org.tamga.events.session.Session;
import org.tamga.events.value.Details;
import org.tamga.events.value.Identifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a frab schedule makes of the fields of a gathering, its sessions and who speaks in them: what it says goes into them, all
 * else stays as it is recorded. A file has one language for a text and a speaker's name, no place, no status, no nationality.
 */
final class FrabContent {

    /** In what a file calls a person, from the weakest. */
    private static final List<String> IDENTIFIERS = List.of("id", "code", "guid");

    private static final String UNKNOWN = "und";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,3}):([0-5]\\d)");

    private static final Gathering NO_GATHERING = new Gathering(null, null, List.of(), Gathering.Classification.FORUM, null,
            null,
            null, null, null, null, null, null, List.of(), List.of(), List.of(), null, List.of(), null);
    private static final Session NO_SESSION = new Session(null, null, null, null, null, null, null, null, null, null, null,
            null,
            null);
    private static final Person NO_PERSON = new Person(null, List.of(), List.of(), null, null, null, null, null, null, null,
            null,
            null, null, null, null, null, List.of(), List.of(), null);

    private final String acronym;
    private final Gathering ours;

    /**
     * @param acronym of the conference
     * @param ours the gathering of which that is the id, if it is one's: then the file was made here, and what it has beside the
     *        fields says nothing that is not recorded; else null
     */
    FrabContent(String acronym, Gathering ours) {
        this.acronym = acronym;
        this.ours = ours;
    }

    /**
     * @param conference without its days; what has a field goes from it
     * @param url of the schedule, or null
     * @param classification or null where nothing is said
     * @param recorded or null
     * @param rest what is kept beside the fields
     */
    Gathering gathering(ObjectNode conference, String url, Gathering.Classification classification, Gathering recorded,
            ObjectNode rest) {
        var was = recorded == null ? NO_GATHERING : recorded;
        var title = conference.remove("title").textValue();
        var first = conference.remove("start").textValue();
        var last = conference.remove("end").textValue();
        var zone = conference.path("time_zone_name").textValue();
        conference.remove(List.of("acronym", "time_zone_name"));
        var isOneDay = was.startsOn() != null && was.endsOn() == null && last.equals(first);
        return new Gathering(worded(was.title(), UNKNOWN, UNKNOWN, title), was.aims(), was.topics(),
                classification == null ? was.classification() : classification, was.formatCode(), was.edition(),
                was.parentId(), date(was.startsOn(), first), isOneDay ? null : date(was.endsOn(), last),
                zone == null ? was.zone() : zone, was.place(), was.attendanceMode(), was.languages(), was.organisers(),
                was.invited(), was.status(),
                ours != null
                        ? was.references()
                        : with(was.references(), List.of(new Gathering.Reference(FrabJson.SCHEME, acronym, url)),
                                reference -> List.of(reference.scheme(), reference.value())),
                details(was.details(), recorded != null, rest));
    }

    /**
     * @param event what has a field goes from it, what is left is kept
     * @param participations in the order of the file
     * @param recorded or null
     */
    Session session(ObjectNode event, String room, Collection<UUID> participations, Session recorded) {
        var was = recorded == null ? NO_SESSION : recorded;
        var title = event.get("title").textValue();
        var from = start(was, time(event.get("date").textValue()));
        var length = duration(event.get("duration").textValue());
        event.remove(List.of("guid", "date", "start", "duration", "room", "title", "persons"));
        var order = event.putArray(FrabJson.PARTICIPATIONS);
        participations.forEach(id -> order.add(id.toString()));
        var said = new Said(event, was);
        return new Session(was.code(), worded(was.title(), said.formerTag, said.tag, title), from, said.kind(),
                end(was, from, length), room.isBlank() ? was.room() : room, said.text("track", was.track()), was.position(),
                said.text("abstract", was.summary()), said.text("description", was.description()), said.language,
                said.text("url", was.url()), details(was.details(), recorded != null, event));
    }

    /**
     * @param person what has a field goes from it, what is left is kept
     * @param recorded or null; who is named by {@code guid} and was recorded otherwise than from such files is not restated
     */
    Person person(ObjectNode person, Person recorded) {
        if (recorded != null && FrabSchema.isUuid(person.path("guid"))
                && recorded.identifiers().stream().noneMatch(one -> one.scheme().startsWith(FrabJson.SCHEME + ":"))) {
            return recorded;
        }
        var was = recorded == null ? NO_PERSON : recorded;
        var name = FrabSchema.name(person);
        var biography = taken(person, "biography");
        var identifiers = identifiers(person);
        person.remove(List.of("biography", FrabJson.ANSWERS));
        IDENTIFIERS.stream().filter(member -> names(person, member)).forEach(person::remove);
        if (FrabJson.OTHER_NAMES.stream().noneMatch(person::has)) {
            person.remove("public_name");
        }
        return new Person(worded(was.name(), UNKNOWN, UNKNOWN, name), was.otherNames(),
                with(was.identifiers(), identifiers, Identifier::scheme), was.familyName(), was.givenName(),
                was.additionalName(), was.patronymicName(), was.honorificPrefix(), was.honorificSuffix(), was.gender(),
                was.birthDate(), was.deathDate(), was.nationality(), was.summary(),
                biography == null ? was.biography() : worded(was.biography(), UNKNOWN, UNKNOWN, biography), was.image(),
                was.contactDetails(), was.links(), person.isEmpty() ? null : new Details(FrabJson.SCHEME, person));
    }

    /** What the file calls a person, from the weakest to the strongest. */
    List<Identifier> identifiers(JsonNode person) {
        return IDENTIFIERS.stream().filter(member -> names(person, member))
                .map(member -> new Identifier(FrabJson.SCHEME + ":" + acronym + ":" + member, person.get(member).asText()))
                .toList();
    }

    private static boolean names(JsonNode person, String member) {
        return !person.path(member).asText("").isEmpty();
    }

    private Details details(Details was, boolean isRecorded, ObjectNode members) {
        return ours != null && isRecorded && was == null ? null : new Details(FrabJson.SCHEME, members);
    }

    /** What an event says beside its title and its times. What the file before it said stands in a field, and the rest in details. */
    private final class Said {

        private final ObjectNode event;
        private final ObjectNode former;
        private final Session was;
        private final String language;
        private final String formerTag;
        private final String tag;

        Said(ObjectNode event, Session was) {
            this.event = event;
            this.former = Details.of(was.details(), FrabJson.SCHEME);
            this.was = was;
            this.language = isLanguage(event.path("language").textValue())
                    ? taken(event, "language")
                    : kept("language", was.language());
            this.formerTag = isLanguage(was.language()) ? was.language() : UNKNOWN;
            this.tag = isLanguage(language) ? language : UNKNOWN;
        }

        String text(String member, String was) {
            var text = taken(event, member);
            return text == null ? kept(member, was) : text;
        }

        LanguageMap text(String member, LanguageMap was) {
            var text = taken(event, member);
            return text != null
                    ? worded(was, formerTag, tag, text)
                    : kept(member, was) == null ? without(was, formerTag) : was;
        }

        /** Of what the file does not say, what is recorded: unless the file before it said it, and it is that which is gone. */
        <T> T kept(String member, T was) {
            return former == null || former.has(member) ? was : null;
        }

        /** As it is recorded, where the file calls it what it called it before. */
        Session.Kind kind() {
            var type = event.path("type").asText("");
            return former != null && former.path("type").asText("").equals(type) ? was.kind() : FrabContent.kind(type);
        }
    }

    /** A text of a file among the same in other languages, in place of what the file before it said, or was given from here. */
    private LanguageMap worded(LanguageMap was, String formerTag, String tag, String text) {
        var given = ours == null || was == null ? null : given(was);
        var others = others(was, given == null ? formerTag : given);
        if (others.containsValue(text)) {
            return was;
        }
        others.put(given == null ? tag : given, text);
        return new LanguageMap(others);
    }

    /** In which language a file from here has a text. */
    private String given(LanguageMap texts) {
        var text = texts.in(UNKNOWN);
        return ours.languages().stream().filter(texts.texts()::containsKey).findFirst().orElseGet(() -> texts.texts().entrySet()
                .stream().filter(entry -> entry.getValue().equals(text)).findFirst().orElseThrow().getKey());
    }

    private static LanguageMap without(LanguageMap was, String tag) {
        var others = others(was, tag);
        return others.isEmpty() ? null : new LanguageMap(others);
    }

    private static Map<String, String> others(LanguageMap was, String tag) {
        var others = new LinkedHashMap<String, String>(was == null ? Map.of() : was.texts());
        others.remove(tag);
        return others;
    }

    /** A list with these in it, in place of those with the same key. */
    private static <T> List<T> with(List<T> was, List<T> said, Function<T, ?> key) {
        var keys = said.stream().map(key).toList();
        return was.containsAll(said)
                ? was
                : Stream.concat(was.stream().filter(one -> !keys.contains(key.apply(one))), said.stream()).toList();
    }

    /** A day, as it is recorded where that says the same. */
    private static Edtf date(Edtf was, String day) {
        var date = new Edtf(day);
        return was != null && date.earliest().equals(was.earliest()) && date.latest().equals(was.latest()) ? was : date;
    }

    /** A file from here has whole seconds, and the offset of the gathering: what is recorded stays where it is the same second. */
    private static OffsetDateTime start(Session was, OffsetDateTime from) {
        return was.startsAt() != null && was.startsAt().toEpochSecond() == from.toEpochSecond() ? was.startsAt() : from;
    }

    /** A file counts minutes: what is recorded stays where it comes to the same. */
    private static OffsetDateTime end(Session was, OffsetDateTime from, Duration length) {
        if (from.equals(was.startsAt())) {
            var recorded = was.endsAt() == null ? Duration.ZERO : Duration.between(from, was.endsAt());
            if (recorded.truncatedTo(ChronoUnit.MINUTES).equals(length)) {
                return was.endsAt();
            }
        }
        return length.isZero() ? null : from.plus(length);
    }

    private static Session.Kind kind(String type) {
        var words = type.toLowerCase(Locale.ROOT);
        return words.contains("keynote")
                ? Session.Kind.KEYNOTE
                : words.contains("panel")
                        ? Session.Kind.PANEL
                        : words.contains("plenary")
                                ? Session.Kind.PLENARY
                                : words.contains("q&a") || words.equals("qa")
                                        ? Session.Kind.QA
                                        : words.contains("ceremony") || words.contains("opening") || words.contains("closing")
                                                ? Session.Kind.CEREMONY
                                                : words.contains("break") || words.contains("lunch")
                                                        ? Session.Kind.BREAK
                                                        : Session.Kind.OTHER;
    }

    /** What a file calls a language may be none that a text can be in; then it stays in the details. */
    private static boolean isLanguage(String tag) {
        try {
            return tag != null && LanguageMap.of(tag, "-") != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
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

    /** Throws DateTimeException where it is none. */
    static Duration duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new DateTimeException("is not hours and minutes such as 01:30");
        }
        return Duration.ofHours(Long.parseLong(match.group(1))).plusMinutes(Long.parseLong(match.group(2)));
    }

    /** Throws DateTimeException, or IllegalArgumentException for one that can be no date here. */
    static LocalDate day(String text) {
        var day = LocalDate.parse(text);
        new Edtf(day.toString());
        return day;
    }

    /** As {@link #day}, of a time with its offset. */
    static OffsetDateTime time(String text) {
        var time = OffsetDateTime.parse(text);
        new Edtf(time.toLocalDate().toString());
        return time;
    }
}
