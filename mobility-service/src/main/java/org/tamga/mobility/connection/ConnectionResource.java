package org.tamga.mobility.connection;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.schedule.IsoWeek;
import org.tamga.record.Exchange;
import org.tamga.record.contract.DescribedApi;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Journeys by air, over HTTP. */
@Path("connections")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionResource {

    private static final int MOST_NATIONALITIES = 20;

    private final Connections connections;
    private final Exchange exchange;

    ConnectionResource(Connections connections, Exchange exchange) {
        this.connections = connections;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "Journeys from a country, city or airport to another: those that no other beats in both time and number of legs", description = "`from` and `to` may each be several with commas, such as the airports of a city that no code stands for. One of `departAfter` and `arriveBefore` (instants with their offset); without either it is from now on. With `week` (such as 2026-W10, UTC) all journeys that are worth it in that week. A journey lies within four days. `maxLegs` is 1 to 7, 3 if nothing is said. For each `nationality` (several with commas) the transit rules where one changes planes or stays on board.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(oneOf = {ConnectionAnswer.class,
            WeekProfile.class})))
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       from* Countries, cities or airports, several with commas
                                                       to* Countries, cities or airports, several with commas
                                                       departAfter:date-time Not before that; now by default
                                                       arriveBefore:date-time Not after that; excludes departAfter
                                                       week All of that week in UTC, such as 2026-W10; excludes departAfter and arriveBefore
                                                       maxLegs:integer 1 to 7; 3 by default
                                                       nationality Whose transit rules are told: ISO 3166-1 alpha-2, up to 20 with commas
                                                       knownAt
                                                       knownBasis""")
    public Uni<RestResponse<Object>> connections() {
        var parameters = exchange.parameters().allow("from", "to", "departAfter", "arriveBefore", "week", "maxLegs",
                "nationality", "knownAt", "knownBasis");
        parameters.required("from");
        parameters.required("to");
        var from = parameters.value("from", Places::places).orElseThrow();
        var to = parameters.value("to", Places::places).orElseThrow();
        if (Set.copyOf(from).equals(Set.copyOf(to))) {
            throw Problem.invalidParameter("to", "to is where one comes from.");
        }
        var departAfter = parameters.value("departAfter", ConnectionResource::instant);
        var arriveBefore = parameters.value("arriveBefore", ConnectionResource::instant);
        if (departAfter.isPresent() && arriveBefore.isPresent()) {
            throw Problem.invalidParameter("arriveBefore", "arriveBefore and departAfter exclude each other.");
        }
        var nationalities = parameters.value("nationality",
                text -> Stream.of(text.split(",", -1)).map(Country::new).distinct().toList()).orElse(List.of());
        if (nationalities.size() > MOST_NATIONALITIES) {
            throw Problem.invalidParameter("nationality", "nationality has at most " + MOST_NATIONALITIES + " countries.");
        }
        var week = parameters.value("week", IsoWeek::parse);
        if (week.isPresent() && (departAfter.isPresent() || arriveBefore.isPresent())) {
            throw Problem.invalidParameter("week", "week excludes departAfter and arriveBefore.");
        }
        var question = new ConnectionQuestion(from, to, arriveBefore.or(() -> departAfter).orElseGet(Instant::now),
                arriveBefore.isPresent(), (int) parameters.number("maxLegs", Connections.LEGS, 1, Search.MOST_LEGS),
                nationalities, parameters.at());
        if (week.isPresent()) {
            return later(() -> connections.profile(question, week.get()));
        }
        // What is at hand is found sooner than another thread has it handed over.
        var begun = System.nanoTime();
        return connections.atOnce(question).map(answer -> Uni.createFrom().item(response(answer, begun)))
                .orElseGet(() -> later(() -> connections.answer(question)));
    }

    /** On a thread that may wait. */
    private static Uni<RestResponse<Object>> later(Supplier<Object> answer) {
        return Uni.createFrom().item(() -> {
            var begun = System.nanoTime();
            return response(answer.get(), begun);
        }).runSubscriptionOn(Infrastructure.getDefaultExecutor());
    }

    private static RestResponse<Object> response(Object answer, long begun) {
        return RestResponse.ResponseBuilder.<Object>ok(answer).header("Server-Timing",
                String.format(Locale.ROOT, "search;dur=%.3f", (System.nanoTime() - begun) / 1e6)).build();
    }

    private static Instant instant(String text) {
        try {
            // A plus sign that was not percent-encoded arrives as a blank.
            var time = OffsetDateTime.parse(text.replace(' ', '+'));
            if (time.getYear() >= 1970 && time.getYear() <= 3000) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // Said below, as for a year out of range.
        }
        throw new IllegalArgumentException(
                "is an instant with its offset in the years 1970 to 3000, such as 2026-03-02T08:00:00+05:00.");
    }
}
