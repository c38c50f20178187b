package org.tamga.mobility.gathering;

import java.time.ZoneId;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.tamga.mobility.airport.Places;
import org.tamga.mobility.airport.Places.City;
import org.tamga.record.At;

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
            var zone = Optional.ofNullable(gathering.zone()).map(ZoneId::of).or(() -> city.map(City::zone));
            return new Venue(host, city.map(City::place).orElse(host.code()), zone.orElse(null));
        });
    }
}
