package org.tamga.events.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.gathering.Gathering;
import org.tamga.events.participation.Participation;
import org.tamga.events.person.Person;
import org.tamga.events.session.Session;
import org.tamga.record.Period;

/**
 * A gathering with its sessions and who takes part in them: the one thing that every file and feed of it is made from.
 *
 * @param gathering the gathering
 * @param entries its sessions by time, those without one last
 * @param languages in which texts are looked for, the first that there is
 * @param revision of the gathering, whatever days its writes are of
 */
public record Programme(Period<Gathering> gathering, List<Entry> entries, List<String> languages, Revision revision) {

    /** Sessions by time, then by room; what has no time by its place in the programme. */
    static final Comparator<Entry> ORDER = Comparator
            .comparing(
                    (Entry entry) -> entry.content().startsAt() == null ? Instant.MAX : entry.content().startsAt().toInstant())
            .thenComparing(entry -> Optional.ofNullable(entry.content().position()).orElse(Integer.MAX_VALUE))
            .thenComparing(entry -> Optional.ofNullable(entry.content().room()).orElse(""))
            .thenComparing(entry -> entry.session().id());

    /**
     * A session and who takes part in it.
     *
     * @param revision of all that an entry shows
     */
    public record Entry(Period<Session> session, List<Speaker> speakers, Revision revision) {

        Session content() {
            return session.content();
        }
    }

    /**
     * How often something has changed.
     *
     * @param number rises with every change and never falls, whatever is withdrawn
     * @param at when it last changed
     */
    public record Revision(int number, Instant at) {}

    /**
     * Who takes part.
     *
     * @param participation as what
     * @param id the person or organisation
     * @param name the person's or organisation's
     * @param person null for an organisation
     */
    public record Speaker(Period<Participation> participation, UUID id, LanguageMap name, Person person) {}

    /** The sessions that have a time. */
    List<Entry> timed() {
        return entries.stream().filter(entry -> entry.content().startsAt() != null).toList();
    }

    /** When what is shown of the gathering last changed: by a write, or as the day came on which it began to hold. */
    Instant changedAt() {
        var from = gathering.valid().from();
        var began = from == null ? Instant.MIN : from.atStartOfDay(ZoneOffset.UTC).toInstant();
        return began.isAfter(revision.at()) ? began : revision.at();
    }

    /** The text in the first of the languages that there is; null for null. */
    String text(LanguageMap texts) {
        if (texts == null) {
            return null;
        }
        return languages.stream().map(texts.texts()::get).filter(text -> text != null).findFirst()
                .orElseGet(() -> texts.in("und"));
    }

    /** The gathering's first day, where it is known to the day. */
    Optional<LocalDate> firstDay() {
        return day(gathering.content().startsOn());
    }

    /** The gathering's last day, where it is known to the day; the first, where no other is recorded. */
    Optional<LocalDate> lastDay() {
        return gathering.content().endsOn() == null ? firstDay() : day(gathering.content().endsOn());
    }

    private static Optional<LocalDate> day(Edtf date) {
        return Optional.ofNullable(date).filter(edtf -> edtf.earliest() != null && edtf.earliest().equals(edtf.latest()))
                .map(Edtf::earliest);
    }
}
