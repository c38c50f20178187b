package org.tamga.education.partnership;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.education.Api.CHANGES;
import static org.tamga.education.Api.body;
import static org.tamga.education.Api.editor;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.put;
import static org.tamga.education.Api.record;
import static org.tamga.testing.ChangeLog.countries;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;
import org.tamga.education.Published;
import org.tamga.record.Records;
import org.tamga.record.database.Database;

@EducationTest
class PartnershipResourceTest {

    @Inject
    PartnershipsInEffect inEffect;

    @Inject
    Database database;

    private static UUID institution(String country) {
        return record("institutions",
                "'names': [{'text': 'University', 'type': 'official'}], 'kind': 'university', 'country': '" + country + "'");
    }

    private static String partnership(UUID one, UUID other, String more) {
        return "'parties': [{'institutionId': '" + one + "'}, {'institutionId': '" + other
                + "'}], 'type': 'interinstitutional-agreement'" + more;
    }

    private static String studies(UUID sender, UUID receiver, String more) {
        return ", 'conditions': [{'kind': 'student-studies', 'sender': '" + sender + "', 'receiver': '" + receiver + "'" + more
                + "}]";
    }

    @Test
    void a_partnership_has_two_parties_that_are_recorded() {
        var one = institution("LV");
        put("partnerships", UUID.randomUUID(), "'type': 'mou', 'parties': [{'institutionId': '" + one + "'}]").statusCode(422)
                .body("violations.pointer", contains("/parties"));
        put("partnerships", UUID.randomUUID(), partnership(one, UUID.randomUUID(), "")).statusCode(422)
                .body("violations.pointer", contains("/parties/1/institutionId"));
        put("partnerships", UUID.randomUUID(), partnership(one, one, "")).statusCode(422)
                .body("violations.pointer", contains("/parties/1"));
        put("partnerships", UUID.randomUUID(), "'type': 'mou', 'parties': [{'institutionId': '" + one
                + "'}, {'organisation': 'Academy', 'country': 'LT'}]").statusCode(201);
    }

    @Test
    void it_is_found_by_the_country_of_its_parties_also_when_one_is_said_to_be_elsewhere() {
        var moved = institution("GL");
        var id = record("partnerships", partnership(moved, institution("AD"), ""));
        record("partnerships", "'type': 'mou', 'parties': [{'institutionId': '" + institution("AD")
                + "'}, {'organisation': 'Academy', 'country': 'MC'}]");
        get("partnerships?country=GL,AD").body("items.id", contains(id.toString()));
        var before = Instant.now();
        get("partnerships?country=MC").body("items.parties[0].organisation", hasItem("Academy"));
        editor().header("If-Match", "\"1\"")
                .body(body("'names': [{'text': 'University', 'type': 'official'}], 'kind': 'university', 'country': 'FO'"))
                .put("/api/education/institutions/" + moved).then().statusCode(200);
        get("partnerships?country=GL").body("items", empty());
        get("partnerships?country=FO,AD").body("items.id", contains(id.toString()));
        // What was known then does not change afterwards.
        get("partnerships?country=GL,AD&knownAt=" + before).body("items.id", contains(id.toString()));
        get("partnerships?country=FO,AD&knownAt=" + before).body("items", empty());
    }

    @Test
    void an_institution_that_moves_takes_its_partnerships_along_from_that_day_and_what_was_known_before_stays() {
        var moved = institution("SM");
        var staying = institution("VA");
        var pair = record("partnerships", partnership(moved, staying, ", 'inEffect': '2015-01-01/2030-12-31'"));
        var three = record("partnerships", "'parties': [{'institutionId': '" + moved + "'}, {'institutionId': '" + staying
                + "'}, {'organisation': 'Academy', 'country': 'LI'}], 'type': 'mou', 'inEffect': '2015-01-01/2030-12-31'");
        var list = "partnerships?country=%s,VA&inEffectOn=%s&validAt=%2$s";
        var count = "measures/education.partnerships.in-effect?reporter=%s&partner=VA&validAt=%s";
        var before = Instant.now().toString();
        get(count.formatted("SM", "2026-01-01")).body("value", equalTo(2));
        get("measures/education.partnerships.in-effect?reporter=LI&partner=SM&validAt=2026-01-01").body("value", equalTo(1));
        var known = get(count.formatted("SM", "2026-01-01") + "&knownAt=" + before).extract().asString();
        editor().header("If-Match", "\"1\"").body(body("'names': [{'text': 'University', 'type': 'official'}],"
                + " 'kind': 'university', 'country': 'ME', 'validFrom': '2020-01-01'"))
                .put("/api/education/institutions/" + moved).then().statusCode(200);
        for (var at : List.of(List.of("SM", "2019-12-31", "ME"), List.of("ME", "2020-01-01", "SM"))) {
            get(list.formatted(at.get(0), at.get(1))).body("items.id", containsInAnyOrder(pair.toString(), three.toString()));
            get(list.formatted(at.get(2), at.get(1))).body("items", empty());
            get(count.formatted(at.get(0), at.get(1))).body("value", equalTo(2));
            get(count.formatted(at.get(2), at.get(1))).body("value", nullValue());
        }
        assertEquals(known, get(count.formatted("SM", "2026-01-01") + "&knownAt=" + before).extract().asString());
        // One that is recorded afterwards is looked at in the same way.
        var later = record("partnerships", partnership(moved, staying, ", 'inEffect': '2015-01-01/2030-12-31'"));
        get(list.formatted("SM", "2019-12-31")).body("items.id", hasItem(later.toString()));
        get(list.formatted("SM", "2020-01-01")).body("items", empty());
    }

    @Test
    void a_condition_lies_between_parties_and_its_academic_years_are_ordered() {
        var one = institution("LV");
        var other = institution("LT");
        put("partnerships", UUID.randomUUID(), partnership(one, other, studies(one, UUID.randomUUID(), ""))).statusCode(422)
                .body("violations.pointer", contains("/conditions/0/receiver"));
        put("partnerships", UUID.randomUUID(), partnership(one, other,
                studies(one, other, ", 'academicYearFrom': '2026/2027', 'academicYearTo': '2025/2026'"))).statusCode(422)
                .body("violations.pointer", contains("/conditions/0/academicYearTo"));
        put("partnerships", UUID.randomUUID(), partnership(one, other,
                studies(one, other, ", 'academicYearFrom': '2026/2028'"))).statusCode(422)
                .body("violations.detail", contains("is not an academic year such as 2025/2026"));
    }

    @Test
    void a_field_that_lost_its_zero_is_refused_with_what_was_meant() {
        var one = institution("LV");
        var other = institution("LT");
        put("partnerships", UUID.randomUUID(), partnership(one, other, studies(one, other, ", 'iscedF': '110'")))
                .statusCode(422)
                .body("violations.pointer", contains("/conditions/0/iscedF"))
                .body("violations.detail", contains("is not a detailed field of ISCED-F 2013; write 0110"));
        put("partnerships", UUID.randomUUID(), partnership(one, other, studies(one, other, ", 'iscedF': 110"))).statusCode(422);
    }

    @Test
    void partnerships_are_found_by_party_day_field_and_countries() {
        var one = institution("LV");
        var other = institution("LT");
        var id = record("partnerships", partnership(one, other, ", 'inEffect': '2024-09-01/2027-08-31'"
                + studies(one, other, ", 'iscedF': '0613', 'cefr': 'B2', 'eqf': 6, 'placesPerYear': 4")));
        var all = "partnerships?party=" + one + "&inEffectOn=2025-01-01&iscedF=";
        get(all + "06*").body("items.id", contains(id.toString())).body("items[0].conditions[0].cefr", equalTo("B2"));
        get(all + "0613").body("items.id", contains(id.toString()));
        get(all + "07*").body("items", empty());
        get(all + "6").statusCode(400).body("detail", containsString("iscedF is a detailed field"));
        get("partnerships?party=" + one + "," + other + "&country=LV,LT").body("items.id", contains(id.toString()));
        get("partnerships?party=" + one + "&country=LV,EE").body("items", empty());
        get("partnerships?party=" + one + "&inEffectOn=2027-09-01").body("items", empty());
    }

    @Test
    void pages_of_a_country_and_a_field_lose_nothing_and_what_was_known_then_stays_byte_for_byte() {
        var one = institution("NR");
        var other = institution("TV");
        var inBoth = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            inBoth.add(record("partnerships", partnership(one, other, studies(one, other, ", 'iscedF': '0713'"))).toString());
            record("partnerships", partnership(one, other, studies(one, other, ", 'iscedF': '0811'")));
            var third = institution("KI");
            record("partnerships", partnership(one, third, studies(one, third, ", 'iscedF': '0713'")));
        }
        Collections.sort(inBoth);
        var backwards = new ArrayList<>(inBoth);
        Collections.reverse(backwards);
        var before = Instant.now().toString();
        for (var fields : List.of("0713", "07*", "071*")) {
            var list = "partnerships?country=NR,TV&iscedF=" + fields + "&limit=2";
            assertEquals(inBoth, pages(list));
            assertEquals(inBoth, pages(list + "&knownAt=" + before));
            assertEquals(inBoth, pages(list + "&includeHistory=true"));
            assertEquals(backwards, pages(list + "&sort=-id"));
        }
        get("partnerships?country=TV&iscedF=0713&validAt=2026-01-01&knownAt=2020-01-01T00:00:00Z").body("items", empty());
        var known = "partnerships?country=TV&iscedF=0713&limit=3&knownAt=" + before;
        var then = get(known).extract().asString();
        editor().header("If-Match", "\"1\"").body(body("'names': [{'text': 'University', 'type': 'official'}],"
                + " 'kind': 'university', 'country': 'PW'")).put("/api/education/institutions/" + other).then().statusCode(200);
        editor().header("If-Match", "\"1\"").body(body(partnership(one, other,
                ", 'signedOn': '2024-05-02'" + studies(one, other, ", 'iscedF': '0811'"))))
                .put("/api/education/partnerships/" + inBoth.get(0)).then().statusCode(200);
        assertEquals(then, get(known).extract().asString());
        get("partnerships?country=TV").body("items", empty());
        assertEquals(inBoth.subList(1, 5), pages("partnerships?country=PW,NR&iscedF=0713&limit=2"));
        assertEquals(List.of(), pages("partnerships?country=PW&iscedF=0713&knownAt=" + before));
    }

    /** The ids of all pages, one after the other. */
    private static List<String> pages(String list) {
        var ids = new ArrayList<String>();
        for (var page = list; page != null;) {
            var answer = get(page).statusCode(200).extract();
            ids.addAll(answer.<List<String>>path("items.id"));
            page = Optional.ofNullable(answer.<String>path("next"))
                    .map(next -> URLDecoder.decode(next.substring(next.indexOf("partnerships")), StandardCharsets.UTF_8))
                    .orElse(null);
        }
        return ids;
    }

    @Test
    void its_signing_and_its_end_are_told_by_their_names() {
        var one = institution("LV");
        var other = institution("LT");
        var id = record("partnerships", partnership(one, other, ""));
        editor().body(body(partnership(one, other, ", 'signedOn': '2024-05-02'"))).header("If-Match", "\"1\"")
                .put("/api/education/partnerships/" + id).then().statusCode(200);
        editor().body(body(partnership(one, other, ", 'signedOn': '2024-05-02', 'terminatedOn': '2026-01-01'")))
                .header("If-Match", "\"2\"").put("/api/education/partnerships/" + id).then().statusCode(200);
        CHANGES.awaitAll(id, "recorded", "signed", "terminated");
        assertEquals(List.of("LT", "LV"), countries(CHANGES.awaitFirst(id)));
    }

    @Test
    void its_signing_and_its_end_are_told_once_they_are_neither_planned_nor_disputed() {
        var one = institution("LV");
        var other = institution("LT");
        for (var confidence : List.of("planned", "disputed")) {
            var signed = ", 'signedOn': '2024-05-02'";
            var ended = signed + ", 'terminatedOn': '2026-01-01'";
            var unsure = ", 'confidence': '" + confidence + "'";
            var id = record("partnerships", partnership(one, other, signed + unsure));
            var version = 0;
            for (var more : List.of(signed + ", 'confidence': 'confirmed'", ended + unsure, ended)) {
                editor().body(body(partnership(one, other, more))).header("If-Match", "\"" + ++version + "\"")
                        .put("/api/education/partnerships/" + id).then().statusCode(200);
            }
            CHANGES.awaitAll(id, "recorded", "signed", "corrected", "terminated");
        }
    }

    @Test
    void it_is_signed_once_though_a_later_period_says_so_again() {
        var one = institution("LV");
        var other = institution("LT");
        var id = record("partnerships", partnership(one, other, ", 'signedOn': '2024-05-02', 'validTo': '2025-01-01'"));
        editor().body(body(partnership(one, other, ", 'signedOn': '2024-05-02', 'validFrom': '2025-01-01'")))
                .header("If-Match", "\"1\"").put("/api/education/partnerships/" + id).then().statusCode(200);
        CHANGES.awaitAll(id, "signed", "updated");
    }

    @Test
    void an_end_that_is_still_to_come_is_told_on_its_day_and_not_before() {
        var one = institution("LV");
        var other = institution("LT");
        var id = record("partnerships", partnership(one, other, ", 'signedOn': '2024-05-02'"));
        var day = Records.today().plusYears(1);
        editor().body(body(partnership(one, other, ", 'signedOn': '2024-05-02', 'terminatedOn': '" + day + "'")))
                .header("If-Match", "\"1\"").put("/api/education/partnerships/" + id).then().statusCode(200);
        CHANGES.awaitAll(id, "signed", "corrected");
        assertTrue(Published.isNoted(database, "education.partnership", id, day));
        // Also where it is recorded up to that day, or from a later one on.
        var ending = record("partnerships", partnership(one, other, ", 'signedOn': '2024-05-02', 'terminatedOn': '" + day
                + "', 'validTo': '" + day + "'"));
        assertTrue(Published.isNoted(database, "education.partnership", ending, day));
    }

    @Test
    void an_end_of_which_the_record_of_its_day_knows_nothing_is_not_told() {
        var one = institution("LV");
        var other = institution("LT");
        var id = record("partnerships", partnership(one, other,
                ", 'terminatedOn': '2025-06-30', 'validFrom': '2024-01-01', 'validTo': '2025-12-01'"));
        editor().body(body(partnership(one, other, ", 'validFrom': '2025-01-01', 'validTo': '2025-12-01'")))
                .header("If-Match", "\"1\"").put("/api/education/partnerships/" + id).then().statusCode(200);
        // As if these days had come.
        database.write(transaction -> transaction.update("insert into agenda (topic, record, day)"
                + " values ('education.partnership', ?, '2025-06-30'), ('education.partnership', ?, '2025-12-01')", id, id));
        CHANGES.awaitAll(id, "terminated", "updated", "lapsed");
    }

    @Test
    void an_institution_that_moves_has_the_readings_of_its_partnerships_announced_anew() throws Exception {
        var moved = institution("ZW");
        record("partnerships", partnership(moved, institution("LK"), ", 'inEffect': '2015-01-01/2030-12-31'"));
        var code = "education.partnerships.in-effect";
        var ofBefore = Map.of("reporter", "ZW", "partner", "LK");
        Published.awaitStep(database, code, ofBefore, "2015-01-01", "2031-01-01", 1);
        editor().header("If-Match", "\"1\"").body(body("'names': [{'text': 'University', 'type': 'official'}],"
                + " 'kind': 'university', 'country': 'TK', 'validFrom': '2020-01-01'"))
                .put("/api/education/institutions/" + moved).then().statusCode(200);
        Published.awaitStep(database, code, ofBefore, "2015-01-01", "2020-01-01", 1);
        Published.awaitStep(database, code, Map.of("reporter", "LK", "partner", "TK"), "2020-01-01", "2031-01-01", 1);
    }

    @Test
    void partnerships_in_effect_are_counted_where_their_term_is_recorded() {
        var one = institution("CL");
        var other = institution("PE");
        record("partnerships", partnership(one, other, ", 'inEffect': '2024/2027'"));
        record("partnerships", partnership(other, one, ", 'signedOn': '2025-03-01'"));
        record("partnerships", partnership(one, other, ""));
        var address = "measures/education.partnerships.in-effect?reporter=CL&partner=PE&validAt=";
        get(address + "2025-06-01").body("value", equalTo(2))
                .body("breakdown.label", contains("type: interinstitutional-agreement", "term not recorded, not counted"));
        get(address + "2025-02-01").body("value", equalTo(1));
        get(address + "2020-02-01").body("value", nullValue()).body("completeness", equalTo("unknown"));
        get("measures/education.partnerships.in-effect?reporter=PE&partner=CL&validAt=2025-06-01").body("value", equalTo(2));
        get("measures/education.partnerships.in-effect?reporter=CL&partner=CL&validAt=2025-06-01").statusCode(400)
                .body("violations.pointer", contains("partner"));
    }

    @Test
    void one_that_is_only_planned_or_disputed_is_not_in_effect() {
        var one = institution("CV");
        var other = institution("ST");
        var day = Records.today().plusYears(1);
        var sure = record("partnerships", partnership(one, other, ", 'inEffect': '2024/2040'"));
        for (var confidence : List.of("planned", "disputed")) {
            var id = record("partnerships", partnership(one, other, ", 'inEffect': '2024/2040', 'terminatedOn': '" + day
                    + "', 'confidence': '" + confidence + "'"));
            assertFalse(Published.isNoted(database, "education.partnership", id, day));
        }
        get("measures/education.partnerships.in-effect?reporter=CV&partner=ST&validAt=2025-06-01").body("value", equalTo(1))
                .body("breakdown.label",
                        contains("type: interinstitutional-agreement", "disputed, not counted", "planned, not counted"));
        get("partnerships?country=CV,ST&inEffectOn=2025-06-01").body("items.id", contains(sure.toString()));
        get("partnerships?country=CV,ST").body("items", hasSize(3));
    }

    @Test
    void a_count_is_not_complete_while_one_that_would_be_in_effect_is_disputed() {
        var one = institution("KM");
        var other = institution("SC");
        record("coverages", "'measure': 'education.partnerships.in-effect', 'completeness': 'complete',"
                + " 'dimensions': {'reporter': 'KM', 'partner': 'SC'}");
        var address = "measures/education.partnerships.in-effect?reporter=KM&partner=SC&validAt=";
        record("partnerships", partnership(one, other, ", 'inEffect': '2020/2040', 'confidence': 'planned'"));
        record("partnerships", partnership(one, other, ", 'inEffect': '2024/2040', 'confidence': 'disputed'"));
        get(address + "2023-06-01").body("value", equalTo(0), "completeness", equalTo("complete"));
        get(address + "2025-06-01").body("value", nullValue(), "completeness", equalTo("partial"));
        record("partnerships", partnership(one, other, ", 'inEffect': '2020/2040'"));
        get(address + "2023-06-01").body("value", equalTo(1), "completeness", equalTo("complete"));
        get(address + "2025-06-01").body("value", equalTo(1), "completeness", equalTo("partial"));
    }

    @Test
    void one_that_was_signed_on_some_day_from_then_on_was_not_in_effect_before() {
        var id = record("partnerships", partnership(institution("BB"), institution("TT"), ", 'signedOn': '2024-05-01/..'"));
        var address = "measures/education.partnerships.in-effect?reporter=BB&partner=TT&validAt=";
        get("partnerships?country=BB,TT&inEffectOn=2024-04-30").body("items", empty());
        get(address + "1990-01-01").body("value", nullValue());
        get("partnerships?country=BB,TT&inEffectOn=2024-05-01").body("items.id", contains(id.toString()));
        get(address + "2024-05-01").body("value", equalTo(1));
    }

    @Test
    void all_days_counted_at_once_are_what_is_counted_on_each_of_them() {
        var one = institution("CK");
        var other = institution("NU");
        for (int i = 1; i <= 13; i++) {
            record("partnerships",
                    partnership(one, other, ", 'inEffect': '20%02d-01-01/20%02d-06-30'".formatted(i, 2 * i + 1)));
        }
        record("partnerships", partnership(one, other, ", 'signedOn': '2005-03-01'"));
        record("partnerships", partnership(one, other, ", 'inEffect': '2003/2020', 'confidence': 'planned'"));
        record("partnerships", partnership(one, other, ""));
        record("partnerships", "'parties': [{'institutionId': '" + one + "'}, {'institutionId': '" + other
                + "'}, {'organisation': 'Academy', 'country': 'WS'}], 'type': 'mou', 'inEffect': '2002-02-02/2008-08-08'");
        countsTheSameOnEveryDay("CK", "NU");
        // It moves, and moves back: what was of the pair alone is so no more.
        for (var move : List.of(List.of("TO", "2010-01-01"), List.of("CK", "2012-01-01"))) {
            editor().header("If-Match", "\"" + (move.get(0).equals("TO") ? 1 : 2) + "\"")
                    .body(body("'names': [{'text': 'University', 'type': 'official'}], 'kind': 'university', 'country': '"
                            + move.get(0) + "', 'validFrom': '" + move.get(1) + "'"))
                    .put("/api/education/institutions/" + one).then().statusCode(200);
        }
        countsTheSameOnEveryDay("NU", "CK");
        get("measures/education.partnerships.in-effect?reporter=NU&partner=CK&validAt=2011-01-01").body("value", nullValue());
        get("measures/education.partnerships.in-effect?reporter=NU&partner=TO&validAt=2011-01-01").body("value", equalTo(8));
    }

    @Test
    void partnerships_are_not_gone_through_when_an_institution_is_recorded_with_a_country_that_it_had() {
        var id = UUID.randomUUID();
        var moved = "'names': [{'text': 'University', 'type': 'official'}], 'kind': 'university', 'country': '%s',"
                + " 'validFrom': '%s', 'validTo': '%s'";
        put("institutions", id, moved.formatted("PN", "2001-01-01", "2002-01-01")).statusCode(201);
        editor().header("If-Match", "\"1\"").body(body(moved.formatted("TK", "2002-01-01", "2003-01-01")))
                .put("/api/education/institutions/" + id).then().statusCode(200);
        var many = 20;
        for (int i = 0; i < many; i++) {
            record("partnerships", partnership(id, institution("PN"), ""));
        }
        var looked = database.write(transaction -> {
            // Of this transaction alone.
            var lookUps = "select seq_scan + idx_scan from pg_stat_xact_user_tables where relname = 'institution_version'";
            var before = transaction.first(lookUps, row -> row.getLong(1)).orElseThrow();
            transaction.update("update institution set version = 3 where id = ?", id);
            transaction
                    .update("insert into institution_version (row_id, id, version, valid, known, recorded, recorded_by, reason,"
                            + " confidence, sources, identifiers, names, country, kind, relations, domains, name_text, name_words, name_key)"
                            + " select gen_random_uuid(), id, 3, daterange('2003-01-01', '2004-01-01'), known, recorded, recorded_by, reason,"
                            + " confidence, sources, identifiers, names, country, kind, relations, domains, name_text, name_words, name_key"
                            + " from institution_version where id = ? and country = 'TK'", id);
            return transaction.first(lookUps, row -> row.getLong(1)).orElseThrow() - before;
        });
        assertTrue(looked < many, () -> looked + " times was an institution looked up");
    }

    private void countsTheSameOnEveryDay(String reporter, String partner) {
        var counted = database.snapshot(transaction -> inEffect.counted(transaction,
                Map.of("reporter", reporter, "partner", partner))).orElseThrow();
        var days = Stream.concat(counted.stream().map(one -> one.valid().from()), counted.stream().map(one -> one.valid().to()))
                .filter(Objects::nonNull).flatMap(day -> Stream.of(day, day.minusDays(1))).collect(Collectors.toSet());
        assertTrue(days.size() > 24);
        for (var day : days) {
            var value = counted.stream().filter(one -> one.valid().contains(day)).map(one -> one.value().intValueExact())
                    .findAny();
            get("measures/education.partnerships.in-effect?reporter=" + reporter + "&partner=" + partner + "&validAt=" + day)
                    .body("value", value.isEmpty() ? nullValue() : equalTo(value.get()));
        }
    }

    @Test
    void the_copies_of_two_parties_are_set_side_by_side_with_what_contradicts() {
        var one = institution("LV");
        var other = institution("LT");
        var original = record("partnerships", partnership(one, other, ", 'heldBy': '" + one + "', 'inEffect': '2024/2027'"
                + studies(one, other, ", 'iscedF': '0613', 'placesPerYear': 4, 'cefr': 'B2', 'language': 'en'")));
        var copy = editor().body(body(partnership(one, other, ", 'heldBy': '" + other + "', 'copyOf': '" + original + "'"
                + studies(one, other, ", 'iscedF': '0613', 'placesPerYear': 5, 'eqf': 6"))))
                .post("/api/education/partnerships").then().statusCode(201)
                .body("warnings.code", contains("copies-differ"), "warnings.pointer", contains("/conditions/0/placesPerYear"))
                .extract().<String>path("id");
        for (var id : List.of(original.toString(), copy)) {
            get("partnerships/" + id + "/copies").statusCode(200).body("original", equalTo(original.toString()))
                    .body("agree", equalTo(false), "copies.id", containsInAnyOrder(original.toString(), copy))
                    .body("conflicts.pointer", contains("/conditions/0/placesPerYear"))
                    .body("conflicts[0].values.'" + original + "'", equalTo("4"), "conflicts[0].values.'" + copy + "'",
                            equalTo("5"));
        }
        put("partnerships", UUID.randomUUID(), partnership(one, other, ", 'copyOf': '" + copy + "'")).statusCode(422)
                .body("violations.pointer", contains("/copyOf"));
        put("partnerships", UUID.randomUUID(), partnership(one, other, ", 'heldBy': '" + UUID.randomUUID() + "'"))
                .statusCode(422).body("violations.pointer", contains("/heldBy"));
    }

    @Test
    void a_condition_that_one_copy_lacks_is_a_conflict() {
        var one = institution("MT");
        var other = institution("CY");
        var original = record("partnerships",
                partnership(one, other, ", 'inEffect': '2024/2027'" + studies(one, other, ", 'iscedF': '0613'")));
        record("partnerships", partnership(one, other, ", 'inEffect': '2024/2027', 'copyOf': '" + original + "'"));
        get("partnerships/" + original + "/copies").body("conflicts.detail",
                contains(containsString("stands in some copies only")));
        var reading = get("measures/education.partnerships.in-effect?reporter=MT&partner=CY&validAt=2025-06-01")
                .body("value", equalTo(1));
        // Nothing but what was counted.
        given().urlEncodingEnabled(false).get(reading.extract().<String>path("evidence")).then().statusCode(200)
                .body("items.id", contains(original.toString()));
        get("partnerships?country=MT,CY&isCopy=true").body("items.copyOf", contains(original.toString()));
        get("partnerships?isCopy=perhaps").statusCode(400);
    }
}
