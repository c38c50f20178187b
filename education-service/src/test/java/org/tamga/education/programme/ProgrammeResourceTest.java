package org.tamga.education.programme;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.put;
import static org.tamga.education.Api.record;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;

@EducationTest
class ProgrammeResourceTest {

    private static UUID institution(String country) {
        return record("institutions",
                "'names': [{'text': 'University', 'type': 'official'}], 'kind': 'university', 'country': '" + country + "'");
    }

    @Test
    void a_programme_is_found_by_the_beginning_of_its_field_and_by_who_awards() {
        var one = institution("PT");
        var other = institution("ES");
        var id = record("programmes", "'title': {'en': 'Data science'}, 'iscedLevel': 7, 'iscedF': '0612', 'award': 'dual',"
                + " 'awardingInstitutionIds': ['" + one + "', '" + other + "'], 'languages': ['en', 'pt'], 'credits': 120");
        get("programmes?iscedF=06*&awardingInstitutionId=" + one).body("items.id", contains(id.toString()));
        get("programmes?iscedF=0612&country=PT,ES").body("items.id", contains(id.toString()));
        get("programmes?iscedF=0613").body("items.id", not(hasItem(id.toString())));
    }

    @Test
    void the_award_agrees_with_the_number_of_those_who_award() {
        var one = institution("PT");
        put("programmes", UUID.randomUUID(),
                "'title': {'en': 'X'}, 'award': 'joint', 'awardingInstitutionIds': ['" + one + "']")
                .statusCode(422).body("violations.pointer", contains("/award"));
        put("programmes", UUID.randomUUID(), "'title': {'en': 'X'}, 'award': 'joint'").statusCode(201);
        put("programmes", UUID.randomUUID(), "'title': {'en': 'X'}, 'iscedLevel': 4").statusCode(422)
                .body("violations.pointer", contains("/iscedLevel"));
        put("programmes", UUID.randomUUID(), "'title': {'en': 'X'}, 'iscedF': '061'").statusCode(422)
                .body("violations.detail",
                        contains("is not a detailed field of ISCED-F 2013; write one of its parts: 0610, 0611,"
                                + " 0612, 0613, 0619"));
    }
}
