package org.tamga.gateway.map;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Outlines of the countries, for maps to be seen at a glance: Natural Earth 1:110m (version 4.1, public domain), as SVG paths in tenths
 * of degrees, longitude to the right and latitude upwards (equirectangular). They take no side on any border; the smallest countries
 * have none at this scale.
 */
@Singleton
@Path("world.svg")
public class World {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    private final Map<String, String> outlines = new HashMap<>();
    private final String land;

    World() {
        var all = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(
                World.class.getClassLoader().getResourceAsStream("world/outlines.tsv"), StandardCharsets.UTF_8))) {
            // Country and path; what has no code of its own is land all the same.
            lines.lines().map(line -> line.split("\t")).forEach(line -> {
                all.append(line[1]);
                if (!line[0].isEmpty()) {
                    outlines.merge(line[0], line[1], String::concat);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the outlines come with the gateway", e);
        }
        land = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-1800 -900 3600 1800\"><path fill=\"#8a8378\" fill-opacity=\".3\""
                + " stroke=\"#8a8378\" stroke-width=\"1.5\" d=\"" + all + "\"/></svg>";
    }

    /** The part of the world that an outline takes: its edges in tenths of degrees, south and east counting up. */
    record Box(double left, double top, double right, double bottom) {

        /** Of a path that says where each ring begins, and then only how it goes on. */
        static Box of(String path) {
            double left = Double.MAX_VALUE;
            double right = -Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            double bottom = -Double.MAX_VALUE;
            for (var ring : path.substring(1).split("M")) {
                var numbers = NUMBER.matcher(ring).results().mapToInt(match -> Integer.parseInt(match.group())).toArray();
                double x = 0;
                double y = 0;
                for (int at = 0; at + 1 < numbers.length; at += 2) {
                    x += numbers[at];
                    y += numbers[at + 1];
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
            return new Box(left, top, right, bottom);
        }
    }

    /** A country's outline as an SVG path; empty for one that has none. */
    Optional<String> outline(String country) {
        return Optional.ofNullable(outlines.get(country));
    }

    /** All land, to lie behind a map. */
    @GET
    @Produces("image/svg+xml")
    @Operation(hidden = true)
    public Response land() {
        return Response.ok(land).header("Cache-Control", "public, max-age=86400").build();
    }
}
