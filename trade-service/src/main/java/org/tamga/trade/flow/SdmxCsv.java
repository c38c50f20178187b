package org.tamga.trade.flow;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;

import org.tamga.commons.json.Json;
import org.tamga.record.Period;
import org.tamga.record.Records;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

/**
 * Flows as SDMX-CSV 2.0 (SDMX 3.0), with code lists that SDMX data on trade use: W0 is the world, _T a total. The vintage is a
 * dimension, so that revisions stand beside what they revise, and the confidence an attribute of our own: {@code CONF_STATUS} is of
 * confidentiality.
 */
final class SdmxCsv {

    static final String MEDIA_TYPE = "application/vnd.sdmx.data+csv";
    /** As clients name it that know of versions. */
    static final String VERSIONED = MEDIA_TYPE + ";version=2.0.0";

    private static final String STRUCTURE_ID = "TAMGA:FLOWS(1.0)";
    private static final List<String> COLUMNS = List.of("STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA",
            "COUNTERPART_AREA", "TRADE_FLOW", "COMMODITY_CLASSIFICATION", "COMMODITY", "VINTAGE", "TIME_PERIOD", "OBS_VALUE",
            "UNIT_MEASURE", "VALUATION", "QUANTITY", "QUANTITY_UNIT", "NET_WEIGHT_KG", "OBS_FLAGS", "CONFIDENCE");

    private SdmxCsv() {
    }

    static void write(Records.Matches<Flow> flows, Writer out) throws IOException {
        var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
        csv.writeRecord(COLUMNS);
        flows.each(period -> csv.writeRecord(row(period)));
        csv.flush();
    }

    private static List<String> row(Period<Flow> period) {
        var flow = period.content();
        return List.of("dataflow", STRUCTURE_ID, "I",
                flow.frequency() != null ? flow.frequency() : flow.period().text().length() == 4 ? "A" : "M",
                flow.reporter().code(), flow.partner() == null ? "W0" : flow.partner().code(), Json.name(flow.flow()),
                text(flow.nomenclature()), flow.hs().equals("TOTAL") ? "_T" : flow.hs(), text(flow.vintage()),
                flow.period().text(), number(flow.valueUsd()), "USD", text(flow.basis()), number(flow.quantity()),
                // The publisher's own words: no cell may be one that a spreadsheet would run.
                safe(text(flow.unit())), number(flow.netWeightKg()), safe(String.join(" ", flow.flags())),
                Json.name(period.confidence()));
    }

    private static String safe(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static String number(BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }
}
