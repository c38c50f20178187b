package org.tamga.gateway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.page.Alternate;
import org.tamga.gateway.page.Messages;

class AlternatesTest {

    private static final String ID = "0199e7a0-0000-7000-8000-0000000000c5";
    private static final Messages WORDS = Messages.in("en");

    @Test
    void a_gathering_has_its_programme_of_then_as_calendar_linked_data_and_table() {
        var api = "/api/events/gatherings/" + ID;
        assertEquals(
                List.of(api + "?validAt=2025-12-17 application/json",
                        api + "/schedule.ics?lang=en&validAt=2025-12-17 text/calendar",
                        api + "/schedule.jsonld?lang=en&validAt=2025-12-17 application/ld+json",
                        api + "/schedule.csv?lang=en&validAt=2025-12-17 text/csv"),
                of("gatherings", ID, "&validAt=2025-12-17"));
    }

    @Test
    void meetings_and_formats_have_the_calendar_of_all_and_a_claim_its_review() {
        assertEquals(List.of("/api/events/formats application/json", "/api/events/calendar.ics?lang=en text/calendar"),
                of("formats", null, ""));
        assertEquals(List.of("/api/events/claims/" + ID + "?knownAt=2026-01-01T00%3A00%3A00Z application/json",
                "/api/events/claims/" + ID + "/claimreview.jsonld?knownAt=2026-01-01T00%3A00%3A00Z application/ld+json"),
                of("claims", ID, "&knownAt=2026-01-01T00%3A00%3A00Z"));
        assertEquals(List.of("/api/events/posts application/json"), of("posts", null, ""));
    }

    private static List<String> of(String collection, String id, String times) {
        var place = new Catalog.Place(new Collection("events", collection, List.of(), true),
                id == null ? collection : collection + "/" + id, id);
        return Alternates.of(place, times, WORDS).stream().map(AlternatesTest::line).toList();
    }

    private static String line(Alternate alternate) {
        return alternate.href() + " " + alternate.type();
    }
}
