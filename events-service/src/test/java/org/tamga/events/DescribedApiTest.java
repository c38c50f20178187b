package org.tamga.events;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.restassured.response.ValidatableResponse;

@EventsTest
class DescribedApiTest {

    @Test
    void what_a_record_is_shown_with_beside_its_fields_is_in_the_document() {
        Map.of("claims", List.of("statement", "related", "assessment"), "commitments",
                List.of("overdue", "renewals", "measured", "grade", "atRisk", "disagreement"), "gatherings", List.of("access"),
                "statements", List.of("occasion", "thread"))
                .forEach((collection, members) -> members.forEach(
                        member -> document().body(answer(collection + "/{id}'.get", "200") + ".properties", hasKey(member))));
        document().body(answer("claims'.post", "201") + ".properties", hasKey("warnings"))
                .body(answer("claims/{id}'.put", "200") + ".properties", hasKey("warnings"))
                .body("paths.'/api/events/claims/{id}/history'.get.responses.'200'.content.'application/json'.schema"
                        + ".properties.items.items.allOf[1].properties", hasKey("changed"));
    }

    private static String answer(String operation, String status) {
        return "paths.'/api/events/" + operation + ".responses.'" + status
                + "'.content.'application/json'.schema.allOf[1]";
    }

    @Test
    void the_forms_of_a_calendar_and_that_it_may_be_at_hand_are_in_the_document() {
        document().body("paths.'/api/events/calendar.ics'.get.responses.'200'.content.keySet()",
                containsInAnyOrder("text/calendar"))
                .body("paths.'/api/events/gatherings/{gatheringId}/schedule.{form}'.get.responses.'200'.content.keySet()",
                        containsInAnyOrder("application/json", "application/xml", "text/calendar", "application/ld+json",
                                "text/csv"));
        for (var path : List.of("calendar.ics", "gatherings/{gatheringId}/schedule.{form}")) {
            document().body("paths.'/api/events/" + path + "'.get.responses", hasKey("304"))
                    .body("paths.'/api/events/" + path + "'.get.responses.'200'.headers", hasKey("ETag"));
        }
    }

    @Test
    void a_filter_has_the_choices_that_it_takes() {
        document().body("paths.'/api/events/claims'.get.parameters.find { it.name == 'verdict' }.schema.enum",
                hasItems("consistent", "understated"))
                .body("paths.'/api/events/commitments'.get.parameters.find { it.name == 'overdue' }.schema.type",
                        equalTo("boolean"));
    }

    private static ValidatableResponse document() {
        return given().accept("application/json").get("/q/openapi?format=json").then().statusCode(200);
    }
}
