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
import org.tamga.mobility.airport.Days;
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
        var flights = flights(nationality, occasion);
        var isOfKnownDays = occasion.isOfKnownDays();
        var there = isOfKnownDays ? there(nationality, occasion) : Optional.<ConnectionAnswer.Journey>empty();
        var back = isOfKnownDays ? back(nationality, occasion) : Optional.<ConnectionAnswer.Journey>empty();
        var proof = isOfKnownDays
                ? admission.prove(entry(nationality, occasion, occasion.on()),
                        there.map(ConnectionAnswer.Journey::arrives).orElse(Days.of(occasion.on())),
                        back.map(ConnectionAnswer.Journey::leaves).orElse(Days.of(occasion.until())),
                        new Trip(occasion.on(), occasion.until()), At.now(occasion.on()))
                : onUnknownDays(nationality, occasion);
        var visa = proof.rule();
        var reasons = new ArrayList<Reason>();
        proof.steps().forEach(step -> reasons.add(new Reason(step.answer(), step.because(), evidence(visa))));
        occasion.venue().unknownCity().ifPresent(because -> reasons.add(new Reason(Answer.UNKNOWN, because, null)));
        if (isOfKnownDays) {
            reasons.add(way("there", there, nationality.code(), occasion.place(), "arriveBefore=" + occasion.begins()));
            reasons.add(way("back", back, occasion.place(), nationality.code(), "departAfter=" + occasion.ends()));
        } else {
            reasons.add(new Reason(Answer.UNKNOWN, "Its days are recorded only as " + occasion.days()
                    + ": which flights one would take is not known.", flights.evidence()));
        }
        return new Invited(nationality, Answer.of(reasons.stream().map(Reason::answer)), List.copyOf(reasons), visa, flights,
                Stream.concat(there.stream().map(journey -> journey(Direction.THERE, journey)),
                        back.stream().map(journey -> journey(Direction.BACK, journey))).toList());
    }

    private static VisaRequirement.Journey entry(Country nationality, Occasion occasion, LocalDate on) {
        return new VisaRequirement.Journey(nationality, occasion.host(), on, DocumentType.ORDINARY, Purpose.BUSINESS);
    }

    private static String evidence(VisaRequirement visa) {
        return "/api/mobility/visa-requirements?nationality=" + visa.nationality() + "&destination=" + visa.destination()
                + "&on=" + visa.on() + "&purpose=business";
    }

    /** Of days that are not recorded to the day, what is so whatever days those are. */
    private Admission.Proof onUnknownDays(Country nationality, Occasion occasion) {
        var rule = rule(nationality, occasion, occasion.on());
        var last = rule(nationality, occasion, occasion.longest().map(Trip::exit).orElse(occasion.until()));
        if (!rule.asksTheSameAs(last)) {
            return new Admission.Proof(rule, List.of(new Admission.Step(Answer.UNKNOWN, "Its days are recorded only as "
                    + occasion.days() + ", and the rule on " + last.on() + " is another than on " + rule.on() + ": "
                    + Json.name(rule.requirement()) + ", then " + Json.name(last.requirement()) + ".", rule.sources())));
        }
        return new Admission.Proof(rule, rule.limitsStay()
                ? List.of(admission.entry(rule), stay(rule, occasion))
                : List.of(admission.entry(rule)));
    }

    private VisaRequirement rule(Country nationality, Occasion occasion, LocalDate on) {
        return requirements.of(entry(nationality, occasion, on), At.now(on));
    }

    /** Whether they are within the rule's limits, for people who have not been there before, or cannot be. */
    private Admission.Step stay(VisaRequirement rule, Occasion occasion) {
        var shortest = admission.check(rule, occasion.shortest()).verdict();
        var isAlike = shortest == StayAnswer.Verdict.REFUSED || occasion.longest()
                .filter(longest -> admission.check(rule, longest).verdict() == shortest).isPresent();
        return isAlike
                ? new Admission.Step(shortest.answer(), "A stay of whatever days " + occasion.days() + " means: "
                        + Json.name(shortest) + ".", rule.sources())
                : new Admission.Step(Answer.UNKNOWN, "Its days are recorded only as " + occasion.days()
                        + ": whether a stay keeps the limits is not known.", rule.sources());
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

    /**
     * That the schedules show no journey does not say that nobody can come: there may be others. Nor does a number of flights a week
     * say that one of them fits the days.
     */
    private static Reason way(String name, Optional<ConnectionAnswer.Journey> found, String from, String to, String when) {
        var evidence = "/api/mobility/connections?from=" + from + "&to=" + to + "&" + when;
        if (found.isEmpty()) {
            return new Reason(Answer.UNKNOWN, "No journey " + name + " that fits the days is recorded.", evidence);
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
