package org.tamga.local.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImporterTest {

    private static final String COMPANIES = "/api/trade/companies";

    private final StandInApi api = new StandInApi();
    private final Importer importer = new Importer(api.address()::resolve, "token", Duration.ofSeconds(5));
    private final List<String> progress = new ArrayList<>();

    @AfterEach
    void close() {
        importer.close();
        api.close();
    }

    @Test
    void imports_what_refers_to_the_first_lines_and_again_changes_nothing() {
        for (String outcome : List.of("accepted", "unchanged")) {
            Importer.Run run = importer.begin("companies", progress::add);
            for (int i = 0; i < 25_000; i++) {
                run.add(COMPANIES, "{\"id\": \"" + i + "\", \"needs\": " + (i == 0 ? null : "\"" + COMPANIES + "/0\"") + "}");
            }
            assertEquals("25,000 " + outcome, run.end().summary());
        }
        assertEquals(26, api.requests.size());
        assertTrue(progress.get(0).matches("companies: 2\\d,000 accepted so far"), progress.toString());
    }

    @Test
    void sends_the_records_of_each_parent_to_their_own_collection() {
        Importer.Run run = importer.begin("interests", progress::add);
        for (String parent : List.of("a", "a", "b")) {
            run.add(COMPANIES + "/" + parent + "/interests", "{\"id\": \"" + api.requests.size() + "\"}");
        }
        run.end();
        assertEquals(List.of("POST " + COMPANIES + "/a/interests/import", "POST " + COMPANIES + "/b/interests/import"),
                api.requests);
    }

    @Test
    void says_which_lines_were_rejected_and_why() {
        Importer.Run run = importer.begin("companies", progress::add);
        run.add(COMPANIES, "{\"id\": \"1\"}");
        run.add(COMPANIES, "{\"id\": \"2\", \"needs\": \"/nothing\"}");
        ImportReport report = run.end();
        assertEquals("1 accepted, 1 rejected", report.summary());
        assertEquals(List.of(COMPANIES + " line 2 /needs: not recorded"), report.problems());
    }

    @Test
    void ends_where_the_api_does_not_let_it_in() {
        api.failures.add(403);
        Importer.Run run = importer.begin("companies", progress::add);
        run.add(COMPANIES, "{\"id\": \"1\"}");
        assertThrows(NoAnswer.class, run::end);
    }
}
