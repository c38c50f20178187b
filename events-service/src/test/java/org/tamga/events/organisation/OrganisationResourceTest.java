package org.tamga.events.organisation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.organisation;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

@EventsTest
class OrganisationResourceTest {

    @Test
    void is_not_a_part_of_itself() {
        var whole = organisation("KR");
        var part = recorded("organisations", "{'name': {'en': 'Bureau'}, 'parentId': '" + whole + "'}");
        put("organisations/" + whole, "{'name': {'en': 'Ministry'}, 'parentId': '" + part + "'}", 1).statusCode(422)
                .body("violations.pointer", hasItem("/parentId"));
        put("organisations/" + whole, "{'name': {'en': 'Ministry'}, 'parentId': '" + whole + "'}", 1).statusCode(422);
        get("organisations?parentId=" + whole).body("items.id", contains(part));
    }

    @Test
    void a_table_has_each_column_once() {
        given().accept("text/csv").get("/api/events/organisations").then().statusCode(200)
                .body(matchesPattern("(?s)id,parentId,version,name,otherNames,identifiers,classification,country,.*"));
    }
}
