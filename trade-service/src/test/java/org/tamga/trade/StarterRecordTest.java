package org.tamga.trade;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.tamga.trade.Api.get;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.local.load.LoadReport;
import org.tamga.local.load.Loader;
import org.tamga.local.load.RecordFolder;
import org.tamga.testing.Tokens;

/** The starter record goes in through the API, as {@code ./tamga load} puts it, and answers what the forum's report is about. */
@TradeTest
class StarterRecordTest {

    private LoadReport first;

    @BeforeEach
    void load() throws Exception {
        first = loaded();
    }

    private static LoadReport loaded() throws Exception {
        var address = "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", String.class);
        var files = RecordFolder.read(Path.of("..", "deploy", "data")).stream()
                .filter(file -> file.collection().startsWith("/api/trade/")).toList();
        return new Loader(path -> URI.create(address + path), Tokens.as("starter", "trade-editor"), "starter",
                Duration.ofSeconds(60)).load(files, line -> {
                });
    }

    @Test
    void every_record_is_accepted_and_loading_again_changes_nothing() throws Exception {
        assertFalse(first.hasRefusals(), () -> String.join("\n", first.lines()));
        var again = loaded();
        assertEquals(again.counts().get(LoadReport.Outcome.UNCHANGED), again.counts().values().stream().mapToInt(n -> n).sum());
    }

    @Test
    void the_894_and_all_that_was_published_before_stand_side_by_side() {
        get("published-figures?reporter=KZ&partner=KR&kind=companies")
                .body("items.value", containsInAnyOrder(894, 740, 740, 740, 735, 537, 700))
                .body("items.find { it.value == 894 }.period", equalTo("../2025-12-17"))
                .body("items.find { it.value == 537 }.region", equalTo("Almaty"))
                .body("items.find { it.value == 700 }.relation", equalTo("more-than"));
        get("published-figures?reporter=KZ&partner=KR&kind=turnover&period=2022").body("items", hasSize(2));
        get("published-figures?reporter=KZ&partner=KR&kind=fdi-inflow").body("items", hasSize(2));
    }

    @Test
    void published_figures_are_never_merged_into_what_the_record_counts() {
        get("measures/trade.companies.foreign-capital?reporter=KZ&partner=KR").body("value", nullValue(), "completeness",
                equalTo("unknown"));
        get("measures/trade.flow.value?reporter=KZ&partner=KR&flow=export&period=2023&hs=TOTAL").body("value", nullValue());
        get("measures/trade.agreements.in-force?reporter=KZ&partner=KR").body("value", nullValue());
    }

    @Test
    void the_definitions_of_counts_are_shipped() {
        get("count-definitions?code=foreign-capital-any").body("items.threshold", contains("any"));
        get("count-definitions?code=foreign-capital-10").body("items.threshold", contains("at-least-10"));
        get("count-definitions?code=foreign-capital-majority").body("items.threshold", contains("over-50"),
                "items[0].sources.publisher", contains("Tamga"));
    }
}
