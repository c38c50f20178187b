package org.tamga.trade.imports;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.get;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.record.Ledger;
import org.tamga.testing.Tokens;
import org.tamga.trade.Api;
import org.tamga.trade.TradeTest;

import io.restassured.response.ValidatableResponse;

/** Files of other people's formats: good rows land, bad ones are named, and the same file again changes nothing. */
@TradeTest
class ImportsTest {

    @Inject
    Ledger ledger;

    private static ValidatableResponse imported(String address, String type, String content) {
        return given().auth().oauth2(Tokens.of("trade-editor")).contentType(type)
                .body(content.getBytes(StandardCharsets.UTF_8)).post("/api/trade/" + address).then().log().ifValidationFails();
    }

    @Test
    void a_table_of_companies_lands_row_by_row_and_once() {
        var table = """
                    name;name:ru;jurisdiction;entityType;status;XI-LEI;GE-TIN;isic;city
                    Tbilisi Steel LLC;ООО Тбилиси Сталь;GE;company;active;;405405405;2410 2420;Tbilisi
                    Batumi Port;;GE;;;;;;
                    =HYPERLINK("x");;GE;;;;;;
                     =HYPERLINK("x");;GE;;;;;;
                    No Country;;XX;;;;;;
                    Bad Lei;;GE;;;549300LBI3LRIZ2V8V67;;;
                    Too Few;GE
                    """;
        var address = "companies/import?format=companies-csv&publishedOn=2024-03-01&sourceTitle=Register&sourcePublisher=NAPR";
        imported(address, "text/csv", table).statusCode(200).body("accepted", equalTo(2), "unchanged", equalTo(0))
                .body("rejected", equalTo(5)).body("problems.line", hasItems(4, 5, 6, 7, 8))
                .body("problems.code", hasItem("formula"));
        imported(address, "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(2), "rejected", equalTo(5));
        get("companies?identifier=GE-TIN:405405405").body("items", hasSize(1)).body("items[0].seat.city", equalTo("Tbilisi"))
                .body("items[0].isic", contains("2410", "2420")).body("items[0].names.lang", hasItem("ru"))
                .body("items[0].validFrom", equalTo("2024-03-01")).body("items[0].sources[0].publisher", equalTo("NAPR"));
        imported("companies/import?format=companies-csv", "text/csv", "name,colour\nX,red\n").statusCode(422).body("detail",
                containsString("colour"));
        imported("companies/import?format=companies-csv", "text/csv", "").statusCode(422);
    }

    @Test
    void lei_records_come_with_their_names_and_a_branch_finds_its_head() {
        var page = """
                   {"meta": {"goldenCopy": {"publishDate": "2024-07-06T08:00:00Z"}}, "data": [
                     {"type": "lei-records", "id": "5493000IBP32UQZ0KL24", "attributes": {"lei": "5493000IBP32UQZ0KL24", "entity": {
                       "legalName": {"name": "Example Bank AS", "language": "no"},
                       "otherNames": [{"name": "Old Example Bank", "language": "en", "type": "PREVIOUS_LEGAL_NAME"}],
                       "headquartersAddress": {"city": "Oslo", "region": "NO-03"}, "jurisdiction": "NO", "category": "GENERAL",
                       "registeredAt": {"id": "RA000472"}, "registeredAs": "999999999", "status": "ACTIVE",
                       "creationDate": "1990-05-01T00:00:00Z"}, "registration": {"status": "ISSUED"}}},
                     {"type": "lei-records", "id": "HWUPKR0MPOU8FGXBT394", "attributes": {"lei": "HWUPKR0MPOU8FGXBT394", "entity": {
                       "legalName": {"name": "Example Bank, Filial", "language": "sv"}, "jurisdiction": "SE", "category": "BRANCH",
                       "associatedEntity": {"lei": "5493000IBP32UQZ0KL24"}, "status": "ACTIVE"}}},
                     {"id": "nothing"}], "links": {}}""";
        imported("companies/import?format=gleif-json", "application/json", page).statusCode(200)
                .body("accepted", equalTo(2), "rejected", equalTo(1))
                .body("problems.pointer", contains(containsString("/data/2")));
        imported("companies/import?format=gleif-json", "application/json", page).body("accepted", equalTo(0), "unchanged",
                equalTo(2));
        var head = get("companies?identifier=XI-LEI:5493000IBP32UQZ0KL24").body("items.validFrom", contains("2024-07-06"))
                .body("items[0].names.type", contains("legal", "former"))
                .body("items[0].identifiers.scheme", containsInAnyOrder("XI-LEI", "RA000472"))
                .body("items[0].foundedOn", equalTo("1990-05-01")).extract().<String>path("items[0].id");
        get("companies?headId=" + head).body("items.jurisdiction", contains("SE"));
        get("companies/" + head + "?knownAt=2024-07-07T00:00:00Z").statusCode(200);
        imported("companies/import?format=gleif-json", "application/json", page.substring(0, 900)).statusCode(422);
        imported("companies/import?format=gleif-json", "application/json", "{\"errors\": []}").statusCode(422);
        // A day that comes after what it dates.
        var meta = page.substring(1, page.indexOf("\"data\""));
        var backwards = page.replace(meta, "").replace("\"links\"", meta + "\"links\"");
        imported("companies/import?format=gleif-json", "application/json", backwards).statusCode(422)
                .body("violations.pointer", contains("/meta"));
        imported("companies/import?format=gleif-json&publishedOn=2024-07-06", "application/json", backwards).statusCode(200);
    }

    @Test
    void what_a_register_says_of_a_company_stays_where_other_files_tell_of_it_too() {
        imported("companies/import?format=companies-csv&publishedOn=2020-03-01&sourceTitle=Register&sourcePublisher=NAPR",
                "text/csv",
                """
                name;jurisdiction;entityType;status;XI-LEI;GE-TIN;isic;city
                Rustavi Pipes;GE;company;active;529900T8BM49AURSDO55;405405777;2410;Rustavi
                """).statusCode(200).body("accepted", equalTo(1), "rejected", equalTo(0));
        var lei = """
                  {"data": [{"id": "529900T8BM49AURSDO55", "attributes": {"lei": "529900T8BM49AURSDO55", "entity": {
                   "legalName": {"name": "RUSTAVI PIPES LLC"}, "jurisdiction": "GE", "status": "INACTIVE", "category": "GENERAL",
                   "headquartersAddress": {"city": "Tbilisi"}, "creationDate": "2001-02-03T00:00:00Z"},
                   "registration": {"status": "LAPSED"}}}]}""";
        imported("companies/import?format=gleif-json&publishedOn=2024-07-06", "application/json", lei).statusCode(200)
                .body("accepted", equalTo(1)).body("problems.code", everyItem(equalTo("recorded-otherwise")))
                .body("problems.detail", contains("says inactive as its status; recorded is active, which stays",
                        "says Tbilisi as its seat; recorded is Rustavi, which stays"));
        var entity = statement("rp-co", "entity", "2023-11-18", "new", "{\"entityType\": {\"type\": \"registeredEntity\"},"
                + " \"name\": \"Rustavi Pipes Limited\", \"identifiers\": [{\"scheme\": \"GE-TIN\", \"id\": \"405405777\"}]}");
        // A statement is of all days: it is added to both periods, and stands alone before them.
        imported("companies/import?format=bods-json", "application/jsonl", entity).statusCode(200).body("accepted", equalTo(3));
        get("companies?identifier=GE-TIN:405405777").body("items", hasSize(1)).body("items[0].validFrom", equalTo("2024-07-06"))
                .body("items[0].status", equalTo("active")).body("items[0].isic", contains("2410"))
                .body("items[0].seat.city", equalTo("Rustavi")).body("items[0].foundedOn", equalTo("2001-02-03"))
                .body("items[0].identifiers.scheme", contains("XI-LEI", "GE-TIN"))
                .body("items[0].names.text", contains("Rustavi Pipes", "RUSTAVI PIPES LLC", "Rustavi Pipes Limited"))
                .body("items[0].sources.publisher", hasItems("NAPR", "Test register"));
        imported("companies/import?format=gleif-json&publishedOn=2024-07-06", "application/json", lei).body("accepted",
                equalTo(0));
        imported("companies/import?format=bods-json", "application/jsonl", entity).body("accepted", equalTo(0));
        // What the file of a day says, was not told of the days before it.
        get("companies?identifier=GE-TIN:405405777&validAt=2024-07-05").body("items[0].validFrom", equalTo("2020-03-01"))
                .body("items[0].foundedOn", nullValue())
                .body("items[0].names.text", contains("Rustavi Pipes", "Rustavi Pipes Limited"));
        get("companies?identifier=GE-TIN:405405777&validAt=2020-02-29").body("items[0].validTo", equalTo("2020-03-01"))
                .body("items[0].names.text", contains("Rustavi Pipes Limited"))
                .body("items[0].sources.publisher", contains("Test register"));
    }

    @Test
    void what_a_source_says_of_days_of_which_the_others_say_nothing_is_kept() {
        var id = UUID.randomUUID();
        var lei = lei("GEGAPS", 1);
        var line = id + ";%s;GE;405406004;" + lei + ";%s\n";
        var register = "companies/import?format=companies-csv&sourceTitle=Register&sourcePublisher=NAPR";
        imported(register, "text/csv", "id;name;jurisdiction;GE-TIN;XI-LEI;validFrom;validTo\n"
                + line.formatted("Gaps", "2020-01-01;2022-01-01") + line.formatted("Gaps", "2025-01-01;"))
                .body("accepted", equalTo(2));
        var page = "{\"data\": [" + leiRecord(lei, "Gaps Works", "\"status\": \"ACTIVE\"") + "]}";
        var gleif = "companies/import?format=gleif-json&publishedOn=2021-06-01";
        // Some days of the first period, the days between, the second period.
        imported(gleif, "application/json", page).body("accepted", equalTo(3), "rejected", equalTo(0));
        var company = "companies?identifier=XI-LEI:" + lei + "&validAt=";
        get(company + "2021-06-01").body("items[0].names.text", contains("Gaps", "Gaps Works"));
        get(company + "2022-01-01").body("items[0].names.text", contains("Gaps Works"))
                .body("items[0].validTo", equalTo("2025-01-01"))
                .body("items[0].sources.publisher", contains("Global Legal Entity Identifier Foundation"));
        get(company + "2025-01-01").body("items[0].names.text", contains("Gaps", "Gaps Works"));
        imported(gleif, "application/json", page).body("accepted", equalTo(0), "rejected", equalTo(0));

        // A statement is of all days.
        var entity = statement("gaps", "entity", "2023-11-18", "new", "{\"name\": \"Gaps Limited\", \"identifiers\":"
                + " [{\"scheme\": \"GE-TIN\", \"id\": \"405406004\"}]}");
        var bods = "companies/import?format=bods-json";
        imported(bods, "application/jsonl", entity).body("accepted", equalTo(4 + 1), "rejected", equalTo(0));
        get(company.replace("XI-LEI:" + lei, "GE-TIN:405406004") + "2019-12-31").body("items[0].names.text",
                contains("Gaps Limited"));
        get(company + "2023-01-01").body("items[0].names.text", contains("Gaps Works", "Gaps Limited"));
        imported(bods, "application/jsonl", entity).body("accepted", equalTo(0), "rejected", equalTo(0));

        // An older edition takes nothing of the newer.
        var older = "companies/import?format=gleif-json&publishedOn=2019-06-01";
        imported(older, "application/json", page.replace("Works", "Mill")).body("rejected", equalTo(0));
        get(company + "2022-01-01").body("items[0].names.text", contains("Gaps Works", "Gaps Limited"));

        // What an editor took back stays so.
        editor().body(Api.body("'because': 'It was closed.', 'validFrom': '2022-01-01', 'validTo': '2025-01-01'"))
                .header("If-Match", get("companies/" + id).extract().header("ETag"))
                .post("/api/trade/companies/" + id + "/retraction").then().log().ifValidationFails().statusCode(200);
        imported(gleif, "application/json", page).body("accepted", equalTo(0), "rejected", equalTo(0));
        imported(bods, "application/jsonl", entity).body("accepted", equalTo(0), "rejected", equalTo(0));
        get(company + "2022-01-01").body("items", empty());
    }

    @Test
    void a_file_of_a_day_on_which_nothing_else_is_said_holds_though_the_others_were_taken_in_later() {
        var lei = lei("GEOVER", 1);
        imported("companies/import?format=companies-csv&sourceTitle=Register&sourcePublisher=NAPR", "text/csv",
                "name;jurisdiction;XI-LEI;validFrom;validTo\nOver;GE;" + lei + ";2020-01-01;2022-01-01\n")
                .body("accepted", equalTo(1));
        var page = "{\"data\": [" + leiRecord(lei, "Over Works", "\"status\": \"ACTIVE\"") + "]}";
        var gleif = "companies/import?format=gleif-json&publishedOn=2024-07-06";
        imported(gleif, "application/json", page).body("rejected", equalTo(0));
        var company = "companies?identifier=XI-LEI:" + lei + "&validAt=";
        for (var knownAt : List.of("", "&knownAt=2024-07-07T00:00:00Z")) {
            get(company + "2024-07-06" + knownAt).body("items[0].names.text", contains("Over Works"));
        }
        get(company + "2024-07-05").body("items", empty());
        get(company + "2021-12-31").body("items[0].names.text", contains("Over"));
        imported(gleif, "application/json", page).body("accepted", equalTo(0), "rejected", equalTo(0));
    }

    @Test
    void what_a_file_of_a_day_says_of_a_company_holds_from_that_day_on() {
        imported("companies/import?format=companies-csv&publishedOn=2015-01-01&sourceTitle=Register&sourcePublisher=NAPR",
                "text/csv", "name;jurisdiction;XI-LEI\nPoti Docks;GE;" + lei("GEPOTI", 1) + "\n").statusCode(200)
                .body("accepted", equalTo(1));
        var page = "{\"data\": [" + leiRecord(lei("GEPOTI", 1), "Poti Docks", "\"status\": \"INACTIVE\"") + "]}";
        var address = "companies/import?format=gleif-json&publishedOn=";
        imported(address + "2025-06-01", "application/json", page).statusCode(200).body("accepted", equalTo(1));
        var company = "companies?identifier=XI-LEI:" + lei("GEPOTI", 1);
        get(company + "&validAt=2025-05-31").body("items.status", contains(nullValue()));
        get(company + "&validAt=2025-06-01").body("items.status", contains("inactive"));
        imported(address + "2025-06-01", "application/json", page).body("accepted", equalTo(0), "unchanged", equalTo(1));
        // An older one holds until the newer; one that says nothing new changes nothing.
        var older = page.replace("INACTIVE", "ACTIVE");
        imported(address + "2025-01-01", "application/json", older).body("accepted", equalTo(1), "warnings", equalTo(0));
        imported(address + "2025-01-01", "application/json", older).body("accepted", equalTo(0), "unchanged", equalTo(1));
        get(company + "&validAt=2025-05-31").body("items.status", contains("active"));
        get(company + "&validAt=2025-06-01").body("items.status", contains("inactive"));
        imported(address + "2025-07-01", "application/json", page).body("accepted", equalTo(0), "unchanged", equalTo(1));
        // One of a day that is still to come.
        var later = page.replace("Poti Docks", "Poti Docks and Yards");
        imported(address + "2999-01-01", "application/json", later).body("accepted", equalTo(1));
        imported(address + "2999-01-01", "application/json", later).body("accepted", equalTo(0), "unchanged", equalTo(1));
        get(company).body("items[0].names.text", contains("Poti Docks"));
        get(company + "&validAt=2999-01-01").body("items[0].names.text", contains("Poti Docks", "Poti Docks and Yards"));
    }

    /** A LEI whose check digits are right (ISO 7064 mod 97-10). */
    private static String lei(String letters, int number) {
        var first = "529900" + letters + "%06d".formatted(number);
        var digits = (first + "00").chars().mapToObj(c -> String.valueOf(Character.digit(c, 36))).collect(Collectors.joining());
        return first + "%02d".formatted(98 - new BigInteger(digits).mod(BigInteger.valueOf(97)).intValue());
    }

    private static String leiRecord(String lei, String name, String more) {
        return "{\"id\": \"" + lei + "\", \"attributes\": {\"lei\": \"" + lei + "\", \"entity\": {\"legalName\": {\"name\": \""
                + name
                + "\"}, \"jurisdiction\": \"GE\", " + more + "}}}";
    }

    @Test
    void two_statements_of_one_file_about_a_company_of_another_source_are_both_added() {
        var fillers = IntStream.range(0, 600).mapToObj(i -> party("filler " + i, "person", "GE")).toList();
        var number = 0;
        for (var between : List.of(List.<String>of(), fillers)) {
            for (var mode : List.of("lenient", "strict")) {
                var lei = lei("GETWOS", ++number);
                imported("companies/import?format=companies-csv&sourceTitle=Register&sourcePublisher=NAPR", "text/csv",
                        "name;jurisdiction;XI-LEI\nOf the register;GE;" + lei + "\n").body("accepted", equalTo(1));
                var entity = "{\"name\": \"%s\", \"identifiers\": [{\"scheme\": \"XI-LEI\", \"id\": \"" + lei + "\"}]}";
                var statements = Stream.of(
                        Stream.of(statement("two-" + number, "entity", "2023-01-01", "new", entity.formatted("First"))),
                        between.stream(),
                        Stream.of(statement("two-" + number, "entity", "2024-01-01", "updated", entity.formatted("Second"))))
                        .flatMap(lines -> lines).collect(Collectors.joining("\n"));
                var address = "companies/import?format=bods-json&mode=" + mode;
                imported(address, "application/x-ndjson", statements).statusCode(200).body("accepted", equalTo(2));
                get("companies?identifier=XI-LEI:" + lei).body("items[0].names.text",
                        contains("Of the register", "First", "Second"));
                imported(address, "application/x-ndjson", statements).body("accepted", equalTo(0), "unchanged", equalTo(2));

                var page = Stream.of("Third", "Fourth").map(name -> leiRecord(lei, name, "\"status\": \"ACTIVE\""))
                        .collect(Collectors.joining(",", "{\"data\": [", "]}"));
                var gleif = "companies/import?format=gleif-json&mode=" + mode;
                imported(gleif, "application/json", page).statusCode(200).body("accepted", equalTo(2));
                get("companies?identifier=XI-LEI:" + lei).body("items[0].names.text",
                        contains("Of the register", "First", "Second", "Third", "Fourth"));
                imported(gleif, "application/json", page).body("accepted", equalTo(0), "unchanged", equalTo(2));
            }
        }
    }

    /** Something that is done while an import has read of all its companies, and waits for the first to record it. */
    private ValidatableResponse importedWhile(UUID first, Supplier<ValidatableResponse> file, Runnable done) {
        return ledger.database().write(transaction -> {
            transaction.first("select id from company where id = ? for update", row -> true, first);
            var importing = CompletableFuture.supplyAsync(file);
            await().atMost(Duration.ofMinutes(1)).until(() -> ledger.database().read(other -> other.first(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%from company %'",
                    row -> row.getInt(1) > 0)).orElseThrow());
            done.run();
            return importing;
        }).join();
    }

    @Test
    void what_somebody_writes_while_a_file_is_read_is_not_lost_to_it() {
        var first = new UUID(0x4000, System.nanoTime() | Long.MIN_VALUE);
        var second = UUID.randomUUID();
        var ids = List.of(first, second);
        var company = "'names': [{'text': '%s', 'type': 'legal'}], 'entityType': 'company', 'identifiers':"
                + " [{'scheme': 'GE-REG', 'value': '%s'}]";
        ids.forEach(id -> put("companies", id, company.formatted("Before", id)).statusCode(201));
        var file = ids.stream().map(id -> statement("ge " + id, "entity", "2023-01-01", "new", "{\"name\": \"Of the file\","
                + " \"identifiers\": [{\"scheme\": \"GE-REG\", \"id\": \"" + id + "\"}]}")).collect(Collectors.joining("\n"));
        var address = "companies/import?format=bods-json";
        var taken = importedWhile(first, () -> imported(address, "application/x-ndjson", file), () -> editor()
                .header("If-Match", "\"1\"").body(body(company.formatted("Of the editor", second)))
                .put("/api/trade/companies/" + second).then().statusCode(200));
        taken.statusCode(200).body("accepted", equalTo(1), "rejected", equalTo(1)).body("problems.line", contains(2))
                .body("problems.code", contains("precondition-failed"));
        get("companies/" + first).body("names.text", contains("Before", "Of the file"));
        get("companies/" + second).body("names.text", contains("Of the editor"));
        imported(address, "application/x-ndjson", file).body("accepted", equalTo(1), "unchanged", equalTo(1));
        get("companies/" + second).body("names.text", contains("Of the editor", "Of the file"));
    }

    @Test
    void what_somebody_writes_while_a_registers_next_table_is_read_is_not_lost_to_it() {
        var first = new UUID(0x4000, System.nanoTime() | Long.MIN_VALUE);
        var second = UUID.randomUUID();
        var address = "companies/import?format=companies-csv&sourceTitle=Register&sourcePublisher=NAPR";
        var table = "id;name;jurisdiction\n" + first + ";%1$s;GE\n" + second + ";%1$s;GE\n";
        imported(address, "text/csv", table.formatted("Before")).body("accepted", equalTo(2));
        importedWhile(first, () -> imported(address, "text/csv", table.formatted("After")), () -> editor()
                .header("If-Match", "\"1\"")
                .body(body("'names': [{'text': 'Of the editor', 'type': 'legal'}], 'entityType': 'company'"))
                .put("/api/trade/companies/" + second).then().statusCode(200))
                .statusCode(200).body("accepted", equalTo(1), "rejected", equalTo(1)).body("problems.line", contains(3))
                .body("problems.code", contains("precondition-failed"));
        get("companies/" + first).body("names.text", contains("After"));
        get("companies/" + second).body("names.text", contains("Of the editor"));
        imported(address, "text/csv", table.formatted("After")).body("accepted", equalTo(1), "unchanged", equalTo(1));
        get("companies/" + second).body("names.text", contains("After", "Of the editor"));
    }

    @Test
    void a_registers_next_table_leaves_what_others_have_added() {
        var register = "companies/import?format=companies-csv&sourceTitle=Register&sourcePublisher=NAPR&publishedOn=";
        var table = "name;jurisdiction;GE-TIN;city\n%s;GE;405405999;%s\n";
        imported(register + "2024-01-01", "text/csv", table.formatted("Gori Mill", "Gori")).body("accepted", equalTo(1));
        var lei = lei("GEMILL", 1);
        var entity = statement("gori", "entity", "2024-06-01", "new", "{\"name\": \"Gori Mill Limited\", \"foundingDate\":"
                + " \"2001\", \"identifiers\": [{\"scheme\": \"GE-TIN\", \"id\": \"405405999\"},"
                + " {\"scheme\": \"XI-LEI\", \"id\": \"" + lei + "\"}]}");
        // It is of all days, of those before the table alone.
        imported("companies/import?format=bods-json", "application/jsonl", entity).body("accepted", equalTo(2));
        var company = "companies?identifier=GE-TIN:405405999";
        var today = LocalDate.now(ZoneOffset.UTC);
        for (var name : List.of("Gori Mill", "Gori Mills")) {
            var next = table.formatted(name, "Tbilisi");
            imported(register + today, "text/csv", next).body("accepted", equalTo(1), "rejected", equalTo(0));
            get(company).body("items", hasSize(1)).body("items[0].seat.city", equalTo("Tbilisi"))
                    .body("items[0].identifiers.scheme", contains("GE-TIN", "XI-LEI"))
                    .body("items[0].names.text", contains(name, "Gori Mill Limited"))
                    .body("items[0].foundedOn", equalTo("2001"))
                    .body("items[0].sources.publisher", contains("NAPR", "Test register"));
            imported(register + today, "text/csv", next).body("accepted", equalTo(0), "unchanged", equalTo(1));
            imported("companies/import?format=bods-json", "application/jsonl", entity).body("accepted", equalTo(0));
        }
        // What the table alone has told, it takes back.
        get(company + "&validAt=" + today.minusDays(1)).body("items[0].seat.city", equalTo("Gori"));
        var whole = "name;GE-TIN\nGori Mills;405405999\n";
        imported(register + today, "text/csv", whole).body("accepted", equalTo(1));
        get(company).body("items[0].seat", nullValue()).body("items[0].jurisdiction", nullValue())
                .body("items[0].identifiers.value", contains("405405999", lei));
        // A table of all days says of each of them what it says, beside what others have said of those.
        var always = register.replace("&publishedOn=", "");
        imported(always, "text/csv", whole).body("rejected", equalTo(0));
        imported(always, "text/csv", whole).body("accepted", equalTo(0));
        get(company).body("items[0].identifiers.value", contains("405405999", lei));
        get(company + "&validAt=2023-12-31").body("items[0].identifiers.value", contains("405405999", lei))
                .body("items[0].names.text", contains("Gori Mills", "Gori Mill Limited"));
    }

    @Test
    void a_later_edition_of_what_recorded_a_company_first_keeps_what_others_brought() {
        var lei = lei("GEOWNS", 1);
        var gleif = "companies/import?format=gleif-json&publishedOn=";
        var page = "{\"data\": [" + leiRecord(lei, "Own Works", "\"status\": \"ACTIVE\"") + "]}";
        var table = "companies/import?format=companies-csv&sourceTitle=Register&sourcePublisher=NAPR&publishedOn=";
        imported(gleif + "2026-01-01", "application/json", page).body("accepted", equalTo(1));
        imported(table + "2026-02-01", "text/csv", "name;jurisdiction;XI-LEI;GE-TIN;isic;city\nOwn Works;GE;" + lei
                + ";405406001;2410;Poti\n").body("accepted", equalTo(1));
        imported(gleif + "2026-03-01", "application/json", page).body("accepted", equalTo(1));
        get("companies?identifier=XI-LEI:" + lei).body("items[0].validFrom", equalTo("2026-03-01"))
                .body("items[0].identifiers.scheme", contains("XI-LEI", "GE-TIN")).body("items[0].isic", contains("2410"))
                .body("items[0].seat.city", equalTo("Poti")).body("items[0].sources.publisher", hasItem("NAPR"));
        imported(table + "2026-04-01", "text/csv", "name;jurisdiction;GE-TIN\nOwn Works;GE;405406001\n")
                .body("accepted", equalTo(1));
        get("companies?identifier=GE-TIN:405406001").body("items", hasSize(1))
                .body("items[0].identifiers.value", contains("405406001", lei));
    }

    @Test
    void a_later_statement_of_a_publisher_about_its_own_entity_keeps_what_an_editor_added() {
        var entity = "{\"name\": \"%s\", \"jurisdiction\": {\"code\": \"GE\"}}";
        var name = "Kept " + UUID.randomUUID();
        var address = "companies/import?format=bods-json";
        imported(address, "application/jsonl", statement(name, "entity", "2023-01-01", "new", entity.formatted(name)))
                .body("accepted", equalTo(1));
        var id = get("companies?q=" + name).extract().<String>path("items[0].id");
        editor().header("If-Match", "\"1\"").body(body("'names': [{'text': '" + name + "', 'type': 'legal'}],"
                + " 'entityType': 'company', 'jurisdiction': 'GE', 'isic': ['2410']")).put("/api/trade/companies/" + id).then()
                .statusCode(200);
        var today = LocalDate.now(ZoneOffset.UTC).toString();
        imported(address, "application/jsonl", statement(name, "entity", today, "updated", entity.formatted(name + " Ltd")))
                .body("accepted", equalTo(1));
        get("companies/" + id).body("names.text", hasItem(name + " Ltd")).body("isic", contains("2410"));
    }

    @Test
    void a_source_corrects_itself_and_nobody_else() {
        var lei = lei("GESELF", 1);
        imported("companies/import?format=companies-csv&publishedOn=2025-01-01&sourceTitle=Register&sourcePublisher=NAPR",
                "text/csv", "name;jurisdiction;XI-LEI;city\nSelf Works;GE;" + lei + ";Gori\n").body("accepted", equalTo(1));
        var page = "{\"data\": [{\"id\": \"" + lei + "\", \"attributes\": {\"lei\": \"" + lei + "\", \"entity\": {"
                + "\"legalName\": {\"name\": \"%s\"}, \"jurisdiction\": \"GE\", \"status\": \"%s\","
                + " \"headquartersAddress\": {\"city\": \"Poti\"}}, \"registration\": {\"status\": \"%s\"}}}]}";
        var gleif = "companies/import?format=gleif-json&publishedOn=";
        imported(gleif + "2025-06-01", "application/json", page.formatted("Self", "ACTIVE", "ISSUED"))
                .body("accepted", equalTo(1)).body("problems.detail", contains(containsString("seat")));
        var company = "companies?identifier=XI-LEI:" + lei;
        get(company).body("items[0].status", equalTo("active")).body("items[0].identifiers[0].status", equalTo("issued"));
        var later = page.formatted("Self Mills", "INACTIVE", "LAPSED");
        imported(gleif + "2025-12-01", "application/json", later).body("accepted", equalTo(1))
                .body("problems.detail", contains("says Poti as its seat; recorded is Gori, which stays"));
        get(company).body("items[0].status", equalTo("inactive")).body("items[0].identifiers[0].status", equalTo("lapsed"))
                .body("items[0].names.text", contains("Self Works", "Self Mills")).body("items[0].seat.city", equalTo("Gori"));
        imported(gleif + "2025-12-01", "application/json", later).body("accepted", equalTo(0), "unchanged", equalTo(1));
        get(company + "&validAt=2025-11-30").body("items[0].status", equalTo("active"));
        // What an editor has corrected beside the same sources, stays.
        var id = get(company).extract().<String>path("items[0].id");
        var told = get("companies/" + id).extract();
        editor().header("If-Match", told.header("ETag")).body(told.asString().replace("\"inactive\"", "\"liquidating\""))
                .put("/api/trade/companies/" + id).then().log().ifValidationFails().statusCode(200);
        imported(gleif + "2026-02-01", "application/json", later.replace("Self Mills", "Self"));
        get(company).body("items[0].status", equalTo("liquidating")).body("items[0].names.text",
                contains("Self Works", "Self"));
    }

    @Test
    void what_is_added_to_a_company_is_added_to_each_period_of_its_days() {
        var lei = lei("GEEACH", 1);
        var id = UUID.randomUUID();
        imported("companies/import?format=companies-csv&sourceTitle=Register&sourcePublisher=NAPR", "text/csv",
                "id;name;jurisdiction;GE-TIN;XI-LEI;validFrom;validTo\n" + Stream
                        .of("Each;GE;405406002;%s;2024-01-01;2025-01-01",
                                "Each One;GE;405406002;%s;2025-01-01;2998-01-01", "Each Planned;GE;405406002;%s;2998-01-01;")
                        .map(line -> id + ";" + line.formatted(lei)).collect(Collectors.joining("\n")))
                .body("accepted", equalTo(3));
        var page = "{\"data\": [" + leiRecord(lei, "Each Works", "\"status\": \"ACTIVE\"") + "]}";
        var gleif = "companies/import?format=gleif-json&publishedOn=2024-07-06";
        imported(gleif, "application/json", page).body("accepted", equalTo(3));
        imported(gleif, "application/json", page).body("accepted", equalTo(0), "unchanged", equalTo(1));
        var company = "companies?identifier=GE-TIN:405406002&validAt=";
        get(company + "2024-07-05").body("items[0].names.text", contains("Each"));
        get(company + "2024-09-01").body("items[0].names.text", contains("Each", "Each Works"));
        get(company + "2025-09-01").body("items[0].names.text", contains("Each One", "Each Works"));
        get(company + "2998-01-01").body("items[0].names.text", contains("Each Planned", "Each Works"));
    }

    @Test
    void a_registers_table_that_is_taken_in_late_is_held_beside_what_others_have_added() {
        var register = "companies/import?format=companies-csv&sourceTitle=Register&sourcePublisher=NAPR&publishedOn=";
        var lei = lei("GELATE", 1);
        var table = "name;jurisdiction;GE-TIN;XI-LEI;city\nLate;GE;405406003;" + lei + ";%s\n";
        imported(register + "2025-01-01", "text/csv", table.formatted("Gori")).body("accepted", equalTo(1));
        var page = "{\"data\": [" + leiRecord(lei, "Late Works", "\"status\": \"ACTIVE\"") + "]}";
        imported("companies/import?format=gleif-json&publishedOn=2025-06-01", "application/json", page)
                .body("accepted", equalTo(1));
        var company = "companies?identifier=GE-TIN:405406003";
        imported(register + "2025-10-01", "text/csv", table.formatted("Tbilisi")).body("rejected", equalTo(0));
        get(company).body("items[0].seat.city", equalTo("Tbilisi")).body("items[0].status", equalTo("active"))
                .body("items[0].names.text", contains("Late", "Late Works"));
        get(company + "&validAt=2025-09-30").body("items[0].seat.city", equalTo("Gori"));
        get(company + "&knownAt=2025-10-02T00:00:00Z").body("items[0].seat.city", equalTo("Tbilisi"));
        imported(register + "2025-10-01", "text/csv", table.formatted("Tbilisi")).body("accepted", equalTo(0), "unchanged",
                equalTo(1));
        // An edition between says nothing of the days of the next.
        imported(register + "2025-08-01", "text/csv", table.formatted("Poti"));
        get(company).body("items[0].seat.city", equalTo("Tbilisi"));
        get(company + "&validAt=2025-09-30").body("items[0].seat.city", equalTo("Poti"));
    }

    @Test
    void two_companies_of_one_name_without_identifiers_are_not_taken_for_one() {
        var table = "name;jurisdiction;city\nAlliance;GE;Batumi\nAlliance;GE;Poti\nAlliance;GE;Batumi\nAlliance;AM;Poti\n";
        var address = "companies/import?format=companies-csv&publishedOn=2024-03-01";
        imported(address, "text/csv", table).statusCode(200).body("accepted", equalTo(2), "unchanged", equalTo(1))
                .body("rejected", equalTo(1)).body("problems.line", contains(3)).body("problems.code", contains("same-name"))
                .body("problems[0].detail", containsString("line 2"))
                .body("problems[0].detail", containsString("The first is taken"));
        get("companies?q=Alliance&country=GE").body("items.seat.city", contains("Batumi"));
        imported(address, "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(3), "rejected", equalTo(1));
        // What it was since another day is no other company.
        imported("companies/import?format=companies-csv", "text/csv", "name;jurisdiction;city;validFrom;validTo\n"
                + "Alliance;AZ;Baku;2010-01-01;2020-01-01\nAlliance;AZ;Ganja;2020-01-01;\n").body("accepted", equalTo(2));
    }

    @Test
    void a_branch_finds_its_head_wherever_in_the_file_that_stands() {
        var number = 0;
        for (var between : List.of(0, 600)) {
            var head = lei("GEHEAD", ++number);
            var branch = leiRecord(lei("GEPART", number), "Branch",
                    "\"category\": \"BRANCH\", \"associatedEntity\": {\"lei\": \""
                            + head + "\"}");
            var nobodys = leiRecord(lei("GENONE", number), "Branch",
                    "\"category\": \"BRANCH\", \"associatedEntity\": {\"lei\": \""
                            + lei("GELOST", number) + "\"}");
            var page = Stream.of(Stream.of(branch, nobodys), Stream.generate(() -> "{\"id\": \"nothing\"}").limit(between),
                    Stream.of(leiRecord(head, "Head", "\"category\": \"GENERAL\""))).flatMap(records -> records)
                    .collect(Collectors.joining(",", "{\"data\": [", "]}"));
            imported("companies/import?format=gleif-json&publishedOn=2024-07-06", "application/json", page).statusCode(200)
                    .body("accepted", equalTo(2), "rejected", equalTo(between + 1))
                    .body("problems.find { it.pointer == '/data/1/headId' }.code", equalTo("rule-broken"));
            get("companies?headId=" + get("companies?identifier=XI-LEI:" + head).extract().path("items[0].id"))
                    .body("items", hasSize(1));
            imported("companies/import?format=gleif-json&publishedOn=2024-07-06", "application/json", page)
                    .body("accepted", equalTo(0), "unchanged", equalTo(2));
        }
    }

    private static String statement(String recordId, String type, String day, String status, String details) {
        return """
               {"statementId": "%s", "statementDate": "%s", "recordId": "%s", "recordType": "%s", "recordStatus": "%s",
                "declarationSubject": "x", "publicationDetails": {"publicationDate": "2022-01-01", "bodsVersion": "0.4",
                "publisher": {"name": "Test register"}}, "recordDetails": %s}"""
                .formatted(UUID.randomUUID(), day, recordId, type,
                        status, details)
                .replace("\n", " ");
    }

    private static String relationship(String day, String interest) {
        return statement("bt-rel", "relationship", day, "new", "{\"isComponent\": false, \"subject\": \"bt-co\","
                + " \"interestedParty\": \"bt-person\", \"interests\": [" + interest + "]}");
    }

    @Test
    void an_ownership_statement_is_known_since_its_day_and_its_interest_holds_in_its_own_days() {
        var company = statement("bt-co", "entity", "2017-11-18", "new", "{\"entityType\": {\"type\": \"registeredEntity\"},"
                + " \"name\": \"Thimphu Trading\", \"jurisdiction\": {\"code\": \"BT\"}}");
        var person = statement("bt-person", "person", "2017-11-18", "new", "{\"personType\": \"knownPerson\","
                + " \"names\": [{\"fullName\": \"Somebody\"}], \"nationalities\": [{\"code\": \"BN\"}]}");
        var first = relationship("2018-03-01",
                "{\"type\": \"shareholding\", \"directOrIndirect\": \"direct\", \"startDate\": \"2016-07-07\","
                        + " \"share\": {\"minimum\": 25, \"exclusiveMaximum\": 50}}");
        var later = relationship("2020-03-01",
                "{\"type\": \"shareholding\", \"directOrIndirect\": \"direct\", \"startDate\": \"2016-07-07\","
                        + " \"share\": {\"exact\": 60}}");
        var nobody = statement("bt-none", "relationship", "2020-03-01", "new", "{\"subject\": \"bt-co\","
                + " \"interestedParty\": {\"reason\": \"subjectExemptFromDisclosure\"}}");
        var bad = statement("bt-bad", "relationship", "2020-03-01", "new", "{\"subject\": \"bt-nowhere\","
                + " \"interestedParty\": \"bt-person\", \"interests\": []}");
        var file = "[" + String.join(",\n", company, person, first, later, nobody, bad) + "]";
        var address = "companies/import?format=bods-json";
        imported(address, "application/json", file).statusCode(200).body("accepted", equalTo(3), "rejected", equalTo(1))
                .body("warnings", greaterThan(0)).body("problems.pointer", hasItem(containsString("/5")));
        imported(address, "application/json", file).body("accepted", equalTo(0), "unchanged", equalTo(3));

        var id = get("companies?country=BT&capitalFrom=BN").body("items", hasSize(1)).extract().<String>path("items[0].id");
        var interests = "companies/" + id + "/interests";
        get(interests + "?validAt=2019-01-01&knownAt=2017-12-31T00:00:00Z").body("items", empty());
        get(interests + "?validAt=2019-01-01&knownAt=2019-01-01T00:00:00Z").body("items[0].share.min", equalTo(25))
                .body("items[0].share.maxInclusive", equalTo(false)).body("items[0].validFrom", equalTo("2016-07-07"))
                .body("items[0].share.asOf", equalTo("2018-03-01")).body("items[0].holder.name", equalTo("Somebody"));
        get(interests + "?validAt=2019-01-01&knownAt=2021-01-01T00:00:00Z").body("items[0].share.exact", equalTo(60));
        get(interests + "?validAt=2019-01-01&knownAt=2021-01-01T00:00:00Z&knownBasis=recorded").body("items", empty());
        get(interests).body("items[0].sources[0].publisher", equalTo("Test register"));

        var lines = given().get("/api/trade/companies/bods?country=BT&capitalFrom=BN").then().statusCode(200)
                .contentType(containsString("x-ndjson")).extract().asString().strip().split("\n");
        assertEquals(3, lines.length);
        assertTrue(lines[0].contains("\"jurisdiction\":{\"name\":\"Bhutan\",\"code\":\"BT\"}"), lines[0]);
        assertTrue(lines[1].contains("\"nationalities\":[{\"name\":\"Brunei\",\"code\":\"BN\"}]"), lines[1]);
        assertTrue(lines[2].contains("\"exact\":60") && lines[2].contains("\"startDate\":\"2016-07-07\""), lines[2]);
        imported(address, "application/x-ndjson",
                String.join("\n", lines).replace("\"Tamga\"", "\"Elsewhere\"") + "\n{broken\n")
                .statusCode(200).body("accepted", equalTo(2), "rejected", equalTo(1)).body("problems[0].line", equalTo(4));
        imported(address, "application/json", file.substring(0, file.length() - 40)).statusCode(422);
    }

    private static String party(String recordId, String type, String country) {
        return statement(recordId, type, "2017-01-01", "new", type.equals("person")
                ? "{\"names\": [{\"fullName\": \"Holder\"}], \"nationalities\": [{\"code\": \"" + country + "\"}]}"
                : "{\"name\": \"Company of " + country + "\", \"jurisdiction\": {\"code\": \"" + country + "\"}}");
    }

    private static String held(String recordId, String day, String status, String... interests) {
        return statement(recordId, "relationship", day, status, "{\"subject\": \"" + recordId + "-co\", \"interestedParty\": \""
                + recordId + "-person\", \"interests\": [" + String.join(",", interests) + "]}");
    }

    private static String holding(String type, String more) {
        return "{\"type\": \"" + type + "\", \"directOrIndirect\": \"direct\", \"share\": {\"exact\": 30}" + more + "}";
    }

    @Test
    void a_dry_run_looks_up_what_it_remembers_no_more() {
        var note = ", \"details\": \"" + "n".repeat(2_000) + "\"";
        var once = held("far", "2020-01-01", "new", holding("shareholding", ", \"startDate\": \"2016-07-07\""),
                holding("votingRights", ", \"startDate\": \"2016-07-07\""));
        var again = held("far", "2021-01-01", "updated");
        var between = IntStream.range(0, 3_735).mapToObj(i -> held("far", "2020-01-01", "new", holding("votingRights", note))
                .replace("\"recordId\": \"far\"", "\"recordId\": \"far " + i + "\""));
        var parties = List.of(party("far-co", "entity", "BT"), party("far-person", "person", "BN"));
        var file = Stream.of(parties.stream(), Stream.of(once), between, Stream.of(again)).flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
        // The company, the interests, and of the last statement one that is not known and the ends of the others.
        imported("companies/import?format=bods-json&dryRun=true", "application/x-ndjson", file).statusCode(200)
                .body("rejected", equalTo(0), "accepted", equalTo(1 + 2 + 3_735 + 3));
    }

    @Test
    void statements_of_a_relationship_come_to_the_same_in_whichever_order_they_come() {
        var orders = orders(4);
        var address = "companies/import?format=bods-json";
        var parties = Stream.concat(orders.stream(), orders.stream().map(order -> "files-" + order))
                .flatMap(order -> Stream.of(party("nr-" + order + "-co", "entity", "NR"),
                        party("nr-" + order + "-person", "person", "TV")))
                .collect(Collectors.joining("\n"));
        imported(address, "application/x-ndjson", parties).statusCode(200).body("rejected", equalTo(0));
        var inOneFile = orders.stream().flatMap(order -> order.chars().mapToObj(i -> told("nr-" + order, i - '0')))
                .collect(Collectors.joining("\n"));
        imported(address + "&mode=strict&dryRun=true", "application/x-ndjson", inOneFile).statusCode(200).body("rejected",
                equalTo(0));
        imported(address, "application/x-ndjson", inOneFile).statusCode(200).body("rejected", equalTo(0));
        imported(address, "application/x-ndjson", inOneFile).statusCode(200).body("rejected", equalTo(0), "accepted",
                equalTo(0));
        var closedFirst = orders.stream().filter(order -> order.startsWith("3")).toList();
        var files = IntStream.range(0, 4).mapToObj(i -> closedFirst.stream()
                .map(order -> told("nr-files-" + order, order.charAt(i) - '0')).collect(Collectors.joining("\n"))).toList();
        files.forEach(file -> imported(address, "application/x-ndjson", file).statusCode(200).body("rejected", equalTo(0)));
        files.forEach(file -> imported(address, "application/x-ndjson", file).statusCode(200).body("rejected", equalTo(0),
                "accepted", equalTo(0)));
        var due = answers("nr-0123");
        assertTrue(due.toString().contains("60") && due.toString().contains("votingRights"), due.toString());
        for (var order : orders) {
            assertEquals(due, answers("nr-" + order), order);
        }
        for (var order : closedFirst) {
            assertEquals(due, answers("nr-files-" + order), "in four files: " + order);
        }
    }

    @Test
    void an_interest_is_known_again_by_what_it_is_in_whichever_order_a_list_has_it() {
        var orders = orders(3);
        var address = "companies/import?format=bods-json";
        var type = "application/x-ndjson";
        imported(address, type, orders.stream().flatMap(order -> Stream.of(party("ki-" + order + "-co", "entity", "AG"),
                party("ki-" + order + "-person", "person", "TV"))).collect(Collectors.joining("\n")))
                .body("rejected", equalTo(0));
        var file = orders.stream().flatMap(order -> order.chars().mapToObj(i -> listed("ki-" + order, i - '0')))
                .collect(Collectors.joining("\n"));
        imported(address, type, file).body("rejected", equalTo(0));
        imported(address, type, file).body("rejected", equalTo(0), "accepted", equalTo(0));
        var due = answers("ki-012");
        for (var order : orders) {
            assertEquals(due, answers("ki-" + order), order);
        }
        var interests = "companies/" + bodsCompany("ki-012") + "/interests?validAt=";
        get(interests + "2019-05-31").body("items.interestType", containsInAnyOrder("shareholding", "shareholding",
                "votingRights"));
        get(interests + "2019-06-01").body("items.interestType", containsInAnyOrder("shareholding", "votingRights"))
                .body("items.find { it.interestType == 'shareholding' }.share.exact", equalTo(20))
                .body("items.validFrom.unique()", contains("2016-07-07")).body("items.validTo", everyItem(nullValue()));
        // Each is one record, which has never been another one's.
        for (var interest : get(interests + "2019-05-31").extract().<List<Map<String, Object>>>path("items")) {
            get("companies/" + bodsCompany("ki-012") + "/interests/" + interest.get("id") + "/history")
                    .body("items.interestType.unique()", contains(interest.get("interestType")))
                    .body("items.share.exact.unique()", hasSize(1));
        }
    }

    /** Two holdings of shares and votes; the same in another order; the first holding sold. */
    private static String listed(String recordId, int number) {
        var since = ", \"startDate\": \"2016-07-07\"";
        var first = holding("shareholding", since);
        var second = holding("shareholding", since).replace("30", "20");
        var votes = holding("votingRights", since);
        return switch (number) {
            case 0 -> held(recordId, "2018-01-01", "new", first, second, votes);
            case 1 -> held(recordId, "2019-01-01", "updated", votes, second, first);
            default -> held(recordId, "2019-06-01", "updated", votes, second);
        };
    }

    @Test
    void an_interest_of_another_type_is_another_interest() {
        var address = "companies/import?format=bods-json";
        var since = ", \"startDate\": \"2016-07-07\"";
        var file = String.join("\n", party("ws-co", "entity", "AG"), party("ws-person", "person", "TV"),
                held("ws", "2018-01-01", "new", holding("votingRights", since)),
                held("ws", "2020-01-01", "updated", holding("shareholding", ", \"startDate\": \"2019-12-01\"")));
        imported(address, "application/x-ndjson", file).body("rejected", equalTo(0), "accepted", equalTo(1 + 1 + 2));
        imported(address, "application/x-ndjson", file).body("rejected", equalTo(0), "accepted", equalTo(0));
        var interests = "companies/" + bodsCompany("ws") + "/interests?validAt=";
        get(interests + "2019-12-31").body("items.interestType", containsInAnyOrder("votingRights", "shareholding"));
        get(interests + "2020-01-01").body("items.interestType", contains("shareholding"));
    }

    @Test
    void a_share_that_is_stated_again_is_known_since_it_was_first_stated() {
        var address = "companies/import?format=bods-json";
        var type = "application/x-ndjson";
        var since = ", \"startDate\": \"2016-07-07\"";
        var statements = List.of(held("asof", "2018-01-01", "new", holding("shareholding", since)),
                held("asof", "2020-01-01", "updated", holding("shareholding", since).replace("30", "30.0")),
                held("asof", "2021-01-01", "updated", holding("shareholding", since).replace("30", "60")),
                held("asof", "2022-01-01", "closed", holding("shareholding", since).replace("30", "60")));
        imported(address, type, String.join("\n", party("asof-co", "entity", "AG"), party("asof-person", "person", "TV")))
                .body("rejected", equalTo(0));
        // The second before the first.
        for (var number : List.of(1, 0, 2, 3)) {
            imported(address, type, statements.get(number)).body("rejected", equalTo(0), "warnings", equalTo(0));
        }
        statements.forEach(statement -> imported(address, type, statement).body("accepted", equalTo(0)));
        var interests = "companies/" + bodsCompany("asof") + "/interests?validAt=2019-01-01&knownAt=";
        get(interests + "2018-06-01T00:00:00Z").body("items.share.asOf", contains("2018-01-01"));
        get(interests + "2020-06-01T00:00:00Z").body("items.share.asOf", contains("2018-01-01"));
        get(interests + "2021-06-01T00:00:00Z").body("items.share.asOf", contains("2021-01-01"))
                .body("items.share.exact", contains(60));
        get(interests + "2022-06-01T00:00:00Z").body("items.share.asOf", contains("2021-01-01"))
                .body("items.validTo", contains("2022-01-01"));
    }

    @Test
    void what_a_statement_without_a_day_closes_has_ended_by_the_day_of_its_file_or_of_its_import() {
        var address = "companies/import?format=bods-json";
        var type = "application/x-ndjson";
        var shares = holding("shareholding", ", \"startDate\": \"2016-07-07\"");
        var ids = List.of("late-one", "late-two");
        var first = ids.stream().flatMap(id -> Stream.of(party(id + "-co", "entity", "AG"), party(id + "-person", "person",
                "TV"), held(id, "2018-01-01", "new", shares))).collect(Collectors.joining("\n"));
        var day = LocalDate.now(ZoneOffset.UTC);
        for (var file : Map.of("&publishedOn=2021-05-01", LocalDate.of(2021, 5, 1), "", day).entrySet()) {
            var of = file.getKey().isEmpty() ? "import" : "file";
            var closed = Stream.of(held("late-one", "2018-01-01", "closed", shares), held("late-two", "2018-01-01", "closed"))
                    .map(statement -> statement.replace("\"statementDate\": \"2018-01-01\", ", "")
                            .replace("\"publicationDate\": \"2022-01-01\", ", ""))
                    .collect(Collectors.joining("\n")).replace("late-", "late-" + of + "-");
            imported(address, type, first.replace("late-", "late-" + of + "-")).body("rejected", equalTo(0));
            imported(address + file.getKey(), type, closed).body("accepted", equalTo(2), "rejected", equalTo(0))
                    .body("problems.code", contains("end-not-dated", "end-not-dated")).body("problems.line", contains(1, 2))
                    .body("problems.detail", everyItem(containsString(file.getValue().toString())));
            imported(address + file.getKey(), type, closed).body("accepted", equalTo(0), "rejected", equalTo(0));
            for (var id : ids) {
                var interests = "companies/" + bodsCompany(id.replace("late-", "late-" + of + "-")) + "/interests?validAt=";
                get(interests + file.getValue().minusDays(1)).body("items.interestType", contains("shareholding"));
                get(interests + file.getValue()).body("items", empty());
            }
        }
    }

    private static List<String> orders(int length) {
        return length == 1
                ? List.of("0")
                : orders(length - 1).stream().flatMap(order -> IntStream.range(0, length)
                        .mapToObj(i -> order.substring(0, i) + (length - 1) + order.substring(i))).toList();
    }

    /** Shares and votes; more shares since another day; the votes given up; all of it ended. */
    private static String told(String recordId, int number) {
        var votes = holding("votingRights", ", \"startDate\": \"2016-07-07\"");
        var more = holding("shareholding", ", \"startDate\": \"2018-06-01\"").replace("30", "60");
        return switch (number) {
            case 0 -> held(recordId, "2018-01-01", "new", holding("shareholding", ", \"startDate\": \"2016-07-07\""), votes);
            case 1 -> held(recordId, "2019-01-01", "updated", more, votes);
            case 2 -> held(recordId, "2019-06-01", "updated", more);
            default -> held(recordId, "2020-01-01", "closed");
        };
    }

    private static UUID bodsCompany(String recordId) {
        return UUID.nameUUIDFromBytes(("bods\nTest register\n" + recordId + "-co").getBytes(StandardCharsets.UTF_8));
    }

    /** What is held in a company, by days and by when it was known. */
    private static List<Object> answers(String recordId) {
        var company = bodsCompany(recordId);
        var answers = new ArrayList<Object>();
        for (var knownAt : List.of("&knownAt=2018-06-01T00:00:00Z", "&knownAt=2019-03-01T00:00:00Z",
                "&knownAt=2019-09-01T00:00:00Z", "")) {
            for (var validAt : List.of("2017-01-01", "2018-09-01", "2019-09-01", "2022-01-01")) {
                var items = get("companies/" + company + "/interests?validAt=" + validAt + knownAt).extract()
                        .<List<Map<String, Object>>>path("items");
                answers.add(items.stream().map(item -> List.of("interestType", "validFrom", "validTo", "share").stream()
                        .map(item::get).toList().toString()).sorted().toList());
            }
        }
        return answers;
    }

    @Test
    void a_later_file_refers_to_parties_of_an_earlier_one_without_naming_them() {
        var address = "companies/import?format=bods-json";
        var known = record("companies", "'names': [{'text': 'Of Tonga', 'type': 'legal'}], 'entityType': 'company',"
                + " 'jurisdiction': 'TO', 'identifiers': [{'scheme': 'TO-REG', 'value': 'to-1'}]");
        imported(address, "application/x-ndjson", String.join("\n",
                statement("to-co", "entity", "2020-01-01", "new", "{\"name\": \"Of Tonga\", \"identifiers\":"
                        + " [{\"scheme\": \"TO-REG\", \"id\": \"to-1\"}]}"),
                statement("to-state", "entity", "2020-01-01", "new",
                        "{\"name\": \"The Kingdom\", \"entityType\": {\"type\": \"state\"}}"),
                party("to-person", "person", "WS"))).statusCode(200).body("rejected", equalTo(0));
        var interest = holding("shareholding", ", \"startDate\": \"2016-07-07\"");
        var delta = Stream.of("to-person", "to-state", "to-nobody").map(holder -> statement("of " + holder, "relationship",
                "2021-01-01", "new", "{\"subject\": \"to-co\", \"interestedParty\": \"" + holder + "\", \"interests\": ["
                        + interest + "]}"))
                .collect(Collectors.joining("\n"));
        for (var once : List.of("&dryRun=true", "")) {
            imported(address + once, "application/x-ndjson", delta).statusCode(200).body("accepted", equalTo(2))
                    .body("problems.line", contains(3)).body("problems.pointer",
                            contains("/recordDetails/interestedParty"))
                    .body("problems[0].detail", containsString("to-nobody"));
        }
        get("companies/" + known + "/interests").body("items.holder.name", hasItem("Holder"))
                .body("items.holder.country", hasItem("WS")).body("items.holder.kind", containsInAnyOrder("person", "state"));

    }

    @Test
    void an_entity_that_is_dissolved_operates_no_more_from_that_day_on_and_one_whose_record_is_closed_is_named() {
        var address = "companies/import?format=bods-json";
        var entity = "{\"name\": \"Of Tuvalu\", \"jurisdiction\": {\"code\": \"TV\"}%s}";
        imported(address, "application/x-ndjson", statement("tv-co", "entity", "2018-01-01", "new", entity.formatted("")) + "\n"
                + statement("tv-co", "entity", "2020-01-01", "closed", entity.formatted(""))).statusCode(200)
                .body("problems.code", hasItem("record-closed"));
        get("companies?country=TV&operating=true").body("items", hasSize(1)).body("items[0].dissolvedOn", nullValue());
        imported(address, "application/x-ndjson", statement("tv-co", "entity", "2021-01-01", "updated",
                entity.formatted(", \"dissolutionDate\": \"2020-01-01\""))).statusCode(200).body("accepted", equalTo(1));
        get("companies?country=TV&operating=true&validAt=2019-12-31").body("items", hasSize(1));
        get("companies?country=TV&operating=true&validAt=2020-01-01").body("items", empty());
    }

    @Test
    void of_two_statements_of_one_day_the_first_says_nothing_when_it_comes_again() {
        var address = "companies/import?format=bods-json";
        var parties = statement("nu-co", "entity", "2020-01-01", "new",
                "{\"name\": \"Of Niue\", \"jurisdiction\": {\"code\": \"NU\"}}") + "\n"
                + statement("nu-holder", "person", "2020-01-01", "new", "{\"names\": [{\"fullName\": \"Ann Lee\"}],"
                        + " \"nationalities\": [{\"code\": \"TK\"}]}");
        var held = "{\"subject\": \"nu-co\", \"interestedParty\": \"nu-holder\", \"interests\": [{\"type\": \"shareholding\","
                + " \"startDate\": \"2019-01-01\"}]}";
        var begins = statement("nu-held", "relationship", "2024-05-01", "new", held);
        var ends = statement("nu-held", "relationship", "2024-05-01", "closed", held);
        imported(address, "application/x-ndjson", parties).statusCode(200).body("accepted", equalTo(1));
        imported(address, "application/x-ndjson", begins).statusCode(200);
        imported(address, "application/x-ndjson", ends).statusCode(200);
        get("companies?country=NU&capitalFrom=TK").body("items", empty());
        for (var again : List.of(begins, ends, begins + "\n" + ends)) {
            imported(address, "application/x-ndjson", again).statusCode(200).body("accepted", equalTo(0));
            get("companies?country=NU&capitalFrom=TK").body("items", empty());
        }
        // Who held it is told by its own time, whatever the holder is called since.
        imported(address, "application/x-ndjson", statement("nu-holder", "person", "2025-01-01", "updated",
                "{\"names\": [{\"fullName\": \"Ann Kim\"}], \"nationalities\": [{\"code\": \"TK\"}]}")).statusCode(200);
        imported(address, "application/x-ndjson", ends).statusCode(200).body("accepted", equalTo(0));
    }

    @Test
    void a_statement_with_a_text_that_cannot_be_stored_is_rejected_alone() {
        imported("companies/import?format=bods-json", "application/x-ndjson", statement("nu-nul", "person", "2020-01-01", "new",
                "{\"names\": [{\"fullName\": \"A\\u0000B\"}]}") + "\n"
                + statement("nu-other", "entity", "2020-01-01", "new",
                        "{\"name\": \"Of Niue too\", \"jurisdiction\": {\"code\": \"NU\"}}"))
                .statusCode(200)
                .body("accepted", equalTo(1), "rejected", equalTo(1))
                .body("problems.pointer", hasItem(containsString("/recordDetails/names/0/fullName")));
    }

    @Test
    void an_interest_that_a_dated_file_closes_has_ended() {
        var address = "companies/import?format=bods-json";
        var first = held("ended", "2018-01-01", "new", holding("shareholding", ", \"startDate\": \"2016-07-07\""));
        imported(address, "application/x-ndjson", String.join("\n", party("ended-co", "entity", "TO"),
                party("ended-person", "person", "WS"), first)).statusCode(200).body("rejected", equalTo(0));
        imported(address, "application/x-ndjson", held("ended", "2020-01-01", "closed")).statusCode(200)
                .body("accepted", equalTo(1), "rejected", equalTo(0));
        Api.CHANGES.awaitAll(
                UUID.nameUUIDFromBytes("bods interest\nTest register\nended 0".getBytes(StandardCharsets.UTF_8)),
                "started", "ended");
    }

    @Test
    void an_interest_that_a_later_statement_does_not_list_any_more_ends_on_its_day() {
        var address = "companies/import?format=bods-json";
        var type = "application/x-ndjson";
        var shares = holding("shareholding", ", \"startDate\": \"2016-07-07\"");
        var votes = holding("votingRights", ", \"startDate\": \"2016-07-07\"");
        var parties = Stream.of("gy-one", "gy-two", "gy-three", "gy-four", "gy-five").flatMap(id -> Stream.of(
                party(id + "-co", "entity", "GY"), party(id + "-person", "person", "SR"))).toList();
        var first = List.of(held("gy-one", "2018-01-01", "new", votes, shares), held("gy-two", "2018-01-01", "new", shares),
                held("gy-three", "2018-01-01", "new", shares), held("gy-four", "2018-01-01", "new", shares),
                held("gy-five", "2018-01-01", "new", shares));
        var second = List.of(
                // Fewer, none, the same without its beginning, nobody who holds it, and the same since another day.
                held("gy-one", "2020-01-01", "updated", votes), held("gy-two", "2020-01-01", "closed"),
                held("gy-three", "2020-01-01", "closed", holding("shareholding", "")),
                statement("gy-four", "relationship", "2020-01-01", "updated",
                        "{\"subject\": \"gy-four-co\", \"interestedParty\": {\"reason\": \"noBeneficialOwners\"}}"),
                held("gy-five", "2020-01-01", "closed", holding("shareholding", ", \"startDate\": \"2016-07-01\"")));
        imported(address, type, Stream.concat(parties.stream(), first.stream()).collect(Collectors.joining("\n")))
                .body("accepted", equalTo(5 + 6), "rejected", equalTo(0));
        get("companies?country=GY&capitalFrom=SR&validAt=2021-01-01").body("items", hasSize(5));
        // As another file, which names its parties again or not, and once more.
        imported(address, type, Stream.concat(parties.stream(), second.stream()).collect(Collectors.joining("\n")))
                .body("accepted", equalTo(1 + 5 + 1), "rejected", equalTo(0));
        imported(address, type, Stream.concat(parties.stream(), second.stream()).collect(Collectors.joining("\n")))
                .body("accepted", equalTo(0), "rejected", equalTo(0));
        get("companies?country=GY&capitalFrom=SR&validAt=2021-01-01").body("items", empty());
        get("companies?country=GY&capitalFrom=SR&validAt=2021-01-01&knownAt=2019-01-01T00:00:00Z").body("items", hasSize(5));
        get("companies?country=GY&capitalFrom=SR&validAt=2019-12-31").body("items", hasSize(5));
        // All in one file, and that once more.
        for (var once : List.of("", "&dryRun=true")) {
            imported(address + once, type,
                    Stream.of(parties, first, second).flatMap(List::stream).collect(Collectors.joining("\n")))
                    .body("accepted", equalTo(0), "rejected", equalTo(0));
        }
        for (var company : get("companies?country=GY").extract().<List<String>>path("items.id")) {
            get("companies/" + company + "/interests?validAt=2019-12-31").body("items.interestType", hasItem("shareholding"))
                    .body("items.validFrom.unique()", contains(startsWith("2016-07-0")));
        }
    }

    @Test
    void a_file_that_takes_back_what_it_stated_itself_comes_to_the_same_and_changes_nothing_again() {
        var address = "companies/import?format=bods-json";
        var shares = holding("shareholding", ", \"startDate\": \"2016-07-07\"");
        var file = Stream.of(party("py-co", "entity", "PY"), party("py-person", "person", "SR"),
                held("py", "2018-01-01", "new", shares, shares, shares), held("py", "2019-01-01", "updated", shares, shares),
                held("py", "2020-01-01", "closed")).collect(Collectors.joining(",\n", "[", "]"));
        for (var mode : List.of("&mode=strict&dryRun=true", "&mode=strict")) {
            imported(address + mode, "application/json", file).statusCode(200).body("accepted", equalTo(1 + 3 + 2 + 1 + 2),
                    "rejected", equalTo(0));
        }
        imported(address, "application/json", file).body("accepted", equalTo(0), "rejected", equalTo(0));
        var id = get("companies?country=PY").body("items", hasSize(1)).extract().<String>path("items[0].id");
        var held = "companies/" + id + "/interests?validAt=";
        get(held + "2018-12-31").body("items", hasSize(3));
        get(held + "2019-06-30").body("items", hasSize(2));
        get(held + "2020-01-01").body("items", empty());
        get(held + "2021-01-01&knownAt=2018-06-30T00:00:00Z").body("items", hasSize(3));
    }

    /** The standard's own examples, where they are at hand. */
    @Test
    void the_examples_of_the_standard_are_accepted_once() throws IOException {
        var examples = Path.of("..", "..", "shared", "data", "trade", "bods");
        assumeTrue(Files.isDirectory(examples), "the examples are not here");
        try (var files = Files.newDirectoryStream(examples, "*.json")) {
            for (var file : files) {
                imported("companies/import?format=bods-json", "application/json", Files.readString(file)).statusCode(200);
                imported("companies/import?format=bods-json", "application/json", Files.readString(file))
                        .body("accepted", equalTo(0));
            }
        }
    }

    @Test
    void a_country_is_what_its_code_says_and_not_what_its_first_letters_might() {
        var codes = Map.of("CHN", "CN", "AUT", "AT", "KR-26", "KR", "UY", "UY");
        var refused = List.of("XXX", "CHINA", "uy", "KR-", "KR-2626");
        var bods = Stream.concat(codes.keySet().stream(), refused.stream()).map(code -> statement("code-" + code, "entity",
                "2020-01-01", "new", "{\"name\": \"Of " + code + "\", \"jurisdiction\": {\"code\": \"" + code + "\"}}"));
        var person = statement("code-person", "person", "2020-01-01", "new",
                "{\"names\": [{\"fullName\": \"P\"}], \"nationalities\": [{\"code\": \"KRXX\"}]}");
        imported("companies/import?format=bods-json", "application/x-ndjson",
                Stream.concat(bods, Stream.of(person)).collect(Collectors.joining("\n"))).statusCode(200)
                .body("accepted", equalTo(codes.size()), "rejected", equalTo(refused.size() + 1))
                .body("problems.pointer.unique()",
                        containsInAnyOrder("/recordDetails/jurisdiction/code", "/recordDetails/nationalities/0/code"));
        codes.forEach((code, country) -> get("companies?q=Of+" + code).body("items.jurisdiction", hasItem(country)));

        var leis = Stream.of("529900TESTCN00000118 CHN", "549300TESTUS00000189 US-DE", "549300TESTUS00000189 UNITED")
                .map(one -> one.split(" "))
                .map(one -> "{\"id\": \"" + one[0] + "\", \"attributes\": {\"entity\": {\"legalName\":"
                        + " {\"name\": \"Lei\"}, \"jurisdiction\": \"" + one[1] + "\"}}}")
                .collect(Collectors.joining(",", "[", "]"));
        imported("companies/import?format=gleif-json", "application/json", leis).statusCode(200).body("accepted", equalTo(2))
                .body("problems.pointer", contains("/2/attributes/entity/jurisdiction"));
        get("companies?identifier=XI-LEI:529900TESTCN00000118").body("items.jurisdiction", contains("CN"));
        get("companies?identifier=XI-LEI:549300TESTUS00000189").body("items.jurisdiction", contains("US"));
    }

    @Test
    void a_table_that_is_broken_far_below_is_refused_with_its_line_and_nothing_of_it_is_recorded() {
        var tables = Map.of("companies/import?format=companies-csv", "name,KR-CRN\n" + "Half written,1\n".repeat(599)
                + "\"Half\"x,2\n", "flows/import?format=comtrade-csv",
                COLUMNS + "A,1999,642,ROU,M,0,W00,0,H5,TOTAL,C00,0,-1,N/A,0,,1,,1,False\n".repeat(599)
                        + "A,1999,642,ROU,M,0,\"W00\"x,0,H5,TOTAL,C00,0,-1,N/A,0,,1,,1,False\n",
                "nomenclatures/hs/import?format=hs-csv&edition=H0", "hscode,description\n" + "02,Meat\n".repeat(599)
                        + "03,\"Fish\"x\n");
        tables.forEach((address, table) -> imported(address, "text/csv", table).statusCode(422).body("detail",
                containsString("601")));
        // Cut within a cell: not a cell with whatever was left.
        imported("companies/import?format=companies-csv", "text/csv",
                "name,KR-CRN,city\n" + "Half written,1,\n".repeat(599) + "Half written,2,\"Seo").statusCode(422)
                .body("detail", containsString("601"));
        imported("companies/import?format=companies-csv", "text/csv", "name,city\nHalf written,\"Seoul\nHalf written,Busan\n")
                .statusCode(422).body("detail", containsString("2"));
        get("companies?q=Half+written").body("items", empty());
        get("flows?reporter=RO&period=1999").body("items", empty());
        get("nomenclatures/hs?edition=H0").body("items", empty());
    }

    @Test
    void a_reason_quotes_no_more_of_a_file_than_tells_it() {
        var row = "A,2019,642,%s,M,0,W00,0,H5,TOTAL,C00,0,-1,N/A,0,,1,,1,False\n";
        imported("flows/import?format=comtrade-csv", "text/csv",
                COLUMNS + row.formatted("я".repeat(300_000)).replace("642", ""))
                .statusCode(200).body("rejected", equalTo(1)).body("problems[0].detail.length()", equalTo(500));
        imported("flows/import?format=comtrade-csv", "text/csv", COLUMNS + row.formatted("\"" + "x".repeat(1 << 20) + "\""))
                .statusCode(422).body("detail", containsString("CSV"));
        var long500 = "n".repeat(501);
        imported("companies/import?format=bods-json", "application/x-ndjson", Stream.of(
                statement(long500, "person", "2020-01-01", "new", "{\"names\": [{\"fullName\": \"P\"}]}"),
                statement("long-name", "person", "2020-01-01", "new", "{\"names\": [{\"fullName\": \"" + long500 + "\"}]}"))
                .collect(Collectors.joining("\n"))).statusCode(200).body("problems.pointer",
                        contains("/recordId", "/recordDetails/names/0/fullName"));

        // What is small in a file and large in memory.
        var crowd = held("crowd", "2020-01-01", "new", "{}" + ",{}".repeat(1000));
        imported("companies/import?format=bods-json", "application/x-ndjson",
                crowd + "\n{\"recordDetails\": [" + "{},".repeat(400_000) + "{}]}")
                .statusCode(200).body("problems.code", contains("rule-broken", "line-too-long"))
                .body("problems[0].pointer", equalTo("/recordDetails/interests"));
        imported("companies/import?format=ndjson", "application/x-ndjson", "{\"isic\": [" + "{},".repeat(400_000) + "{}]}")
                .statusCode(200).body("problems.code", contains("too-many-values"));
    }

    private static final String COLUMNS = "freqCode,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,partner2Code,"
            + "classificationCode,cmdCode,customsCode,motCode,qtyUnitCode,qtyUnitAbbr,qty,netWgt,cifvalue,fobvalue,primaryValue,"
            + "isQtyEstimated\n";

    @Test
    void only_rows_of_totals_are_taken_of_comtrade_and_the_others_are_refused_with_the_reason() {
        var table = COLUMNS + """
                              A,2019,642,ROU,M,0,W00,0,H5,TOTAL,C00,0,-1,N/A,0,,1000.5,,1000.5,False
                              A,2019,642,ROU,M,842,,0,H5,8703,C00,0,5,u,12,0,600,,600,True
                              A,2019,642,ROU,M,842,USA,100,H5,8703,C00,0,5,u,12,0,600,,600,False
                              A,2019,642,ROU,M,842,USA,0,H5,8703,C00,2100,5,u,12,0,600,,600,False
                              A,2019,642,ROU,M,899,_X ,0,H5,TOTAL,C00,0,,,,,1,,1,False
                              A,2019,642,ROU,M,276,DEU,0,H9,8703,C00,0,,,,,1,,1,False
                              A,2019,642,ROU,M,276,DEU,0,H5,8703,C00,0,,,,,-5,,-5,False
                              M,201901,642,ROU,X,276,DEU,0,H5,TOTAL,C00,0,,,,,,7,7,False
                              """;
        var address = "flows/import?format=comtrade-csv&publishedOn=2020-06-01";
        imported(address, "text/csv", table).statusCode(200).body("accepted", equalTo(3), "rejected", equalTo(5))
                .body("problems.line", containsInAnyOrder(4, 5, 6, 7, 8)).body("problems.code", hasItem("not-aggregated"))
                .body("problems.find { it.line == 4 }.detail", containsString("count twice"));
        imported(address, "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(3));
        get("flows?reporter=RO&hs=8703").body("items", hasSize(1)).body("items[0].partner", equalTo("US"))
                .body("items[0].basis", equalTo("CIF")).body("items[0].vintage", equalTo("2020-06-01"))
                .body("items[0].quantity", equalTo(12)).body("items[0].flags", contains("quantity-estimated"));
        get("flows?reporter=RO&frequency=M").body("items.period", contains("2019-01"));
        get("flows?reporter=RO&hs=TOTAL&period=2019&knownAt=2020-07-01T00:00:00Z").body("items", hasSize(1));
        // A revision is a new vintage.
        imported("flows/import?format=comtrade-csv&publishedOn=2021-06-01", "text/csv", table.replace("1000.5", "1001"))
                .body("accepted", equalTo(3));
        get("flows?reporter=RO&hs=TOTAL&period=2019&vintage=latest").body("items.valueUsd", contains(1001));
    }

    @Test
    void of_comtrades_rows_that_contradict_each_other_the_second_is_refused_and_both_are_named() {
        var table = """
                    freqCode,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue
                    A,2017,642,M,276,H5,8704,600
                    A,2017,642,M,276,H5,8704,400
                    A,2017,642,M,276,H5,8704,600
                    A,2017,642,M,250,H5,8704,400
                    """;
        var address = "flows/import?format=comtrade-csv&publishedOn=2020-06-01";
        imported(address, "text/csv", table).statusCode(200).body("accepted", equalTo(2), "unchanged", equalTo(1))
                .body("problems.line", contains(3, 2)).body("problems.code", contains("contradictory", "contradictory"))
                .body("problems.severity", contains("error", "warning"))
                .body("problems[0].detail", containsString("line 2")).body("problems[1].detail", containsString("line 3"));
        get("flows?reporter=RO&period=2017&partner=DE").body("items.valueUsd", contains(600));
        imported(address, "text/csv", table).body("accepted", equalTo(0), "unchanged", equalTo(3), "rejected", equalTo(1));
    }

    @Test
    void comtrades_json_says_the_same() {
        var answer = """
                     {"elapsedTime": "0.1", "count": 2, "data": [
                       {"freqCode": "A", "period": "2018", "reporterCode": 100, "flowCode": "X", "partnerCode": 0, "partner2Code": 0,
                        "classificationCode": "H5", "cmdCode": "TOTAL", "customsCode": "C00", "motCode": 0, "fobvalue": 5.5,
                        "primaryValue": 5.5, "qty": null},
                       {"freqCode": "A", "period": "2018", "reporterCode": 100, "flowCode": "X", "partnerCode": 276, "partner2Code": 0,
                        "classificationCode": "H5", "cmdCode": "TOTAL", "customsCode": "C01", "motCode": 0, "primaryValue": 5.5}],
                      "error": ""}""";
        imported("flows/import?format=comtrade-json&publishedOn=2020-06-01", "application/json", answer).statusCode(200)
                .body("accepted", equalTo(1), "rejected", equalTo(1)).body("problems[0].pointer", containsString("/data/1"));
        get("flows?reporter=BG&period=2018").body("items", hasSize(1)).body("items[0].basis", equalTo("FOB"));
        imported("flows/import?format=comtrade-json", "application/json", "{\"data\": 1}").statusCode(422);
        imported("flows/import?format=comtrade-json", "application/json", answer.substring(0, 400)).statusCode(422);
    }

    @Test
    void an_element_that_does_not_end_is_refused_before_it_fills_the_memory() {
        var huge = "[{\"data\": [" + "0,".repeat(600_000) + "0]}]";
        for (var address : new String[]{"companies/import?format=gleif-json", "companies/import?format=bods-json",
                "flows/import?format=comtrade-json"}) {
            imported(address, "application/json", huge).statusCode(422).body("detail", containsString("1048576 bytes"));
        }
    }

    @Test
    void what_cannot_be_is_refused_by_its_pointer_and_nothing_of_it_is_recorded() throws IOException {
        var company = record("companies",
                "'names': [{'text': 'Bad input', 'type': 'legal'}], 'entityType': 'company', 'jurisdiction': 'BG'");
        var interests = "companies/" + company + "/interests";
        var holder = "'holder': {'name': 'H', 'kind': 'person', 'country': 'BG'}, 'interestType': 'shareholding', 'share': ";
        for (var share : List.of("{'exact': 100.5}", "{'exact': -1}", "{'min': 60, 'max': 40}", "{'min': -0.1}")) {
            put(interests, UUID.randomUUID(), holder + share).statusCode(422).body("violations[0].pointer",
                    startsWith("/share"));
        }
        put(interests, UUID.randomUUID(), holder.replace("BG", "XX") + "{'exact': 1}").statusCode(422)
                .body("violations.pointer", contains("/holder/country"));
        imported(interests + "/import?format=ndjson", "application/x-ndjson",
                Stream.of("150", "50").map(share -> body("'id': '" + UUID.randomUUID() + "', " + holder + "{'exact': " + share
                        + "}")).collect(Collectors.joining("\n")))
                .statusCode(200).body("accepted", equalTo(1), "rejected", equalTo(1))
                .body("problems[0].line", equalTo(1)).body("problems[0].pointer", startsWith("/share"));
        get(interests).body("items", hasSize(1));

        var flow = "'reporter': 'BG', 'partner': 'BG', 'flow': 'export', 'frequency': 'A', 'period': '2001', 'nomenclature': 'H1',"
                + " 'hs': '0101', 'valueUsd': 1";
        for (var wrong : Map.of("'valueUsd': 1", "'valueUsd': -1", "'H1'", "'H9'", "'reporter': 'BG'", "'reporter': 'XX'")
                .entrySet()) {
            put("flows", UUID.randomUUID(), flow.replace(wrong.getKey(), wrong.getValue())).statusCode(422);
        }
        get("flows?reporter=BG&period=2001").body("items", empty());
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(("{\"data\": [" + "{\"freqCode\": \"A\"},".repeat(10_000)).getBytes(StandardCharsets.UTF_8));
        }
        for (var length : List.of(packed.size(), packed.size() / 2)) {
            // An unfinished document, and one whose packing is unfinished too.
            given().auth().oauth2(Tokens.of("trade-editor")).contentType("application/json").header("Content-Encoding", "gzip")
                    .body(Arrays.copyOf(packed.toByteArray(), length)).post("/api/trade/flows/import?format=comtrade-json")
                    .then()
                    .statusCode(length == packed.size() ? 422 : 400).contentType("application/problem+json");
        }
    }

    @Test
    void shares_of_one_day_come_to_too_much_and_those_that_follow_each_other_do_not() {
        var company = record("companies",
                "'names': [{'text': 'Sold', 'type': 'legal'}], 'entityType': 'company', 'jurisdiction': 'MV'");
        var held = "'id': '%s', 'holder': {'kind': 'entity', 'name': 'H'}, 'interestType': 'shareholding', 'share': {'exact': 60},"
                + " 'validFrom': '%d-01-01', 'validTo': '%d-01-01'";
        var rows = IntStream.range(1900, 2000).mapToObj(year -> body(held.formatted(UUID.randomUUID(), year, year + 1)))
                .collect(Collectors.joining("\n"));
        var address = "companies/" + company + "/interests/import?format=ndjson";
        imported(address, "application/x-ndjson", rows).statusCode(200).body("accepted", equalTo(100), "problems", empty());
        // PostgreSQL numbers the commands of a transaction, of which each of these has inserted many rows.
        assertTrue(ledger.database().read(transaction -> transaction.first(
                "select count(distinct cmin::text) from interest_version where parent_id = ?",
                row -> row.getInt(1), company)).orElseThrow() < 20);
        imported(address, "application/x-ndjson", Stream.of(body(held.formatted(UUID.randomUUID(), 2000, 2010)),
                body(held.formatted(UUID.randomUUID(), 1950, 1960)), body(held.formatted(UUID.randomUUID(), 2009, 2010)))
                .collect(Collectors.joining("\n"))).body("problems.line", contains(2, 3))
                .body("problems.detail", everyItem(containsString("120")));
    }

    @Test
    void interests_in_any_companies_are_one_file_whose_rows_name_their_company() {
        var company = "'names': [{'text': 'Held', 'type': 'legal'}], 'entityType': 'company', 'jurisdiction': ";
        var first = record("companies", company + "'MV'");
        var second = record("companies", company + "'LK'");
        var held = "'id': '%s', 'parentId': '%s', 'holder': {'kind': 'entity', %s}, 'interestType': 'shareholding',"
                + " 'share': {'exact': %d}";
        var file = Stream.of(
                held.formatted(UUID.randomUUID(), first, "'name': 'H', 'country': 'NP'", 60),
                held.formatted(UUID.randomUUID(), second, "'companyId': '" + first + "'", 60),
                held.formatted(UUID.randomUUID(), first, "'name': 'I', 'country': 'NP'", 50),
                held.formatted(UUID.randomUUID(), UUID.randomUUID(), "'name': 'J'", 1),
                held.formatted(UUID.randomUUID(), "", "'name': 'K'", 1).replace("'parentId': '', ", "")).map(Api::body)
                .collect(Collectors.joining("\n"));
        var address = "companies/-/interests/import?format=ndjson";
        imported(address, "application/x-ndjson", file).statusCode(200).body("accepted", equalTo(3), "rejected", equalTo(2))
                .body("problems.line", contains(4, 5, 3)).body("problems[0].detail", containsString("There is no company"))
                .body("problems[1].pointer", equalTo("/parentId"))
                .body("problems[2].code", equalTo("shares-over-100")).body("problems[2].detail", containsString("110"));
        imported(address, "application/x-ndjson", file).body("accepted", equalTo(0), "unchanged", equalTo(3));
        get("companies/" + first + "/interests").body("items", hasSize(2));
        get("companies?country=LK&capitalFrom=MV").body("items.id", contains(second.toString()));
        get("companies?country=MV&capitalFrom=NP&minShare=100").body("items.id", contains(first.toString()));
        imported("companies/" + second + "/interests/import?format=ndjson", "application/x-ndjson", file)
                .body("accepted", equalTo(1), "unchanged", equalTo(1), "rejected", equalTo(3));
    }

    @Test
    void nomenclatures_come_by_import() {
        var hs = "section,hscode,description,parent,level\nI,01,Animals; live,TOTAL,2\nI,0101,\"Horses, asses\",01,4\nI,1,x,01,1\n";
        imported("nomenclatures/hs/import?format=hs-csv&edition=H4", "text/csv", hs).statusCode(200)
                .body("accepted", equalTo(2), "rejected", equalTo(1));
        imported("nomenclatures/hs/import?format=hs-csv&edition=H4", "text/csv", hs).body("accepted", equalTo(0));
        get("nomenclatures/hs?edition=H4&parent=01").body("items.title.en", contains("Horses, asses"));
        var isic = """
                   {"sections": [{"section": "b", "description": "Mining", "divisions": [{"division": "05", "description": "Coal",
                    "groups": [{"group": "051", "description": "Hard coal", "classes": [{"class": "0510", "description": "Hard coal"}]}]}]}]}""";
        imported("nomenclatures/isic4/import?format=isic4-json", "application/json", isic).statusCode(200).body("accepted",
                equalTo(4));
        imported("nomenclatures/isic4/import?format=isic4-json", "application/json", isic).body("accepted", equalTo(0),
                "unchanged",
                equalTo(4));
        get("nomenclatures/isic4?code=05").body("items.parent", contains("B"));
    }
}
