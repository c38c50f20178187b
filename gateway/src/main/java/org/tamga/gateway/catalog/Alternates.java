package org.tamga.gateway.catalog;

import java.util.ArrayList;
import java.util.List;

import org.tamga.gateway.page.Alternate;
import org.tamga.gateway.page.Messages;

/** The other forms in which services give what a page shows; only those that have an address of their own. */
final class Alternates {

    private static final String CALENDAR = "text/calendar";
    private static final String LINKED_DATA = "application/ld+json";

    private Alternates() {
    }

    /**
     * Of a record or of a list.
     *
     * @param times the pair of times as parameters of an address, each with an ampersand before it
     */
    static List<Alternate> of(Catalog.Place place, String times, Messages words) {
        var parameters = times.isEmpty() ? "" : "?" + times.substring(1);
        var alternates = new ArrayList<Alternate>();
        alternates.add(new Alternate(place.api() + parameters, "application/json", "JSON"));
        var language = "?lang=" + words.language();
        switch (place.collection().api()) {
            case "/api/events/gatherings" -> {
                if (place.id() == null) {
                    alternates.add(calendar(language, words));
                } else {
                    var schedule = place.api() + "/schedule";
                    alternates.add(
                            new Alternate(schedule + ".ics" + language + times, CALENDAR, words.of("alternate.programme")));
                    alternates.add(new Alternate(schedule + ".jsonld" + language + times, LINKED_DATA, "JSON-LD"));
                    alternates.add(new Alternate(schedule + ".csv" + language + times, "text/csv", "CSV"));
                }
            }
            case "/api/events/formats" -> alternates.add(calendar(language, words));
            case "/api/events/claims" -> {
                if (place.id() != null) {
                    alternates.add(new Alternate(place.api() + "/claimreview.jsonld" + parameters, LINKED_DATA, "ClaimReview"));
                }
            }
            default -> {
                // JSON alone.
            }
        }
        return alternates;
    }

    private static Alternate calendar(String language, Messages words) {
        return new Alternate("/api/events/calendar.ics" + language, CALENDAR, words.of("alternate.calendar"));
    }
}
