package org.tamga.mobility.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.mobility.access.AccessReport.DirectFlights;
import org.tamga.mobility.access.AccessReport.Direction;
import org.tamga.mobility.access.AccessReport.Invited;
import org.tamga.mobility.access.AccessReport.Journey;
import org.tamga.mobility.access.AccessReport.Leg;
import org.tamga.mobility.access.AccessReport.Reason;
import org.tamga.mobility.access.AccessReport.Transit;
import org.tamga.mobility.connection.ConnectionAnswer;
import org.tamga.mobility.connection.ConnectionQuestion;
import org.tamga.mobility.connection.Connections;
import org.tamga.mobility.directflight.WeeklyDirectFlights;
import org.tamga.mobility.gathering.Gathering;
import org.tamga.mobility.gathering.Venues;
import org.tamga.mobility.stay.Admission;
import org.tamga.mobility.stay.StayAnswer;
import org.tamga.mobility.stay.Trip;
import org.tamga.mobility.visa.Answer;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRequirement;
import org.tamga.mobility.visa.VisaRequirements;
import org.tamga.record.At;

/** Finds how those who are invited get to a gathering. */
@Singleton
class Access {

    private final VisaRequirements requirements;
    private final Admission admission;
    private final Connections connections;
    private final Venues venues;
    private final WeeklyDirectFlights directFlights;

    Access(VisaRequirements requirements, Admission admission, Connections connections, Venues venues,
            WeeklyDirectFlights directFlights) {
        this.requirements = requirements;
        this.admission = admission;
        this.connections = connections;
        this.venues = venues;
        this.directFlights = directFlights;
    }

    AccessReport to(UUID id, Gathering gathering) {
        var on = gathering.firstDay();
        var occasion = on.flatMap(day -> venues.of(gathering, At.now(day))).flatMap(venue -> Occasion.of(gathering, venue));
        return new AccessReport(id, gathering.title(), gathering.country(), gathering.startsOn(), gathering.endsOn(),
                occasion.map(Occasion::place).orElse(null), on.orElse(null), gathering.lastDay().orElse(null),
                gathering.invited().stream().distinct().sorted(Comparator.comparing(Country::code))
                        .map(nationality -> occasion.map(known -> invited(nationality, known))
                                .orElseGet(() -> nothingKnown(nationality, gathering)))
                        .toList(),
                Instant.now());
    }

    private static Invited nothingKnown(Country nationality, Gathering gathering) {
        return new Invited(nationality, Answer.UNKNOWN, List.of(new Reason(Answer.UNKNOWN,
                gathering.country() == null
                        ? "The country in which it is held is not recorded."
                        : "The day on which it is held is not recorded.",
                null)), null, null, List.of());
    }

    private Invited invited(Country nationality, Occasion occasion) {
        if (occasion.host().equals(nationality)) {
            return new Invited(nationality, Answer.YES,
                    List.of(new Reason(Answer.YES, "It is held in that country itself.", null)),
                    null, null, List.of());
        }
        var visa = visa(nationality, occasion, occasion.on());
        var flights = flights(nationality, occasion);
        var isOfKnownDays = occasion.isOfKnownDays();
        var there = isOfKnownDays ? there(nationality, occasion) : Optional.<ConnectionAnswer.Journey>empty();
        var back = isOfKnownDays ? back(nationality, occasion) : Optional.<ConnectionAnswer.Journey>empty();
        var reasons = new ArrayList<Reason>();
        var last = isOfKnownDays
                ? visa
                : visa(nationality, occasion, occasion.longest().map(Trip::exit).orElse(occasion.until()));
        if (visa.asksTheSameAs(last)) {
            reasons.add(reason(admission.entry(visa), evidence(visa)));
            if (visa.limitsStay()) {
                reasons.add(isOfKnownDays
                        ? reason(admission.stay(visa, new Trip(occasion.on(), occasion.until()),
                                new Trip(there.map(journey -> journey.arrival().toLocalDate()).orElse(occasion.on()),
                                        back.map(journey -> journey.departure().toLocalDate()).orElse(occasion.until()))),
                                null)
                        : stay(visa, occasion));
            }
        } else {
            reasons.add(new Reason(Answer.UNKNOWN, "Its days are recorded only as " + occasion.days()
                    + ", and the rule on " + last.on() + " is another than on " + visa.on() + ": "
                    + Json.name(visa.requirement()) + ", then " + Json.name(last.requirement()) + ".", evidence(visa)));
        }
        var published = directFlights.publishedBothWays(nationality, occasion.host(), At.now(occasion.on()));
        if (published.isPresent()) {
            // Published of the pair as a whole, both ways: no schedule can say that nobody gets there.
            reasons.add(new Reason(Answer.YES, "Direct flights a week: " + published.get().toPlainString() + ".",
                    flights.evidence()));
        } else if (!isOfKnownDays) {
            reasons.add(new Reason(Answer.UNKNOWN, "Its days are recorded only as " + occasion.days()
                    + ": which flights one would take is not known.", flights.evidence()));
        } else {
            reasons.add(
                    way("there", flights, there, nationality.code(), occasion.place(), "arriveBefore=" + occasion.begins()));
            reasons.add(way("back", flights, back, occasion.place(), nationality.code(), "departAfter=" + occasion.ends()));
        }
        return new Invited(nationality, Answer.of(reasons.stream().map(Reason::answer)), List.copyOf(reasons), visa, flights,
                Stream.concat(there.stream().map(journey -> journey(Direction.THERE, journey)),
                        back.stream().map(journey -> journey(Direction.BACK, journey))).toList());
    }

    private VisaRequirement visa(Country nationality, Occasion occasion, LocalDate on) {
        return requirements.of(new VisaRequirement.Journey(nationality, occasion.host(), on, DocumentType.ORDINARY,
                Purpose.BUSINESS), At.now(on));
    }

    private static String evidence(VisaRequirement visa) {
        return "/api/mobility/visa-requirements?nationality=" + visa.nationality() + "&destination=" + visa.destination()
                + "&on=" + visa.on() + "&purpose=business";
    }

    private static Reason reason(Admission.Step step, String evidence) {
        return new Reason(step.answer(), step.because(), evidence);
    }

    /**
     * Whether days that are not recorded to the day are within the rule's limits, for people who have not been there before:
     * whether they are whatever those are, or cannot be.
     */
    private Reason stay(VisaRequirement visa, Occasion occasion) {
        var shortest = admission.check(visa, occasion.shortest()).verdict();
        var isAlike = shortest == StayAnswer.Verdict.REFUSED || occasion.longest()
                .filter(longest -> admission.check(visa, longest).verdict() == shortest).isPresent();
        return isAlike
                ? new Reason(shortest.answer(), "A stay of whatever days " + occasion.days() + " means: "
                        + Json.name(shortest) + ".", null)
                : new Reason(Answer.UNKNOWN, "Its days are recorded only as " + occasion.days()
                        + ": whether a stay keeps the limits is not known.", null);
    }

    private DirectFlights flights(Country nationality, Occasion occasion) {
        var reading = directFlights.read(Map.of("reporter", nationality.code(), "partner", occasion.host().code()),
                At.now(occasion.on()));
        return new DirectFlights(reading.value(), reading.completeness(), reading.breakdown(), reading.evidence());
    }

    private Optional<ConnectionAnswer.Journey> there(Country nationality, Occasion occasion) {
        return connections.now(new ConnectionQuestion(List.of(nationality.code()), occasion.places(), occasion.begins(), true,
                Connections.LEGS, List.of(nationality), At.now(occasion.on()))).best();
    }

    private Optional<ConnectionAnswer.Journey> back(Country nationality, Occasion occasion) {
        return connections.now(new ConnectionQuestion(occasion.places(), List.of(nationality.code()), occasion.ends(), false,
                Connections.LEGS, List.of(nationality), At.now(occasion.on()))).best();
    }

    /** That the schedules show no journey does not say that nobody can come: there may be others. */
    private static Reason way(String name, DirectFlights flights, Optional<ConnectionAnswer.Journey> found, String from,
            String to, String when) {
        var evidence = "/api/mobility/connections?from=" + from + "&to=" + to + "&" + when;
        if (found.isEmpty()) {
            return new Reason(Answer.UNKNOWN, flights.perWeek() == null
                    ? "No direct flights that week and no journey " + name + " are recorded."
                    : "There are direct flights that week, but no journey " + name + " that fits the days is recorded.",
                    evidence);
        }
        var journey = found.get();
        return journey.visaNotes().stream().filter(note -> note.answer() != Answer.YES).findFirst()
                .map(note -> new Reason(note.answer(), "The journey " + name
                        + (note.isOnBoard() ? " stays on board in " : " changes planes in ") + note.place()
                        + ", which asks for: " + Json.name(note.requirement())
                        + (note.answer() == Answer.DISPUTED ? ", which is disputed." : "."), evidence))
                .orElseGet(() -> new Reason(Answer.YES, "The journey " + name + " leaves " + journey.departure()
                        + " and arrives " + journey.arrival() + ", flights: " + (journey.transfers() + 1) + ".", evidence));
    }

    private static Journey journey(Direction direction, ConnectionAnswer.Journey journey) {
        return new Journey(direction, journey.departure(), journey.arrival(),
                journey.legs().stream().map(leg -> new Leg(leg.from(), leg.to(), leg.departure(), leg.arrival(),
                        leg.flight(), leg.scheduleId())).toList(),
                journey.visaNotes().stream().filter(note -> note.country() != null)
                        .map(note -> new Transit(note.airport(), note.country(), note.requirement(),
                                note.regimeIds()))
                        .toList());
    }
}
