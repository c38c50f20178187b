package org.tamga.education.access;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.education.access.Access.Direct;
import org.tamga.education.access.Access.Published;
import org.tamga.education.access.Access.Reached;
import org.tamga.education.access.Access.Route;
import org.tamga.education.access.Access.Visa;
import org.tamga.education.access.AirportCopies.Airport;
import org.tamga.education.access.FlightCopies.Flight;
import org.tamga.education.access.VisaRegimeCopies.VisaRegime;
import org.tamga.education.institution.Institution;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.education.naming.Words;
import org.tamga.education.partnership.PartnershipRecords;
import org.tamga.education.presence.PresenceRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Copies.Copy;
import org.tamga.record.Period;

/** Finds how one gets to presences and partners, in what mobility-service tells of airports, flights and visas. */
@Singleton
class Ways {

    private static final int MOST_AIRPORTS = 1000;
    private static final int MOST_FLIGHTS = 5000;
    private static final int MOST_PUBLISHED = 200;
    private static final int MOST_REGIMES = 100;
    /** A consortium of many has more; nobody reads more. */
    private static final int MOST_ROUTES = 20;
    private static final double EARTH_KM = 6371;

    private final PresenceRecords presences;
    private final PartnershipRecords partnerships;
    private final InstitutionRecords institutions;
    private final AirportCopies airports;
    private final FlightCopies flights;
    private final FrequencyCopies frequencies;
    private final VisaRegimeCopies regimes;

    Ways(PresenceRecords presences, PartnershipRecords partnerships, InstitutionRecords institutions, AirportCopies airports,
            FlightCopies flights, FrequencyCopies frequencies, VisaRegimeCopies regimes) {
        this.presences = presences;
        this.partnerships = partnerships;
        this.institutions = institutions;
        this.airports = airports;
        this.flights = flights;
        this.frequencies = frequencies;
        this.regimes = regimes;
    }

    private record Leg(Country from, Country to, String city) {}

    /** From the home countries to a presence. */
    Access toPresence(UUID id, At at) {
        var presence = presences.get(id, null, at).content();
        var homes = Stream.concat(Stream.ofNullable(presence.homeCountry()),
                places(presence.homeIds(), at).values().stream().map(Institution::country));
        return access(id, at, homes.filter(Objects::nonNull).distinct()
                .map(home -> new Leg(home, presence.hostCountry(), presence.hostCity())));
    }

    /** Between the parties of a partnership, both ways. */
    Access betweenParties(UUID id, At at) {
        var partnership = partnerships.get(id, null, at).content();
        var known = places(partnership.parties().stream().map(party -> party.institutionId()).filter(Objects::nonNull).toList(),
                at);
        record Place(Country country, String city) {}
        var places = partnership.parties().stream().map(party -> {
            var institution = party.institutionId() == null ? null : known.get(party.institutionId());
            return institution == null
                    ? new Place(party.country(), null)
                    : new Place(institution.country(), institution.city());
        }).filter(place -> place.country() != null).distinct().toList();
        return access(id, at, places.stream().flatMap(from -> places.stream()
                .map(to -> new Leg(from.country(), to.country(), to.city()))));
    }

    private Map<UUID, Institution> places(Collection<UUID> ids, At at) {
        return ids.isEmpty()
                ? Map.of()
                : institutions.matching(Condition.of("v.id = any(?)", ids), at, ids.size()).stream()
                        .collect(Collectors.toMap(Period::id, Period::content));
    }

    private Access access(UUID id, At at, Stream<Leg> legs) {
        return new Access(id, at.validAt(), legs.filter(leg -> !leg.from().equals(leg.to())).distinct().limit(MOST_ROUTES)
                .map(leg -> route(leg, at.validAt())).toList());
    }

    private Route route(Leg leg, LocalDate on) {
        var there = byCode(leg.to(), on);
        var here = byCode(leg.from(), on);
        return new Route(leg.from().code(), leg.to().code(), leg.city(), reached(leg, here.keySet(), there, on),
                published(leg, here, there, on), visa(leg, on));
    }

    private Map<String, Airport> byCode(Country country, LocalDate on) {
        var byCode = new TreeMap<String, Airport>();
        airports.matching(Condition.of("v.country = ?", country.code()), on, MOST_AIRPORTS)
                .forEach(copy -> copy.content().iata(on).forEach(code -> byCode.put(code, copy.content())));
        return byCode;
    }

    private List<Reached> reached(Leg leg, Set<String> here, Map<String, Airport> there, LocalDate on) {
        var direct = flights.matching(Condition.of("v.from_place = any(?) and v.to_place = any(?)", here, there.keySet()), on,
                MOST_FLIGHTS).stream().map(Copy::content).filter(flight -> flight.operatesAround(on))
                .collect(Collectors.groupingBy(Flight::to));
        var city = leg.city() == null ? Set.<String>of() : Words.of(leg.city()).searchKeys();
        var own = there.values().stream().filter(airport -> serves(airport, city)).findFirst().orElse(null);
        var reached = new ArrayList<Reached>();
        there.forEach((code, airport) -> {
            var served = serves(airport, city);
            if (served || direct.containsKey(code)) {
                reached.add(new Reached(code, airport.name() == null ? null : airport.name().in("en"),
                        airport.city() == null ? null : airport.city().name().in("en"), served, distance(own, airport),
                        direct(direct.getOrDefault(code, List.of()))));
            }
        });
        reached.sort(Comparator.comparing((Reached airport) -> !airport.servesCity())
                .thenComparing(Reached::distanceKm, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Reached::code));
        return reached;
    }

    private static boolean serves(Airport airport, Set<String> city) {
        return !city.isEmpty() && airport.city() != null && airport.city().name().texts().values().stream()
                .anyMatch(name -> !Collections.disjoint(Words.of(name).searchKeys(), city));
    }

    private static List<Direct> direct(List<Flight> flights) {
        return flights.stream().collect(Collectors.groupingBy(Flight::from, TreeMap::new, Collectors.toList())).entrySet()
                .stream().map(from -> new Direct(from.getKey(),
                        (int) from.getValue().stream().flatMap(flight -> flight.daysOfOperation().stream()).distinct().count(),
                        List.copyOf(from.getValue().stream().map(Flight::airline)
                                .collect(Collectors.toCollection(TreeSet::new)))))
                .toList();
    }

    /** In a straight line (haversine); null where either has no coordinates. */
    private static Integer distance(Airport from, Airport to) {
        if (from == null || Stream.of(from.lat(), from.lon(), to.lat(), to.lon()).anyMatch(Objects::isNull)) {
            return null;
        }
        var latitude = Math.toRadians(from.lat().doubleValue());
        var other = Math.toRadians(to.lat().doubleValue());
        var a = Math.pow(Math.sin((other - latitude) / 2), 2) + Math.cos(latitude) * Math.cos(other)
                * Math.pow(Math.sin(Math.toRadians(to.lon().subtract(from.lon()).doubleValue()) / 2), 2);
        return (int) Math.round(2 * EARTH_KM * Math.asin(Math.sqrt(a)));
    }

    private List<Published> published(Leg leg, Map<String, Airport> here, Map<String, Airport> there, LocalDate on) {
        var from = names(leg.from(), here);
        var to = names(leg.to(), there);
        return frequencies.matching(Condition.of("v.from_place = any(?) and v.to_place = any(?)"
                + " or v.from_place = any(?) and v.to_place = any(?)", from, to, to, from), on, MOST_PUBLISHED).stream()
                .map(copy -> new Published(copy.id(), copy.content().from(), copy.content().to(), copy.content().value(),
                        copy.content().unit(), copy.content().stage(), copy.content().direction(),
                        copy.content().confidence()))
                .toList();
    }

    /** What the ends of flights are called that lie in a country: itself, its cities, its airports. */
    private static Set<String> names(Country country, Map<String, Airport> airports) {
        var names = new HashSet<>(airports.keySet());
        names.add(country.code());
        airports.values().stream().map(Airport::city).filter(Objects::nonNull).map(AirportCopies.City::metro)
                .filter(Objects::nonNull).forEach(names::add);
        return names;
    }

    private Visa visa(Leg leg, LocalDate on) {
        var recorded = regimes
                .matching(Condition.of("v.nationality = ? and v.destination = ?", leg.from().code(), leg.to().code()), on,
                        MOST_REGIMES)
                .stream().filter(copy -> copy.content().isInForce() && copy.content().isForOrdinaryPassports())
                .collect(Collectors.partitioningBy(copy -> copy.content().isSure()));
        var visa = visa(recorded.get(true));
        return recorded.get(false).isEmpty()
                ? visa
                : new Visa(visa.requirement(), visa.regimeIds(),
                        visa.because() + " Regimes that are only planned, or disputed, are left aside.");
    }

    private static Visa visa(List<Copy<VisaRegime>> recorded) {
        var inForce = new LinkedHashMap<UUID, VisaRegime>();
        recorded.forEach(copy -> inForce.put(copy.id(), copy.content()));
        if (inForce.values().stream().anyMatch(VisaRegime::excludesStudyByLaw)) {
            inForce.values().removeIf(VisaRegime::isBare);
        }
        var covering = ids(inForce, inForce.values().stream().anyMatch(VisaRegime::namesStudy)
                ? regime -> regime.namesStudy() && regime.coversStudy()
                : VisaRegime::coversStudy);
        if (!covering.isEmpty()) {
            var requirements = covering.stream().map(id -> inForce.get(id).requirement()).distinct().toList();
            return requirements.size() == 1
                    ? new Visa(requirements.get(0), covering, "A regime covers study.")
                    : new Visa(null, covering,
                            "Regimes that cover study say different things: " + String.join(", ", requirements)
                                    + ".");
        }
        var excluding = ids(inForce, regime -> regime.isWithoutVisa() && !regime.coversStudy());
        return excluding.isEmpty()
                ? new Visa(null, List.of(), "No regime is recorded that says what a student needs.")
                : new Visa("visa-required", excluding,
                        "The visa-free regime excludes study: a student needs a visa; which one is not recorded.");
    }

    private static List<UUID> ids(Map<UUID, VisaRegime> regimes, java.util.function.Predicate<VisaRegime> which) {
        return regimes.entrySet().stream().filter(entry -> which.test(entry.getValue())).map(Map.Entry::getKey).toList();
    }
}
