package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneSuite.class)
class SuiteStartIT {

    @Test
    void all_is_ready_and_the_starter_record_is_loaded(Suite suite) throws Exception {
        Suite.Run status = suite.tamga("status");
        assertEquals(0, status.exitCode(), status.output());
        assertEquals(false, suite.status().starterMissing());
    }

    @Test
    void a_token_of_the_command_lets_one_in_through_the_gateway(Suite suite) throws Exception {
        String nowhere = suite.gateway() + "/api/trade/companies/not-a-uuid";
        given().contentType("application/json").body("{}").put(nowhere).then().statusCode(401);
        given().contentType("application/json").body("{}").auth().oauth2(suite.tamga("token", "trade-editor").output().strip())
                .put(nowhere)
                .then().statusCode(not(oneOf(401, 403)));
    }
}
