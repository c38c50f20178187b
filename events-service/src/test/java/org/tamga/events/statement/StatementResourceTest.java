package org.tamga.events.statement;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.events.EventsApi.gathering;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.id;
import static org.tamga.events.EventsApi.organisation;
import static org.tamga.events.EventsApi.person;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.events.EventsTest;

@EventsTest
class StatementResourceTest {

    private static String statement(String gathering, String more) {
        return "{'gatheringId': '" + gathering + "', 'text': {'en': 'Words'}, " + more + "}";
    }

    @Test
    void says_in_exactly_one_way_whose_words_they_are() {
        var gathering = gathering("2030-05-10");
        put("statements/" + id(), statement(gathering, "'kind': 'speech'")).statusCode(422);
        put("statements/" + id(), statement(gathering, "'kind': 'speech', 'unattributed': false")).statusCode(422);
        put("statements/" + id(), statement(gathering, "'kind': 'speech', 'unattributed': true, 'collective': {'en': 'All'}"))
                .statusCode(422);
        put("statements/" + id(), statement(gathering, "'kind': 'speech', 'unattributed': true")).statusCode(201)
                .body("unattributed", equalTo(true));
        put("statements/" + id(), statement(gathering, "'kind': 'speech', 'speakerId': '" + id() + "'")).statusCode(422)
                .body("violations.pointer", contains("/speakerId"));
        put("statements/" + id(), statement(gathering, "'kind': 'press-release', 'speakerId': '" + organisation("KR") + "'"))
                .statusCode(201).body("occasion.speaker.en", equalTo("Ministry"));
    }

    @Test
    void an_answer_replies_to_a_question() {
        var gathering = gathering("2030-05-10");
        var speech = recorded("statements", statement(gathering, "'kind': 'speech', 'unattributed': true"));
        var question = recorded("statements", statement(gathering, "'kind': 'question', 'unattributed': true"));
        var answer = "'kind': 'answer', 'collective': {'en': 'the experts'}";
        put("statements/" + id(), statement(gathering, answer)).statusCode(422)
                .body("violations.pointer", contains("/inReplyTo"));
        put("statements/" + id(), statement(gathering, answer + ", 'inReplyTo': '" + speech + "'")).statusCode(422);
        put("statements/" + id(), statement(gathering, answer + ", 'inReplyTo': '" + question + "'")).statusCode(201);
    }

    @Test
    void questions_and_answers_are_shown_as_one_thread_from_wherever_it_is_read() {
        var gathering = gathering("2030-05-10");
        var question = recorded("statements", statement(gathering, "'kind': 'question', 'unattributed': true"));
        var answer = recorded("statements", statement(gathering, "'kind': 'answer', 'collective': {'en': 'the experts'},"
                + " 'inReplyTo': '" + question + "'"));
        var further = recorded("statements", statement(gathering, "'kind': 'question', 'unattributed': true,"
                + " 'inReplyTo': '" + answer + "'"));
        for (var read : new String[]{question, answer, further}) {
            get("statements/" + read).body("thread.statementId", contains(question, answer, further));
        }
        get("statements?inReplyTo=" + question).body("items.id", contains(answer));
        get("statements/" + recorded("statements", statement(gathering, "'kind': 'speech', 'unattributed': true")))
                .body("thread", empty());
    }

    @Test
    void a_translation_says_who_made_it_and_is_into_another_language() {
        var speech = "'kind': 'speech', 'unattributed': true, 'originalLanguage': 'en', 'translations': ";
        var gathering = gathering("2030-05-10");
        put("statements/" + id(), statement(gathering, speech + "[{'lang': 'ru', 'text': 'Слова'}]")).statusCode(422)
                .body("violations.pointer", contains("/translations/0/machine"));
        put("statements/" + id(), statement(gathering, speech + "[{'lang': 'en', 'text': 'Words', 'machine': true}]"))
                .statusCode(422).body("violations.pointer", contains("/translations/0/lang"));
        put("statements/" + id(), statement(gathering, speech + "[{'lang': 'ru', 'text': 'Слова', 'machine': true},"
                + " {'lang': 'kk', 'text': 'Сөздер', 'translator': 'Somebody'}]")).statusCode(201);
    }

    @Test
    void what_is_said_on_other_days_than_the_gatherings_is_named_in_a_warning() {
        var gathering = gathering("2030-05-10");
        put("statements/" + id(), statement(gathering, "'kind': 'speech', 'unattributed': true, 'saidOn': '2030-05-12'"))
                .statusCode(201).body("warnings.code", contains("said-on-other-days"));
        put("statements/" + id(), statement(gathering, "'kind': 'speech', 'unattributed': true, 'saidOn': '../2030-05-12'"))
                .statusCode(201).body("warnings", nullValue());
        put("statements/" + id(), statement(gathering, "'kind': 'interview', 'unattributed': true, 'saidOn': '2030-05-12'"))
                .statusCode(201).body("warnings", nullValue());
        put("statements/" + id(), statement(gathering, "'kind': 'speech', 'unattributed': true, 'saidOn': '2030-02-30'"))
                .statusCode(422).body("violations.pointer", contains("/saidOn"));
    }

    @Test
    void is_found_by_its_speaker_however_that_is_told() {
        var gathering = gathering("2030-05-10");
        var speaker = person();
        var participation = recorded("gatherings/" + gathering + "/participations", "{'personId': '" + speaker + "'}");
        var one = recorded("statements", statement(gathering, "'kind': 'speech', 'speakerId': '" + speaker + "'"));
        var other = recorded("statements",
                statement(gathering, "'kind': 'speech', 'participationId': '" + participation + "'"));
        get("statements?speakerId=" + speaker).body("items.id", containsInAnyOrder(one, other));
        get("statements?speakerId=nobody").statusCode(400);
    }

    @Test
    void its_session_and_its_speaker_are_of_the_same_gathering() {
        var gathering = gathering("2030-05-10");
        var other = gathering("2030-05-10");
        var session = recorded("gatherings/" + other + "/sessions", "{'title': {'en': 'Panel'}, 'kind': 'panel'}");
        var participation = recorded("gatherings/" + other + "/participations", "{'personId': '" + person() + "'}");
        put("statements/" + id(),
                statement(gathering, "'kind': 'speech', 'unattributed': true, 'sessionId': '" + session + "'"))
                .statusCode(422).body("violations.pointer", contains("/sessionId"));
        put("statements/" + id(), statement(gathering, "'kind': 'speech', 'participationId': '" + participation + "'"))
                .statusCode(422).body("violations.pointer", contains("/participationId"));
        put("statements/" + id(), statement(other, "'kind': 'speech', 'participationId': '" + participation + "'"))
                .statusCode(201).body("occasion.speaker.en", equalTo("Somebody"));
    }

    @Test
    void concerns_the_gathering_what_it_says_and_those_for_whom_the_speaker_is_there() {
        var gathering = gathering("2030-05-10");
        var speaker = person();
        var embassy = recorded("posts", "{'organisationId': '" + organisation("NA") + "', 'role': 'Ambassador',"
                + " 'label': {'en': 'Ambassador of Namibia'}}");
        recorded("gatherings/" + gathering + "/participations",
                "{'personId': '" + speaker + "', 'postId': '" + embassy + "', 'attribution': 'Amb. Somebody'}");
        var said = recorded("statements",
                statement(gathering, "'kind': 'speech', 'speakerId': '" + speaker + "', 'countries': ['BW']"));
        for (var countries : new String[]{"KR", "BW", "NA", "KR,BW,NA"}) {
            get("statements?gatheringId=" + gathering + "&country=" + countries).body("items.id", hasItem(said));
        }
        get("statements?gatheringId=" + gathering + "&country=NA,ZW").body("items.id", not(hasItem(said)));
        get("statements?speakerId=" + speaker + "&include=occasion").body("items.id", contains(said))
                .body("items[0].occasion.office.en", equalTo("Ambassador of Namibia"))
                .body("items[0].occasion.attribution", equalTo("Amb. Somebody"));
        get("statements?speakerId=" + speaker).body("items[0].occasion", nullValue());
        get("statements?include=weather").statusCode(400);
    }

    @Test
    void those_of_a_country_are_found_in_their_order_whether_many_concern_it_or_few() {
        var gathering = gathering("2030-05-10");
        var ids = Stream.generate(() -> id()).limit(45).sorted().toList();
        for (int i = 0; i < ids.size(); i++) {
            put("statements/" + ids.get(i), statement(gathering,
                    "'kind': 'speech', 'unattributed': true, 'countries': ['" + (i < 43 ? "FJ" : "TO") + "']")).statusCode(201);
        }
        assertEquals(ids.subList(0, 43), pages("statements?limit=1&gatheringId=" + gathering + "&country=FJ"));
        assertEquals(ids.subList(0, 43), pages("statements?limit=30&gatheringId=" + gathering + "&country=FJ,KR"));
        assertEquals(ids.subList(43, 45), pages("statements?limit=1&gatheringId=" + gathering + "&country=TO"));
        assertEquals(List.of(ids.get(44), ids.get(43)),
                pages("statements?limit=1&sort=-id&gatheringId=" + gathering + "&country=TO"));
        assertEquals(List.of(), pages("statements?limit=1&gatheringId=" + gathering + "&country=FJ,TO"));
        assertEquals(List.of(), pages("statements?limit=1&country=TO&knownAt=2020-01-01T00:00:00Z"));
    }

    /** The ids of all items of a list, page by page. */
    private static List<String> pages(String list) {
        var ids = new ArrayList<String>();
        var page = get(list).extract();
        ids.addAll(page.path("items.id"));
        while (page.path("next") != null) {
            page = given().urlEncodingEnabled(false).get(page.<String>path("next")).then().statusCode(200).extract();
            ids.addAll(page.path("items.id"));
        }
        return ids;
    }
}
