package org.tamga.gateway.capital;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whose capital works in a company, as boxes and lines: the company on the left, its holders in the next column, theirs in the one after.
 * What is drawn are the paths that trade-service shows; a box stands for one owner however many paths lead to it.
 *
 * @param width and the height, in units of the picture
 * @param isWhole false where there are more owners than are drawn
 */
public record Chain(int width, int height, List<Box> boxes, List<Line> lines, boolean isWhole) {

    private static final int BOX_WIDTH = 168;
    private static final int BOX_HEIGHT = 46;
    private static final int COLUMN = 260;
    private static final int ROW = 62;
    private static final int MARGIN = 4;
    private static final int MOST = 40;
    private static final int LETTERS = 22;

    /**
     * An owner.
     *
     * @param kind {@code own} for the asked company, {@code company}, {@code holder} or {@code unknown}
     * @param name cut to what fits; {@code full} is the whole
     * @param country its name, or null
     * @param href the page of a recorded company, or null
     */
    public record Box(int x, int y, String kind, String name, String full, String country, String href) {

        public int middle() {
            return x + BOX_WIDTH / 2;
        }
    }

    /** Who holds how much: from the holder's box to the other's. */
    public record Line(int x1, int y1, int x2, int y2, String share, boolean isUnknown) {

        public int labelX() {
            return (x1 + x2) / 2;
        }

        public int labelY() {
            return (y1 + y2) / 2 + 4;
        }
    }

    /** What the picture's words are made with. */
    public interface Words {

        String country(String code);

        /** Bounds of a share as trade-service gives them. */
        String share(JsonNode bounds);

        String unknown();

        String href(String companyId);
    }

    private record Owner(int column, String kind, String name, String country, String href) {}

    private record Stake(String holder, String held, JsonNode share, boolean isUnknown) {}

    /**
     * Draws an answer of {@code companies/{id}/capital-origin}.
     *
     * @param name the asked company's
     */
    public static Chain of(JsonNode origin, String name, Words words) {
        var owners = new LinkedHashMap<String, Owner>();
        var stakes = new LinkedHashMap<String, Stake>();
        var root = origin.path("companyId").asText();
        owners.put(root, new Owner(0, "own", name, null, null));
        var isWhole = true;
        for (var country : origin.path("origins")) {
            isWhole &= !country.path("morePaths").asBoolean();
            for (var path : country.path("paths")) {
                var held = root;
                var column = 0;
                for (var step : path.path("steps")) {
                    column++;
                    var company = step.path("companyId").asText(null);
                    var holder = company != null ? company : step.path("interestId").asText(step.path("name").asText());
                    if (!owners.containsKey(holder) && owners.size() >= MOST) {
                        isWhole = false;
                        break;
                    }
                    var code = step.path("country").asText(null);
                    owners.putIfAbsent(holder, new Owner(column, company != null ? "company" : "holder",
                            step.path("name").asText("…"), code == null ? null : words.country(code),
                            company == null ? null : words.href(company)));
                    stakes.putIfAbsent(holder + ">" + held, new Stake(holder, held, step.path("share"), false));
                    held = holder;
                }
            }
        }
        if (origin.path("unknown").path("max").asDouble() > 0) {
            owners.put("?", new Owner(1, "unknown", words.unknown(), null, null));
            stakes.put("?", new Stake("?", root, origin.path("unknown"), true));
        }
        return drawn(owners, stakes.values(), isWhole, words);
    }

    private static Chain drawn(Map<String, Owner> owners, Iterable<Stake> stakes, boolean isWhole, Words words) {
        var rows = new LinkedHashMap<Integer, Integer>();
        owners.values().forEach(owner -> rows.merge(owner.column(), 1, Integer::sum));
        var most = rows.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        var height = most * ROW + MARGIN;
        var next = new LinkedHashMap<Integer, Integer>();
        var boxes = new LinkedHashMap<String, Box>();
        owners.forEach((key, owner) -> {
            var row = next.merge(owner.column(), 1, Integer::sum) - 1;
            // Each column stands in the middle of the picture's height.
            var top = (most - rows.get(owner.column())) * ROW / 2 + row * ROW + MARGIN;
            boxes.put(key, new Box(MARGIN + owner.column() * COLUMN, top, owner.kind(), cut(owner.name()), owner.name(),
                    owner.country(), owner.href()));
        });
        var lines = new ArrayList<Line>();
        stakes.forEach(stake -> {
            var holder = boxes.get(stake.holder());
            var held = boxes.get(stake.held());
            lines.add(new Line(holder.x(), holder.y() + BOX_HEIGHT / 2, held.x() + BOX_WIDTH, held.y() + BOX_HEIGHT / 2,
                    words.share(stake.share()), stake.isUnknown()));
        });
        var columns = rows.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        return new Chain((columns - 1) * COLUMN + BOX_WIDTH + 2 * MARGIN, height, List.copyOf(boxes.values()), lines, isWhole);
    }

    private static String cut(String name) {
        return name.length() <= LETTERS ? name : name.substring(0, LETTERS - 1).strip() + "…";
    }
}
