package org.tamga.trade.flow;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.trade.Api.CHANGES;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.record.Ledger;
import org.tamga.trade.TradeTest;

@TradeTest
class FlowResourceTest {

    @Inject
    Ledger ledger;

    private static String flow(String partner, String vintage, String more) {
        return "'reporter': 'NO', 'partner': '" + partner
                + "', 'flow': 'import', 'frequency': 'A', 'period': '2023', 'hs': 'TOTAL',"
                + " 'vintage': '" + vintage + "'" + more;
    }

    @Test
    void a_row_that_is_a_part_of_another_is_refused_with_the_reason() {
        for (var part : List.of("partner2", "modeOfTransport", "customsCode")) {
            put("flows", UUID.randomUUID(), flow("FI", "2024-05-01", ", '" + part + "': '2100'")).statusCode(422)
                    .body("violations.pointer", contains("/" + part))
                    .body("violations.detail", contains(containsString("would count twice")));
        }
        put("flows", UUID.randomUUID(),
                flow("FI", "2024-05-01", ", 'partner2': '0', 'modeOfTransport': '0', 'customsCode': 'C00'"))
                .statusCode(201);
    }

    @Test
    void the_period_has_the_form_of_its_frequency_and_the_code_of_the_nomenclature() {
        put("flows", UUID.randomUUID(), "'reporter': 'NO', 'flow': 'export', 'frequency': 'M', 'period': '2023', 'hs': '8703'")
                .statusCode(422).body("violations.pointer", contains("/period"));
        put("flows", UUID.randomUUID(), "'reporter': 'NO', 'flow': 'export', 'period': '2023-01', 'hs': '870'").statusCode(422)
                .body("violations.pointer", contains("/hs"));
    }

    @Test
    void there_is_one_row_for_each_key_and_vintage_and_a_revision_is_a_new_vintage() {
        var first = record("flows", flow("SE", "2024-05-01", ", 'nomenclature': 'H6', 'valueUsd': 100.5"));
        put("flows", UUID.randomUUID(), flow("SE", "2024-05-01", ", 'nomenclature': 'H6', 'valueUsd': 101")).statusCode(409)
                .body("detail", containsString(first.toString()));
        var second = record("flows", flow("SE", "2024-11-01", ", 'nomenclature': 'H6', 'valueUsd': 103"));
        CHANGES.awaitAll(first, "published");
        CHANGES.awaitAll(second, "revised");
        get("flows?reporter=NO&partner=SE&vintage=2024-05-01").body("items.valueUsd", contains(100.5f));
        editor().body(body(flow("SE", "2024-05-01", ", 'nomenclature': 'H6', 'valueUsd': 100"))).header("If-Match", "\"1\"")
                .put("/api/trade/flows/" + first).then().statusCode(200);
        CHANGES.awaitAll(first, "published", "revised");
    }

    @Test
    void the_measure_gives_the_latest_vintage_and_nothing_where_editions_disagree() {
        var address = "measures/trade.flow.value?reporter=NO&partner=NL&flow=import&period=2023&hs=TOTAL";
        get(address).body("value", nullValue(), "completeness", equalTo("unknown"), "breakdown", empty());
        record("flows", flow("NL", "2024-05-01", ", 'nomenclature': 'H6', 'basis': 'CIF', 'valueUsd': 100"));
        record("flows", flow("NL", "2024-11-01", ", 'nomenclature': 'H6', 'basis': 'CIF', 'valueUsd': 103"));
        get(address).body("value", equalTo(103), "unit", equalTo("USD"))
                .body("breakdown.label", contains("H6, CIF, vintage 2024-11-01"));
        record("flows", flow("NL", "2024-11-01", ", 'nomenclature': 'H5', 'basis': 'CIF', 'valueUsd': 99"));
        get(address).body("value", nullValue()).body("breakdown.value", contains(99, 103));
        for (var malformed : List.of("period=23&hs=TOTAL", "period=2023-13&hs=TOTAL", "period=2023&hs=total")) {
            get("measures/trade.flow.value?reporter=NO&partner=NL&flow=import&" + malformed).statusCode(400);
        }
        get("measures/trade.flow.value?reporter=NO&partner=NL&flow=smuggling&period=2023&hs=TOTAL").statusCode(400);
    }

    @Test
    void a_total_is_the_same_in_every_edition_and_its_latest_vintage_is_what_measure_mirror_and_concentration_take() {
        record("flows", flow("BE", "2024-05-01", ", 'nomenclature': 'H5', 'basis': 'CIF', 'valueUsd': 100"));
        record("flows", flow("BE", "2024-11-01", ", 'nomenclature': 'H6', 'basis': 'CIF', 'valueUsd': 103"));
        get("measures/trade.flow.value?reporter=NO&partner=BE&flow=import&period=2023&hs=TOTAL")
                .body("value", equalTo(103), "definitionVersion", equalTo(3))
                .body("breakdown.label", contains("H6, CIF, vintage 2024-11-01"));
        get("flows/mirror?reporter=NO&partner=BE&flow=import").body("items.importerReport.valueUsd", contains(103));
        for (var edition : List.of("H5", "H6")) {
            record("flows", "'reporter': 'NO', 'partner': 'BE', 'flow': 'import', 'period': '2023', 'hs': '87', 'vintage':"
                    + " '2024-11-01', 'nomenclature': '" + edition + "', 'valueUsd': " + (edition.equals("H5") ? 7 : 8));
        }
        get("measures/trade.flow.value?reporter=NO&partner=BE&flow=import&period=2023&hs=87").body("value", nullValue())
                .body("breakdown.value", contains(7, 8));
    }

    @Test
    void a_flow_that_is_only_planned_or_disputed_is_shown_and_not_taken() {
        record("flows", flow("LV", "2024-05-01", ", 'valueUsd': 100"));
        record("flows", flow("LV", "2024-11-01", ", 'valueUsd': 900, 'confidence': 'disputed'"));
        get("measures/trade.flow.value?reporter=NO&partner=LV&flow=import&period=2023&hs=TOTAL").body("value", equalTo(100))
                .body("breakdown.label", contains("vintage 2024-05-01", "vintage 2024-11-01, disputed, not counted"));
        get("flows?reporter=NO&partner=LV&vintage=latest").body("items.valueUsd", containsInAnyOrder(100, 900))
                .body("items.confidence", containsInAnyOrder("reported", "disputed"));
        record("published-figures",
                "'reporter': 'LV', 'partner': 'NO', 'kind': 'exports', 'value': 99, 'confidence': 'planned'");
        get("flows/mirror?reporter=NO&partner=LV&flow=import").body("items.importerReport.valueUsd", contains(100))
                .body("published.confidence", contains("planned"));
        for (var row : List.of("ES 60", "FR 40", "- 100", "DE 50")) {
            var parts = row.split(" ");
            published(null, parts[0].equals("-") ? null : parts[0], "99", ", 'valueUsd': " + parts[1]
                    + (parts[0].equals("DE") ? ", 'confidence': 'planned'" : ""));
        }
        get("concentration?reporter=GR&flow=import&period=2001&hs=99").statusCode(200).body("hhi", equalTo(0.52f));
    }

    @Test
    void a_total_is_revised_by_that_of_another_edition_and_a_code_is_not() {
        var key = "'reporter': 'NO', 'partner': '%s', 'flow': 'import', 'period': '2021', 'hs': '%s', 'vintage': '%s', 'nomenclature': '%s'";
        record("flows", key.formatted("MC", "TOTAL", "2024-05-01", "H5"));
        var total = record("flows", key.formatted("MC", "TOTAL", "2024-11-01", "H6"));
        var before = record("flows", key.formatted("MC", "87", "2024-05-01", "H5"));
        var after = record("flows", key.formatted("MC", "87", "2024-11-01", "H6"));
        get("flows?reporter=NO&partner=MC&period=2021&vintage=latest").body("items.id",
                containsInAnyOrder(total.toString(), before.toString(), after.toString()));
        CHANGES.awaitAll(total, "revised");
        CHANGES.awaitAll(after, "published");
    }

    @Test
    void rows_of_one_file_revise_each_other_and_go_to_the_database_together() {
        var ids = IntStream.range(0, 500).mapToObj(i -> UUID.randomUUID()).toList();
        var rows = IntStream.range(0, 500).mapToObj(i -> body("'id': '" + ids.get(i) + "', 'reporter': 'GI', 'flow': 'import',"
                + " 'period': '2021', 'nomenclature': 'H6', 'hs': '" + (1000 + i % 250) + "', 'vintage': '202" + i / 250
                + "-01-01'" + (i % 3 == 0 ? "" : ", 'partner': 'MC'"))).collect(Collectors.joining("\n"));
        editor().contentType("application/x-ndjson").body(rows.getBytes(StandardCharsets.UTF_8))
                .post("/api/trade/flows/import?format=ndjson").then().log().ifValidationFails().statusCode(200)
                .body("accepted", equalTo(500));
        // PostgreSQL numbers the commands of a transaction, of which each of these has inserted many rows.
        assertTrue(ledger.database().read(transaction -> transaction.first(
                "select count(distinct cmin::text) from flow_version where reporter = 'GI'",
                row -> row.getInt(1))).orElseThrow() < 20);
        CHANGES.awaitAll(ids.get(0), "published");
        CHANGES.awaitAll(ids.get(249), "published");
        CHANGES.awaitAll(ids.get(250), "published");
        CHANGES.awaitAll(ids.get(251), "revised");
    }

    @Test
    void what_cannot_be_a_period_a_code_or_an_edition_is_refused_not_called_unknown() {
        for (var malformed : List.of("period=foo", "period=2023&hs=abc", "period=2023-13", "period=2023&hs=870",
                "period=2023&hs=87&nomenclature=HS22")) {
            get("concentration?reporter=NO&flow=import&" + malformed).statusCode(400)
                    .body("type", equalTo("https://tamga.example/problems/invalid-parameter"));
        }
        for (var malformed : List.of("period=foo", "hs=abc")) {
            get("flows/mirror?reporter=NO&partner=SE&" + malformed).statusCode(400);
        }
    }

    private static void imported(String partner, String period, String value) {
        record("flows", "'reporter': 'PT', 'flow': 'import', 'frequency': 'A', 'period': '" + period + "', 'hs': 'TOTAL',"
                + " 'vintage': '2024-05-01'" + (partner == null ? "" : ", 'partner': '" + partner + "'")
                + (value == null ? "" : ", 'valueUsd': " + value));
    }

    @Test
    void exporter_and_importer_stand_side_by_side_by_their_latest_vintages() {
        record("flows", "'reporter': 'IE', 'partner': 'PT', 'flow': 'export', 'period': '2022', 'hs': 'TOTAL', 'basis': 'FOB',"
                + " 'valueUsd': 80, 'vintage': '2023-05-01'");
        record("flows", "'reporter': 'IE', 'partner': 'PT', 'flow': 'export', 'period': '2022', 'hs': 'TOTAL', 'basis': 'FOB',"
                + " 'valueUsd': 100, 'vintage': '2024-05-01'");
        record("flows", "'reporter': 'PT', 'partner': 'IE', 'flow': 'import', 'period': '2022', 'hs': 'TOTAL', 'basis': 'CIF',"
                + " 'valueUsd': 110, 'vintage': '2023-05-01'");
        record("flows",
                "'reporter': 'PT', 'partner': 'IE', 'flow': 'import', 'period': '2022', 'hs': '87', 'nomenclature': 'H6',"
                        + " 'basis': 'CIF', 'valueUsd': 7, 'vintage': '2023-05-01'");
        record("published-figures", "'reporter': 'IE', 'partner': 'PT', 'kind': 'exports', 'value': 99, 'period': '2022'");
        get("flows/mirror?reporter=IE&partner=PT&period=2022").statusCode(200).body("items", hasSize(2))
                .body("items[1].exporterReport.valueUsd", equalTo(100)).body("items[1].exporterReport.basis", equalTo("FOB"))
                .body("items[1].importerReport.valueUsd", equalTo(110)).body("items[1].ratio", equalTo(1.1f))
                .body("items[0].exporterReport", nullValue()).body("items[0].ratio", nullValue())
                .body("published.value", contains(99));
        get("flows/mirror?reporter=PT&partner=IE&flow=import&hs=TOTAL").body("items.exporter", contains("IE"));
        get("flows/mirror?reporter=PT&partner=IE&flow=re-import").statusCode(400);
        get("flows?reporter=IE&partner=PT&period=2022&vintage=latest").body("items.valueUsd", contains(100));
    }

    @Test
    void concentration_is_computed_of_a_whole_only() {
        var address = "concentration?reporter=PT&flow=import&hs=TOTAL&period=";
        get(address + "2001").statusCode(422).body("type", equalTo("https://tamga.example/problems/incomplete-flows"));
        imported("ES", "2001", "50");
        imported("FR", "2001", "30");
        get(address + "2001").statusCode(422).body("detail", containsString("World"));
        imported(null, "2001", "100");
        get(address + "2001").statusCode(422).body("detail", containsString("80.00 per cent"));
        get(address + "2001&minCoverage=0.8").statusCode(200).body("complete", equalTo(false)).body("hhi", equalTo(0.34f))
                .body("bounds.max", equalTo(0.38f)).body("coverage", equalTo(0.8f));
        imported("DE", "2001", "20");
        get(address + "2001").statusCode(200).body("hhi", equalTo(0.38f)).body("hhi10000", equalTo(3800))
                .body("effectiveNumber", equalTo(2.631579f)).body("top.country", equalTo("ES")).body("top.share", equalTo(0.5f))
                .body("coverage", equalTo(1)).body("complete", equalTo(true)).body("scale", equalTo("0-1"))
                .body("by", equalTo("partner")).body("inputs.partners", equalTo(3));
        imported("IT", "2001", "1");
        get(address + "2001").statusCode(422).body("detail", containsString("more than the total"));
        imported(null, "2002", "10");
        imported("ES", "2002", null);
        get(address + "2002").statusCode(422).body("detail", containsString("ES"));
        get("concentration?reporter=PT&flow=import&hs=TOTAL&period=2001&by=firm").statusCode(400);
    }

    private static void published(String vintage, String partner, String hs, String more) {
        record("flows", "'reporter': 'GR', 'flow': 'import', 'period': '2001', 'hs': '" + hs + "'"
                + (vintage == null ? "" : ", 'vintage': '" + vintage + "'")
                + (partner == null ? "" : ", 'partner': '" + partner + "'") + more);
    }

    @Test
    void concentration_is_of_one_publication_the_latest_that_is_whole() {
        var address = "concentration?reporter=GR&flow=import&period=2001&hs=TOTAL";
        for (var row : List.of("ES 50", "FR 50", "- 100")) {
            var parts = row.split(" ");
            published("2024-05-01", parts[0].equals("-") ? null : parts[0], "TOTAL", ", 'valueUsd': " + parts[1]);
        }
        get(address).body("hhi", equalTo(0.5f)).body("inputs.vintages", contains("2024-05-01"));
        // What is revised of a part is not set against the total of before.
        published("2024-11-01", "ES", "TOTAL", ", 'valueUsd': 40");
        get(address).statusCode(200).body("hhi", equalTo(0.5f)).body("inputs.vintages", contains("2024-05-01"));
        get(address + "&minCoverage=0.5").body("hhi", equalTo(0.5f));
        given().urlEncodingEnabled(false).get(get(address).extract().<String>path("inputs.evidence")).then().statusCode(200)
                .body("items.valueUsd", hasSize(3));
        published("2024-11-01", null, "TOTAL", ", 'valueUsd': 80");
        get(address).body("inputs.vintages", contains("2024-05-01"));
        published("2024-11-01", "FR", "TOTAL", ", 'valueUsd': 40");
        get(address).body("inputs.vintages", contains("2024-11-01"), "inputs.totalValueUsd", equalTo(80));
    }

    @Test
    void concentration_mixes_no_editions_nor_rows_of_none() {
        published(null, "ES", "87", ", 'valueUsd': 50");
        published(null, "ES", "87", ", 'valueUsd': 50, 'nomenclature': 'H5'");
        published(null, null, "87", ", 'valueUsd': 100, 'nomenclature': 'H5'");
        var address = "concentration?reporter=GR&flow=import&period=2001&hs=87";
        get(address).statusCode(422).body("detail", containsString("none, H5"));
        get(address + "&nomenclature=H5").statusCode(422).body("detail", containsString("50.00 per cent"));
        // Nor does what it names as its evidence.
        published(null, "FR", "87", ", 'valueUsd': 50, 'nomenclature': 'H5'");
        var evidence = get(address + "&nomenclature=H5").statusCode(200).extract().<String>path("inputs.evidence");
        given().urlEncodingEnabled(false).get(evidence).then().statusCode(200).body("items.nomenclature",
                contains("H5", "H5", "H5"));
    }

    @Test
    void flows_are_sdmx_csv_too() {
        record("flows", "'reporter': 'CZ', 'flow': 'export', 'frequency': 'A', 'period': '2022', 'hs': 'TOTAL', 'basis': 'FOB',"
                + " 'valueUsd': 80.5, 'vintage': '2023-05-01', 'unit': '=cmd'");
        given().accept("application/vnd.sdmx.data+csv;version=2.0.0").get("/api/trade/flows?reporter=CZ").then().statusCode(200)
                .contentType(containsString("application/vnd.sdmx.data+csv"))
                .body(containsString("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,COUNTERPART_AREA"))
                .body(containsString("dataflow,TAMGA:FLOWS(1.0),I,A,CZ,W0,export,,_T,2023-05-01,2022,80.5,USD,FOB,,'=cmd"));
        given().accept("application/vnd.sdmx.data+csv").get("/api/trade/flows?colour=red").then().statusCode(400);
        given().accept("text/csv").get("/api/trade/flows?reporter=CZ").then().statusCode(200);
        get("flows?reporter=CZ").body("items.hs", contains("TOTAL"));
    }

    @Test
    void more_pairs_than_an_answer_holds_are_refused_and_not_cut() {
        var rows = IntStream.range(0, 501).mapToObj(i -> body("'reporter': 'IE', 'partner': 'LI', 'flow': 'export', 'period': '"
                + (1962 + i / 300) + "', 'nomenclature': 'H0', 'hs': '" + (1000 + i) + "', 'valueUsd': 1"))
                .collect(Collectors.joining("\n"));
        editor().contentType("application/x-ndjson").body(rows.getBytes(StandardCharsets.UTF_8))
                .post("/api/trade/flows/import?format=ndjson").then()
                .statusCode(200).body("accepted", equalTo(501));
        get("flows/mirror?reporter=LI&partner=IE").statusCode(400).body("violations.pointer", contains("period"))
                .body("detail", containsString("500"));
        get("flows/mirror?reporter=LI&partner=IE&period=1962").body("items", hasSize(300));
        get("flows/mirror?reporter=IE&partner=LI&flow=import").body("items", empty());
    }

    @Test
    void that_there_are_too_many_pairs_is_found_without_reading_them_all() {
        var one = record("flows", "'reporter': 'IE', 'partner': 'SM', 'flow': 'export', 'period': '2020', 'hs': '8703'");
        var many = 8_000;
        var others = "from generate_series(1, " + many + ") n, lateral (select md5('sm ' || n)::uuid as other) o";
        ledger.database().writeAtLength(transaction -> {
            transaction.update("insert into flow (id, version, written_at) select other, 1, now() " + others);
            transaction.update("insert into flow_version (row_id, id, version, valid, known, recorded, recorded_by, reason,"
                    + " confidence, sources, reporter, partner, flow, period, hs, flags) select gen_random_uuid(), other, 1, valid,"
                    + " known, recorded, recorded_by, reason, confidence, sources, reporter, partner, flow, (2000 + n % 8)::text,"
                    + " (1000 + n / 8)::text, flags " + others + ", flow_version f where f.id = ?", one);
            transaction.update("analyze flow_version");
            return transaction.first("select pg_stat_force_next_flush()", row -> true);
        });
        try {
            var before = read();
            get("flows/mirror?reporter=SM&partner=IE").statusCode(400).body("violations.pointer", contains("period"));
            await().atMost(Duration.ofMinutes(1)).until(() -> read() > before);
            var read = read() - before;
            assertTrue(read < many, () -> read + " entries were read");
        } finally {
            ledger.database().writeAtLength(transaction -> {
                for (var table : List.of("flow_version", "flow")) {
                    transaction.update("delete from " + table + " where id in (select other " + others + ")");
                }
                return null;
            });
        }
    }

    /** Of rows and of entries of indexes. */
    private long read() {
        return ledger.database().read(transaction -> transaction.first(
                "select max(t.seq_tup_read) + sum(i.idx_tup_read) from pg_stat_user_tables t join pg_stat_user_indexes i"
                        + " using (relid) where t.relname = 'flow_version'",
                row -> row.getLong(1))).orElseThrow();
    }
}
