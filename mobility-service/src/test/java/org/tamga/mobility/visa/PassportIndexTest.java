package org.tamga.mobility.visa;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.Imports;
import org.tamga.mobility.MobilityTest;

import io.restassured.response.ValidatableResponse;

@MobilityTest
class PassportIndexTest {

    private static ValidatableResponse take(String question, String content) {
        return Imports.take("visa-regimes", "format=passport-index" + question, "text/csv", content);
    }

    private static ValidatableResponse rule(String nationality, String destination, String on) {
        return Api.get("visa-requirements?nationality=%s&destination=%s&on=%s".formatted(nationality, destination, on))
                .statusCode(200);
    }

    @Test
    void a_matrix_holds_from_its_day_and_the_same_again_is_no_news() {
        var matrix = """
                     Passport,Destination,Requirement
                     GD,LC,visa free
                     GD,VC,90
                     GD,AG,e-visa
                     GD,GD,-1
                     GD,DM,no admission
                     GD,BB,visa on arrival
                     GD,ZZ,visa free
                     GD,KN,by rowing boat
                     """;
        take("&publishedOn=2025-01-12", matrix).statusCode(200)
                .body("accepted", equalTo(5), "unchanged", equalTo(0), "rejected", equalTo(2))
                .body("problems.line", equalTo(List.of(8, 9)))
                .body("problems.detail", hasItem(containsString("by rowing boat")));
        take("&publishedOn=2025-01-12", matrix).statusCode(200).body("accepted", equalTo(0), "unchanged", equalTo(5));
        take("&publishedOn=2025-06-01", matrix).statusCode(200).body("accepted", equalTo(0));
        rule("GD", "VC", "2025-02-01").body("requirement", equalTo("visa-free"), "limits[0].days", equalTo(90))
                .body("limits[0].kind", equalTo("per-entry"), "legalBasis", nullValue())
                .body("sources[0].type", equalTo("dataset"), "sources[0].publishedOn", equalTo("2025-01-12"));
        rule("GD", "VC", "2025-01-11").body("requirement", equalTo("unknown"));
        rule("GD", "DM", "2025-02-01").body("requirement", equalTo("no-admission"));
    }

    /** Kosovo's rows: the record's countries are those of ISO 3166-1, which has no code for it. */
    @Test
    void a_row_of_a_country_without_an_iso_code_is_named_with_the_reason() {
        take("&publishedOn=2025-01-12", "Passport,Destination,Requirement\nXK,LC,visa free\nLC,XK,90\nVC,LC,90\n")
                .statusCode(200)
                .body("accepted", equalTo(1), "rejected", equalTo(2), "problems.line", equalTo(List.of(2, 3)))
                .body("problems.detail", everyItem(containsString("\"XK\" is not an ISO 3166-1 alpha-2 country code")))
                .body("problems.detail", everyItem(containsString("leaves to users")));
    }

    @Test
    void each_snapshot_of_a_history_is_read_in_the_words_of_its_year() {
        var history = """
                      snapshot_date,passport,destination,requirement
                      2019-11-23,TT,GY,3
                      2019-12-17,TT,GY,3
                      2020-02-07,TT,GY,30
                      2020-11-19,TT,GY,covid ban
                      2022-04-10,TT,GY,e-visa
                      2022-05-01,TT,GY,e-visa
                      2025-01-12,TT,GY,eta
                      2019-11-23,TT,SR,0
                      2020-02-07,TT,SR,VR
                      """;
        take("", history).statusCode(200).body("accepted", equalTo(6), "rejected", equalTo(0));
        take("", history).statusCode(200).body("accepted", equalTo(0), "unchanged", equalTo(6));
        rule("TT", "GY", "2019-12-31").body("requirement", equalTo("visa-free"), "limits", empty());
        rule("TT", "GY", "2020-03-01").body("requirement", equalTo("visa-free"), "limits[0].days", equalTo(30));
        rule("TT", "GY", "2021-01-01").body("requirement", equalTo("no-admission"));
        rule("TT", "GY", "2022-05-01").body("requirement", equalTo("e-visa"));
        rule("TT", "GY", "2026-01-01").body("requirement", equalTo("eta"));
        rule("TT", "SR", "2026-01-01").body("requirement", equalTo("visa-required"));
    }

    @Test
    void the_numbers_of_2019_are_read_as_their_files_explain_them() {
        take("&publishedOn=2019-11-23", "Passport,Destination,Code\nVC,GY,0\nVC,SR,1\nVC,BZ,2\nVC,HT,3\nVC,VC,-1\n")
                .statusCode(200).body("accepted", equalTo(4), "rejected", equalTo(0));
        rule("VC", "GY", "2019-12-31").body("requirement", equalTo("visa-required"));
        rule("VC", "SR", "2019-12-31").body("requirement", equalTo("eta"));
        rule("VC", "BZ", "2019-12-31").body("requirement", equalTo("visa-on-arrival"));
        rule("VC", "HT", "2019-12-31").body("requirement", equalTo("visa-free"));
    }

    @Test
    void a_word_of_one_country_alone_is_kept_beside_what_it_comes_to() {
        take("&publishedOn=2023-02-01", "Passport,Destination,Requirement\nVC,QA,Hayya Entry Permit\n")
                .statusCode(200).body("accepted", equalTo(1), "rejected", equalTo(0));
        rule("VC", "QA", "2023-03-01").body("requirement", equalTo("e-visa"));
        Api.get("visa-regimes?nationality=VC&destination=QA").body("items[0].note", equalTo("hayya entry permit"));
    }

    @Test
    void what_was_known_on_a_day_is_what_the_snapshots_until_then_said() {
        var history = """
                      snapshot_date,passport,destination,requirement
                      2019-11-23,JM,BZ,3
                      2020-11-19,JM,BZ,covid ban
                      2022-04-10,JM,BZ,e-visa
                      2022-05-01,JM,BZ,e-visa
                      2025-01-12,JM,BZ,eta
                      """;
        take("", history).statusCode(200).body("accepted", equalTo(4), "rejected", equalTo(0));
        // The same day in the world, as it was known by and by.
        assertKnown("JM", "BZ", "unknown", "2019-11-22", "2026-01-01");
        assertKnown("JM", "BZ", "visa-free", "2020-11-18", "2026-01-01");
        assertKnown("JM", "BZ", "no-admission", "2021-06-01", "2026-01-01");
        assertKnown("JM", "BZ", "e-visa", "2022-05-01", "2026-01-01");
        assertKnown("JM", "BZ", "eta", "2025-01-12", "2026-01-01");
        // And the day of which it was known.
        assertKnown("JM", "BZ", "e-visa", "2022-05-01", "2022-05-01");
        assertKnown("JM", "BZ", "no-admission", "2022-05-01", "2021-06-01");
        Api.get("visa-requirements?nationality=JM&destination=BZ&on=2022-05-01&knownAt=2022-05-01T12:00:00Z&knownBasis=recorded")
                .statusCode(200).body("requirement", equalTo("unknown"));
    }

    @Test
    void an_older_file_that_comes_later_does_not_outlast_what_later_files_said() {
        var of2025 = "Passport,Destination,Requirement\nLS,SZ,visa free\nLS,BW,visa free\nLS,NA,e-visa\n";
        take("&publishedOn=2019-11-23", "Passport,Destination,Requirement\nLS,SZ,visa free\nLS,NA,visa free\n")
                .body("accepted", equalTo(2));
        take("&publishedOn=2025-01-12&sourceUrl=https://example.org/2025", of2025).body("accepted", equalTo(2));
        var of2020 = "Passport,Destination,Requirement\nLS,SZ,covid ban\n";
        // The ban, and that it was over by the day of the later file.
        take("&publishedOn=2020-11-19", of2020).body("accepted", equalTo(2), "warnings", equalTo(0));
        rule("LS", "SZ", "2020-01-01").body("requirement", equalTo("visa-free"));
        rule("LS", "SZ", "2021-01-01").body("requirement", equalTo("no-admission"));
        rule("LS", "SZ", "2026-01-01").body("requirement", equalTo("visa-free"), "sources", hasSize(1))
                .body("sources[0].publishedOn", equalTo("2025-01-12"), "sources[0].url", equalTo("https://example.org/2025"))
                .body("sources[0].locator", equalTo("LS to SZ"));
        assertKnown("LS", "SZ", "no-admission", "2025-01-11", "2026-01-01");
        assertKnown("LS", "SZ", "visa-free", "2025-01-12", "2026-01-01");
        take("&publishedOn=2025-01-12&sourceUrl=https://example.org/2025", of2025).body("accepted", equalTo(0));
        take("&publishedOn=2020-11-19", of2020).body("accepted", equalTo(0));
        // What a later file had other news of stays; that the older file comes late is told.
        take("&publishedOn=2022-04-10", "Passport,Destination,Requirement\nLS,NA,no admission\n")
                .body("accepted", equalTo(1), "problems.code", equalTo(List.of("older-than-imported")));
        rule("LS", "NA", "2026-01-01").body("requirement", equalTo("e-visa"));
        assertKnown("LS", "NA", "no-admission", "2022-04-10", "2026-01-01");
    }

    @Test
    void days_in_disorder_and_what_is_only_tried_are_minded() {
        take("", """
                 snapshot_date,passport,destination,requirement
                 2019-11-23,LS,ZM,3
                 2025-01-12,LS,ZM,3
                 2020-11-19,LS,ZM,covid ban
                 """).statusCode(200).body("accepted", equalTo(3), "warnings", equalTo(0));
        rule("LS", "ZM", "2026-01-01").body("requirement", equalTo("visa-free"));
        // A dry run and a strict import that fails leave nothing, also of what would have repeated.
        take("&publishedOn=2019-11-23", "Passport,Destination,Requirement\nLS,MW,visa free\n");
        take("&publishedOn=2025-01-12&dryRun=true", "Passport,Destination,Requirement\nLS,MW,visa free\n").statusCode(200);
        take("&publishedOn=2025-01-12&mode=strict", "Passport,Destination,Requirement\nLS,MW,visa free\nLS,ZZ,visa free\n")
                .statusCode(422);
        take("&publishedOn=2020-11-19", "Passport,Destination,Requirement\nLS,MW,covid ban\n").body("accepted", equalTo(1));
        rule("LS", "MW", "2026-01-01").body("requirement", equalTo("no-admission"));
        // A file of the same day that is mended back to what was said before.
        take("&publishedOn=2025-01-12", "Passport,Destination,Requirement\nLS,MW,e-visa\n").body("accepted", equalTo(1));
        take("&publishedOn=2025-01-12", "Passport,Destination,Requirement\nLS,MW,covid ban\n").body("accepted", equalTo(1));
        rule("LS", "MW", "2026-01-01").body("requirement", equalTo("no-admission"));
    }

    private static void assertKnown(String nationality, String destination, String requirement, String known, String on) {
        Api.get("visa-requirements?nationality={nationality}&destination={destination}&on={on}&knownAt={known}T12:00:00Z",
                nationality, destination, on, known).statusCode(200).body("requirement", equalTo(requirement));
    }

    @Test
    void no_act_yields_to_a_table() {
        Api.put("visa-regimes",
                """
                "nationality": "BS", "destination": "HT", "requirement": "visa-free", "validFrom": "2020-01-01",
                "limits": [{"kind": "per-entry", "days": 30}], "legalBasis": {"kind": "bilateral", "act": "Agreement"},
                "sources": [{"type": "legal-act", "title": "Agreement", "publisher": "Gazette"}]""")
                .statusCode(201);
        take("&publishedOn=2025-01-12", "Passport,Destination,Requirement\nBS,HT,visa required\n").body("accepted", equalTo(1));
        rule("BS", "HT", "2025-02-01").body("requirement", equalTo("visa-free"), "alternatives", hasSize(1))
                .body("alternatives[0].requirement", equalTo("visa-required"))
                .body("chosenBy", containsString("legal act goes before"));
    }

    @Test
    void what_is_no_such_file_is_refused() {
        take("&publishedOn=2025-01-12", "From,To,What\nGD,LC,visa free\n").statusCode(422);
        take("", "Passport,Destination,Requirement\nGD,LC,visa free\n").statusCode(400)
                .body("violations[0].pointer", equalTo("publishedOn"));
        take("&publishedOn=2025-01-12", "Passport,Destination,Requirement\nGD,LC\n").statusCode(200).body("rejected",
                equalTo(1));
        take("", "snapshot_date,passport,destination,requirement\n2025-02-30,GD,LC,3\n").statusCode(200)
                .body("problems[0].detail", containsString("2025-02-30"));
        take("&mode=strict&publishedOn=2025-01-12", "Passport,Destination,Requirement\nGD,HT,visa free\nGD,HT2,visa free\n")
                .statusCode(422);
        rule("GD", "HT", "2025-02-01").body("requirement", equalTo("unknown"));
    }
}
