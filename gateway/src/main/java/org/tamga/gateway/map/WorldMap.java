package org.tamga.gateway.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a template needs to draw a map as SVG; units are tenths of degrees, as in {@link World}.
 *
 * @param box the part of the world that is seen, as {@code viewBox} has it
 * @param scale by which what must not grow with the part that is seen, such as letters, is to be multiplied
 * @param shapes countries that stand out
 * @param routes lines between places
 * @param places points with their names
 */
public record WorldMap(String box, String scale, List<Shape> shapes, List<String> routes, List<Dot> places) {

    /** Of a picture whose letters are as large as the page's. */
    private static final double WIDTH = 640;
    private static final double MARGIN = 60;
    private static final double LEAST = 400;
    private static final double RATIO = 0.5;

    /** A country with its outline and name. */
    public record Shape(String path, String kind, String name) {}

    /** A place in the picture. */
    public record Dot(String x, String y, String code, String name) {}

    /** A way between two places. */
    public record Route(Airports.Airport from, Airports.Airport to) {}

    /**
     * Draws routes with their ends, and the countries that are to stand out.
     *
     * @param shapes with their outlines
     * @param routes both ends known
     */
    static WorldMap of(List<Shape> shapes, Collection<Route> routes) {
        Set<Airports.Airport> ends = new LinkedHashSet<>();
        routes.forEach(route -> {
            ends.add(route.from());
            ends.add(route.to());
        });
        // Where nothing is flown to, the countries themselves are what is to be seen.
        var boxes = ends.isEmpty()
                ? shapes.stream().map(shape -> World.Box.of(shape.path())).toList()
                : ends.stream().map(end -> new World.Box(x(end), y(end), x(end), y(end))).toList();
        var left = boxes.stream().mapToDouble(World.Box::left).min().orElse(-1800);
        var right = boxes.stream().mapToDouble(World.Box::right).max().orElse(1800);
        var top = boxes.stream().mapToDouble(World.Box::top).min().orElse(-850);
        var bottom = boxes.stream().mapToDouble(World.Box::bottom).max().orElse(600);
        var width = Math.min(3600, Math.max(Math.max(right - left + 2 * MARGIN, (bottom - top + 2 * MARGIN) / RATIO), LEAST));
        var height = width * RATIO;
        var x = Math.max(-1800, Math.min(1800 - width, (left + right - width) / 2));
        var y = Math.max(-900, Math.min(900 - height, (top + bottom - height) / 2));
        var scale = width / WIDTH;
        var dots = ends.stream().map(end -> new Dot(number(x(end)), number(y(end)), end.code(), end.name())).toList();
        var lines = new ArrayList<String>();
        routes.forEach(route -> lines.add(line(route)));
        return new WorldMap(number(x) + " " + number(y) + " " + number(width) + " " + number(height), number(scale), shapes,
                lines,
                dots);
    }

    /** A bow towards the pole, as one flies; over the picture's edge where that is the shorter way. */
    private static String line(Route route) {
        double x1 = x(route.from());
        double x2 = x(route.to());
        double y1 = y(route.from());
        double y2 = y(route.to());
        if (Math.abs(x2 - x1) <= 1800) {
            return bow(x1, y1, x2, y2);
        }
        var turn = x2 > x1 ? -3600 : 3600;
        return bow(x1, y1, x2 + turn, y2) + bow(x1 - turn, y1, x2, y2);
    }

    private static String bow(double x1, double y1, double x2, double y2) {
        var lift = Math.hypot(x2 - x1, y2 - y1) * 0.15 * (y1 + y2 <= 0 ? -1 : 1);
        return "M" + number(x1) + " " + number(y1) + "Q" + number((x1 + x2) / 2) + " " + number((y1 + y2) / 2 + lift) + " "
                + number(x2) + " " + number(y2);
    }

    private static double x(Airports.Airport airport) {
        return airport.lon() * 10;
    }

    private static double y(Airports.Airport airport) {
        return -airport.lat() * 10;
    }

    private static String number(double length) {
        return String.format(Locale.ROOT, "%.2f", length);
    }
}
