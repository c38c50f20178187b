package org.tamga.gateway.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

import io.vertx.core.MultiMap;

class ChangeQueryTest {

    private static final String CURSOR = new Cursor("here", new TreeMap<>(Cursor.ORDER)).encoded();

    @Test
    void refuses_an_unknown_parameter_by_name() {
        var problem = refused("contry", "KZ");
        assertEquals(ProblemType.UNKNOWN_PARAMETER, problem.type());
        assertEquals("contry", problem.violations().get(0).pointer());
    }

    @Test
    void takes_a_measures_dimensions_and_no_others() {
        var filter = ChangeQuery.of(parameters("measure", "trade.companies.foreign-capital", "reporter", "KZ"), null, null,
                Optional.of(Set.of("reporter", "partner"))).filter();
        assertEquals(Map.of("reporter", "KZ"), filter.measure().orElseThrow().dimensions());
        var problem = assertThrows(Problem.class,
                () -> ChangeQuery.of(parameters("measure", "trade.companies.foreign-capital", "reportr", "KZ"), null, null,
                        Optional.of(Set.of("reporter", "partner"))));
        assertEquals("reportr", problem.violations().get(0).pointer());
    }

    @Test
    void takes_dimensions_as_they_come_while_the_measures_service_is_away() {
        assertEquals(Map.of("reporter", "KZ"), ChangeQuery
                .of(parameters("measure", "trade.companies.foreign-capital", "reporter", "KZ"), null, null, Optional.empty())
                .filter().measure().orElseThrow().dimensions());
    }

    @Test
    void refuses_a_value_out_of_its_form() {
        for (var wrong : new String[][]{{"country", "Kazakhstan"}, {"pair", "KZ"}, {"pair", "KZ-KZ"}, {"pair", "KZ-XX"},
                {"since", "yesterday"}, {"since", Instant.now().plus(1, ChronoUnit.HOURS).toString()}, {"format", "xml"}}) {
            var problem = refused(wrong);
            assertEquals(ProblemType.INVALID_PARAMETER, problem.type(), wrong[1]);
            assertEquals(wrong[0], problem.violations().get(0).pointer());
        }
        for (var limit : new String[]{"0", "1001", "-1", "ten", "9999999999"}) {
            assertEquals("limit", refused("format", "ndjson", "limit", limit).violations().get(0).pointer());
        }
    }

    @Test
    void a_limit_is_for_pages() {
        assertEquals("limit", refused("limit", "10").violations().get(0).pointer());
    }

    @Test
    void a_text_that_is_no_cursor_is_gone() {
        assertEquals(ProblemType.CURSOR_TOO_OLD, refused("after", "tomorrow").type());
    }

    @Test
    void a_stream_begins_at_the_end_and_a_page_at_the_beginning() {
        assertInstanceOf(ChangeQuery.Start.End.class, query().start());
        assertInstanceOf(ChangeQuery.Start.Beginning.class, query("format", "ndjson").start());
    }

    @Test
    void the_last_event_id_goes_before_the_address() {
        var other = new Cursor("there", new TreeMap<>(Cursor.ORDER)).encoded();
        var start = ChangeQuery.of(parameters("after", other), null, CURSOR, Optional.empty()).start();
        assertEquals("here", ((ChangeQuery.Start.After) start).cursor().epoch());
    }

    @Test
    void begins_after_a_cursor_or_since_a_time() {
        assertEquals("since", refused("after", CURSOR, "since", "2026-01-01T00:00:00Z").violations().get(0).pointer());
    }

    @Test
    void reads_an_offset_whose_plus_sign_was_not_escaped() {
        assertEquals(new ChangeQuery.Start.Since(Instant.parse("2025-12-31T19:00:00Z")),
                query("since", "2026-01-01T00:00:00 05:00").start());
    }

    @Test
    void the_form_is_chosen_by_parameter_or_header() {
        assertEquals(ChangeQuery.Form.SSE, query().form());
        assertEquals(ChangeQuery.Form.NDJSON, query("format", "ndjson").form());
        assertEquals(ChangeQuery.Form.NDJSON,
                ChangeQuery.of(parameters(), "application/x-ndjson", null, Optional.empty()).form());
        assertEquals(ChangeQuery.Form.SSE, ChangeQuery.of(parameters(), "text/event-stream", null, Optional.empty()).form());
        assertEquals(ProblemType.NOT_ACCEPTABLE, assertThrows(Problem.class,
                () -> ChangeQuery.of(parameters(), "application/pdf", null, Optional.empty())).type());
    }

    private static ChangeQuery query(String... parameters) {
        return ChangeQuery.of(parameters(parameters), null, null, Optional.empty());
    }

    private static Problem refused(String... parameters) {
        return assertThrows(Problem.class, () -> query(parameters));
    }

    private static MultiMap parameters(String... namesAndValues) {
        var parameters = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }
}
