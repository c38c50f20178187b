package org.tamga.mobility.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.mobility.airline.Airline;
import org.tamga.mobility.airline.AirlineRecords;
import org.tamga.mobility.airport.Airport;
import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.code.Code;
import org.tamga.mobility.code.Codes;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Ledger;
import org.tamga.record.search.Found;
import org.tamga.record.search.SearchAnswer;
import org.tamga.record.search.SearchByName;
import org.tamga.record.search.SearchByName.Kind;
import org.tamga.record.search.SearchByName.Shown;

/** Finds airports and airlines by their names and codes, airports by their cities too. */
@Singleton
class Search implements SearchAnswer.Finder {

    private final SearchByName names;

    Search(Ledger ledger, AirportRecords airports, AirlineRecords airlines) {
        this.names = new SearchByName(ledger.database(), "mobility",
                new Kind<>("airport", airports, Search::coded, Search::shown),
                new Kind<>("airline", airlines, Search::coded, Search::shown));
    }

    List<String> types() {
        return names.types();
    }

    @Override
    public List<Found> find(String words, Set<String> types, At at, int limit) {
        return names.find(words, types, at, limit);
    }

    private static Optional<Condition> coded(String words, At at) {
        var code = words.strip().toUpperCase(Locale.ROOT);
        return code.matches("[A-Z0-9]{2,4}") ? Optional.of(Codes.heldBy(code, at)) : Optional.empty();
    }

    private static Shown shown(Airport airport) {
        return Shown.of(airport.name(), line(airport.codes(),
                airport.city() == null ? null : airport.city().name().in("en"), airport.country()));
    }

    private static Shown shown(Airline airline) {
        return Shown.of(airline.name(), line(airline.codes(), null, airline.country()));
    }

    private static String line(List<Code> codes, String city, Country country) {
        return Stream.of(codes.stream().map(Code::value), Stream.ofNullable(city),
                Stream.ofNullable(country).map(Country::code)).flatMap(part -> part).distinct()
                .collect(Collectors.joining(", "));
    }
}
