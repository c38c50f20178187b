package org.tamga.mobility.reachability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
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
import org.tamga.mobility.visa.VisaRequirements;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Records;

/** Proves from the record whether people can be at a place in time and get home again. */
@Singleton
public class Reachability {

    /** Where a day begins first, and where last. */
    private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);
    private static final ZoneOffset LATEST_ZONE = ZoneOffset.ofHours(-12);

    private final Connections connections;
    private final VisaRequirements requirements;
    private final Admission admission;
    private final GatheringCopies gatherings;
    private final Venues venues;
    private final Places places;

    Reachability(Connections connections, VisaRequirements requirements, Admission admission, GatheringCopies gatherings,
            Venues venues, Places places) {
        this.connections = connections;
        this.requirements = requirements;
        this.admission = admission;
        this.gatherings = gatherings;
        this.venues = venues;
        this.places = places;
    }

    /** Throws a 422 where place or times are neither named nor known of the gathering. */
    public ReachabilityAnswer answer(ReachabilityQuestion question) {
        var gathering = Optional.ofNullable(question.gatheringId()).map(id -> gatherings.find(id, Records.today())
                .orElseThrow(() -> Problem.brokenRule("/gatheringId", "no gathering " + id + " is known here")).content());
        var first = gathering.map(Gathering::startsOn).flatMap(Reachability::exactly);
        var last = gathering.flatMap(known -> known.endsOn() == null ? first : exactly(known.endsOn()));
        var venue = first
                .or(() -> Optional.ofNullable(question.arriveBefore())
                        .map(instant -> day(instant, Optional.empty(), ZoneOffset.UTC)))
                .flatMap(day -> gathering.flatMap(known -> venues.of(known, new At(day, question.knownAt(), At.Basis.SOURCE))));
        var place = Optional.ofNullable(question.place()).or(() -> venue.map(Venue::place))
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
        var on = question.arriveBefore() == null ? first.orElseThrow() : day(arriveBefore, venue, ZoneOffset.UTC);
        var until = question.departAfter() == null ? last.orElseThrow() : day(departAfter, venue, ZoneOffset.UTC);
        var surelyFrom = question.arriveBefore() == null ? on : day(arriveBefore, venue, EARLIEST_ZONE);
        var surelyUntil = question.departAfter() == null ? until : day(departAfter, venue, LATEST_ZONE);
        var at = new At(on, question.knownAt(), At.Basis.SOURCE);
        var destination = places.country(place, at)
                .orElseThrow(() -> Problem.brokenRule("/place", "no country is recorded for " + place + " on " + on
                        + (question.knownAt() == null ? "" : ", as it was known at " + question.knownAt())));
        var asked = new Asked(place, destination, question.place() == null && venue.stream().anyMatch(Venue::isOnlyCountry),
                arriveBefore, departAfter, on, until,
                new Trip(surelyFrom, surelyUntil.isBefore(surelyFrom) ? surelyFrom : surelyUntil),
                Optional.ofNullable(question.purpose()).orElse(Purpose.BUSINESS),
                at);
        return new ReachabilityAnswer(place, arriveBefore, departAfter,
                question.groups().stream().map(group -> answer(asked, group)).toList());
    }

    /**
     * What is the same for all groups.
     *
     * @param isCityUnknown true where they have to be in a city of which only the country is known
     * @param on the day of the latest arrival, there
     * @param until the day of the earliest departure, there
     * @param least the days on which they have to be there in whatever zone it lies
     */
    private record Asked(String place, Country destination, boolean isCityUnknown, Instant arriveBefore, Instant departAfter,
            LocalDate on, LocalDate until, Trip least, Purpose purpose, At at) {}

    private static void check(Instant arriveBefore, Instant departAfter, Instant knownAt) {
        if (arriveBefore.isBefore(Instant.EPOCH) || departAfter.isAfter(Instant.parse("3000-01-01T00:00:00Z"))) {
            throw Problem.brokenRule("/arriveBefore", "lies in the years 1970 to 3000");
        }
        if (departAfter.isBefore(arriveBefore)) {
            throw Problem.brokenRule("/departAfter", "lies before the arrival");
        }
        if (knownAt != null && knownAt.isAfter(Instant.now())) {
            throw Problem.brokenRule("/knownAt", "lies in the future; nobody knows yet what will be known");
        }
    }

    /** The day that a date means, where it is known to the day: of any other a proof would be of another time. */
    private static Optional<LocalDate> exactly(Edtf date) {
        return Optional.ofNullable(date.earliest()).filter(day -> day.equals(date.latest()));
    }

    /** @param otherwise the zone that is taken where none is known */
    private static LocalDate day(Instant instant, Optional<Venue> venue, ZoneOffset otherwise) {
        return instant.atZone(venue.map(Venue::zone).orElse(otherwise)).toLocalDate();
    }

    private ReachabilityAnswer.Group answer(Asked asked, ReachabilityQuestion.Group group) {
        var reasons = new ArrayList<Reason>();
        var ways = new ArrayList<Way>();
        var there = journey(asked, group, Direction.THERE, reasons);
        var back = journey(asked, group, Direction.BACK, reasons);
        there.ifPresent(journey -> ways.add(new Way(Direction.THERE, journey)));
        back.ifPresent(journey -> ways.add(new Way(Direction.BACK, journey)));
        ways.forEach(way -> way.journey().visaNotes().forEach(note -> reasons.add(transit(note))));
        var entry = there.map(journey -> journey.arrival().toLocalDate()).orElse(asked.on());
        var exit = back.map(journey -> journey.departure().toLocalDate()).orElse(asked.until());
        // Of a journey the day is that of the place, of what was asked it may be another's.
        var stay = new Trip(entry, exit.isBefore(entry) ? entry : exit);
        if (asked.isCityUnknown()) {
            reasons.add(new Reason(Answer.UNKNOWN, "Where in " + asked.destination()
                    + " it is held is not recorded, or no airport there: the journeys lead to the country.", List.of()));
        }
        enter(asked, group, stay, reasons);
        return new ReachabilityAnswer.Group(group.nationality(), group.origin(), group.size(),
                Answer.of(reasons.stream().map(Reason::verdict)), reasons, ways);
    }

    /** The journey in one direction: rather one on which nobody needs a visa on the way. */
    private Optional<Journey> journey(Asked asked, ReachabilityQuestion.Group group, Direction direction,
            List<Reason> reasons) {
        var isThere = direction == Direction.THERE;
        var name = isThere ? "there" : "back";
        if (group.origin().equals(asked.place())) {
            reasons.add(new Reason(Answer.YES, "No journey " + name + " is needed.", List.of()));
            return Optional.empty();
        }
        var found = connections.now(new ConnectionQuestion(isThere ? group.origin() : asked.place(),
                isThere ? asked.place() : group.origin(), isThere ? asked.arriveBefore() : asked.departAfter(), isThere,
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

    private void enter(Asked asked, ReachabilityQuestion.Group group, Trip stay, List<Reason> reasons) {
        if (group.nationality().equals(asked.destination())) {
            reasons.add(new Reason(Answer.YES, "They are nationals of the destination.", List.of()));
            return;
        }
        var rule = requirements.of(new VisaRequirement.Journey(group.nationality(), asked.destination(), stay.entry(),
                DocumentType.ORDINARY, asked.purpose()), asked.at());
        reasons.add(Reason.of(admission.entry(rule)));
        if (rule.limitsStay()) {
            reasons.add(Reason.of(admission.stay(rule, asked.least(), stay)));
        }
    }

    private static List<Citation> sources(Stream<List<Citation>> sources) {
        return sources.flatMap(List::stream).distinct().toList();
    }
}
