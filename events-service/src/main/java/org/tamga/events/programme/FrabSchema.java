package org.tamga.events.programme;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.record.imports.Place;

import com.fasterxml.jackson.databind.JsonNode;

/** What a frab schedule has to be (c3voc's schema), said for all that is wrong with one, each by its pointer. */
final class FrabSchema {

    /** Enough to see what is wrong. */
    private static final int MOST = 200;
    private static final Pattern UUID_FORM = Pattern
            .compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final String DAYS = "must be a day such as 2025-12-17, of the years 0001 to 9998";
    private static final String TIMES = "must be a time with its offset such as 2025-12-17T09:00:00+09:00, of the years 0001 to 9998";
    private static final Set<String> SCHEDULE = Set.of("version", "base_url", "conference", "generator", "$schema", "url",
            "schema");

    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> guids = new HashSet<>();

    private FrabSchema() {
    }

    /** Throws a 422 that names what is wrong, if anything is. */
    static void check(JsonNode document) {
        var schema = new FrabSchema();
        schema.document(document);
        if (!schema.violations.isEmpty()) {
            throw new Problem(ProblemType.RULE_BROKEN,
                    "This is not a frab schedule: " + schema.violations.get(0).pointer() + " "
                            + schema.violations.get(0).detail() + ".",
                    schema.violations);
        }
    }

    static Place event(int day, String room, int index) {
        return Place.pointer("/schedule/conference/days/" + day + "/rooms/" + escaped(room) + "/" + index);
    }

    static boolean isUuid(JsonNode node) {
        return node.isTextual() && UUID_FORM.matcher(node.textValue()).matches();
    }

    /** True for what says of a day when it is; details may have been written by hand. */
    static boolean isDay(JsonNode day) {
        var schema = new FrabSchema();
        return day.isObject() && schema.form(day, "", "date", FrabContent::day, "")
                && schema.form(day, "", "day_start", FrabContent::time, "")
                && schema.form(day, "", "day_end", FrabContent::time, "");
    }

    /** What a person is called; null where nothing is said. */
    static String name(JsonNode person) {
        for (var member : List.of("public_name", "name", "full_public_name")) {
            if (!person.path(member).asText("").isBlank()) {
                return person.get(member).asText();
            }
        }
        return null;
    }

    private void document(JsonNode document) {
        var schedule = document.path("schedule");
        if (!is(schedule.isObject(), "/schedule", "must be an object")) {
            return;
        }
        schedule.fieldNames().forEachRemaining(member -> is(SCHEDULE.contains(member), "/schedule/" + escaped(member),
                member.equals("rooms") || member.equals("tracks")
                        ? "is a member of the conference, not of the schedule"
                        : "is not a member of a schedule"));
        text(schedule, "/schedule", "version", true);
        text(schedule, "/schedule", "base_url", false);
        var conference = schedule.path("conference");
        if (!is(conference.isObject(), "/schedule/conference", "must be an object")) {
            return;
        }
        var pointer = "/schedule/conference";
        text(conference, pointer, "acronym", true);
        text(conference, pointer, "title", true);
        for (var day : List.of("start", "end")) {
            form(conference, pointer, day, FrabContent::day, DAYS);
        }
        is(!conference.has("daysCount") || conference.get("daysCount").isIntegralNumber(), pointer + "/daysCount",
                "must be a whole number");
        if (is(conference.path("days").isArray(), pointer + "/days", "must be an array")) {
            for (int i = 0; i < conference.get("days").size(); i++) {
                day(conference.get("days").get(i), i);
            }
        }
    }

    private void day(JsonNode day, int index) {
        var pointer = "/schedule/conference/days/" + index;
        if (!is(day.isObject(), pointer, "must be an object")) {
            return;
        }
        form(day, pointer, "date", FrabContent::day, DAYS);
        for (var time : List.of("day_start", "day_end")) {
            form(day, pointer, time, FrabContent::time, TIMES);
        }
        if (is(day.path("rooms").isObject(), pointer + "/rooms", "must be an object of rooms by name")) {
            for (var room : day.get("rooms").properties()) {
                is(room.getKey().length() <= 200, pointer + "/rooms/" + escaped(room.getKey()),
                        "must be a room's name of at most 200 characters");
                if (is(room.getValue().isArray(), pointer + "/rooms/" + escaped(room.getKey()), "must be an array")) {
                    for (int i = 0; i < room.getValue().size(); i++) {
                        event(room.getValue().get(i), room.getKey(), event(index, room.getKey(), i).pointer());
                    }
                }
            }
        }
    }

    private void event(JsonNode event, String room, String pointer) {
        if (!is(event.isObject(), pointer, "must be an object")) {
            return;
        }
        is(event.path("id").isIntegralNumber(), pointer + "/id", "must be a whole number");
        if (is(isUuid(event.path("guid")), pointer + "/guid", "must be a UUID")) {
            is(guids.add(event.get("guid").textValue()), pointer + "/guid", "is another event's, too");
        }
        text(event, pointer, "title", true);
        for (var member : List.of("track", "language", "abstract", "description", "url", "type", "subtitle", "slug", "logo")) {
            text(event, pointer, member, false);
        }
        is(event.path("track").asText("").length() <= 200, pointer + "/track", "must have at most 200 characters");
        is(event.path("url").asText("").length() <= 500, pointer + "/url", "must have at most 500 characters");
        is(!event.has("room") || event.get("room").asText().equals(room), pointer + "/room",
                "must be the room under which the event stands");
        form(event, pointer, "duration", FrabContent::duration, "must be hours and minutes such as 01:30");
        if (form(event, pointer, "date", FrabContent::time, TIMES)) {
            is(Objects.equals(event.path("start").textValue(),
                    TIME.format(OffsetDateTime.parse(event.get("date").textValue()))), pointer + "/start",
                    "must be the time of date, as HH:mm");
        }
        if (is(!event.has("persons") || event.get("persons").isArray(), pointer + "/persons", "must be an array")) {
            for (int i = 0; i < event.path("persons").size(); i++) {
                person(event.get("persons").get(i), pointer + "/persons/" + i);
            }
        }
    }

    private void person(JsonNode person, String pointer) {
        if (!is(person.isObject(), pointer, "must be an object")) {
            return;
        }
        is(name(person) != null && name(person).length() <= 500, pointer + "/public_name",
                "is needed, of up to 500 characters");
        is(person.path("id").isMissingNode() || person.get("id").isNull() || person.get("id").isIntegralNumber(),
                pointer + "/id", "must be a whole number");
        is(person.path("guid").isMissingNode() || person.get("guid").isNull() || isUuid(person.get("guid")), pointer + "/guid",
                "must be a UUID");
        text(person, pointer, "biography", false);
        text(person, pointer, "code", false);
    }

    private void text(JsonNode parent, String pointer, String member, boolean needed) {
        var value = parent.path(member);
        is(value.isTextual() && (!needed || !value.textValue().isBlank())
                || !needed && (value.isMissingNode() || value.isNull()), pointer + "/" + member,
                needed ? "must be text, and is needed" : "must be text");
    }

    private boolean form(JsonNode parent, String pointer, String member, Consumer<String> parse, String detail) {
        try {
            parse.accept(Objects.requireNonNullElse(parent.path(member).textValue(), ""));
            return true;
        } catch (DateTimeException | IllegalArgumentException e) {
            return is(false, pointer + "/" + member, detail);
        }
    }

    private boolean is(boolean sound, String pointer, String detail) {
        if (!sound && violations.size() < MOST) {
            violations.add(new Violation(pointer, detail));
        }
        return sound;
    }

    /** RFC 6901. */
    private static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}
