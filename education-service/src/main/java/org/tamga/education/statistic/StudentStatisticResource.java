package org.tamga.education.statistic;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** Numbers of students, over HTTP. */
@Path("student-statistics")
public class StudentStatisticResource extends RecordResource<StudentStatistic> {

    private static final Set<String> WAY = Set.of("origin", "host");
    private static final Set<String> ASKING = Stream.of(StudentStatisticRecords.NARROWING, WAY,
            Set.of("validAt", "knownAt", "knownBasis")).flatMap(Set::stream).collect(Collectors.toSet());
    private static final Set<String> LISTING = Stream.of(ASKING, StudentStatisticRecords.LISTED_BY).flatMap(Set::stream)
            .collect(Collectors.toSet());

    private final StudentStatisticRecords records;

    StudentStatisticResource(StudentStatisticRecords records, Exchange exchange) {
        super(records, exchange);
        this.records = records;
    }

    /**
     * The numbers of a pair of countries.
     *
     * @param origin ISO 3166-1 alpha-2; null is all countries together
     * @param host ISO 3166-1 alpha-2; null is all countries together
     * @param series by what and how they count
     * @param sum their sums by date, if they were asked for; else null
     */
    public record Answer(String origin, String host, List<Series> series, List<Sum.Total> sum) {}

    /** The numbers of two countries, both ways. */
    public record Answers(List<Answer> items) {}

    /** Two reporters side by side; a country that is null is all of them together. */
    public record Comparisons(String origin, String host, List<Comparison> items) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, NDJSON, CSV})
    @Operation(summary = "The records; where origin and host are both given, or sum is asked for, their numbers as series that count alike; with pair, such as KZ-KR, in place of both, both ways (items)")
    @Override
    public Response list() {
        var parameters = exchange().parameters();
        var ways = parameters.bothWays("pair");
        if (ways.isPresent()) {
            parameters.allow(
                    Stream.concat(LISTING.stream(), Stream.of("pair")).filter(name -> !WAY.contains(name)).toList());
            return Response.ok(new Answers(ways.get().stream().map(way -> new Answer(way.from().code(), way.to().code(),
                    records.series(way.from(), way.to(), parameters), null)).toList()), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
        var isOfAPair = parameters.has("origin") && parameters.has("host") || parameters.has("sum");
        if (!isOfAPair || !exchange().preferred(MediaType.APPLICATION_JSON, NDJSON, CSV).equals(MediaType.APPLICATION_JSON)) {
            return super.list();
        }
        parameters.allow(Stream.concat(LISTING.stream(), Stream.of("sum")).toList());
        var series = records.series(parameters);
        return Response.ok(new Answer(parameters.text("origin").orElse(null), parameters.text("host").orElse(null), series,
                parameters.truth("sum") ? Sum.of(series) : null), MediaType.APPLICATION_JSON_TYPE).build();
    }

    @GET
    @Path("compare")
    @Operation(summary = "The numbers of two reporters, a and b, side by side, and what they count differently")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       a A reporter; with b, only these two
                                                       b The other reporter
                                                       origin ISO 3166-1 alpha-2; all countries together without it
                                                       host ISO 3166-1 alpha-2; all countries together without it
                                                       year Four digits
                                                       measure stock or flow
                                                       mobility degree, credit, language, all or branch-enrolment
                                                       basis prior-education, residence, citizenship, visa, enrolment-survey or unspecified
                                                       level ISCED level
                                                       institutionId:uuid Students of one institution
                                                       reporter Of one reporter
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Comparisons compare() {
        var parameters = exchange().parameters().allow(Stream.concat(ASKING.stream(), Stream.of("a", "b")).toList());
        var a = parameters.text("a");
        var b = parameters.text("b");
        if (a.isPresent() != b.isPresent()) {
            throw Problem.invalidParameter(a.isPresent() ? "b" : "a", "a and b are two reporters; give both or neither.");
        }
        var series = records.series(parameters);
        return new Comparisons(parameters.text("origin").orElse(null), parameters.text("host").orElse(null),
                a.isPresent() ? Comparison.ofReporters(series, a.get(), b.get()) : Comparison.ofAll(series));
    }
}
