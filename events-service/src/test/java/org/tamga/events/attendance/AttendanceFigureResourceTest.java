package org.tamga.events.attendance;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.tamga.events.EventsApi.gathering;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.put;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

@EventsTest
class AttendanceFigureResourceTest {

    @Test
    void categories_that_come_to_more_than_the_total_are_named_in_a_warning() {
        var figures = "gatherings/" + gathering("2030-05-10") + "/attendance-figures/";
        var total = id();
        put(figures + total, "{'category': 'total', 'value': 100}").statusCode(201).body("warnings", nullValue());
        put(figures + id(), "{'category': 'media', 'value': 60}").statusCode(201).body("warnings", nullValue());
        put(figures + id(), "{'category': 'experts', 'value': 60}").statusCode(201)
                .body("warnings.code", contains("categories-over-total"));
        put(figures + total, "{'category': 'total', 'relation': 'more-than', 'value': 100}", 1).statusCode(200)
                .body("warnings", nullValue());
        put(figures + id(), "{'category': 'crowd'}").statusCode(422).body("violations.pointer", hasItem("/category"));
    }
}
