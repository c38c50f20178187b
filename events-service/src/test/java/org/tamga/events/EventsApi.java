package org.tamga.events;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.testing.ChangeLog;
import org.tamga.testing.TestKafka;
import org.tamga.testing.Tokens;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** The service's API as an editor uses it, with what the rooms' tests need of the rooms around them. */
public final class EventsApi {

    /** What the service announces. */
    public static final ChangeLog CHANGES = ChangeLog.of("events");

    private static final String API = "/api/events/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EventsApi() {
    }

    /** A new id. */
    public static String id() {
        return UUID.randomUUID().toString();
    }

    /** PUTs a record's first version; single quotes stand for double ones, and a source is added where it has none. */
    public static ValidatableResponse put(String path, String fields) {
        return put(path, fields, null);
    }

    /** PUTs a record's next version. */
    public static ValidatableResponse put(String path, String fields, Integer ifMatch) {
        var request = given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON);
        if (ifMatch != null) {
            request.header("If-Match", "\"" + ifMatch + "\"");
        }
        return request.body(body(fields)).put(API + path).then().log().ifValidationFails();
    }

    /** PUTs what must succeed and gives its id. */
    public static String recorded(String collection, String fields) {
        var id = id();
        put(collection + "/" + id, fields).statusCode(201);
        return id;
    }

    /** Withdraws a record of that version altogether. */
    public static ValidatableResponse retract(String path, int ifMatch) {
        return given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON)
                .header("If-Match", "\"" + ifMatch + "\"").body(body("{'because': 'It never was'}"))
                .post(API + path + "/retraction").then().log().ifValidationFails();
    }

    /** Has all copies built anew, and waits for that of one subscription. */
    public static void rebuild(String subscription) {
        operator().post(API + "subscriptions/rebuild").then().statusCode(202);
        await().atMost(PATIENCE).until(() -> operator().get(API + "subscriptions")
                .path("items.find { it.name == '" + subscription + "' }.built"));
    }

    /** Waits for so many events of a key to be, or to wait behind, one that could not be taken in. */
    public static void awaitLetters(String topic, String key, int number) {
        await().atMost(PATIENCE).until(() -> letters(topic, key).size() == number);
    }

    /** The dead letters of a key, first those that are redriven first. */
    public static List<Integer> letters(String topic, String key) {
        return operator().get(API + "dead-letters?limit=500&topic=" + topic).then().statusCode(200).extract().jsonPath()
                .param("key", key).getList("items.findAll { it.key == key }.id");
    }

    /** Gives up the event of a key that cannot be taken in, and has those that wait behind it tried again. */
    public static void giveUpFirst(String topic, String key) {
        operator().delete(API + "dead-letters/" + letters(topic, key).get(0)).then().statusCode(204);
        operator().post(API + "dead-letters/redrive?topic=" + topic).then().statusCode(200);
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.of("operator"));
    }

    /** Has what was to begin tomorrow begin today, as if a day had passed. */
    public static void letTomorrowCome(Database database, String kind, String id) {
        var today = Records.today();
        database.write(transaction -> {
            var versions = "update " + kind + "_version set valid = ";
            transaction.update(versions + "daterange(lower(valid), ?) where id = ?::uuid and upper(valid) = ?", today, id,
                    today.plusDays(1));
            transaction.update(versions + "daterange(?, upper(valid)) where id = ?::uuid and lower(valid) = ?", today, id,
                    today.plusDays(1));
            return transaction.update("update agenda set day = ? where record = ?::uuid and day = ?", today, id,
                    today.plusDays(1));
        });
    }

    /** Sends a request that comes as far as it can without the row of that id, lets something else happen, then lets it go on. */
    public static ValidatableResponse whileOthersWait(Database database, String table, String key, String id,
            Supplier<ValidatableResponse> request, Runnable meanwhile) {
        return database.write(transaction -> {
            transaction.first("select from " + table + " where " + key + " = ?::uuid for update", row -> true, id);
            var answer = CompletableFuture.supplyAsync(request);
            await().atMost(PATIENCE).until(() -> database.read(others -> others.first(
                    "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query like ?)",
                    row -> row.getBoolean(1), "select from " + table + " %")).orElseThrow());
            meanwhile.run();
            return answer;
        }).join();
    }

    public static ValidatableResponse get(String path) {
        return given().urlEncodingEnabled(false).get(API + path).then().log().ifValidationFails();
    }

    /** Waits for an event of a record to be of this type, without what all types begin and end with. */
    public static void awaitEvent(String id, String type) {
        CHANGES.await(UUID.fromString(id), event -> event.get("type").asText().equals("org.tamga.events." + type + ".v1"));
    }

    /** Waits for the state of a key to be there, or to be emptied. */
    public static void awaitState(String topic, String key, boolean isThere) {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers(),
                "isolation.level", "read_committed"), new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic + ".state").stream()
                    .map(part -> new TopicPartition(part.topic(), part.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var states = new HashMap<String, Boolean>();
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(state -> states.put(state.key(), state.value() != null));
                return states.getOrDefault(key, !isThere) == isThere;
            });
        }
    }

    /** A gathering in Korea on a day. */
    public static String gathering(String day) {
        return recorded("gatherings", "{'title': {'en': 'Forum'}, 'classification': 'forum', 'startsOn': '" + day
                + "', 'zone': 'Asia/Seoul', 'place': {'city': 'Seoul', 'country': 'KR'}}");
    }

    public static String person() {
        return recorded("persons", "{'name': {'en': 'Somebody'}}");
    }

    /** An organisation of a country. */
    public static String organisation(String country) {
        return recorded("organisations", "{'name': {'en': 'Ministry'}, 'country': '" + country + "'}");
    }

    /** Something that a group said at a gathering. */
    public static String statement(String gathering) {
        return recorded("statements", "{'gatheringId': '" + gathering
                + "', 'kind': 'speech', 'collective': {'en': 'the experts'}, 'text': {'en': 'Words'}}");
    }

    /** Sources of that title alone, to be put after an object's other members. */
    public static String sources(String title) {
        return ", 'sources': [{'type': 'news-report', 'title': '" + title + "', 'publisher': 'Paper'}]";
    }

    private static String body(String fields) {
        var json = fields.replace('\'', '"');
        if (json.contains("\"sources\": [")) {
            return json;
        }
        return json.substring(0, json.lastIndexOf('}'))
                + ", \"sources\": [{\"type\": \"news-report\", \"title\": \"Report\", \"publisher\": \"Paper\"}]}";
    }
}
