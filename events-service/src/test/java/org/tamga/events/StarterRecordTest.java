package org.tamga.events;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.events.EventsApi.get;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.tamga.local.load.LoadReport;
import org.tamga.local.load.Loader;
import org.tamga.local.load.RecordFolder;
import org.tamga.testing.Tokens;

import io.quarkus.test.common.http.TestHTTPResource;

/** The starter record through the public API, and what the press report says of this service's things. */
@EventsTest
@TestInstance(Lifecycle.PER_CLASS)
class StarterRecordTest {

    private static final String FORUM = "dc446d00-3b50-547e-a9c4-ca9c7dd1aa5a";
    private static final String ARYSTANOV = "2cb92a8e-808b-553e-b9b9-8babbb5c897c";
    private static final String COMPANIES_894 = "414dea74-8d9d-50ef-9909-995ec9e01d22";
    private static final String COMPANIES_740 = "7e6b2b1e-485f-5efe-8cb3-bce59f800b94";

    @TestHTTPResource
    URI service;

    private Instant loaded;

    @BeforeAll
    void load() throws Exception {
        var report = loaded();
        assertEquals("", String.join("\n", report.lines()));
        loaded = Instant.now();
    }

    private LoadReport loaded() throws Exception {
        var files = RecordFolder.read(Path.of("../deploy/data")).stream()
                .filter(file -> file.collection().startsWith("/api/events/")).toList();
        return new Loader(service::resolve, Tokens.as("starter", "events-editor"), "starter", Duration.ofSeconds(60))
                .load(files, line -> {
                });
    }

    @Test
    void loading_again_changes_nothing() throws Exception {
        var report = loaded();
        assertEquals(report.counts().values().stream().mapToInt(count -> count).sum(),
                report.counts().get(LoadReport.Outcome.UNCHANGED));
    }

    @Test
    void the_numbers_that_were_said_are_listed_with_who_said_them_and_their_sources() {
        get("claims?limit=200&statementId=2d73fb5b-6ab4-575a-9243-e93fb57e2097&kind=count&include=statement").statusCode(200)
                .body("items.quantity.value", contains(894))
                .body("items[0].statement.speaker.ru", equalTo("Нургали Арыстанов"))
                .body("items[0].statement.office.ru", equalTo("Посол Казахстана"))
                .body("items[0].statement.gathering.ru", equalTo("Форум по региональным стратегиям Кореи"))
                .body("items[0].statement.saidOn", equalTo("../2025-12-17"));
        get("claims?limit=200").statusCode(200)
                .body("items.findAll { it.quantity }.quantity.value", hasItems(894, 740, 20, 30))
                .body("items.sources", everyItem(not(hasSize(0))))
                .body("items.find { it.quantity?.value == 894 }.sources[0].quote", equalTo(
                        "Он обратил внимание на значительный рост экономических отношений: в Казахстане функционируют 894 компании с корейским капиталом."))
                .body("items.find { it.quantity?.value == 20 }.sources[0].relayedFrom",
                        equalTo("Ministry of Foreign Affairs of the Republic of Kazakhstan"))
                .body("items.find { it.quantity?.value == 30 }.measure.bothWays", equalTo(true));
    }

    @Test
    void the_894_shows_the_740_that_it_updates_and_the_other_way_round() {
        get("claims/" + COMPANIES_894).statusCode(200).body("related", hasSize(1))
                .body("related[0].type", equalTo("updates"), "related[0].claimId", equalTo(COMPANIES_740))
                .body("related[0].quantity.value", equalTo(740), "related[0].aboutDate", equalTo("2023-09-04"))
                .body("statement.speaker.en", equalTo("Nurgali Arystanov"));
        get("claims/" + COMPANIES_740).statusCode(200)
                .body("related.type", contains("updated-by"), "related.claimId", contains(COMPANIES_894));
    }

    @Test
    void claims_are_found_by_measure_country_topic_and_speaker() {
        get("claims?measure=trade.companies.foreign-capital").body("items.quantity.value", hasItems(894, 740));
        get("claims?country=KZ,KR&kind=duration").body("items.quantity.value", hasItem(30));
        get("claims?country=US&measure=trade.companies.foreign-capital").body("items", hasSize(0));
        get("claims?topic=flights&kind=count").body("items.quantity.value", contains(20));
        get("statements?speakerId=" + ARYSTANOV + "&include=occasion").body("items", hasSize(7))
                .body("items.occasion.office.en", everyItem(equalTo("Ambassador of Kazakhstan")));
        get("statements?country=TJ&topic=summit").body("items.unattributed", contains(true));
    }

    @Test
    void what_was_known_when_is_told_by_every_filter_and_every_member() {
        var filters = "claims?country=KZ,KR&topic=trade&measure=trade.companies.foreign-capital&include=statement";
        get(filters + "&knownAt=2020-01-01T00:00:00Z").statusCode(200).body("items", hasSize(0));
        for (var basis : List.of("source", "recorded")) {
            var then = "knownBasis=" + basis + "&knownAt=" + loaded;
            get(filters + "&" + then).body("items.quantity.value", hasItems(894, 740))
                    .body("items.statement.speaker.en", everyItem(equalTo("Nurgali Arystanov")));
            get("claims/" + COMPANIES_894 + "?" + then).body("related.claimId", contains(COMPANIES_740));
            get("statements?country=KZ&speakerId=" + ARYSTANOV + "&" + then).body("items", hasSize(7));
            get("gatherings?country=KG&" + then).body("items.title.en", contains("C5+K summit"));
        }
    }

    @Test
    void the_forum_is_known_no_more_exactly_than_the_report_gives_it() {
        get("gatherings/" + FORUM).statusCode(200).body("startsOn", equalTo("../2025-12-17"))
                .body("place.country", equalTo("KR"), "status", equalTo("held"), "topics", hasItem("central-asia"));
        get("gatherings?country=KR&to=2025-12-31&classification=forum").body("items.id", hasItem(FORUM));
        get("gatherings?from=2025-12-18&classification=forum").body("items.id", not(hasItem(FORUM)));
        get("gatherings?country=KZ,KR&formatCode=C5%2BK&from=2026-01-01&to=2026-12-31")
                .body("items.title.en", contains("C5+K summit"));
        get("gatherings/" + FORUM + "/sessions").body("items.code", hasItems("central-asia", "qa"));
        get("gatherings/" + FORUM + "/attendance-figures").body("items", hasSize(8))
                .body("items.find { it.category == 'total' }.value", equalTo(300))
                .body("items.find { it.category == 'total' }.relation", equalTo("more-than"))
                .body("items.find { it.category == 'media' }.value", nullValue());
    }

    @Test
    void offices_recommendations_and_the_leader_of_the_subnational_track_are_recorded() {
        get("memberships?personId=" + ARYSTANOV).body("items.postId", hasSize(1));
        get("gatherings/" + FORUM + "/participations").body("items.attribution",
                hasItem("посол Казахстана Нургали Арыстанов"));
        get("recommendations?gatheringId=" + FORUM).body("items.contentPublished", hasItems(true, false))
                .body("items.find { !it.contentPublished }.text", nullValue());
        get("formats?code=C5%2BK").body("items[0].tracks.find { it.kind == 'subnational' }.ledBy", notNullValue());
        get("persons/" + ARYSTANOV).body("otherNames.name", hasItems("아리스타노프", "아르스타노프"));
    }
}
