package org.tamga.trade.agreement;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.testing.ChangeLog.countries;
import static org.tamga.trade.Api.CHANGES;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.tamga.record.change.CloudEvent;
import org.tamga.record.database.Database;
import org.tamga.testing.TestKafka;
import org.tamga.trade.TradeTest;
import org.tamga.trade.gathering.GatheringCopies;

@TradeTest
class AgreementResourceTest {

    @Inject
    GatheringCopies copies;

    @Inject
    Database database;

    private static String agreement(String one, String other, String more) {
        return "'kind': 'fta', 'parties': [{'country': '" + one + "'}, {'country': '" + other + "'}]" + more;
    }

    @Test
    void an_agreement_has_two_parties_and_each_is_somebody() {
        put("agreements", UUID.randomUUID(), "'kind': 'mou', 'parties': [{'country': 'NO'}]").statusCode(422)
                .body("violations.pointer", contains("/parties"));
        put("agreements", UUID.randomUUID(), "'kind': 'mou', 'parties': [{'country': 'NO'}, {'role': 'witness'}]")
                .statusCode(422)
                .body("violations.detail", contains("needs a country, a companyId, a chamberId or a name"));
        put("agreements", UUID.randomUUID(), agreement("NO", "NO", "")).statusCode(422)
                .body("violations.pointer", contains("/parties/1"));
        put("agreements", UUID.randomUUID(), "'kind': 'mou', 'parties': [{'country': 'NO'}, {'chamberId': '" + UUID.randomUUID()
                + "'}]").statusCode(422).body("violations.pointer", contains("/parties/1/chamberId"));
    }

    @Test
    void its_status_goes_the_way_of_treaties_and_each_step_is_told_by_its_name() {
        var id = record("agreements", agreement("NO", "IS", ", 'status': 'drafted'"));
        var version = 0;
        for (var status : List.of("signed", "ratified", "in-force", "suspended", "terminated")) {
            editor().body(
                    body(agreement("NO", "IS", ", 'status': '" + status + "', 'validFrom': '202" + ++version + "-01-01'")))
                    .header("If-Match", "\"" + version + "\"").put("/api/trade/agreements/" + id).then().log()
                    .ifValidationFails().statusCode(200);
        }
        CHANGES.awaitAll(id, "recorded", "signed", "ratified", "in-force", "suspended", "terminated");
        editor().body(body(agreement("NO", "IS", ", 'status': 'in-force', 'validFrom': '2026-01-01'")))
                .header("If-Match", "\"6\"").put("/api/trade/agreements/" + id).then().statusCode(409)
                .body("type", equalTo("https://tamga.example/problems/illegal-transition"))
                .body("detail", containsString("terminated leads to nothing"));
        editor().body(body(agreement("NO", "IS", ", 'status': 'in-force', 'validFrom': '2025-01-01', 'reason': 'correction'")))
                .header("If-Match", "\"6\"").put("/api/trade/agreements/" + id).then().statusCode(200);
    }

    @Test
    void a_status_is_told_once_it_is_neither_planned_nor_disputed() {
        for (var confidence : List.of("planned", "disputed")) {
            var unsure = "', 'signedOn': '2020-01-01', 'confidence': '" + confidence + "'";
            var sure = "', 'signedOn': '2020-01-01', 'confidence': 'confirmed'";
            var id = record("agreements", agreement("NO", "IS", ", 'status': 'signed" + unsure));
            var version = 0;
            for (var status : List.of("signed" + sure, "in-force" + unsure, "in-force" + sure)) {
                editor().body(body(agreement("NO", "IS", ", 'status': '" + status)))
                        .header("If-Match", "\"" + ++version + "\"").put("/api/trade/agreements/" + id).then().statusCode(200);
            }
            CHANGES.awaitAll(id, "recorded", "signed", "corrected", "in-force");
        }
    }

    @Test
    void it_does_not_end_before_it_begins_and_is_not_signed_while_drafted() {
        put("agreements", UUID.randomUUID(), agreement("NO", "IS", ", 'effectiveFrom': '2025', 'effectiveTo': '2024'"))
                .statusCode(422).body("violations.pointer", contains("/effectiveTo"));
        put("agreements", UUID.randomUUID(), agreement("NO", "IS", ", 'signedOn': '2025-01-01', 'status': 'drafted'"))
                .statusCode(422).body("violations.pointer", contains("/signedOn"));
    }

    @Test
    void agreements_in_force_are_counted_with_those_of_companies_and_chambers() {
        var chamber = record("chambers", "'name': {'en': 'Chamber'}, 'kind': 'national', 'countries': ['CY']");
        var company = record("companies", "'names': [{'text': 'Company', 'type': 'legal'}], 'entityType': 'company',"
                + " 'jurisdiction': 'MT'");
        var mou = record("agreements", "'kind': 'mou', 'status': 'in-force', 'parties': [{'chamberId': '" + chamber
                + "'}, {'companyId': '" + company + "'}]");
        record("agreements", agreement("CY", "MT", ", 'status': 'provisionally-applied', 'effectiveTo': '2026'"));
        record("agreements", agreement("CY", "MT", ", 'status': 'signed', 'signedOn': '2020-01-01'"));
        var address = "measures/trade.agreements.in-force?reporter=CY&partner=MT&validAt=";
        get(address + "2026-06-01").body("value", equalTo(2)).body("breakdown.label", contains("kind: fta", "kind: mou"));
        get(address + "2027-01-01").body("value", equalTo(1));
        get("measures/trade.agreements.in-force?reporter=CY&partner=NO").body("value", nullValue(), "breakdown", empty());
        get("agreements?country=CY,MT&inForceOn=2027-01-01").body("items.id", contains(mou.toString()));
        get("agreements?party=" + chamber + "," + company).body("items.id", contains(mou.toString()));
        assertEquals(List.of("CY", "MT"), countries(CHANGES.awaitFirst(mou)));
    }

    @Test
    void an_agreement_is_of_the_countries_that_its_parties_are_of_on_the_day() {
        var company = record("companies", "'names': [{'text': 'Company', 'type': 'legal'}], 'entityType': 'company',"
                + " 'jurisdiction': 'PY', 'validFrom': '2026-01-01'");
        var chamber = record("chambers", "'name': {'en': 'Chamber'}, 'kind': 'national', 'countries': ['UY']");
        record("agreements", "'kind': 'mou', 'status': 'in-force', 'effectiveFrom': '2020', 'parties': [{'chamberId': '"
                + chamber + "'}, {'companyId': '" + company + "'}]");
        var project = record("projects", "'parties': [{'companyId': '" + company + "'}]");
        // What is recorded since later on is what it was before, as far as anybody knows.
        get("projects?partyCountry=PY&validAt=2022-01-01").body("items.id", contains(project.toString()));
        awaitReading("UY", "PY", List.of("2020-01-01"));
        agreesOn("UY", "PY", Map.of("2019-12-31", 0, "2020-01-01", 1, "2022-01-01", 1, "2026-01-01", 1));

        // They move: the agreement is of another country then, and a reading says so.
        editor().header("If-Match", "\"1\"")
                .body(body("'names': [{'text': 'Company', 'type': 'legal'}], 'entityType': 'company',"
                        + " 'jurisdiction': 'SR', 'validFrom': '2027-01-01'"))
                .put("/api/trade/companies/" + company).then().statusCode(200);
        awaitReading("UY", "SR", List.of("2027-01-01"));
        agreesOn("UY", "SR", Map.of("2022-01-01", 0, "2026-12-31", 0, "2027-01-01", 1));
        agreesOn("UY", "PY", Map.of("2022-01-01", 1, "2026-12-31", 1, "2027-01-01", 0));
        editor().header("If-Match", "\"1\"").body(body("'name': {'en': 'Chamber'}, 'kind': 'national', 'countries': ['GY'],"
                + " 'validFrom': '2028-01-01'")).put("/api/trade/chambers/" + chamber).then().statusCode(200);
        awaitReading("GY", "SR", List.of("2028-01-01"));
        agreesOn("UY", "SR", Map.of("2027-12-31", 1, "2028-01-01", 0));
    }

    private static void awaitReading(String reporter, String partner, List<String> since) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> get("measures/trade.agreements.in-force/readings?reporter="
                + reporter + "&partner=" + partner).body("items[0].series.validFrom", equalTo(since)));
    }

    /** What is read of the days and listed for them. */
    private static void agreesOn(String reporter, String partner, Map<String, Integer> days) {
        days.forEach((day, agreements) -> {
            get("measures/trade.agreements.in-force?reporter=" + reporter + "&partner=" + partner + "&validAt=" + day)
                    .body("value", agreements == 0 ? nullValue() : equalTo(agreements));
            get("agreements?country=" + reporter + "," + partner + "&inForceOn=" + day + "&validAt=" + day).body("items",
                    hasSize(agreements));
        });
    }

    @Test
    void what_begins_or_ends_by_an_agreements_own_dates_is_told_on_its_day() {
        var next = LocalDate.now().plusYears(1);
        var begins = record("agreements", agreement("NO", "IS", ", 'status': 'in-force', 'effectiveFrom': '" + next
                + "', 'effectiveTo': '" + next.plusYears(1) + "'"));
        assertEquals(List.of(next, next.plusYears(1).plusDays(1)), due(begins));
        assertEquals(List.of(), due(record("agreements", agreement("NO", "IS", ", 'status': 'signed', 'effectiveFrom': '" + next
                + "', 'effectiveTo': '" + next.plusYears(1) + "'"))));
        // The status is recorded for earlier days alone.
        assertEquals(List.of(next.minusDays(1)), due(record("agreements", agreement("NO", "IS", ", 'status': 'in-force',"
                + " 'effectiveTo': '" + next + "', 'validTo': '" + next.minusDays(1) + "'"))));

        // As if their days had come.
        var ended = record("agreements", agreement("NO", "IS",
                ", 'status': 'provisionally-applied', 'effectiveFrom': '2020-02', 'effectiveTo': '2025'"));
        for (var day : List.of(LocalDate.of(2020, 2, 1), LocalDate.of(2026, 1, 1))) {
            database.write(transaction -> transaction.update("insert into agenda (topic, record, day) values (?, ?, ?)",
                    "trade.agreement", ended, day));
        }
        CHANGES.awaitAll(ended, "provisionally-applied", "took-effect", "lapsed");
    }

    @Test
    void an_agreement_that_is_only_planned_or_disputed_is_not_in_force() {
        var next = LocalDate.now().plusYears(1);
        var sure = record("agreements", agreement("LC", "DM", ", 'status': 'in-force', 'confidence': 'confirmed'"));
        for (var confidence : List.of("planned", "disputed")) {
            var id = UUID.randomUUID();
            editor().body(body(agreement("LC", "DM", ", 'status': 'in-force', 'effectiveFrom': '2020',"
                    + " 'effectiveTo': '" + next + "', 'confidence': '" + confidence + "'")).replace("Test data", "Draft"))
                    .put("/api/trade/agreements/" + id).then().statusCode(201);
            assertEquals(List.of(), due(id));
        }
        get("measures/trade.agreements.in-force?reporter=LC&partner=DM").body("value", equalTo(1)).body("breakdown.label",
                contains("kind: fta", "disputed, not counted", "planned, not counted"));
        get("agreements?country=LC,DM&inForceOn=" + LocalDate.now()).body("items.id", contains(sure.toString()));
        get("agreements?country=LC,DM").body("items", hasSize(3));
        // Nor does the reading rest on who says so.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> get(
                "measures/trade.agreements.in-force/readings?reporter=LC&partner=DM")
                .body("items[0].series[1].breakdown", hasSize(3))
                .body("items[0].restsOn.title", contains("Test data")));
    }

    @Test
    void a_count_is_not_complete_while_an_agreement_that_would_count_is_disputed() {
        record("coverages", "'measure': 'trade.agreements.in-force', 'completeness': 'complete',"
                + " 'dimensions': {'reporter': 'KN', 'partner': 'VC'}");
        var address = "measures/trade.agreements.in-force?reporter=KN&partner=VC";
        var inForce = ", 'status': 'in-force', 'confidence': ";
        record("agreements", agreement("KN", "VC", inForce + "'planned'"));
        get(address).body("value", equalTo(0), "completeness", equalTo("complete"));
        record("agreements", agreement("KN", "VC", inForce + "'disputed'"));
        get(address).body("value", nullValue(), "completeness", equalTo("partial"));
        record("agreements", agreement("KN", "VC", inForce + "'confirmed'"));
        get(address).body("value", equalTo(1), "completeness", equalTo("partial"));
    }

    private List<LocalDate> due(UUID id) {
        return database.read(transaction -> transaction.list("select day from agenda where record = ? order by day",
                row -> row.getObject("day", LocalDate.class), id));
    }

    @Test
    void a_party_whose_name_has_commas_is_found_by_it() {
        var id = record("agreements", "'kind': 'mou', 'parties': [{'name': 'Hanbit Co., Ltd.'}, {'name': 'Quoll Works'}]");
        for (var parties : List.of("Hanbit Co., Ltd.", "Quoll Works")) {
            get("agreements?party=" + parties).body("items.id", contains(id.toString()));
        }
        get("agreements?party=Hanbit Co.").body("items", empty());
    }

    @Test
    void an_agreement_is_in_force_on_the_days_that_its_dates_do_not_exclude() {
        var address = "measures/trade.agreements.in-force?reporter=GD&partner=VC&validAt=";
        for (var imprecise : List.of("2026", "2026-01-01/..", "2026-01")) {
            var id = record("agreements",
                    agreement("GD", "VC", ", 'status': 'in-force', 'effectiveFrom': '" + imprecise + "'"));
            get("agreements?party=GD&inForceOn=2025-12-31").body("items", empty());
            get(address + "2025-12-31").body("value", nullValue());
            get("agreements?country=GD,VC&inForceOn=2026-01-01").body("items.id", hasItem(id.toString()));
        }
        get(address + "2026-01-01").body("value", equalTo(3));
    }

    @Test
    void signed_at_a_gathering_on_another_day_is_named_but_lands() throws Exception {
        var gathering = UUID.randomUUID();
        put("agreements", UUID.randomUUID(), agreement("NO", "IS", ", 'gatheringId': '" + gathering + "'")).statusCode(201)
                .body("warnings.code", contains("gathering-not-known"));
        announce(gathering);
        await().atMost(Duration.ofSeconds(60)).until(() -> copies.find(gathering, LocalDate.of(2025, 9, 1)).isPresent());
        put("agreements", UUID.randomUUID(),
                agreement("NO", "IS", ", 'signedOn': '2025-09-25', 'gatheringId': '" + gathering + "'"))
                .statusCode(201).body("warnings.code", contains("signed-on-another-day"))
                .body("warnings.pointer", contains("/signedOn")).body("warnings.detail", contains(containsString("Summit")));
        put("agreements", UUID.randomUUID(),
                agreement("NO", "IS", ", 'signedOn': '2025-09-02', 'gatheringId': '" + gathering + "'"))
                .statusCode(201).body("warnings", nullValue());
        get("agreements?gatheringId=" + gathering).body("items", hasSize(3));
    }

    private static void announce(UUID gathering) throws Exception {
        var topic = "events.gathering";
        // Which events-service makes when it runs.
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
        var event = new CloudEvent(UUID.randomUUID(), "/events-service", topic, "org.tamga.events.gathering.held.v1",
                gathering.toString(), Instant.now(), 1, List.of("NO"), null);
        var data = "{\"recordId\": \"" + gathering + "\", \"version\": 1, \"reason\": \"new\", \"before\": [], \"after\": ["
                + "{\"validFrom\": null, \"validTo\": null, \"title\": {\"en\": \"Summit\"}, \"startsOn\": \"2025-09-01\","
                + " \"endsOn\": \"2025-09-03\", \"status\": \"held\", \"colour\": \"red\"}], \"sources\": []}";
        var message = new ProducerRecord<>(topic, gathering.toString(), data.getBytes(StandardCharsets.UTF_8));
        event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message).get();
        }
    }
}
