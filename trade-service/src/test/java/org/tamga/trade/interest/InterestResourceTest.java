package org.tamga.trade.interest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.tamga.trade.Api.body;
import static org.tamga.trade.Api.editor;
import static org.tamga.trade.Api.put;
import static org.tamga.trade.Api.record;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.record.Ledger;
import org.tamga.trade.TradeTest;

import io.restassured.response.ValidatableResponse;

@TradeTest
class InterestResourceTest {

    private static final String HELD = "'holder': {'kind': 'person', 'name': 'H'}, 'interestType': 'shareholding',"
            + " 'share': {'exact': %s}, 'validFrom': '%s'";

    @Inject
    Ledger ledger;

    private static UUID company() {
        return record("companies", "'names': [{'text': 'Held', 'type': 'legal'}], 'entityType': 'company'");
    }

    private static ValidatableResponse change(String address, int version, String share, String from) {
        return editor().header("If-Match", "\"" + version + "\"").body(body(HELD.formatted(share, from)))
                .put("/api/trade/" + address).then().log().ifValidationFails().statusCode(200);
    }

    @Test
    void what_many_hold_together_is_summed_while_the_writer_waits() {
        var company = company();
        var least = UUID.randomUUID();
        put("companies/" + company + "/interests", least, HELD.formatted("0.01", "2000-01-01")).statusCode(201);
        var main = UUID.randomUUID();
        var address = "companies/" + company + "/interests/" + main;
        put("companies/" + company + "/interests", main, HELD.formatted("19.99", "2000-01-01")).statusCode(201);
        var others = "from generate_series(1, 8000) n, lateral (select md5('" + company + "' || n)::uuid as other) o";
        ledger.database().writeAtLength(transaction -> {
            transaction.update("insert into interest (id, parent_id, version, written_at) select other, ?, 1, now() " + others,
                    company);
            return transaction
                    .update("""
                            insert into interest_version (row_id, id, parent_id, version, valid, known, recorded, recorded_by,
                              reason, confidence, sources, holder, interest_type, share)
                            select gen_random_uuid(), other, parent_id, 1, daterange(date '2000-01-01' + n, null), known, recorded,
                              recorded_by, reason, confidence, sources, holder, interest_type, share
                            %s, interest_version i where i.id = ?"""
                            .formatted(others), least);
        });
        try {
            change(address, 1, "19.9", "2001-01-01").body("warnings", nullValue());
            change(address, 2, "20.5", "2001-01-01").body("warnings.code", contains("shares-over-100"), "warnings.detail",
                    contains(containsString("100.51")));
        } finally {
            ledger.database().writeAtLength(transaction -> {
                for (var table : List.of("interest_version", "interest")) {
                    transaction.update("delete from " + table + " where id in (select other " + others + ")");
                }
                return null;
            });
        }
    }

    @Test
    void what_is_only_planned_or_disputed_is_not_held_beside_the_rest() {
        var company = "companies/" + company() + "/interests";
        var sure = HELD.formatted("60", "2000-01-01") + ", 'confidence': 'confirmed'";
        var seller = UUID.randomUUID();
        put(company, seller, sure).statusCode(201).body("warnings", nullValue());
        for (var confidence : List.of("planned", "disputed")) {
            var unsure = sure.replace("confirmed", confidence);
            put(company, UUID.randomUUID(), unsure).statusCode(201).body("warnings", nullValue());
            editor().contentType("application/x-ndjson")
                    .body(body("'id': '" + UUID.randomUUID() + "', " + unsure).getBytes(StandardCharsets.UTF_8))
                    .post("/api/trade/" + company + "/import?format=ndjson").then().log().ifValidationFails().statusCode(200)
                    .body("accepted", equalTo(1), "problems", empty());
        }
        editor().header("If-Match", "\"1\"").body(body(sure.replace("'H'", "'Seller'")))
                .put("/api/trade/" + company + "/" + seller).then().statusCode(200).body("warnings", nullValue());
        put(company, UUID.randomUUID(), sure).statusCode(201).body("warnings.code", contains("shares-over-100"),
                "warnings.detail", contains(containsString("120")));
    }

    @Test
    void a_share_that_changes_takes_the_place_of_what_it_was() {
        var company = company();
        var interests = Stream.generate(UUID::randomUUID).limit(3).toList();
        var shares = List.of("50", "30", "20");
        for (int i = 0; i < 3; i++) {
            put("companies/" + company + "/interests", interests.get(i), HELD.formatted(shares.get(i), "2000-01-01"))
                    .statusCode(201).body("warnings", nullValue());
        }
        // In the order of the file: the second has the rest of the first, the third more than there is.
        var file = List.of(HELD.formatted("40", "2010-01-01"), HELD.formatted("40", "2010-01-01"),
                HELD.formatted("21", "2009-01-01"));
        var rows = Stream.of(0, 1, 2).map(i -> body("'id': '" + interests.get(i) + "', " + file.get(i)))
                .collect(Collectors.joining("\n"));
        editor().contentType("application/x-ndjson").body(rows.getBytes(StandardCharsets.UTF_8))
                .post("/api/trade/companies/" + company + "/interests/import?format=ndjson").then().log().ifValidationFails()
                .statusCode(200).body("problems.line", contains(3), "problems.detail", contains(containsString("101")));
    }
}
