package org.tamga.events.format;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.tamga.events.EventsApi.awaitEvent;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

@EventsTest
class FormatResourceTest {

    private static String format(String code, String more) {
        return "{'code': '" + code + "', 'name': {'en': '" + code + "'}, 'kind': 'intergovernmental'" + more + "}";
    }

    @Test
    void a_code_is_one_format() {
        recorded("formats", format("G1", ""));
        put("formats/" + id(), format("G1", "")).statusCode(409);
    }

    @Test
    void a_member_belongs_to_it_while_it_exists() {
        put("formats/" + id(),
                format("G2", ", 'validFrom': '2020-01-01', 'members': [{'country': 'KZ', 'validFrom': '2019-06-01'}]"))
                .statusCode(422).body("violations.pointer", hasItem("/members/0"));
        put("formats/" + id(), format("G2", ", 'validFrom': '2020-01-01', 'members': [{'country': 'KZ'}, {'country': 'KR',"
                + " 'validFrom': '2020-01-01', 'validTo': '2024-01-01'}]")).statusCode(201);
    }

    @Test
    void a_member_is_a_country_or_a_recorded_organisation() {
        put("formats/" + id(), format("G3", ", 'members': [{'country': 'KZ', 'organisationId': '" + id() + "'}]"))
                .statusCode(422).body("violations.pointer", hasItem("/members/0"));
        put("formats/" + id(), format("G3", ", 'members': [{'organisationId': '" + id()
                + "'}], 'tracks': [{'kind': 'subnational', 'ledBy': '" + id() + "'}]")).statusCode(422)
                .body("violations.pointer", hasItems("/members/0/organisationId", "/tracks/0/ledBy"));
    }

    @Test
    void is_not_a_part_of_itself() {
        var whole = recorded("formats", format("G4", ""));
        recorded("formats", format("G5", ", 'parentCode': 'G4'"));
        put("formats/" + whole, format("G4", ", 'parentCode': 'G5'"), 1).statusCode(422)
                .body("violations.pointer", hasItem("/parentCode"));
        put("formats/" + id(), format("G6", ", 'parentCode': 'G99'")).statusCode(422)
                .body("violations.pointer", hasItem("/parentCode"));
    }

    @Test
    void who_joins_with_the_next_period_is_announced() {
        var id = recorded("formats", format("G8", ", 'validTo': '2020-01-01', 'members': [{'country': 'KZ'}]"));
        put("formats/" + id, format("G8", ", 'validFrom': '2020-01-01', 'members': [{'country': 'KZ'}, {'country': 'KR'}]"), 1)
                .statusCode(200);
        awaitEvent(id, "format.member-joined");
    }

    @Test
    void who_joins_and_who_leaves_is_announced() {
        var id = recorded("formats", format("G7", ", 'members': [{'country': 'KZ'}]"));
        put("formats/" + id, format("G7", ", 'members': [{'country': 'KZ'}, {'country': 'KR'}]"), 1).statusCode(200);
        put("formats/" + id, format("G7", ", 'members': [{'country': 'KZ', 'validTo': '2025-01-01'}, {'country': 'KR'}]"), 2)
                .statusCode(200);
        awaitEvent(id, "format.member-joined");
        awaitEvent(id, "format.member-left");
    }
}
