package org.tamga.events.programme;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.events.gathering.Gathering;
import org.tamga.events.participation.Participation.Role;
import org.tamga.events.programme.Programme.Entry;
import org.tamga.events.programme.Programme.Speaker;

import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.TimeZone;
import net.fortuna.ical4j.model.TimeZoneRegistry;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import net.fortuna.ical4j.model.component.Participant;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Categories;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Geo;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ParticipantType;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RelatedTo;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Programmes as iCalendar (RFC 5545), participants as RFC 9073 has them. A record's id is its UID; SEQUENCE counts the writes of
 * what an event shows, so a subscribed calendar changes what changed and nothing else. Only what is known to the day is an event: a
 * calendar has no way to say "some time in 2026".
 */
final class ICalendar {

    /** Raised with every change of what is made here of the same programme: who has it as it was is to have it anew. */
    static final int VERSION = 1;

    /** RFC 5545, 3.1: octets in a line, without its end. */
    private static final int LINE = 75;

    private static final TimeZoneRegistry ZONES = TimeZoneRegistryFactory.getInstance().createRegistry();

    private final Writer out;
    private final Map<String, TimeZone> zones = new HashMap<>();

    private ICalendar(Writer out) {
        this.out = out;
    }

    /** A gathering with its sessions. */
    static byte[] write(Programme programme) {
        var bytes = new ByteArrayOutputStream();
        try {
            write(programme.text(programme.gathering().content().title()), sink -> sink.accept(programme), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a calendar cannot be written to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Several in one calendar, written one by one.
     *
     * @param programmes hands them over, when its turn comes
     */
    static void write(String name, Consumer<Consumer<Programme>> programmes, OutputStream out) throws IOException {
        // Flushed when whole, never closed when broken: a reader must be able to tell the two apart.
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            new ICalendar(writer).write(name, programmes);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }

    private void write(String name, Consumer<Consumer<Programme>> programmes) {
        lines("BEGIN:VCALENDAR\r\n");
        Stream.of(new ProdId("-//Tamga//events//EN"), ImmutableVersion.VERSION_2_0, ImmutableCalScale.GREGORIAN,
                new XProperty("X-WR-CALNAME", name)).forEach(this::lines);
        programmes.accept(this::events);
        zones.values().stream().map(TimeZone::getVTimeZone).forEach(this::lines);
        lines("END:VCALENDAR\r\n");
    }

    private void events(Programme programme) {
        programme.firstDay().ifPresent(day -> lines(event(programme)));
        programme.timed().forEach(entry -> lines(event(programme, entry)));
    }

    private static VEvent event(Programme programme) {
        var gathering = programme.gathering();
        var content = gathering.content();
        var event = new VEvent(false);
        event.add(new Uid(gathering.id().toString()));
        event.add(new DtStamp(seconds(programme.changedAt())));
        event.add(new LastModified(seconds(programme.changedAt())));
        event.add(new Sequence(programme.revision().number()));
        event.add(new Summary(programme.text(content.title())));
        event.add(new DtStart<>(programme.firstDay().orElseThrow()));
        programme.lastDay().ifPresent(day -> event.add(new DtEnd<>(day.plusDays(1))));
        add(event, programme.text(content.aims()), Description::new);
        add(event, status(content.status()), Status::new);
        add(event, content.topics().isEmpty() ? null : String.join(",", content.topics()), Categories::new);
        var place = content.place();
        if (place != null) {
            add(event, Stream.of(programme.text(place.name()), place.city(), Objects.toString(place.country(), null))
                    .filter(Objects::nonNull).collect(Collectors.joining(", ")), Location::new);
            if (place.lat() != null && place.lon() != null) {
                event.add(new Geo(place.lat(), place.lon()));
            }
        }
        return event;
    }

    private VEvent event(Programme programme, Entry entry) {
        var session = entry.session();
        var content = entry.content();
        var zone = programme.gathering().content().zone();
        var event = new VEvent(false);
        event.add(new Uid(session.id().toString()));
        event.add(new DtStamp(seconds(entry.revision().at())));
        event.add(new LastModified(seconds(entry.revision().at())));
        event.add(new Sequence(entry.revision().number()));
        event.add(new Summary(programme.text(content.title())));
        event.add(new DtStart<>(time(content.startsAt(), zone)));
        if (content.endsAt() != null) {
            event.add(new DtEnd<>(time(content.endsAt(), zone)));
        }
        add(event, Stream.of(programme.text(content.summary()), programme.text(content.description())).filter(Objects::nonNull)
                .collect(Collectors.joining("\n\n")), Description::new);
        add(event, content.room(), Location::new);
        add(event, content.track(), Categories::new);
        add(event, status(programme.gathering().content().status()), Status::new);
        url(content.url()).ifPresent(event::add);
        event.add(new RelatedTo(programme.gathering().id().toString()));
        event.setComponentList(new ComponentList<Component>(
                entry.speakers().stream().<Component>map(speaker -> participant(programme, speaker)).toList()));
        return event;
    }

    /** What is recorded as an address may be none; a calendar has no place for such. */
    private static Optional<Property> url(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new Url(new URI(text)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Participant participant(Programme programme, Speaker speaker) {
        var content = speaker.participation().content();
        var participant = new Participant();
        participant.add(new Uid(speaker.participation().id().toString()));
        participant.add(new ParticipantType(speaks(content.role()) ? "SPEAKER" : "ACTIVE"));
        participant.add(new Summary(programme.text(speaker.name())));
        if (content.attribution() != null) {
            participant.add(new Description(content.attribution()));
        }
        return participant;
    }

    /** RFC 9073 knows speakers and, for all others, those who are active. */
    private static boolean speaks(Role role) {
        return role == null || role == Role.SPEAKER || role == Role.PANELLIST || role == Role.MODERATOR || role == Role.CHAIR;
    }

    private static String status(Gathering.Status status) {
        return status == null ? null : switch (status) {
            case ANNOUNCED, POSTPONED -> "TENTATIVE";
            case SCHEDULED, HELD -> "CONFIRMED";
            case CANCELLED -> "CANCELLED";
        };
    }

    /** In the gathering's own zone, where it has one that calendars know; else in UTC. */
    private Temporal time(OffsetDateTime time, String zone) {
        var known = zone == null ? null : zones.computeIfAbsent(zone, ZONES::getTimeZone);
        return known == null ? time.toInstant() : time.atZoneSameInstant(known.toZoneId());
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void add(VEvent event, String text, Function<String, Property> property) {
        if (text != null && !text.isBlank()) {
            event.add(property.apply(text));
        }
    }

    /** The library folds by characters; the standard counts octets, and never breaks one character. */
    private void lines(Object part) {
        try {
            for (var line : part.toString().split("\r\n")) {
                out.append(folded(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StringBuilder folded(String line) {
        var out = new StringBuilder();
        var octets = 0;
        for (int i = 0; i < line.length();) {
            var character = line.codePointAt(i);
            var size = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (octets + size > LINE) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(character);
            octets += size;
            i += Character.charCount(character);
        }
        return out.append("\r\n");
    }
}
