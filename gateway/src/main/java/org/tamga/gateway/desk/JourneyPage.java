package org.tamga.gateway.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.map.Maps;
import org.tamga.gateway.map.WorldMap;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.page.Outcome;
import org.tamga.gateway.page.Refusal;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The connection search as a form. */
@Path("journeys")
public class JourneyPage {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** As the words {@code journey.no-connection} have it. */
    private static final String MOST_FLIGHTS = "3";
    /** The fields of the form by the parameters of the search. */
    private static final Map<String, String> FIELDS = Map.of("from", "from", "to", "to", "departAfter", "depart",
            "arriveBefore", "arrive", "nationality", "nationality");

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance journeys(Layout layout, Form form, List<Countries.Choice> countries, Found found,
                Refusal refusal, AsOf asOf);
    }

    private final Services services;
    private final Maps maps;
    private final Languages languages;

    JourneyPage(Services services, Maps maps, Languages languages) {
        this.services = services;
        this.maps = maps;
        this.languages = languages;
    }

    /**
     * What was filled in; empty texts for what was not.
     *
     * @param depart the earliest departure, in UTC
     * @param arrive the latest arrival, in UTC
     * @param nationality whose rules of transit are shown
     */
    public record Form(String from, String to, String depart, String arrive, String nationality) {

        /** What is wrong with it that needs no service to see; empty for nothing. */
        private Optional<Refusal> refusal(Messages words) {
            return Stream.of(Map.entry("depart", depart), Map.entry("arrive", arrive))
                    .filter(each -> !each.getValue().isEmpty() && time(each.getValue()).isEmpty())
                    .map(each -> Refusal.at(each.getKey(), words.filled("form.no-time", each.getValue()))).findFirst();
        }

        /** The same, from now on where neither time is given. */
        Form fromNow() {
            return !depart.isEmpty() || !arrive.isEmpty()
                    ? this
                    : new Form(from, to, DateTimeFormatter.ISO_LOCAL_DATE_TIME
                            .format(LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES)), arrive, nationality);
        }
    }

    /** A leg, with the places' own clocks. */
    public record Leg(String flight, String from, String departs, String to, String arrives, String scheduleId) {}

    /**
     * What a country asks of those who change planes there, in words.
     *
     * @param regimeId the regime that says so, or null
     */
    public record Transit(String text, String regimeId) {}

    /** A way there. */
    public record Journey(List<Leg> legs, List<Transit> transits) {}

    /**
     * What a search comes to.
     *
     * @param since from when on was searched, in words, where nobody said it; else null
     * @param reason why there is nothing, or what is still to be said; else null
     * @param picture null where there is no way to draw
     */
    public record Found(List<Journey> journeys, String since, String reason, WorldMap picture) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response journeys(@QueryParam("from") String from, @QueryParam("to") String to,
            @QueryParam("depart") String depart, @QueryParam("arrive") String arrive,
            @QueryParam("nationality") String nationality, @QueryParam("lang") String lang, @Context HttpHeaders headers,
            @Context UriInfo uri) {
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        var layout = new Layout(words, languages.all(), words.of("journey.title"), Addresses.withoutLanguage(uri),
                AsOf.of(uri));
        var asOf = AsOf.of(uri);
        var countries = Countries.choices(words.locale());
        var form = new Form(text(from), text(to), time(text(depart)).orElse(text(depart)),
                time(text(arrive)).orElse(text(arrive)), text(nationality));
        Outcome<Found> outcome = form.refusal(words).<Outcome<Found>>map(Outcome::refused)
                .orElseGet(() -> form.from().isEmpty() || form.to().isEmpty()
                        ? Outcome.none()
                        : Outcome.of(() -> found(form, asOf, words), FIELDS::get));
        return outcome.on(Templates.journeys(layout, form, countries, outcome.answer(), outcome.refusal(), asOf));
    }

    private Found found(Form form, AsOf asOf, Messages words) {
        if (!form.depart().isEmpty() && !form.arrive().isEmpty()) {
            return new Found(List.of(), null, words.of("journey.one-time"), null);
        }
        var asked = form.fromNow();
        var answer = Addresses.await(services.read("mobility", "/api/mobility/connections?" + question(asked) + asOf.known(),
                LIMIT)).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "There is no connection search."));
        var phrases = new Phrases(words);
        var journeys = StreamSupport.stream(answer.path("items").spliterator(), false)
                .map(journey -> journey(journey, phrases)).toList();
        var ways = journeys.stream().flatMap(journey -> journey.legs().stream()).map(leg -> List.of(leg.from(), leg.to()))
                .distinct().toList();
        return new Found(journeys,
                asked.equals(form)
                        ? null
                        : phrases.clock(LocalDateTime.parse(asked.depart()).atOffset(ZoneOffset.UTC)),
                reason(answer, words), ways.isEmpty() ? null : Addresses.await(maps.ways(ways, asOf, words)).orElse(null));
    }

    private static String question(Form form) {
        return Stream.of(parameter("from", form.from()), parameter("to", form.to()),
                parameter("departAfter", form.depart().isEmpty() ? "" : form.depart() + "Z"),
                parameter("arriveBefore", form.arrive().isEmpty() ? "" : form.arrive() + "Z"),
                parameter("nationality", form.nationality()), parameter("maxLegs", MOST_FLIGHTS))
                .filter(text -> !text.isEmpty()).collect(Collectors.joining("&"));
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String reason(JsonNode answer, Messages words) {
        var next = answer.path("nextServiceOn").asText(null);
        if (next != null) {
            return words.filled("journey.next-service", new Phrases(words).day(LocalDate.parse(next)));
        }
        var reason = answer.path("reason").asText(null);
        return reason == null ? null : words.orElse("journey." + reason, reason);
    }

    private static Journey journey(JsonNode journey, Phrases phrases) {
        return new Journey(StreamSupport.stream(journey.path("legs").spliterator(), false)
                .map(leg -> new Leg(leg.path("flight").asText(),
                        leg.path("from").asText(), clock(leg, "departure", phrases), leg.path("to").asText(),
                        clock(leg, "arrival", phrases), leg.path("scheduleId").asText()))
                .toList(),
                StreamSupport.stream(journey.path("visaNotes").spliterator(), false).map(note -> transit(note, phrases))
                        .toList());
    }

    private static Transit transit(JsonNode note, Phrases phrases) {
        var airport = note.path("airport").asText();
        return new Transit(phrases.of("journey.transit",
                note.hasNonNull("country") ? phrases.country(note.path("country").asText()) : airport, airport,
                phrases.country(note.path("nationality").asText()),
                phrases.orDisputed(requirement(note, phrases), note)),
                note.at("/regimeIds/0").asText(null));
    }

    /** What a rule asks for, in words. */
    static String requirement(JsonNode rule, Phrases phrases) {
        var requirement = rule.path("requirement").asText("unknown");
        return requirement.equals("unknown")
                ? phrases.of("brief.not-recorded")
                : phrases.named("requirement", requirement);
    }

    /** In UTC where no local time is recorded. */
    private static String clock(JsonNode leg, String end, Phrases phrases) {
        return phrases.clock(OffsetDateTime.parse(leg.path(end + "Local").asText(leg.path(end + "Utc").asText())));
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter.strip();
    }

    /** A time in UTC as the form has it; empty for what is none. */
    private static Optional<String> time(String text) {
        try {
            return Optional.of(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(text.endsWith("Z")
                    ? LocalDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC)
                    : LocalDateTime.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
