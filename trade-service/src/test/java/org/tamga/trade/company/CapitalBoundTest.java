package org.tamga.trade.company;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.get;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Ledger;
import org.tamga.trade.TradeTest;
import org.tamga.trade.company.ForeignHoldings.Way;

/**
 * Companies are passed over only where their interests never came to the share that is asked for: whatever was written, the list is
 * the one that reading all interests gives, at every pair of times. By countries that no other test has.
 */
@TradeTest
class CapitalBoundTest {

    private static final List<String> FROM = List.of("KM", "DJ", "ER");
    private static final List<String> IN = List.of("SC", "ST");

    @Inject
    Ledger ledger;

    private final Random random = new Random(20261126);

    @Test
    void a_list_by_share_leaves_out_nobody_whose_capital_comes_to_it() {
        var holders = FROM.stream().map(country -> company(country)).toList();
        var companies = IntStream.range(0, 8).mapToObj(i -> company(IN.get(i % 2))).toList();
        var instants = new ArrayList<String>();
        for (int round = 0; round < 3; round++) {
            for (var company : companies) {
                take("companies/" + company + "/interests",
                        IntStream.range(0, 12).mapToObj(i -> interest(company, i % 7, holders))
                                .collect(Collectors.joining("\n")));
            }
            instants.add(Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
            if (round == 1) {
                move(holders.get(0), "ER");
                move(companies.get(0), "ST");
            }
        }
        var times = Stream.concat(Stream.of("", "&knownAt=2021-06-01T00:00:00Z"),
                instants.stream().limit(2).flatMap(instant -> Stream.of("&knownAt=" + instant,
                        "&knownBasis=recorded&knownAt=" + instant)))
                .toList();
        var found = 0;
        for (var country : FROM) {
            for (var share : List.of("minShare=0.5", "overShare=30", "minShare=60", "minShare=99", "overShare=100")) {
                for (var time : times) {
                    var in = random.nextBoolean() ? "&country=" + IN.get(random.nextInt(2)) : "";
                    var day = LocalDate.of(2012 + random.nextInt(13), 7, 1);
                    var question = "companies?limit=500&fields=id&entityType=company&capitalFrom=" + country + "&" + share + in
                            + "&validAt=" + day + time;
                    var answer = get(question).statusCode(200).extract().<List<String>>path("items.id");
                    assertEquals(expected(country, share, in, day, time), answer, question);
                    found += answer.size();
                }
            }
        }
        assertTrue(found > 50, "too few to tell anything: " + found);
    }

    @Test
    void writers_at_the_same_time_wait_for_nobody_and_both_count() {
        var company = company("SC");
        var voting = UUID.randomUUID();
        take("companies/" + company + "/interests", held(voting, "votingRights"));
        var open = UUID.randomUUID();
        ledger.database().write(transaction -> {
            transaction.update("insert into interest (id, parent_id, version, written_at) values (?, ?, 1, now())", open,
                    company);
            transaction.update(
                    """
                    insert into interest_version (row_id, id, parent_id, version, valid, known, recorded, recorded_by,
                      reason, confidence, sources, holder, interest_type, direct, share)
                    select gen_random_uuid(), ?, parent_id, 1, valid, known, recorded, recorded_by, reason, confidence,
                      sources, holder, 'shareholding', direct, share from interest_version where id = ?""", open,
                    voting);
            // While that one is not committed.
            take("companies/" + company + "/interests", held(UUID.randomUUID(), "shareholding"));
            return null;
        });
        get("companies?capitalFrom=GQ&minShare=75&fields=id").statusCode(200).body("items.id", contains(company.toString()));
        get("companies?capitalFrom=GQ&overShare=80&fields=id").statusCode(200).body("items.id", empty());
    }

    @Test
    void a_company_whose_sum_is_not_sure_is_summed_once_however_many_interests_it_has() {
        var company = UUID.randomUUID();
        ledger.database().write(transaction -> transaction.update(
                """
                insert into capital_bound (holder_country, company, interest, company_country, upper, total, is_sure)
                select 'BV', ?, gen_random_uuid(), 'SC', 20, 20, false from generate_series(1, 3)""", company));
        assertEquals(List.of(company), mayHold("59"));
        assertEquals(List.of(), mayHold("61"));
    }

    @Test
    void companies_of_the_past_are_read_in_their_order_without_the_table_of_interests() {
        var at = new At(LocalDate.of(2020, 6, 1), Instant.now(), At.Basis.SOURCE);
        for (var in : new Country[]{null, new Country("SC")}) {
            var query = ForeignHoldings.companies(new Country("KM"), in, EnumSet.allOf(Way.class), Condition.of(""),
                    Condition.of(""), at);
            var plan = ledger.database().write(transaction -> {
                for (var way : List.of("seqscan", "bitmapscan", "sort")) {
                    transaction.update("set local enable_" + way + " = off");
                }
                // Of none, and without the index that is as quick where there are a handful.
                transaction
                        .update("create temporary table interest_version (like interest_version including all) on commit drop");
                transaction.update("alter table pg_temp.interest_version drop constraint " + transaction.first(
                        "select conname from pg_constraint where conrelid = 'pg_temp.interest_version'::regclass and contype = 'x'",
                        row -> row.getString(1)).orElseThrow());
                return transaction.list("explain (costs off) " + query.sql(), row -> row.getString(1),
                        query.arguments().toArray());
            });
            assertTrue(plan.stream().anyMatch(line -> line.matches(".*Index Only Scan using \\w+ on interest_version i")),
                    String.join("\n", plan));
        }
    }

    private List<UUID> mayHold(String share) {
        var query = ForeignHoldings.mayHold(new Country("BV"), null, new BigDecimal(share)).sql();
        return ledger.database().read(transaction -> transaction.list(query, row -> row.getObject(1, UUID.class)));
    }

    private static String held(UUID id, String type) {
        return body("'id': '" + id + "', 'holder': {'name': 'H', 'kind': 'person', 'country': 'GQ'}, 'interestType': '" + type
                + "', 'direct': true, 'share': {'exact': 40}");
    }

    private static UUID company(String country) {
        var id = UUID.randomUUID();
        take("companies",
                body("'id': '" + id + "', 'names': [{'text': 'Bound " + country + "', 'type': 'legal'}], 'entityType':"
                        + " 'company', 'jurisdiction': '" + country + "', 'knownFrom': '2018-01-01T00:00:00Z'"));
        return id;
    }

    private static void move(UUID company, String country) {
        editor().header("If-Match", "\"1\"").body(body("'names': [{'text': 'Bound', 'type': 'legal'}], 'entityType': 'company',"
                + " 'jurisdiction': '" + country + "', 'validFrom': '2018-01-01'")).put("/api/trade/companies/" + company)
                .then()
                .statusCode(200);
    }

    private static void take(String collection, String rows) {
        editor().contentType("application/x-ndjson").body(rows.getBytes(StandardCharsets.UTF_8))
                .post("/api/trade/" + collection + "/import?format=ndjson").then().log().ifValidationFails()
                .statusCode(200);
    }

    /** One of some interests in the company, of any holder and share and of any days, known from now on or since some day. */
    private String interest(UUID company, int number, List<UUID> holders) {
        var holder = random.nextInt(3) == 0
                ? "'companyId': '" + holders.get(random.nextInt(3)) + "', 'kind': 'entity'"
                : "'name': 'H', 'kind': 'person', 'country': '" + FROM.get(random.nextInt(3)) + "'";
        var share = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> ", 'share': {'min': " + random.nextInt(60) + ", 'inclusive': " + random.nextBoolean() + "}";
            case 2 -> ", 'share': {'exact': " + random.nextInt(100) + ", 'asOf': '" + (2012 + random.nextInt(12)) + "-01-01'}";
            default -> ", 'share': {'exact': " + random.nextInt(1000) / 10.0 + "}";
        };
        var from = 2010 + random.nextInt(10);
        return body("'id': '" + UUID.nameUUIDFromBytes((company + " " + number).getBytes(StandardCharsets.UTF_8))
                + "', 'holder': {" + holder + "}, 'interestType': '"
                + (random.nextInt(5) == 0 ? "votingRights" : "shareholding")
                + "'" + share + ", 'validFrom': '" + from + "-01-01'"
                + (random.nextBoolean() ? "" : ", 'validTo': '" + (from + 1 + random.nextInt(9)) + "-01-01'")
                + (random.nextInt(3) > 0 ? "" : ", 'knownFrom': '" + (2019 + random.nextInt(5)) + "-01-01T00:00:00Z'"));
    }

    /** By reading all interests. */
    private List<String> expected(String country, String share, String in, LocalDate day, String time) {
        var instant = time.isEmpty() ? null : Instant.parse(time.substring(time.lastIndexOf('=') + 1));
        var at = new At(day, instant, time.contains("recorded") ? At.Basis.RECORDED : At.Basis.SOURCE);
        var having = " having " + CompanyRecords.leastShare("i") + (share.startsWith("min") ? " >= " : " > ")
                + share.substring(share.indexOf('=') + 1);
        var all = Condition.nested("""
                                   select v.id from company_version v where v.id in (select c.id from (%s) c) and %s%s
                                   order by v.id""",
                ForeignHoldings.companies(new Country(country), null, EnumSet.allOf(Way.class), Condition.of(having, day),
                        Condition.of(""), at),
                at.on("v"),
                Condition.of(in.isEmpty() ? "" : " and v.jurisdiction = '" + in.substring(in.length() - 2) + "'"));
        return ledger.database().read(transaction -> transaction.list(all.sql(), row -> row.getString(1),
                all.arguments().toArray()));
    }
}
