package org.tamga.trade;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.tamga.testing.Tokens;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** What an import does with a file, on the companies. */
@TradeTest
class ImportsTest {

    private static final String COMPANIES = "/api/trade/companies";

    private static RequestSpecification editor() {
        return given().auth().oauth2(Tokens.of("trade-editor")).contentType("application/x-ndjson");
    }

    private static ValidatableResponse take(String question, String... lines) {
        return editor().body(bytes(lines)).post(COMPANIES + "/import?format=ndjson" + question).then().log()
                .ifValidationFails();
    }

    private static byte[] bytes(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static String company(UUID id, String name, String more) {
        return "{" + (id == null ? "" : "\"id\": \"" + id + "\", ") + "\"names\": [{\"text\": \"" + name
                + "\", \"lang\": \"en\", \"type\": \"legal\"}], \"entityType\": \"company\", " + more
                + "\"sources\": [{\"type\": \"dataset\", \"title\": \"List\", \"publisher\": \"Test\"}]}";
    }

    private static String identifier(String value) {
        return "\"identifiers\": [{\"scheme\": \"KR-CRN\", \"value\": \"" + value + "\"}], ";
    }

    private static ValidatableResponse recorded(UUID id) {
        return given().get(COMPANIES + "/" + id).then().statusCode(200);
    }

    private static void notRecorded(UUID id) {
        given().get(COMPANIES + "/" + id).then().statusCode(404).body("type", containsString("not-found"));
    }

    @Test
    void good_rows_land_and_bad_ones_are_named() {
        var good = UUID.randomUUID();
        var bad = UUID.randomUUID();
        var file = new String[]{company(good, "Good", ""), "", company(bad, "Bad", "\"jurisdiction\": \"KZX\", "), "{"};
        take("", file).statusCode(200).body("accepted", equalTo(1), "rejected", equalTo(2))
                .body("problems[0].line", equalTo(3)).body("problems[0].pointer", equalTo("/jurisdiction"))
                .body("problems[0].code", equalTo("rule-broken")).body("problems[1].line", equalTo(4));
        recorded(good).body("version", equalTo(1), "recordedBy", equalTo("test"));
        notRecorded(bad);
        take("", file).statusCode(200).body("accepted", equalTo(0), "unchanged", equalTo(1), "rejected", equalTo(2));
        recorded(good).body("version", equalTo(1));
    }

    @Test
    void strict_is_all_or_nothing() {
        var good = UUID.randomUUID();
        take("&mode=strict", company(good, "Good", ""), "{").statusCode(422).body("rejected", equalTo(1))
                .body("accepted", equalTo(0)).body("problems", hasSize(1));
        notRecorded(good);
        take("&mode=strict&dryRun=true", company(good, "Good", "")).statusCode(200).body("accepted", equalTo(1));
        notRecorded(good);
        take("&mode=strict", company(good, "Good", "")).statusCode(200).body("accepted", equalTo(1));
        recorded(good);
    }

    @Test
    void what_shall_stand_or_fall_together_is_not_too_much() {
        var many = "{}\n".repeat(100_001);
        for (var parameter : new String[]{"&mode=strict", "&dryRun=true"}) {
            take(parameter, many).statusCode(413).body("detail", containsString("100000 rows"));
        }
    }

    @Test
    void the_day_on_which_a_file_was_fetched_makes_no_change() {
        var id = UUID.randomUUID();
        var row = company(id, "Fetched", "").replace("\"Test\"}", "\"Test\", \"retrievedOn\": \"2025-01-01\"}");
        take("", row).body("accepted", equalTo(1));
        take("", row.replace("2025-01-01", "2025-02-01")).body("unchanged", equalTo(1));
        take("", row.replace("Fetched", "Renamed")).body("accepted", equalTo(1));
        recorded(id).body("version", equalTo(2), "names[0].text", equalTo("Renamed"));
    }

    @Test
    void a_row_without_a_source_of_its_own_has_the_one_that_the_request_names() {
        var id = UUID.randomUUID();
        var bare = "{\"id\": \"" + id + "\", \"names\": [{\"text\": \"Bare\", \"lang\": \"en\", \"type\": \"legal\"}],"
                + " \"entityType\": \"company\"}";
        take("", bare).body("rejected", equalTo(1)).body("problems[0].code", equalTo("source-required"));
        take("&sourceTitle=Register&sourcePublisher=Stat&publishedOn=2025-05-05", bare).body("accepted", equalTo(1));
        recorded(id).body("sources[0].title", equalTo("Register"), "sources[0].publishedOn", equalTo("2025-05-05"));
    }

    @Test
    void a_row_without_an_id_is_of_the_record_that_has_its_identifier() {
        var id = UUID.randomUUID();
        var number = UUID.randomUUID().toString();
        take("", company(id, "First", identifier(number)), company(null, "Second", identifier(number)))
                .body("accepted", equalTo(2));
        recorded(id).body("version", equalTo(2), "names[0].text", equalTo("Second"));
        take("", company(null, "Third", identifier(number))).body("accepted", equalTo(1));
        recorded(id).body("version", equalTo(3), "names[0].text", equalTo("Third"));
        take("", company(null, "Nameless", "")).body("rejected", equalTo(1)).body("problems[0].pointer", equalTo("/id"));
    }

    @Test
    void what_the_database_refuses_is_one_row_and_no_more() {
        var number = UUID.randomUUID().toString();
        var ids = Stream.generate(UUID::randomUUID).limit(9).toList();
        var rows = ids.stream().map(id -> company(id, "Row", identifier(ids.indexOf(id) == 6 ? number : id.toString())))
                .toArray(String[]::new);
        take("", company(UUID.randomUUID(), "Holder", identifier(number))).body("accepted", equalTo(1));
        take("", rows).body("accepted", equalTo(8), "rejected", equalTo(1)).body("problems[0].line", equalTo(7))
                .body("problems[0].code", equalTo("conflict")).body("problems[0].detail", containsString(number));
        recorded(ids.get(5));
        notRecorded(ids.get(6));
        recorded(ids.get(7));
    }

    @Test
    void a_rule_sees_the_rows_before_its_own() {
        var head = UUID.randomUUID();
        var branch = company(UUID.randomUUID(), "Branch", "\"headId\": \"" + head + "\", ").replace("\"company\"",
                "\"branch\"");
        take("", branch, company(head, "Head", ""), branch).body("accepted", equalTo(2), "rejected", equalTo(1))
                .body("problems[0].line", equalTo(1)).body("problems[0].pointer", equalTo("/headId"));
    }

    @Test
    void an_old_snapshot_replaces_nothing_newer() {
        var id = UUID.randomUUID();
        take("", company(id, "Now", "")).body("accepted", equalTo(1));
        var old = company(id, "Then", "\"knownFrom\": \"2022-01-01T00:00:00Z\", ");
        take("", old).body("accepted", equalTo(1));
        take("", old).body("unchanged", equalTo(1));
        recorded(id).body("names[0].text", equalTo("Now")).header("ETag", "\"2\"");
        given().get(COMPANIES + "/" + id + "?knownAt=2023-01-01T00:00:00Z").then().statusCode(200)
                .body("names[0].text", equalTo("Then"), "knownFrom", equalTo("2022-01-01T00:00:00Z"));
        given().get(COMPANIES + "/" + id + "?knownAt=2023-01-01T00:00:00Z&knownBasis=recorded").then().statusCode(404);
        given().get(COMPANIES + "/" + id + "/history").then().body("items", hasSize(2)).body("items.knownTo",
                hasItem(containsString("20")));
        Api.CHANGES.await(id, event -> event.get("data").path("backdated").asBoolean());
        take("", company(id, "Later", "\"knownFrom\": \"2999-01-01T00:00:00Z\", ")).body("problems[0].pointer",
                equalTo("/knownFrom"));
    }

    @Test
    void a_table_can_be_imported_as_it_was_exported() {
        var id = UUID.randomUUID();
        take("", company(id, "=Formula, and a \\\"quote\\\"", identifier(id.toString()) + "\"isic\": [\"01\"], "));
        var table = given().accept("text/csv").get(COMPANIES + "?identifier=KR-CRN:" + id).asString();
        assertTrue(table.contains(id.toString()));
        csv(table).statusCode(200).body("unchanged", equalTo(1), "rejected", equalTo(0));
        csv(table.replace("Formula", "Another")).body("accepted", equalTo(1));
        recorded(id).body("names[0].text", containsString("=Another"));
        csv("id,colour\n1,2\n").statusCode(422).body("detail", containsString("colour"));
        csv("id,legalForm\n\"1,2\n").statusCode(422).body("detail", containsString("line 2"));
        csv("id,legalForm\n1,2\n\"3\"x,4\n").statusCode(422).body("detail", containsString("CSV"));
        csv("id,legalForm\n1\n").statusCode(200).body("problems[0].line", equalTo(2));
    }

    @Test
    void a_record_that_says_nothing_of_its_first_day_has_none_whatever_the_day_of_its_file() {
        var silent = UUID.randomUUID();
        take("", company(silent, "Snapshot", "")).body("accepted", equalTo(1));
        take("&publishedOn=2020-03-01", company(silent, "Snapshot", "")).body("unchanged", equalTo(1));
        recorded(silent).body("validFrom", nullValue());
    }

    @Test
    void a_part_of_a_citation_is_refused_with_the_name_of_what_it_lacks() {
        take("&sourceUrl=https://example.org/list", company(UUID.randomUUID(), "Partly", "")).statusCode(400)
                .body("violations.pointer", hasItem("sourceUrl"))
                .body("detail", containsString("lacks sourceTitle and sourcePublisher"));
        take("&sourceTitle=List", company(UUID.randomUUID(), "Partly", "")).statusCode(400)
                .body("detail", containsString("lacks sourcePublisher"));
        take("&sourcePublisher=Office", company(UUID.randomUUID(), "Partly", "")).statusCode(400)
                .body("detail", containsString("lacks sourceTitle"));
    }

    private static ValidatableResponse csv(String table) {
        return editor().contentType("text/csv").body(table.getBytes(StandardCharsets.UTF_8))
                .post(COMPANIES + "/import?format=csv").then().log().ifValidationFails();
    }

    @Test
    void a_packed_file_is_unpacked_and_a_damaged_one_refused() throws IOException {
        var id = UUID.randomUUID();
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(company(id, "Packed", "")));
        }
        var bytes = packed.toByteArray();
        // Cut in its content, in its heading, and to nothing.
        for (var length : List.of(bytes.length - 9, 5, 0)) {
            packed(Arrays.copyOf(bytes, length)).statusCode(400).body("detail", containsString("The body"));
        }
        notRecorded(id);
        packed(bytes).statusCode(200).body("accepted", equalTo(1));
        recorded(id);
    }

    private static ValidatableResponse packed(byte[] bytes) {
        return editor().header("Content-Encoding", "gzip").body(bytes).post(COMPANIES + "/import?format=ndjson").then();
    }

    @Test
    void a_long_file_is_taken_in_after_its_sender_has_gone() {
        var ids = Stream.generate(UUID::randomUUID).limit(1200).toList();
        var rows = IntStream.range(0, 1200)
                .mapToObj(i -> i == 700 ? "{" : company(ids.get(i), "Row " + i, "")).collect(Collectors.joining("\n"));
        var location = editor().header("Prefer", "respond-async").body(bytes(rows)).post(COMPANIES + "/import?format=ndjson")
                .then().log().ifValidationFails().statusCode(202).header("Preference-Applied", "respond-async")
                .body("status", oneOf("queued", "running")).extract().header("Location");
        ended(location, "done").body("accepted", equalTo(1199), "rejected", equalTo(1), "progress", equalTo(1.0f))
                .body("problems[0].line", equalTo(701));
        recorded(ids.get(1199));
        given().get("/api/trade/imports/" + UUID.randomUUID()).then().statusCode(404);
        given().get("/api/trade/imports/x").then().statusCode(400);
    }

    @Test
    void a_strict_job_with_a_bad_row_fails_and_records_nothing() {
        var id = UUID.randomUUID();
        var location = editor().header("Prefer", "respond-async, wait=1").body(bytes(company(id, "Strict", ""), "{"))
                .post(COMPANIES + "/import?format=ndjson&mode=strict").then().statusCode(202).extract().header("Location");
        ended(location, "failed").body("accepted", equalTo(0), "rejected", equalTo(1), "reason", containsString("strict"));
        notRecorded(id);
    }

    @Test
    void a_strict_job_tells_what_was_recorded_though_its_process_dies_as_it_ends() throws Exception {
        once("update on import_job for each row when (new.status = 'done')",
                "raise exception 'The process is gone.' using errcode = 'query_canceled';", ImportsTest::strict);
    }

    @Test
    void a_strict_job_that_another_process_has_taken_up_meanwhile_is_recorded_by_that_one_alone() throws Exception {
        once("insert on company_version for each statement",
                "update import_job set owner = gen_random_uuid() where status = 'running';", ImportsTest::strict);
    }

    /** Takes two rows in, all or nothing, and sees that the job says so. */
    private static void strict() {
        var location = editor().header("Prefer", "respond-async")
                .body(bytes(company(UUID.randomUUID(), "One", ""), company(UUID.randomUUID(), "Other", "")))
                .post(COMPANIES + "/import?format=ndjson&mode=strict").then().statusCode(202).extract().header("Location");
        ended(location, "done").body("accepted", equalTo(2), "unchanged", equalTo(0), "progress", equalTo(1.0f));
    }

    /** Has something happen in the database the first time that something else does. */
    private static void once(String when, String what, Runnable meanwhile) throws SQLException {
        execute("create sequence happened");
        execute("create function happen() returns trigger language plpgsql as $$ begin if nextval('happened') = 1 then " + what
                + " end if; return new; end $$");
        execute("create trigger happens before " + when + " execute function happen()");
        try {
            meanwhile.run();
        } finally {
            execute("drop function happen cascade; drop sequence happened");
        }
    }

    @Test
    void a_job_whose_process_died_goes_on_after_the_last_chunk_that_stands() throws Exception {
        var ids = Stream.generate(UUID::randomUUID).limit(3).toList();
        var job = UUID.randomUUID();
        var folder = Path.of(ConfigProvider.getConfig().getValue("tamga.imports.folder", String.class));
        Files.write(folder.resolve(job + ".import"),
                bytes(ids.stream().map(id -> company(id, "Left", "")).toArray(String[]::new)));
        var keeper = Files.readString(folder.resolve("keeper"));
        abandoned(job, keeper, 0);
        ended("/api/trade/imports/" + job, "done").body("accepted", equalTo(3));
        // The first was counted with the chunk that stood; had it really been recorded, it would be there.
        notRecorded(ids.get(0));
        recorded(ids.get(1));
        recorded(ids.get(2));
        assertTrue(Files.notExists(folder.resolve(job + ".import")));

        var lost = UUID.randomUUID();
        abandoned(lost, keeper, 0);
        ended("/api/trade/imports/" + lost, "failed").body("reason", containsString("file"));

        // It went on after each death, but one file ends no more than five processes.
        var deadly = UUID.randomUUID();
        Files.write(folder.resolve(deadly + ".import"), bytes(company(UUID.randomUUID(), "Deadly", "")));
        abandoned(deadly, keeper, 4);
        ended("/api/trade/imports/" + deadly, "failed").body("reason", containsString("5 times"), "accepted", equalTo(1));
        assertTrue(Files.notExists(folder.resolve(deadly + ".import")));

        var stuck = UUID.randomUUID();
        Files.write(folder.resolve(stuck + ".import"), bytes(company(UUID.randomUUID(), "Stuck", "")));
        abandoned(stuck, keeper, 0, 5);
        ended("/api/trade/imports/" + stuck, "failed").body("reason", containsString("What was recorded of it stands"));
    }

    @Test
    void what_is_read_twice_has_come_half_way_when_it_was_read_once() throws Exception {
        var job = UUID.randomUUID();
        abandoned(job, UUID.randomUUID().toString(), 0);
        execute("update import_job set size = 1000, readings = 2, bytes_read = 1000 where id = '" + job + "'");
        given().get("/api/trade/imports/" + job).then().statusCode(200).body("progress", equalTo(0.5f));
    }

    @Test
    void what_there_is_no_room_for_is_put_off() throws Exception {
        var folder = Path.of(ConfigProvider.getConfig().getValue("tamga.imports.folder", String.class));
        // Long, but of nothing: it takes no room on the disk.
        var large = folder.resolve("large.import");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(17L << 30);
        }
        try {
            var id = UUID.randomUUID();
            editor().header("Prefer", "respond-async").body(bytes(company(id, "Late", "")))
                    .post(COMPANIES + "/import?format=ndjson")
                    .then().statusCode(503).header("Retry-After", "60").body("detail", matchesPattern("174\\d\\d MiB .*"));
            take("", company(id, "Late", "")).body("accepted", equalTo(1));
        } finally {
            Files.delete(large);
        }

        var away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        try {
            Files.createFile(folder);
            take("", company(UUID.randomUUID(), "Nowhere", "")).statusCode(503).header("Retry-After", "300")
                    .body("detail", containsString("disk"));
        } finally {
            Files.delete(folder);
            Files.move(away, folder);
        }
    }

    private static void execute(String sql) throws SQLException {
        var config = ConfigProvider.getConfig();
        try (var connection = DriverManager.getConnection(config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void abandoned(UUID job, String keeper, int deaths) throws SQLException {
        abandoned(job, keeper, deaths, 0);
    }

    private static void abandoned(UUID job, String keeper, int deaths, int attempts) throws SQLException {
        execute("insert into import_job (id, topic, format, file, mode, dry_run, subject, status, keeper, owner, seen_at, size,"
                + " found, accepted, deaths, attempts) values ('" + job
                + "', 'trade.company', 'ndjson', '{}', 'lenient', false, 'test',"
                + " 'running', '" + keeper + "', gen_random_uuid(), clock_timestamp() - interval '1 minute', 1, 1, 1, " + deaths
                + ", " + attempts + ")");
    }

    private static ValidatableResponse ended(String location, String status) {
        return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(200)).until(
                () -> given().get(location).then().statusCode(200),
                answer -> !"queued running".contains(answer.extract().<String>path("status")))
                .log().ifValidationFails().body("status", equalTo(status));
    }
}
