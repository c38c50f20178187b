package org.tamga.events.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.tamga.events.EventsApi.gathering;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import java.time.Instant;
import java.util.HashSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

import io.restassured.response.ValidatableResponse;

@EventsTest
class SearchResourceTest {

    private static ValidatableResponse search(String words, String... more) {
        var request = given().queryParam("q", words).queryParam("limit", 100);
        for (int i = 0; i < more.length; i += 2) {
            request.queryParam(more[i], more[i + 1]);
        }
        return request.get("/api/events/search").then().log().ifValidationFails();
    }

    private static String said(String text) {
        return recorded("statements", "{'gatheringId': '" + gathering("2030-05-10")
                + "', 'kind': 'speech', 'collective': {'en': 'the experts'}, 'text': " + text + "}");
    }

    @Test
    void a_person_and_a_place_are_found_in_whichever_script_they_are_typed() {
        var person = recorded("persons", "{'name': {'ru': 'Нурсултан Жолдасбеков'}, 'otherNames': [{'name': 'Joldasbek'}]}");
        for (var typed : new String[]{"Жолдасбеков", "Zholdasbekov", "Joldasbekov", "졸다스베코프", "Жолдасбекоф", "Nursultan"}) {
            search(typed, "kind", "person").statusCode(200).body("items.id", hasItem(person));
        }
        var inRussian = said("{'ru': 'Открыт филиал в Кызылорде'}");
        var inKazakh = said("{'kk': 'Қызылорда қаласында мектеп ашылды'}");
        var inKorean = said("{'ko': '크즐오르다에 학교가 문을 열었다. 크즐오르다 시장이 환영했다'}");
        for (var typed : new String[]{"Қызылорда", "Кызылорда", "Kyzylorda", "크질로르다", "크즐오르다", "Kyzyl-Orda"}) {
            search(typed).body("items.id", hasItem(inRussian)).body("items.id", hasItem(inKazakh)).body("items.id",
                    hasItem(inKorean)).body("items.snippet", hasItem(containsString("<mark>")));
        }
    }

    @Test
    void words_are_found_in_their_other_forms_and_all_have_to_be_there() {
        var said = said("{'ru': 'Функционируют предприятия с марсианским капиталом', 'en': 'Martian enterprises operate'}");
        search("предприятие марсианский").body("items.id", hasItem(said))
                .body("items.find { it.id == '" + said + "' }.snippet", containsString("<mark>предприятия</mark>"));
        search("enterprise martian").body("items.id", hasItem(said));
        search("предприятие венерианский").body("items.id", not(hasItem(said)));
    }

    @Test
    void words_of_texts_are_found_though_they_are_mistyped() {
        var said = said("{'en': 'Zephyrine investments flourish', 'ru': 'Процветают зефирные инвестиции', 'ko': '제피린 투자'}");
        for (var typed : new String[]{"zephyrine investmnets", "zephirine investments", "зефирные инвистиции",
                "зефирыне инвестиции"}) {
            search(typed).statusCode(200).body("items.id", hasItem(said))
                    .body("items.find { it.id == '" + said + "' }.snippet", containsString("<mark>"));
        }
        // Two letters of a short word.
        var other = said("{'en': 'the quince market'}");
        search("quicne market").body("items.id", hasItem(other));
        // What is well spelt and not there is not taken for something else, nor is a number.
        said("{'en': 'zephyrine harvest of 18943'}");
        search("zephyrine market").body("items", hasSize(0));
        search("zephyrine 18934").body("items", hasSize(0));
        search("zephirine investments", "kind", "person").body("items.id", not(hasItem(said)));
        // A word that was itself mistyped once, and then corrected.
        var statement = "{'gatheringId': '" + gathering("2030-05-11")
                + "', 'kind': 'speech', 'collective': {'en': 'the experts'}, 'text': {'en': 'blue %s ashore'}}";
        var corrected = recorded("statements", statement.formatted("whaels"));
        put("statements/" + corrected, statement.formatted("whales"), 1).statusCode(200);
        search("whaels ashore").body("items.id", hasItem(corrected));
    }

    @Test
    void a_mistyped_word_of_what_a_claim_is_about_is_found() {
        var claim = recorded("claims", "{'statementId': '" + said("{'en': 'It grows'}")
                + "', 'kind': 'position', 'text': {'en': 'It grows'}, 'subject': 'gooseberry marmalade'}");
        for (var typed : new String[]{"gooseberry", "goosbeerry", "goosberry marmalade"}) {
            search(typed).body("items.id", hasItem(claim));
        }
    }

    @Test
    void of_more_words_than_are_asked_for_the_longest_are() {
        var title = "Deputy Director-General of the Bureau of Northeast and Central Asian Affairs";
        var said = said("{'en': '" + title + " of the Marmoset Republic'}");
        search(title).statusCode(200).body("items.id", hasItem(said));
        search(title + " Marmoset").statusCode(200).body("items.id", hasItem(said));
        search("Tapirs " + title).statusCode(200).body("items.id", not(hasItem(said)));
        search("of the ".repeat(20) + "tapirs").statusCode(200).body("items.id", not(hasItem(said)));
        search("of the ".repeat(20) + "marmoset").statusCode(200).body("items.id", hasItem(said));
    }

    @Test
    void a_beginning_that_very_many_names_share_finds_them_all() {
        var many = said("{'en': '" + "Vorpal%02d ".repeat(80).formatted(IntStream.range(0, 80).boxed().toArray()) + "'}");
        var one = said("{'ru': 'Ворпалинский район'}");
        search("Vorpal").body("items.id", hasItem(many)).body("items.id", hasItem(one));
        search("Vorpal79 vorpal03").body("items.id", hasItem(many)).body("items.id", not(hasItem(one)));
    }

    @Test
    void claims_commitments_gatherings_and_translations_are_found() {
        var gathering = recorded("gatherings",
                "{'title': {'en': 'Zanzibar plenary on quinces'}, 'classification': 'forum', 'place': {'city': 'Zanzibar'}}");
        var statement = recorded("statements", "{'gatheringId': '" + gathering + "', 'kind': 'speech', 'unattributed': true,"
                + " 'text': {'en': 'Quinces'}, 'translations': [{'lang': 'ru', 'text': 'Айвовый урожай', 'machine': true}]}");
        var claim = recorded("claims",
                "{'statementId': '" + statement + "', 'kind': 'position', 'text': {'en': 'Quinces matter'}}");
        var commitment = recorded("commitments", "{'text': {'en': 'To plant a quince'}, 'kind': 'programme'}");
        search("quince").body("items.id", hasItem(gathering)).body("items.id", hasItem(statement))
                .body("items.id", hasItem(claim)).body("items.id", hasItem(commitment))
                .body("items.find { it.kind == 'claim' }.href", equalTo("/api/events/claims/" + claim));
        search("айвовый").body("items.id", hasItem(statement));
        search("Занзибар", "kind", "gathering").body("items.id", hasItem(gathering));
        search("quince", "kind", "claim,commitment").body("items", hasSize(2)).body("items.kind",
                everyItem(not(equalTo("gathering"))));
    }

    @Test
    void posts_and_formats_are_found_by_what_they_are_called() {
        var organisation = recorded("organisations", "{'name': {'en': 'Ministry of Ocelots'}}");
        var post = recorded("posts", "{'organisationId': '" + organisation + "', 'role': 'Ocelot-in-chief',"
                + " 'label': {'ru': 'Главный оцелот'}}");
        var format = recorded("formats", "{'code': 'Ocelots+1', 'name': {'ru': 'Встреча оцелотов'}, 'kind': 'business'}");
        search("оцелот").body("items.id", hasItem(post)).body("items.id", hasItem(format));
        search("Ocelot-in-chief", "kind", "post").body("items.id", hasItem(post))
                .body("items[0].href", equalTo("/api/events/posts/" + post));
        search("Ocelots+1", "kind", "format").body("items.id", hasItem(format));
    }

    @Test
    void what_was_recorded_is_never_markup() {
        var said = said("{'en': '<script>alert(1)</script> Xylophone & <b>co</b>'}");
        search("xylophone").body("items.find { it.id == '" + said + "' }.snippet", equalTo(
                "&lt;script&gt;alert(1)&lt;/script&gt; <mark>Xylophone</mark> &amp; &lt;b&gt;co&lt;/b&gt;"));
    }

    @Test
    void is_paged_and_looks_back() {
        var before = Instant.now().toString();
        for (int i = 0; i < 3; i++) {
            said("{'en': 'Ocarina number " + i + "'}");
        }
        String next = given().get("/api/events/search?q=ocarina&limit=2").then().body("items", hasSize(2))
                .body("next", notNullValue()).extract().path("next");
        given().urlEncodingEnabled(false).get(next).then().body("items", hasSize(1)).body("next", nullValue());
        search("ocarina", "knownAt", before).body("items", hasSize(0));
    }

    @Test
    void of_what_very_many_have_the_latest_are_compared_and_what_few_of_those_have_is_found_as_well() {
        var gathering = gathering("2030-05-10");
        for (int i = 0; i < 310; i++) {
            recorded("statements", "{'gatheringId': '" + gathering + "', 'kind': 'speech', 'unattributed': true, 'text': {'en':"
                    + " 'Theremin number " + i + (i < 3 ? " vuvuzela" : i > 299 ? " euphonium" : "") + "'}}");
        }
        var found = new HashSet<String>();
        var next = "/api/events/search?q=theremin&limit=100&kind=statement";
        for (int page = 0; page < 3; page++) {
            var answer = given().urlEncodingEnabled(false).get(next).then().body("items", hasSize(100)).extract();
            found.addAll(answer.path("items.id"));
            next = answer.path("next");
        }
        assertEquals(300, found.size());
        assertNull(next);
        search("theremin vuvuzela").body("items", hasSize(3));
        search("theremin euphonium").body("items", hasSize(10));
        search("theremin euphonium vuvuzela").body("items", hasSize(0));
    }

    @Test
    void says_what_it_cannot_search() {
        search("").statusCode(400);
        search("– !").statusCode(400);
        search("x".repeat(201)).statusCode(400);
        search("word", "kind", "weather").statusCode(400).body("detail", containsString("statement"));
        search("word", "colour", "red").statusCode(400);
        for (var hostile : new String[]{"'); drop table x; --", "a & !b | (c <-> d)", "100% _ \\", "\u202eabc\u200b", "<!--"}) {
            search(hostile).statusCode(hostile.equals("<!--") ? 400 : 200);
        }
    }
}
