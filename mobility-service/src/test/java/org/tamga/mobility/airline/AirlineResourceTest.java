package org.tamga.mobility.airline;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.Imports;
import org.tamga.mobility.MobilityTest;
import org.tamga.testing.Citations;

import io.restassured.response.ValidatableResponse;

@MobilityTest
class AirlineResourceTest {

    private static ValidatableResponse put(String iata, String icao, String days) {
        return Api.put("airlines", """
                                   "codes": [{"scheme": "IATA", "value": "%s"%s}, {"scheme": "ICAO", "value": "%s"%s}],
                                   "name": {"en": "Airline"}, "country": "IS\"""".formatted(iata, days, icao, days));
    }

    @Test
    void an_icao_designator_is_one_airlines_own_and_an_iata_designator_may_be_shared() {
        var first = put("X1", "XXA", "").statusCode(201).body("warnings", nullValue()).extract().<String>path("id");
        put("X1", "XXB", "").statusCode(201).body("warnings[0].code", equalTo("code-shared"));
        put("X2", "XXA", "").statusCode(409).body("detail", containsString(first));
        Api.get("airlines?code=X1").body("items", hasSize(2));
        Api.get("airlines?code=XXA").body("items", hasSize(1));
    }

    @Test
    void a_designator_is_given_away_again() {
        put("X3", "XXC", ", \"validTo\": \"2010-01-01\"").statusCode(201);
        put("X3", "XXC", ", \"validFrom\": \"2010-01-01\"").statusCode(201).body("warnings", nullValue());
    }

    @Test
    void a_code_that_cannot_be_one_is_refused() {
        put("XYZ", "X1", "").statusCode(422).body("violations.pointer", hasItems("/codes/0/value", "/codes/1/value"));
    }

    @Test
    void a_file_of_airlines_sees_what_its_rows_before_left() {
        var row = "{'codes': [{'scheme': 'IATA', 'value': '%s'}, {'scheme': 'ICAO', 'value': '%s'}], 'name': {'en': 'Airline'}, 'sources': ["
                .replace('\'', '"') + Citations.ANY + "]}";
        var file = String.join("\n", row.formatted("X5", "XXE"), row.formatted("X5", "XXF"), row.formatted("X6", "XXE"),
                row.formatted("X5", "XXG"));
        // The third row is the first airline's: it has given X5 up, but the second still has it when the fourth comes.
        Imports.take("airlines", "format=ndjson", "application/x-ndjson", file).statusCode(200).body("accepted", equalTo(4),
                "warnings", equalTo(2), "problems.line", contains(2, 4), "problems.code",
                contains("code-shared", "code-shared"));
        Imports.take("airlines", "format=ndjson", "application/x-ndjson",
                row.formatted("X7", "XXF") + "\n" + row.formatted("X7", "XXG") + "\n" + row.formatted("X5", "XXH"))
                .statusCode(200)
                .body("accepted", equalTo(3), "problems.line", contains(2));
    }
}
