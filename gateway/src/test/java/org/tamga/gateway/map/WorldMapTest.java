package org.tamga.gateway.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.map.Airports.Airport;
import org.tamga.gateway.map.WorldMap.Route;

class WorldMapTest {

    private static final Airport ALMATY = new Airport("ALA", "Almaty", "KZ", 43.35, 77.04);
    private static final Airport SEOUL = new Airport("ICN", "Seoul", "KR", 37.46, 126.44);
    private static final Airport LOS_ANGELES = new Airport("LAX", "Los Angeles", "US", 33.94, -118.41);

    @Test
    void what_is_shown_is_within_the_picture_and_the_picture_within_the_world() {
        for (var routes : List.of(List.of(new Route(ALMATY, SEOUL)), List.of(new Route(SEOUL, LOS_ANGELES)),
                List.of(new Route(ALMATY, ALMATY)))) {
            var map = WorldMap.of(List.of(), routes);
            var box = Arrays.stream(map.box().split(" ")).mapToDouble(Double::parseDouble).toArray();
            assertTrue(box[0] >= -1800 && box[0] + box[2] <= 1800.01 && box[1] >= -900 && box[1] + box[3] <= 900.01, map.box());
            map.places().forEach(place -> {
                assertTrue(Double.parseDouble(place.x()) > box[0] && Double.parseDouble(place.x()) < box[0] + box[2]);
                assertTrue(Double.parseDouble(place.y()) > box[1] && Double.parseDouble(place.y()) < box[1] + box[3]);
            });
        }
    }

    @Test
    void countries_without_routes_are_what_is_seen() {
        var world = new World();
        var shapes = List.of("KZ", "KR").stream()
                .map(code -> new WorldMap.Shape(world.outline(code).orElseThrow(), "other", code)).toList();
        var box = Arrays.stream(WorldMap.of(shapes, List.of()).box().split(" ")).mapToDouble(Double::parseDouble).toArray();
        // From the Caspian Sea to the Sea of Japan: 46 to 130 degrees east.
        assertTrue(box[0] < 470 && box[0] > 300 && box[0] + box[2] > 1290 && box[0] + box[2] < 1500, Arrays.toString(box));
        assertEquals(new World.Box(-10, -5, 20, 30), World.Box.of("M-10-5l30 5-5 30zM0 0l1 1-1 0z"));
        assertEquals("-1800.00 -900.00 3600.00 1800.00", WorldMap.of(List.of(), List.of()).box());
    }

    @Test
    void a_route_over_the_pacific_does_not_cross_the_whole_map() {
        assertEquals(1, WorldMap.of(List.of(), List.of(new Route(ALMATY, SEOUL))).routes().get(0).split("M").length - 1);
        var route = WorldMap.of(List.of(), List.of(new Route(SEOUL, LOS_ANGELES))).routes().get(0);
        assertEquals(2, route.split("M").length - 1);
        assertTrue(route.startsWith("M1264.40 -374.60Q") && route.contains("2415.90 -339.40M"), route);
    }

    @Test
    void every_country_of_the_region_has_an_outline() {
        var world = new World();
        for (var country : List.of("KZ", "KG", "TJ", "TM", "UZ", "KR", "JP", "CN", "RU", "US", "TR")) {
            assertTrue(world.outline(country).orElseThrow().startsWith("M"), country);
        }
        assertTrue(world.outline("XX").isEmpty());
        // Whatever has an outline is a country that pages can name.
        assertEquals(List.of(), Arrays.stream(Locale.getISOCountries()).filter(code -> world.outline(code).isPresent())
                .filter(code -> !world.outline(code).get().matches("[MlzZ\\d -]+")).toList());
    }
}
