package org.tamga.gateway.desk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.tamga.gateway.brief.Phrases;
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
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The stay check as a form: mobility-service judges, the page draws. */
@Path("stay-check")
public class StayPage {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** What one may come for, and with what, as mobility-service has it; the first is what it takes where nothing is said. */
    private static final List<String> PURPOSES = List.of("tourism", "business", "visit", "transit", "work", "study", "mission",
            "residence");
    private static final List<String> DOCUMENTS = List.of("ordinary", "service", "diplomatic", "travel-document");
    /** Requirements of which the limits are not all that decides. */
    private static final Set<String> MORE_THAN_LIMITS = Set.of("visa-required", "e-visa");
    /** The fields of the form by the members of the question. */
    private static final Map<String, String> FIELDS = Map.of("nationality", "nationality", "destination", "destination",
            "planned", "entry", "trips", "trips", "purpose", "purpose", "documentType", "documentType");

    @CheckedTemplate
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance stay(Layout layout, List<Countries.Choice> countries,
                List<Countries.Choice> purposes, List<Countries.Choice> documents, Form form, Result result, Refusal refusal,
                AsOf asOf);
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
            String documentType) {

        /** The earlier stays, a line each: its days as they were written. */
        private List<List<String>> stays() {
            return trips.lines().map(String::strip).filter(line -> !line.isEmpty())
                    .map(line -> List.of(line.split("[\\s,;/]+"))).toList();
        }

        /** What is wrong with it that needs no service to see; empty for nothing. */
        private Optional<Refusal> refusal(Phrases phrases) {
            if (!entry.isEmpty() && !isDay(entry)) {
                return Optional.of(Refusal.at("entry", phrases.of("form.no-day", entry)));
            }
            var planned = entry.isEmpty() ? Optional.<String>empty() : wrong(List.of(entry, exit), phrases);
            return planned.map(text -> Refusal.at("exit", text))
                    .or(() -> stays().stream().flatMap(days -> wrong(days, phrases).stream()).findFirst()
                            .map(text -> Refusal.at("trips", text)));
        }

        /** What is wrong with a stay. */
        private static Optional<String> wrong(List<String> days, Phrases phrases) {
            if (days.size() != 2) {
                return Optional.of(phrases.of("stay.no-stay", String.join(" ", days)));
            }
            var noDay = days.stream().filter(day -> !isDay(day)).findFirst();
            if (noDay.isPresent()) {
                return noDay.map(day -> phrases.of("form.no-day", day));
            }
            var entry = LocalDate.parse(days.get(0));
            var exit = LocalDate.parse(days.get(1));
            return exit.isBefore(entry)
                    ? Optional.of(phrases.of("stay.ends-first", phrases.day(entry), phrases.day(exit)))
                    : Optional.empty();
        }

        private static boolean isDay(String text) {
            try {
                LocalDate.parse(text);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }
    }

    /**
     * A limit with how it is kept.
     *
     * @param readings of a window whose kind no source gives, each way to count it by itself; else none
     */
    public record Limit(String text, String verdict, String used, String window, String source, String sourceUrl,
            List<Limit> readings) {}

    /**
     * The answer in words, and as a picture.
     *
     * @param rule what is asked, what for, with which document and on which day
     * @param reasons why it is so, as far as the limits do not say it
     * @param stays all that were asked about
     */
    public record Result(String verdict, String code, List<String> rule, List<String> reasons, String safeExit, String reEntry,
            List<Limit> limits, List<String> stays, StayPicture picture) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response stay(@QueryParam("nationality") String nationality, @QueryParam("destination") String destination,
            @QueryParam("entry") String entry, @QueryParam("exit") String exit, @QueryParam("trips") String trips,
            @QueryParam("purpose") String purpose, @QueryParam("documentType") String documentType,
            @QueryParam("lang") String lang, @Context HttpHeaders headers, @Context UriInfo uri) {
        var words = languages.choose(lang, headers.getAcceptableLanguages());
        var form = new Form(text(nationality), text(destination), text(entry), text(exit, text(entry)), text(trips),
                text(purpose, PURPOSES.get(0)), text(documentType, DOCUMENTS.get(0)));
        var asOf = AsOf.of(uri);
        Outcome<Result> outcome = form.refusal(new Phrases(words)).<Outcome<Result>>map(Outcome::refused)
                .orElseGet(() -> form.nationality().isEmpty() || form.destination().isEmpty()
                        ? Outcome.none()
                        : Outcome.of(() -> result(form, asOf, words), FIELDS::get));
        return outcome.on(Templates.stay(
                new Layout(words, languages.all(), words.of("stay.title"), Addresses.withoutLanguage(uri), asOf),
                Countries.choices(words.locale()), choices("purpose", PURPOSES, words),
                choices("document-type", DOCUMENTS, words), form, outcome.answer(), outcome.refusal(), asOf));
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
        form.stays().forEach(days -> trips.addObject().put("entry", days.get(0)).put("exit", days.get(1)));
        if (!form.entry().isEmpty()) {
            question.putObject("planned").put("entry", form.entry()).put("exit", form.exit());
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
        var stays = stays(question, phrases);
        var spans = Stream.concat(stays.stream(), windows(answer, phrases).stream()).toList();
        return new Result(verdict(answer, phrases), answer.path("verdict").asText(), asked(answer, phrases),
                reasons(answer, phrases),
                phrases.date(answer.path("lastSafeExit").asText(null)),
                phrases.date(answer.path("earliestReEntry").asText(null)),
                StreamSupport.stream(answer.path("limits").spliterator(), false).map(limit -> limit(limit, phrases)).toList(),
                stays.stream().map(stay -> stay.inWords(phrases)).toList(),
                spans.isEmpty() ? null : StayPicture.of(spans, phrases));
    }

    private static List<String> asked(JsonNode answer, Phrases phrases) {
        return List.of(JourneyPage.requirement(answer, phrases),
                phrases.named("purpose", answer.path("purpose").asText()),
                phrases.named("document-type", answer.path("documentType").asText()),
                phrases.of("stay.rules", phrases.date(answer.path("rulesAsOf").asText())));
    }

    private static Limit limit(JsonNode limit, Phrases phrases) {
        var source = limit.at("/sources/0");
        var url = source.path("url").asText("");
        return new Limit(phrases.limit(limit), verdict(limit, phrases),
                limit.path("daysUsed").asText(""),
                Phrases.dash(phrases.date(limit.path("windowFrom").asText(null)),
                        phrases.date(limit.path("windowTo").asText(null))),
                source.path("title").asText(""), url.startsWith("http") ? url : null,
                StreamSupport.stream(limit.path("readings").spliterator(), false)
                        .map(reading -> limit(reading, phrases)).toList());
    }

    /** Why it is so, as far as the table of the limits does not say it. */
    private static List<String> reasons(JsonNode answer, Phrases phrases) {
        var reasons = new ArrayList<String>();
        var requirement = answer.path("requirement").asText();
        var isRefusedByLimits = StreamSupport.stream(answer.path("limits").spliterator(), false)
                .anyMatch(limit -> limit.path("verdict").asText().equals("refused"));
        if (answer.path("limits").isEmpty() || requirement.equals("no-admission")
                || MORE_THAN_LIMITS.contains(requirement) && !isRefusedByLimits) {
            reasons.add(phrases.of("stay.because-" + switch (requirement) {
                case "freedom-of-movement", "no-admission", "unknown" -> requirement;
                case "visa-free", "eta" -> "no-limit";
                default -> "visa";
            }));
        }
        answer.path("limits").forEach(limit -> {
            var days = phrases.amount(limit.path("allowedDays").decimalValue(), "days");
            limit.path("brokenTrips").forEach(trip -> reasons.add(phrases.of("stay.breaks", days,
                    Phrases.dash(phrases.date(trip.path("entry").asText()), phrases.date(trip.path("exit").asText())),
                    phrases.date(trip.path("breachOn").asText()))));
            if (limit.path("verdict").asText().equals("refused") && limit.path("confidence").asText().equals("disputed")) {
                reasons.add(phrases.of("stay.disputed-limit", days));
            }
        });
        if (answer.path("readings").isArray()) {
            reasons.add(phrases.of("stay.disputed", StreamSupport.stream(answer.path("readings").spliterator(), false)
                    .map(reading -> phrases.of("brief.reading", rule(reading, phrases), verdict(reading, phrases)))
                    .collect(Collectors.joining("; "))));
        }
        return reasons;
    }

    /** What one source asks for, with its limits. */
    private static String rule(JsonNode reading, Phrases phrases) {
        var requirement = JourneyPage.requirement(reading, phrases);
        return reading.path("limits").isEmpty()
                ? requirement
                : phrases.of("brief.with-details", requirement,
                        StreamSupport.stream(reading.path("limits").spliterator(), false).map(phrases::limit)
                                .collect(Collectors.joining(", ")));
    }

    private static String verdict(JsonNode judged, Phrases phrases) {
        return phrases.named("stay", judged.path("verdict").asText());
    }

    private static List<StayPicture.Span> stays(JsonNode question, Phrases phrases) {
        var stays = new ArrayList<StayPicture.Span>();
        question.path("trips").forEach(trip -> stays.add(span("trip", phrases.of("stay.trip"), trip, "entry", "exit")));
        if (question.has("planned")) {
            stays.add(span("planned", phrases.of("stay.planned"), question.path("planned"), "entry", "exit"));
        }
        return stays;
    }

    private static List<StayPicture.Span> windows(JsonNode answer, Phrases phrases) {
        return StreamSupport.stream(answer.path("limits").spliterator(), false)
                .filter(limit -> limit.path("kind").asText().equals("window") && limit.path("windowFrom").isTextual()
                        && limit.path("windowTo").isTextual())
                .map(limit -> span("window", phrases.of("stay.window"), limit, "windowFrom", "windowTo")).toList();
    }

    private static StayPicture.Span span(String kind, String name, JsonNode of, String from, String to) {
        return new StayPicture.Span(kind, name, LocalDate.parse(of.path(from).asText()), LocalDate.parse(of.path(to).asText()));
    }
}
