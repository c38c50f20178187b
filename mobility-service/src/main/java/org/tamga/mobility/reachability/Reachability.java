package org.tamga.mobility.reachability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
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
import org.tamga.mobility.reachability.ReachabilityAnswer.Verdict;
import org.tamga.mobility.reachability.ReachabilityAnswer.Way;
import org.tamga.mobility.stay.StayChecks;
import org.tamga.mobility.stay.StayQuestion;
import org.tamga.mobility.stay.Trip;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRequirement;
import org.tamga.mobility.visa.VisaRequirements;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;
import org.tamga.record.Records;

/** Proves from the record whether people can be at a place in time and get home again. */
@Singleton
public class Reachability {

    private final Connections connections;
    private final VisaRequirements requirements;
    private final StayChecks stays;
    private final GatheringCopies gatherings;
    private final Venues venues;
    private final Places places;

    Reachability(Connections connections, VisaRequirements requirements, StayChecks stays, GatheringCopies gatherings,
            Venues venues, Places places) {
        this.connections = connections;
        this.requirements = requirements;
        this.stays = stays;
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
        var venue = first.or(() -> Optional.ofNullable(question.arriveBefore()).map(instant -> day(instant, Optional.empty())))
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
        var on = question.arriveBefore() == null ? first.orElseThrow() : day(arriveBefore, venue);
        var until = question.departAfter() == null ? last.orElseThrow() : day(departAfter, venue);
        var at = new At(on, question.knownAt(), At.Basis.SOURCE);
        var destination = places.country(place, at)
                .orElseThrow(() -> Problem.brokenRule("/place", "no country is recorded for " + place + " on " + on
                        + (question.knownAt() == null ? "" : ", as it was known at " + question.knownAt())));
        var asked = new Asked(place, destination, question.place() == null && venue.stream().anyMatch(Venue::isOnlyCountry),
                arriveBefore, departAfter, on, until, Optional.ofNullable(question.purpose()).orElse(Purpose.BUSINESS),
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
     */
    private record Asked(String place, Country destination, boolean isCityUnknown, Instant arriveBefore, Instant departAfter,
            LocalDate on, LocalDate until, Purpose purpose, At at) {}

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

    private static LocalDate day(Instant instant, Optional<Venue> venue) {
        return instant.atZone(venue.map(Venue::zone).orElse(ZoneOffset.UTC)).toLocalDate();
    }

    private ReachabilityAnswer.Group answer(Asked asked, ReachabilityQuestion.Group group) {
        var reasons = new ArrayList<Reason>();
        var ways = new ArrayList<Way>();
        var there = journey(asked, group, Direction.THERE, reasons);
        var back = journey(asked, group, Direction.BACK, reasons);
        there.ifPresent(journey -> ways.add(new Way(Direction.THERE, journey)));
        back.ifPresent(journey -> ways.add(new Way(Direction.BACK, journey)));
        ways.forEach(way -> way.journey().visaNotes().forEach(note -> reasons.add(transit(note))));
        var stay = new Trip(there.map(journey -> journey.arrival().toLocalDate()).orElse(asked.on()),
                back.map(journey -> journey.departure().toLocalDate()).orElse(asked.until()));
        if (asked.isCityUnknown()) {
            reasons.add(new Reason(Verdict.UNKNOWN, "Where in " + asked.destination()
                    + " it is held is not recorded, or no airport there: the journeys lead to the country.", List.of()));
        }
        enter(asked, group, stay, reasons);
        var verdicts = reasons.stream().map(Reason::verdict).toList();
        return new ReachabilityAnswer.Group(group.nationality(), group.origin(), group.size(),
                Stream.of(Verdict.NO, Verdict.UNKNOWN, Verdict.DISPUTED).filter(verdicts::contains).findFirst()
                        .orElse(Verdict.YES),
                reasons, ways);
    }

    /** The journey in one direction: rather one on which nobody needs a visa on the way. */
    private Optional<Journey> journey(Asked asked, ReachabilityQuestion.Group group, Direction direction,
            List<Reason> reasons) {
        var isThere = direction == Direction.THERE;
        var name = isThere ? "there" : "back";
        if (group.origin().equals(asked.place())) {
            reasons.add(new Reason(Verdict.YES, "No journey " + name + " is needed.", List.of()));
            return Optional.empty();
        }
        var found = connections.now(new ConnectionQuestion(isThere ? group.origin() : asked.place(),
                isThere ? asked.place() : group.origin(), isThere ? asked.arriveBefore() : asked.departAfter(), isThere,
                Connections.LEGS, List.of(group.nationality()), asked.at()));
        var chosen = found.best();
        reasons.add(chosen.map(journey -> new Reason(Verdict.YES,
                "The journey " + name + " leaves " + journey.departure() + " and arrives " + journey.arrival() + " with "
                        + (journey.transfers() + 1) + " flights.",
                sources(journey.legs().stream().map(ConnectionAnswer.Leg::sources))))
                .orElseGet(() -> new Reason(Verdict.UNKNOWN,
                        found.reason() == ConnectionAnswer.Reason.NO_SCHEDULE_RECORDED
                                ? "No flight schedule that could prove a journey " + name + " is recorded."
                                : "The recorded flight schedules have no journey " + name
                                        + " in those days; that there is no other, no record says.",
                        List.of())));
        return chosen;
    }

    /** Who may not change planes there may come another way, which no record rules out. */
    private static Reason transit(VisaNote note) {
        var verdict = note.lets()
                ? note.confidence() == Confidence.DISPUTED ? Verdict.DISPUTED : Verdict.YES
                : Verdict.UNKNOWN;
        return new Reason(verdict, (note.isOnBoard() ? "Staying on board in " : "Changing planes in ") + note.place() + " on "
                + note.on() + ": " + rule(note.requirement()), note.sources());
    }

    private void enter(Asked asked, ReachabilityQuestion.Group group, Trip stay, List<Reason> reasons) {
        if (group.nationality().equals(asked.destination())) {
            reasons.add(new Reason(Verdict.YES, "They are nationals of the destination.", List.of()));
            return;
        }
        var rule = requirements.of(new VisaRequirement.Journey(group.nationality(), asked.destination(), stay.entry(),
                DocumentType.ORDINARY, asked.purpose()), asked.at());
        reasons.add(new Reason(entry(rule), "Entering " + asked.destination() + " on " + stay.entry() + " for "
                + Json.name(asked.purpose()) + ": " + rule(rule.requirement())
                + (rule.confidence() == Confidence.DISPUTED ? " It is disputed." : ""), rule.sources()));
        if (rule.requirement().isWithoutVisa()
                || rule.requirement() == Requirement.VISA_ON_ARRIVAL && !rule.limits().isEmpty()) {
            stay(asked, group, stay, rule, reasons);
        }
    }

    private static Verdict entry(VisaRequirement rule) {
        return switch (rule.requirement()) {
            case FREEDOM_OF_MOVEMENT, VISA_FREE, ETA, VISA_ON_ARRIVAL ->
                rule.confidence() == Confidence.DISPUTED ? Verdict.DISPUTED : Verdict.YES;
            case NO_ADMISSION -> Verdict.NO;
            case E_VISA, VISA_REQUIRED, UNKNOWN -> Verdict.UNKNOWN;
        };
    }

    private static String rule(Requirement requirement) {
        return switch (requirement) {
            case FREEDOM_OF_MOVEMENT -> "there is freedom of movement.";
            case VISA_FREE -> "no visa is needed.";
            case ETA -> "an electronic authorisation is needed, which is no visa.";
            case VISA_ON_ARRIVAL -> "a visa is issued on arrival.";
            case E_VISA -> "an electronic visa is needed; whether it is granted, no record tells.";
            case VISA_REQUIRED -> "a visa is needed; whether it is granted, no record tells.";
            case NO_ADMISSION -> "nobody with this passport is admitted.";
            case UNKNOWN -> "no rule is recorded.";
        };
    }

    private void stay(Asked asked, ReachabilityQuestion.Group group, Trip stay, VisaRequirement rule, List<Reason> reasons) {
        var checked = stays.answer(new StayQuestion(group.nationality(), asked.destination(), null, asked.purpose(), List.of(),
                stay, stay.entry(), null, List.of()), rule);
        var verdict = switch (checked.verdict()) {
            case ALLOWED -> Verdict.YES;
            case REFUSED -> Verdict.NO;
            case DIFFERS -> Verdict.DISPUTED;
            case UNKNOWN -> Verdict.UNKNOWN;
        };
        reasons.add(new Reason(verdict, "A stay from " + stay.entry() + " to " + stay.exit()
                + " by people who have not been there before: " + Json.name(checked.verdict()) + "."
                + (checked.lastSafeExit() == null ? "" : " They must leave on " + checked.lastSafeExit() + " at the latest.")
                + (checked.because() == null ? "" : " " + checked.because()),
                sources(checked.limits().stream().map(limit -> limit.sources()))));
    }

    private static List<Citation> sources(Stream<List<Citation>> sources) {
        return sources.flatMap(List::stream).distinct().toList();
    }
}
