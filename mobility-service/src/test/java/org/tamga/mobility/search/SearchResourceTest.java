package org.tamga.mobility.search;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.tamga.mobility.Api.get;
import static org.tamga.mobility.Api.put;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.MobilityTest;

@MobilityTest
class SearchResourceTest {

    @Test
    void an_airport_is_found_by_its_name_its_city_and_its_code() {
        String airport = put("airports",
                """
                "codes": [{"scheme": "ICAO", "value": "ZZ9Q"}], "name": {"en": "Barramunda International"},
                "city": {"name": {"en": "Potoroo", "ru": "Потору"}}, "country": "AU" """)
                .statusCode(201).extract().path("id");
        String airline = put("airlines", """
                                         "codes": [{"scheme": "ICAO", "value": "ZZQ"}], "name": {"en": "Barramunda Airways"},
                                         "country": "AU" """).statusCode(201).extract().path("id");
        get("search?q=Баррамунда").statusCode(200).body("items.id", hasItem(airport)).body("items.id", hasItem(airline));
        get("search?q=Potoroo").body("items.id", contains(airport)).body("items[0].type", equalTo("airport"))
                .body("items[0].title", equalTo("Barramunda International"))
                .body("items[0].snippet", equalTo("ZZ9Q, Potoroo, AU")).body("items[0].domain", equalTo("mobility"))
                .body("items[0].url", equalTo("/api/mobility/airports/" + airport));
        get("search?q=zz9q").body("items[0].id", equalTo(airport)).body("items[0].score", equalTo(1f));
        get("search?q=ZZQ&type=airline").body("items[0].id", equalTo(airline));
        get("search?q=Barramunda&type=airline").body("items.id", hasItem(airline)).body("items.id", not(hasItem(airport)));
        get("search?q=ZZQ&validAt=1990-01-01&knownAt=1990-01-01T00:00:00Z").body("items.id", not(hasItem(airline)));
        get("search?q=Barramunda&type=ship").statusCode(400);
    }
}
