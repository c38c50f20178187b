package org.tamga.education.partnership;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.record;
import static org.tamga.education.Api.take;

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
}
