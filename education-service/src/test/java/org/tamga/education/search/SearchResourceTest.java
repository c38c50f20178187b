package org.tamga.education.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.record;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;

import io.restassured.response.ValidatableResponse;

@EducationTest
class SearchResourceTest {

    private static UUID home;
    private static UUID presence;
    private static UUID partnership;
    private static UUID programme;

    @BeforeEach
    void record_something_to_find() {
        if (home == null) {
            home = record("institutions",
                    "'names': [{'text': 'Hokuriku Maritime University', 'lang': 'en', 'type': 'official'}],"
                            + " 'kind': 'university', 'country': 'JP', 'city': 'Kanazawa'");
            presence = record("presences", "'homeIds': ['" + home
                    + "'], 'hostCountry': 'KZ', 'hostCity': 'Экибастуз', 'kind': 'centre'");
            partnership = record("partnerships", "'type': 'mou', 'parties': [{'institutionId': '" + home
                    + "'}, {'organisation': 'Порт Баутино', 'country': 'KZ'}]");
            programme = record("programmes", "'title': {'en': 'Polar Navigation', 'ru': 'Полярная навигация'},"
                    + " 'awardingInstitutionIds': ['" + home + "']");
        }
    }

    private static ValidatableResponse search(String words, Object... more) {
        return given().queryParam("q", words).queryParam(more.length == 0 ? "limit" : more[0].toString(),
                more.length == 0 ? 20 : more[1]).get("/api/education/search").then().log().ifValidationFails().statusCode(200);
    }

    @Test
    void an_institution_is_found_with_all_that_names_it() {
        search("Hokuriku").body("items.id", hasItems(home.toString(), presence.toString(), partnership.toString(),
                programme.toString())).body("items[0].type", equalTo("institution"), "items[0].id", equalTo(home.toString()))
                .body("items[0].url", equalTo("/api/education/institutions/" + home), "items.score", everyItem(equalTo(1f)));
        search("Хокурику").body("items[0].id", equalTo(home.toString()));
        search("Hokuriku", "type", "presence").body("items.id", hasItems(presence.toString())).body("items", hasSize(1))
                .body("items[0].title", containsString("Hokuriku Maritime University in Экибастуз, KZ"));
    }

    @Test
    void each_is_found_by_its_own_words_in_another_script() {
        search("Ekibastuz").body("items[0].id", equalTo(presence.toString()));
        search("Hokuriku Ekibastuz").body("items[0].id", equalTo(presence.toString()));
        search("Bautino").body("items[0].id", equalTo(partnership.toString()));
        search("polar navigation").body("items[0].id", equalTo(programme.toString()));
    }

    @Test
    void a_misspelt_name_is_found_by_its_sound() {
        search("Hokurikku Maritim").body("items.id", hasItems(home.toString()));
        search("Hokurika", "type", "institution").body("items.findAll { it.score > 0.5 }", empty());
    }

    @Test
    void impossible_questions_are_refused() {
        get("search").statusCode(400);
        get("search?q=x&type=person").statusCode(400);
        get("search?q=x&limit=1000").statusCode(400);
        get("search?q=–").statusCode(200).body("items", empty());
    }
}
