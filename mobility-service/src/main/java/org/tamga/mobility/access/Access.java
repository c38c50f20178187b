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

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.mobility.access.AccessReport.Answer;
import org.tamga.mobility.access.AccessReport.DirectFlights;
import org.tamga.mobility.access.AccessReport.Invited;
import org.tamga.mobility.access.AccessReport.Reason;
import org.tamga.mobility.gathering.Gathering;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRequirement;
import org.tamga.mobility.visa.VisaRequirement.Journey;
import org.tamga.mobility.visa.VisaRequirements;
import org.tamga.record.At;
import org.tamga.record.Confidence;
import org.tamga.record.measure.Measure;

/** Finds how those who are invited get to a gathering. */
@Singleton
class Access {

    private static final String FLIGHTS = "mobility.direct-flights.weekly";
    private static final List<Answer> WORST_FIRST = List.of(Answer.NO, Answer.DISPUTED, Answer.UNKNOWN, Answer.YES);

    private final VisaRequirements requirements;
    private final Instance<Measure> measures;

    Access(VisaRequirements requirements, Instance<Measure> measures) {
        this.requirements = requirements;
        this.measures = measures;
    }

    AccessReport to(UUID id, Gathering gathering) {
        var on = day(gathering);
        return new AccessReport(id, gathering.title(), gathering.country(), gathering.startsOn(), gathering.endsOn(),
                on.orElse(null), gathering.invited().stream().distinct().sorted(Comparator.comparing(Country::code))
                        .map(nationality -> invited(nationality, gathering.country(), on)).toList(),
                Instant.now());
    }

    private static Optional<LocalDate> day(Gathering gathering) {
        return Stream.of(Optional.ofNullable(gathering.startsOn()).map(Edtf::earliest),
                Optional.ofNullable(gathering.startsOn()).map(Edtf::latest),
                Optional.ofNullable(gathering.endsOn()).map(Edtf::latest)).flatMap(Optional::stream).findFirst();
    }

    private Invited invited(Country nationality, Country host, Optional<LocalDate> on) {
        if (host == null || on.isEmpty()) {
            return new Invited(nationality, Answer.UNKNOWN, List.of(new Reason(Answer.UNKNOWN,
                    host == null
                            ? "The country in which it is held is not recorded."
                            : "The day on which it is held is not recorded.",
                    null)), null, null);
        }
        if (host.equals(nationality)) {
            return new Invited(nationality, Answer.YES,
                    List.of(new Reason(Answer.YES, "It is held in that country itself.", null)),
                    null, null);
        }
        var reasons = new ArrayList<Reason>();
        var visa = requirements.of(new Journey(nationality, host, on.get(), DocumentType.ORDINARY, Purpose.BUSINESS),
                At.now(on.get()));
        reasons.add(entry(visa));
        var flights = flights(nationality, host, on.get());
        reasons.add(arrival(flights));
        var verdict = WORST_FIRST.stream().filter(answer -> reasons.stream().anyMatch(reason -> reason.answer() == answer))
                .findFirst().orElseThrow();
        return new Invited(nationality, verdict, List.copyOf(reasons), visa, flights);
    }

    private static Reason entry(VisaRequirement visa) {
        var evidence = "/api/mobility/visa-requirements?nationality=" + visa.nationality() + "&destination="
                + visa.destination()
                + "&on=" + visa.on() + "&purpose=business";
        if (visa.requirement() == Requirement.UNKNOWN) {
            return new Reason(Answer.UNKNOWN, "No visa regime that applies is recorded.", evidence);
        }
        if (visa.confidence() == Confidence.DISPUTED) {
            return new Reason(Answer.DISPUTED, "The visa regime is disputed.", evidence);
        }
        return visa.requirement() == Requirement.NO_ADMISSION
                ? new Reason(Answer.NO, "Its nationals are not admitted.", evidence)
                : new Reason(Answer.YES, visa.requirement().isWithoutVisa()
                        ? "Entry is possible without a visa: " + Json.name(visa.requirement()) + "."
                        : "Entry is possible with a visa or permit: " + Json.name(visa.requirement()) + ".", evidence);
    }

    private DirectFlights flights(Country nationality, Country host, LocalDate on) {
        var measure = measures.stream().filter(known -> known.code().equals(FLIGHTS)).findFirst().orElseThrow();
        var reading = measure.read(Map.of("reporter", nationality.code(), "partner", host.code()), At.now(on));
        return new DirectFlights(reading.value(), reading.completeness(), reading.breakdown(), reading.evidence());
    }

    /** That no direct flights are recorded does not say that nobody can come. */
    private static Reason arrival(DirectFlights flights) {
        var fly = flights.perWeek() != null && flights.perWeek().signum() > 0;
        return new Reason(fly ? Answer.YES : Answer.UNKNOWN, fly
                ? "Direct flights a week: " + flights.perWeek().toPlainString() + "."
                : "No direct flights are recorded that week.", flights.evidence());
    }
}
