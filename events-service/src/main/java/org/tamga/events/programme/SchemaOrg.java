package org.tamga.events.programme;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.tamga.commons.value.LanguageMap;
import org.tamga.events.gathering.Gathering;
import org.tamga.events.programme.Programme.Entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A programme as linked data: schema.org's Event with its sub-events. */
final class SchemaOrg {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SchemaOrg() {
    }

    static byte[] write(Programme programme) {
        var content = programme.gathering().content();
        var event = event(programme.gathering().id().toString(), content.title());
        event.put("@context", "https://schema.org");
        put(event, "description", programme.text(content.aims()));
        // EDTF is what schema.org's dates (ISO 8601) are where it is a date; an interval or a guess is left out.
        programme.firstDay().ifPresent(day -> event.put("startDate", day.toString()));
        programme.lastDay().ifPresent(day -> event.put("endDate", day.toString()));
        put(event, "eventStatus", status(content.status()));
        put(event, "eventAttendanceMode", content.attendanceMode() == null ? null : switch (content.attendanceMode()) {
            case OFFLINE -> "https://schema.org/OfflineEventAttendanceMode";
            case ONLINE -> "https://schema.org/OnlineEventAttendanceMode";
            case MIXED -> "https://schema.org/MixedEventAttendanceMode";
        });
        if (content.place() != null) {
            event.set("location", place(programme, content.place()));
        }
        content.languages().forEach(event.withArray("inLanguage")::add);
        content.topics().forEach(event.withArray("keywords")::add);
        programme.entries().forEach(entry -> event.withArray("subEvent").add(session(programme, entry)));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode session(Programme programme, Entry entry) {
        var content = entry.content();
        var event = event(entry.session().id().toString(), content.title());
        put(event, "startDate", Objects.toString(content.startsAt(), null));
        put(event, "endDate", Objects.toString(content.endsAt(), null));
        put(event, "abstract", programme.text(content.summary()));
        put(event, "description", programme.text(content.description()));
        put(event, "inLanguage", content.language());
        put(event, "url", content.url());
        put(event, "keywords", content.track());
        if (content.room() != null) {
            event.putObject("location").put("@type", "Place").put("name", content.room());
        }
        for (var speaker : entry.speakers()) {
            var performer = event.withArray("performer").addObject()
                    .put("@type", speaker.person() == null ? "Organization" : "Person")
                    .put("@id", "urn:uuid:" + speaker.id()).put("name", programme.text(speaker.name()));
            put(performer, "description", speaker.participation().content().attribution());
        }
        return event;
    }

    private static ObjectNode event(String id, LanguageMap title) {
        var event = JSON.objectNode().put("@type", "Event").put("@id", "urn:uuid:" + id).put("identifier", id);
        title.texts().forEach((language, text) -> {
            var name = event.withArray("name").addObject().put("@value", text);
            if (!language.equals("und")) {
                name.put("@language", language);
            }
        });
        return event;
    }

    private static ObjectNode place(Programme programme, Gathering.Place recorded) {
        var place = JSON.objectNode().put("@type", "Place");
        put(place, "name", programme.text(recorded.name()));
        if (recorded.city() != null || recorded.country() != null) {
            var address = place.putObject("address").put("@type", "PostalAddress");
            put(address, "addressLocality", recorded.city());
            put(address, "addressCountry", Objects.toString(recorded.country(), null));
        }
        if (recorded.lat() != null && recorded.lon() != null) {
            place.putObject("geo").put("@type", "GeoCoordinates").put("latitude", recorded.lat()).put("longitude",
                    recorded.lon());
        }
        return place;
    }

    private static String status(Gathering.Status status) {
        return status == null ? null : switch (status) {
            case ANNOUNCED, SCHEDULED, HELD -> "https://schema.org/EventScheduled";
            case POSTPONED -> "https://schema.org/EventPostponed";
            case CANCELLED -> "https://schema.org/EventCancelled";
        };
    }

    private static void put(ObjectNode node, String name, String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
