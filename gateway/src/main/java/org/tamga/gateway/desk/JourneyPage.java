package org.tamga.gateway.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.map.Maps;
import org.tamga.gateway.map.WorldMap;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The connection search as a form. */
@Path("journeys")
public class JourneyPage {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance journeys(Layout layout, String from, String to, String depart, List<Journey> journeys,
                String reason, WorldMap picture, AsOf asOf);
    }

    private final Services services;
    private final Maps maps;
    private final Languages languages;

    JourneyPage(Services services, Maps maps, Languages languages) {
        this.services = services;
        this.maps = maps;
        this.languages = languages;
    }

    /** A leg, with the places' own clocks. */
    public record Leg(String flight, String from, String departs, String to, String arrives, String scheduleId) {}

    /** A way there. */
    public record Journey(List<Leg> legs) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance journeys(@QueryParam("from") String from, @QueryParam("to") String to,
            @QueryParam("depart") String depart, @QueryParam("lang") String lang, @Context HttpHeaders headers,
            @Context UriInfo uri) {
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        var layout = new Layout(words, languages.all(), words.of("journey.title"), Addresses.withoutLanguage(uri),
                AsOf.of(uri));
        var asOf = AsOf.of(uri);
        var isAsked = from != null && !from.isBlank() && to != null && !to.isBlank();
        var start = depart == null || depart.isBlank()
                ? LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS)
                : start(depart);
        if (!isAsked) {
            return Templates.journeys(layout, "", "", start.toString(), null, null, null, asOf);
        }
        var answer = Addresses.await(services.read("mobility", "/api/mobility/connections?from=" + escaped(from) + "&to="
                + escaped(to) + "&departAfter=" + start.toInstant(ZoneOffset.UTC) + asOf.known(), LIMIT))
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "There is no connection search."));
        var journeys = StreamSupport.stream(answer.path("items").spliterator(), false).map(JourneyPage::journey).toList();
        var ways = journeys.stream().flatMap(journey -> journey.legs().stream()).map(leg -> List.of(leg.from(), leg.to()))
                .distinct().toList();
        return Templates.journeys(layout, from.strip(), to.strip(), start.toString(), journeys, reason(answer, words),
                ways.isEmpty() ? null : Addresses.await(maps.ways(ways, asOf, words)).orElse(null), asOf);
    }

    private static String reason(JsonNode answer, Messages words) {
        var next = answer.path("nextServiceOn").asText(null);
        if (next != null) {
            return words.filled("journey.next-service", new Phrases(words).day(LocalDate.parse(next)));
        }
        var reason = answer.path("reason").asText(null);
        return reason == null ? null : words.orElse("journey." + reason, reason);
    }

    private static Journey journey(JsonNode journey) {
        return new Journey(StreamSupport.stream(journey.path("legs").spliterator(), false)
                .map(leg -> new Leg(leg.path("carrier").asText() + " " + leg.path("flight").asText(),
                        leg.path("from").asText(), clock(leg, "departure"), leg.path("to").asText(),
                        clock(leg, "arrival"), leg.path("scheduleId").asText()))
                .toList());
    }

    /** Such as 2026-03-02 08:10 +05:00; in UTC where no local time is recorded. */
    private static String clock(JsonNode leg, String end) {
        return leg.path(end + "Local").asText(leg.path(end + "Utc").asText()).replace('T', ' ')
                .replaceFirst("(:\\d{2}):\\d{2}(?=[+-Z])", "$1")
                .replaceFirst("(?=[+-]\\d{2}:\\d{2}$)", " ");
    }

    private static LocalDateTime start(String text) {
        try {
            return text.endsWith("Z")
                    ? LocalDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC)
                    : LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalidParameter("depart", "\"" + text + "\" is not a time such as 2026-03-02T08:00.");
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text.strip(), StandardCharsets.UTF_8);
    }
}
