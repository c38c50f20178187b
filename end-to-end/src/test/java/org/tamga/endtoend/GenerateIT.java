package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Synthetic records go in through the import of every collection that has some. */
@ExtendWith(OneSuite.class)
class GenerateIT {

    /** Few, and with this seed none of Kazakhstan and Korea together, whom the other tests of the suite ask for. */
    private static final String[] FEW = ("generate --seed 16 --organisations 4 --persons 6 --gatherings 2"
            + " --participations 4 --statements 3 --companies 8 --interests 5 --airlines 2 --airports 6 --flights 6"
            + " --arrivals 3 --institutions 5 --partnerships 2"
            + " --students 2 --to").split(" ");

    @Test
    void every_record_is_accepted_and_again_unchanged(Suite suite) throws Exception {
        var first = generate(suite);
        assertEquals(0, first.exitCode(), first.output());
        assertFalse(first.output().contains("rejected"), first.output());
        assertTrue(first.output().contains("06-companies: 8 accepted"), first.output());
        var again = generate(suite);
        assertEquals(0, again.exitCode(), again.output());
        assertFalse(again.output().contains("accepted"), again.output());
        given().get(suite.gateway() + "/api/mobility/airports?code=QAA").then().statusCode(200)
                .body("items[0].sources[0].title", startsWith("Synthetic data, seed 16:"), "items[0].recordedBy",
                        equalTo("generator"));
    }

    private static Suite.Run generate(Suite suite) throws Exception {
        var arguments = Arrays.copyOf(FEW, FEW.length + 1);
        arguments[FEW.length] = suite.gateway().toString();
        return suite.tamga(arguments);
    }
}
