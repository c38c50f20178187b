package org.tamga.education.institution;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.record;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;

import io.restassured.response.ValidatableResponse;

@EducationTest
class MatchResourceTest {

    private static Map<String, UUID> recorded;

    @BeforeEach
    void record_institutions() {
        if (recorded == null) {
            recorded = Map.of("chungnam", institution("Chungnam National University", "en", "KP"),
                    "chonnam", institution("Chonnam National University", "en", "KP"),
                    "agrarian", institution("Chirchik State Agrarian University", "en", "AZ"),
                    "polytechnic", institution("Гянджинский политехнический институт имени К. Тестова", "ru", "AZ"));
        }
    }

    private static UUID institution(String name, String lang, String country) {
        return record("institutions", "'names': [{'text': '" + name + "', 'lang': '" + lang + "', 'type': 'official'}],"
                + " 'kind': 'university', 'country': '" + country + "'");
    }

    private static ValidatableResponse match(String name, String country) {
        return given().queryParam("name", name).queryParam("country", country).get("/api/education/institutions/match").then()
                .log().ifValidationFails().statusCode(200);
    }

    @Test
    void a_name_in_another_script_finds_its_institution() {
        match("충남대학교", "KP").body("chosen", equalTo(recorded.get("chungnam").toString()))
                .body("candidates[0].score", greaterThan(0.86f)).body("candidates[0].why", containsString("chungnam"));
        match("Чирчикский государственный аграрный университет", "AZ").body("chosen",
                equalTo(recorded.get("agrarian").toString()));
        match("Gyanja Polytechnic Institute", "AZ").body("candidates.institutionId",
                hasItem(recorded.get("polytechnic").toString()));
    }

    @Test
    void what_sounds_alike_is_shown_but_the_exactly_written_one_is_chosen() {
        match("Chonnam National University", "KP").body("chosen", equalTo(recorded.get("chonnam").toString()));
        match("Chonam National University", "KP")
                .body("candidates.institutionId",
                        hasItems(recorded.get("chungnam").toString(), recorded.get("chonnam").toString()));
    }

    @Test
    void nothing_is_chosen_where_two_are_alike_or_none_is_like_enough() {
        institution("Sumgait Technical College", "en", "AZ");
        institution("Sumgait Technical College", "en", "AZ");
        match("Sumgait Technical College", "AZ").body("chosen", nullValue())
                .body("because", containsString("too alike"));
        match("National University", "KP").body("chosen", nullValue());
        match("Agrarian Academy", "AZ").body("chosen", nullValue());
        match("Zzyzx", "AZ").body("chosen", nullValue()).body("candidates", empty());
    }

    @Test
    void institutions_of_another_country_are_not_meant() {
        match("Chungnam National University", "BH").body("candidates", empty());
        get("institutions/match").statusCode(400);
        get("institutions/match?name=X&country=Korea").statusCode(400);
        get("institutions/match?name=X&colour=red").statusCode(400);
    }

    @Test
    void a_list_is_searched_in_any_script() {
        given().queryParam("q", "충남").queryParam("country", "KP").get("/api/education/institutions").then()
                .body("items.id", hasItem(recorded.get("chungnam").toString()));
        given().queryParam("q", "agrarian").queryParam("country", "AZ").get("/api/education/institutions").then()
                .body("items.id", contains(recorded.get("agrarian").toString()));
        given().queryParam("q", "polytechnic").queryParam("country", "AZ").get("/api/education/institutions").then()
                .body("items.id", contains(recorded.get("polytechnic").toString()));
    }
}
