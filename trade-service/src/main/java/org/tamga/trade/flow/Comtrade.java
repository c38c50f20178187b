package org.tamga.trade.flow;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Decimals;
import org.tamga.record.Key;
import org.tamga.record.imports.Firsts;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ibm.icu.util.Region;

/**
 * What rows of UN Comtrade's final data mean, in its table and in its JSON alike: the names of the columns are the same. Taken are
 * the rows of totals (second partner, mode of transport and customs procedure): others are parts of them.
 */
final class Comtrade {

    static final String TITLE = "UN Comtrade";
    static final String PUBLISHER = "United Nations Statistics Division";

    private static final Map<String, String> FLOWS = Map.of("X", "export", "M", "import", "RX", "re-export", "RM", "re-import");
    /** Codes of Comtrade that are not those of the UN's list M49. */
    private static final Map<String, String> OWN_CODES = Map.of("842", "US", "251", "FR", "381", "IT", "699", "IN", "757", "CH",
            "579", "NO");

    /** What a file has one row of. */
    private static final String SAME = "the same reporter, partner, flow, period and code";

    private final FlowRecords flows;
    private final ImportedFile file;
    private final Rows rows;
    /** They remember as many as Comtrade gives in one answer: of whole years it gives all columns. */
    private final Firsts firsts = new Firsts();

    /** For one reading of one file. */
    Comtrade(FlowRecords flows, ImportedFile file, Rows rows) {
        this.flows = flows;
        this.file = file;
        this.rows = rows;
    }

    /** @param cell the text of a column, empty where there is none */
    void take(Function<String, String> cell, Place place) {
        if (!rows.areWanted()) {
            return;
        }
        var part = part(cell);
        if (part != null) {
            rows.reject(place.at("/" + part), "not-aggregated", Flow.NOT_AGGREGATED);
            return;
        }
        try {
            var write = flows.write(flow(cell, file));
            var first = firsts.otherwise(key(write.content()), write.content(), place);
            if (first.isPresent()) {
                rows.warn(first.get(), "contradictory", "The row at " + place + " has another value for " + SAME
                        + "; this one is taken");
                rows.reject(place, "contradictory", "The row at " + first.get() + " has another value for " + SAME
                        + ", and is taken. Where one is a part of the other, take a file with the columns that tell which"
                        + " (partner2Code, motCode, customsCode)");
                return;
            }
            rows.state(new Row<>(place, flows, null, null, write, file.knownFrom()));
        } catch (Problem refusal) {
            rows.reject(place, refusal);
        }
    }

    private UUID key(Flow flow) {
        return Row.id(flows.keys(flow).map(Key::value).toArray(String[]::new));
    }

    /** The column that makes the row a part of a total, or null. */
    private static String part(Function<String, String> cell) {
        var totals = Map.of("partner2Code", "|0|W00", "partner2ISO", "|W00", "motCode", "|0|TOTAL", "customsCode", "|C00",
                "mosCode", "|0");
        return totals.entrySet().stream()
                .filter(column -> !Stream.of(column.getValue().split("\\|", -1)).toList().contains(cell.apply(column.getKey())))
                .map(Map.Entry::getKey).sorted().findFirst().orElse(null);
    }

    private static ObjectNode flow(Function<String, String> cell, ImportedFile file) {
        var flow = JsonNodeFactory.instance.objectNode();
        var reporter = country(cell, "reporter");
        if (reporter == null) {
            throw Problem.brokenRule("/reporterCode", "is a country, not the world");
        }
        flow.put("reporter", reporter).put("partner", country(cell, "partner"));
        var direction = FLOWS.get(cell.apply("flowCode"));
        if (direction == null) {
            throw Problem.brokenRule("/flowCode",
                    "is \"" + cell.apply("flowCode") + "\"; taken are X, M, RX and RM, of which the others are parts");
        }
        var period = cell.apply("period");
        flow.put("flow", direction).put("frequency", cell.apply("freqCode"))
                .put("period", period.matches("\\d{6}") ? period.substring(0, 4) + "-" + period.substring(4) : period);
        var edition = cell.apply("classificationCode");
        var code = cell.apply("cmdCode");
        // The total is the same in every classification of goods.
        if (!code.equals("TOTAL") || edition.matches("H[0-6]")) {
            flow.put("nomenclature", edition);
        }
        flow.put("hs", code);
        number(flow, "valueUsd", cell, "primaryValue");
        var value = cell.apply("primaryValue");
        if (!value.isEmpty() && value.equals(cell.apply("fobvalue"))) {
            flow.put("basis", "FOB");
        } else if (!value.isEmpty() && value.equals(cell.apply("cifvalue"))) {
            flow.put("basis", "CIF");
        }
        var unit = cell.apply("qtyUnitAbbr");
        if (!unit.isEmpty() && !unit.equals("N/A") && !cell.apply("qtyUnitCode").equals("-1")) {
            number(flow, "quantity", cell, "qty");
            if (flow.has("quantity")) {
                flow.put("unit", unit);
            }
        }
        // Comtrade writes 0 where nobody weighed.
        if (!cell.apply("netWgt").matches("0(\\.0*)?")) {
            number(flow, "netWeightKg", cell, "netWgt");
        }
        var flags = flow.putArray("flags");
        Map.of("isQtyEstimated", "quantity-estimated", "isNetWgtEstimated", "net-weight-estimated", "isAggregate", "aggregate")
                .entrySet().stream().filter(flag -> isTrue(cell.apply(flag.getKey()))).map(Map.Entry::getValue).sorted()
                .forEach(flags::add);
        if (file.publishedOn() != null) {
            flow.put("vintage", file.publishedOn().toString());
        }
        return ImportedFile.cite(flow, file.sources());
    }

    /** Two letters of a country; null is the world. Areas that are no country (nes, bunkers, free zones) are refused. */
    private static String country(Function<String, String> cell, String side) {
        var iso = cell.apply(side + "ISO");
        var code = cell.apply(side + "Code");
        if (iso.equals("W00") || iso.isEmpty() && code.equals("0")) {
            return null;
        }
        var country = Country.find(iso).map(Country::code).orElse(null);
        if (country == null) {
            country = OWN_CODES.get(code);
        }
        if (country == null && code.matches("\\d{1,3}")) {
            country = numeric(Integer.parseInt(code));
        }
        if (country == null) {
            throw Problem.brokenRule("/" + side + (iso.isEmpty() ? "Code" : "ISO"),
                    "\"" + (iso.isEmpty() ? code : iso) + "\" is no country of ISO 3166");
        }
        return country;
    }

    private static String numeric(int code) {
        try {
            var region = Region.getInstance(code);
            return region.getType() == Region.RegionType.TERRITORY ? region.toString() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void number(ObjectNode flow, String field, Function<String, String> cell, String column) {
        var text = cell.apply(column);
        if (!text.isEmpty()) {
            try {
                flow.put(field, Decimals.plain(Decimals.parse(text)));
            } catch (IllegalArgumentException e) {
                throw Problem.brokenRule("/" + column, "\"" + text + "\" " + e.getMessage());
            }
        }
    }

    private static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true") || text.equals("1");
    }
}
