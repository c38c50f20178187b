package org.tamga.mobility.route;

/**
 * Two cities, whichever way one travels between them.
 *
 * @param one IATA's code of the metropolitan area, or of the airport where it has none; comes before the other
 * @param other likewise
 */
record CityPair(String one, String other) {

    static CityPair of(String from, String to) {
        return from.compareTo(to) < 0 ? new CityPair(from, to) : new CityPair(to, from);
    }

    /** Of its {@link #key}. */
    static CityPair named(String key) {
        var hyphen = key.indexOf('-');
        return new CityPair(key.substring(0, hyphen), key.substring(hyphen + 1));
    }

    /** Such as {@code ALA-SEL}: the key of its events. */
    String key() {
        return one + "-" + other;
    }
}
