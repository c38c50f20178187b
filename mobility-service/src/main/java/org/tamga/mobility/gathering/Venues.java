package org.tamga.mobility.gathering;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.tamga.mobility.airport.Places;
import org.tamga.record.At;
import org.tamga.record.Interval;

/** Finds where gatherings are held. */
@Singleton
public class Venues {

    private final Places places;

    Venues(Places places) {
        this.places = places;
    }

    /** Where a gathering is held, by the airports that were known then for that day; empty where its country is not known. */
    public Optional<Venue> of(Gathering gathering, At at) {
        return Optional.ofNullable(gathering.country()).map(host -> {
            var place = gathering.place();
            var city = places.city(host, place.unlocode() == null ? null : place.unlocode().replace(" ", ""), place.city(),
                    at);
            return new Venue(host, city.isEmpty() ? List.of(host.code()) : city,
                    Optional.ofNullable(gathering.zone()).map(ZoneId::of).or(() -> zone(city, at)).orElse(null));
        });
    }

    /** The one zone of a city; none where its airports tell none, or several. */
    private Optional<ZoneId> zone(List<String> city, At at) {
        var zones = places.zones(city, new Interval(at.validAt(), at.validAt().plusDays(1)), at);
        return zones.size() == 1 ? Optional.of(zones.get(0)) : Optional.empty();
    }
}
