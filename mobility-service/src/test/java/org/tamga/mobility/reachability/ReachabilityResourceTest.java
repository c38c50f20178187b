package org.tamga.mobility.reachability;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;
import org.tamga.mobility.gathering.GatheringTopic;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Bolivia's RBO and Guyana's RGY, joined daily; nothing else is recorded. */
@MobilityTest
class ReachabilityResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TIMES = """
                                        "arriveBefore": "2026-03-10T09:00:00Z", "departAfter": "2026-03-12T18:00:00Z\"""";

    private static final String DISPUTED = "\"requirement\": \"visa-free\", \"confidence\": \"disputed\", ";

    @BeforeEach
    void record() {
        airport(1, "RBO", "BO");
        airport(2, "RGY", "GY");
        flight(3, "1", "RBO", "RGY");
        flight(4, "2", "RGY", "RBO");
        regime(5, "BO", "\"requirement\": \"visa-free\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime(6, "PE", "\"requirement\": \"visa-free\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 2}]");
        regime(7, "CL", "\"requirement\": \"no-admission\"");
        regime(8, "EC",
                "\"requirement\": \"visa-free\", \"confidence\": \"disputed\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime(9, "CO", "\"requirement\": \"visa-required\"");
    }

    @Test
    void a_visa_that_is_issued_on_arrival_lets_stay_no_longer_than_it_says() {
        regime(45, "VE", "\"requirement\": \"visa-on-arrival\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 2}]");
        regime(46, "PY", "\"requirement\": \"visa-on-arrival\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime(47, "UY", "\"requirement\": \"visa-on-arrival\"");
        ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": [{\"nationality\": \"VE\", \"origin\": \"RBO\"},"
                + " {\"nationality\": \"PY\", \"origin\": \"RBO\"}, {\"nationality\": \"UY\", \"origin\": \"RBO\"}]")
                .statusCode(200).body("groups.verdict", equalTo(List.of("no", "yes", "unknown")))
                .body("groups[2].reasons[3].because", containsString("it says itself how long one may stay"));
    }

    @Test
    void a_visa_that_is_granted_before_lets_stay_no_longer_than_its_limits() {
        regime(48, "SR", "\"requirement\": \"e-visa\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 2}]");
        regime(49, "JM", "\"requirement\": \"visa-required\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": [{\"nationality\": \"SR\", \"origin\": \"RBO\"},"
                + " {\"nationality\": \"JM\", \"origin\": \"RBO\"}]")
                .statusCode(200).body("groups.verdict", equalTo(List.of("no", "unknown")))
                .body("groups[1].reasons.verdict", equalTo(List.of("yes", "yes", "unknown", "unknown")));
    }

    @Test
    void what_is_disputed_rules_nothing_out_unless_both_readings_do() {
        regime(61, "AR", DISPUTED + "\"limits\": [{\"kind\": \"per-entry\", \"days\": 2}]");
        regime(62, "BR", DISPUTED + "\"limits\": [{\"kind\": \"per-entry\", \"days\": 2}]");
        regime(63, "BR", DISPUTED + "\"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime(64, "MX", DISPUTED + "\"limits\": [{\"kind\": \"per-entry\", \"days\": 2}]");
        regime(65, "MX", DISPUTED + "\"limits\": [{\"kind\": \"per-entry\", \"days\": 1}]");
        regime(66, "PA", "\"requirement\": \"no-admission\", \"confidence\": \"disputed\"");
        // Of two acts that bind beside each other, the one that refuses is disputed.
        regime(67, "HN", "\"requirement\": \"visa-free\", \"legalBasis\": {\"kind\": \"bilateral\"},"
                + " \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime(68, "HN", DISPUTED + "\"legalBasis\": {\"kind\": \"unilateral\"}, \"limits\": [{\"kind\": \"window\","
                + " \"windowKind\": \"rolling-backward\", \"windowDays\": 90, \"days\": 2}]");
        var asked = ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": [" + Stream.of("AR", "BR", "MX", "PA", "HN")
                .map("{\"nationality\": \"%s\", \"origin\": \"RBO\"}"::formatted).collect(Collectors.joining(", ")) + "]")
                .statusCode(200)
                .body("groups.verdict", equalTo(List.of("disputed", "disputed", "no", "disputed", "disputed")));
        asked.body("groups[0].reasons[3].because", containsString("by visa-free (2 days per entry) it is refused"))
                .body("groups[1].reasons[3].because", containsString("by visa-free (2 days per entry) it is refused"))
                .body("groups[1].reasons[3].because", containsString("by visa-free (30 days per entry) it is allowed"))
                .body("groups[3].reasons[2].because", containsString("disputed"))
                .body("groups[4].reasons[3].because", containsString("The limit of 2 days that refuses it is disputed"));
    }

    /** They arrive on the evening of the 9th, since there is no later flight that is recorded. */
    @Test
    void a_stay_that_only_the_journeys_found_make_too_long_is_not_ruled_out() {
        regime(71, "NI", "\"requirement\": \"visa-free\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 3}]");
        ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": [{\"nationality\": \"NI\", \"origin\": \"RBO\"}]")
                .statusCode(200).body("groups[0].verdict", equalTo("unknown")).body("groups[0].reasons[3].because",
                        containsString("One from 2026-03-10 to 2026-03-12 is not"));
    }

    @Test
    void an_access_report_says_the_same_of_entry_and_stay() throws Exception {
        place(81, "RKC", "Pacific/Tarawa", "Betio");
        var rules = List.of("visa-required\"", "e-visa\"", "visa-free\", \"confidence\": \"disputed\"",
                "visa-on-arrival\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 2}]",
                "no-admission\", \"confidence\": \"disputed\"", "visa-on-arrival\"");
        var nationalities = List.of("BZ", "CR", "GT", "SV", "VE", "DM");
        for (int i = 0; i < rules.size(); i++) {
            Api.put("visa-regimes", id(82 + i), null, "\"nationality\": \"%s\", \"destination\": \"KI\", \"requirement\": \"%s"
                    .formatted(nationalities.get(i), rules.get(i)));
        }
        var gathering = gathering(
                "'place': {'country': 'KI', 'city': 'Betio'}, 'startsOn': '2026-03-10', 'endsOn': '2026-03-12',"
                        + " 'invited': ['BZ', 'CR', 'DM', 'GT', 'SV', 'VE']");
        var proven = List.of(List.of("unknown"), List.of("unknown"), List.of("disputed", "unknown"), List.of("yes", "no"),
                List.of("disputed"), List.of("yes", "unknown"));
        var entryAndStay = ".reasons.findAll { it.because.startsWith('Entering') || it.because.startsWith('A stay') }";
        var report = given().get("/api/mobility/access-reports/" + gathering).then();
        var answer = ask("\"gatheringId\": \"" + gathering + "\", \"groups\": [" + nationalities.stream()
                .map("{\"nationality\": \"%s\", \"origin\": \"RBO\"}"::formatted).collect(Collectors.joining(", ")) + "]");
        for (int i = 0; i < rules.size(); i++) {
            report.body("invited.find { it.nationality == '" + nationalities.get(i) + "' }" + entryAndStay + ".answer",
                    equalTo(proven.get(i)));
            answer.body("groups[" + i + "]" + entryAndStay + ".verdict", equalTo(proven.get(i)));
        }
    }

    private static UUID id(int number) {
        return UUID.fromString("4ea0c000-0000-4000-8000-%012d".formatted(number));
    }

    private static void airport(int number, String code, String country) {
        Api.put("airports", id(number), null,
                """
                "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "%s", "zone": "America/La_Paz\""""
                        .formatted(code, country));
    }

    private static void place(int number, String code, String zone, String city) {
        Api.put("airports", id(number), null,
                """
                "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "KI", "zone": "%s",
                "city": {"name": {"en": "%s"}}""".formatted(code, zone, city));
    }

    private static void flight(int id, String number, String from, String to) {
        flight(id, number, from, to, "20:00", "23:30", "");
    }

    private static void flight(int id, String number, String from, String to, String std, String sta, String more) {
        Api.put("flight-schedules", id(id), null,
                """
                "airline": "R1", "flightNumber": "%s", "from": "%s", "to": "%s", "std": "%s", "sta": "%s",
                "daysOfOperation": [1, 2, 3, 4, 5, 6, 7], "period": {"from": "2026-03-01", "to": "2026-03-31"}%s"""
                        .formatted(number, from, to, std, sta, more));
    }

    private static void regime(int number, String nationality, String members) {
        Api.put("visa-regimes", id(number), null, "\"nationality\": \"%s\", \"destination\": \"GY\", %s".formatted(nationality,
                members));
    }

    private static ValidatableResponse ask(String members) {
        return given().contentType(ContentType.JSON).body("{" + members + "}").post("/api/mobility/reachability").then().log()
                .ifValidationFails();
    }

    @Test
    void each_group_has_its_verdict_and_its_proof() {
        ask("\"place\": \"RGY\", " + TIMES
                + """
                  , "groups": [{"nationality": "BO", "origin": "BO", "size": 12}, {"nationality": "PE", "origin": "RBO"},
                  {"nationality": "CL", "origin": "RBO"}, {"nationality": "EC", "origin": "RBO"}, {"nationality": "CO", "origin": "RBO"},
                  {"nationality": "BO", "origin": "SR"}, {"nationality": "GY", "origin": "RBO"}]""")
                .statusCode(200)
                .body("groups.verdict", equalTo(List.of("yes", "no", "no", "disputed", "unknown", "unknown", "yes")))
                .body("groups[0].size", equalTo(12), "groups[0].journeys", hasSize(2))
                .body("groups[0].journeys[0].direction", equalTo("there"))
                .body("groups[0].journeys[0].departure", equalTo("2026-03-09T20:00:00-04:00"))
                .body("groups[0].journeys[1].direction", equalTo("back"))
                .body("groups[0].journeys[1].legs[0].flight", equalTo("R12"))
                .body("groups[0].reasons.verdict", equalTo(List.of("yes", "yes", "yes", "yes")))
                .body("groups[0].reasons[3].sources[0].title", equalTo("Notice"))
                .body("groups[1].reasons.because", hasItem(containsString("must leave on 2026-03-10")))
                .body("groups[5].reasons.because", hasItem(containsString("No flight schedule")));
    }

    @Test
    void a_gathering_is_reached_in_its_city_by_the_days_of_its_zone() throws Exception {
        place(21, "RKA", "Pacific/Tarawa", "Bairiki");
        place(22, "RKB", "Pacific/Kiritimati", "Tabwakea");
        // Arrives at eight in the morning; in UTC, on the day before.
        flight(23, "3", "RBO", "RKA", "04:00", "08:00", ", \"arrivalDateVariation\": 1");
        flight(24, "4", "RBO", "RKB", "05:00", "09:00", ", \"arrivalDateVariation\": 1");
        flight(25, "5", "RKA", "RBO", "10:00", "06:00", "");
        flight(26, "6", "RKB", "RBO", "12:00", "06:00", "");
        Api.put("visa-regimes", id(27), null,
                "\"nationality\": \"BO\", \"destination\": \"KI\", \"requirement\": \"visa-free\","
                        + " \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        var group = "\"groups\": [{\"nationality\": \"BO\", \"origin\": \"RBO\"}]";

        var inCity = gathering(
                "'place': {'country': 'KI', 'city': 'Bairiki'}, 'startsOn': '2026-03-10', 'endsOn': '2026-03-11'");
        ask("\"gatheringId\": \"" + inCity + "\", " + group).statusCode(200).body("place", equalTo("RKA"))
                .body("arriveBefore", equalTo("2026-03-09T12:00:00Z"), "departAfter", equalTo("2026-03-11T12:00:00Z"))
                .body("groups[0].journeys.arrival[0]", equalTo("2026-03-09T08:00:00+12:00"))
                .body("groups[0].journeys.departure[1]", equalTo("2026-03-12T10:00:00+12:00"))
                .body("groups[0].verdict", equalTo("yes"));

        var inItsZone = gathering("'place': {'country': 'KI', 'city': 'Bairiki'}, 'startsOn': '2026-03-10', 'zone': 'UTC'");
        ask("\"gatheringId\": \"" + inItsZone + "\", " + group).statusCode(200)
                .body("arriveBefore", equalTo("2026-03-10T00:00:00Z"), "departAfter", equalTo("2026-03-11T00:00:00Z"));

        var somewhere = gathering(
                "'place': {'country': 'KI', 'city': 'Banraeaba'}, 'startsOn': '2026-03-10', 'invited': ['BO']");
        ask("\"gatheringId\": \"" + somewhere + "\", " + group).statusCode(200)
                .body("place", equalTo("KI"), "groups[0].verdict", equalTo("unknown"))
                .body("groups[0].reasons.because", hasItem(containsString("Where in KI it is held is not recorded")))
                .body("groups[0].reasons.verdict", equalTo(List.of("yes", "yes", "unknown", "yes", "yes")));
        given().get("/api/mobility/access-reports/" + somewhere).then()
                .body("invited[0].reasons.answer", equalTo(List.of("yes", "yes", "unknown", "yes", "yes")))
                .body("invited[0].reasons.because", hasItem(containsString("Where in KI it is held is not recorded")))
                .body("invited[0].verdict", equalTo("unknown"));

        var sometime = gathering("'place': {'country': 'KI', 'city': 'Bairiki'}, 'startsOn': '2026'");
        ask("\"gatheringId\": \"" + sometime + "\", \"place\": \"RKA\", " + group).statusCode(422)
                .body("violations[0].pointer", equalTo("/arriveBefore"));
    }

    /** They arrive on the evening of the 19th, since there is no later flight that is recorded. */
    @Test
    void an_access_report_judges_by_the_rule_of_the_day_of_arrival_as_reachability_does() throws Exception {
        airport(131, "RPG", "PG");
        place(132, "RKE", "Pacific/Tarawa", "Eita");
        flight(133, "17", "RPG", "RKE", "20:00", "18:00", ", \"arrivalDateVariation\": 1");
        flight(134, "18", "RKE", "RPG", "10:00", "06:00", "");
        var way = "\"nationality\": \"PG\", \"destination\": \"KI\", ";
        Api.put("visa-regimes", id(135), null, way + "\"requirement\": \"visa-required\", \"validTo\": \"2026-03-20\"");
        Api.put("visa-regimes", id(136), null, way + "\"requirement\": \"visa-free\", \"validFrom\": \"2026-03-20\","
                + " \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        var gathering = gathering(
                "'place': {'country': 'KI', 'city': 'Eita'}, 'startsOn': '2026-03-20', 'invited': ['PG']");
        ask("\"gatheringId\": \"" + gathering + "\", \"groups\": [{\"nationality\": \"PG\", \"origin\": \"RPG\"}]")
                .statusCode(200)
                .body("groups[0].verdict", equalTo("unknown"))
                .body("groups[0].reasons.because", hasItem(containsString("Entering KI on 2026-03-19")));
        given().get("/api/mobility/access-reports/" + gathering).then().body("invited[0].verdict", equalTo("unknown"))
                .body("invited[0].visa.on", equalTo("2026-03-19"), "invited[0].visa.requirement", equalTo("visa-required"))
                .body("invited[0].reasons[0].because", containsString("Entering KI on 2026-03-19"));
    }

    /** A gathering that the service knows of. */
    private static UUID gathering(String members) throws Exception {
        var id = UUID.randomUUID();
        GatheringTopic.announce(id, members);
        await().atMost(PATIENCE).until(() -> given().get("/api/mobility/access-reports/" + id).statusCode() == 200);
        return id;
    }

    @Test
    void what_the_schedules_do_not_show_is_unknown_and_never_no() {
        airport(31, "RTT", "TT");
        airport(32, "RNI", "NI");
        Api.put("flight-schedules", id(33), null,
                """
                "airline": "R1", "flightNumber": "7", "from": "RTT", "to": "RBO", "std": "10:00", "sta": "12:00",
                "daysOfOperation": [3], "period": {"from": "2026-03-11", "to": "2026-03-11"}""");
        Api.put("flight-schedules", id(34), null,
                """
                "airline": "R1", "flightNumber": "8", "from": "RGY", "to": "RNI", "std": "10:00", "sta": "12:00",
                "daysOfOperation": [1, 2, 3, 4, 5, 6, 7], "period": {"from": "2026-03-01", "to": "2026-03-31"}""");
        Api.put("flight-schedules", id(35), null,
                """
                "airline": "R1", "flightNumber": "9", "from": "RNI", "to": "RTT", "std": "14:00", "sta": "16:00",
                "daysOfOperation": [1, 2, 3, 4, 5, 6, 7], "period": {"from": "2026-03-01", "to": "2026-03-31"}""");
        Api.put("visa-regimes", id(36), null, "\"nationality\": \"BO\", \"destination\": \"NI\", \"purposesIn\": [\"transit\"],"
                + " \"requirement\": \"no-admission\"");
        ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"RTT\"}]").statusCode(200)
                .body("groups[0].verdict", equalTo("unknown"))
                .body("groups[0].reasons[0].verdict", equalTo("unknown"), "groups[0].reasons[0].because",
                        containsString("have no journey there"))
                .body("groups[0].reasons[1].verdict", equalTo("yes"))
                .body("groups[0].reasons[2].verdict", equalTo("unknown"), "groups[0].reasons[2].because",
                        containsString("Changing planes in NI"));
    }

    @Test
    void a_change_where_no_country_is_recorded_proves_nothing() {
        Api.put("airports", id(51), null,
                """
                "codes": [{"scheme": "IATA", "value": "RXX"}], "name": {"en": "Airport"}, "zone": "UTC\"""");
        airport(52, "RXY", "BO");
        flight(53, "51", "RXY", "RXX", "08:00", "14:00", "");
        flight(54, "52", "RXX", "RGY", "16:00", "14:00", "");
        flight(55, "53", "RGY", "RXY", "22:00", "23:45", "");
        ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"RXY\"}]").statusCode(200)
                .body("groups[0].verdict", equalTo("unknown"))
                .body("groups[0].reasons.verdict", equalTo(List.of("yes", "yes", "unknown", "yes", "yes")))
                .body("groups[0].reasons[2].because",
                        containsString("Changing planes in RXX, whose country is not recorded"));
    }

    @Test
    void the_country_of_a_place_is_what_was_known_of_it() {
        var before = Instant.now();
        var airport = """
                      "codes": [{"scheme": "IATA", "value": "RCC"}], "name": {"en": "Airport"}, "country": "%s",
                      "zone": "America/La_Paz\"""";
        Api.put("airports", id(41), null, airport.formatted("GY")).statusCode(201);
        var between = Instant.now();
        Api.put("airports", id(41), "\"1\"", airport.formatted("SR")).statusCode(200);
        var question = "\"place\": \"RCC\", " + TIMES
                + ", \"groups\": [{\"nationality\": \"GY\", \"origin\": \"RBO\"}]";
        ask(question).statusCode(200).body("groups[0].reasons.because", hasItem(containsString("Entering SR")));
        ask(question + ", \"knownAt\": \"" + between + "\"").statusCode(200)
                .body("groups[0].reasons.because", hasItem("They are nationals of the destination."));
        ask(question + ", \"knownAt\": \"" + before + "\"").statusCode(422).body("violations[0].pointer", equalTo("/place"));
    }

    /** It is the tenth in Seoul when it is the ninth in UTC. */
    @Test
    void the_rule_is_that_of_the_day_at_the_place() {
        var gy = """
                 "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "GY\"%s""";
        Api.put("airports", id(91), null, gy.formatted("RSL", ", \"zone\": \"Asia/Seoul\""));
        Api.put("airports", id(92), null, gy.formatted("RSM", ""));
        regime(93, "BB", "\"requirement\": \"no-admission\", \"validTo\": \"2026-03-10\"");
        regime(94, "BB", "\"requirement\": \"visa-free\", \"validFrom\": \"2026-03-10\","
                + " \"limits\": [{\"kind\": \"per-entry\", \"days\": 3}]");
        var question = """
                       "place": "%s", "arriveBefore": "2026-03-10T08:00:00+09:00", "departAfter": "2026-03-12T18:00:00+09:00",
                       "groups": [{"nationality": "BB", "origin": "RBO"}]""";
        ask(question.formatted("RSL")).statusCode(200).body("groups[0].verdict", equalTo("unknown"),
                "groups[0].reasons.verdict", equalTo(List.of("unknown", "unknown", "yes", "yes")))
                .body("groups[0].reasons[2].because", containsString("Entering GY on 2026-03-10"))
                .body("groups[0].reasons[3].because", containsString("from 2026-03-10 to 2026-03-12"));
        ask(question.formatted("RSM")).statusCode(200)
                .body("groups[0].reasons.verdict", equalTo(List.of("unknown", "unknown", "unknown")))
                .body("groups[0].reasons[2].because", containsString("the rule on 2026-03-10 is another than on 2026-03-09"));
    }

    @Test
    void who_comes_from_an_airport_of_the_city_itself_needs_no_journey() {
        for (var code : List.of("RMA", "RMB")) {
            Api.put("airports", id(code.equals("RMA") ? 101 : 102), null,
                    """
                    "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "GY",
                    "zone": "America/La_Paz", "city": {"name": {"en": "City"}, "metro": "RMX"}""".formatted(code));
        }
        ask("\"place\": \"RMX\", " + TIMES + ", \"groups\": [{\"nationality\": \"GY\", \"origin\": \"RMA\"}]").statusCode(200)
                .body("groups[0].verdict", equalTo("yes"))
                .body("groups[0].reasons[0].because", equalTo("No journey there is needed."))
                .body("groups[0].reasons[1].because", equalTo("No journey back is needed."));
        // No record tells that these are all of the country.
        ask("\"place\": \"RMX\", " + TIMES + ", \"groups\": [{\"nationality\": \"GY\", \"origin\": \"GY\"}]").statusCode(200)
                .body("groups[0].verdict", equalTo("unknown"));
    }

    @Test
    void a_gathering_in_a_city_of_several_airports_that_no_code_stands_for_is_reached_at_any_of_them() throws Exception {
        place(111, "RTA", "Pacific/Tarawa", "Teaoraereke");
        place(112, "RTB", "Pacific/Tarawa", "Teaoraereke");
        flight(113, "13", "RBO", "RTB", "04:00", "08:00", ", \"arrivalDateVariation\": 1");
        flight(114, "14", "RTB", "RBO", "10:00", "06:00", "");
        Api.put("visa-regimes", id(115), null,
                "\"nationality\": \"BS\", \"destination\": \"KI\", \"requirement\": \"visa-free\","
                        + " \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        var gathering = gathering("'place': {'country': 'KI', 'city': 'Teaoraereke'}, 'startsOn': '2026-03-10',"
                + " 'endsOn': '2026-03-11', 'invited': ['BO']");
        ask("\"gatheringId\": \"" + gathering + "\", \"groups\": [{\"nationality\": \"BS\", \"origin\": \"RBO\"}]")
                .statusCode(200)
                .body("place", equalTo("RTA,RTB"), "arriveBefore", equalTo("2026-03-09T12:00:00Z"))
                .body("groups[0].journeys.legs.flatten().flight", equalTo(List.of("R113", "R114")))
                .body("groups[0].verdict", equalTo("yes"));
        var report = given().get("/api/mobility/access-reports/" + gathering).then().body("place", equalTo("RTA,RTB"))
                .body("invited[0].journeys.legs.flatten().flight", equalTo(List.of("R113", "R114"))).extract();
        given().get(report.<String>path("invited[0].reasons.find { it.because.startsWith('The journey there') }.evidence"))
                .then().statusCode(200).body("items.legs.flatten().flight", equalTo(List.of("R113")));
    }

    @Test
    void what_was_known_of_a_gathering_before_it_was_told_is_not_what_is_known_now() throws Exception {
        place(121, "RTC", "Pacific/Tarawa", "Buota");
        var before = Instant.now();
        var asked = "\"gatheringId\": \""
                + gathering("'place': {'country': 'KI', 'city': 'Buota'}, 'startsOn': '2026-03-10'")
                + "\", \"groups\": [{\"nationality\": \"KI\", \"origin\": \"RBO\"}], \"knownAt\": \"";
        ask(asked + Instant.now() + "\"").statusCode(200).body("place", equalTo("RTC"));
        ask(asked + before + "\"").statusCode(422).body("violations[0].pointer", equalTo("/knownAt"));
        ask(asked + before + "\", \"place\": \"RTC\"").statusCode(422).body("violations[0].pointer", equalTo("/knownAt"));
        ask(asked + before + "\", \"place\": \"RTC\", " + TIMES).statusCode(200);
    }

    @Test
    void times_of_years_that_there_is_no_record_of_are_refused_with_their_place() {
        var group = "\"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]";
        for (var time : List.of("+1000000000-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z")) {
            ask("\"place\": \"RGY\", \"arriveBefore\": \"" + time + "\", " + group).statusCode(422)
                    .body("violations[0].pointer", equalTo("/arriveBefore"));
            ask("\"place\": \"RGY\", " + TIMES + ", \"knownAt\": \"" + time + "\", " + group).statusCode(422)
                    .body("violations[0].pointer", equalTo("/knownAt"));
        }
    }

    @Test
    void a_stay_of_more_than_ten_years_is_refused_with_its_place() {
        var asked = """
                    "place": "RGY", "arriveBefore": "2026-03-10T09:00:00Z", "departAfter": "%s-03-10T09:00:00Z",
                    "groups": [{"nationality": "BO", "origin": "BO"}]""";
        ask(asked.formatted("2036")).statusCode(200).body("groups[0].verdict", equalTo("no"));
        ask(asked.formatted("2037")).statusCode(422).body("violations[0].pointer", equalTo("/departAfter"))
                .body("violations[0].detail", containsString("more than 10 years after the arrival"));
    }

    @Test
    void what_cannot_be_asked_is_refused_with_its_place() {
        ask(TIMES + ", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]").statusCode(422)
                .body("violations[0].pointer", equalTo("/place"));
        ask("\"place\": \"RGY\", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]").statusCode(422)
                .body("violations[0].pointer", equalTo("/arriveBefore"));
        ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": []").statusCode(422).body("violations[0].pointer",
                equalTo("/groups"));
        ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": [{\"nationality\": \"Bolivia\", \"origin\": \"BO\"}]")
                .statusCode(422)
                .body("violations[0].pointer", equalTo("/groups/0/nationality"));
        ask("\"place\": \"QXQ\", " + TIMES + ", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]").statusCode(422)
                .body("violations[0].pointer", equalTo("/place"));
        ask("\"gatheringId\": \"" + UUID.randomUUID() + "\", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]")
                .statusCode(422).body("violations[0].pointer", equalTo("/gatheringId"));
        ask("\"place\": \"RGY\", \"arriveBefore\": \"2026-03-10T09:00:00Z\", \"departAfter\": \"2026-03-09T09:00:00Z\","
                + " \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]").statusCode(422)
                .body("violations[0].pointer", equalTo("/departAfter"));
    }
}
