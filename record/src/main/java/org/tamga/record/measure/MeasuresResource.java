package org.tamga.record.measure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Exchange;
import org.tamga.record.Ledger;
import org.tamga.record.Parameters;
import org.tamga.record.contract.DescribedApi;
import org.tamga.record.database.Database;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** The service's measures and their readings at any pair of times. */
@Path("measures")
@Produces(MediaType.APPLICATION_JSON)
public class MeasuresResource {

    private static final Set<String> TIMES = Set.of("validAt", "knownAt", "knownBasis");
    /** As many as an address of four kilobytes has room for. */
    private static final int MOST = 50;
    /** Of a page of announcements, of which each may have half as much. */
    private static final int MOST_BYTES = 8 << 20;

    private final Instance<Measure> measures;
    private final Readings readings;
    private final Exchange exchange;
    private final Database database;
    private final String domain;

    MeasuresResource(Instance<Measure> measures, Readings readings, Exchange exchange, Ledger ledger,
            @ConfigProperty(name = "tamga.domain") String domain) {
        this.measures = measures;
        this.readings = readings;
        this.exchange = exchange;
        this.database = ledger.database();
        this.domain = domain;
    }

    /** A measure as it is described. */
    public record Description(String code, LanguageMap name, String unit, List<String> dimensions, LanguageMap definition,
            int version, BigDecimal tolerance) {

        static Description of(Measure measure) {
            return new Description(measure.code(), measure.name(), measure.unit(),
                    measure.dimensions().stream().map(Measure.Dimension::name).toList(), measure.definition(),
                    measure.version(), measure.tolerance());
        }
    }

    /** The list of measures. */
    public record Descriptions(List<Description> items) {}

    /** A measure's value with all that is needed to understand it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Answer(String code, Map<String, String> dimensions, @Schema(nullable = true) BigDecimal value, String unit,
            LocalDate validAt,
            Instant knownAt,
            LanguageMap definition, int definitionVersion, Completeness completeness, List<Reading.Part> breakdown,
            String evidence) {}

    /** The values of several measures. */
    public record Answers(List<Answer> items) {}

    /** A {@link MeasureChanged} as it was announced. */
    @Schema(implementation = MeasureChanged.class)
    public record Announcement(@JsonValue @JsonRawValue String data) {}

    /**
     * A page of a measure's announcements.
     *
     * @param next where those before them are, or null where there are none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Announcements(List<Announcement> items, @Schema(nullable = true) String next) {}

    @GET
    @Operation(summary = "What this service measures, and how")
    public Descriptions measures() {
        exchange.parameters().allow();
        return new Descriptions(
                measures.stream().sorted(Comparator.comparing(Measure::code)).map(Description::of).toList());
    }

    @GET
    @Path("{code}")
    @Operation(summary = "A measure's value for its dimensions, as valid and known then")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Answer reading(@PathParam("code") String code) {
        var measure = measure(code);
        var parameters = exchange.parameters().allow(Stream.concat(TIMES.stream(), names(measure)).toList());
        return answer(measure, dimensions(measure, parameters), parameters.at());
    }

    @GET
    @Path("readings")
    @Operation(summary = "The values of several measures at once, in the order in which they are asked for")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       of* A measure and its dimensions, such as trade.agreements.in-force?reporter=KZ&partner=KR, escaped; repeatable. What is not measured here is left out of the answer
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Answers several() {
        var parameters = exchange.parameters().allow(Stream.concat(TIMES.stream(), Stream.of("of")).toList());
        var at = parameters.at();
        var asked = parameters.all("of", MOST);
        if (asked.isEmpty()) {
            throw Problem.invalidParameter("of", "of is needed.");
        }
        return new Answers(asked.stream().flatMap(of -> known(of.split("\\?", 2)[0]).map(measure -> {
            var dimensions = Parameters.within(of).allow(names(measure).toList());
            return answer(measure, dimensions(measure, dimensions), at);
        }).stream()).toList());
    }

    private Answer answer(Measure measure, Map<String, String> dimensions, At at) {
        var reading = readings.of(measure, dimensions, at);
        return new Answer(measure.code(), dimensions, reading.value(), measure.unit(), at.validAt(),
                at.knownAt() == null ? Instant.now() : at.knownAt(), measure.definition(), measure.version(),
                reading.completeness(), reading.breakdown(), reading.evidence());
    }

    @GET
    @Path("{code}/readings")
    @Operation(summary = "The measure's values over all days as they were announced, the latest announcement first: what was known when")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       knownAt
                                                       after
                                                       limit:integer At most 100, and fewer of long ones; 20 by default""")
    public Announcements announced(@PathParam("code") String code) {
        var measure = measure(code);
        var parameters = exchange.parameters()
                .allow(Stream.concat(Stream.of("knownAt", "after", "limit"), names(measure)).toList());
        var key = Recomputing.eventKey(code, dimensions(measure, parameters));
        var knownAt = parameters.at().knownAt();
        var limit = (int) parameters.number("limit", 20, 1, 100);
        var after = parameters.number("after", Long.MAX_VALUE, 0, Long.MAX_VALUE);
        record Found(long position, Announcement announcement, boolean isLast) {}
        var found = database.read(transaction -> transaction.list(
                """
                select position, data, number = found as is_last from (
                  select position, data, count(*) over () as found, row_number() over latest as number,
                    sum(octet_length(data)) over latest as bytes
                  from (
                    select position, data from change_log
                    where topic = ? and key = ? and at <= coalesce(?::timestamptz, 'infinity') and position < ? and not withheld
                    order by position desc limit ?) l
                  window latest as (order by position desc)) w
                where number <= ? and (bytes <= ? or number = 1)
                order by position desc""",
                row -> new Found(row.getLong("position"), new Announcement(row.getString("data")), row.getBoolean("is_last")),
                domain + ".measure", key, knownAt == null ? null : knownAt.toString(), after, limit + 1, limit, MOST_BYTES));
        var last = found.isEmpty() ? null : found.get(found.size() - 1);
        return new Announcements(found.stream().map(Found::announcement).toList(),
                last == null || last.isLast ? null : exchange.withCursor(Long.toString(last.position)));
    }

    private Optional<Measure> known(String code) {
        return measures.stream().filter(known -> known.code().equals(code)).findFirst();
    }

    private Measure measure(String code) {
        return known(code).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "There is no measure " + code + " here."));
    }

    private static Stream<String> names(Measure measure) {
        return measure.dimensions().stream().map(Measure.Dimension::name);
    }

    private static Map<String, String> dimensions(Measure measure, Parameters parameters) {
        var dimensions = new LinkedHashMap<String, String>();
        names(measure).forEach(name -> dimensions.put(name, parameters.required(name)));
        measure.check(dimensions, (name, otherwise) -> {
            throw Problem.invalidParameter(name, name + " " + otherwise);
        });
        return dimensions;
    }
}
