package org.tamga.record.measure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Exchange;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The service's measures and their readings at any pair of times. */
@Path("measures")
@Produces(MediaType.APPLICATION_JSON)
public class MeasuresResource {

    private final Instance<Measure> measures;
    private final Readings readings;
    private final Exchange exchange;

    MeasuresResource(Instance<Measure> measures, Readings readings, Exchange exchange) {
        this.measures = measures;
        this.readings = readings;
        this.exchange = exchange;
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
    public record Answer(String code, Map<String, String> dimensions, BigDecimal value, String unit, LocalDate validAt,
            Instant knownAt,
            LanguageMap definition, int definitionVersion, Completeness completeness, List<Reading.Part> breakdown,
            String evidence) {}

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
    public Answer reading(@PathParam("code") String code) {
        var measure = measures.stream().filter(known -> known.code().equals(code)).findFirst()
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "There is no measure " + code + " here."));
        var names = measure.dimensions().stream().map(Measure.Dimension::name).toList();
        var parameters = exchange.parameters()
                .allow(Stream.concat(Stream.of("validAt", "knownAt", "knownBasis"), names.stream()).toList());
        var dimensions = new LinkedHashMap<String, String>();
        for (var dimension : measure.dimensions()) {
            dimensions.put(dimension.name(), checked(dimension, parameters.required(dimension.name())));
        }
        var at = parameters.at();
        var reading = readings.of(measure, dimensions, at);
        return new Answer(code, dimensions, reading.value(), measure.unit(), at.validAt(),
                at.knownAt() == null ? Instant.now() : at.knownAt(), measure.definition(), measure.version(),
                reading.completeness(), reading.breakdown(), reading.evidence());
    }

    private static String checked(Measure.Dimension dimension, String value) {
        try {
            return switch (dimension.kind()) {
                case COUNTRY -> new Country(value).code();
                case YEAR -> year(value);
                case CHOICE -> choice(dimension, value);
                case TEXT -> value;
            };
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter(dimension.name(), dimension.name() + " " + e.getMessage());
        }
    }

    private static String choice(Measure.Dimension dimension, String value) {
        if (!dimension.choices().contains(value)) {
            throw new IllegalArgumentException("is one of " + String.join(", ", dimension.choices()));
        }
        return value;
    }

    private static String year(String value) {
        if (!value.matches("\\d{4}")) {
            throw new IllegalArgumentException("is a year of four digits");
        }
        return value;
    }
}
