package org.tamga.education.partnership;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.put;
import static org.tamga.education.Api.record;
import static org.tamga.education.Api.take;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;

@EducationTest
class PartnershipsCsvTest {

    @Test
    void lines_of_one_partnership_are_its_conditions_and_bad_ones_are_named() {
        var one = record("institutions", "'names': [{'text': 'Tartu', 'type': 'official'}], 'kind': 'university',"
                + " 'country': 'EE', 'identifiers': [{'scheme': 'schac', 'value': 'tartu-test.ee'}]");
        var table = "id,parties,type,signedOn,inEffect,kind,sender,receiver,academicYearFrom,academicYearTo,placesPerYear,iscedF,"
                + "eqf,language,cefr,blended\r\n"
                + "A-1,schac:tartu-test.ee; Academy of Testing (LV),interinstitutional-agreement,2024-03-01,2024/2028,"
                + "student-studies,1,2,2024/2025,2026/2027,4,0110,6,en,B2,false\r\n"
                + "A-1,schac:tartu-test.ee; Academy of Testing (LV),interinstitutional-agreement,,,"
                + "staff-teaching,2,schac:tartu-test.ee,2024/2025,,2,,,,,\r\n"
                + "A-2,schac:tartu-test.ee; B (LV),mou,,,student-studies,1,2,2026/2028,,4,110,,,,\r\n"
                + "A-3,schac:nobody.ee; C,mou,,,,,,,,,,,,,\r\nA-4,D,mou,,,,,,,,,,,,,\r\n";
        take("partnerships", "partnerships-csv", "text/csv", table).statusCode(200)
                .body("accepted", equalTo(1), "rejected", equalTo(3))
                .body("problems.line", contains(4, 4, 5, 6))
                .body("problems.pointer", containsInAnyOrder("/conditions/0/academicYearFrom", "/conditions/0/iscedF",
                        "/parties/0", "/parties"))
                .body("problems.detail", hasItem(containsString("write 0110")));
        take("partnerships", "partnerships-csv", "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(1));
        get("partnerships?party=" + one + "&iscedF=01*").body("items", hasSize(1)).body("items[0].conditions.kind",
                contains("student-studies", "staff-teaching"))
                .body("items[0].conditions[0].sender", equalTo(one.toString()), "items[0].conditions[0].receiver",
                        equalTo("Academy of Testing"), "items[0].conditions[0].placesPerYear", equalTo(4),
                        "items[0].conditions[0].blended", equalTo(false), "items[0].parties[1].country", equalTo("LV"),
                        "items[0].conditions[1].iscedF", nullValue());
    }

    @Test
    void lines_of_one_partnership_that_do_not_follow_each_other_are_not_two_of_which_the_last_counts() {
        var table = "id,parties,type,validFrom,kind,sender,receiver,placesPerYear\r\n"
                + "G-1,Gobi Institute (MN); Tyva Institute (RU),mou,2024-01-01,student-studies,1,2,1\r\n"
                + "G-2,Gobi Institute (MN); Altai Institute (RU),mou,2024-01-01,,,,\r\n"
                + "G-1,Gobi Institute (MN); Tyva Institute (RU),mou,2024-01-01,student-studies,2,1,2\r\n";
        take("partnerships", "partnerships-csv", "text/csv", table).statusCode(200)
                .body("accepted", equalTo(2), "rejected", equalTo(1)).body("problems.code", contains("duplicate"))
                .body("problems.line", contains(4));
        get("partnerships?party=Tyva Institute").body("items[0].conditions.placesPerYear", contains(1));
        take("partnerships", "partnerships-csv", "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(2));
    }

    @Test
    void periods_of_one_partnership_change_nothing_the_second_time() {
        var table = "id,parties,type,validFrom,kind,sender,receiver,placesPerYear\r\n"
                + "P-1,Parnu Institute (EE); Cesis Institute (LV),mou,2020-01-01,student-studies,1,2,1\r\n"
                + "P-1,Parnu Institute (EE); Cesis Institute (LV),mou,2020-01-01,student-studies,2,1,2\r\n"
                + "P-2,Parnu Institute (EE); Tallinn Institute (EE),mou,2020-01-01,,,,\r\n"
                + "P-1,Parnu Institute (EE); Cesis Institute (LV),mou,2024-01-01,student-studies,1,2,3\r\n";
        take("partnerships", "partnerships-csv", "text/csv", table).body("accepted", equalTo(3), "rejected", equalTo(0));
        take("partnerships", "partnerships-csv", "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(3));
        get("partnerships?party=Cesis Institute").body("items[0].conditions.placesPerYear", contains(3));
        get("partnerships?party=Cesis Institute&validAt=2023-12-31").body("items[0].conditions.placesPerYear", contains(1, 2));
    }

    @Test
    void an_id_means_the_same_in_capitals() {
        var one = record("institutions", "'names': [{'text': 'Selenge', 'type': 'official'}], 'kind': 'university',"
                + " 'country': 'MN'");
        var id = UUID.randomUUID();
        var capitals = one.toString().toUpperCase(Locale.ROOT);
        var table = "id,parties,type,kind,sender,receiver\r\n"
                + id + "," + capitals + "; Academy (RU),mou,student-studies,1,2\r\n"
                + id.toString().toUpperCase(Locale.ROOT) + "," + one + "; Academy (RU),mou,student-studies,2," + capitals
                + "\r\n";
        take("partnerships", "partnerships-csv", "text/csv", table).statusCode(200).body("accepted", equalTo(1), "rejected",
                equalTo(0));
        get("partnerships/" + id).body("parties[0].institutionId", equalTo(one.toString()))
                .body("conditions.sender", contains(one.toString(), "Academy"));
    }

    @Test
    void what_a_table_has_no_column_for_stays_as_others_told_it() {
        var id = UUID.randomUUID();
        var gathering = UUID.randomUUID();
        var original = record("partnerships", "'parties': [{'organisation': 'Pärnu Academy'}, {'organisation': 'Ventspils"
                + " Academy', 'country': 'LV'}], 'type': 'mou'");
        put("partnerships", id, "'parties': [{'organisation': 'Pärnu Academy', 'country': 'EE', 'role': 'coordinator'},"
                + " {'organisation': 'Ventspils Academy', 'country': 'LV'}], 'type': 'mou', 'signedOn': '2024-03-01',"
                + " 'validFrom': '2024-01-01', 'confidence': 'confirmed', 'gatheringId': '" + gathering + "', 'copyOf': '"
                + original + "'").statusCode(201);
        var table = "id,parties,type,kind,sender,receiver,placesPerYear\r\n"
                + id + ",Pärnu Academy; Ventspils Academy (LV),mou,student-studies,1,2,3\r\n";
        take("partnerships", "partnerships-csv", "text/csv", table).statusCode(200)
                .body("accepted", equalTo(1), "rejected", equalTo(0)).body("problems.code", hasItem("merged"));
        get("partnerships/" + id).body("gatheringId", equalTo(gathering.toString()), "copyOf", equalTo(original.toString()),
                "signedOn", equalTo("2024-03-01"), "validFrom", equalTo("2024-01-01"), "confidence", equalTo("confirmed"))
                .body("parties[0].role", equalTo("coordinator"), "parties[0].country", equalTo("EE"))
                .body("conditions.placesPerYear", contains(3), "sources.title", contains("Test data", "Table of partnerships"));
        take("partnerships", "partnerships-csv", "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(1));
    }

    @Test
    void a_broken_line_keeps_the_others_of_its_partnership_from_being_taken_for_all_of_it() {
        var heading = "id,parties,type,kind,sender,receiver,placesPerYear\r\n";
        var valga = "V-1,Valga School (EE); Valka School (LV),mou,";
        var narva = "V-2,Narva School (EE); Valka School (LV),mou,";
        var whole = heading + valga + "student-studies,1,2,1\r\n" + valga + "student-studies,2,1,2\r\n"
                + narva + "student-studies,1,2,3\r\n" + narva + "student-studies,2,1,4\r\n";
        take("partnerships", "partnerships-csv", "text/csv", whole).body("accepted", equalTo(2));
        // A formula, a cell too many, and an id that is none: the partnership to which the line belongs stays as it is.
        var formula = whole.replace("1,2,1\r\n", "1,2,=1\r\n").replace("1,2,3", "1,2,5");
        take("partnerships", "partnerships-csv", "text/csv", formula).body("accepted", equalTo(1), "rejected", equalTo(2))
                .body("problems.code", contains("formula", "broken"), "problems.line", contains(2, 3))
                .body("problems[1].detail", containsString("line 2"));
        get("partnerships?party=Valga School").body("items[0].conditions.placesPerYear", contains(1, 2));
        get("partnerships?party=Narva School").body("items[0].conditions.placesPerYear", contains(5, 4));
        var cells = whole.replace("2,1,2\r\n", "2,1,2,\r\n");
        take("partnerships", "partnerships-csv", "text/csv", cells).body("accepted", equalTo(1), "rejected", equalTo(2))
                .body("problems.code", containsInAnyOrder("cells", "broken"));
        get("partnerships?party=Valga School").body("items[0].conditions.placesPerYear", contains(1, 2));
        get("partnerships?party=Narva School").body("items[0].conditions.placesPerYear", contains(3, 4));
        for (var stray : List.of("", "=V")) {
            var nobody = whole.replace(valga + "student-studies,2", stray + valga.substring(3) + "student-studies,2");
            take("partnerships", "partnerships-csv", "text/csv", nobody)
                    .body("accepted", equalTo(0), "unchanged", equalTo(0), "rejected", equalTo(3))
                    .body("problems.code", hasItem("broken"));
        }
        get("partnerships?party=Valga School").body("items[0].conditions.placesPerYear", contains(1, 2));
        get("partnerships?party=Narva School").body("items[0].conditions.placesPerYear", contains(3, 4));
    }

    @Test
    void a_national_number_is_a_party_where_one_institution_has_it() {
        var one = record("institutions", "'names': [{'text': 'Kaunas', 'type': 'official'}], 'kind': 'university',"
                + " 'country': 'LT', 'identifiers': [{'scheme': 'national', 'value': '190990031'}]");
        record("institutions", "'names': [{'text': 'Osh', 'type': 'official'}], 'kind': 'university',"
                + " 'country': 'KG', 'identifiers': [{'scheme': 'national', 'value': '190990032'}]");
        record("institutions", "'names': [{'text': 'Khujand', 'type': 'official'}], 'kind': 'university',"
                + " 'country': 'TJ', 'identifiers': [{'scheme': 'national', 'value': '190990032'}]");
        var table = "id,parties,type\r\nN-1,national:190990031; Academy (KG),mou\r\n"
                + "N-2,Academy (KG); national:190990032,mou\r\n";
        take("partnerships", "partnerships-csv", "text/csv", table).body("accepted", equalTo(1), "rejected", equalTo(1))
                .body("problems.line", contains(3), "problems.pointer", contains("/parties/1"))
                .body("problems.detail", contains(containsString("several institutions")));
        get("partnerships?party=" + one).body("items[0].parties[1].organisation", equalTo("Academy"));
    }
}
