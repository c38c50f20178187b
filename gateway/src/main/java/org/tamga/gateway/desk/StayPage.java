package org.tamga.gateway.desk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Languages;
import org.tamga.gateway.page.Layout;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The stay check as a form: mobility-service judges, the page draws. */
@Path("stay-check")
public class StayPage {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** The picture's width, in its own units. */
    private static final int WIDTH = 640;
    /** The height of a line in it. */
    private static final int BAR = 18;
    /** What one may come for, and with what, as mobility-service has it; the first is what it takes where nothing is said. */
    private static final List<String> PURPOSES = List.of("tourism", "business", "visit", "transit", "work", "study", "mission",
            "residence");
    private static final List<String> DOCUMENTS = List.of("ordinary", "service", "diplomatic", "travel-document");

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance stay(Layout layout, List<Countries.Choice> countries,
                List<Countries.Choice> purposes, List<Countries.Choice> documents, Form form, Result result, AsOf asOf);
    }

    private final Services services;
    private final ObjectMapper json;
    private final Languages languages;

    StayPage(Services services, ObjectMapper json, Languages languages) {
        this.services = services;
        this.json = json;
        this.languages = languages;
    }

    /**
     * What was filled in; empty texts for what was not.
     *
     * @param exit the day of entry where that alone was filled in
     * @param purpose tourism where nothing was chosen
     * @param documentType an ordinary passport where nothing was chosen
     */
    public record Form(String nationality, String destination, String entry, String exit, String trips, String purpose,
            String documentType) {}

    /**
     * A limit with how it is kept.
     *
     * @param readings of a window whose kind no source gives, each way to count it by itself; else none
     */
    public record Limit(String text, String verdict, String used, String window, String source, String sourceUrl,
            List<Limit> readings) {}

    /** A stretch of time in the picture. */
    public record Bar(String kind, int x, int y, int width, String label) {}

    /**
     * The answer in words, and as a picture.
     *
     * @param rule what is asked, what for, with which document and on which day
     */
    public record Result(String verdict, String code, List<String> rule, String because, String safeExit, String reEntry,
            List<Limit> limits, List<Bar> bars) {

        /** The picture's height. */
        public int height() {
            return bars.size() * BAR;
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance stay(@QueryParam("nationality") String nationality, @QueryParam("destination") String destination,
            @QueryParam("entry") String entry, @QueryParam("exit") String exit, @QueryParam("trips") String trips,
            @QueryParam("purpose") String purpose, @QueryParam("documentType") String documentType,
            @QueryParam("lang") String lang, @Context HttpHeaders headers, @Context UriInfo uri) {
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        var form = new Form(text(nationality), text(destination), text(entry), text(exit, text(entry)), text(trips),
                text(purpose, PURPOSES.get(0)), text(documentType, DOCUMENTS.get(0)));
        var asOf = AsOf.of(uri);
        var result = form.nationality().isEmpty() || form.destination().isEmpty() ? null : result(form, asOf, words);
        return Templates.stay(new Layout(words, languages.all(), words.of("stay.title"), Addresses.withoutLanguage(uri), asOf),
                Countries.choices(words.locale()), choices("purpose", PURPOSES, words),
                choices("document-type", DOCUMENTS, words), form, result, asOf);
    }

    private static List<Countries.Choice> choices(String group, List<String> codes, Messages words) {
        return codes.stream().map(code -> new Countries.Choice(code, words.of(group + "." + code))).toList();
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter.strip();
    }

    private static String text(String parameter, String other) {
        var text = text(parameter);
        return text.isEmpty() ? other : text;
    }

    private Result result(Form form, AsOf asOf, Messages words) {
        var question = json.createObjectNode().put("nationality", form.nationality()).put("destination", form.destination())
                .put("purpose", form.purpose()).put("documentType", form.documentType());
        var trips = question.putArray("trips");
        form.trips().lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            var days = line.split("[\\s,;/]+");
            if (days.length != 2) {
                throw Problem.invalidParameter("trips", "\"" + line + "\" is not a day of entry and one of exit.");
            }
            trips.addObject().put("entry", day("trips", days[0])).put("exit", day("trips", days[1]));
        });
        if (!form.entry().isEmpty()) {
            question.putObject("planned").put("entry", day("entry", form.entry()))
                    .put("exit", day("exit", form.exit()));
        }
        // Nothing said is the rules of the planned entry, as they are known now.
        if (!asOf.validAt().isEmpty()) {
            question.put("rulesAsOf", asOf.validAt());
        }
        if (!asOf.knownAt().isEmpty()) {
            question.put("knownAt", asOf.knownAt());
        }
        var answer = Addresses.await(services.compute("mobility", "/api/mobility/stay-checks", question, LIMIT));
        var phrases = new Phrases(words);
        var verdict = answer.path("verdict").asText();
        return new Result(words.orElse("stay." + verdict, verdict), verdict,
                rule(answer, phrases), answer.path("because").asText(null),
                phrases.date(answer.path("lastSafeExit").asText(null)),
                phrases.date(answer.path("earliestReEntry").asText(null)),
                StreamSupport.stream(answer.path("limits").spliterator(), false).map(limit -> limit(limit, words, phrases))
                        .toList(),
                bars(question, answer, phrases));
    }

    private static String day(String parameter, String text) {
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeException e) {
            throw Problem.invalidParameter(parameter, "\"" + text + "\" is not a day such as 2025-07-09.");
        }
    }

    private static List<String> rule(JsonNode answer, Phrases phrases) {
        return List.of(JourneyPage.requirement(answer, phrases),
                phrases.named("purpose", answer.path("purpose").asText()),
                phrases.named("document-type", answer.path("documentType").asText()),
                phrases.of("stay.rules", phrases.date(answer.path("rulesAsOf").asText())));
    }

    private static Limit limit(JsonNode limit, Messages words, Phrases phrases) {
        var days = phrases.amount(limit.path("allowedDays").decimalValue(), "days");
        var window = limit.path("windowDays").isNumber()
                ? phrases.amount(limit.path("windowDays").decimalValue(), "days")
                : null;
        var kind = limit.path("kind").asText().equals("per-entry") ? "per-entry" : limit.path("windowKind").asText("unknown");
        var source = limit.at("/sources/0");
        var url = source.path("url").asText("");
        return new Limit(words.filled("limit." + kind, days, window),
                words.orElse("stay." + limit.path("verdict").asText(), limit.path("verdict").asText()),
                limit.path("daysUsed").asText(""),
                Phrases.dash(phrases.date(limit.path("windowFrom").asText(null)),
                        phrases.date(limit.path("windowTo").asText(null))),
                source.path("title").asText(""), url.startsWith("http") ? url : null,
                StreamSupport.stream(limit.path("readings").spliterator(), false)
                        .map(reading -> limit(reading, words, phrases)).toList());
    }

    /** All stays, and the windows, on one line of time. */
    private static List<Bar> bars(JsonNode question, JsonNode answer, Phrases phrases) {
        record Span(String kind, LocalDate from, LocalDate to) {}
        var spans = new ArrayList<Span>();
        question.path("trips").forEach(trip -> spans.add(new Span("trip", LocalDate.parse(trip.path("entry").asText()),
                LocalDate.parse(trip.path("exit").asText()))));
        if (question.path("planned").isObject()) {
            spans.add(new Span("planned", LocalDate.parse(question.at("/planned/entry").asText()),
                    LocalDate.parse(question.at("/planned/exit").asText())));
        }
        answer.path("limits").forEach(limit -> {
            if (limit.path("kind").asText().equals("window") && limit.path("windowFrom").isTextual()
                    && limit.path("windowTo").isTextual()) {
                spans.add(new Span("window", LocalDate.parse(limit.path("windowFrom").asText()),
                        LocalDate.parse(limit.path("windowTo").asText())));
            }
        });
        if (spans.isEmpty()) {
            return List.of();
        }
        var first = spans.stream().map(Span::from).min(LocalDate::compareTo).orElseThrow();
        var last = spans.stream().map(Span::to).max(LocalDate::compareTo).orElseThrow();
        var days = ChronoUnit.DAYS.between(first, last) + 1;
        var bars = new ArrayList<Bar>();
        for (var span : spans) {
            var x = (int) (ChronoUnit.DAYS.between(first, span.from()) * WIDTH / days);
            var width = (int) Math.max(2, (ChronoUnit.DAYS.between(span.from(), span.to()) + 1) * WIDTH / days);
            bars.add(new Bar(span.kind(), x, bars.size() * BAR, width,
                    phrases.day(span.from()) + " – " + phrases.day(span.to())));
        }
        return bars;
    }
}
