package org.tamga.mobility.reachability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.mobility.airport.Days;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.connection.ConnectionAnswer;
import org.tamga.mobility.connection.ConnectionAnswer.Journey;
import org.tamga.mobility.connection.ConnectionAnswer.VisaNote;
import org.tamga.mobility.connection.ConnectionQuestion;
import org.tamga.mobility.connection.Connections;
import org.tamga.mobility.gathering.Gathering;
import org.tamga.mobility.gathering.GatheringCopies;
import org.tamga.mobility.gathering.Venue;
import org.tamga.mobility.gathering.Venues;
import org.tamga.mobility.reachability.ReachabilityAnswer.Direction;
import org.tamga.mobility.reachability.ReachabilityAnswer.Reason;
import org.tamga.mobility.reachability.ReachabilityAnswer.Way;
import org.tamga.mobility.stay.Admission;
import org.tamga.mobility.stay.Trip;
import org.tamga.mobility.visa.Answer;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRequirement;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Interval;
import org.tamga.record.Records;

/** Proves from the record whether people can be at a place in time and get home again. */
@Singleton
public class Reachability {

    /** Longer than anybody stays for what they came for, a course of study included. */
    private static final int MOST_YEARS = 10;

    private final Connections connections;
    private final Admission admission;
    private final GatheringCopies gatherings;
    private final Venues venues;
    private final Places places;

    Reachability(Connections connections, Admission admission, GatheringCopies gatherings, Venues venues, Places places) {
        this.connections = connections;
        this.admission = admission;
        this.gatherings = gatherings;
        this.venues = venues;
        this.places = places;
    }

    /** Throws a 422 where place or times are neither named nor known of the gathering. */
    public ReachabilityAnswer answer(ReachabilityQuestion question) {
        var gathering = Optional.ofNullable(question.gatheringId()).map(id -> gathering(id, question));
        var first = gathering.map(Gathering::startsOn).flatMap(Reachability::exactly);
        var last = gathering.flatMap(known -> known.endsOn() == null ? first : exactly(known.endsOn()));
        var venue = first
                .or(() -> Optional.ofNullable(question.arriveBefore())
                        .map(instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC)))
                .flatMap(day -> gathering.flatMap(known -> venues.of(known, new At(day, question.knownAt(), At.Basis.SOURCE))));
        var places = Optional.ofNullable(question.place()).map(List::of).or(() -> venue.map(Venue::places))
                .orElseThrow(() -> Problem.brokenRule("/place", gathering.isEmpty()
                        ? "is needed where no gathering is named"
                        : "is needed: the gathering's country, or the day on which it begins, is not recorded"));
        var arriveBefore = Optional.ofNullable(question.arriveBefore())
                .or(() -> first.flatMap(day -> venue.map(known -> known.begins(day))))
                .orElseThrow(() -> Problem.brokenRule("/arriveBefore", "is needed, unless a gathering's country and first day"
                        + " are known"));
        var departAfter = Optional.ofNullable(question.departAfter())
                .or(() -> last.flatMap(day -> venue.map(known -> known.ends(day))))
                .orElseThrow(() -> Problem.brokenRule("/departAfter", "is needed, unless a gathering's country and last day"
                        + " are known"));
        check(arriveBefore, departAfter, question.knownAt());
        var zones = this.places.zones(places, new Interval(Days.of(arriveBefore, Days.ANYWHERE).first(),
                Days.of(departAfter, Days.ANYWHERE).last().plusDays(1)), new At(null, question.knownAt(), At.Basis.SOURCE));
        var around = !zones.isEmpty()
                ? zones
                : venue.filter(held -> question.place() == null).map(Venue::zone).<List<? extends ZoneId>>map(List::of)
                        .orElse(Days.ANYWHERE);
        var arrival = question.arriveBefore() == null ? Days.of(first.orElseThrow()) : Days.of(arriveBefore, around);
        var departure = question.departAfter() == null ? Days.of(last.orElseThrow()) : Days.of(departAfter, around);
        var at = new At(arrival.first(), question.knownAt(), At.Basis.SOURCE);
        var destination = places.stream().flatMap(place -> this.places.country(place, at).stream()).findFirst()
                .orElseThrow(() -> Problem.brokenRule("/place", "no country is recorded for " + Places.text(places) + " on "
                        + arrival.first()
                        + (question.knownAt() == null ? "" : ", as it was known at " + question.knownAt())));
        var asked = new Asked(places, destination, venue.filter(held -> question.place() == null).flatMap(Venue::unknownCity),
                arriveBefore, departAfter, arrival, departure, Trip.between(arrival.last(), departure.first()),
                Optional.ofNullable(question.purpose()).orElse(Purpose.BUSINESS), at, new HashMap<>());
        return new ReachabilityAnswer(Places.text(places), arriveBefore, departAfter,
                question.groups().stream().map(group -> answer(asked, group)).toList());
    }

    /** The gathering as it is known now; a 422 where it may have been known otherwise at the instant that is asked for. */
    private Gathering gathering(UUID id, ReachabilityQuestion question) {
        var gathering = gatherings.find(id, Records.today())
                .orElseThrow(() -> Problem.brokenRule("/gatheringId", "no gathering " + id + " is known here")).content();
        var isAsked = question.place() == null || question.arriveBefore() == null || question.departAfter() == null;
        if (isAsked && question.knownAt() != null) {
            gatherings.takenInAt(id).filter(question.knownAt()::isBefore).ifPresent(at -> {
                throw Problem.brokenRule("/knownAt", "what was known of the gathering before " + at
                        + " is not kept here: place, arriveBefore and departAfter are needed");
            });
        }
        return gathering;
    }

    /**
     * What is the same for all groups.
     *
     * @param places where they have to be, in any of them
     * @param unknownCity why no journey is known to lead to the city in which they have to be
     * @param arrival what the day of the latest arrival may be, there
     * @param departure what the day of the earliest departure may be, there
     * @param least the days on which they have to be there in whatever zone it lies
     * @param proven what has been found of stays, each of which many groups may have
     */
    private record Asked(List<String> places, Country destination, Optional<String> unknownCity, Instant arriveBefore,
            Instant departAfter, Days arrival, Days departure, Trip least, Purpose purpose, At at,
            Map<Stay, List<Reason>> proven) {}

    /** Who enters and leaves when. */
    private record Stay(Country nationality, Days entry, Days exit) {}

    private static void check(Instant arriveBefore, Instant departAfter, Instant knownAt) {
        if (arriveBefore.isBefore(Instant.EPOCH) || departAfter.isAfter(Instant.parse("3000-01-01T00:00:00Z"))) {
            throw Problem.brokenRule("/arriveBefore", "lies in the years 1970 to 3000");
        }
        if (departAfter.isBefore(arriveBefore)) {
            throw Problem.brokenRule("/departAfter", "lies before the arrival");
        }
        if (departAfter.isAfter(arriveBefore.atOffset(ZoneOffset.UTC).plusYears(MOST_YEARS).toInstant())) {
            throw Problem.brokenRule("/departAfter", "lies more than " + MOST_YEARS + " years after the arrival");
        }
        if (knownAt != null && knownAt.isAfter(Instant.now())) {
            throw Problem.brokenRule("/knownAt", "lies in the future; nobody knows yet what will be known");
        }
    }

    /** The day that a date means, where it is known to the day: of any other a proof would be of another time. */
    private static Optional<LocalDate> exactly(Edtf date) {
        return Optional.ofNullable(date.earliest()).filter(day -> day.equals(date.latest()));
    }

    private ReachabilityAnswer.Group answer(Asked asked, ReachabilityQuestion.Group group) {
        var reasons = new ArrayList<Reason>();
        var ways = new ArrayList<Way>();
        var there = journey(asked, group, Direction.THERE, reasons);
        var back = journey(asked, group, Direction.BACK, reasons);
        there.ifPresent(journey -> ways.add(new Way(Direction.THERE, journey)));
        back.ifPresent(journey -> ways.add(new Way(Direction.BACK, journey)));
        ways.forEach(way -> way.journey().visaNotes().forEach(note -> reasons.add(transit(note))));
        asked.unknownCity().ifPresent(because -> reasons.add(new Reason(Answer.UNKNOWN, because, List.of())));
        reasons.addAll(asked.proven().computeIfAbsent(new Stay(group.nationality(),
                there.map(Journey::arrives).orElse(asked.arrival()), back.map(Journey::leaves).orElse(asked.departure())),
                stay -> stay(asked, stay)));
        return new ReachabilityAnswer.Group(group.nationality(), group.origin(), group.size(),
                Answer.of(reasons.stream().map(Reason::verdict)), reasons, ways);
    }

    /** The journey in one direction: rather one on which nobody needs a visa on the way. */
    private Optional<Journey> journey(Asked asked, ReachabilityQuestion.Group group, Direction direction,
            List<Reason> reasons) {
        var isThere = direction == Direction.THERE;
        var name = isThere ? "there" : "back";
        var origin = List.of(group.origin());
        if (origin.equals(asked.places())
                || connections.liesIn(group.origin(), asked.places(), asked.arriveBefore(), asked.at())) {
            reasons.add(new Reason(Answer.YES, "No journey " + name + " is needed.", List.of()));
            return Optional.empty();
        }
        var found = connections.now(new ConnectionQuestion(isThere ? origin : asked.places(),
                isThere ? asked.places() : origin, isThere ? asked.arriveBefore() : asked.departAfter(), isThere,
                Connections.LEGS, List.of(group.nationality()), asked.at()));
        var chosen = found.best();
        reasons.add(chosen.map(journey -> new Reason(Answer.YES,
                "The journey " + name + " leaves " + journey.departure() + " and arrives " + journey.arrival() + " with "
                        + (journey.transfers() + 1) + " flights.",
                sources(journey.legs().stream().map(ConnectionAnswer.Leg::sources))))
                .orElseGet(() -> new Reason(Answer.UNKNOWN,
                        found.reason() == ConnectionAnswer.Reason.NO_SCHEDULE_RECORDED
                                ? "No flight schedule that could prove a journey " + name + " is recorded."
                                : "The recorded flight schedules have no journey " + name
                                        + " in those days; that there is no other, no record says.",
                        List.of())));
        return chosen;
    }

    private static Reason transit(VisaNote note) {
        return new Reason(note.answer(), (note.isOnBoard() ? "Staying on board in " : "Changing planes in ") + note.place()
                + " on " + note.on() + ": " + note.requirement().inWords(), note.sources());
    }

    private List<Reason> stay(Asked asked, Stay stay) {
        if (stay.nationality().equals(asked.destination())) {
            return List.of(new Reason(Answer.YES, "They are nationals of the destination.", List.of()));
        }
        var journey = new VisaRequirement.Journey(stay.nationality(), asked.destination(), stay.entry().first(),
                DocumentType.ORDINARY, asked.purpose());
        return admission.prove(journey, stay.entry(), stay.exit(), asked.least(), asked.at()).steps().stream()
                .map(Reason::of).toList();
    }

    private static List<Citation> sources(Stream<List<Citation>> sources) {
        return sources.flatMap(List::stream).distinct().toList();
    }
}
